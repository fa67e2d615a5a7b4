"""The columns of a plan's sheet, and how its cells read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.publishing.sheet_columns import both, columns_of_plan, id_column, party_name, period_text
from foedus.reading.grouping import period_body
from foedus.reading.periods import read_period
from foedus.records.base import dump
from foedus.records.values import Period

LANGUAGES = ("it", "en")
BODY: dict[str, Any] = {
    "title": {"it": "Corso", "original": "it"},
    "serial": "7",
    "type": "course",
    "host": "ITA",
    "place": {"kind": "country", "country": "IT", "town": "Roma", "site": "Scuola"},
    "period": {"from": "2024-04-01", "to": "2024-06-30", "precision": "quarter"},
    "places": [{"party": "AZE", "rank_group": "ncos", "number": 2}, {"party": "AZE", "number": 4}],
    "entities": [{"party": "ITA", "entity": "Scuola", "role": "lead"}],
}


def _cells(body: dict[str, Any], languages: tuple[str, ...] = LANGUAGES) -> dict[str, object]:
    columns = columns_of_plan([body], ("ITA", "AZE"), languages)
    return {column.heading: column.cell(body) for column in columns}


def test_cells_in_two_languages() -> None:
    assert _cells(BODY) == {
        "N.\nNo.": "7",
        "Titolo (IT)\nTitle (IT)": "Corso",
        "Titolo (EN)\nTitle (EN)": None,
        "Tipo\nType": "Corso / Course",
        "Settore di cooperazione\nArea of cooperation": None,
        "Parte ospitante\nHost Party": "Italia / Italy",
        "Paese\nCountry": "Italia / Italy",
        "Città\nTown": "Roma",
        "Struttura\nSite": "Scuola",
        "Periodo\nPeriod": "II trim. 2024 / Q2 2024",
        "Giorni\nDays": None,
        "Posti ITA\nPlaces ITA": None,
        "Posti AZE\nPlaces AZE": 6,
        "Ente capofila ITA\nLead agency ITA": "Scuola",
        "Note (IT)\nRemarks (IT)": None,
        "Note (EN)\nRemarks (EN)": None,
    }


def test_cells_in_one_language() -> None:
    cells = _cells(BODY, ("en",))
    assert (cells["Type"], cells["Period"], cells["Host Party"]) == ("Course", "Q2 2024", "Italy")
    assert cells["Title (IT)"] == "Corso"


@pytest.mark.parametrize(
    "place,country",
    [
        ({"kind": "online"}, "online"),
        ({"kind": "aboard", "country": "IT"}, "a bordo, Italia"),
        ({"kind": "aboard"}, "a bordo"),
        ({"kind": "third_country"}, "paese terzo / third country"),
        ({"kind": "third_country", "country": "DE"}, "Germania / Germany"),
    ],
)
def test_country_cell_of_other_places(place: dict[str, str], country: str) -> None:
    assert _cells({**BODY, "place": place})["Paese\nCountry"] == country


def test_id_column_is_the_record() -> None:
    assert id_column(lambda _: "ITA/1").cell(BODY) == "ITA/1"


def test_words_that_are_the_same_stand_once() -> None:
    assert (both("Staff Talks", "Staff Talks", LANGUAGES), both("a", "b", ("ru",))) == ("Staff Talks", "b")
    assert party_name("UNOCT", LANGUAGES) == "UNOCT"


@given(
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    st.integers(0, 500),
    st.sampled_from(("day", "week", "month", "quarter", "half", "year", "none")),
    st.sampled_from((("it",), ("en",), ("it", "en"), ("ru",))),
)
def test_period_that_goes_out_reads_back(start: date, length: int, precision: str, languages: tuple[str, ...]) -> None:
    end = date.fromordinal(start.toordinal() + length)
    period = Period.to_be_defined() if precision == "none" else Period.around(start, end, precision)
    reading = read_period(period_text(dump(period), languages))
    assert reading.span is not None
    assert period_body(reading.span) == dump(period)
