"""Whole tables of activities: the ugly workbooks, the samples, and that nothing goes in by halves."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.reading.activities import OWN_SHEET, read_activities
from foedus.reading.drafts import PlanContext, SheetReading
from foedus.reading.findings import Code
from foedus.reading.headings import SheetMapping
from foedus.reading.table import SheetError
from foedus.records import catalogue
from tests.reading.workbooks import FIXTURES, ONE_YEAR, SAMPLES, TWO_YEARS, make_plan, make_workbook

UGLY = {
    "ugly-it": ONE_YEAR,
    "ugly-en-ru": PlanContext(("ITA", "KAZ"), date(2025, 1, 1), date(2025, 12, 31), ("en", "ru")),
}
AZERBAIJAN = SAMPLES / "italy-azerbaijan-2024-2025.xlsx"
BAD = (1, "Corso", "Roma", "16-12 May", 3)
GOOD = (2, "Visita", "Roma", "maggio 2024", 3)


def _ugly(name: str, *, skip_bad_rows: bool) -> SheetReading:
    data = (FIXTURES / f"{name}.xlsx").read_bytes()
    return read_activities(data, f"{name}.xlsx", UGLY[name], skip_bad_rows=skip_bad_rows)


@pytest.mark.parametrize("name", sorted(UGLY))
def test_ugly_workbook_yields_the_rows_that_stand_beside_it(name: str) -> None:
    expected = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    reading = _ugly(name, skip_bad_rows=True).to_json()
    for part in ("lines", "findings", "bad_rows"):
        assert reading[part] == expected[part]


@pytest.mark.parametrize("name", sorted(UGLY))
def test_ugly_workbook_is_not_drafted_by_halves(name: str) -> None:
    reading = _ugly(name, skip_bad_rows=False)
    assert (reading.lines, len(reading.bad_rows) > 0) == ((), True)


@pytest.mark.parametrize("name", sorted(UGLY))
def test_every_drafted_body_is_an_activity(name: str) -> None:
    for line in _ugly(name, skip_bad_rows=True).lines:
        assert catalogue.problems("activity/1", line.body) == ()
        assert catalogue.problems("activity/1", line.with_confirmed()) == ()


def test_hidden_rows_and_sheets_go_in_only_where_asked() -> None:
    data = (FIXTURES / "ugly-it.xlsx").read_bytes()
    reading = read_activities(data, "x.xlsx", ONE_YEAR, skip_bad_rows=True, with_hidden_rows=True)
    places = [(line.source.sheet, line.source.rows) for line in reading.lines]
    assert ("Piano 2024", (12,)) in places
    assert ("2023", (2,)) in places


def test_sample_plan_with_azerbaijan_has_19_and_12_activities_once_mended() -> None:
    data = AZERBAIJAN.read_bytes()
    reading = read_activities(data, AZERBAIJAN.name, TWO_YEARS, skip_bad_rows=True)
    mended_path = AZERBAIJAN.with_name("italy-azerbaijan-2024-2025-mended-rows.xlsx")
    mended = read_activities(mended_path.read_bytes(), mended_path.name, TWO_YEARS)
    codes = [finding.code for finding in reading.errors]
    assert codes == [Code.PERIOD_END_BEFORE_START, Code.PERIOD_UNREADABLE]
    assert (len(reading.lines), len(mended.lines), mended.findings) == (29, 2, ())
    lines = [*reading.lines, *mended.lines]
    assert Counter(line.body["host"] for line in lines) == {"ITA": 19, "AZE": 12}
    assert sorted(int(line.body["serial"]) for line in lines) == list(range(1, 32))
    assert all("illustrativo" in line.body["title"]["it"] for line in lines)
    assert all("illustrative" in line.body["title"]["en"] for line in lines)


def test_sample_plan_with_kazakhstan_has_6_activities() -> None:
    path = SAMPLES / "italy-kazakhstan-2025.xlsx"
    context = PlanContext(("ITA", "KAZ"), date(2025, 1, 1), date(2025, 12, 31))
    reading = read_activities(path.read_bytes(), path.name, context)
    assert Counter(line.body["host"] for line in reading.lines) == {"ITA": 3, "KAZ": 3}
    assert (reading.errors, reading.questions) == ((), ())


def test_bad_row_keeps_everything_out() -> None:
    reading = read_activities(make_plan(BAD, GOOD), "x.xlsx", ONE_YEAR)
    assert (reading.lines, [row.number for row in reading.bad_rows]) == ((), [2])


def test_bad_row_alone_stays_out_where_told() -> None:
    reading = read_activities(make_plan(BAD, GOOD), "x.xlsx", ONE_YEAR, skip_bad_rows=True)
    assert [line.source.rows for line in reading.lines] == [(3,)]
    bad = reading.bad_rows[0]
    expected = {"N.": 1, "Titolo": "Corso", "Luogo": "Roma", "Periodo": "16-12 May", "Posti AZE": 3, "Ospitante": None}
    assert dict(bad.cells) == expected
    assert [finding.code for finding in bad.findings] == [Code.PERIOD_END_BEFORE_START]


def test_error_in_the_headings_keeps_everything_out_even_where_bad_rows_are_skipped() -> None:
    data = make_workbook([["Titolo", "Luogo", "Sede"], ["Corso", "Roma, Italia", "x"]])
    reading = read_activities(data, "x.xlsx", ONE_YEAR, skip_bad_rows=True)
    assert (reading.lines, [finding.code for finding in reading.errors]) == ((), [Code.HEADING_TWICE])


def test_file_without_headings() -> None:
    reading = read_activities(b"a;b\nc;d\n", "x.csv", ONE_YEAR)
    assert [finding.code for finding in reading.findings] == [Code.SHEET_WITHOUT_HEADINGS, Code.HEADINGS_NOT_FOUND]


def test_file_that_is_no_table() -> None:
    with pytest.raises(SheetError):
        read_activities(b"PK\x03\x04", "x.xlsx", ONE_YEAR)


def test_csv_reads_like_a_workbook() -> None:
    text = "N.;Titolo;Luogo;Periodo;Posti AZE\n1;Visita;Roma, Italia;maggio 2024;3\n"
    line = read_activities(text.encode(), "piano.csv", ONE_YEAR).lines[0]
    assert line.body == {
        "title": {"it": "Visita", "original": "it"},
        "serial": "1",
        "place": {"kind": "country", "country": "IT", "town": "Roma"},
        "period": {"from": "2024-05-01", "to": "2024-05-31", "precision": "month"},
        "places": [{"party": "AZE", "number": 3}],
    }


def test_two_lines_with_one_serial_are_a_question() -> None:
    reading = read_activities(make_plan(GOOD, (2, "Corso", "Roma", "2024")), "x.xlsx", ONE_YEAR)
    serial = [finding for finding in reading.findings if finding.code is Code.SERIAL_TWICE]
    assert [(finding.row, dict(finding.facts)) for finding in serial] == [(3, {"serial": "2", "other_row": 2})]


def test_blank_numbered_rows_and_repeated_headings_are_left_alone() -> None:
    rows = (
        (1, "Visita", "Roma, Italia", "2024"),
        (2,),
        (),
        ("N.", "Titolo", "Luogo", "Periodo"),
        (3, "Corso", "Roma, Italia", "2024"),
    )
    reading = read_activities(make_plan(*rows), "x.xlsx", ONE_YEAR)
    assert [line.source.rows for line in reading.lines] == [(2,), (6,)]
    assert reading.findings == ()


def test_lone_text_is_asked_about_and_not_drafted() -> None:
    reading = read_activities(make_plan(("Il Capo Ufficio",)), "x.xlsx", ONE_YEAR)
    assert [(finding.code, finding.facts["texts"]) for finding in reading.questions] == [
        (Code.ROW_NOT_READ, ("Il Capo Ufficio",))
    ]
    assert reading.lines == ()


cells = st.one_of(
    st.none(),
    st.integers(-5, 50_000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1990, 1, 1), date(2050, 1, 1)),
    st.sampled_from(("TBD", "Italia", "ATTIVITÀ IN ITALIA", "Totale", "12-16 May", "Roma, Italia", "online", "x / y")),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(cells, min_size=10, max_size=10), max_size=6))
def test_whatever_stands_in_the_cells_bodies_are_activities(rows: list[list[object]]) -> None:
    headings = [
        "N.",
        "Titolo / Title",
        "Tipo",
        "Luogo",
        "Periodo",
        "Posti AZE",
        "Reparto AZE",
        "Ospitante",
        "Note",
        "Priorità",
    ]
    reading = read_activities(make_workbook([headings, *rows]), "x.xlsx", ONE_YEAR, skip_bad_rows=True)
    for line in reading.lines:
        assert catalogue.problems("activity/1", line.body) == ()
        assert catalogue.problems("activity/1", line.with_confirmed()) == ()


def test_text_that_is_too_long_for_its_field_keeps_its_row_out() -> None:
    for length, lines in ((500, 1), (501, 0)):
        data = make_workbook([["Titolo", "Codice"], ["Corso", "x" * length]])
        assert len(read_activities(data, "x.xlsx", ONE_YEAR).lines) == lines


def test_month_comes_first_only_where_the_mapping_says_so() -> None:
    data = make_workbook([["Title", "Date"], ["Visit", "05/13/2024"]])
    assert read_activities(data, "x.xlsx", ONE_YEAR).lines == ()
    line = read_activities(data, "x.xlsx", ONE_YEAR, SheetMapping(month_first=True)).lines[0]
    assert line.body["period"]["from"] == "2024-05-13"


def test_own_sheet_of_terms_is_known() -> None:
    assert OWN_SHEET == "foedus"
