"""A grid of values becomes rows of cells."""

from __future__ import annotations

from datetime import UTC, datetime, time

from foedus.reading.grid import sheet_of
from foedus.reading.markup import SheetMarkup
from foedus.reading.table import Cell


def test_values_are_trimmed_whole_and_without_hours() -> None:
    sheet = sheet_of(
        "x",
        [[" a ", 2.0, 2.5, datetime(2024, 5, 3, 9, tzinfo=UTC), time(9, 30), ""]],
        [],
        SheetMarkup(),
        is_hidden=True,
    )
    assert [str(cell.value) for cell in sheet.rows[0].cells.values()] == ["a", "2", "2.5", "2024-05-03", "09:30:00"]
    assert sheet.is_hidden


def test_merged_block_is_repeated_in_its_first_column_and_faults_are_marked() -> None:
    markup = SheetMarkup({2}, {1}, {(2, 1): ("error-value", "#N/A"), (9, 9): ("formula-empty", "")})
    sheet = sheet_of("x", [["Roma", "a"], ["", ""], ["", "b"]], [((0, 0), (2, 0))], markup, is_hidden=False)
    assert [(row.number, row.is_hidden, dict(row.cells)) for row in sheet.rows] == [
        (1, False, {0: Cell(0, "Roma"), 1: Cell(1, "a")}),
        (2, True, {0: Cell(0, "Roma", is_copied=True), 1: Cell(1, "#N/A", problem="error-value")}),
        (3, False, {0: Cell(0, "Roma", is_copied=True), 1: Cell(1, "b")}),
    ]
    assert sheet.hidden_columns == {1}
