"""Days, months, quarters and half-years as the languages' own calendars write them."""

from datetime import date

import pytest

from foedus.records import phrases
from foedus.records.spoken import days, locale_of, months, unit

MAY, JUNE = date(2026, 5, 12), date(2026, 6, 3)


@pytest.mark.parametrize(
    "language, day, span, month, half, week",
    [
        (
            "ru",
            "12 мая 2026 г.",
            "12 мая – 3 июн. 2026 г.",
            "май 2026 г.",
            "1-е полугодие 2026 г.",
            "20-я неделя 2026 г.",
        ),
        ("fr", "12 mai 2026", "12 mai – 3 juin 2026", "mai 2026", "1er semestre 2026", "semaine 20 de 2026"),
        (
            "az",
            "12 may 2026",
            "12 may 2026 – 3 iyn",
            "may 2026",
            "2026-ci ilin birinci yarısı",
            "2026-ci il, 20-ci həftə",
        ),
        (
            "kk",
            "2026 ж. 12 мамыр",
            "2026 ж. 12 мам. – 3 мау.",
            "2026 ж. мамыр",
            "2026 жылдың бірінші жартысы",
            "2026 жыл, 20-апта",
        ),
        (
            "uz",
            "12-may, 2026",
            "12-may – 3-iyn, 2026",
            "may, 2026",
            "2026-yilning birinchi yarmi",
            "2026-yil, 20-hafta",
        ),
    ],
)
def test_calendar_of_a_language_is_followed(
    language: str, day: str, span: str, month: str, half: str, week: str
) -> None:
    told = (
        days(MAY, MAY, language),
        days(MAY, JUNE, language),
        months(MAY, MAY, language),
        unit(MAY, "half", language),
        unit(MAY, "week", language),
    )
    assert [" ".join(one.split()) for one in told] == [day, span, month, half, week]


def test_second_half_and_year_are_told_apart() -> None:
    assert unit(date(2026, 7, 1), "half", "fr") == "2e semestre 2026"
    assert unit(MAY, "year", "fr") == "2026"
    assert unit(MAY, "quarter", "fr") == "2e trimestre 2026"


def test_language_that_is_not_known_is_written_in_english_units() -> None:
    assert unit(MAY, "week", "de") == "week 20 of 2026"
    assert locale_of("en") == "en_GB"


def test_period_of_a_record_is_told_so() -> None:
    period = {"from": "2026-05-12", "to": "2026-05-12", "precision": "day"}
    assert phrases.period(period, "ru").split() == ["12", "мая", "2026", "г."]
    assert phrases.period({"precision": "none"}, "az") == "müəyyən ediləcək"
