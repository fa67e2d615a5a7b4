"""Writes what takes place as an iCalendar file (RFC 5545, 7986); it refuses to know who may see it.

The same happening has the same UID for ever, and a SEQUENCE that grows with its text: a calendar that has it already
changes it, and strikes through what was cancelled.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
from babel.core import get_global
from icalendar import Calendar, Event

_PRODUCT: Final = "-//foedus//foedus//EN"
_EVERY: Final = timedelta(hours=6)
"""How often a calendar is asked to look again."""
_A_YEAR: Final = timedelta(days=366)

AGREED, OFFERED, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """Something that takes place on days.

    :param uid: its name for ever, the same for every reader.
    :param sequence: grows whenever its text or its outcome changes.
    :param changed: when it was changed last, `YYYY-MM-DDThh:mm:ssZ`.
    :param begins: its first day; ``ends`` its last, included.
    :param standing: ``AGREED``, ``OFFERED`` or ``CANCELLED``.
    :param is_vague: a month or more is meant, not the days: it takes nobody's time.
    """

    uid: str
    sequence: int
    changed: str
    title: str
    begins: date
    ends: date
    standing: str = AGREED
    is_vague: bool = False
    place: str = ""
    description: str = ""
    address: str = ""
    categories: tuple[str, ...] = ()


class Hour(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a day's programme.

    :param day: `YYYY-MM-DD`; ``begins`` and ``ends`` are `hh:mm` where it takes place, the end may be left open.
    :param country: where, as two letters: its clock counts; empty where nobody knows.
    """

    uid: str
    changed: str
    title: str
    day: str
    begins: str
    ends: str = ""
    place: str = ""
    country: str = ""


def zone_of(country: str, at: datetime) -> ZoneInfo | None:
    """The time zone of a country; None where its clocks differ at that moment, or where it has none that is known.

    :param country: two letters of ISO 3166-1.
    :param at: a moment there, without a zone.
    """
    zones = [ZoneInfo(name) for name in sorted(get_global("territory_zones").get(country, ()))]
    return zones[0] if len({zone.utcoffset(at) for zone in zones}) == 1 else None


def calendar_of(name: str, happenings: Sequence[Happening]) -> bytes:
    """Write a calendar of happenings, each on whole days.

    :param name: what the calendar is called where it is shown.
    """
    calendar = _calendar(name)
    for one in happenings:
        event = _event(one.uid, one.changed, one.title, one.place)
        event.add("sequence", one.sequence)
        event.add("dtstart", one.begins)
        event.add("dtend", one.ends + timedelta(days=1))
        event.add("status", one.standing)
        event.add("transp", "TRANSPARENT" if one.is_vague or one.standing == CANCELLED else "OPAQUE")
        for what in ("description", "categories"):
            if getattr(one, what):
                event.add(what, getattr(one, what))
        if one.address:
            event.add("url", one.address)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def programme_of(name: str, hours: Sequence[Hour]) -> bytes:
    """Write a programme by the hour, each part by the clock of its place.

    Where the place's clock is not known, the hours stand without a zone: whoever reads them is there.
    """
    calendar = _calendar(name)
    for one in hours:
        event = _event(one.uid, one.changed, one.title, one.place)
        begins = _moment(one.day, one.begins, one.country)
        event.add("dtstart", begins)
        if one.ends:
            event.add("dtend", _moment(one.day, one.ends, one.country))
        calendar.add_component(event)
    days = [date.fromisoformat(one.day) for one in hours]
    if days:
        calendar.add_missing_timezones(first_date=min(days) - _A_YEAR, last_date=max(days) + _A_YEAR)
    return bytes(calendar.to_ical())


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _EVERY, parameters={"VALUE": "DURATION"})
    return calendar


def _event(uid: str, changed: str, title: str, place: str) -> Event:
    event = Event()
    event.add("uid", uid)
    at = datetime.strptime(changed, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    event.add("dtstamp", at)
    event.add("last-modified", at)
    event.add("summary", title)
    if place:
        event.add("location", place)
    return event


def _moment(day: str, hour: str, country: str) -> datetime:
    at = datetime.combine(date.fromisoformat(day), time.fromisoformat(hour))
    zone = zone_of(country, at) if country else None
    return at.replace(tzinfo=zone)
