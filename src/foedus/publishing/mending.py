"""Rows that were not drafted, as a sheet to mend and bring back; what is wrong is worded by the caller."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Protocol

import xlsxwriter  # type: ignore[import-untyped]  # it comes without types

from foedus.publishing.sheet_columns import both

if TYPE_CHECKING:
    from collections.abc import Sequence


_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_WIDTH = 24
_WIDTH_OF_REASON = 52


class RowToMend(Protocol):
    """A row as it stood: its number in its sheet, the section it stood in, and its cells by heading."""

    @property
    def number(self) -> int:
        """Its number, from 1."""

    @property
    def section(self) -> str:
        """The text of its section row."""

    @property
    def cells(self) -> tuple[tuple[str, str | float | bool | date | None], ...]:
        """Headings and values."""


def mend_workbook(rows: Sequence[tuple[RowToMend, str]], *, languages: Sequence[str] = ("it", "en")) -> bytes:
    """Write rows to mend as an XLSX file that can be imported again once mended.

    Parameters: each row with what is to be mended in it, in words; the languages of the added headings. The headings
    are those of the sheet that the rows come from, so that a mapping made for it still fits.
    """
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as workbook:
        workbook.set_properties({"created": _CREATED})
        sheet = workbook.add_worksheet(both("Da correggere", "To mend", languages, " - "))
        heading = workbook.add_format(
            {"bold": True, "text_wrap": True, "border": 1, "bg_color": "#E8EEF5", "valign": "top"}
        )
        reason = workbook.add_format({"text_wrap": True, "border": 1, "bg_color": "#FFF3C4", "valign": "top"})
        text = workbook.add_format({"text_wrap": True, "border": 1, "valign": "top"})
        day = workbook.add_format({"border": 1, "num_format": "dd/mm/yyyy", "valign": "top"})
        headings = list(dict.fromkeys(words for row, _ in rows for words, _ in row.cells))
        added = [
            both("Da correggere", "To mend", languages, "\n"),
            both("Riga di origine", "Row of origin", languages, "\n"),
        ]
        for index, words in enumerate([*headings, *added]):
            sheet.set_column(index, index, _WIDTH_OF_REASON if words == added[0] else _WIDTH)
            sheet.write_string(0, index, words, heading)
        _write_rows(sheet, rows, headings, (text, day, reason))
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return stream.getvalue()


def _write_rows(
    sheet: Any, rows: Sequence[tuple[RowToMend, str]], headings: list[str], formats: tuple[Any, Any, Any]
) -> None:
    text, day, reason = formats
    place, section = 1, ""
    for row, words in rows:
        if row.section != section:
            section = row.section
            sheet.merge_range(place, 0, place, len(headings) + 1, section, text)
            place += 1
        for name, value in row.cells:
            column = headings.index(name)
            if isinstance(value, date):
                sheet.write_datetime(place, column, value, day)
            elif isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(place, column, value, text)
            else:
                sheet.write_string(place, column, "" if value is None else str(value), text)
        sheet.write_string(place, len(headings), words, reason)
        sheet.write_number(place, len(headings) + 1, row.number, text)
        place += 1
