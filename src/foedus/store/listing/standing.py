"""The state of play out of listed rows: what counts in a year is read, and the records' own fold counts it."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from foedus.office.ports import Node
from foedus.records.activity_table import table_of
from foedus.records.answers import Due
from foedus.records.holdings import Understood
from foedus.records.standing import Standing, drawn
from foedus.store.listing.answers import CooperationRow
from foedus.store.listing.records import cooperations
from foedus.store.listing.update import store_of
from foedus.store.listing.worked import TextRow, read_from
from foedus.store.models import ListedActivity, ListedTurn

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


def _activities(node: Node, coops: Collection[int]) -> QuerySet[ListedActivity]:
    return ListedActivity.objects.using(store_of(node).connection.alias).filter(cooperation__in=sorted(coops))
