"""What goes into the next talks out of listed rows: read in one question, gathered by the records' own fold."""

from datetime import date

from foedus.office.ports import Node
from foedus.records.talks import Talks, talks_from
from foedus.store.listing.answers import RecordRow
from foedus.store.listing.records import COLUMNS, cooperations, listed, row_of
from foedus.store.listing.update import store_of
from foedus.store.listing.worked import TextRow, read_from

_TEXTS = (
    f"SELECT {', '.join(TextRow.__struct_fields__)} FROM foedus_store_listed"
    " WHERE cooperation = %s AND role <> '' ORDER BY id"
)


def talks(node: Node, coop: int, today: date, *, since: int | None = None) -> Talks:
    """What goes into the next talks: what ``office.next_talks.gather`` says, in less time.

    :param coop: the cooperation's number.
    :param since: the year from which on activities count; left out, the last talks decide.
    """
    [cooperation] = cooperations(node, [coop])
    with store_of(node).connection.cursor() as cursor:
        cursor.execute(_TEXTS, [coop])
        rows = [TextRow(*row) for row in cursor.fetchall()]
    names = {row.version: row.name for row in rows}
    return talks_from(read_from(rows, cooperation.parties), names, cooperation.parties, today, since)


def newest(node: Node, coop: int, kind: str, most: int) -> tuple[RecordRow, ...]:
    """The records of a kind that begin last, so many at most: one question, for a choice among them."""
    found = listed(node).filter(is_shown=True, kind=kind, cooperation=coop).order_by("-begins", "usual")
    return tuple(row_of(values) for values in found.values_list(*COLUMNS)[:most])
