"""The next weeks by week: what takes place on its days, and what only has its month; it decides nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from foedus.office.ports import Cooperation
from foedus.store.listing.calendar import Event

WEEKS: Final = 8


@dataclass(frozen=True)
class Place:
    """An event under the cooperation's short name."""

    event: Event
    coop: str


@dataclass(frozen=True)
class Week:
    """Seven days and what begins in them; what had begun before stands in the first week."""

    first: date
    last: date
    events: tuple[Place, ...]
    is_this: bool


def stretch(today: date) -> tuple[date, date]:
    """The days from today to the end of the eighth week, this one counted."""
    return today, _monday(today) + timedelta(days=7 * WEEKS - 1)


def by_week(
    events: Iterable[Event], coops: Mapping[int, Cooperation], today: date
) -> tuple[tuple[Week, ...], tuple[Place, ...]]:
    """The weeks in which something takes place, and what has no days yet."""
    found: dict[date, list[Place]] = {}
    vague = []
    for event in events:
        place = Place(event, coops[event.cooperation].name)
        if event.is_vague:
            vague.append(place)
        else:
            found.setdefault(_monday(max(event.begins, today)), []).append(place)
    weeks = (
        Week(monday, monday + timedelta(days=6), tuple(places), is_this=monday <= today)
        for monday, places in sorted(found.items())
    )
    return tuple(weeks), tuple(vague)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
