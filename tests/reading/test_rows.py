"""One row, cell by cell: what goes into the body, what stays private, what is asked and what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from foedus.reading.activities import read_activities
from foedus.reading.drafts import DraftedLine, SheetReading
from foedus.reading.findings import Code
from foedus.reading.rows import text_values
from tests.reading.workbooks import ONE_YEAR, TWO_YEARS, make_workbook


def _read(headings: list[str], *cells: object) -> SheetReading:
    return read_activities(make_workbook([["Titolo", *headings], ["Incontro", *cells]]), "x.xlsx", ONE_YEAR)


def _line(headings: list[str], *cells: object) -> DraftedLine:
    reading = _read(headings, *cells)
    assert reading.errors == ()
    return reading.lines[0]


@pytest.mark.parametrize(
    "heading,cell,field,value",
    [
        ("N.", 7, "serial", "7"),
        ("Codice", "KAZ07-1", "code", "KAZ07-1"),
        ("Tipo", "Corso", "type", "course"),
        ("Settore", "Cyber", "area", "cyber"),
        ("Dominio", "Air", "domain", "air"),
        ("Forza armata ITA", "Esercito", "branches", [{"party": "ITA", "branch": "army"}]),
        ("Lingua", "inglese", "working_languages", ["en"]),
        ("Riserva", "sì", "reserve", True),
        ("Priorità", 1, "priority", 1),
        ("Giorni", "5 gg", "days", 5),
        ("Ospitante", "Italia", "host", "ITA"),
        ("Posti AZE", 4, "places", [{"party": "AZE", "number": 4}]),
        ("Obiettivo", "Formare", "objective", {"it": "Formare", "original": "it"}),
        ("Livello", "Avanzato", "level", {"it": "Avanzato", "original": "it"}),
        ("Note", "nessuna", "remarks", {"it": "nessuna", "original": "it"}),
        ("Riferimento ITA", "12/2024", "references", [{"party": "ITA", "filed_as": "12/2024"}]),
        ("Ente capofila AZE", "Scuola", "entities", [{"party": "AZE", "entity": "Scuola", "role": "lead"}]),
        ("Periodo", "TBD", "period", {"precision": "none"}),
        ("Luogo", "Baku, Azerbaijan", "place", {"kind": "country", "country": "AZ", "town": "Baku"}),
    ],
)
def test_cell_that_goes_into_the_body(heading: str, cell: object, field: str, value: Any) -> None:
    line = _line([heading, "Sito"], cell)
    assert line.body == {"title": {"it": "Incontro", "original": "it"}, field: value}


@pytest.mark.parametrize(
    "heading,cell", [("Riserva", "no"), ("Tipo", "n.a."), ("Posti AZE", "n.a."), ("Ospitante", "TBD")]
)
def test_cell_that_says_nothing(heading: str, cell: object) -> None:
    line = _line([heading, "Sito"], cell)
    assert (line.body, line.unsettled) == ({"title": {"it": "Incontro", "original": "it"}}, {})


@pytest.mark.parametrize(
    "heading,cell,code",
    [
        ("Tipo", "Lezione", Code.TERM_UNKNOWN),
        ("Lingua", "klingon", Code.TERM_UNKNOWN),
        ("Riserva", "forse", Code.TERM_UNKNOWN),
        ("Forza armata", "Esercito", Code.TERM_UNKNOWN),
        ("Ospitante", "Germania", Code.HOST_UNKNOWN),
        ("Luogo", "Roma", Code.PLACE_COUNTRY_OPEN),
        ("Posti", 4, Code.PLACES_PARTY_OPEN),
        ("Ente capofila", "Scuola", Code.ENTITY_PARTY_OPEN),
        ("Ente concorrente", "Scuola", Code.ENTITY_PARTY_OPEN),
        ("Periodo", "12-16 May 2024 (TBC)", Code.PERIOD_TENTATIVE),
        ("Periodo", "maggio 2024 / June 2024", Code.PERIOD_TWO_READINGS),
    ],
)
def test_cell_that_is_a_question(heading: str, cell: object, code: Code) -> None:
    reading = _read([heading, "Sito"], cell)
    assert [finding.code for finding in reading.findings] == [code]
    assert len(reading.lines[0].unsettled) == 1


def test_year_left_out_in_a_plan_of_two_years_is_a_question() -> None:
    data = make_workbook([["Titolo", "Periodo"], ["Incontro", "12-16 May"]])
    reading = read_activities(data, "x.xlsx", TWO_YEARS)
    assert [finding.code for finding in reading.questions] == [Code.PERIOD_YEAR_OPEN]
    assert (reading.lines[0].unsettled, "period" in reading.lines[0].body) == ({"period": "12-16 May"}, False)


def test_days_to_be_confirmed_are_said_to_the_month_only() -> None:
    line = _line(["Periodo"], "12-16 May 2024 (TBC)")
    assert line.body["period"] == {"from": "2024-05-01", "to": "2024-05-31", "precision": "month"}


@pytest.mark.parametrize(
    "heading,cell,code",
    [
        ("Periodo", "dopo l'estate", Code.PERIOD_UNREADABLE),
        ("Periodo", "16-12 May", Code.PERIOD_END_BEFORE_START),
        ("Posti AZE", "sei", Code.NUMBER_UNREADABLE),
        ("Priorità", 12, Code.NUMBER_UNREADABLE),
        ("Giorni", "molti", Code.NUMBER_UNREADABLE),
    ],
)
def test_cell_that_keeps_its_row_out(heading: str, cell: object, code: Code) -> None:
    reading = _read([heading, "Sito"], cell)
    assert [(finding.code, finding.row, finding.column) for finding in reading.errors] == [(code, 2, "B")]
    assert reading.lines == ()


def test_period_outside_the_plan_is_said() -> None:
    reading = _read(["Periodo"], "maggio 2030")
    assert [finding.code for finding in reading.notices] == [Code.PERIOD_OUTSIDE_PLAN]


def test_first_and_last_day_in_columns_of_their_own() -> None:
    line = _line(["dal", "al"], "12 maggio", "16 maggio 2024")
    assert line.with_confirmed()["period"] == {"from": "2024-05-12", "to": "2024-05-16", "precision": "day"}


def test_costs_contacts_and_programme_stay_private() -> None:
    line = _line(["Costo", "Punto di contatto", "Programma", "Riferimento"], "1.000", "Capo ufficio", "P1", "12/2024")
    assert line.body == {"title": {"it": "Incontro", "original": "it"}}
    expected = {"reference": ("12/2024",), "cost": ("1.000",), "contact": ("Capo ufficio",), "programme": ("P1",)}
    assert dict(line.private) == expected


def test_cost_of_nothing_is_not_known() -> None:
    assert _line(["Costo", "Sito"], "$0").private == {}


@pytest.mark.parametrize("places,is_private", [(1, True), (None, True), ("n.a.", True), (2, False)])
def test_unit_of_a_single_person_stays_private(places: object, is_private: bool) -> None:  # noqa: FBT001 - a drawn case
    line = _line(["Posti AZE", "Reparto AZE"], places, "Sezione campione")
    assert ("unit" in line.private, "entities" in line.body) == (is_private, not is_private)


def test_lead_entity_of_the_host_is_inferred() -> None:
    line = _line(["Ospitante", "Ente capofila"], "Italia", "Scuola campione")
    assert "entities" not in line.body
    assert line.with_confirmed()["entities"] == [{"party": "ITA", "entity": "Scuola campione", "role": "lead"}]


def test_places_are_of_the_visiting_party() -> None:
    line = _line(["Ospitante", "Posti"], "Italia", 6)
    assert "places" not in line.body
    assert line.with_confirmed()["places"] == [{"party": "AZE", "number": 6}]


def test_text_values_are_the_titles() -> None:
    assert text_values({"title": {"it": "A", "en": "B", "original": "it"}}) == ["A", "B"]
