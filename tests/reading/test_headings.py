"""Headings found by their words or by hand, wherever they stand."""

from __future__ import annotations

import pytest

from foedus.reading.findings import Code
from foedus.reading.headings import MappingError, SheetMapping, find_headings, folded_heading, is_heading_again
from foedus.reading.workbook import read_sheets
from tests.reading.workbooks import make_workbook


def _found(*rows: list[object], mapping: SheetMapping | None = None) -> tuple[int, list[str], list[Code]]:
    sheet = read_sheets(make_workbook(rows), "x.xlsx")[0]
    headings, findings = find_headings(sheet, mapping or SheetMapping(), ("ITA", "AZE"))
    keys = [f"{column.letter}={column.key}" for column in headings.columns] if headings else []
    return (headings.row if headings else -1, keys, [finding.code for finding in findings])


@pytest.mark.parametrize(
    "headings,keys",
    [
        (["N.", "Titolo", "Luogo", "Periodo"], ["A=serial", "B=title", "C=place", "D=period"]),
        (["Serial No.", "Activity Title", "Venue", "Dates"], ["A=serial", "B=title", "C=place", "D=period"]),
        (["№ п/п", "Название мероприятия", "Место", "Сроки"], ["A=serial", "B=title", "C=place", "D=period"]),
        (["activity_title", "start_date", "end_date"], ["A=title", "B=from", "C=to"]),
        (["Titolo (IT)", "Title (EN)", "Posti AZE"], ["A=title:it", "B=title:en", "C=places:AZE"]),
        (["Titolo", "Posti Italia", "Places (Azerbaijan)"], ["A=title", "B=places:ITA", "C=places:AZE"]),
        (["Titolo / Title", "Luogo\nPlace", "Costo (EUR)"], ["A=title", "B=place", "C=cost"]),
        (["Attività", "Città", "Unità", "Priorità"], ["A=title", "B=town", "C=places", "D=priority"]),
    ],
)
def test_headings_in_each_language(headings: list[object], keys: list[str]) -> None:
    assert _found(headings) == (1, keys, [])


def test_headings_below_title_rows() -> None:
    found = _found(["PIANO DI COOPERAZIONE"], [], ["aggiornato"], ["Titolo", "Periodo"], ["Corso", "2024"])
    assert found == (4, ["A=title", "B=period"], [])


def test_headings_in_two_rows() -> None:
    found = _found(["Titolo", "Periodo", None], [None, "dal", "al"], ["Corso", "1/5/2024", "2/5/2024"])
    assert found == (2, ["A=title", "B=from", "C=to"], [])


def test_section_right_below_the_headings_is_no_second_heading_row() -> None:
    assert _found(["Titolo", "Luogo"], ["ATTIVITÀ ONLINE"])[0] == 1


def test_heading_not_recognised_is_said() -> None:
    assert _found(["Titolo", "Periodo", "Colore"]) == (1, ["A=title", "B=period"], [Code.COLUMN_NOT_READ])


def test_heading_that_two_columns_bear_is_an_error() -> None:
    assert _found(["Titolo", "Luogo", "Sede"])[2] == [Code.HEADING_TWICE]


def test_no_headings() -> None:
    assert _found(["Corso", "Roma"], ["Visita", "Baku"]) == (-1, [], [])


def test_mapping_by_words_and_by_letter() -> None:
    mapping = SheetMapping({"Cosa": "title:it", "B": "period", "Chi": "ignore"})
    assert _found(["Cosa", "Boh", "Chi"], mapping=mapping) == (1, ["A=title:it", "B=period", "C=ignore"], [])


def test_mapping_by_letters_alone_needs_no_heading_row() -> None:
    mapping = SheetMapping({"A": "title", "C": "period"})
    assert _found(["Corso", "x", "2024"], mapping=mapping)[1] == ["A=title", "C=period"]


def test_mapping_of_words_that_stand_over_no_column_is_an_error() -> None:
    mapping = SheetMapping({"Altro": "remarks"})
    assert _found(["Titolo", "Periodo"], mapping=mapping)[2] == [Code.MAPPING_WITHOUT_COLUMN]


def test_mapping_goes_to_json_and_back() -> None:
    mapping = SheetMapping({"Cosa": "title:it"}, {"GY": "Germania", "AJ": "AZE", "KG": "KG"}, month_first=True)
    assert mapping.to_json() == {
        "format": "foedus-sheet-mapping/1",
        "columns": {"Cosa": "title:it"},
        "places": {"GY": "DE", "AJ": "AZ", "KG": "KG"},
        "month_first": True,
    }
    assert SheetMapping.from_json(mapping.to_json()) == mapping


def test_mapping_with_changes_keeps_the_rest() -> None:
    mapping = SheetMapping({"A": "title", "B": "period"}).with_changes({"B": "remarks"}, {"GY": "DE"})
    assert mapping == SheetMapping({"A": "title", "B": "remarks"}, {"GY": "DE"})


@pytest.mark.parametrize(
    "plain,code",
    [
        ("x", "form-unknown"),
        ({"format": "other"}, "form-unknown"),
        ({"format": "foedus-sheet-mapping/1", "more": 1}, "form-unknown"),
        ({"format": "foedus-sheet-mapping/1", "columns": {"A": 1}}, "form-unknown"),
        ({"format": "foedus-sheet-mapping/1", "month_first": "yes"}, "form-unknown"),
        ({"format": "foedus-sheet-mapping/1", "columns": {"A": "colour"}}, "field-unknown"),
        ({"format": "foedus-sheet-mapping/1", "columns": {"A": "period:it"}}, "field-unknown"),
        ({"format": "foedus-sheet-mapping/1", "columns": {"A": "title:IT"}}, "field-unknown"),
        ({"format": "foedus-sheet-mapping/1", "columns": {"A": "places:aze"}}, "field-unknown"),
        ({"format": "foedus-sheet-mapping/1", "places": {"GY": "Atlantis"}}, "country-unknown"),
    ],
)
def test_mapping_that_is_refused(plain: object, code: str) -> None:
    with pytest.raises(MappingError) as refusal:
        SheetMapping.from_json(plain)
    assert refusal.value.code == code


def test_folded_heading() -> None:
    assert folded_heading(" Nº  d'Ord._(Città)") == "no d ord citta"


def test_headings_repeated_further_down() -> None:
    sheet = read_sheets(make_workbook([["Titolo", "Periodo"], ["Corso", "2024"], ["TITOLO", "periodo"]]), "x")[0]
    headings, _ = find_headings(sheet, SheetMapping())
    assert headings is not None
    assert [is_heading_again(row, headings) for row in sheet.rows] == [True, False, True]
    assert (headings.one("period"), headings.one("host")) == (headings.columns[1], None)
