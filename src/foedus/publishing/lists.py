"""Writes a list as XLSX, CSV (RFC 4180) or JSON (RFC 8259); it refuses to know what the list is of.

No cell is ever a formula: in a workbook texts are texts, and in CSV a text that a program would take for one gets an
apostrophe before it.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Final

import msgspec
import xlsxwriter  # type: ignore[import-untyped]  # it comes without types

Value = str | int | bool | date | None
Row = Mapping[str, Value]
_Plain = str | int | bool | None

XLSX, CSV, JSON = FORMATS = ("xlsx", "csv", "json")
TYPES: Final = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
    JSON: "application/json",
}
_TAKEN_FOR_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
_CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_NARROWEST, _WIDEST = 8, 60
_LOOKED_AT: Final = 200
"""So many rows tell how wide a column is."""


class List(msgspec.Struct, frozen=True):
    """A list: what it is called, its columns (a name for ever, and a heading in words), its rows by those names."""

    title: str
    columns: tuple[tuple[str, str], ...]
    rows: Iterable[Row]


def written(found: List, form: str) -> bytes:
    """Write a list.

    :param form: one of ``FORMATS``.
    """
    return {XLSX: _workbook, CSV: _text, JSON: _json}[form](found)


def _json(found: List) -> bytes:
    names = [name for name, _heading in found.columns]
    rows = [{name: _plain(row.get(name)) for name in names} for row in found.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode()


def _plain(value: Value) -> _Plain:
    return value.isoformat() if isinstance(value, date) else value


def _text(found: List) -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([_harmless(heading) for _name, heading in found.columns])
    for row in found.rows:
        writer.writerow([_harmless(_plain(row.get(name))) for name, _heading in found.columns])
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def _harmless(value: _Plain) -> _Plain:
    return f"'{value}" if isinstance(value, str) and value.startswith(_TAKEN_FOR_FORMULAS) else value


def _workbook(found: List) -> bytes:
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    rows = list(found.rows)
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties({"title": found.title, "created": _CREATED})
        sheet = workbook.add_worksheet()
        head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        cell = workbook.add_format({"text_wrap": True, "valign": "top"})
        day = workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
        for place, (name, heading) in enumerate(found.columns):
            sheet.set_column(place, place, _width(heading, [row.get(name) for row in rows[:_LOOKED_AT]]))
            sheet.write_string(0, place, heading, head)
            for number, row in enumerate(rows, 1):
                value = row.get(name)
                if isinstance(value, date):
                    sheet.write_datetime(number, place, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 - a day in a sheet has no zone
                elif value is not None:
                    sheet.write(number, place, value, cell)
        sheet.freeze_panes(1, 0)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(found.columns) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return target.getvalue()


def _width(heading: str, values: Sequence[Value]) -> int:
    return min(_WIDEST, max(_NARROWEST, *(len(str(value)) + 2 for value in (heading, *values) if value is not None)))
