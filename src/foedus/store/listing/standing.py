"""The state of play out of listed rows: what is counted of a year is read, and the records' own fold counts it."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from foedus.office.listing import STATED
from foedus.office.ports import Node
from foedus.records.answers import Due
from foedus.records.counted import Counted
from foedus.records.holdings import Understood
from foedus.records.standing import Standing, drawn
from foedus.store.listing.activities import status_on
from foedus.store.listing.answers import CooperationRow
from foedus.store.listing.records import cooperations
from foedus.store.listing.rows import costs_in, places_in, told
from foedus.store.listing.update import store_of
from foedus.store.listing.worked import TextRow, read_from
from foedus.store.models import ListedActivity, ListedTurn

_NEEDED = (
    "WITH needed AS (SELECT id FROM foedus_store_listed"
    "  WHERE cooperation = %s AND kind IN ('undertaking', 'comment', 'milestone')"
    " UNION SELECT b.id FROM foedus_store_listed a JOIN foedus_store_listed b"
    "  ON b.cooperation = a.cooperation AND b.name = a.name WHERE a.cooperation = %s AND NOT a.is_understood)"
    f" SELECT {', '.join(f'l.{column}' for column in TextRow.__struct_fields__)}"
    " FROM needed n JOIN foedus_store_listed l ON l.id = n.id WHERE l.role <> '' ORDER BY l.id"
)
"""The texts whose words count, whatever the year, and those that are not understood."""
_COUNTED = (
    "listed__role",
    "pk",
    "name",
    "listed__version",
    "status",
    "by",
    "reports",
    "year",
    "is_agreed",
    "is_planned",
    "ends",
    "is_reserve",
    "said",
    "host",
    "venue",
    "places",
    "used",
    "days",
    "costs",
)


def standing(node: Node, coop: int, year: int, today: date) -> Standing:
    """The state of play of a cooperation in a year: what ``office.looking.standing`` says, in less time.

    :param today: the day on which it is drawn; a consent that ends on it counts as ended.
    """
    [cooperation] = cooperations(node, [coop])
    waiting = dues(node, cooperation, today)
    return drawn(
        cooperation.code,
        _read(node, cooperation),
        _counted(node, coop, year, today),
        year,
        today,
        ours=tuple(due for due in waiting if due.party == cooperation.code),
        theirs=tuple(due for due in waiting if due.party != cooperation.code),
    )


def _read(node: Node, cooperation: CooperationRow) -> Understood:
    """What the undertakings, the comments and the milestones are counted from."""
    with store_of(node).connection.cursor() as cursor:
        cursor.execute(_NEEDED, [cooperation.number, cooperation.number])
        rows = [TextRow(*row) for row in cursor.fetchall()]
    return read_from(rows, cooperation.parties)


def _counted(node: Node, coop: int, year: int, today: date) -> tuple[Counted, ...]:
    """What is counted of the activities of a year and of those that are agreed and of no year, as the fold has them."""
    rows = ListedActivity.objects.using(store_of(node).connection.alias).annotate(status=status_on(today))
    found = rows.filter(Q(cooperation=coop, year=year) | Q(cooperation=coop, year=None, is_agreed=True))
    told_of = sorted(map(_order, found.order_by().values_list(*_COUNTED)))
    return tuple(_counted_in(values, today) for _, values in told_of)


def _order(values: tuple[Any, ...]) -> tuple[tuple[bool, bool, int, str], tuple[Any, ...]]:
    """Agreed by all first and by name, then agreed on paper as they came, then proposed by name."""
    role, number, name, is_agreed = values[0], values[1], values[2], values[8]
    is_paper = role == STATED
    return (not is_agreed, is_paper, number if is_paper else 0, name), values


def _counted_in(values: tuple[Any, ...], today: date) -> Counted:
    (name, version, status, by, reports, year, is_agreed, is_planned, ends, is_reserve) = values[2:12]
    (said, host, venue, places, used, days, costs) = values[12:]
    return Counted(
        name=name,
        version=version,
        status=status,
        by=told(by),
        reports=told(reports),
        year=year,
        is_agreed=is_agreed,
        is_planned=is_planned,
        is_over=bool(is_agreed and ends and ends < today.isoformat()),
        is_reserve=is_reserve,
        has_outcome=said != "",
        host=host,
        venue="" if venue == "party" else venue,
        places=places_in(places),
        used=places_in(used),
        days=days,
        costs=costs_in(costs),
    )


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


def _activities(node: Node, coops: Collection[int]) -> QuerySet[ListedActivity]:
    return ListedActivity.objects.using(store_of(node).connection.alias).filter(cooperation__in=sorted(coops))
