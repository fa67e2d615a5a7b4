"""Rows that were not drafted, as a sheet to mend and bring back; what is wrong is worded by the caller."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Protocol

import xlsxwriter  # type: ignore[import-untyped]  # it comes without types

from foedus.publishing.sheet_columns import both, lines_needed

if TYPE_CHECKING:
    from collections.abc import Sequence


_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_NARROWEST, _WIDEST = 9, 36
_WIDTH_OF_REASON = 44
_LINE_POINTS = 13


class RowToMend(Protocol):
    """A row as it stood: its sheet and number, the section it stood in, and its cells in order with their headings."""

    @property
    def sheet(self) -> str:
        """The name of its sheet."""

    @property
    def number(self) -> int:
        """Its number, from 1."""

    @property
    def section(self) -> str:
        """The text of its section row."""

    @property
    def cells(self) -> tuple[tuple[str, str | float | bool | date | None], ...]:
        """Headings and values, blank ones too."""


def mend_workbook(rows: Sequence[tuple[RowToMend, str]], *, languages: Sequence[str] = ("it", "en")) -> bytes:
    """Write rows to mend as an XLSX file that can be imported again once mended.

    Parameters: each row with what is to be mended in it, in words; the languages of the added headings. Rows keep
    their columns, their headings and their sheets, so that a mapping made for the file that they come from still fits.
    """
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as workbook:
        workbook.set_properties({"created": _CREATED})
        for name in dict.fromkeys(row.sheet for row, _ in rows) or ("",):
            here = [(row, words) for row, words in rows if row.sheet == name]
            _MendingSheet(workbook, name, languages).write(here)
    return stream.getvalue()


class _MendingSheet:
    """Writes the rows to mend of one sheet."""

    def __init__(self, workbook: Any, name: str, languages: Sequence[str]) -> None:
        self.sheet: Any = workbook.add_worksheet(
            _NOT_IN_NAMES.sub(" ", name).strip("' ")[:_LONGEST_NAME].strip("' ")
            or both("Da correggere", "To mend", languages, " - ")
        )
        base = {"text_wrap": True, "border": 1, "valign": "top"}
        self.heading: Any = workbook.add_format({**base, "bold": True, "bg_color": "#E8EEF5"})
        self.reason: Any = workbook.add_format({**base, "bg_color": "#FFF3C4"})
        self.text: Any = workbook.add_format(base)
        self.day: Any = workbook.add_format({**base, "num_format": "dd/mm/yyyy"})
        self.added = (
            both("Da correggere", "To mend", languages, "\n"),
            both("Riga di origine", "Row of origin", languages, "\n"),
        )

    def write(self, rows: Sequence[tuple[RowToMend, str]]) -> None:
        """Write headings, and each row below its section."""
        widest = max((row.cells for row, _ in rows), key=len, default=())
        headings = [heading for heading, _ in widest]
        widths = [*(self._width(index, rows) for index in range(len(headings))), _WIDTH_OF_REASON, _NARROWEST * 2]
        for column, words in enumerate([*headings, *self.added]):
            self.sheet.set_column(column, column, widths[column])
            self.sheet.write_string(0, column, words, self.heading)
        lines = (lines_needed(words, width) for words, width in zip((*headings, *self.added), widths, strict=True))
        self.sheet.set_row(0, max(lines) * _LINE_POINTS + 3)
        place, section = 1, ""
        for row, words in rows:
            if row.section != section:
                section = row.section
                self.sheet.merge_range(place, 0, place, len(headings) + 1, section, self.text)
                place += 1
            self._write_cells(place, row)
            texts = [*(str(value or "") for _, value in row.cells), *([""] * (len(headings) - len(row.cells))), words]
            lines = (lines_needed(text, width) for text, width in zip(texts, widths, strict=False))
            self.sheet.set_row(place, max(lines) * _LINE_POINTS + 3)
            self.sheet.write_string(place, len(headings), words, self.reason)
            self.sheet.write_number(place, len(headings) + 1, row.number, self.text)
            place += 1
        self.sheet.freeze_panes(1, 0)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)

    def _width(self, index: int, rows: Sequence[tuple[RowToMend, str]]) -> int:
        """A column is as wide as its longest line, within reason."""
        texts = [str(part or "") for row, _ in rows for cell in row.cells[index : index + 1] for part in cell]
        longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
        return min(_WIDEST, max(_NARROWEST, longest + 2))

    def _write_cells(self, place: int, row: RowToMend) -> None:
        for column, (_, value) in enumerate(row.cells):
            if isinstance(value, date):
                self.sheet.write_datetime(place, column, value, self.day)
            elif isinstance(value, int | float) and not isinstance(value, bool):
                self.sheet.write_number(place, column, value, self.text)
            elif value is None:
                self.sheet.write_blank(place, column, None, self.text)
            else:
                self.sheet.write_string(place, column, str(value), self.text)
