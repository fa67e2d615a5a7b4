"""Rows to mend go out with what is wrong, and come back mended."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl

from foedus.publishing.mending import mend_workbook
from foedus.reading.activities import read_activities
from foedus.reading.drafts import BadRow, PlanContext

CONTEXT = PlanContext(("ITA", "AZE"), date(2024, 1, 1), date(2024, 12, 31))
ROWS = (
    BadRow(
        "Piano",
        7,
        "ATTIVITÀ IN ITALIA",
        (("Titolo", "=Corso"), ("Periodo", "16-12 May"), ("", None), ("Posti AZE", 3)),
        (),
    ),
    BadRow(
        "Piano",
        9,
        "ATTIVITÀ IN AZERBAIGIAN",
        (("Titolo", "Visita"), ("Periodo", date(2024, 5, 3)), ("", True), ("Posti AZE", None)),
        (),
    ),
)


def _open(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_rows_stand_under_their_sections_with_what_to_mend() -> None:
    sheet = _open(mend_workbook([(row, f"mend {row.number}") for row in ROWS])).worksheets[0]
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert values[0] == [
        "Titolo",
        "Periodo",
        "",
        "Posti AZE",
        "Da correggere\nTo mend",
        "Riga di origine\nRow of origin",
    ]
    assert values[1][0] == "ATTIVITÀ IN ITALIA"
    assert values[2] == ["=Corso", "16-12 May", None, 3, "mend 7", 7]
    assert values[3][0] == "ATTIVITÀ IN AZERBAIGIAN"
    assert sheet.cell(3, 1).data_type == "s"


def test_mended_rows_come_back_as_lines() -> None:
    book = _open(mend_workbook([(row, "x") for row in ROWS]))
    book.worksheets[0].cell(3, 2).value = "12-16 May"
    stream = io.BytesIO()
    book.save(stream)
    reading = read_activities(stream.getvalue(), "mended.xlsx", CONTEXT)
    assert reading.findings == ()
    assert [(line.body["host"], line.with_confirmed()["period"]["from"]) for line in reading.lines] == [
        ("ITA", "2024-05-12"),
        ("AZE", "2024-05-03"),
    ]


def test_rows_of_two_sheets_stay_apart() -> None:
    other = BadRow("Altro", 2, "", (("Titolo", "Corso"),), ())
    book = _open(mend_workbook([(ROWS[0], "x"), (other, "y")]))
    assert [(sheet.title, sheet.max_row) for sheet in book.worksheets] == [("Piano", 3), ("Altro", 2)]


def test_name_that_no_sheet_may_bear_is_made_to_fit() -> None:
    row = BadRow("'Piano: Italia/Azerbaigian [2024-2025] seconda bozza'", 2, "", (("Titolo", "Corso"),), ())
    assert _open(mend_workbook([(row, "x")])).worksheets[0].title == "Piano  Italia Azerbaigian  2024"


def test_no_rows_give_an_empty_sheet() -> None:
    sheet = _open(mend_workbook([], languages=("it",))).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["Da correggere", "Riga di origine"]
