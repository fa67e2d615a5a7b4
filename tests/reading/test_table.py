"""Cells, rows and columns as a spreadsheet names them."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.reading.table import Cell, Row, Value, column_of, letter_of


@pytest.mark.parametrize("column,letter", [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_column_letters_both_ways(column: int, letter: str) -> None:
    assert (letter_of(column), column_of(letter)) == (letter, column)


@pytest.mark.parametrize(
    "value,text",
    [
        (None, ""),
        (True, "TRUE"),
        (5.0, "5"),
        (5.5, "5.5"),
        (date(2024, 5, 3), "2024-05-03"),
        ("\u00a0 x ", "x"),
    ],
)
def test_cell_text(value: Value, text: str) -> None:
    assert Cell(0, value).text == text


def test_row_texts_leave_blanks_out() -> None:
    row = Row(3, {2: Cell(2, "c"), 0: Cell(0, "a"), 1: Cell(1, "")})
    assert (row.texts, row.text(2), row.text(9), row.text(None)) == (("a", "c"), "c", "", "")
