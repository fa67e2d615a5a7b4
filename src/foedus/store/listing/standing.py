"""The state of play out of listed rows: what counts in a year is read, and the records' own fold counts it."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from foedus.office.ports import Node
from foedus.records.activity_table import table_of
from foedus.records.answers import Due
from foedus.records.holdings import Understood
from foedus.records.standing import Standing, drawn
from foedus.store.listing.activities import is_over_on, status_on
from foedus.store.listing.answers import CooperationRow, OverviewRow, RecordRow
from foedus.store.listing.records import COLUMNS, cooperations, listed, row_of
from foedus.store.listing.turns import OPEN, due_on, waiting_on
from foedus.store.listing.update import store_of
from foedus.store.listing.worked import TextRow, read_from
from foedus.store.models import ListedActivity, ListedTurn, ListedUndertaking

ENDING_DAYS = 365
"""An agreement that ends within so many days is told."""

_NEEDED = (
    "WITH counts AS (SELECT id, name FROM foedus_store_listedactivity"
    "  WHERE cooperation = %s AND (year = %s OR (year IS NULL AND is_agreed))), needed AS ("
    " SELECT id FROM counts"
    " UNION SELECT r.id FROM counts a JOIN foedus_store_listedlink k ON k.cooperation = %s AND k.target = a.name"
    "  AND k.way = 'reports' JOIN foedus_store_listed r ON r.cooperation = k.cooperation AND r.name = k.source"
    " UNION SELECT id FROM foedus_store_listed"
    "  WHERE cooperation = %s AND kind IN ('plan', 'undertaking', 'comment', 'milestone')"
    " UNION SELECT b.id FROM foedus_store_listed a JOIN foedus_store_listed b"
    "  ON b.cooperation = a.cooperation AND b.name = a.name WHERE a.cooperation = %s AND NOT a.is_understood)"
    f" SELECT {', '.join(f'l.{column}' for column in TextRow.__struct_fields__)}"
    " FROM needed n JOIN foedus_store_listed l ON l.id = n.id WHERE l.role <> '' ORDER BY l.id"
)
"""The texts that count in a year, those that the year does not matter for, and those that are not understood."""


def standing(node: Node, coop: int, year: int, today: date) -> Standing:
    """The state of play of a cooperation in a year: what ``office.looking.standing`` says, in less time.

    :param today: the day on which it is drawn; a consent that ends on it counts as ended.
    """
    [cooperation] = cooperations(node, [coop])
    read = _read(node, cooperation, year)
    table = table_of(*read[:3], today)
    waiting = dues(node, cooperation, today)
    return drawn(
        cooperation.code,
        read,
        table,
        year,
        today,
        ours=tuple(due for due in waiting if due.party == cooperation.code),
        theirs=tuple(due for due in waiting if due.party != cooperation.code),
    )


def _read(node: Node, cooperation: CooperationRow, year: int) -> Understood:
    """What the activities of a year, the undertakings, the comments and the milestones are counted from."""
    number = cooperation.number
    with store_of(node).connection.cursor() as cursor:
        cursor.execute(_NEEDED, [number, year, number, number, number])
        rows = [TextRow(*row) for row in cursor.fetchall()]
    return read_from(rows, cooperation.parties)


def dues(node: Node, cooperation: CooperationRow, today: date) -> tuple[Due, ...]:
    """What falls to each party to answer on a day, as the state of play has it: by party and sort, then by text.

    What the rules between the parties ask for (to join, to answer a change of them) is not among it.
    """
    us = cooperation.code
    alias = store_of(node).connection.alias
    found = ListedTurn.objects.using(alias).filter(cooperation=cooperation.number, from_day__lte=today.isoformat())
    found = found.exclude(what__in=("pending", "join")).exclude(Q(what="answer", is_ours=False) & ~Q(asked_by=us))
    columns = ("party", "what", "record", "version", "asked_by")
    rows = found.order_by("party", "what", "since", "record", "version").values_list(*columns)
    seen = {party: day for party, day in cooperation.seen.items() if party != us}
    return tuple(
        Due(party, what, record, version, asked_by, seen.get(party, ""))
        for party, what, record, version, asked_by in rows
    )


def years(node: Node, coops: Collection[int]) -> tuple[int, ...]:
    """The years in which activities count."""
    found = _activities(node, coops).exclude(year=None).order_by("year").values_list("year", flat=True)
    return tuple(year for year in found.distinct() if year is not None)


def overview(node: Node, coops: Collection[int], year: int, *, today: date) -> tuple[OverviewRow, ...]:
    """Each cooperation in numbers, by name: eight questions for however many.

    :param coops: the cooperations that may be seen, by number.
    """
    counts = _activity_counts(node, coops, year, today)
    undated = _numbers(_activities(node, coops).filter(year=None, is_agreed=True))
    promised = ListedUndertaking.objects.using(store_of(node).connection.alias).filter(cooperation__in=sorted(coops))
    still, due = _numbers(promised.filter(state__in=OPEN)), _numbers(promised.filter(due_on(today)))
    whose = waiting_on(node, coops, today).order_by("cooperation", "is_ours").values_list("cooperation", "is_ours")
    waiting = {(number, is_ours): count for number, is_ours, count in whose.annotate(number=Count("*"))}
    ending, talks = _agreements_ending(node, coops, today), _next_talks(node, coops, today)
    return tuple(
        OverviewRow(
            cooperation=one,
            **_plain(counts.get(one.number, [])),
            undated=undated.get(one.number, 0),
            undertakings_open=still.get(one.number, 0),
            undertakings_due=due.get(one.number, 0),
            ours=waiting.get((one.number, True), 0),
            theirs=waiting.get((one.number, False), 0),
            agreements_ending=tuple(ending.get(one.number, ())),
            next_talks=talks.get(one.number),
        )
        for one in cooperations(node, coops)
    )


def _activities(node: Node, coops: Collection[int]) -> QuerySet[ListedActivity]:
    return ListedActivity.objects.using(store_of(node).connection.alias).filter(cooperation__in=sorted(coops))


def _numbers(found: QuerySet[Any]) -> dict[int, int]:
    return dict(found.order_by("cooperation").values_list("cooperation").annotate(number=Count("*")))


class _Count(NamedTuple):
    """How many activities of a cooperation are alike."""

    cooperation: int
    status: str
    is_agreed: bool
    is_planned: bool
    is_reserve: bool
    is_without_report: bool
    number: int


def _activity_counts(node: Node, coops: Collection[int], year: int, today: date) -> dict[int, list[_Count]]:
    without = Q(is_agreed=True, said="") & is_over_on(today)
    found = _activities(node, coops).filter(year=year).annotate(status=status_on(today), is_without_report=without)
    by = ("cooperation", "status", "is_agreed", "is_planned", "is_reserve", "is_without_report")
    counts: dict[int, list[_Count]] = {}
    for values in found.order_by(*by).values_list(*by).annotate(number=Count("*")):
        counts.setdefault(values[0], []).append(_Count(*values))
    return counts


def _plain(counts: Sequence[_Count]) -> dict[str, Any]:
    by_status: Counter[str] = Counter()
    for one in counts:
        by_status[one.status] += one.number
    return {
        "by_status": dict(by_status),
        "planned": sum(one.number for one in counts if one.is_planned),
        "reserve": sum(one.number for one in counts if one.is_reserve),
        "out_of_plan": sum(one.number for one in counts if one.is_agreed and not one.is_planned),
        "proposed": sum(one.number for one in counts if not one.is_agreed),
        "without_report": sum(one.number for one in counts if one.is_without_report),
    }


def _agreements_ending(node: Node, coops: Collection[int], today: date) -> dict[int, list[RecordRow]]:
    last = today + timedelta(days=ENDING_DAYS)
    found = listed(node).filter(is_shown=True, cooperation__in=sorted(coops), kind="agreement")
    ending = found.filter(ends__gte=today.isoformat(), ends__lte=last.isoformat()).order_by("ends", "usual")
    rows: dict[int, list[RecordRow]] = {}
    for row in map(row_of, ending.values_list(*COLUMNS)):
        rows.setdefault(row.cooperation, []).append(row)
    return rows


def _next_talks(node: Node, coops: Collection[int], today: date) -> dict[int, RecordRow]:
    found = listed(node).filter(is_shown=True, cooperation__in=sorted(coops), kind="meeting")
    coming = found.filter(begins__gte=today.isoformat()).exclude(standing="withdrawn").order_by("-begins", "usual")
    return {row.cooperation: row for row in map(row_of, coming.values_list(*COLUMNS))}
