"""Text tables (CSV, TSV) as sheets: finds the encoding and the delimiter, and refuses to guess at anything else."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import PurePath
from statistics import median

from foedus.reading.table import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROWS, Cell, Row, Sheet, SheetError

_LINES_TO_SNIFF = 40
_DELIMITERS = ("\t", ";", ",")


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
    """Decode as UTF-16 or UTF-8 where the bytes are that, else as Windows-1252, and say so."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates: tuple[tuple[str, str | None], ...] = (("utf-16", None),)
    else:
        candidates = (("utf-8-sig", None), ("cp1252", "Windows-1252"))
    for encoding, said in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, said
    raise SheetError("text-undecodable")


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
