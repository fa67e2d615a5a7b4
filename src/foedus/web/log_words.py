"""What the verbs of the log are called on pages; one that it does not know is shown as it is written."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

VERBS: Final[Mapping[str, Any]] = {
    "alarm-read": _("answered for an alarm"),
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
    "file.erase": _("asked to erase a file"),
    "first-administrator": _("became the first administrator"),
    "key-compared": _("compared a key"),
    "minutes.undertakings": _("drafted undertakings out of minutes"),
    "note.add": _("kept a private note"),
    "outcome.tell": _("said what came of an activity"),
    "party-proposed": _("proposed to admit a Party"),
    "password-changed": _("changed the password"),
    "password-set": _("chose a password"),
    "plan.clone": _("took a plan again for another year"),
    "role-given": _("gave a role"),
    "role-taken": _("took a role away"),
    "sample-people": _("made sample people"),
    "sessions-ended": _("ended sessions"),
    "sheet.import": _("took lines in from a sheet"),
    "sheet.mapping": _("kept the mapping of a sheet"),
    "sign-in": _("signed in"),
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
