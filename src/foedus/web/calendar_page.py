"""Puts the calendar's page together from what is listed, the public holidays and what gets in each other's way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import QueryDict

from foedus.office.ports import Cooperation
from foedus.planning.conflicts import Conflict, Engagement, conflicts_in_order
from foedus.planning.holidays import public_holidays
from foedus.store import listing
from foedus.store.listing import calendar as tables
from foedus.store.listing.calendar import Asked, Span, Stretch
from foedus.web.calendars import CONFLICTS, LIST, YEAR, Contents, Days, Off, month_counts, months, offs
from foedus.web.desk import Desk

SIZE: Final = 50
_MOST: Final = {"month": 4, "quarter": 2}
"""How many stand on one day."""
_MOST_VAGUE: Final = 12
_MOST_ASKED: Final = 600
"""Of more activities than these, what is in each other's way is looked for on a page of its own."""
_MOST_CONFLICTS: Final = {CONFLICTS: 100}
_FEW_CONFLICTS: Final = 20
"""How many conflicts are listed on their own page, and on any other."""
_MARKED: Final = 500
"""Of so many conflicts the activities are marked."""
_MANY_PARTIES: Final = 5
"""The holidays of more parties than these are not told for a whole year."""


@dataclass(frozen=True)
class Clash:
    """Two activities that ask for the same at once, with the way to each."""

    conflict: Conflict
    one: "Named"
    other: "Named"


@dataclass(frozen=True)
class Named:
    """An activity by its name, under its cooperation's short name."""

    name: str
    coop: str
    captions: Mapping[str, str]


def calendar_page(
    desk: Desk, days: Days, coops: Sequence[Cooperation], kinds: tuple[str, ...], query: QueryDict
) -> dict[str, Any]:
    """The context of the calendar's page.

    :param coops: the cooperations whose days are shown, of those that may be seen.
    :param kinds: of ``tables.KINDS``.
    """
    names = {desk.number(one): one.name for one in coops}
    stretch = Stretch(list(names), days.first, days.last, kinds)
    context: dict[str, Any] = {"days": days, "names": names, "list_url": _list_url(query)}
    if days.show == LIST:
        page = query.get("page", "")
        found = tables.events(
            desk.node, stretch, today=desk.today, page=int(page) if page.isdecimal() else 1, size=SIZE
        )
        pages = Paginator(range(found.total), SIZE).get_page(found.page)
        return {**context, "events": found.rows, "total": found.total, "page": pages, **_holidays(desk, names, days)}
    if days.show == CONFLICTS:
        return {**context, **_clashes(desk, days, stretch, names)}
    spans = tables.spans(desk.node, stretch)
    if days.show == YEAR:
        made = months(days, Contents(spans, desk.today))
        return {**context, "months": made, "counts": month_counts(made, spans), **_holidays(desk, names, days)}
    return {**context, **_in_days(desk, days, stretch, spans, names)}


def _list_url(query: QueryDict) -> str:
    """The address of the list, but for the day that stands at its end."""
    kept = query.copy()
    for gone in ("page", "on"):
        kept.pop(gone, None)
    kept["show"] = LIST
    return f"?{kept.urlencode()}&on="


def _in_days(
    desk: Desk, days: Days, stretch: Stretch, spans: Sequence[Span], names: Mapping[int, str]
) -> dict[str, Any]:
    """The days of a month or of three, what has no day yet, and what gets in each other's way."""
    most = _MOST[days.show]
    found = tables.leading(desk.node, stretch, today=desk.today, most=most, most_vague=_MOST_VAGUE)
    holidays = _holidays(desk, names, days)
    contents = Contents(spans, desk.today, found, holidays["holidays"], most)
    vague = [event for event in found if event.is_vague][:_MOST_VAGUE]
    activities = sum(span.number for span in spans if span.kind == "activity" and not span.is_vague)
    few = activities <= _MOST_ASKED
    return {
        "months": months(days, contents),
        "vague": vague,
        "more_vague": sum(span.number for span in spans if span.is_vague) - len(vague),
        "is_empty": not spans,
        **holidays,
        **(
            _clashes(desk, days, stretch, names)
            if few and activities
            else {"clashing": frozenset(), "asked_apart": not few}
        ),
    }


def _holidays(desk: Desk, names: Mapping[int, str], days: Days) -> dict[str, Any]:
    """The public holidays of the parties; for a whole year those of many parties are left out, but for our own."""
    rows = listing.cooperations(desk.node, list(names))
    parties = {code for row in rows for code in row.parties}
    is_cut = days.precision == "year" and len(parties) > _MANY_PARTIES
    if is_cut:
        parties = {desk.card.code}
    found: dict[date, tuple[Off, ...]] = offs(public_holidays(parties, days.first, days.last, desk.language))
    return {"holidays": found, "holidays_listed": sorted(found.items()), "holidays_cut": is_cut}


def _clashes(desk: Desk, days: Days, stretch: Stretch, names: Mapping[int, str]) -> dict[str, Any]:
    """What asks for the same place, entity or person at once: so many, and which activities they are."""
    most = _MOST_CONFLICTS.get(days.show, _FEW_CONFLICTS)
    found, shown = _found(desk, stretch, names, _MARKED, most)
    return {
        "clashes": shown,
        "clashes_cut": len(found) > most,
        "clashing": frozenset(key for one in found for key in (one.one.key, one.other.key)),
    }


def clashes(desk: Desk, stretch: Stretch, coops: Sequence[Cooperation], most: int) -> list[Clash]:
    """What asks for the same place, entity or person at once in some days, so many at most.

    :param coops: those of the stretch.
    """
    return _found(desk, stretch, {desk.number(one): one.name for one in coops}, most, most)[1]


def _found(
    desk: Desk, stretch: Stretch, names: Mapping[int, str], most: int, named: int
) -> tuple[list[Conflict], list[Clash]]:
    """So many conflicts, and the first so many of them with the way to each side."""
    asked: dict[str, Asked] = {}
    found = list(islice(conflicts_in_order(_engagements(desk, stretch, asked)), most))
    sides = _named(desk, [asked[side.key] for one in found[:named] for side in (one.one, one.other)], names)
    return found, [Clash(one, sides[one.one.key], sides[one.other.key]) for one in found[:named]]


def _engagements(desk: Desk, stretch: Stretch, asked: dict[str, Asked]) -> Iterator[Engagement]:
    """What activities ask for as long as it is taken, and which activities they are."""
    for one in tables.asked(desk.node, stretch):
        asked[one.name] = one
        yield one.engagement


def _named(desk: Desk, sides: Sequence[Asked], names: Mapping[int, str]) -> dict[str, Named]:
    captions = tables.captions(desk.node, [one.number for one in sides]) if sides else {}
    return {one.name: Named(one.name, names[one.cooperation], captions[one.number]) for one in sides}
