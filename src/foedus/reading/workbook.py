"""A file's bytes as sheets: workbooks (XLSX) through calamine, text tables as text; other kinds of file are refused."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from foedus.reading.delimited import read_delimited
from foedus.reading.markup import SheetMarkup, read_markup
from foedus.reading.table import MAX_FILE_BYTES, Cell, Row, Sheet, SheetError, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from python_calamine import CalamineSheet

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS = (
    b"%PDF-",
    b"\x89PNG\r\n",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"RIFF",
    b"{\\rtf",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
)
"""How pictures, printed pages, letters and archives begin, whatever they are called."""
_Merges = list[tuple[tuple[int, int], tuple[int, int]]]


def read_sheets(data: bytes, name: str) -> tuple[Sheet, ...]:
    """Read a table file into its sheets, hidden ones too, marked as such.

    Parameters: the file's bytes, and its name for the sheet of a text table and for its delimiter.
    Raises `SheetError` (codes in `SHEET_ERROR_CODES`) where nothing of it can be read.
    """
    if not data.strip():
        raise SheetError("file-empty")
    if len(data) > MAX_FILE_BYTES:
        raise SheetError("file-too-large", limit=MAX_FILE_BYTES, size=len(data))
    if data.startswith(_ZIP):
        return _read_workbook(data)
    if data.startswith(_OLE):
        # An encrypted XLSX and an old XLS share this beginning; neither is read.
        raise SheetError("file-encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "file-kind-unknown")
    if data.startswith(_OTHER_KINDS):
        raise SheetError("file-kind-unknown")
    return (read_delimited(data, name),)


def _read_workbook(data: bytes) -> tuple[Sheet, ...]:
    markups = read_markup(data)
    try:
        workbook = CalamineWorkbook.from_object(io.BytesIO(data))
        return tuple(
            _read_sheet(
                workbook.get_sheet_by_name(entry.name),
                markups.get(entry.name, SheetMarkup()),
                is_hidden=entry.visible is not SheetVisibleEnum.Visible,
            )
            for entry in workbook.sheets_metadata
            if entry.typ is SheetTypeEnum.WorkSheet
        )
    except PasswordError as error:
        raise SheetError("file-encrypted") from error
    except (CalamineError, OSError, ValueError) as error:
        raise SheetError("file-damaged", detail=str(error)) from error


def _read_sheet(sheet: CalamineSheet, markup: SheetMarkup, *, is_hidden: bool) -> Sheet:
    grid = [[_value(raw) for raw in line] for line in sheet.to_python(skip_empty_area=False)]
    for (row, column), (_, text) in markup.problems.items():
        if row <= len(grid) and column < len(grid[row - 1]) and grid[row - 1][column] in {"", None}:
            grid[row - 1][column] = text
    merges = sheet.merged_cell_ranges or []
    copied = _copy_down(grid, merges)
    wide_rows = {first[0] for first, last in merges if last[1] > first[1]}
    rows = []
    for index, line in enumerate(grid):
        cells = {
            column: Cell(
                column,
                value,
                is_copied=(index, column) in copied,
                problem=markup.problems.get((index + 1, column), (None, ""))[0],
            )
            for column, value in enumerate(line)
            if value not in {"", None} or (index + 1, column) in markup.problems
        }
        if cells:
            rows.append(Row(index + 1, cells, (index + 1) in markup.hidden_rows, index in wide_rows))
    return Sheet(sheet.name, tuple(rows), is_hidden, frozenset(markup.hidden_columns))


def _value(raw: float | str | time | date | timedelta | None) -> Value:
    if isinstance(raw, str):
        return raw.strip()
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, time | timedelta):
        return str(raw)
    if isinstance(raw, float) and raw.is_integer():
        return int(raw)
    return raw


def _copy_down(grid: Sequence[list[Value]], merges: _Merges) -> set[tuple[int, int]]:
    """Repeat the value of a merged block in the first column of each of its rows; give the places filled so."""
    copied = set()
    for (top, left), (bottom, _) in merges:
        if top >= len(grid) or left >= len(grid[top]) or grid[top][left] in {"", None}:
            continue
        for index in range(top + 1, min(bottom + 1, len(grid))):
            if left < len(grid[index]):
                grid[index][left] = grid[top][left]
                copied.add((index, left))
    return copied
