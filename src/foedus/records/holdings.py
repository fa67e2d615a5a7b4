"""Knows what is handed in when the state of play is drawn; refuses to fetch it, or to verify it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from foedus.records import catalogue
from foedus.records.base import Record


@dataclass(frozen=True, slots=True)
class Agreed:
    """The current agreed version of a joint record.

    Attributes:
        record: the record's name, `ITA/uuid`.
        kind: with the version of its form, `activity/1`.
        body: the plain JSON object.
        version: the version's name.
        concerned: the parties that agreed; empty stands for all.
    """

    record: str
    kind: str
    body: Mapping[str, Any]
    version: str
    concerned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """The current version of a record that one party declares.

    Attributes:
        record, kind, body, version: as in `Agreed`.
        author: the party that declares it.
        acknowledged_by: the parties that have acknowledged this version.
        on_paper: the parties that agreed to it on paper, by the author's word.
    """

    record: str
    author: str
    kind: str
    body: Mapping[str, Any]
    version: str
    acknowledged_by: tuple[str, ...] = ()
    on_paper: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """A version of a joint record that is proposed and neither agreed nor taken back nor overtaken.

    Attributes:
        record, kind, body, version: as in `Agreed`.
        author: the party that proposed it.
        concerned: the parties whose consent is asked, the author's too.
        answered: those that have consented or declined, however.
        partly: those whose consent is not in full, or has run out.
        declined_by: those that do not accept it.
    """

    record: str
    author: str
    kind: str
    body: Mapping[str, Any]
    version: str
    concerned: tuple[str, ...]
    answered: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    declined_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that the state of play of one cooperation is drawn from.

    Attributes:
        us: our own code.
        parties: the codes of all connected parties, ours too.
        agreed: one for each joint record that has an agreed version.
        stated: one for each own record, in the order in which the versions were declared, as far as is known.
        offered: one for each version that waits.
        seen: for each other party the day (`YYYY-MM-DD`) of the last of our lines that it had seen; absent where it
            has seen none.
    """

    us: str
    parties: tuple[str, ...]
    agreed: tuple[Agreed, ...] = ()
    stated: tuple[Stated, ...] = ()
    offered: tuple[Offered, ...] = ()
    seen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """A record read, with who stands behind it.

    Attributes:
        name: the record's name.
        version: the version's name.
        record: its fields.
        author: who declares it, or who proposes it; empty where it is agreed.
        concerned: the connected parties that it concerns.
    """

    name: str
    version: str
    record: Record
    author: str
    concerned: tuple[str, ...]


Understood = tuple[tuple[Held, ...], tuple[Held, ...], tuple[Held, ...], tuple[str, ...]]
"""What is agreed, what is declared, what is offered, and the names of the records that are not understood."""


def understood(held: Holdings) -> Understood:
    """Read everything that this program understands.

    A text agreed on paper counts as agreed until the same record is agreed by all: it concerns its author alone,
    since the others are not connected.

    Returns:
        What is agreed, what is declared, what is offered, and the names of the records that are not understood.
    """
    signed = {item.record for item in held.agreed}
    paper = [item for item in held.stated if item.on_paper and item.record not in signed]
    strange: list[str] = []
    agreed = [
        *_read(((item, "", item.concerned or held.parties) for item in held.agreed), strange),
        *_read(((item, "", (item.author,)) for item in paper), strange),
    ]
    declared = ((item, item.author, held.parties) for item in held.stated if not item.on_paper)
    stated = tuple(_read(declared, strange))
    offered = tuple(_read(((item, item.author, item.concerned) for item in held.offered), strange))
    return tuple(agreed), stated, offered, tuple(sorted(set(strange)))


def _read(
    items: Iterator[tuple[Agreed | Stated | Offered, str, tuple[str, ...]]],
    strange: list[str],
) -> Iterator[Held]:
    for item, author, concerned in items:
        record = catalogue.understood(item.kind, item.body)
        if record is not None:
            yield Held(item.record, item.version, record, author, concerned)
        else:
            strange.append(item.record)
