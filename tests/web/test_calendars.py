"""Days laid out as a calendar."""

from datetime import date

import pytest

from foedus.planning.holidays import Holiday
from foedus.store.listing.calendar import Event, Span
from foedus.web.calendars import Contents, days_of, month_counts, months, offs, per_day

TODAY = date(2024, 5, 15)
COURSE = Span(date(2024, 4, 29), date(2024, 5, 2), "activity", is_vague=False, number=3)
VAGUE = Span(date(2024, 4, 1), date(2024, 6, 30), "activity", is_vague=True, number=2)
VISIT = Span(date(2024, 5, 2), date(2024, 5, 2), "meeting", is_vague=False, number=1)


@pytest.mark.parametrize(
    "show, on, first, last, precision",
    [
        ("month", "2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("quarter", "2024-05", date(2024, 4, 1), date(2024, 6, 30), "quarter"),
        ("quarter", "2024-12", date(2024, 10, 1), date(2024, 12, 31), "quarter"),
        ("year", "2024-05-12", date(2024, 1, 1), date(2024, 12, 31), "year"),
        ("year", "2024", date(2024, 1, 1), date(2024, 12, 31), "year"),
        ("list", "2024-05-12", date(2024, 5, 12), date(2024, 5, 12), "day"),
        ("list", "2024", date(2024, 1, 1), date(2024, 12, 31), "year"),
        ("conflicts", "2024-05", date(2024, 5, 1), date(2024, 5, 31), "month"),
        ("nonsense", "2024-13", date(2024, 5, 1), date(2024, 5, 31), "month"),
        ("month", "9999", date(2024, 5, 1), date(2024, 5, 31), "month"),
        ("list", "", date(2024, 5, 1), date(2024, 5, 31), "month"),
    ],
)
def test_address_says_which_days(show: str, on: str, first: date, last: date, precision: str) -> None:
    days = days_of(show, on, TODAY)
    assert (days.first, days.last, days.precision) == (first, last, precision)


@pytest.mark.parametrize(
    "show, on, before, after",
    [
        ("month", "2024-01", "2023-12", "2024-02"),
        ("quarter", "2024-05", "2024-03", "2024-07"),
        ("year", "2024", "2023", "2025"),
        ("list", "2024-05-01", "2024-04-30", "2024-05-02"),
    ],
)
def test_stretches_before_and_after(show: str, on: str, before: str, after: str) -> None:
    days = days_of(show, on, TODAY)
    assert (days.before, days.after) == (before, after)


def test_each_day_counts_what_lasts_on_it() -> None:
    numbers = per_day([COURSE, VAGUE, VISIT], days_of("month", "2024-05", TODAY))
    assert [numbers[date(2024, 5, day)] for day in (1, 2, 3, 31)] == [3, 4, 0, 0]


def test_month_shows_a_few_on_each_day_and_how_many_more() -> None:
    event = Event(1, "ITA/a", "activity", {"it": "Corso"}, COURSE.begins, COURSE.ends, "day", "agreed", is_vague=False)
    off = offs([Holiday(date(2024, 5, 1), "ITA", "IT", "Festa", "it", is_estimated=False)])
    contents = Contents([COURSE, VAGUE, VISIT], TODAY, [event], off, most=1)
    (may,) = months(days_of("month", "2024-05", TODAY), contents)
    days = {day.day.day: day for week in may.weeks for day in week if not day.is_outside}
    assert (len(may.weeks), len(days)) == (5, 31)
    assert [(days[n].events, days[n].more, days[n].shade) for n in (1, 3)] == [((event,), 2, 2), ((), 0, 0)]
    assert [(one.name, one.parties) for one in days[1].holidays] == [("Festa", ("ITA",))]
    assert [n for n, day in days.items() if day.is_today] == [15]
    assert all(not day.events and not day.number for week in may.weeks for day in week if day.is_outside)


def test_year_is_counted_by_month() -> None:
    year = months(days_of("year", "2024", TODAY), Contents([COURSE, VAGUE, VISIT], TODAY))
    counts = {
        one.month.on: (one.activities, one.meetings, one.vague) for one in month_counts(year, [COURSE, VAGUE, VISIT])
    }
    assert len(counts) == 12
    assert [counts[f"2024-0{n}"] for n in (3, 4, 5, 6)] == [(0, 0, 0), (3, 0, 2), (3, 1, 2), (0, 0, 2)]


def test_holidays_of_one_name_are_told_once() -> None:
    day = date(2024, 5, 1)
    found = offs(
        [
            Holiday(day, "ITA", "IT", "Labor Day", "en", is_estimated=False),
            Holiday(day, "FRA", "FR", "Labor Day", "en", is_estimated=False),
            Holiday(day, "KAZ", "KZ", "Labor Day", "en", is_estimated=True),
        ]
    )
    assert [(one.parties, one.is_estimated) for one in found[day]] == [(("ITA", "FRA"), False), (("KAZ",), True)]
