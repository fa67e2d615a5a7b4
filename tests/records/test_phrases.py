"""Days, periods, places and amounts read as people write them, in both languages."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.reading.grouping import period_body
from foedus.reading.periods import read_period
from foedus.records import phrases
from foedus.records.base import dump
from foedus.records.values import Period

_DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def around(first: str, last: str, precision: str) -> dict[str, Any]:
    """A period of whole units."""
    return dump(Period.around(date.fromisoformat(first), date.fromisoformat(last), precision))


@pytest.mark.parametrize(
    "period,italian,english",
    [
        (around("2026-05-12", "2026-05-12", "day"), "12 maggio 2026", "12 May 2026"),
        (around("2026-05-12", "2026-05-16", "day"), "12-16 maggio 2026", "12-16 May 2026"),
        (around("2026-04-30", "2026-05-02", "day"), "30 aprile - 2 maggio 2026", "30 April - 2 May 2026"),
        (
            around("2025-12-30", "2026-01-02", "day"),
            "30 dicembre 2025 - 2 gennaio 2026",
            "30 December 2025 - 2 January 2026",
        ),
        (around("2026-05-12", "2026-05-12", "week"), "settimana 20 del 2026", "week 20 of 2026"),
        (
            around("2026-05-12", "2026-05-26", "week"),
            "settimana 20 del 2026 - settimana 22 del 2026",
            "week 20 of 2026 - week 22 of 2026",
        ),
        (around("2026-05-12", "2026-05-12", "month"), "maggio 2026", "May 2026"),
        (around("2026-05-12", "2026-07-12", "month"), "maggio - luglio 2026", "May - July 2026"),
        (around("2025-11-12", "2026-01-12", "month"), "novembre 2025 - gennaio 2026", "November 2025 - January 2026"),
        (around("2026-05-12", "2026-05-12", "quarter"), "II trimestre 2026", "second quarter of 2026"),
        (around("2026-05-12", "2026-05-12", "half"), "I semestre 2026", "first half of 2026"),
        (around("2026-05-12", "2026-05-12", "year"), "2026", "2026"),
        (around("2024-05-12", "2025-05-12", "year"), "2024-2025", "2024-2025"),
        ({"precision": "none"}, "da definire", "to be defined"),
    ],
)
def test_period_in_words(period: dict[str, Any], italian: str, english: str) -> None:
    assert (phrases.period(period, "it"), phrases.period(period, "en")) == (italian, english)


@given(
    days=st.tuples(_DAYS, _DAYS).map(sorted),
    precision=st.sampled_from(("day", "week", "month", "quarter", "half", "year")),
)
def test_period_in_words_is_read_as_the_same_period(days: list[date], precision: str) -> None:
    period = dump(Period.around(days[0], days[1], precision))
    for language in ("it", "en"):
        span = read_period(phrases.period(period, language)).span
        assert span is not None
        assert period_body(span) == period


@pytest.mark.parametrize(
    "period,said",
    [
        ({}, "to be defined"),
        ({"precision": "decade"}, "to be defined"),
        ({"from": "2026-05-12", "to": "2026-05-16", "precision": "decade"}, "12 May 2026 - 16 May 2026"),
        ({"from": "never", "to": "2026-05-16", "precision": "day"}, "never - 2026-05-16"),
    ],
)
def test_period_of_a_newer_program_is_said_all_the_same(period: dict[str, Any], said: str) -> None:
    assert phrases.period(period, "en") == said


@pytest.mark.parametrize(
    "place,italian,english",
    [
        ({"kind": "country", "country": "IT", "town": "Roma"}, "Roma, Italia", "Roma, Italy"),
        (
            {"kind": "country", "country": "KZ", "town": "Astana", "site": "KAZCENT"},
            "KAZCENT, Astana, Kazakistan",
            None,
        ),
        ({"kind": "country"}, "Nel Paese di una Parte", "In the country of a Party"),
        ({"kind": "third_country", "country": "AT"}, "In un Paese terzo, Austria", "In a third country, Austria"),
        ({"kind": "online"}, "A distanza", "Online"),
        ({"kind": "aboard", "site": "Nave"}, "A bordo, Nave", "Aboard, Nave"),
        ({"kind": "orbit", "country": "ZZ"}, "orbit, ZZ", "orbit, ZZ"),
        ({}, "", ""),
    ],
)
def test_place_in_words(place: dict[str, Any], italian: str, english: str | None) -> None:
    assert phrases.place(place, "it") == italian
    assert english is None or phrases.place(place, "en") == english


def test_numbers_amounts_and_days_in_words() -> None:
    assert (phrases.number(1234567, "it"), phrases.number(1234567, "en")) == ("1.234.567", "1,234,567")
    amount = {"amount": 123450, "currency": "EUR"}
    assert (phrases.money(amount, "it"), phrases.money(amount, "en")) == ("1.234,50 EUR", "1,234.50 EUR")
    assert phrases.money({"amount": "much"}, "en") == "much"
    assert (phrases.day("2026-05-01", "it"), phrases.day(date(2026, 5, 1), "en")) == ("1 maggio 2026", "1 May 2026")
    assert phrases.day("soon", "en") == "soon"
