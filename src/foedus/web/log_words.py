"""What the verbs of the log are called on pages; one that it does not know is shown as it is written."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from foedus.records.activity_terms import OUTCOMES

VERBS: Final[Mapping[str, Any]] = {
    "address-forgotten": _("forgot an office's address"),
    "address-kept": _("kept an office's address"),
    "alarm-read": _("answered for an alarm"),
    "answers-back": _("sent chosen answers back"),
    "answers-sent": _("sent chosen answers to the head"),
    "backup-checked": _("checked a backup"),
    "backup-made": _("made a backup"),
    "cooperation-founded": _("founded a cooperation"),
    "cooperation-joined": _("joined a cooperation"),
    "contact.drop": _("dropped a contact"),
    "contact.end": _("ended a contact's time in post"),
    "contact.keep": _("kept a contact"),
    "desk-handed-over": _("handed a desk over"),
    "dispatch-in": _("took a dispatch in"),
    "dispatch-out": _("wrote a dispatch"),
    "dispatch-refused": _("handed in a file that is no dispatch for this office"),
    "dispatch-whole": _("wrote the whole cooperation unencrypted"),
    "draft.attach": _("attached files to a draft"),
    "draft.begin": _("began a draft"),
    "draft.change": _("changed a draft"),
    "draft.drop": _("dropped a draft"),
    "draft-back": _("sent a draft back"),
    "draft-comment": _("commented on a draft"),
    "draft-sent": _("sent a draft to the head"),
    "draft-taken-back": _("took a draft back"),
    "exchange-begun": _("began a direct exchange"),
    "exchange-in": _("took in what came by direct exchange"),
    "feed-ended": _("ended a calendar feed"),
    "feed-made": _("made a calendar feed"),
    "file.erase": _("asked to erase a file"),
    "first-administrator": _("became the first administrator"),
    "identity-not-shown": _("gave a wrong password when asked again"),
    "identity-shown": _("showed again who they are"),
    "identity-connected": _("connected an account elsewhere, to sign in with"),
    "identity-disconnected": _("took an account elsewhere away"),
    "cooperation-left": _("left a cooperation"),
    "cooperation-taken-back": _("took a cooperation back"),
    "keys-recovered": _("recovered with new keys"),
    "keys-rotated": _("changed this Party's keys"),
    "recovery-removed": _("removed the recovery key from this machine"),
    "sheet-made": _("made the recovery sheet"),
    "key-compared": _("compared a key"),
    "minutes.undertakings": _("drafted undertakings out of minutes"),
    "note.add": _("kept a private note"),
    "outcome.tell": _("said what came of an activity"),
    "party-proposed": _("proposed to admit a Party"),
    "password-changed": _("changed the password"),
    "password-set": _("chose a password"),
    "mail-kept": _("chose how often mails come"),
    "programme-out": _("took a programme out as a calendar file"),
    "plan.clone": _("took a plan again for another year"),
    "recovery-codes-made": _("made new recovery codes"),
    "role-given": _("gave a role"),
    "role-taken": _("took a role away"),
    "sample-people": _("made sample people"),
    "second-factor-added": _("set up a second factor"),
    "second-factor-asked": _("said of which roles a second factor is asked"),
    "second-factor-failed": _("gave a wrong code"),
    "second-factor-removed": _("took a second factor of their own away"),
    "second-factor-taken": _("took the second factors of a user away"),
    "session-ended": _("ended a session"),
    "sessions-ended": _("ended sessions"),
    "sheet.import": _("took lines in from a sheet"),
    "sheet.mapping": _("kept the mapping of a sheet"),
    "sign-in": _("signed in"),
    "sign-in-failed": _("gave a wrong password"),
    "sign-out": _("signed out"),
    "sign.acknowledge": _("signed that declarations were received"),
    "sign.answer": _("signed an answer"),
    "sign.declare": _("signed a declaration"),
    "sign.offer": _("signed an offer of what was on paper"),
    "sign.paper": _("signed what was agreed on paper"),
    "sign.propose": _("signed a proposal"),
    "sign.repropose": _("signed a plan anew"),
    "step.set": _("ticked a step of the suspense list"),
    "steps-kept": _("changed steps of the suspense list"),
    "steps-reset": _("went back to the delivered steps"),
    "talks.prepare": _("prepared the next talks"),
    "token-ended": _("ended a program's access"),
    "token-made": _("gave a program access"),
    "unit-activities-given": _("gave activities to a unit"),
    "unit-activity-taken": _("took an activity from a unit"),
    "unit-link": _("made a link for a unit"),
    "user-added": _("added a user"),
    "user-invited": _("invited a user"),
    "user-let-in": _("let a user in again"),
    "user-shut-out": _("let a user in no more"),
    "visit.keep": _("kept the private side of a visit"),
}


def verb_words(verb: str) -> str:
    """Say what was done."""
    return str(VERBS.get(verb, verb))


_FACTS: Final[Mapping[str, Any]] = {
    "by": _("by means of"),
    "code": _("Party"),
    "draft": _("draft"),
    "entries": _("entries"),
    "file": _("file"),
    "lines": _("lines"),
    "outcome": _("outcome"),
    "reason": _("reason"),
    "refused": _("refused"),
    "sender": _("sent by"),
    "texts": _("texts"),
    "to": _("sent to"),
    "unit": _("unit"),
    "what": _("by means of"),
    "years": _("years"),
}
_WAYS: Final[Mapping[str, Any]] = {
    "password": _("password"),
    "recovery_codes": _("recovery code"),
    "socialaccount": _("account elsewhere"),
    "totp": _("app"),
    "webauthn": _("passkey"),
}


def detail_words(detail: Mapping[str, Any], language: str) -> str:
    """Say what a line tells besides: each fact with its name; one that has none here stands as it is kept."""
    return "; ".join(
        f"{_FACTS.get(name, name)}: {_value(name, value, language)}" for name, value in detail.items() if value
    )


def _value(name: str, value: object, language: str) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    said = str(value)
    if name == "outcome":
        return OUTCOMES.label(said, language)
    return ", ".join(str(_WAYS.get(one, one)) for one in said.split(", ")) if name in {"by", "what"} else said
