"""What an ODS workbook's XML says beside the values: merged, hidden and faulty cells; it reads no value itself.

The elements are those of OpenDocument 1.3, part 3; the mark of an error is what LibreOffice writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from foedus.reading.markup import SheetMarkup
from foedus.reading.packed import parse
from foedus.reading.table import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, SheetError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foedus.reading.grid import Merge

CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_WHAT = "mimetype"
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
_HIDDEN = frozenset({"collapse", "filter"})
_ERROR = re.compile(r"#(?:[A-Z]+(?:/[0A-Z]+)?[!?]?)|Err:[0-9]+")


@dataclass(slots=True)
class DocumentSheet:
    """A sheet's markup and its merged blocks."""

    markup: SheetMarkup = field(default_factory=SheetMarkup)
    merges: list[Merge] = field(default_factory=list)


def document_sheets(parts: Mapping[str, bytes]) -> dict[str, DocumentSheet]:
    """Read what stands beside the values of every sheet, by the sheet's name.

    A row or cell that is written once and repeated counts as often as it is repeated.
    Raises `SheetError` for a file that is no table, encrypted, damaged, or over a limit.
    """
    if not parts.get(_WHAT, b"").startswith(_SPREADSHEET):
        raise SheetError("file-kind-unknown")
    if b"encryption-data" in parts.get(_MANIFEST, b""):
        raise SheetError("file-encrypted")
    reader = _Reader()
    try:
        parse(parts[CONTENT], reader.start, reader.end, reader.text)
    except ValueError as error:
        raise SheetError("file-damaged", detail=str(error)) from error
    return reader.sheets


class _Reader:
    """Follows the document's XML and notes what `DocumentSheet` holds."""

    def __init__(self) -> None:
        self.sheets: dict[str, DocumentSheet] = {}
        self._sheet = DocumentSheet()
        self._row = self._column = self._columns = 0
        self._rows_alike = self._cells_alike = 1
        self._is_filled = self._has_formula = self._is_error = False
        self._tables = self._notes = 0
        self._text: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "annotation":
            self._notes += 1
        elif name == "table":
            self._start_table(attributes)
        elif self._tables != 1 or self._notes:
            return
        elif name == "table-column":
            self._columns = self._hide(attributes, "columns", self._columns, self._sheet.markup.hidden_columns, 0)
        elif name == "table-row":
            self._rows_alike = int(attributes.get(f"{_TABLE} number-rows-repeated", "1"))
            self._hide(attributes, "rows", self._row, self._sheet.markup.hidden_rows, 1)
            self._column, self._is_filled = 0, False
        elif name in {"table-cell", "covered-table-cell"}:
            self._start_cell(attributes)
        elif name == "p" and self._text:
            self._text.append("\n")

    def _start_table(self, attributes: Mapping[str, str]) -> None:
        self._tables += 1
        if self._tables == 1:
            self._sheet = self.sheets[attributes.get(f"{_TABLE} name", "")] = DocumentSheet()
            self._row = self._columns = 0
            if len(self.sheets) > MAX_SHEETS:
                raise SheetError("too-many-sheets", limit=MAX_SHEETS)

    def _hide(self, attributes: Mapping[str, str], what: str, first: int, hidden: set[int], base: int) -> int:
        """Note rows or columns that are hidden; give the first one after them."""
        after = first + int(attributes.get(f"{_TABLE} number-{what}-repeated", "1"))
        if attributes.get(f"{_TABLE} visibility") in _HIDDEN:
            hidden.update(range(first + base, min(after, MAX_ROWS) + base))
        return after

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._cells_alike = int(attributes.get(f"{_TABLE} number-columns-repeated", "1"))
        self._has_formula = f"{_TABLE} formula" in attributes
        self._is_error = attributes.get(f"{_CALC} value-type") == "error"
        self._text = []
        wide = int(attributes.get(f"{_TABLE} number-columns-spanned", "1"))
        high = int(attributes.get(f"{_TABLE} number-rows-spanned", "1"))
        if wide > 1 or high > 1:
            first = (self._row, self._column)
            self._sheet.merges.append((first, (self._row + high - 1, self._column + wide - 1)))
        self._has_value = f"{_OFFICE} value-type" in attributes

    def text(self, data: str) -> None:
        if self._tables == 1 and not self._notes and data.strip():
            self._text.append(data)

    def end(self, name: str) -> None:
        if name == "annotation":
            self._notes -= 1
        elif name == "table":
            self._tables -= 1
        elif self._tables != 1 or self._notes:
            return
        elif name in {"table-cell", "covered-table-cell"}:
            self._end_cell("".join(self._text).strip())
        elif name == "table-row":
            self._row += self._rows_alike
            if self._is_filled and self._row > MAX_ROWS:
                raise SheetError("too-many-rows", limit=MAX_ROWS)

    def _end_cell(self, text: str) -> None:
        after = self._column + self._cells_alike
        if text or self._has_value:
            self._is_filled = True
            if after > MAX_COLUMNS:
                raise SheetError("too-many-columns", limit=MAX_COLUMNS, row=self._row + 1)
        problem = ""
        if self._is_error or (self._has_formula and _ERROR.fullmatch(text)):
            problem = "error-value"
        elif self._has_formula and not text:
            problem = "formula-empty"
        if problem and after <= MAX_COLUMNS:
            self._sheet.markup.problems[self._row + 1, self._column] = (problem, text)
        self._column = after
