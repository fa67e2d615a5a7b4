"""What takes place in a stretch of days, activities and meetings in one list; it opens no ledger."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from foedus.office.ports import Node
from foedus.store.listing.activities import ActivityFilter, narrowed, status_on
from foedus.store.listing.answers import Page, day_in, page_of
from foedus.store.listing.records import listed
from foedus.store.listing.rows import captions_in

OFF = ("cancelled", "carried_over", "not_held", "postponed")
"""Statuses of activities that do not take place then."""
_COLUMNS = ("is_vague", "begins", "ends", "precision", "cooperation", "name", "what", "words", "state")


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


def events(
    node: Node, coops: Collection[int], first: date, last: date, *, today: date, page: int = 1, size: int = 50
) -> Page[Event]:
    """A page of what lasts in some days: what has its days first, by day, then what only has its month or more.

    :param coops: the cooperations that may be seen, by number.
    """
    found = narrowed(node, coops, ActivityFilter(first=first, last=last), today, in_order=True)
    told = found.annotate(words=F("listed__captions"), state=status_on(today), what=Value("activity"))
    activities = told.exclude(state__in=OFF)
    meetings = (
        listed(node)
        .filter(is_shown=True, cooperation__in=sorted(coops), kind="meeting")
        .filter(begins__gt="", begins__lte=last.isoformat(), ends__gte=first.isoformat())
        .exclude(standing="withdrawn")
        .annotate(words=F("captions"), state=F("standing"), what=F("kind"))
    )
    both = _columns(activities).union(_columns(meetings), all=True)
    ordered = both.order_by("is_vague", "begins", "ends", "name")
    total = activities.count() + meetings.count()
    return page_of(total, page, size, lambda start, end: tuple(_event(row) for row in ordered[start:end]))


def _columns(found: QuerySet[Any]) -> QuerySet[Any, Any]:
    vague = Case(
        When(Q(precision__in=("", "day", "week")), then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    rows: QuerySet[Any, Any] = found.annotate(is_vague=vague).values_list(*_COLUMNS)
    return rows


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
        is_vague=bool(row["is_vague"]),
    )
