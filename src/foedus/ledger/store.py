"""What the rules ask of whatever remembers one partnership, and a memory that forgets when the program ends."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import msgspec

from foedus.ledger.facts import PartnershipFacts, Place4, Placed, RecordFacts, VersionFacts
from foedus.ledger.line import Line


class Waiting(msgspec.Struct, frozen=True):
    """A line that is stored and waits for its causal past, or for a newer program (``missing`` is then empty)."""

    line: Line
    missing: tuple[str, ...]
    bearer: str


class SetAside(msgspec.Struct, frozen=True):
    """A line that is no entry: what it breaks, who brought it, and whether its author had signed it well."""

    raw: bytes
    reason: str
    detail: str
    bearer: str
    is_well_signed: bool


class Erasure(msgspec.Struct, frozen=True, array_like=True):
    """A blob that a party, which referred to it, had erased."""

    blob: str
    party: int
    branch: int
    seq: int


class Store(Protocol):
    """One partnership's memory, as the rules see it.

    What ``entry``, ``record`` and ``facts`` return may be changed in place by the rules before they hand it back with
    ``put_record`` or ``put_facts``; a store on disk writes it in the transaction around the call.
    """

    def expect(self, lines: Sequence[Line]) -> None:
        """These lines come next: a store on disk may fetch at once what they name."""

    def facts(self) -> PartnershipFacts:
        """Parties, branches and keys; its ``parties`` are empty until the founding entry is applied."""

    def put_facts(self) -> None:
        """The facts were changed."""

    def entry(self, hash_: str) -> Placed | None:
        """The applied entry of this hash."""

    def entry_at(self, branch: int, seq: int) -> Placed:
        """The applied entry at a place: ``branch`` is the one that holds it, not one that grew from it."""

    def append(self, placed: Placed, line: Line) -> None:
        """Keep an applied entry, with its line exactly as it was received."""

    def record(self, name: str, *, is_stated: bool) -> RecordFacts | None:
        """What is remembered of a record."""

    def put_record(self, record: RecordFacts) -> None:
        """The record is new, or was changed."""

    def record_of(self, version: str) -> RecordFacts | None:
        """The record of a version that an act, which is not void, declared."""

    def put_version(self, version: VersionFacts, record: RecordFacts, placed: Placed) -> None:
        """A version is declared, by an act of this entry."""

    def put_void(self, act: str, reason: str) -> None:
        """An act (``<entry hash>/<index>``) is void."""

    def references(self, blob: str) -> Iterable[Place4]:
        """Who referred to a blob, and where."""

    def put_reference(self, blob: str, place: Place4) -> None:
        """An act refers to a blob."""

    def put_erasure(self, erasure: Erasure) -> None:
        """A blob's bytes are to be deleted, and never accepted again."""

    def wait(self, waiting: Waiting) -> None:
        """Keep a line that waits."""

    def waiting_for(self, hash_: str) -> list[Waiting]:
        """The lines that miss this entry."""

    def is_waiting(self, line: Line) -> bool:
        """Say whether this line, under this key, waits already."""

    def drop_waiting(self, line: Line) -> None:
        """The line waits no more."""

    def waiting_count(self, code: str) -> int:
        """How many lines of this code's journal wait."""

    def set_aside(self, aside: SetAside) -> None:
        """Keep a line that is no entry, apart."""


class MemoryStore:
    """A ``Store`` in memory: for checking a bundle, for simulations, and for tests."""

    def __init__(self, partnership: str) -> None:
        self._facts = PartnershipFacts(partnership)
        self.placed: dict[str, Placed] = {}
        self.lines: dict[str, Line] = {}
        self.records: dict[tuple[str, bool], RecordFacts] = {}
        self.versions: dict[str, RecordFacts] = {}
        self.void: dict[str, str] = {}
        self.blob_references: dict[str, list[Place4]] = {}
        self.erasures: list[Erasure] = []
        self.waiting: dict[tuple[str, str], Waiting] = {}
        self.aside: list[SetAside] = []
        self._at: dict[tuple[int, int], Placed] = {}
        self._missed: dict[str, dict[tuple[str, str], None]] = {}
        self._waiting_of: Counter[str] = Counter()

    def expect(self, lines: Sequence[Line]) -> None:
        """As ``Store``: nothing to fetch."""

    def facts(self) -> PartnershipFacts:
        """As ``Store``."""
        return self._facts

    def put_facts(self) -> None:
        """As ``Store``: nothing to do, the facts are changed in place."""

    def entry(self, hash_: str) -> Placed | None:
        """As ``Store``."""
        return self.placed.get(hash_)

    def entry_at(self, branch: int, seq: int) -> Placed:
        """As ``Store``."""
        return self._at[branch, seq]

    def append(self, placed: Placed, line: Line) -> None:
        """As ``Store``."""
        placed = msgspec.structs.replace(placed, number=len(self.placed))
        self.placed[placed.hash] = placed
        self.lines[placed.hash] = line
        self._at[placed.branch, placed.seq] = placed

    def record(self, name: str, *, is_stated: bool) -> RecordFacts | None:
        """As ``Store``."""
        return self.records.get((name, is_stated))

    def put_record(self, record: RecordFacts) -> None:
        """As ``Store``."""
        self.records[record.name, record.is_stated] = record

    def record_of(self, version: str) -> RecordFacts | None:
        """As ``Store``."""
        return self.versions.get(version)

    def put_version(self, version: VersionFacts, record: RecordFacts, placed: Placed) -> None:  # noqa: ARG002 - as ``Store``
        """As ``Store``."""
        self.versions[version.name] = record

    def put_void(self, act: str, reason: str) -> None:
        """As ``Store``."""
        self.void[act] = reason

    def references(self, blob: str) -> Iterable[Place4]:
        """As ``Store``."""
        return self.blob_references.get(blob, [])

    def put_reference(self, blob: str, place: Place4) -> None:
        """As ``Store``."""
        self.blob_references.setdefault(blob, []).append(place)

    def put_erasure(self, erasure: Erasure) -> None:
        """As ``Store``."""
        self.erasures.append(erasure)

    def wait(self, waiting: Waiting) -> None:
        """As ``Store``."""
        key = (waiting.line.hash, waiting.line.kid)
        self.waiting[key] = waiting
        self._waiting_of[waiting.line.envelope.party] += 1
        for missing in waiting.missing:
            self._missed.setdefault(missing, {})[key] = None

    def waiting_for(self, hash_: str) -> list[Waiting]:
        """As ``Store``."""
        return [self.waiting[key] for key in self._missed.get(hash_, ()) if key in self.waiting]

    def is_waiting(self, line: Line) -> bool:
        """As ``Store``."""
        return (line.hash, line.kid) in self.waiting

    def drop_waiting(self, line: Line) -> None:
        """As ``Store``."""
        gone = self.waiting.pop((line.hash, line.kid), None)
        if gone is None:
            return
        self._waiting_of[line.envelope.party] -= 1
        for missing in gone.missing:
            self._missed[missing].pop((line.hash, line.kid), None)

    def waiting_count(self, code: str) -> int:
        """As ``Store``."""
        return self._waiting_of[code]

    def set_aside(self, aside: SetAside) -> None:
        """As ``Store``."""
        self.aside.append(aside)

    def all_placed(self) -> Iterator[Placed]:
        """Every applied entry, in the order of application."""
        yield from self.placed.values()
