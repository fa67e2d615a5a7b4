"""Every cooperation in a year, one row each, in numbers: a few questions however many there are; it opens no ledger."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import CharField, Count, Q, QuerySet, Value

from foedus.office.ports import Node
from foedus.store.listing.activities import is_over_on, status_on
from foedus.store.listing.answers import OverviewRow, RecordRow
from foedus.store.listing.records import COLUMNS, cooperations, listed, row_of
from foedus.store.listing.rows import places_in
from foedus.store.listing.turns import OPEN, due_on, waiting_on
from foedus.store.listing.update import store_of
from foedus.store.models import ListedActivity, ListedUndertaking

ENDING_DAYS = 365
"""An agreement that ends within so many days is told."""
_OURS, _THEIRS, _STILL, _DUE = "ours", "theirs", "still", "due"


def overview(node: Node, coops: Collection[int], year: int, *, today: date) -> tuple[OverviewRow, ...]:
    """Each cooperation in numbers, by name: five questions for however many.

    :param coops: the cooperations that may be seen, by number.
    """
    counts = _activity_counts(node, coops, year, today)
    numbers = _numbers(node, coops, today)
    places = _places(node, coops, year)
    records = _records(node, coops, year, today)
    return tuple(
        OverviewRow(
            cooperation=one,
            **_plain(counts.get(one.number, [])),
            undertakings_open=numbers.get((one.number, _STILL), 0),
            undertakings_due=numbers.get((one.number, _DUE), 0),
            ours=numbers.get((one.number, _OURS), 0),
            theirs=numbers.get((one.number, _THEIRS), 0),
            places=places.get(one.number, {}),
            **_sorted_out(records.get(one.number, []), year, today),
        )
        for one in cooperations(node, coops)
    )


class _Count(NamedTuple):
    """How many activities of a cooperation are alike."""

    cooperation: int
    year: int | None
    status: str
    is_agreed: bool
    is_planned: bool
    is_reserve: bool
    is_without_report: bool
    number: int


def _activities(node: Node, coops: Collection[int]) -> QuerySet[ListedActivity]:
    return ListedActivity.objects.using(store_of(node).connection.alias).filter(cooperation__in=sorted(coops))


def _activity_counts(node: Node, coops: Collection[int], year: int, today: date) -> dict[int, list[_Count]]:
    without = Q(is_agreed=True, said="") & is_over_on(today)
    asked = _activities(node, coops).filter(Q(year=year) | Q(year=None, is_agreed=True))
    found = asked.annotate(status=status_on(today), is_without_report=without)
    by = ("cooperation", "year", "status", "is_agreed", "is_planned", "is_reserve", "is_without_report")
    counts: dict[int, list[_Count]] = {}
    for values in found.order_by(*by).values_list(*by).annotate(number=Count("*")):
        counts.setdefault(values[0], []).append(_Count(*values))
    return counts


def _plain(counts: Sequence[_Count]) -> dict[str, Any]:
    by_status: Counter[str] = Counter()
    counted = [one for one in counts if one.year is not None]
    for one in counted:
        by_status[one.status] += one.number
    return {
        "by_status": dict(by_status),
        "planned": sum(one.number for one in counted if one.is_planned),
        "reserve": sum(one.number for one in counted if one.is_reserve),
        "out_of_plan": sum(one.number for one in counted if one.is_agreed and not one.is_planned),
        "proposed": sum(one.number for one in counted if not one.is_agreed),
        "without_report": sum(one.number for one in counted if one.is_without_report),
        "undated": sum(one.number for one in counts if one.year is None),
    }


def _numbers(node: Node, coops: Collection[int], today: date) -> dict[tuple[int, str], int]:
    """What waits for us and for others, the undertakings that are open and those that are due: one question."""
    alias = store_of(node).connection.alias
    promised = ListedUndertaking.objects.using(alias).filter(cooperation__in=sorted(coops))
    waiting = waiting_on(node, coops, today)
    parts = (
        (_OURS, waiting.filter(is_ours=True)),
        (_THEIRS, waiting.filter(is_ours=False)),
        (_STILL, promised.filter(state__in=OPEN)),
        (_DUE, promised.filter(due_on(today))),
    )
    first, *others = (_counted(found, sort) for sort, found in parts)
    return {(number, sort): count for number, sort, count in first.union(*others, all=True)}


def _counted(found: QuerySet[Any], sort: str) -> QuerySet[Any, Any]:
    told = found.order_by().annotate(sort=Value(sort, output_field=CharField()))
    counted: QuerySet[Any, Any] = told.values_list("cooperation", "sort").annotate(number=Count("*"))
    return counted


def _places(node: Node, coops: Collection[int], year: int) -> dict[int, Mapping[str, int]]:
    """The places of agreed activities of the year, by party."""
    found = _activities(node, coops).filter(year=year, is_agreed=True).exclude(places="{}")
    rows = found.order_by("cooperation", "places").values_list("cooperation", "places")
    places: dict[int, Counter[str]] = {}
    for number, held, count in rows.annotate(number=Count("*")):
        for party, seats in places_in(held).items():
            places.setdefault(number, Counter())[party] += seats * count
    return {number: dict(by_party) for number, by_party in places.items()}


def _records(node: Node, coops: Collection[int], year: int, today: date) -> dict[int, list[RecordRow]]:
    """Agreements that end within a year, meetings of the year and to come, plans that last in the year."""
    first, last = f"{year}-01-01", f"{year}-12-31"
    ends_from, ends_to = today.isoformat(), (today + timedelta(days=ENDING_DAYS)).isoformat()
    wanted = (
        Q(kind="agreement", ends__gte=ends_from, ends__lte=ends_to)
        | Q(kind="meeting", begins__gte=min(first, today.isoformat()))
        | Q(kind="plan", begins__gt="", begins__lte=last, ends__gte=first)
    )
    kinds = ("agreement", "meeting", "plan")
    found = listed(node).filter(wanted, is_shown=True, cooperation__in=sorted(coops), kind__in=kinds)
    rows: dict[int, list[RecordRow]] = {}
    for row in map(row_of, found.exclude(standing="withdrawn").order_by("begins", "usual").values_list(*COLUMNS)):
        rows.setdefault(row.cooperation, []).append(row)
    return rows


def _sorted_out(rows: Iterable[RecordRow], year: int, today: date) -> dict[str, Any]:
    held = tuple(rows)
    meetings = [row for row in held if row.kind == "meeting" and row.begins is not None]
    return {
        "agreements_ending": tuple(sorted((row for row in held if row.kind == "agreement"), key=_end)),
        "plans": tuple(row for row in held if row.kind == "plan"),
        "meetings": sum(1 for row in meetings if row.begins is not None and row.begins.year == year),
        "next_talks": next((row for row in meetings if row.begins is not None and row.begins >= today), None),
    }


def _end(row: RecordRow) -> date:
    return row.ends or date.max
