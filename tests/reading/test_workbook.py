"""Files of every kind as sheets of rows."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest

from foedus.reading.table import MAX_FILE_BYTES, SheetError
from foedus.reading.workbook import read_sheets
from tests.reading.workbooks import FIXTURES, make_workbook


def test_workbook_gives_dates_as_dates_and_whole_numbers_as_such() -> None:
    sheet = read_sheets(make_workbook([["a", date(2024, 5, 3), 5, 2.5, True]]), "x.xlsx")[0]
    assert [cell.value for cell in sheet.rows[0].cells.values()] == ["a", date(2024, 5, 3), 5, 2.5, True]


def test_merged_cells_are_copied_down_and_marked() -> None:
    sheet = read_sheets(make_workbook([[], ["x"], ["y"]], merged={"B1:C3": "Roma"}), "x.xlsx")[0]
    assert [(row.number, row.text(1), row.cells[1].is_copied) for row in sheet.rows] == [
        (1, "Roma", False),
        (2, "Roma", True),
        (3, "Roma", True),
    ]
    assert [row.has_wide_cell for row in sheet.rows] == [True, False, False]


def test_table_that_begins_like_a_picture_is_read() -> None:
    assert read_sheets(b"BM;Titolo\n1;Corso\n", "x.csv")[0].rows[0].texts == ("BM", "Titolo")


def test_hidden_rows_and_error_values_are_kept_and_marked() -> None:
    data = make_workbook([["a"], ["b"]], hidden_rows=[2], formulas={"B1": ("=1/0", "#DIV/0!")})
    rows = read_sheets(data, "x.xlsx")[0].rows
    assert [row.is_hidden for row in rows] == [False, True]
    assert (rows[0].cells[1].text, rows[0].cells[1].problem) == ("#DIV/0!", "error-value")


def test_values_are_those_that_another_library_reads() -> None:
    path = FIXTURES / "ugly-it.xlsx"
    sheet = read_sheets(path.read_bytes(), path.name)[0]
    other = openpyxl.load_workbook(path, data_only=True)["Piano 2024"]
    for row in sheet.rows:
        for column, cell in row.cells.items():
            if not cell.is_copied and cell.problem is None:
                value = other.cell(row.number, column + 1).value
                text = str(value.date()) if isinstance(value, datetime) else str(value)
                assert cell.text == text, (row.number, column)


@pytest.mark.parametrize("form", ["ods", "xls"])
def test_other_forms_of_a_workbook_say_the_same(form: str) -> None:
    new, other = (read_sheets((FIXTURES / f"ugly-it.{one}").read_bytes(), f"x.{one}") for one in ("xlsx", form))
    unsaved = {25: 4} if form == "xls" else {}  # an old workbook holds what its formulas came to, and no empty formula
    said = [
        [(row, [cell for column, cell in row.cells.items() if column != unsaved.get(row.number)]) for row in sheet.rows]
        for sheet in new
    ]
    read = [[(row, list(row.cells.values())) for row in sheet.rows] for sheet in other]
    assert [[cells for _row, cells in rows] for rows in read] == [[cells for _row, cells in rows] for rows in said]
    assert [[(row.number, row.is_hidden, row.has_wide_cell) for row, _cells in rows] for rows in read] == [
        [(row.number, row.is_hidden, row.has_wide_cell) for row, _cells in rows] for rows in said
    ]
    assert [(one.name, one.is_hidden, one.hidden_columns) for one in other] == [
        (one.name, one.is_hidden, one.hidden_columns) for one in new
    ]


@pytest.mark.parametrize(
    "data,code",
    [
        (b"", "file-empty"),
        (b" \n ", "file-empty"),
        (b"x" * (MAX_FILE_BYTES + 1), "file-too-large"),
        (b"x\n" * (MAX_FILE_BYTES // 2), "too-many-rows"),
        (b"PK\x03\x04", "file-damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old workbook", "file-damaged"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "file-kind-unknown"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "file-kind-unknown"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "file-kind-unknown"),
        (b"{\\rtf1\\ansi", "file-kind-unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "file-encrypted"),
    ],
)
def test_file_that_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(SheetError) as refusal:
        read_sheets(data, "x.xlsx")
    assert refusal.value.code == code
