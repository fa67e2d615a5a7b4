"""What takes place in a stretch of days, as a calendar shows it: how much on each day, and the first few; no ledger.

What only has its month, quarter, half or year is kept apart from what has its days. What was cancelled, postponed,
carried over or not held takes no day.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypedDict

import msgspec
from django.db.models import Case, CharField, Count, F, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from foedus.office.ports import Node
from foedus.planning.conflicts import Engagement, engagement_of
from foedus.store.listing.activities import status_on
from foedus.store.listing.answers import Page, day_in, page_of
from foedus.store.listing.records import listed, within
from foedus.store.listing.rows import captions_in
from foedus.store.listing.update import store_of
from foedus.store.models import ListedActivity

KINDS: Final = ("activity", "meeting")
OFF: Final = ("cancelled", "carried_over", "not_held", "postponed")
"""Statuses of activities that do not take place then."""
_EXACT: Final = ("", "day", "week")
_COLUMNS: Final = ("cooperation", "name", "what", "words", "begins", "ends", "precision", "state", "vague")


class Stretch(msgspec.Struct, frozen=True):
    """Which days of which cooperations, as a person may see them, and what of them: ``kinds`` of ``KINDS``."""

    coops: Collection[int]
    first: date
    last: date
    kinds: Collection[str] = KINDS

    @property
    def is_year(self) -> bool:
        """Whether it is one whole year."""
        year = self.first.year
        return (self.first, self.last) == (date(year, 1, 1), date(year, 12, 31))


class Event(msgspec.Struct, frozen=True):
    """An activity or a meeting: ``kind`` says which, ``status`` is an activity's status or a meeting's standing.

    ``is_vague``: a month or more is meant, not the days.
    """

    cooperation: int
    name: str
    kind: str
    captions: Mapping[str, str]
    begins: date
    ends: date
    precision: str
    status: str
    is_vague: bool


class Span(msgspec.Struct, frozen=True):
    """How many begin and end on the same days; ``is_vague``: they only have their month or more."""

    begins: date
    ends: date
    kind: str
    is_vague: bool
    number: int


class Asked(msgspec.Struct, frozen=True):
    """What an activity asks for (``engagement``), and what it is called."""

    cooperation: int
    name: str
    captions: Mapping[str, str]
    engagement: Engagement


def spans(node: Node, stretch: Stretch) -> tuple[Span, ...]:
    """How much takes place in these days: one query, whose answer grows with the days and not with what is in them."""
    counted = [
        found.order_by().values_list("begins", "ends", "what", "vague").annotate(number=Count("*"))
        for found in _counted(node, stretch)
    ]
    return tuple(
        Span(day_in(begins) or stretch.first, day_in(ends) or stretch.last, what, bool(vague), number)
        for begins, ends, what, vague, number in _joined(counted)
    )


def leading(node: Node, stretch: Stretch, *, today: date, most: int, most_vague: int) -> tuple[Event, ...]:
    """A few of what begins on each day, those that last longest, so that each day can show a few of what lasts on it.

    What had begun before the first day counts as beginning on it. What only has its month or more comes last, what
    ends first leading.

    :param most: how many of each day and kind.
    :param most_vague: how many of a kind that only have their month or more.
    """
    day = stretch.first.isoformat()
    begins_on = Case(
        When(vague=1, then=Value("")),
        When(begins__lt=day, then=Value(day)),
        default=F("begins"),
        output_field=CharField(),
    )
    sooner = Case(When(vague=1, then=F("ends")), default=Value(""), output_field=CharField())
    place = Window(RowNumber(), partition_by=begins_on, order_by=[sooner, F("ends").desc(), F("name").asc()])
    few = [
        _told(found, today)
        .annotate(place=place)
        .filter(Q(vague=0, place__lte=most) | Q(vague=1, place__lte=most_vague))
        .values_list(*_COLUMNS)
        for found in _marked(node, stretch)
    ]
    return tuple(sorted((_event(row) for row in _joined(few)), key=_in_order))


def events(node: Node, stretch: Stretch, *, today: date, page: int = 1, size: int = 50) -> Page[Event]:
    """A page of all that takes place: what has its days by day, then what only has its month or more."""
    both = _joined([_told(found, today).values_list(*_COLUMNS) for found in _marked(node, stretch)])
    ordered = both.order_by("vague", "begins", "ends", "name")
    return page_of(both.count(), page, size, lambda start, end: tuple(_event(row) for row in ordered[start:end]))


class _Body(TypedDict, total=False):
    """What of a body an activity asks for; the rest is not read."""

    place: dict[str, str]
    entities: list[dict[str, str]]
    contacts: list[dict[str, str]]


_body = msgspec.json.Decoder(_Body).decode


def asked(node: Node, stretch: Stretch) -> Iterator[Asked]:
    """What the activities that have their days ask for: a place, entities, persons in charge."""
    found = _activities(node, stretch).filter(precision__in=("day", "week"))
    columns = ("cooperation", "name", "listed__captions", "listed__body", "begins", "ends", "precision")
    for coop, name, captions, body, begins, ends, precision in found.values_list(*columns):
        plain: Any = _body(body)
        engagement = engagement_of(name, plain, {"from": begins, "to": ends, "precision": precision})
        if engagement is not None:
            yield Asked(coop, name, captions_in(captions), engagement)


# The rows of both kinds


def _seen(node: Node, stretch: Stretch) -> QuerySet[Any]:
    rows = ListedActivity.objects.using(store_of(node).connection.alias)
    return within(rows, stretch.coops, in_order=True).exclude(is_agreed=True, said__in=OFF)


def _activities(node: Node, stretch: Stretch) -> QuerySet[Any]:
    return _lasting(_seen(node, stretch), stretch)


def _meetings(node: Node, stretch: Stretch) -> QuerySet[Any]:
    rows = listed(node).filter(is_shown=True, kind="meeting").exclude(standing="withdrawn")
    return _lasting(within(rows, stretch.coops), stretch)


def _lasting(found: QuerySet[Any], stretch: Stretch) -> QuerySet[Any]:
    first, last = stretch.first.isoformat(), stretch.last.isoformat()
    return found.filter(begins__gt="", begins__lte=last, ends__gte=first)


def _marked(node: Node, stretch: Stretch) -> list[QuerySet[Any]]:
    """The rows of each kind that is asked for, with the kind and whether they only have their month or more."""
    makers = {"activity": _activities, "meeting": _meetings}
    return [_mark(make(node, stretch), kind) for kind, make in makers.items() if kind in stretch.kinds]


def _counted(node: Node, stretch: Stretch) -> list[QuerySet[Any]]:
    """As ``_marked``; a whole year's activities as those that count in it, which an index holds, and those before."""
    if not stretch.is_year or "activity" not in stretch.kinds:
        return _marked(node, stretch)
    seen = _seen(node, stretch)
    first = stretch.first.isoformat()
    parts = (seen.filter(year=stretch.first.year), seen.filter(begins__gt="", begins__lt=first, ends__gte=first))
    others = msgspec.structs.replace(stretch, kinds=[one for one in stretch.kinds if one != "activity"])
    return [*(_mark(part, "activity") for part in parts), *_marked(node, others)]


def _mark(found: QuerySet[Any], kind: str) -> QuerySet[Any]:
    vague = Case(When(Q(precision__in=_EXACT), then=Value(0)), default=Value(1), output_field=IntegerField())
    marked: QuerySet[Any] = found.annotate(what=Value(kind, CharField()), vague=vague)
    return marked


def _told(found: QuerySet[Any], today: date) -> QuerySet[Any]:
    is_activity = found.model is ListedActivity
    words, state = ("listed__captions", status_on(today)) if is_activity else ("captions", F("standing"))
    told: QuerySet[Any] = found.annotate(words=F(words), state=state)
    return told


def _joined(found: Sequence[QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    first, *others = found
    joined: QuerySet[Any, Any] = first.union(*others, all=True) if others else first
    return joined


def _event(values: Sequence[Any]) -> Event:
    row = dict(zip(_COLUMNS, values, strict=True))
    first = day_in(row["begins"]) or date.min
    return Event(
        cooperation=row["cooperation"],
        name=row["name"],
        kind=row["what"],
        captions=captions_in(row["words"]),
        begins=first,
        ends=day_in(row["ends"]) or first,
        precision=row["precision"],
        status=row["state"],
        is_vague=bool(row["vague"]),
    )


def _in_order(event: Event) -> tuple[bool, date, int, str]:
    last = event.ends.toordinal()
    return event.is_vague, event.ends if event.is_vague else event.begins, last if event.is_vague else -last, event.name
