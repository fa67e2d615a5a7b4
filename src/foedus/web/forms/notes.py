"""Says the notes that stand beside labels of fields in the reader's language; it refuses to know any field."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_  # noqa: N812 - the name that gettext's tools look for

from foedus.records.shapes import Shape, Sort

NOTES: Final[Mapping[str, str]] = {
    "1 comes first": N_("1 comes first"),
    "ISO 4217": N_("Three letters, such as EUR"),
    "a meeting": N_("A meeting"),
    "a post": N_("A post, never a person's name"),
    "absent: open": N_("Left empty: open"),
    "absent: to all": N_("Nobody ticked: to all"),
    "absent: whoever hosts": N_("Left empty: whoever hosts"),
    "activities, milestones": N_("Activities and milestones"),
    "an agreement, plan or meeting": N_("An agreement, a plan or a meeting"),
    "an earlier activity": N_("An earlier activity"),
    "an office held, never a person's name": N_("An office held, never a person's name"),
    "exceptions to the agreement": N_("Only exceptions to the agreement's rules"),
    "only if money allows": N_("Only if money allows"),
    "only where shared": N_("Only where they are to be shared"),
    "or the address of a web page": N_("Or the address of a web page"),
    "or the new ones": N_("Or the new ones, where it was moved"),
    "posts, not persons": N_("Posts, not persons"),
    "the version that it speaks of": N_("The text that it speaks of"),
}
"""The notes of `records` as a form says them; one of a kind that came at run time is said as it is."""

_CHOSEN: Final = {Sort.COUNTRY, Sort.MONEY}


def note_of(shape: Shape) -> str:
    """Say the note of a field; nothing where the input itself says it."""
    note = shape.label.note
    if not note or shape.sort in _CHOSEN:
        return ""
    return _(NOTES[note]) if note in NOTES else note
