"""Where a row's activity takes place, from cells, sections and hosts."""

from __future__ import annotations

from foedus.reading.activities import read_activities
from foedus.reading.drafts import DraftedLine, SheetReading
from foedus.reading.findings import Code
from foedus.reading.headings import SheetMapping
from tests.reading.workbooks import ONE_YEAR, make_workbook


def _read(*rows: list[object]) -> SheetReading:
    return read_activities(make_workbook([*rows]), "x.xlsx", ONE_YEAR)


def _line(*rows: list[object]) -> DraftedLine:
    reading = _read(*rows)
    assert reading.findings == ()
    return reading.lines[0]


def test_section_says_the_country_of_its_places() -> None:
    line = _line(["Titolo", "Luogo"], ["ATTIVITÀ IN ITALIA"], ["Corso", "Roma"])
    assert line.body["place"] == {"kind": "country", "country": "IT", "town": "Roma"}
    assert line.body["host"] == "ITA"


def test_section_about_the_host_leaves_the_place_alone() -> None:
    line = _line(["Titolo", "Luogo", "Sito"], ["Parte ospitante: Italia"], ["Corso", None, "x"])
    assert (line.body["host"], "place" in line.body) == ("ITA", False)


def test_place_of_another_country_than_its_section_is_a_question() -> None:
    reading = _read(["Titolo", "Luogo"], ["ATTIVITÀ IN ITALIA"], ["Corso", "Baku, Azerbaijan"])
    line = reading.lines[0]
    assert [finding.code for finding in reading.findings] == [Code.PLACE_OUTSIDE_SECTION]
    assert ("host" in line.body, dict(line.unsettled)) == (False, {"host": "ATTIVITÀ IN ITALIA"})


def test_host_of_another_party_than_its_section_is_a_question() -> None:
    reading = _read(["Titolo", "Ospitante", "Note"], ["ATTIVITÀ IN ITALIA"], ["Corso", "Azerbaigian", "x"])
    assert [finding.code for finding in reading.findings] == [Code.HOST_DIFFERS]
    assert ("host" in reading.lines[0].body, dict(reading.lines[0].unsettled)) == (False, {"host": "Azerbaigian"})


def test_place_without_a_country_is_inferred_from_the_host() -> None:
    line = _line(["Titolo", "Luogo", "Ospitante"], ["Incontro", "Roma", "Italia"])
    assert [(value.field, value.value, value.rule) for value in line.inferred] == [
        ("place", {"kind": "country", "country": "IT", "town": "Roma"}, "place-in-country-of-host")
    ]


def test_host_is_inferred_from_an_inferred_place() -> None:
    context = type(ONE_YEAR)(("USA", "AZE"))
    reading = read_activities(make_workbook([["Titolo", "Luogo"], ["Incontro", "Tampa, FL"]]), "x.xlsx", context)
    assert [(value.field, value.rule) for value in reading.lines[0].inferred] == [
        ("place", "country-from-us-state"),
        ("host", "host-is-party-of-place"),
    ]


def test_country_town_and_site_in_columns_of_their_own() -> None:
    line = _line(["Titolo", "Paese", "Città", "Sito"], ["Corso", "Italia / Italy", "Roma", "Scuola"])
    assert line.body["place"] == {"kind": "country", "country": "IT", "town": "Roma", "site": "Scuola"}


def test_online_in_the_country_column() -> None:
    assert _line(["Titolo", "Paese"], ["Corso", "online"]).body["place"] == {"kind": "online"}


def test_section_of_what_is_held_online() -> None:
    line = _line(["Titolo", "Luogo", "Note"], ["ATTIVITÀ ONLINE"], ["Corso", None, "x"])
    assert line.body["place"] == {"kind": "online"}


def test_place_told_by_hand() -> None:
    mapping = SheetMapping(places={"Roma": "Italia"})
    reading = read_activities(make_workbook([["Titolo", "Luogo"], ["Corso", "Roma"]]), "x.xlsx", ONE_YEAR, mapping)
    assert reading.lines[0].body["place"] == {"kind": "country", "country": "IT", "town": "Roma"}
