"""A plan as a workbook: it reads back as it went out, runs no formula, and is set for print."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.publishing.sheet import SheetLine, plan_workbook
from foedus.reading.activities import read_activities
from foedus.reading.counter import PlanChanges, compare_with_plan
from foedus.reading.drafts import PlanContext
from foedus.reading.recognise import KnownLine
from foedus.records import catalogue
from foedus.records.activity_terms import ACTIVITY_TYPES, AREAS
from foedus.records.base import dump
from foedus.records.values import Period

PLAN: dict[str, Any] = {
    "title": {"it": "Piano campione", "en": "Sample plan", "original": "it"},
    "period": {"from": "2024-01-01", "to": "2025-12-31", "precision": "year"},
}
CONTEXT = PlanContext(("ITA", "AZE"), date(2024, 1, 1), date(2025, 12, 31))
LINES = [
    SheetLine("ITA/1", {"title": {"it": "=1+1", "en": "Course", "original": "it"}, "serial": "1", "host": "ITA"}),
    SheetLine("ITA/2", {"title": {"it": "Visita", "original": "it"}, "serial": "2", "host": "AZE"}),
    SheetLine("ITA/3", {"title": {"it": "http://sample.example", "original": "it"}, "place": {"kind": "online"}}),
]
words = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=12)


def _back(lines: list[SheetLine], data: bytes) -> PlanChanges:
    reading = read_activities(data, "plan.xlsx", CONTEXT)
    assert reading.errors == ()
    return compare_with_plan(reading.lines, [KnownLine(line.record, line.body) for line in lines])


def _open(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize("by_host", [False, True])
@pytest.mark.parametrize("languages", [("it", "en"), ("en",), ("it",)])
def test_plan_that_comes_back_as_it_went_changes_nothing(by_host: bool, languages: tuple[str, ...]) -> None:  # noqa: FBT001 - a drawn case
    data = plan_workbook(PLAN, LINES, parties=("ITA", "AZE"), languages=languages, by_host=by_host)
    assert _back(LINES, data) == PlanChanges((), ("ITA/1", "ITA/2", "ITA/3"), (), (), ())


def test_plan_that_comes_back_changed_shows_what_changed() -> None:
    data = plan_workbook(PLAN, LINES, parties=("ITA", "AZE"))
    book = _open(data)
    sheet = book.worksheets[0]
    column = {cell.value: cell.column for cell in sheet[4]}
    sheet.cell(5, column["Periodo\nPeriod"]).value = "12-16 maggio 2024"
    sheet.cell(6, column["Posti ITA\nPlaces ITA"]).value = 5
    sheet.delete_rows(7)
    sheet.cell(7, column["Titolo (IT)\nTitle (IT)"]).value = "Nuovo corso"
    sheet.cell(7, column["Periodo\nPeriod"]).value = "2025"
    stream = io.BytesIO()
    book.save(stream)
    changes = _back(LINES, stream.getvalue())
    fields = {change.record: [(field.field, field.before) for field in change.fields] for change in changes.changed}
    assert fields == {"ITA/1": [("period", None)], "ITA/2": [("places:ITA", None)]}
    assert [line.body["title"]["it"] for line in changes.added] == ["Nuovo corso"]
    assert (changes.removed, changes.unchanged, changes.findings) == (("ITA/3",), (), ())


def test_texts_are_never_formulas_or_links() -> None:
    sheet = _open(plan_workbook(PLAN, LINES, parties=("ITA", "AZE"))).worksheets[0]
    assert [(sheet.cell(row, 3).value, sheet.cell(row, 3).data_type) for row in (5, 7)] == [
        ("=1+1", "s"),
        ("http://sample.example", "s"),
    ]
    assert sheet.cell(7, 3).hyperlink is None


def test_ids_are_hidden_and_headings_stay_in_sight() -> None:
    book = _open(plan_workbook(PLAN, LINES, parties=("ITA", "AZE")))
    sheet = book.worksheets[0]
    assert [sheet.cell(row, 1).value for row in (4, 5, 6, 7)] == ["foedus ID", "ITA/1", "ITA/2", "ITA/3"]
    assert (sheet.column_dimensions["A"].hidden, sheet.freeze_panes) == (True, "D5")
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$4:$4")
    assert (book.worksheets[1].title, book.worksheets[1].sheet_state) == ("foedus", "hidden")


def test_sections_by_host_say_how_many() -> None:
    sheet = _open(plan_workbook(PLAN, LINES, parties=("ITA", "AZE"), by_host=True)).worksheets[0]
    assert [sheet.cell(row, 2).value for row in (5, 7, 9)] == [
        "Parte ospitante: Italia / Host Party: Italy (1)",
        "Parte ospitante: Azerbaigian / Host Party: Azerbaijan (1)",
        "Altre attività / Other activities (1)",
    ]


def test_same_plan_gives_the_same_bytes() -> None:
    first, second = (plan_workbook(PLAN, LINES, parties=("ITA", "AZE")) for _ in range(2))
    assert first == second


@st.composite
def _bodies(draw: st.DrawFn) -> dict[str, Any]:
    body: dict[str, Any] = {"title": {"it": "Corso " + draw(words), "en": "Course " + draw(words), "original": "it"}}
    for name, values in {
        "serial": st.integers(1, 99).map(str),
        "type": st.sampled_from(ACTIVITY_TYPES.ids),
        "area": st.sampled_from(AREAS.ids),
        "host": st.sampled_from(("ITA", "AZE")),
        "days": st.integers(0, 300),
        "place": st.sampled_from(
            (
                {"kind": "country", "country": "AZ", "town": "Baku", "site": "Centro"},
                {"kind": "third_country", "country": "DE", "town": "Garmisch"},
                {"kind": "third_country"},
                {"kind": "online"},
                {"kind": "online", "site": "Centro"},
                {"kind": "aboard", "country": "IT", "site": "Nave Campione"},
                {"kind": "aboard"},
            )
        ),
        "period": st.builds(
            lambda day, length, precision: dump(
                Period.around(day, date.fromordinal(day.toordinal() + length), precision)
            ),
            st.dates(date(2024, 1, 1), date(2025, 6, 1)),
            st.integers(0, 100),
            st.sampled_from(("day", "week", "month", "quarter", "half", "year")),
        ),
        "places": st.integers(0, 50).map(lambda number: [{"party": "AZE", "number": number}]),
        "remarks": words.map(lambda text: {"en": f"note {text}", "original": "en"}),
        "entities": words.map(lambda text: [{"party": "ITA", "entity": f"Scuola {text}", "role": "lead"}]),
    }.items():
        if draw(st.booleans()):
            body[name] = draw(values)
    return body


@settings(max_examples=40, deadline=None)
@given(st.lists(_bodies(), min_size=1, max_size=4), st.booleans())
def test_any_plan_reads_back_as_it_went_out(bodies: list[dict[str, Any]], by_host: bool) -> None:  # noqa: FBT001 - a drawn case
    assert [catalogue.problems("activity/1", body) for body in bodies] == [()] * len(bodies)
    lines = [SheetLine(f"ITA/{number}", body) for number, body in enumerate(bodies)]
    changes = _back(lines, plan_workbook(PLAN, lines, parties=("ITA", "AZE"), by_host=by_host))
    assert (changes.changed, changes.added, changes.removed) == ((), (), ())
