"""Workbooks of the form before XLSX: one with every ugliness that such sheets have, and damaged ones."""

from __future__ import annotations

import struct
from collections import Counter
from datetime import date

import pytest

from foedus.reading import old_workbook
from foedus.reading.old_workbook import read_old_workbook
from foedus.reading.table import SheetError
from tests.reading.workbooks import FIXTURES

UGLY = (FIXTURES / "ugly-it.xls").read_bytes()


def test_hidden_sheets_rows_columns_and_errors_are_marked() -> None:
    plan, legend, hidden = read_old_workbook(UGLY)
    assert (plan.name, legend.name, hidden.name, hidden.is_hidden) == ("Piano 2024", "Legenda", "2023", True)
    assert ([row.number for row in plan.rows if row.is_hidden], plan.hidden_columns) == ([12], frozenset({8}))


def test_cells_of_every_sort_are_read() -> None:
    [sheet] = read_old_workbook((FIXTURES / "small.xls").read_bytes())
    first, second, third = (list(row.cells.values()) for row in sheet.rows)
    assert [(cell.value, cell.problem) for cell in first] == [
        (date(2024, 5, 3), None), ("09:30:00", None), (True, None), (2.5, None), ("#DIV/0!", "error-value"),
    ]  # fmt: skip
    assert [(cell.value, cell.is_copied) for cell in (*second, *third)] == [
        ("Roma", False), ("Roma", True), ("Città", False),
    ]  # fmt: skip


def test_damaged_workbook_is_told_as_such_whatever_is_hurt() -> None:
    codes: Counter[str] = Counter()
    for place in range(24, len(UGLY), 53):
        hurt = UGLY[:place] + struct.pack("<H", 0xFFFF) + UGLY[place + 2 :]
        try:
            read_old_workbook(hurt)
        except SheetError as error:
            codes[error.code] += 1
    assert set(codes) <= {"file-damaged", "file-kind-unknown", "file-encrypted", "too-many-rows"}
    assert codes["file-damaged"] > 0


@pytest.mark.parametrize("name,code", [("MAX_SHEETS", "too-many-sheets"), ("MAX_ROWS", "too-many-rows")])
def test_limits_hold(monkeypatch: pytest.MonkeyPatch, name: str, code: str) -> None:
    monkeypatch.setattr(old_workbook, name, 2)
    with pytest.raises(SheetError) as refusal:
        read_old_workbook(UGLY)
    assert refusal.value.code == code
