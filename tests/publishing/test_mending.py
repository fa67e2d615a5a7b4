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
    BadRow("Piano", 7, "ATTIVITÀ IN ITALIA", (("Titolo", "=Corso"), ("Periodo", "16-12 May"), ("Posti AZE", 3)), ()),
    BadRow(
        "Piano", 9, "ATTIVITÀ IN AZERBAIGIAN", (("Titolo", "Visita"), ("Note", True), ("Periodo", date(2024, 5, 3))), ()
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
        "Posti AZE",
        "Note",
        "Da correggere\nTo mend",
        "Riga di origine\nRow of origin",
    ]
    assert values[1][0] == "ATTIVITÀ IN ITALIA"
    assert values[2] == ["=Corso", "16-12 May", 3, None, "mend 7", 7]
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


def test_no_rows_give_an_empty_sheet() -> None:
    sheet = _open(mend_workbook([], languages=("it",))).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["Da correggere", "Riga di origine"]
