"""Periods of every precision, days, countries and money as languages write them."""

import pytest

from foedus.publishing.paper_periods import country_text, day_text, money_text, party_text, period_text


def period(first: str, last: str, precision: str) -> dict[str, str]:
    return {"from": first, "to": last, "precision": precision}


@pytest.mark.parametrize(
    "meant, italian, english, russian",
    [
        (period("2024-05-13", "2024-05-17", "day"), "13-17 maggio 2024", "13-17 May 2024", "13–17 мая 2024 г."),
        (period("2024-05-05", "2024-05-05", "day"), "5 maggio 2024", "5 May 2024", "5 мая 2024 г."),
        (
            period("2024-06-03", "2024-06-09", "week"),
            "settimana 23 del 2024 (3-9 giugno 2024)",
            "week 23 of 2024 (3-9 June 2024)",
            "23-я неделя 2024 г. (3–9 июн. 2024 г.)",
        ),
        (
            period("2024-06-03", "2024-06-16", "week"),
            "settimane 23-24 del 2024 (3-16 giugno 2024)",
            "weeks 23 to 24 of 2024 (3-16 June 2024)",
            "23-24-я недели 2024 г. (3–16 июн. 2024 г.)",
        ),
        (period("2024-09-01", "2024-09-30", "month"), "settembre 2024", "September 2024", "сентябрь 2024 г."),
        (
            period("2024-04-01", "2024-06-30", "quarter"),
            "II trimestre 2024",
            "second quarter of 2024",
            "2-й квартал 2024",
        ),
        (
            period("2025-07-01", "2025-12-31", "half"),
            "II semestre 2025",
            "second half of 2025",
            "2-е полугодие 2025 г.",
        ),
        (period("2024-01-01", "2025-12-31", "year"), "2024-2025", "2024-2025", "2024-2025"),
        ({"precision": "none"}, "da definire", "to be defined", "будет определено"),
    ],
)
def test_period_is_worded_as_exactly_as_it_is_meant(
    meant: dict[str, str], italian: str, english: str, russian: str
) -> None:
    told = [" ".join(period_text(meant, language).split()) for language in ("it", "en", "ru")]
    assert told == [italian, english, russian]


def test_weeks_over_new_year_are_told_by_their_days() -> None:
    assert period_text(period("2024-12-23", "2025-01-05", "week"), "en") == "23 December 2024 - 5 January 2025"


def test_day_party_country_and_money_are_worded() -> None:
    assert day_text("2023-10-12T09:00:00Z", "it") == "12 ottobre 2023"
    assert (party_text("AZE", "az"), party_text("SAMPLE", "it")) == ("Azərbaycan", "SAMPLE")
    assert (country_text("IT", "kk"), country_text("XX", "en")) == ("Италия", "XX")
    assert money_text({"amount": 12050, "currency": "EUR"}, "en") == "120.50 EUR"
    assert money_text({"amount": 12050, "currency": "EUR"}, "fr") == "120,50\xa0€"
