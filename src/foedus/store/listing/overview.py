"""Every cooperation in a year, one row each, in numbers: a few questions however many there are; it opens no ledger."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value

from foedus.office.ports import Node
from foedus.store.listing import numbers
from foedus.store.listing.activities import is_over_on, status_on
from foedus.store.listing.answers import OverviewRow, RecordRow
from foedus.store.listing.records import COLUMNS, cooperations, listed, row_of
from foedus.store.listing.turns import OPEN, due_on, waiting_on
from foedus.store.listing.update import store_of
from foedus.store.models import ListedActivity, ListedNumber, ListedUndertaking

ENDING_DAYS = 365
"""An agreement that ends within so many days is told."""
_SILENT = "without_report"
_OURS, _THEIRS, _STILL, _DUE = "ours", "theirs", "still", "due"


def overview(node: Node, coops: Collection[int], year: int, *, today: date) -> tuple[OverviewRow, ...]:
    """Each cooperation in numbers, by name: five questions for however many.

    :param coops: the cooperations that may be seen, by number.
    """
    counts = _activity_counts(node, coops, year, today)
    waiting = _waiting(node, coops, today)
    records = _records(node, coops, year, today)
    return tuple(
        OverviewRow(
            cooperation=one,
            **_plain(counts.get(one.number, {})),
            undertakings_open=waiting.get((one.number, _STILL), 0),
            undertakings_due=waiting.get((one.number, _DUE), 0),
            ours=waiting.get((one.number, _OURS), 0),
            theirs=waiting.get((one.number, _THEIRS), 0),
            **_sorted_out(records.get(one.number, []), year, today),
        )
        for one in cooperations(node, coops)
    )


def _activities(node: Node, coops: Collection[int]) -> QuerySet[ListedActivity]:
    return ListedActivity.objects.using(store_of(node).connection.alias).filter(cooperation__in=sorted(coops))


_Counted = dict[tuple[str, str], int]
"""How many, by what is counted and, of a status or of places, by whose they are."""


def _activity_counts(node: Node, coops: Collection[int], year: int, today: date) -> dict[int, _Counted]:
    """What was counted of the year when it was listed, and what hangs on the day: two questions."""
    counts: dict[int, _Counted] = {}
    known = ListedNumber.objects.using(store_of(node).connection.alias)
    found = known.filter(year__in=(year, numbers.NO_YEAR), cooperation__in=sorted(coops))
    for number, what, of, count in found.values_list("cooperation", "what", "of", "number"):
        counts.setdefault(number, {})[what, of] = count
    unsaid = _activities(node, coops).filter(year=year, said="", is_agreed=True)
    alike = unsaid.annotate(status=status_on(today), is_over=is_over_on(today)).order_by()
    for number, status, is_over, count in alike.values_list("cooperation", "status", "is_over").annotate(n=Count("*")):
        of_it = counts.setdefault(number, {})
        of_it[numbers.STATUS, status] = of_it.get((numbers.STATUS, status), 0) + count
        if is_over:
            of_it[_SILENT, ""] = of_it.get((_SILENT, ""), 0) + count
    return counts


def _plain(counts: _Counted) -> dict[str, Any]:
    names = (numbers.PLANNED, numbers.RESERVE, numbers.OUT_OF_PLAN, numbers.PROPOSED, numbers.UNDATED, _SILENT)
    return {
        "by_status": {of: number for (what, of), number in counts.items() if what == numbers.STATUS},
        "places": {of: number for (what, of), number in counts.items() if what == numbers.PLACES},
        **{name: counts.get((name, ""), 0) for name in names},
    }


def _waiting(node: Node, coops: Collection[int], today: date) -> dict[tuple[int, str], int]:
    """What waits for us and for others, the undertakings that are open and those that are due: one question."""
    alias = store_of(node).connection.alias
    promised = ListedUndertaking.objects.using(alias).filter(cooperation__in=sorted(coops))
    ours_or_theirs = waiting_on(node, coops, today)
    parts = (
        (_OURS, ours_or_theirs.filter(is_ours=True)),
        (_THEIRS, ours_or_theirs.filter(is_ours=False)),
        (_STILL, promised.filter(state__in=OPEN)),
        (_DUE, promised.filter(due_on(today))),
    )
    first, *others = (_counted(found, sort) for sort, found in parts)
    return {(number, sort): count for number, sort, count in first.union(*others, all=True)}


def _counted(found: QuerySet[Any], sort: str) -> QuerySet[Any, Any]:
    told = found.order_by().annotate(sort=Value(sort, output_field=CharField()))
    counted: QuerySet[Any, Any] = told.values_list("cooperation", "sort").annotate(number=Count("*"))
    return counted


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
