"""Words what a change of keys, or leaving, would sign, and what follows from it, for the page before it is signed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from foedus.office.review import Review, ReviewedAct
from foedus.office.witness import preview
from foedus.phrases.keys import Meaning, by_head
from foedus.phrases.language import translate

ACTS: Final[Mapping[str, Any]] = {
    "rotate": _("We go on with new keys"),
    "recover": _("We recover: from here on these keys are ours, and the old ones count for nothing"),
    "leave": _("We leave the cooperation, for good"),
}
KEYS: Final[Mapping[str, Any]] = {
    "cooperation": _("Cooperation"),
    "prev": _("It goes on from entry"),
    "key": _("New signing key"),
    "words": _("Its words for the telephone"),
    "recovery": _("New recovery key"),
    "age": _("New encryption key"),
}


@dataclass(frozen=True)
class EntryShown:
    """One entry as it will be signed: what it says, and the keys in it."""

    what: Any
    rows: tuple[tuple[Any, str], ...]
    note: tuple[tuple[str, str], ...]


def entries(review: Review) -> tuple[EntryShown, ...]:
    """The entries of a review of keys, in the order in which they are signed."""
    return tuple(_shown(act) for entry in review.entries for act in entry)


def _shown(act: ReviewedAct) -> EntryShown:
    rows = tuple((label, act.keys[use]) for use, label in KEYS.items() if use in act.keys)
    return EntryShown(ACTS.get(act.act, act.act), rows, tuple((name, str(text)) for name, text in act.note.items()))


def page(
    verb: Callable[[], object], meanings: Sequence[Meaning], language: str, hidden: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """The context of the page that shows what a verb would sign, and what follows.

    :param hidden: what the form carries on to the signature: names and values.
    :raises OfficeError: what the verb refuses by itself.
    """
    shown = preview(verb)
    return {
        "entries": entries(shown),
        "meanings": meanings_in(meanings, language),
        "hidden": [("digest", shown.digest), *hidden],
    }


def meanings_in(meanings: Sequence[Meaning], language: str) -> dict[str, tuple[str, ...]]:
    """What follows from what is signed, under its heads, in words of a language."""
    return {
        translate(head, language): tuple(translate(text, language) for text in texts)
        for head, texts in by_head(meanings).items()
    }
