"""Knows under which heading each field of a kind stands, on its page and in its form; refuses to know a value."""

from collections.abc import Iterator
from typing import Final

from foedus.records.base import Label, Record
from foedus.records.shapes import Shape, shapes_of

FURTHER: Final = Label("Altro", "Further")
_WHAT: Final = Label("Che cosa", "What")
_WHEN_WHERE: Final = Label("Quando e dove", "When and where")
_WHO: Final = Label("Chi", "Who")
_MONEY: Final = Label("Spese", "Money")
_FORM: Final = Label("Firme e lingue", "Signatures and languages")

GROUPS: Final[dict[str, tuple[tuple[Label, tuple[str, ...]], ...]]] = {
    "activity": (
        (_WHAT, ("title", "type", "area", "domain", "objective", "goal", "serial", "code")),
        (_WHEN_WHERE, ("period", "days", "host", "place")),
        (_WHO, ("places", "alternates", "escort", "interpreters", "level", "prerequisites", "working_languages")),
        (
            Label("Enti e punti di contatto", "Entities and points of contact"),
            ("entities", "branches", "contacts", "also_taking_part"),
        ),
        (_MONEY, ("money", "priority", "reserve")),
        (
            Label("Piano e precedenti", "Plan and earlier activities"),
            ("plan", "origin", "continues", "agreed_at", "references"),
        ),
    ),
    "agreement": (
        (_WHAT, ("title", "type", "state", "areas", "parent")),
        (Label("Firma e vigore", "Signature and force"), ("signed_on", "signed_at", "signed_by")),
        (Label("Durata", "Duration"), ("in_force_from", "in_force_to", "renewal", "notice", "suspended")),
        (_MONEY, ("money_rules",)),
        (Label("Lingue", "Languages"), ("authentic_languages", "prevailing_language")),
    ),
    "comment": ((_WHAT, ("about", "text", "asks")),),
    "meeting": (
        (_WHAT, ("title", "level", "edition")),
        (_WHEN_WHERE, ("dates", "host", "place", "sites_visited")),
        (_WHO, ("delegations", "observers")),
        (Label("Lavori", "Proceedings"), ("agenda", "decisions", "documents_adopted")),
        (Label("Prossimo incontro", "Next meeting"), ("next_meeting",)),
    ),
    "milestone": (
        (_WHAT, ("what", "parties", "follows")),
        (_WHEN_WHERE, ("when", "where")),
    ),
    "plan": (
        (_WHAT, ("title", "code", "period", "edition", "stage", "agreement", "agreed_at")),
        (Label("Disposizioni", "Provisions"), ("provisions",)),
        (Label("Punti di contatto", "Points of contact"), ("contacts",)),
        (_FORM, ("authentic_languages", "prevailing_language", "signatures")),
    ),
    "report": (
        (_WHAT, ("activity", "side", "outcome", "decided_by", "reason")),
        (_WHEN_WHERE, ("period", "place")),
        (_WHO, ("people",)),
        (
            Label("Risultati", "Results"),
            ("objective_met", "observations", "requests_heard", "what_next", "other_side"),
        ),
        (_MONEY, ("costs",)),
    ),
    "undertaking": (
        (_WHAT, ("words", "strength", "state", "due", "kept_by")),
        (_WHO, ("who", "to_whom")),
        (Label("Dove è stato assunto", "Where it was made"), ("made_at", "source")),
    ),
}
"""Headings of each kind's fields, in their order; a kind that is not here has all its fields in one group."""


def grouped(cls: type[Record]) -> Iterator[tuple[Label, tuple[Shape, ...]]]:
    """Give the fields of a kind by heading; those that no heading names stand last, under Further.

    Of a kind without headings, one that was registered at run time, all stand under the kind's own name.
    """
    shapes = {shape.name: shape for shape in shapes_of(cls)}
    for heading, names in GROUPS.get(cls.kind, ()):
        found = tuple(shapes.pop(name) for name in names if name in shapes)
        if found:
            yield heading, found
    if shapes:
        yield (FURTHER if cls.kind in GROUPS else cls.label), tuple(shapes.values())
