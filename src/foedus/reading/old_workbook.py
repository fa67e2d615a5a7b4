"""Workbooks of the form before XLSX (XLS, up to Excel 2003) as sheets, through xlrd, which reads nothing else."""

from __future__ import annotations

import io
import struct
from datetime import time
from typing import TYPE_CHECKING

import xlrd
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError

from foedus.reading.grid import sheet_of
from foedus.reading.markup import SheetMarkup
from foedus.reading.table import MAX_ROWS, MAX_SHEETS, Sheet, SheetError

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Cell as OldCell
    from xlrd.sheet import Sheet as OldSheet

    from foedus.reading.grid import Raw

_DAMAGED = (
    XLRDError, CompDocError, struct.error, ArithmeticError, AssertionError, AttributeError, EOFError, LookupError,
    TypeError, ValueError,
)  # fmt: skip
"""What xlrd meets a damaged file with: it trusts what the file says of itself."""


def read_old_workbook(data: bytes) -> tuple[Sheet, ...]:
    """Read the bytes of an XLS file, with what it merges, hides and could not compute.

    Raises `SheetError` for a file that is encrypted, damaged, over a limit, or holds no workbook.
    """
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        )
        if book.nsheets > MAX_SHEETS:
            raise SheetError("too-many-sheets", limit=MAX_SHEETS)
        return tuple(_read(book, index) for index in range(book.nsheets))
    except XLRDError as error:
        told = str(error)
        if "encrypted" in told:
            raise SheetError("file-encrypted") from error
        is_another = told.startswith(("Can't find workbook", "Unsupported format"))
        raise SheetError("file-kind-unknown" if is_another else "file-damaged", detail=told) from error
    except _DAMAGED as error:
        raise SheetError("file-damaged", detail=type(error).__name__) from error


def _read(book: Book, index: int) -> Sheet:
    sheet = book.sheet_by_index(index)
    if sheet.nrows > MAX_ROWS:
        raise SheetError("too-many-rows", limit=MAX_ROWS)
    markup = _markup(sheet)
    rows = [[_raw(cell, book.datemode) for cell in sheet.row(number)] for number in range(sheet.nrows)]
    merges = [((top, left), (below - 1, right - 1)) for top, below, left, right in sheet.merged_cells]
    found = sheet_of(sheet.name, rows, merges, markup, is_hidden=sheet.visibility != 0)
    book.unload_sheet(index)
    return found


def _markup(sheet: OldSheet) -> SheetMarkup:
    problems = {
        (number + 1, column): ("error-value", xlrd.error_text_from_code.get(int(cell.value), "#?"))
        for number in range(sheet.nrows)
        for column, cell in enumerate(sheet.row(number))
        if cell.ctype == xlrd.XL_CELL_ERROR
    }
    return SheetMarkup(
        {number + 1 for number, row in sheet.rowinfo_map.items() if row.hidden},
        {number for number, column in sheet.colinfo_map.items() if column.hidden},
        problems,
    )


def _raw(cell: OldCell, datemode: int) -> Raw:
    """A cell's value: a day that the calendar does not know stays the number that it is."""
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return None
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        number = float(cell.value)
        try:
            moment = xlrd.xldate_as_datetime(number, 1 if datemode else 0)
        except (xlrd.xldate.XLDateError, OverflowError):
            return number
        return moment.time() if number < 1 and moment.time() != time() else moment
    value: Raw = cell.value
    return value
