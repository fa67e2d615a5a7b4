"""Rows that are one activity, and what happens where they do not agree."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.reading.activities import read_activities
from foedus.reading.drafts import SheetReading
from foedus.reading.findings import Code
from foedus.reading.grouping import period_body
from foedus.reading.periods import Span
from tests.reading.workbooks import ONE_YEAR, make_workbook

HEADINGS = ["Titolo", "Luogo", "Periodo", "Posti AZE", "Reparto AZE", "Tipo", "Costo"]
ROW = ["Corso CBRN", "Roma, Italia", "12-16 May", 1, "Capo sezione", None, 10]


def _read(*rows: list[object]) -> SheetReading:
    return read_activities(make_workbook([HEADINGS, *rows]), "x.xlsx", ONE_YEAR)


def test_rows_of_one_title_dates_and_place_make_one_activity() -> None:
    other = ["corso  CBRN", "Roma, Italia", "12/05/2024 - 16/05/2024", 2, "Squadra campione", None, 20]
    reading = _read(ROW, other)
    line = reading.lines[0]
    assert (len(reading.lines), line.source.rows) == (1, (2, 3))
    assert line.body["places"] == [{"party": "AZE", "number": 3}]
    assert dict(line.private) == {"unit": ("Capo sezione",), "cost": ("10", "20")}
    assert line.body["entities"] == [{"party": "AZE", "entity": "Squadra campione", "role": "supporting"}]


@pytest.mark.parametrize("change", [(0, "Corso EOD"), (1, "Rieti, Italia"), (2, "12-17 May"), (1, "Roma, Azerbaijan")])
def test_rows_that_differ_in_one_of_them_are_two(change: tuple[int, str]) -> None:
    other = [*ROW]
    other[change[0]] = change[1]
    assert [line.source.rows for line in _read(ROW, other).lines] == [(2,), (3,)]


def test_rows_without_dates_are_never_one() -> None:
    open_row = [*ROW[:2], "TBD", *ROW[3:]]
    assert len(_read(open_row, open_row).lines) == 2


def test_rows_that_do_not_agree_leave_the_field_empty_with_a_question() -> None:
    reading = _read([*ROW[:5], "Corso", 10], [*ROW[:5], "Seminario o conferenza", 10])
    assert [finding.code for finding in reading.findings] == [Code.GROUP_DIFFERS]
    facts = {"field": "type", "values": ("course", "seminar"), "rows": ("2", "3")}
    assert dict(reading.findings[0].facts) == facts
    assert "type" not in reading.lines[0].body


def test_row_that_does_not_say_how_many_leaves_the_sum_unknown() -> None:
    reading = _read(ROW, [*ROW[:3], "n.a.", *ROW[4:]])
    assert [finding.facts["values"] for finding in reading.findings] == [("1", "?")]
    assert ("places" in reading.lines[0].body, reading.lines[0].unsettled) == (False, {"places": "1 + ?"})


def test_number_merged_over_the_rows_of_an_activity_counts_once() -> None:
    rows: list[list[object]] = [[*HEADINGS], [*ROW[:3], None, *ROW[4:6]], [*ROW[:3], None, *ROW[4:6]]]
    reading = read_activities(make_workbook(rows, merged={"D2:D3": "5", "G2:G3": "90"}), "x.xlsx", ONE_YEAR)
    assert reading.lines[0].body["places"] == [{"party": "AZE", "number": 5}]
    assert reading.lines[0].private["cost"] == ("90",)


def test_bad_row_keeps_the_rows_of_its_activity_out_too() -> None:
    data = make_workbook([HEADINGS, ROW, [*ROW[:3], "sei", *ROW[4:]], ["Visita", "Roma, Italia", "2024"]])
    reading = read_activities(data, "x.xlsx", ONE_YEAR, skip_bad_rows=True)
    assert [line.source.rows for line in reading.lines] == [(4,)]
    assert [row.number for row in reading.bad_rows] == [2, 3]


def test_hidden_id_decides_alone() -> None:
    rows = [["foedus ID", "Titolo", "Periodo"], ["ITA/1", "Corso", "2024"], ["ITA/2", "Corso", "2024"]]
    reading = read_activities(make_workbook(rows), "x.xlsx", ONE_YEAR)
    assert [line.line_id for line in reading.lines] == ["ITA/1", "ITA/2"]


def test_period_of_a_body() -> None:
    span = Span(date(2024, 5, 12), date(2024, 5, 16), "day")
    assert period_body(span) == {"from": "2024-05-12", "to": "2024-05-16", "precision": "day"}
    assert period_body(span, is_tentative=True)["precision"] == "month"
    assert period_body(Span(None, None, "none")) == {"precision": "none"}
