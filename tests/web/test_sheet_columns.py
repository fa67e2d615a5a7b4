"""The columns of a sheet: what each means by itself, and what people say of it."""

import pytest
from django.http import QueryDict

from foedus.reading.drafts import PlanContext
from foedus.reading.headings import MappingError, SheetMapping
from foedus.reading.workbook import read_sheets
from foedus.web.sheet_columns import ColumnShown, columns, field_label, is_private, mapping_of, meanings

CONTEXT = PlanContext(parties=("ITA", "AZE"))
ODD = "N;Titolo;Chi ospita\n1;Corso campione;ITA\n"


def shown(text: str, mapping: SheetMapping | None = None) -> list[ColumnShown]:
    return columns(read_sheets(text.encode(), "a.csv"), mapping or SheetMapping(), CONTEXT)


def test_known_heading_means_its_field_and_shows_a_cell() -> None:
    assert [(one.words, one.sample, one.meaning) for one in shown(ODD)] == [
        ("N", "1", "serial"),
        ("Titolo", "Corso campione", "title"),
        ("Chi ospita", "ITA", ""),
    ]


def test_sheet_without_headings_shows_its_letters() -> None:
    assert [(one.words, one.sample) for one in shown("7;Corso\n8;Visita\n")] == [("A", "7"), ("B", "Corso")]


def test_only_what_was_told_otherwise_is_said_by_hand() -> None:
    sent = QueryDict("meaning:0=&meaning:1=title&meaning:2=host&month_first=on")
    assert mapping_of(sent, shown(ODD), SheetMapping()) == SheetMapping(
        {"N": "ignore", "Chi ospita": "host"}, {}, month_first=True
    )


def test_what_was_told_before_can_be_taken_back() -> None:
    before = SheetMapping({"Chi ospita": "host"})
    assert mapping_of(QueryDict("meaning:2="), shown(ODD, before), before).columns == {}


def test_place_that_is_in_no_country_is_refused() -> None:
    sent = QueryDict("place:1=Nowhereland&place-words:1=GY")
    with pytest.raises(MappingError):
        mapping_of(sent, shown(ODD), SheetMapping())


@pytest.mark.parametrize(
    "key, words",
    [
        ("places:AZE", "Posti (Azerbaigian)"),
        ("title:en", "Titolo (inglese)"),
        ("host", "Parte ospitante"),
    ],
)
def test_field_is_called_as_people_call_it(key: str, words: str) -> None:
    assert field_label(key, "it") == words


def test_every_meaning_has_words_of_its_own() -> None:
    found = meanings(CONTEXT, "en")
    assert found[0] == ("", "Not read")
    assert len({label for _, label in found}) == len(found)
    assert [key for key, _ in found if is_private(key)] == ["contact", "cost", "programme"]
