"""Lists as files: read back by programs that did not write them; no cell is ever a formula."""

import csv
import io
import json
from datetime import date

import openpyxl

from foedus.publishing.lists import CSV, FORMATS, JSON, TYPES, XLSX, List, Row, written

COLUMNS = (("title", "Titolo"), ("day", "Giorno"), ("number", "Numero"), ("is_due", "Scaduto"))
EVIL = '=HYPERLINK("http://localhost/","x")'
ROWS: tuple[Row, ...] = (
    {"title": "Corso «prova», Roma", "day": date(2026, 5, 4), "number": 3, "is_due": True},
    {"title": EVIL, "day": None, "number": 0, "is_due": False},
    {"title": "+39 06", "number": 1},
)
FOUND = List("Attività", COLUMNS, ROWS)


def test_workbook_holds_texts_days_and_numbers_as_they_are() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(FOUND, XLSX))).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["Titolo", "Giorno", "Numero", "Scaduto"]
    assert [rows[1][0], rows[1][1].date(), *rows[1][2:]] == ["Corso «prova», Roma", date(2026, 5, 4), 3, True]  # type: ignore[union-attr]  # a day
    assert sheet["A3"].data_type == "s"
    assert (sheet["A3"].value, sheet.freeze_panes) == (EVIL, "A2")


def test_csv_disarms_what_a_program_would_take_for_a_formula() -> None:
    told = written(FOUND, CSV)
    assert told.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(told.decode("utf-8-sig"))))
    assert rows == [
        ["Titolo", "Giorno", "Numero", "Scaduto"],
        ["Corso «prova», Roma", "2026-05-04", "3", "True"],
        [f"'{EVIL}", "", "0", "False"],
        ["'+39 06", "", "1", ""],
    ]


def test_json_has_the_names_that_are_for_ever() -> None:
    assert json.loads(written(FOUND, JSON))[0] == {
        "title": "Corso «prova», Roma",
        "day": "2026-05-04",
        "number": 3,
        "is_due": True,
    }


def test_empty_list_has_its_headings_alone() -> None:
    empty = List("Attività", COLUMNS, ())
    assert json.loads(written(empty, JSON)) == []
    assert written(empty, CSV).decode("utf-8-sig") == "Titolo,Giorno,Numero,Scaduto\r\n"
    assert set(TYPES) == set(FORMATS)
