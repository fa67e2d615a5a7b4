"""Says how far the journals in some files verify, and why not further; it needs no database, and takes nothing in."""

import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from foedus.exchange.checking import LEAST_PART_BYTES, PART_BYTES, Checked, checker, keys_in, without_collection
from foedus.exchange.evidence import (
    Journal,
    NumberedLine,
    Problem,
    Source,
    checked_lines,
    count_lines,
    numbered_lines,
    open_source,
)
from foedus.ledger import acts as a
from foedus.ledger.author import everything
from foedus.ledger.consent import heads
from foedus.ledger.digest import Check, digest_lines, partnership_check
from foedus.ledger.errors import LineError
from foedus.ledger.facts import Keys, Placed
from foedus.ledger.line import Line, verified_with
from foedus.ledger.partnership import Fork, Outcome, Partnership, Taken
from foedus.ledger.state import heads_by_code
from foedus.ledger.store import MemoryStore

_LINES_TO_LOOK_AT = 3


class JournalReport(msgspec.Struct, frozen=True):
    """How far one party's journal verifies: of so many lines so many do; ``heads`` are the last ``seq`` that do.

    ``problems`` says for each file where it stops, the first line first.
    """

    code: str
    lines: int
    verified: int
    heads: tuple[int, ...]
    problems: tuple[Problem, ...]


class KeyReport(msgspec.Struct, frozen=True):
    """A key that a party signs with, or recovers with, and the entry that brought it (hash, and as people see it).

    ``compared`` is ``pinned`` where the caller pinned this very key, else ``not-yet``.
    """

    code: str
    name: str
    use: str
    thumbprint: str
    entry: str
    shown: str
    is_in_force: bool
    compared: str


class PartnershipReport(msgspec.Struct, frozen=True):
    """What the journals of one partnership come to."""

    partnership: str
    name: str
    journals: tuple[JournalReport, ...]
    keys: tuple[KeyReport, ...]
    pins: tuple[Problem, ...]
    digest: Check | None
    sealed: int
    disputed: tuple[str, ...]
    void: dict[str, str]
    forks: tuple[Fork, ...]


class FileReport(msgspec.Struct, frozen=True):
    """What a file is: ``sender``, ``to``, ``created`` are a bundle's; ``signature`` is good, bad, unknown or none."""

    file: str
    partnership: str
    sender: str
    to: tuple[str, ...]
    created: str
    signature: str
    blobs: int
    problems: tuple[Problem, ...]


class Report(msgspec.Struct, frozen=True):
    """What ``verify_files`` found."""

    files: tuple[FileReport, ...]
    partnerships: tuple[PartnershipReport, ...]

    @property
    def is_whole(self) -> bool:
        """Say whether every file is whole, every line verifies, and every pinned key is the one found."""
        return (
            bool(self.partnerships)
            and not any(file.problems or file.signature in {"bad", "unknown"} for file in self.files)
            and not any(one.pins or one.forks for one in self.partnerships)
            and not any(journal.problems for one in self.partnerships for journal in one.journals)
        )


class _LeanStore(MemoryStore):
    """A memory that keeps no lines: what is checked is not needed again."""

    def __init__(self, partnership: str) -> None:
        super().__init__(partnership)
        self.name = ""
        self._branches: dict[int, list[Placed]] = {}

    def entry_at(self, branch: int, seq: int) -> Placed:
        """As ``Store``."""
        return self._branches[branch][seq - self.facts().branches[branch].start]

    def append(self, placed: Placed, line: Line) -> None:
        """As ``Store``; of the founding entry the partnership's name is kept."""
        self.placed[placed.hash] = placed
        self._branches.setdefault(placed.branch, []).append(placed)
        first = line.entry.acts[0] if line.entry is not None else None
        if isinstance(first, a.Found):
            self.name = first.name


class _Reader:
    """One journal's file, read to its end once."""

    def __init__(self, journal: Journal, parts: Iterator[Checked]) -> None:
        self.journal = journal
        self.code = journal.code
        self.lines = count_lines(journal)
        self.problem: Problem | None = None
        self.rest = checked_lines(parts)

    def stop(self, number: int, reason: str, facts: Mapping[str, str | int]) -> None:
        """Remember the first line that does not verify."""
        if self.problem is None or number < self.problem.line:
            self.problem = Problem(self.journal.file, number, reason, dict(facts))


class _Checking:
    """The lines of several files, taken into one memory as their pasts come."""

    def __init__(self, partnership: str, readers: Sequence[_Reader], progress: Callable[[int], None]) -> None:
        self.store = _LeanStore(partnership)
        self.partnership = Partnership(self.store)
        self.verified: dict[str, int] = {}
        self.readers = readers
        self._progress = progress
        self._blocked: dict[str, list[tuple[_Reader, NumberedLine, Line]]] = {}

    def run(self) -> None:
        """Read every file to its end. A line whose past is in another file lets that one be read first."""
        active = deque(self.readers)
        while active:
            reader = active.popleft()
            if self._read_on(reader):
                active.append(reader)
        for waiting in self._blocked.values():
            for reader, numbered, line in waiting:
                self._stop_blocked(reader, numbered, line)

    def _read_on(self, reader: _Reader) -> bool:
        """Take lines until one must wait or the file ends; say whether there may be more."""
        for numbered in reader.rest:
            self._progress(1)
            line = numbered.line
            if line is None:
                error = numbered.problem or LineError("not-a-line")
                reader.stop(numbered.number, error.reason, error.facts)
                continue
            reader.code = reader.code or line.envelope.party
            if line.envelope.party != reader.code:
                reader.stop(numbered.number, "another-journal", {"code": line.envelope.party})
                continue
            if not self._try(reader, numbered, line):
                return True
        return False

    def _missing(self, line: Line) -> str | None:
        envelope = line.envelope
        if self.store.facts().parties:
            named = (*((envelope.prev,) if envelope.prev else ()), *envelope.seen)
            return next((hash_ for hash_ in named if self.store.entry(hash_) is None), None)
        is_founding = line.entry is not None and isinstance(line.entry.acts[0], a.Found)
        return None if is_founding else self.store.facts().id

    def _try(self, reader: _Reader, numbered: NumberedLine, line: Line) -> bool:
        """Take a line if its past is here, and those that waited for it; say whether its past was here."""
        waiting = deque([(reader, numbered, line)])
        is_first, was_here = True, True
        while waiting:
            its_reader, its_number, its_line = waiting.popleft()
            missing = self._missing(its_line)
            if missing is not None:
                self._blocked.setdefault(missing, []).append((its_reader, its_number, its_line))
                was_here = was_here and not is_first
            elif self._take(its_reader, its_number, its_line):
                waiting.extend(self._blocked.pop(its_line.hash, ()))
            is_first = False
        return was_here

    def _take(self, reader: _Reader, numbered: NumberedLine, line: Line) -> bool:
        if (line.envelope.partnership or line.hash) != self.store.facts().id:
            reason = "another-partnership" if line.envelope.partnership else "founding-changed"
            reader.stop(numbered.number, reason, {})
            return False
        outcome: Outcome = self.partnership.receive(line)
        if outcome.taken in (Taken.APPLIED, Taken.KNOWN):
            if outcome.taken is Taken.APPLIED:
                self.verified[reader.code] = self.verified.get(reader.code, 0) + 1
            return True
        if not self._stop_forged(reader, numbered, line):
            facts = dict(part.split("=", 1) for part in outcome.detail.split(" ") if "=" in part)
            reader.stop(numbered.number, outcome.reason, {"detail": outcome.detail} | facts)
        return False

    def _stop_forged(self, reader: _Reader, numbered: NumberedLine, line: Line) -> bool:
        """Stop at a line whose signature is not of the key that it names: whatever else it breaks, it was changed."""
        point = self.store.facts().points.get(line.kid)
        try:
            if point is not None:
                verified_with(line, point)
        except LineError as error:
            reader.stop(numbered.number, error.reason, error.facts)
            return True
        return False

    def _stop_blocked(self, reader: _Reader, numbered: NumberedLine, line: Line) -> None:
        facts = self.store.facts()
        if not facts.parties:
            reader.stop(numbered.number, "founding-missing", {})
            return
        if self._stop_forged(reader, numbered, line):
            return
        before = line.envelope.prev
        if before and self.store.entry(before) is None:
            reader.stop(numbered.number, "prev-missing", {"hash": before})
        else:
            reader.stop(numbered.number, "past-missing", {"hash": self._missing(line) or ""})


def verify_files(
    paths: Iterable[Path],
    pins: Mapping[str, str] | None = None,
    progress: Callable[[int], None] = lambda _: None,
    jobs: int | None = None,
) -> Report:
    """Verify bundles and journals, as many as there are of one or several partnerships, together.

    :param paths: bundles that are not encrypted, and ``.jsonl`` journals.
    :param pins: thumbprints by party code that were compared by another way.
    :param progress: called with the number of lines read since the last call.
    :param jobs: processes that check lines; as ``checking.checker``.
    :raises OSError: a file cannot be read, or the disk is full.
    """
    with tempfile.TemporaryDirectory(prefix="foedus-verify-") as folder:
        sources = []
        for number, path in enumerate(paths):
            into = Path(folder) / str(number)
            into.mkdir()
            sources.append(open_source(path, into))
        groups: dict[str, list[Source]] = {}
        for source in sources:
            groups.setdefault(_partnership_of(source), []).append(source)
        files: list[FileReport] = []
        partnerships = []
        for partnership, together in sorted(groups.items()):
            checking = _checked(partnership, [journal for one in together for journal in one.journals], progress, jobs)
            files += [_file_report(source, partnership, checking.store) for source in together]
            if partnership:
                partnerships.append(_partnership_report(checking, pins or {}))
    order = {source.file: place for place, source in enumerate(sources)}
    return Report(tuple(sorted(files, key=lambda file: order[file.file])), tuple(partnerships))


def _checked(
    partnership: str, journals: Sequence[Journal], progress: Callable[[int], None], jobs: int | None
) -> _Checking:
    paths = {str(journal.path): journal.path for journal in journals}
    size = sum(path.stat().st_size for path in paths.values())
    part_bytes = max(LEAST_PART_BYTES, PART_BYTES // max(len(journals), 1))
    with checker(size, keys_in(paths), jobs) as check, without_collection():
        readers = [_Reader(journal, check.checked(journal.path, part_bytes)) for journal in journals]
        checking = _Checking(partnership, readers, progress)
        checking.run()
    return checking


def _partnership_of(source: Source) -> str:
    """The partnership that a file says it belongs to; nothing where no line of it can be read."""
    if source.manifest is not None:
        return source.manifest.partnership
    founding = ""
    for journal in source.journals:
        for numbered, _ in zip(numbered_lines(journal), range(_LINES_TO_LOOK_AT), strict=False):
            if numbered.line is not None:
                if numbered.line.envelope.partnership:
                    return numbered.line.envelope.partnership
                founding = founding or numbered.line.hash
    return founding


def _file_report(source: Source, partnership: str, store: MemoryStore) -> FileReport:
    problems = source.problems
    if not problems and not partnership:
        problems = (Problem(source.file, 0, "no-lines"),)
    manifest, unpacked = source.manifest, source.unpacked
    if manifest is None or unpacked is None:
        return FileReport(source.file, partnership, "", (), "", "none", 0, problems)
    facts = store.facts()
    owners = {facts.parties[number].code for number in facts.owners.get(unpacked.kid, ())}
    signature = "unknown"
    if unpacked.kid in facts.points:
        is_good = manifest.from_ in owners and unpacked.is_signed_by(facts.points)
        signature = "good" if is_good else "bad"
    blobs = len(unpacked.blobs)
    return FileReport(
        source.file, partnership, manifest.from_, manifest.to, manifest.created, signature, blobs, problems
    )


def _partnership_report(checking: _Checking, pins: Mapping[str, str]) -> PartnershipReport:
    store = checking.store
    facts = store.facts()
    ends = {code: tuple(last) if isinstance(last, list) else (last,) for code, last in heads_by_code(store).items()}
    keys = _keys(store, pins)
    past = everything(facts)
    joint = [record for record in store.records.values() if not record.is_stated and record.seals]
    return PartnershipReport(
        partnership=facts.id,
        name=store.name,
        journals=tuple(_journal_reports(checking, ends)),
        keys=keys,
        pins=tuple(_pin_problems(keys, pins)),
        digest=partnership_check(facts.id, digest_lines(store, joint)) if facts.parties else None,
        sealed=sum(len({seal.version for seal in record.seals}) for record in joint),
        disputed=tuple(sorted(record.name for record in joint if len(heads(record, past)) > 1)),
        void=dict(store.void),
        forks=tuple(checking.partnership.forks),
    )


def _journal_reports(checking: _Checking, heads: Mapping[str, tuple[int, ...]]) -> Iterable[JournalReport]:
    codes = {reader.code or reader.journal.file for reader in checking.readers}
    for code in sorted(codes):
        readers = [reader for reader in checking.readers if (reader.code or reader.journal.file) == code]
        yield JournalReport(
            code=code,
            lines=sum(reader.lines for reader in readers),
            verified=checking.verified.get(code, 0),
            heads=heads.get(code, ()),
            problems=tuple(reader.problem for reader in readers if reader.problem is not None),
        )


def _keys(store: MemoryStore, pins: Mapping[str, str]) -> tuple[KeyReport, ...]:
    facts = store.facts()
    in_force = {
        store.placed[facts.branches[branch].tip].keys for party in facts.parties for branch in party.branches[-1:]
    }
    found: dict[tuple[int, str, str], KeyReport] = {}

    def add(party: int, use: str, thumbprint: str, entry: str, *, now: bool) -> None:
        known, placed = facts.parties[party], store.entry(entry)
        shown = f"{facts.parties[placed.party].code}/{placed.seq}" if placed is not None else ""
        compared = "pinned" if pins.get(known.code) == thumbprint else "not-yet"
        before = found.get((party, use, thumbprint))
        entry, shown = (before.entry, before.shown) if before is not None else (entry, shown)
        found[party, use, thumbprint] = KeyReport(known.code, known.name, use, thumbprint, entry, shown, now, compared)

    for number, party in enumerate(facts.parties):
        is_first = not party.branches
        add(number, "signing", party.key, party.named, now=is_first)
        add(number, "recovery", party.recovery, party.named, now=is_first)
    for place, keys in enumerate(facts.keys):
        for use, thumbprint in _uses(keys):
            for owner in facts.owners.get(thumbprint, ()):
                add(owner, use, thumbprint, keys.since, now=place in in_force)
    return tuple(found.values())


def _uses(keys: Keys) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("signing", keys.signing), ("recovery", keys.recovery)


def _pin_problems(keys: Sequence[KeyReport], pins: Mapping[str, str]) -> Iterable[Problem]:
    for code, thumbprint in sorted(pins.items()):
        held = [key.thumbprint for key in keys if key.code == code and key.use == "signing"]
        if not held:
            yield Problem("", 0, "pin-of-no-party", {"code": code, "thumbprint": thumbprint})
        elif thumbprint not in held:
            yield Problem("", 0, "pin-differs", {"code": code, "thumbprint": thumbprint, "found": held[-1]})
