"""Lays days out as a calendar: months of weeks of days, what stands on each, how much more; it asks no table."""

from calendar import Calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from foedus.planning.holidays import Holiday
from foedus.store.listing.calendar import Event, Span

MONTH, QUARTER, YEAR, LIST, CONFLICTS = SHOWS = ("month", "quarter", "year", "list", "conflicts")
_MONTHS_IN: Final = {MONTH: 1, QUARTER: 3, YEAR: 12, LIST: 1, CONFLICTS: 1}
_LAST_MONTH: Final = 12
_STEPS: Final = (1, 3, 8, 20)
"""From how many on a day is shown one shade darker."""


@dataclass(frozen=True)
class Days:
    """The days that a page shows; ``show`` is one of ``SHOWS``."""

    show: str
    first: date
    last: date

    @property
    def precision(self) -> str:
        """How long the stretch is: ``day``, ``month``, ``quarter`` or ``year``."""
        days = (self.last - self.first).days
        if days == 0:
            return "day"
        return "month" if days <= 31 else "quarter" if days <= 92 else "year"  # noqa: PLR2004 - days of a month, of a quarter

    @property
    def period(self) -> dict[str, str]:
        """The stretch as a period, to be worded."""
        return {"from": self.first.isoformat(), "to": self.last.isoformat(), "precision": self.precision}

    @property
    def on(self) -> str:
        """The stretch as an address says it: a year, a month, a day."""
        length = {"day": 10, "year": 4}.get(self.precision, 7)
        return self.first.isoformat()[:length]

    @property
    def before(self) -> str:
        """The stretch before this one, as an address says it."""
        return _said(self.first - timedelta(days=1), self.on)

    @property
    def after(self) -> str:
        """The stretch after this one, as an address says it."""
        return _said(self.last + timedelta(days=1), self.on)


def _said(day: date, like: str) -> str:
    return day.isoformat()[: len(like)]


def days_of(show: str, on: str, today: date) -> Days:
    """The days that an address asks for; those around today where it asks for none that there are.

    :param on: ``2024``, ``2024-05`` or ``2024-05-12``.
    """
    show = show if show in SHOWS else MONTH
    whole = {4: f"{on}-01-01", 7: f"{on}-01", 10: on}.get(len(on), "")
    try:
        day = date.fromisoformat(whole)
    except ValueError:
        day, on = today, today.isoformat()[:7]
    if not 1900 < day.year < 2200:  # noqa: PLR2004 - what a calendar of cooperation is asked for
        day, on = today, today.isoformat()[:7]
    if show in {LIST, CONFLICTS}:
        if len(on) == 10:  # noqa: PLR2004 - the letters of a day
            return Days(show, day, day)
        return _stretch(show, day, 12 if len(on) == 4 else 1)  # noqa: PLR2004 - the figures of a year
    return _stretch(show, day, _MONTHS_IN[show])


def _stretch(show: str, day: date, months: int) -> Days:
    month = (day.month - 1) // months * months + 1
    first = date(day.year, month, 1)
    return Days(show, first, _month_after(date(day.year, month + months - 1, 1)) - timedelta(days=1))


def _month_after(first: date) -> date:
    return date(first.year + 1, 1, 1) if first.month == _LAST_MONTH else date(first.year, first.month + 1, 1)


def months_in(days: Days) -> Iterator[date]:
    """The first days of the months of a stretch."""
    month = days.first.replace(day=1)
    while month <= days.last:
        yield month
        month = _month_after(month)


@dataclass(frozen=True)
class Off:
    """A public holiday of one or several parties on a day."""

    name: str
    language: str
    parties: tuple[str, ...]
    is_estimated: bool


@dataclass(frozen=True)
class Day:
    """A day of a month: what stands on it, ``more`` that does not, ``number`` in all; outside its month it is empty."""

    day: date
    is_outside: bool
    is_today: bool
    holidays: tuple[Off, ...] = ()
    events: tuple[Event, ...] = ()
    number: int = 0

    @property
    def more(self) -> int:
        """How many more there are than are shown."""
        return self.number - len(self.events)

    @property
    def shade(self) -> int:
        """How dark the day is in a year: 0 for none, up to 4."""
        return sum(self.number >= step for step in _STEPS)


@dataclass(frozen=True)
class Month:
    """A month of weeks; ``number`` is what begins in it or lasts into it and has its days."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]

    @property
    def period(self) -> dict[str, str]:
        """The month as a period, to be worded."""
        last = _month_after(self.first) - timedelta(days=1)
        return {"from": self.first.isoformat(), "to": last.isoformat(), "precision": "month"}

    @property
    def on(self) -> str:
        """The month as an address says it."""
        return self.first.isoformat()[:7]


@dataclass(frozen=True)
class Contents:
    """What stands on the days of a stretch."""

    spans: Sequence[Span]
    today: date
    events: Sequence[Event] = ()
    holidays: Mapping[date, tuple[Off, ...]] = field(default_factory=dict)
    most: int = 0


def months(days: Days, contents: Contents) -> tuple[Month, ...]:
    """The months of a stretch with what stands on each of their days."""
    numbers = per_day(contents.spans, days)
    sure = [event for event in contents.events if not event.is_vague]
    return tuple(_month(first, contents, numbers, sure) for first in months_in(days))


def _month(first: date, contents: Contents, numbers: Mapping[date, int], events: Sequence[Event]) -> Month:
    weeks = (
        tuple(_day(day, first, contents, numbers, events) for day in week)
        for week in Calendar().monthdatescalendar(first.year, first.month)
    )
    return Month(first, tuple(weeks))


def _day(day: date, month: date, contents: Contents, numbers: Mapping[date, int], events: Sequence[Event]) -> Day:
    if day.month != month.month:
        return Day(day, is_outside=True, is_today=False)
    on_it = [event for event in events if event.begins <= day <= event.ends][: contents.most]
    return Day(
        day,
        is_outside=False,
        is_today=day == contents.today,
        holidays=contents.holidays.get(day, ()),
        events=tuple(on_it),
        number=numbers.get(day, 0),
    )


def per_day(spans: Iterable[Span], days: Days) -> dict[date, int]:
    """How much has each day: what only has its month or more counts on none."""
    changes: dict[date, int] = {}
    for span in spans:
        if not span.is_vague:
            begins, after = max(span.begins, days.first), min(span.ends, days.last) + timedelta(days=1)
            changes[begins] = changes.get(begins, 0) + span.number
            changes[after] = changes.get(after, 0) - span.number
    found, running, day = {}, 0, days.first
    while day <= days.last:
        running += changes.get(day, 0)
        found[day] = running
        day += timedelta(days=1)
    return found


@dataclass(frozen=True)
class MonthCount:
    """How much a month holds: activities and meetings that have their days, and what only has its month or more."""

    month: Month
    activities: int
    meetings: int
    vague: int


def month_counts(found: Sequence[Month], spans: Iterable[Span]) -> list[MonthCount]:
    """The table behind a year: what lasts in each month, a thing that lasts in two of them counted in both."""
    places = {(month.first.year, month.first.month): place for place, month in enumerate(found)}
    counts = [dict.fromkeys(("activity", "meeting", "vague"), 0) for _ in found]
    for span in spans:
        first = places.get((span.begins.year, span.begins.month), 0)
        last = places.get((span.ends.year, span.ends.month), len(found) - 1)
        for place in range(first, last + 1):
            counts[place]["vague" if span.is_vague else span.kind] += span.number
    return [
        MonthCount(month, one["activity"], one["meeting"], one["vague"])
        for month, one in zip(found, counts, strict=True)
    ]


def offs(holidays: Iterable[Holiday]) -> dict[date, tuple[Off, ...]]:
    """The public holidays by day, those of one name put together."""
    found: dict[date, dict[tuple[str, str, bool], list[str]]] = {}
    for one in holidays:
        found.setdefault(one.day, {}).setdefault((one.name, one.language, one.is_estimated), []).append(one.party)
    return {
        day: tuple(
            Off(name, language, tuple(codes), is_estimated) for (name, language, is_estimated), codes in names.items()
        )
        for day, names in found.items()
    }
