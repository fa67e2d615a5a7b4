"""Checks journals' lines, form and signature, in parts and ahead of who takes them in; it puts nothing in its place.

Verification of signatures takes most of an import's time and needs no causal past, so that for long journals it runs in
processes of its own, on the processors that taking in leaves free. They read the files, touch nothing else, and end
with their owner, which does their work where it would wait for it, or where one of them is ended from outside.
"""

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import msgspec

from foedus.ledger.errors import KeyFormError, LineError
from foedus.ledger.keys import Jwk
from foedus.ledger.limits import LINE_BYTES
from foedus.ledger.line import Line, check_line, read_checked, read_line
from foedus.ledger.strict import read_object

PART_BYTES = 256 * 1024
"""How much of the journals is checked at once, and held in memory while it is taken in."""
LEAST_PART_BYTES = 64 * 1024
"""The least of one journal, where there are many."""
AHEAD = 12
"""How many parts of each journal are checked ahead."""
POOLED_BYTES = 1024 * 1024
"""From this size on, journals are checked in processes of their own."""
DIGEST_BYTES = 32
_KEY_TYPE = b'"kty"'
_AT_ONCE = 5
"""So many parts each process has before it: enough until its owner looks again, few enough to be shared at the end."""
_BEHIND = 5
"""So much less urgent is checking than whatever else the machine has to do."""
_PATIENCE_SECONDS = 5

Keys = Mapping[str, bytes]
Errors = dict[int, tuple[str, dict[str, str | int]]]
Findings = tuple[bytes, bytes, Errors]
_NO_DIGEST = bytes(DIGEST_BYTES)


class Checked(msgspec.Struct, frozen=True):
    """A part of a journal: lines without LF, which have a verified signature, and what is wrong with which.

    ``digests`` are the SHA-256 of the lines' payloads, one after the other; of lines that are wrong they mean nothing.
    """

    first: int
    lines: list[bytes]
    verified: bytes
    digests: bytes
    errors: Errors

    def line(self, place: int) -> Line:
        """Read a line of the part, one in which nothing is wrong."""
        digest = self.digests[DIGEST_BYTES * place : DIGEST_BYTES * (place + 1)].hex()
        return read_checked(self.lines[place], digest, is_verified=self.verified[place] == 1)

    def read(self) -> list[Line]:
        """Read the lines of the part in which nothing is wrong."""
        digests, verified, digits = self.digests.hex(), self.verified, 2 * DIGEST_BYTES
        return [
            read_checked(raw, digests[digits * place : digits * (place + 1)], is_verified=verified[place] == 1)
            for place, raw in enumerate(self.lines)
            if place not in self.errors
        ]


class Part(msgspec.Struct, frozen=True):
    """Where a part of a journal lies in its file."""

    path: str
    start: int
    size: int


def parts(path: Path, part_bytes: int = PART_BYTES) -> Iterator[Part]:
    """Cut a journal into parts that end where a line ends.

    A line that is too long, or has no LF, ends the journal: it is in the last part, whose check refuses it.
    """
    start, size = 0, path.stat().st_size
    with path.open("rb") as journal:
        while start < size:
            last = min(start + part_bytes, size) - 1
            journal.seek(last)
            rest = journal.readline(LINE_BYTES + 2)
            yield Part(str(path), start, last + len(rest) - start)
            start = last + len(rest)
            if rest[-1:] != b"\n":
                return


def _bytes_of(part: Part) -> bytes:
    with Path(part.path).open("rb") as journal:
        journal.seek(part.start)
        return journal.read(part.size)


def read_part(part: Part) -> tuple[list[bytes], LineError | None]:
    """Read a part's lines, and what is wrong with its end."""
    lines = _bytes_of(part).split(b"\n")
    rest = lines.pop()
    if not rest:
        return lines, None
    return lines, LineError("too-long" if len(rest) > LINE_BYTES else "no-line-feed")


def check_part(part: Part, keys: Keys) -> Findings:
    """Check a part's lines.

    :returns: as ``Checked``: what was verified, the digests, the errors.
    """
    lines, end = read_part(part)
    verified = bytearray(len(lines))
    digests = [_NO_DIGEST] * len(lines)
    errors = {}
    for place, raw in enumerate(lines):
        try:
            verified[place], digests[place] = check_line(raw, keys)
        except LineError as error:
            errors[place] = (error.reason, error.facts)
    if end is not None:
        errors[len(lines)] = (end.reason, end.facts)
    return bytes(verified), b"".join(digests), errors


class _Task:
    """A part to be checked: by whom, and what was found."""

    __slots__ = ("findings", "part", "worker")

    def __init__(self, part: Part) -> None:
        self.part = part
        self.worker: _Worker | None = None
        self.findings: Findings | None = None


class _Worker:
    """A process that checks parts, and its end of the line to it."""

    def __init__(self, process: BaseProcess, connection: Connection) -> None:
        self.process = process
        self.connection = connection
        self.sent: deque[_Task] = deque()
        self.is_lost = False

    def send(self, task: _Task) -> None:
        """Have a part checked."""
        task.worker = self
        self.sent.append(task)
        try:
            self.connection.send(task.part)
        except OSError:
            self.is_lost = True

    def hear(self, *, waits: bool) -> None:
        """Hear its answers.

        :param waits: wait for one; without it only what was answered already is heard.
        """
        try:
            while self.sent and (waits or self.connection.poll()):
                self.sent.popleft().findings = self.connection.recv()
                waits = False
        except (EOFError, OSError):
            self.is_lost = True


def _work(connection: Connection, keys: Keys, owners: list[Connection]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_BEHIND)
    for end in owners:
        end.close()  # while a copy of the owner's end is open, nobody is told that the owner is gone
    try:
        while True:
            connection.send(check_part(connection.recv(), keys))
    except (EOFError, OSError):
        return


@contextmanager
def checker(size: int, keys: Keys, jobs: int | None = None) -> Iterator["Checker"]:
    """Check lines while those before them are taken in.

    :param size: how many bytes of lines there are, more or less.
    :param keys: the public keys known, by thumbprint.
    :param jobs: how many other processes; when left out one for each processor but one, none where it is not worth it.
    """
    if jobs is None:
        jobs = (os.cpu_count() or 1) - 1 if size >= POOLED_BYTES else 0
    workers: list[_Worker] = []
    try:
        for _ in range(jobs):
            workers.append(_begin(keys, [worker.connection for worker in workers]))
        yield Checker(keys, workers)
    finally:
        for worker in workers:
            worker.connection.close()
        for worker in workers:
            worker.process.join(_PATIENCE_SECONDS if not worker.sent else 0)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.process.close()


def _begin(keys: Keys, owners: list[Connection]) -> _Worker:
    # A copy of a process that has threads may inherit a lock that nobody will ever open.
    is_alone = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork") if is_alone else multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    inherited = [*owners, ours] if is_alone else []
    process = context.Process(target=_work, args=(theirs, keys, inherited), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


@contextmanager
def without_collection() -> Iterator[None]:
    """Put the search for reference cycles off: entries make none, and looking for them takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # What was made meanwhile counts as long known: nobody looks through all of it now.
        gc.freeze()
        gc.unfreeze()
        if was_on:
            gc.enable()


class Checker:
    """Gives journals' checked parts, in order."""

    def __init__(self, keys: Keys, workers: list[_Worker]) -> None:
        self._keys = keys
        self._workers = workers
        self._unsent: deque[_Task] = deque()

    def checked(self, path: Path, part_bytes: int = PART_BYTES) -> Iterator[Checked]:
        """The parts of a journal, checked. What is wrong with its end is an error at the place after its last line."""
        ahead: deque[_Task] = deque()
        rest = parts(path, part_bytes)
        most = AHEAD if self._workers else 0
        first = 1
        while True:
            more = [_Task(part) for part in islice(rest, most + 1 - len(ahead))]
            ahead += more
            self._unsent += more
            if not ahead:
                return
            task = ahead.popleft()
            checked = Checked(first, read_part(task.part)[0], *self._findings(task))
            first += len(checked.lines)
            yield checked

    def _findings(self, task: _Task) -> Findings:
        """What was found in a part; until another process has said it, the parts that come next are checked here."""
        while True:
            self._share()
            if task.findings is not None:
                return task.findings
            if task.worker is None or task.worker.is_lost:
                if task in self._unsent:
                    self._unsent.remove(task)
                task.findings = check_part(task.part, self._keys)
            elif self._unsent:
                mine = self._unsent.popleft()
                mine.findings = check_part(mine.part, self._keys)
            else:
                task.worker.hear(waits=True)

    def _share(self) -> None:
        """Hear what the others have found, and give them more to do."""
        for worker in self._workers:
            worker.hear(waits=False)
        at_work = [worker for worker in self._workers if not worker.is_lost]
        while at_work and self._unsent:
            worker = min(at_work, key=lambda one: len(one.sent))
            if len(worker.sent) >= _AT_ONCE:
                return
            worker.send(self._unsent.popleft())
            at_work = [worker for worker in at_work if not worker.is_lost]


def keys_in(journals: Mapping[str, Path]) -> dict[str, bytes]:
    """Every public key that stands in some journals, by thumbprint: it shows which key signed, not whose it is."""
    found: dict[str, bytes] = {}
    for path in journals.values():
        for part in parts(path):
            data = _bytes_of(part)
            place = data.find(_KEY_TYPE)
            while place >= 0:
                start, end = data.rfind(b"\n", 0, place) + 1, data.find(b"\n", place)
                if end < 0:
                    break
                _collect(data[start:end], found)
                place = data.find(_KEY_TYPE, end)
    return found


def _collect(raw: bytes, found: dict[str, bytes]) -> None:
    try:
        entry = read_line(raw, {}).entry
        values = read_object(raw[raw.index(b" ") + 1 :]) if entry is not None else {}
    except LineError:
        return
    for jwk in _jwks(values):
        try:
            key = msgspec.convert(jwk, Jwk)
            found[key.thumbprint()] = key.point()
        except (msgspec.ValidationError, KeyFormError):
            continue


def _jwks(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        if "kty" in value:
            yield value
        for part in value.values():
            yield from _jwks(part)
    elif isinstance(value, list):
        for part in value:
            yield from _jwks(part)
