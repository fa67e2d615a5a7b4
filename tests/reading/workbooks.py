"""Small workbooks for the tests of reading, made in memory from rows of cells."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter  # type: ignore[import-untyped]  # it comes without types

from foedus.reading.drafts import PlanContext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FIXTURES = Path(__file__).parents[1] / "fixtures" / "sheets"
SAMPLES = Path(__file__).parents[2] / "src" / "foedus" / "samples"
ONE_YEAR = PlanContext(("ITA", "AZE"), date(2024, 1, 1), date(2024, 12, 31))
TWO_YEARS = PlanContext(("ITA", "AZE"), date(2024, 1, 1), date(2025, 12, 31))
HEADINGS = ("N.", "Titolo", "Luogo", "Periodo", "Posti AZE", "Ospitante")


def make_workbook(
    rows: Sequence[Sequence[object]],
    *,
    hidden_rows: Sequence[int] = (),
    merged: Mapping[str, str] | None = None,
    formulas: Mapping[str, tuple[str, object]] | None = None,
) -> bytes:
    """Make a workbook of one sheet: rows from the first on, rows to hide from 1, merged ranges and formulas."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet("Piano")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, day)
                elif value is not None:
                    sheet.write(row, column, value)
        for cells_range, value in (merged or {}).items():
            sheet.merge_range(cells_range, value)
        for place, (formula, value) in (formulas or {}).items():
            sheet.write_formula(place, formula, None, value)
        for number in hidden_rows:
            sheet.set_row(number - 1, None, None, {"hidden": True})
    return stream.getvalue()


def make_plan(*lines: Sequence[object]) -> bytes:
    """Make a workbook with the usual headings in its first row, and these lines below."""
    return make_workbook([HEADINGS, *lines])
