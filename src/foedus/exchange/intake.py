"""Takes a bundle's journals into a partnership, merged in causal order as they are read; it judges nothing itself."""

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from foedus.exchange.checking import LEAST_PART_BYTES, PART_BYTES, Checked, checker, keys_in, without_collection
from foedus.ledger.bundle import raw_lines
from foedus.ledger.errors import LineError
from foedus.ledger.line import Line, read_line
from foedus.ledger.partnership import Fork, Partnership, Taken

_APPLIED = Taken.APPLIED
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
    """What became of a bundle's lines: how many of each code, what was refused, what conflicts.

    ``applied`` counts those, too, that had waited for what came now.
    """

    applied: dict[str, int]
    known: int
    waiting: dict[str, int]
    refused: int
    refusals: tuple[Refusal, ...]
    missing: tuple[str, ...]
    forks: tuple[Fork, ...]


class _Broken(msgspec.Struct, frozen=True):
    """What stands where a line should be."""

    raw: bytes
    error: LineError


class _Journal:
    """A journal as it is read: its next line, and where that stands."""

    def __init__(self, code: str, path: Path, parts: Iterator[Checked], intake: "_Intake") -> None:
        self.code = code
        self.path = path
        self.file = f"journals/{code}.jsonl"
        self.head: tuple[int, Line] | None = None
        """Its next line, with its number in the file; None where all were given."""
        self._intake = intake
        self._parts = parts
        self._lines: deque[tuple[int, Line | _Broken]] = deque()
        self._few = 0

    def advance(self) -> None:
        """Go on to the line after; what is none is refused when its turn comes, so that its author's key is known."""
        lines = self._lines
        if not lines:
            self._intake.read_on(self)
        while lines:
            number, line = lines.popleft()
            if not isinstance(line, _Broken):
                self.head = (number, line)
                return
            self._intake.refuse_raw(self, number, line.raw, line.error)
            if not lines:
                self._intake.read_on(self)
        self.head = None

    @property
    def has_few(self) -> bool:
        """Say whether most of the lines that were read were given."""
        return len(self._lines) <= self._few

    def read_on(self) -> tuple[list[Line], int]:
        """Read the next part: what of it has the form of a line, and how many lines it has."""
        part = next(self._parts, None)
        if part is None:
            self._few = -1
            return [], 0
        count = len(part.lines)
        lines = part.read()
        if part.errors:
            self._lines.extend(self._with_broken(part, iter(lines)))
        else:
            self._lines.extend(zip(range(part.first, part.first + count), lines, strict=True))
        self._few = count // 2
        return lines, count

    @staticmethod
    def _with_broken(part: Checked, lines: Iterator[Line]) -> Iterator[tuple[int, Line | _Broken]]:
        for place, raw in enumerate([*part.lines, b""]):
            known = part.errors.get(place)
            if known is not None:
                yield part.first + place, _Broken(raw, LineError(known[0], **known[1]))
            elif place < len(part.lines):
                yield part.first + place, next(lines)


class _Intake:
    def __init__(
        self, partnership: Partnership, bearer: str, keys: Mapping[str, bytes], progress: Callable[[int], None] | None
    ) -> None:
        self.partnership = partnership
        self.keys = keys
        self._bearer = bearer
        self._progress = progress
        self._before = _entries(partnership)
        self._known = 0
        self._held: dict[_Journal, dict[int, Line]] = {}
        self._missing: dict[str, None] = {}
        self._refused = 0
        self._refusals: list[Refusal] = []
        self._late: list[tuple[_Journal, int, Line]] = []
        self._journals: Sequence[_Journal] = ()

    def read_on(self, journal: _Journal) -> None:
        """Read on in a journal, and in those that soon need it: what one names is then known to come in another."""
        lines, count = journal.read_on()
        for other in self._journals:
            if other is not journal and other.has_few:
                others, more = other.read_on()
                lines += others
                count += more
        self.partnership.store.expect(lines)
        if self._progress is not None and count:
            self._progress(count)

    def refuse(self, journal: _Journal, number: int, error: LineError) -> None:
        self._refuse(journal, number, error.reason, error.detail)

    def _refuse(self, journal: _Journal, number: int, reason: str, detail: str) -> None:
        self._refused += 1
        if len(self._refusals) < MANY_REFUSALS:
            self._refusals.append(Refusal(journal.file, number, journal.code, reason, detail))

    def refuse_raw(self, journal: _Journal, number: int, raw: bytes, error: LineError) -> None:
        self.partnership.refuse(raw, error, self._bearer)
        self.refuse(journal, number, error)

    def run(self, journals: Sequence[_Journal]) -> None:
        """Take whichever journal's next line can be placed; where none can, let one wait, and go on."""
        self._journals = journals
        for journal in journals:
            journal.advance()
        ready = list(journals)
        stuck: dict[str, list[_Journal]] = {}
        while ready or stuck:
            while ready:
                journal = ready.pop()
                missing = self._run_on(journal, stuck, ready)
                if missing:
                    stuck.setdefault(missing, []).append(journal)
            # What waited in the store, and was taken with another, frees journals, too.
            for hash_ in [hash_ for hash_ in stuck if self.partnership.store.entry(hash_) is not None]:
                ready += stuck.pop(hash_)
            if not ready and stuck:
                first = min(stuck, key=lambda hash_: min(journal.code for journal in stuck[hash_]))
                ready = stuck.pop(first)
                self._take_anyhow(min(ready, key=lambda journal: journal.code))
        for journal, number, line in self._late:
            self._take(journal, number, line, may_wait=True)

    def _run_on(self, journal: _Journal, stuck: dict[str, list[_Journal]], ready: list[_Journal]) -> str:
        """Take a journal's lines, up to one whose past is not here: the hash that it misses is returned."""
        entry = self.partnership.store.entry
        while journal.head is not None:
            number, line = journal.head
            for hash_ in line.envelope.seen:
                if entry(hash_) is None:
                    return hash_  # most that come early are told so here, without asking what else is wrong with them
            missing = self._take(journal, number, line, may_wait=False)
            if missing:
                return missing
            if line.hash in stuck:
                ready += stuck.pop(line.hash)
            journal.advance()
        return ""

    def _take_anyhow(self, journal: _Journal) -> None:
        if journal.head is not None:
            number, line = journal.head
            if self.partnership.knows_key(line):
                self._take(journal, number, line, may_wait=True)
            else:
                self._late.append((journal, number, line))
            journal.advance()

    def _take(self, journal: _Journal, number: int, line: Line, *, may_wait: bool) -> str:
        if line.envelope.party != journal.code:
            self.refuse(journal, number, LineError("another-journal", code=line.envelope.party))
            return ""
        outcome = self.partnership.receive(line, self._bearer, may_wait=may_wait)
        taken = outcome.taken
        if taken is _APPLIED:
            return ""
        if taken is Taken.EARLY:
            return outcome.missing[0]
        if taken is Taken.WAITING:
            self._held.setdefault(journal, {})[number] = msgspec.structs.replace(line, raw=b"", entry=None)
            self._missing.update(dict.fromkeys(outcome.missing))
        elif taken is Taken.ASIDE:
            self._refuse(journal, number, outcome.reason, outcome.detail)
        else:
            self._known += 1
        return ""

    def _still_waiting(self, journal: _Journal, held: dict[int, Line]) -> int:
        """Count a journal's lines that wait still; what was refused meanwhile is told with its reason."""
        store = self.partnership.store
        gone = {number for number, line in held.items() if not store.is_waiting(line)}
        refused = {number for number in gone if store.entry(held[number].hash) is None}
        if refused:
            with journal.path.open("rb") as file:
                for number, raw in enumerate(raw_lines(file), 1):
                    if number in refused:
                        self._take(journal, number, read_line(raw, self.keys), may_wait=True)
                    if number >= max(refused):
                        break
        return len(held) - len(gone)

    def arrival(self) -> Arrival:
        entry = self.partnership.store.entry
        waiting = {journal.code: self._still_waiting(journal, held) for journal, held in dict(self._held).items()}
        applied = _entries(self.partnership)
        applied.subtract(self._before)
        return Arrival(
            {code: count for code, count in applied.items() if count},
            self._known,
            {code: count for code, count in waiting.items() if count},
            self._refused,
            tuple(self._refusals),
            tuple(hash_ for hash_ in self._missing if entry(hash_) is None),
            tuple(self.partnership.forks),
        )


def _entries(partnership: Partnership) -> Counter[str]:
    """How many entries of each code are applied."""
    facts = partnership.store.facts()
    counts: Counter[str] = Counter()
    for branch in facts.branches:
        counts[facts.parties[branch.party].code] += branch.tip_seq - branch.start + 1
    return counts


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
    part_bytes = max(LEAST_PART_BYTES, PART_BYTES // max(len(journals), 1))
    with checker(size, keys, jobs) as check, without_collection():
        read = [(code, path, check.checked(path, part_bytes)) for code, path in sorted(journals.items())]
        intake.run([_Journal(*journal, intake) for journal in read])
        return intake.arrival()
