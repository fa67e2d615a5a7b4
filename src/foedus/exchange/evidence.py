"""Reads the lines of dispatched files, however broken the file around them is; it refuses to say whether they verify.

What a node takes in goes through ``ledger.bundle`` alone, which refuses a broken bundle whole. Whoever looks for the
very line that was changed needs to see past that, and takes nothing in.
"""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from foedus.exchange.checking import Checked
from foedus.ledger.bundle import Manifest, Unpacked, raw_lines, unpack
from foedus.ledger.errors import BundleError, LineError
from foedus.ledger.limits import BUNDLE_BYTES
from foedus.ledger.line import Line, check_names, read_line

_JOURNAL = re.compile(r"journals/([A-Z][A-Z0-9-]{1,15})\.jsonl", re.ASCII)
_ZIP, _AGE = b"PK", (b"age-encryption.org/", b"-----BEGIN AGE")
_CHUNK = 1024 * 1024


class Problem(msgspec.Struct, frozen=True):
    """Why something does not verify: in which file, at which line (0 where it is the file itself), and the facts."""

    file: str
    line: int
    reason: str
    facts: dict[str, str | int] = {}


class Journal(msgspec.Struct, frozen=True):
    """A file of lines: its name as people see it, where it lies, whose it says it is ("" where it does not say)."""

    file: str
    path: Path
    code: str


class Source(msgspec.Struct, frozen=True):
    """A file that was given: its journals, its manifest where it is whole, and what is wrong with the file itself."""

    file: str
    journals: tuple[Journal, ...] = ()
    unpacked: Unpacked | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def manifest(self) -> Manifest | None:
        """What the bundle says of itself, None where it is none or not whole."""
        return self.unpacked.manifest if self.unpacked is not None else None


class NumberedLine(msgspec.Struct, frozen=True):
    """A line in its place, or the reason why it is none."""

    number: int
    line: Line | None
    problem: LineError | None


def open_source(path: Path, into: Path) -> Source:
    """Open a file: a bundle, a journal, or something that cannot be read here.

    :param into: an empty folder of the caller's, who removes it.
    :raises OSError: the file cannot be read, or the disk is full.
    """
    name = str(path)
    with path.open("rb") as opened:
        begin = opened.read(32)
    if begin.startswith(_AGE):
        return Source(name, problems=(Problem(name, 0, "encrypted"),))
    if not begin.startswith(_ZIP):
        return Source(name, (Journal(name, path, ""),))
    whole, rest = into / "whole", into / "rest"
    whole.mkdir()
    try:
        unpacked = unpack(path, whole)
    except BundleError as error:
        rest.mkdir()
        problem = Problem(name, 0, error.reason, error.facts)
        return Source(name, _salvage(path, name, rest), problems=(problem,))
    journals = [Journal(f"{name}: journals/{code}.jsonl", there, code) for code, there in unpacked.journals.items()]
    return Source(name, tuple(journals), unpacked)


def _salvage(path: Path, name: str, into: Path) -> tuple[Journal, ...]:
    """Take what can be had of the journals of a broken bundle, without believing any of its check sums."""
    found: dict[str, Journal] = {}
    left = BUNDLE_BYTES
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                named = _JOURNAL.fullmatch(info.orig_filename)
                if named is None or named[1] in found:
                    continue
                target = into / f"{named[1]}.jsonl"
                left -= _extract(archive, info, target, left)
                found[named[1]] = Journal(f"{name}: {info.orig_filename}", target, named[1])
    except (zipfile.BadZipFile, UnicodeError):
        return tuple(found.values())
    return tuple(found.values())


def _extract(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, limit: int) -> int:
    size = 0
    if hasattr(info, "CRC"):
        del info.CRC  # without it zipfile compares nothing, and hands over what is there
    with target.open("wb") as out:
        try:
            with archive.open(info) as part:
                while size <= limit and (chunk := part.read(_CHUNK)):
                    size += len(chunk)
                    out.write(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
            return size
    return size


def numbered_lines(journal: Journal) -> Iterator[NumberedLine]:
    """Read a journal's lines in order, numbered from 1; one that has not the form of a line comes with the reason."""
    number = 0
    with journal.path.open("rb") as opened:
        lines = raw_lines(opened)
        while True:
            number += 1
            try:
                raw = next(lines, None)
            except LineError as error:
                yield NumberedLine(number, None, error)
                return
            if raw is None:
                return
            try:
                yield NumberedLine(number, read_line(raw, {}), None)
            except LineError as error:
                yield NumberedLine(number, None, error)


def checked_lines(parts: Iterable[Checked]) -> Iterator[NumberedLine]:
    """Give the lines of checked parts as ``numbered_lines`` does; where a signature was verified, the line says so.

    A line whose signature is not of the key that it names is a line here, not a verified one: whose key it is, and what
    else is wrong with it, is asked where its past is known.
    """
    for part in parts:
        for place, raw in enumerate(part.lines):
            try:
                yield NumberedLine(part.first + place, _line(part, place, raw), None)
            except LineError as error:
                yield NumberedLine(part.first + place, None, error)
        end = part.errors.get(len(part.lines))
        if end is not None:
            yield NumberedLine(part.first + len(part.lines), None, LineError(end[0], **end[1]))


def _line(part: Checked, place: int, raw: bytes) -> Line:
    error = part.errors.get(place)
    if error is None:
        line = part.line(place)
        check_names(line.payload)
        return line
    if error[0] == "signature":
        return read_line(raw, {})
    raise LineError(error[0], **error[1])


def count_lines(journal: Journal) -> int:
    """How many lines a journal's file has, the last one counted without its LF too."""
    count, last = 0, b"\n"
    with journal.path.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            count += chunk.count(b"\n")
            last = chunk[-1:]
    return count + (last != b"\n")
