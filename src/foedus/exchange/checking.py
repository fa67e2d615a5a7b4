"""Checks journals' lines, form and signature, in parts and ahead of who takes them in; it puts nothing in its place.

Verification of signatures takes most of an import's time and needs no causal past, so that for long journals it runs in
processes of its own. They read the files, touch nothing else, and end with their owner.
"""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.pool import ApplyResult, Pool
from pathlib import Path
from typing import IO

import msgspec

from foedus.ledger.bundle import raw_lines
from foedus.ledger.errors import KeyFormError, LineError
from foedus.ledger.keys import Jwk
from foedus.ledger.limits import LINE_BYTES
from foedus.ledger.line import check_line, read_line
from foedus.ledger.strict import read_object

PART_BYTES = 512 * 1024
"""How much of a journal is checked at once."""
AHEAD = 6
"""How many parts of each journal are checked ahead."""
POOLED_BYTES = 2 * PART_BYTES
"""From this size on, journals are checked in processes of their own."""

Keys = Mapping[str, bytes]


class Checked(msgspec.Struct, frozen=True):
    """A part of a journal: lines without LF, which have a verified signature, and what is wrong with which."""

    first: int
    lines: list[bytes]
    verified: bytes
    errors: dict[int, tuple[str, dict[str, str | int]]]


class Part(msgspec.Struct, frozen=True):
    """Where a part of a journal lies in its file, and the number of its first line."""

    path: str
    start: int
    size: int
    first: int


def parts(path: Path) -> Iterator[Part]:
    """Cut a journal into parts that end where a line ends.

    A line that is too long, or has no LF, ends the journal: it is in the last part, whose check refuses it.
    """
    first, start = 1, 0
    with path.open("rb") as journal:
        while data := journal.read(PART_BYTES):
            if data[-1:] != b"\n":
                data += journal.readline(LINE_BYTES + 1)
            yield Part(str(path), start, len(data), first)
            start += len(data)
            first += data.count(b"\n")
            if data[-1:] != b"\n":
                return


def read_part(part: Part) -> tuple[list[bytes], LineError | None]:
    """Read a part's lines, and what is wrong with its end."""
    with Path(part.path).open("rb") as journal:
        journal.seek(part.start)
        data = journal.read(part.size)
    lines = data.split(b"\n")
    rest = lines.pop()
    if not rest:
        return lines, None
    return lines, LineError("too-long" if len(rest) > LINE_BYTES else "no-line-feed")


def check_part(part: Part, keys: Keys) -> tuple[bytes, dict[int, tuple[str, dict[str, str | int]]]]:
    """Check a part's lines.

    :returns: for each line 1 if its signature was verified, else 0; and the errors, by place in the part.
    """
    lines, _ = read_part(part)
    verified = bytearray(len(lines))
    errors = {}
    for place, raw in enumerate(lines):
        try:
            verified[place] = check_line(raw, keys)
        except LineError as error:
            errors[place] = (error.reason, error.facts)
    return bytes(verified), errors


_pool_keys: Keys = {}


def _enter(keys: Keys) -> None:
    global _pool_keys  # noqa: PLW0603 - a pool's process gets the keys once, not with every part
    _pool_keys = keys
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _check_pooled(part: Part) -> tuple[bytes, dict[int, tuple[str, dict[str, str | int]]]]:
    return check_part(part, _pool_keys)


def _check_lines_pooled(lines: list[bytes]) -> bytes:
    return check_lines(lines, _pool_keys)


@contextmanager
def checker(size: int, keys: Keys, jobs: int | None = None) -> Iterator["Checker"]:
    """Check lines while those before them are taken in.

    :param size: how many bytes of lines there are, more or less.
    :param keys: the public keys known, by thumbprint.
    :param jobs: how many processes; as many as the machine has processors when left out, none where it is not worth it.
    """
    if jobs is None:
        jobs = (os.cpu_count() or 1) if size >= POOLED_BYTES else 0
    if jobs < 1:
        yield Checker(keys, None)
        return
    with multiprocessing.get_context("fork").Pool(jobs, _enter, (keys,)) as pool:
        yield Checker(keys, pool)


class Checker:
    """Gives journals' checked parts, in order."""

    def __init__(self, keys: Keys, pool: Pool | None) -> None:
        self._keys = keys
        self._pool = pool

    def checked(self, path: Path) -> Iterator[Checked]:
        """The parts of a journal, checked. What is wrong with its end is an error at the place after its last line."""
        if self._pool is None:
            for part in parts(path):
                yield _joined(part, *check_part(part, self._keys))
            return
        ahead: deque[tuple[Part, ApplyResult[tuple[bytes, dict[int, tuple[str, dict[str, str | int]]]]]]] = deque()
        for part in parts(path):
            ahead.append((part, self._pool.apply_async(_check_pooled, (part,))))
            if len(ahead) > AHEAD:
                known, result = ahead.popleft()
                yield _joined(known, *result.get())
        for known, result in ahead:
            yield _joined(known, *result.get())

    def checked_lines(self, lines: Iterable[list[bytes]]) -> Iterator[tuple[list[bytes], bytes]]:
        """Lines that stand in no file, some at a time; for each 1 if form and signature were checked, and are right."""
        if self._pool is None:
            for some in lines:
                yield some, check_lines(some, self._keys)
            return
        ahead: deque[tuple[list[bytes], ApplyResult[bytes]]] = deque()
        for some in lines:
            ahead.append((some, self._pool.apply_async(_check_lines_pooled, (some,))))
            if len(ahead) > AHEAD:
                known, result = ahead.popleft()
                yield known, result.get()
        for known, result in ahead:
            yield known, result.get()


def check_lines(lines: list[bytes], keys: Keys) -> bytes:
    """Check lines: for each 1 if its form is right and its signature was verified, else 0."""
    verified = bytearray(len(lines))
    for place, raw in enumerate(lines):
        try:
            verified[place] = check_line(raw, keys)
        except LineError:
            continue
    return bytes(verified)


def _joined(part: Part, verified: bytes, errors: dict[int, tuple[str, dict[str, str | int]]]) -> Checked:
    lines, end = read_part(part)
    if end is not None:
        errors = {**errors, len(lines): (end.reason, end.facts)}
    return Checked(part.first, lines, verified, errors)


def keys_in(journals: Mapping[str, Path]) -> dict[str, bytes]:
    """Every public key that stands in some journals, by thumbprint: it shows which key signed, not whose it is."""
    found: dict[str, bytes] = {}
    for path in journals.values():
        with path.open("rb") as journal:
            for raw in _whole_lines(journal):
                if b'"kty"' in raw:
                    _collect(raw, found)
    return found


def _whole_lines(journal: IO[bytes]) -> Iterator[bytes]:
    try:
        yield from raw_lines(journal)
    except LineError:
        return


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
