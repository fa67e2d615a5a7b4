"""Text tables (CSV, TSV) as sheets: finds the encoding and the delimiter, and refuses to guess at anything else."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from pathlib import PurePath
from statistics import median

from foedus.reading.table import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROWS, Cell, Row, Sheet, SheetError

_LINES_TO_SNIFF = 40
_DELIMITERS = ("\t", ";", ",")
_WESTERN = ("cp1252", "Windows-1252")
_UNMARKED = "UTF-16"
_LETTERS_ABOVE = re.compile(rb"[\xc0-\xff]+")
_BREAKS = frozenset("\t\r\n\f\v")
_NO_TEXT = frozenset({"Cc", "Cn", "Co"})
"""Control characters, and those that stand for nothing: bytes read in an encoding that is not theirs."""


def read_delimited(data: bytes, name: str) -> Sheet:
    """Read a CSV or TSV file.

    Parameters: the file's bytes and its name (a name ending in `.tsv` settles the delimiter).
    Raises `SheetError` where the bytes are no text or pass a limit.
    """
    text, encoding = _decoded(data)
    delimiter = _delimiter_of(text, name)
    rows: list[Row] = []
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            if number > MAX_ROWS:
                raise SheetError("too-many-rows", limit=MAX_ROWS)
            if len(record) > MAX_COLUMNS:
                raise SheetError("too-many-columns", limit=MAX_COLUMNS, row=number)
            cells = {column: Cell(column, value.strip()) for column, value in enumerate(record) if value.strip()}
            if cells:
                rows.append(Row(number, cells))
    except csv.Error as error:
        raise SheetError("file-damaged", detail=str(error)) from error
    return Sheet(PurePath(name).stem, tuple(rows), read_as=encoding)


def _decoded(data: bytes) -> tuple[str, str | None]:
    """Decode as UTF-16 or UTF-8 where the bytes are that, else as Windows-1251 or Windows-1252, and say so."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates: tuple[tuple[str, str | None], ...] = (("utf-16", None),)
    elif b"\0" in data:
        candidates = (("utf-16-le" if _is_little(data) else "utf-16-be", _UNMARKED),)
    else:
        candidates = (("utf-8-sig", None), ("cp1251", "Windows-1251") if _is_cyrillic(data) else _WESTERN)
    for encoding, said in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text or (said == _UNMARKED and not _is_table(text)):
            break
        return text, said
    raise SheetError("text-undecodable")


def _is_table(text: str) -> bool:
    """Say whether bytes that were taken for UTF-16 make a table: it has lines, and no characters that are none."""
    return "\n" in text and not any(unicodedata.category(one) in _NO_TEXT for one in set(text) - _BREAKS)


def _is_little(data: bytes) -> bool:
    """Say in which order UTF-16 without a mark stands: a table has delimiters and digits, whose high byte is zero."""
    return data[1::2].count(0) >= data[::2].count(0)


def _is_cyrillic(data: bytes) -> bool:
    """Tell Windows-1251 from Windows-1252: Cyrillic words are letters above ASCII side by side, accents stand alone."""
    pairs = sum(len(run) - 1 for run in _LETTERS_ABOVE.findall(data))
    return pairs * 2 > sum(map(len, _LETTERS_ABOVE.findall(data)))


def _delimiter_of(text: str, name: str) -> str:
    if name.lower().endswith((".tsv", ".tab")):
        return "\t"
    lines = [line for line in text.splitlines()[:_LINES_TO_SNIFF] if line.strip()]
    return max(_DELIMITERS, key=lambda delimiter: _columns(lines, delimiter))


def _columns(lines: list[str], delimiter: str) -> tuple[float, int]:
    """How many columns this delimiter gives: the usual line first, the widest one to settle ties."""
    try:
        widths = [len(record) for record in csv.reader(lines, delimiter=delimiter)]
    except csv.Error:
        return (0.0, 0)
    return (float(median(widths)), max(widths)) if widths else (0.0, 0)


csv.field_size_limit(MAX_CELL_CHARACTERS * 4)
