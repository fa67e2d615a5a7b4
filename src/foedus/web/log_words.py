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
    "desk-handed-over": _("handed a desk over"),
    "dispatch-in": _("took a dispatch in"),
    "dispatch-out": _("wrote a dispatch"),
    "dispatch-refused": _("handed in a file that is no dispatch for this office"),
    "dispatch-whole": _("wrote the whole cooperation unencrypted"),
    "draft.begin": _("began a draft"),
    "draft.change": _("changed a draft"),
    "draft.drop": _("dropped a draft"),
    "draft-back": _("sent a draft back"),
    "draft-comment": _("commented on a draft"),
    "draft-sent": _("sent a draft to the head"),
    "draft-taken-back": _("took a draft back"),
    "first-administrator": _("became the first administrator"),
    "key-compared": _("compared a key"),
    "note.add": _("kept a private note"),
    "party-proposed": _("proposed to admit a Party"),
    "password-changed": _("changed the password"),
    "password-set": _("chose a password"),
    "role-given": _("gave a role"),
    "role-taken": _("took a role away"),
    "sample-people": _("made sample people"),
    "sessions-ended": _("ended sessions"),
    "sign-in": _("signed in"),
    "sign-out": _("signed out"),
    "sign.acknowledge": _("signed that declarations were received"),
    "sign.answer": _("signed an answer"),
    "sign.declare": _("signed a declaration"),
    "sign.offer": _("signed an offer of what was on paper"),
    "sign.propose": _("signed a proposal"),
    "sign.repropose": _("signed a plan anew"),
    "steps-kept": _("changed steps of the suspense list"),
    "steps-reset": _("went back to the delivered steps"),
    "unit-activities-given": _("gave activities to a unit"),
    "unit-activity-taken": _("took an activity from a unit"),
    "user-added": _("added a user"),
    "user-invited": _("invited a user"),
    "user-let-in": _("let a user in again"),
    "user-shut-out": _("let a user in no more"),
}


def verb_words(verb: str) -> str:
    """Say what was done."""
    return str(VERBS.get(verb, verb))
