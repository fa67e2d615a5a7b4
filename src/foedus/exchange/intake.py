"""Takes a bundle's journals into a partnership, merged in causal order as they are read; it judges nothing itself."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from foedus.exchange.checking import Checked, Checker, checker, keys_in
from foedus.ledger.errors import LineError
from foedus.ledger.line import Line, read_line
from foedus.ledger.partnership import Fork, Partnership, Taken

MANY_REFUSALS = 1_000
"""More refusals of one bundle are counted, not listed."""


class Refusal(msgspec.Struct, frozen=True):
    """A line that was not taken in: where it stands, and why."""

    file: str
    line: int
    code: str
    reason: str
    detail: str


class Arrival(msgspec.Struct, frozen=True):
    """What became of a bundle's lines: how many of each code, what was refused, what conflicts."""

    applied: dict[str, int]
    known: int
    waiting: dict[str, int]
    refused: int
    refusals: tuple[Refusal, ...]
    missing: tuple[str, ...]
    forks: tuple[Fork, ...]


class _Journal:
    """A journal as it is read: its next line, and where that stands."""

    def __init__(self, code: str, path: Path, check: Checker, intake: "_Intake") -> None:
        self.code = code
        self.file = f"journals/{code}.jsonl"
        self._intake = intake
        self._parts = check.checked(path)
        self._lines: list[tuple[int, Line]] = []
        self._next = 0
        self.load()

    def load(self) -> None:
        """Read on until there is a line, or the journal ends."""
        while self._next >= len(self._lines):
            part = next(self._parts, None)
            if part is None:
                self._lines, self._next = [], 0
                return
            self._lines, self._next = list(self._read(part)), 0
            self._intake.expect(self._lines, len(part.lines))

    def _read(self, part: Checked) -> Iterator[tuple[int, Line]]:
        intake = self._intake
        for place, raw in enumerate(part.lines):
            known = part.errors.get(place)
            if known is not None:
                intake.refuse_raw(self, part.first + place, raw, LineError(known[0], **known[1]))
                continue
            try:
                yield part.first + place, read_line(raw, intake.keys if part.verified[place] else {}, is_checked=True)
            except LineError as error:
                intake.refuse_raw(self, part.first + place, raw, error)
        end = part.errors.get(len(part.lines))
        if end is not None:
            intake.refuse(self, part.first + len(part.lines), end[0], LineError(end[0], **end[1]))

    @property
    def is_done(self) -> bool:
        """Say whether all its lines were given."""
        return self._next >= len(self._lines)

    def head(self) -> tuple[int, Line]:
        """Its next line, with its number in the file."""
        return self._lines[self._next]

    def advance(self) -> None:
        """Go on to the line after."""
        self._next += 1
        if self._next >= len(self._lines):
            self.load()


class _Intake:
    def __init__(
        self, partnership: Partnership, bearer: str, keys: Mapping[str, bytes], progress: Callable[[int], None] | None
    ) -> None:
        self.partnership = partnership
        self.keys = keys
        self._bearer = bearer
        self._progress = progress
        self._known = 0
        self._applied: Counter[str] = Counter()
        self._waiting: Counter[str] = Counter()
        self._missing: dict[str, None] = {}
        self._refused = 0
        self._refusals: list[Refusal] = []
        self._late: list[tuple[_Journal, int, Line]] = []

    def expect(self, lines: list[tuple[int, Line]], read: int) -> None:
        self.partnership.store.expect([line for _, line in lines])
        if self._progress is not None:
            self._progress(read)

    def refuse(self, journal: _Journal, number: int, reason: str, error: LineError) -> None:
        detail = " ".join(f"{name}={value}" for name, value in error.facts.items())
        self._refused += 1
        if len(self._refusals) < MANY_REFUSALS:
            self._refusals.append(Refusal(journal.file, number, journal.code, reason, detail))

    def refuse_raw(self, journal: _Journal, number: int, raw: bytes, error: LineError) -> None:
        self.partnership.refuse(raw, error, self._bearer)
        self.refuse(journal, number, error.reason, error)

    def run(self, journals: list[_Journal]) -> None:
        """Take whichever journal's next line can be placed; where none can, let one wait, and go on."""
        left = [journal for journal in journals if not journal.is_done]
        while left:
            moved = False
            for journal in left:
                moved = self._run_on(journal) or moved
            left = [journal for journal in left if not journal.is_done]
            if left and not moved:
                self._take_anyhow(left[0])
                left = [journal for journal in left if not journal.is_done]
        for journal, number, line in self._late:
            self._take(journal, number, line, may_wait=True)

    def _run_on(self, journal: _Journal) -> bool:
        moved = False
        while not journal.is_done:
            number, line = journal.head()
            if not self._take(journal, number, line, may_wait=False):
                break
            journal.advance()
            moved = True
        return moved

    def _take_anyhow(self, journal: _Journal) -> None:
        number, line = journal.head()
        if self.partnership.knows_key(line):
            self._take(journal, number, line, may_wait=True)
        else:
            self._late.append((journal, number, line))
        journal.advance()

    def _take(self, journal: _Journal, number: int, line: Line, *, may_wait: bool) -> bool:
        if line.envelope.party != journal.code:
            error = LineError("another-journal", code=line.envelope.party)
            self.refuse(journal, number, error.reason, error)
            return True
        outcome = self.partnership.receive(line, self._bearer, may_wait=may_wait)
        taken = outcome.taken
        if taken is Taken.EARLY:
            return False
        if taken is Taken.APPLIED:
            self._applied[journal.code] += 1
        elif taken is Taken.WAITING:
            self._waiting[journal.code] += 1
            self._missing.update(dict.fromkeys(outcome.missing))
        elif taken is Taken.ASIDE:
            self._refused += 1
            if len(self._refusals) < MANY_REFUSALS:
                self._refusals.append(Refusal(journal.file, number, journal.code, outcome.reason, outcome.detail))
        else:
            self._known += 1
        return True

    def arrival(self) -> Arrival:
        entry = self.partnership.store.entry
        return Arrival(
            dict(self._applied),
            self._known,
            dict(self._waiting),
            self._refused,
            tuple(self._refusals),
            tuple(hash_ for hash_ in self._missing if entry(hash_) is None),
            tuple(self.partnership.forks),
        )


def take_in(
    partnership: Partnership,
    journals: Mapping[str, Path],
    bearer: str = "",
    progress: Callable[[int], None] | None = None,
    jobs: int | None = None,
) -> Arrival:
    """Take journals into a partnership.

    :param journals: files of lines by party code, as ``ledger.bundle.unpack`` gave them.
    :param bearer: code of the party that brought them.
    :param progress: called with the number of lines read since the last call.
    :param jobs: processes that check lines; as ``checker``.
    """
    keys = {**keys_in(journals), **partnership.store.facts().points}
    intake = _Intake(partnership, bearer, keys, progress)
    size = sum(path.stat().st_size for path in journals.values())
    with checker(size, keys, jobs) as check, _no_collection():
        intake.run([_Journal(code, path, check, intake) for code, path in sorted(journals.items())])
    return intake.arrival()


@contextmanager
def _no_collection() -> Iterator[None]:
    """Put the search for reference cycles off: entries make none, and looking for them takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
