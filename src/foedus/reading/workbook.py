"""A file's bytes as sheets: workbooks (XLSX, ODS, XLS), and text tables as text; other kinds of file are refused."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from foedus.reading.delimited import read_delimited
from foedus.reading.grid import sheet_of
from foedus.reading.markup import markup_of
from foedus.reading.old_workbook import read_old_workbook
from foedus.reading.open_document import CONTENT, DocumentSheet, document_sheets
from foedus.reading.packed import unpacked
from foedus.reading.table import MAX_FILE_BYTES, Sheet, SheetError

if TYPE_CHECKING:
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
        return _read_packed(data)
    if data.startswith(_OLE):
        # An encrypted XLSX and an old XLS share this beginning.
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise SheetError("file-encrypted")
        return read_old_workbook(data)
    if data.startswith(_OTHER_KINDS):
        raise SheetError("file-kind-unknown")
    return (read_delimited(data, name),)


def _read_packed(data: bytes) -> tuple[Sheet, ...]:
    """An XLSX or an ODS file: its markup is read first, which holds it to the limits."""
    parts = unpacked(data)
    beside = (
        document_sheets(parts)
        if CONTENT in parts
        else {name: DocumentSheet(markup) for name, markup in markup_of(parts).items()}
    )
    try:
        workbook = CalamineWorkbook.from_object(io.BytesIO(data))
        return tuple(
            _read_sheet(
                workbook.get_sheet_by_name(entry.name),
                beside.get(entry.name, DocumentSheet()),
                is_hidden=entry.visible is not SheetVisibleEnum.Visible,
            )
            for entry in workbook.sheets_metadata
            if entry.typ is SheetTypeEnum.WorkSheet
        )
    except PasswordError as error:
        raise SheetError("file-encrypted") from error
    except (CalamineError, OSError, ValueError) as error:
        raise SheetError("file-damaged", detail=str(error)) from error


def _read_sheet(sheet: CalamineSheet, beside: DocumentSheet, *, is_hidden: bool) -> Sheet:
    rows = sheet.to_python(skip_empty_area=False)
    return sheet_of(sheet.name, rows, sheet.merged_cell_ranges or beside.merges, beside.markup, is_hidden=is_hidden)
