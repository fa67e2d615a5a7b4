"""What it means to change keys, to leave, to admit, to go on from: said before it is signed; it signs nothing.

Each sentence stands under one of ``HEADS``: what the others see, what follows here, what has to be done again, what
cannot be undone.
"""

from collections.abc import Sequence
from typing import Final

from foedus.phrases.language import N_

Meaning = tuple[str, str]

HEADS: Final = {
    "others": N_("What the others see"),
    "here": N_("What follows here"),
    "again": N_("What has to be done again"),
    "final": N_("What cannot be undone"),
}

_COPY: Final = (
    "again",
    N_("Copy the folder of the keys to its safe place again: the copy that is there cannot sign any more."),
)
_COMPARE: Final = (
    "again",
    N_(
        "Every other Party compares the new key with you, by telephone or in person. Until it has, the key shows there "
        "as not yet compared."
    ),
)
_SHEET: Final = (
    "again",
    N_("Print a new recovery sheet, lock it away, and destroy the old one: it is worth nothing any more."),
)

ROTATE_KEY: Final[tuple[Meaning, ...]] = (
    (
        "others",
        N_(
            "With your next dispatch: that this Party goes on with a new signing key, and which one. What you signed "
            "before stays as good as it was."
        ),
    ),
    ("here", N_("The old key stays in the folder of the keys, so that nothing old is lost; it signs nothing more.")),
    _COMPARE,
    _COPY,
    ("final", N_("From then on only the new key signs. Who had a copy of the old one can sign nothing new with it.")),
)
ROTATE_AGE: Final[tuple[Meaning, ...]] = (
    (
        "others",
        N_("With your next dispatch: a new encryption key. From then on they encrypt to it what they send you."),
    ),
    (
        "here",
        N_(
            "The old encryption key stays in the folder of the keys: older dispatches, and those under way, still open "
            "with it. Whoever has a copy of the old one can read those too, but nothing sent after."
        ),
    ),
    _COPY,
    ("again", N_("Print a new recovery sheet: the key that opens dispatches stands on it.")),
)
RECOVER: Final[tuple[Meaning, ...]] = (
    (
        "others",
        N_(
            "With your next dispatch: that this Party has recovered, with a new signing key and a new recovery key, "
            "and from which entry it goes on."
        ),
    ),
    (
        "here",
        N_(
            "What stands under this Party's name on another register, a thief's or a lost one, counts no more; except "
            "what was agreed, and what this Party did not accept, took back, or left."
        ),
    ),
    _COMPARE,
    _COPY,
    _SHEET,
    (
        "final",
        N_("The old signing key and the old recovery key count for nothing from there on. There is no way back."),
    ),
)
LEAVE: Final[tuple[Meaning, ...]] = (
    ("others", N_("With your next dispatch: that this Party has left. They go on without it.")),
    (
        "here",
        N_(
            "What is agreed stays agreed, and everything stays readable here. This Party is asked nothing and sent "
            "nothing more, and what it signs here from then on has no effect."
        ),
    ),
    ("again", N_("Send a dispatch: until it arrives, the others wait for this Party's answers.")),
    (
        "final",
        N_("This Party does not come back under the same code. To cooperate again, found a new cooperation."),
    ),
)
ADMIT: Final[tuple[Meaning, ...]] = (
    (
        "others",
        N_("With your next dispatch: new Parties and rules of exchange, which each of them accepts or does not."),
    ),
    (
        "here",
        N_(
            "The new Party is in once all have accepted and it has joined. It then reads everything, from the first "
            "entry on: what it must not read does not belong here."
        ),
    ),
    ("again", N_("Compare the key on its card with it, by telephone or in person, before you sign.")),
    ("final", N_("Until all have accepted it can be taken back. Afterwards a Party can only leave by itself.")),
)
FOUND: Final[tuple[Meaning, ...]] = (
    (
        "others",
        N_(
            "With your next dispatch: a cooperation with these Parties and rules of exchange. Each Party named joins "
            "it, or does not."
        ),
    ),
    (
        "here",
        N_(
            "Whoever is in it reads everything in it, from the first entry on: what a Party must not read belongs in "
            "another cooperation."
        ),
    ),
    ("again", N_("Compare the keys with every Party that joins, by telephone or in person.")),
    ("final", N_("A cooperation that was founded cannot be deleted; one can leave it.")),
)
JOIN: Final[tuple[Meaning, ...]] = (
    (
        "others",
        N_(
            "With your next dispatch: that this Party is in, by these Parties and rules of exchange. Nothing else in "
            "the dispatch is accepted by that."
        ),
    ),
    ("here", N_("Everything in the cooperation can be read here; every Party in it reads what this one signs there.")),
    (
        "again",
        N_("Send a dispatch back: until it arrives, the others wait. Then compare the keys, each side on its own."),
    ),
    ("final", N_("One can leave a cooperation, and does not come back to it under the same code.")),
)
CONTINUES: Final[tuple[Meaning, ...]] = (
    (
        "others",
        N_("A new cooperation that names the one before it. Each Party joins it, or does not."),
    ),
    (
        "here",
        N_(
            "Nothing is carried over: what was agreed stays where it was agreed, and can be read there. New records "
            "begin here; a plan can be offered again."
        ),
    ),
    ("again", N_("Compare the keys: they may be others than before. Leave the one before, if it is to end.")),
    ("final", N_("A cooperation that was founded cannot be deleted; one can leave it.")),
)


def rotation(*, key: bool, age: bool) -> tuple[Meaning, ...]:
    """What it means to go on with a new signing key, a new encryption key, or both; each sentence once."""
    return tuple(dict.fromkeys((*(ROTATE_KEY if key else ()), *(ROTATE_AGE if age else ()))))


def recovery(*, age: bool) -> tuple[Meaning, ...]:
    """What it means to recover, with a new encryption key or without."""
    return tuple(dict.fromkeys((*RECOVER, *(ROTATE_AGE[:2] if age else ()))))


def founding(*, goes_on: bool) -> tuple[Meaning, ...]:
    """What it means to found a cooperation, one that goes on from another or one by itself."""
    return CONTINUES if goes_on else FOUND


def by_head(meanings: Sequence[Meaning]) -> dict[str, tuple[str, ...]]:
    """The sentences under their heads, in the order of the heads."""
    found = {head: tuple(text for under, text in meanings if under == head) for head in HEADS}
    return {HEADS[head]: texts for head, texts in found.items() if texts}
