"""The grammar of periods: every style that offices write, and what is refused rather than guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.reading.findings import Code, Fact
from foedus.reading.periods import PeriodReading, Span, join_periods, read_period, read_period_cell

WITHIN = (date(2024, 1, 1), date(2024, 12, 31))
TWO_YEARS = (date(2024, 1, 1), date(2025, 12, 31))
MONTHS = {
    "it": [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
}
ROMAN = ("I", "II", "III", "IV")
days = st.dates(date(2000, 1, 1), date(2060, 12, 1))

READ = [
    ("II trim. 2024", "2024-04-01", "2024-06-30", "quarter"),
    ("2nd quarter 2024", "2024-04-01", "2024-06-30", "quarter"),
    ("Q2 2024", "2024-04-01", "2024-06-30", "quarter"),
    ("2024 Q2", "2024-04-01", "2024-06-30", "quarter"),
    ("secondo trimestre 2024", "2024-04-01", "2024-06-30", "quarter"),
    ("II квартал 2024 г.", "2024-04-01", "2024-06-30", "quarter"),
    ("III-IV trim. 2024", "2024-07-01", "2024-12-31", "quarter"),
    ("IV trim. 2024 - I trim. 2025", "2024-10-01", "2025-03-31", "quarter"),
    ("II trim. 2024 / Q2 2024", "2024-04-01", "2024-06-30", "quarter"),
    ("II trim. 2024\nQ2 2024", "2024-04-01", "2024-06-30", "quarter"),
    ("I semestre 2025", "2025-01-01", "2025-06-30", "half"),
    ("H2 2025", "2025-07-01", "2025-12-31", "half"),
    ("12-16 May 2024", "2024-05-12", "2024-05-16", "day"),
    ("May 12-16, 2024", "2024-05-12", "2024-05-16", "day"),
    ("12th to 16th May 2024", "2024-05-12", "2024-05-16", "day"),
    ("12-16 мая 2024 г.", "2024-05-12", "2024-05-16", "day"),
    ("с 12 по 16 мая 2024 года", "2024-05-12", "2024-05-16", "day"),
    ("dall'11 al 12 ottobre 2023", "2023-10-11", "2023-10-12", "day"),
    ("dall\u2019 11 al 12 ottobre 2023", "2023-10-11", "2023-10-12", "day"),
    ("11-12 ottobre 2023", "2023-10-11", "2023-10-12", "day"),
    ("23 e 24 luglio 2025", "2025-07-23", "2025-07-24", "day"),
    ("30 Sep - 4 Oct 2024", "2024-09-30", "2024-10-04", "day"),
    ("30 Dec - 4 Jan 2025", "2024-12-30", "2025-01-04", "day"),
    ("12/05/2024 \u2013 16/05/2024", "2024-05-12", "2024-05-16", "day"),
    ("12.-16.05.2024", "2024-05-12", "2024-05-16", "day"),
    ("03/05/2024", "2024-05-03", "2024-05-03", "day"),
    ("3.5.24", "2024-05-03", "2024-05-03", "day"),
    ("2024-05-03", "2024-05-03", "2024-05-03", "day"),
    ("May 12, 2024", "2024-05-12", "2024-05-12", "day"),
    ("1° maggio 2024", "2024-05-01", "2024-05-01", "day"),
    ("maggio 2024", "2024-05-01", "2024-05-31", "month"),
    ("май 2024", "2024-05-01", "2024-05-31", "month"),
    ("05/2024", "2024-05-01", "2024-05-31", "month"),
    ("05/2024 - 07/2024", "2024-05-01", "2024-07-31", "month"),
    ("maggio/giugno 2024", "2024-05-01", "2024-06-30", "month"),
    ("fine ottobre 2024", "2024-10-01", "2024-10-31", "month"),
    ("в конце октября 2024", "2024-10-01", "2024-10-31", "month"),
    ("week 23/2024", "2024-06-03", "2024-06-09", "week"),
    ("settimana 23 del 2024", "2024-06-03", "2024-06-09", "week"),
    ("2024-W23", "2024-06-03", "2024-06-09", "week"),
    ("week of 12 May 2024", "2024-05-06", "2024-05-12", "week"),
    ("2024", "2024-01-01", "2024-12-31", "year"),
    ("2024-2025", "2024-01-01", "2025-12-31", "year"),
]


@pytest.mark.parametrize("text,start,end,precision", READ)
def test_period_written_in_a_known_style(text: str, start: str, end: str, precision: str) -> None:
    span = read_period(text).span
    assert span is not None
    assert (str(span.start), str(span.end), span.precision) == (start, end, precision)


@pytest.mark.parametrize(
    "text", ["TBD", "t.b.d.", "TBC", "n.a.", "N/A", "n.d.", "da definire", "to be agreed", "уточняется", "-", "", "  "]
)
def test_period_still_open(text: str) -> None:
    assert read_period(text) == PeriodReading(Span(None, None, "none"))


@pytest.mark.parametrize(
    "text",
    [
        "dopo l'estate",
        "03/13/2024",
        "31/04/2024",
        "29-31 Feb 2024",
        "3 e 10 luglio 2025",
        "2-3/2024",
        "entro maggio",
        "V trim. 2024",
        "week 54/2024",
        "TBD 2024",
        "5 o 6 maggio 2024",
        "00/00/2024",
        "12",
    ],
)
def test_period_unreadable(text: str) -> None:
    assert read_period(text, within=WITHIN) == PeriodReading(None, Code.PERIOD_UNREADABLE, {"text": text})


@pytest.mark.parametrize(
    "text,start,end",
    [
        ("16-12 May 2024", "2024-05-16", "2024-05-12"),
        ("16-12 May", "2024-05-16", "2024-05-12"),
        ("16/05/2024 - 12/05/2024", "2024-05-16", "2024-05-12"),
        ("4 Oct - 30 Sep 2024", "2024-10-04", "2024-09-30"),
        ("2025-2024", "2025-01-01", "2024-12-31"),
    ],
)
def test_period_that_ends_before_it_begins(text: str, start: str, end: str) -> None:
    expected = PeriodReading(None, Code.PERIOD_END_BEFORE_START, {"start": start, "end": end})
    assert read_period(text, within=WITHIN) == expected


def test_period_without_a_year_within_one_year() -> None:
    reading = read_period("12-16 May", within=WITHIN)
    assert reading == PeriodReading(Span(date(2024, 5, 12), date(2024, 5, 16), "day"), has_year_from_hint=True)


def test_period_without_a_year_that_one_year_alone_can_have() -> None:
    assert read_period("29 Feb", within=TWO_YEARS).span == Span(date(2024, 2, 29), date(2024, 2, 29), "day")


def test_period_without_a_year_within_two_years_is_a_question() -> None:
    expected = PeriodReading(None, Code.PERIOD_YEAR_OPEN, {"text": "12-16 May", "years": ("2024", "2025")})
    assert read_period("12-16 May", within=TWO_YEARS) == expected


def test_period_without_a_year_and_without_a_plan_is_a_question() -> None:
    assert read_period("II trim.") == PeriodReading(None, Code.PERIOD_YEAR_OPEN, {"text": "II trim.", "years": ()})


def test_period_whose_languages_differ_is_a_question() -> None:
    reading = read_period("maggio 2024 / June 2024")
    expected: dict[str, Fact] = {"text": "maggio 2024 / June 2024", "readings": ("maggio 2024", "June 2024")}
    assert reading == PeriodReading(None, Code.PERIOD_TWO_READINGS, expected)


def test_period_to_be_confirmed_says_so() -> None:
    assert read_period("12-16 May 2024 (TBC)").is_tentative
    assert not read_period("12-16 May 2024").is_tentative


def test_month_first_only_where_told() -> None:
    assert read_period("05/13/2024", month_first=True).span == Span(date(2024, 5, 13), date(2024, 5, 13), "day")
    assert read_period("05/06/2024").span == Span(date(2024, 6, 5), date(2024, 6, 5), "day")


@pytest.mark.parametrize(
    "value,start,precision",
    [(45415, date(2024, 5, 3), "day"), (2024, date(2024, 1, 1), "year"), (date(2024, 5, 3), date(2024, 5, 3), "day")],
)
def test_period_in_a_cell_that_is_no_text(value: int | date, start: date, precision: str) -> None:
    span = read_period_cell(value).span
    assert span is not None
    assert (span.start, span.precision) == (start, precision)


def test_from_and_to_take_the_coarser_precision() -> None:
    joined = join_periods(read_period("12 May 2024"), read_period("June 2024"))
    assert joined.span == Span(date(2024, 5, 12), date(2024, 6, 30), "month")


def test_to_before_from_is_an_error() -> None:
    joined = join_periods(read_period("12 May 2024"), read_period("10 May 2024"))
    assert joined.code is Code.PERIOD_END_BEFORE_START


def _styles(start: date, end: date, language: str) -> list[str]:
    first, last = MONTHS[language][start.month - 1], MONTHS[language][end.month - 1]
    styles = [
        f"{start.isoformat()} - {end.isoformat()}",
        f"{start:%d/%m/%Y} - {end:%d/%m/%Y}",
        f"{start:%d.%m.%Y}\u2013{end:%d.%m.%Y}",
        f"{start.day} {first} {start.year} - {end.day} {last} {end.year}",
        f"{start.day} {first.upper()} {start.year}-{end.day} {last} {end.year}",
    ]
    if language == "it":
        styles.append(f"dal {start.day} {first} {start.year} al {end.day} {last} {end.year}")
    if (start.year, start.month) == (end.year, end.month):
        styles += [f"{start.day}-{end.day} {last} {end.year}", f"{start.day} \u2014 {end.day} {last[:3]} {end.year}"]
    elif start.year == end.year:
        styles.append(f"{start.day} {first} - {end.day} {last} {end.year}")
    return styles


@given(days, st.integers(1, 120), st.sampled_from(("it", "en", "ru")))
def test_period_of_days_in_any_style_reads_back(start: date, length: int, language: str) -> None:
    end = start + timedelta(days=length)
    for text in _styles(start, end, language):
        assert read_period(text).span == Span(start, end, "day"), text


@given(days, st.sampled_from(("it", "en", "ru")))
def test_month_and_quarter_in_any_style_read_back(day: date, language: str) -> None:
    month = MONTHS[language][day.month - 1]
    first = day.replace(day=1)
    next_month = (first + timedelta(days=32)).replace(day=1)
    for text in (f"{month} {day.year}", f"{day:%m/%Y}", f"{month.title()}, {day.year}"):
        assert read_period(text).span == Span(first, next_month - timedelta(days=1), "month"), text
    quarter = (day.month - 1) // 3
    for text in (f"{ROMAN[quarter]} trim. {day.year}", f"Q{quarter + 1}/{day.year}", f"{quarter + 1} кв. {day.year}"):
        span = read_period(text).span
        assert span is not None
        assert (span.start, span.precision) == (date(day.year, quarter * 3 + 1, 1), "quarter"), text


@given(st.text(max_size=40))
def test_no_text_breaks_the_grammar(text: str) -> None:
    reading = read_period(text, within=WITHIN)
    assert (reading.span is None) == (reading.code is not None)
