"""Rows are read as the records' own reading reads whole holdings; what is worked out of them is held in test_update."""

from foedus.office.held import holdings_of
from foedus.office.ports import Node
from foedus.office.proposing import Signed
from foedus.office.signing import own_number
from foedus.records.holdings import Holdings, Understood, understood
from foedus.store import listing
from foedus.store.listing.update import store_of
from foedus.store.listing.worked import TextRow, holdings_from, read_from
from tests.office.desk import Desk


def rows_of(node: Node) -> list[TextRow]:
    """Every listed text of a node."""
    listing.catch_up(node)
    with store_of(node).connection.cursor() as cursor:
        cursor.execute("SELECT * FROM foedus_store_listed")
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [TextRow(**{name: row[name] for name in TextRow.__struct_fields__}) for row in rows]


def test_rows_read_as_whole_holdings_do(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, _ = offered
    ledger = italy.node.store.open(italy.coop.id)
    said: Holdings = holdings_of(italy.node, ledger, own_number(italy.node, ledger))
    rows = rows_of(italy.node)
    read: Understood = read_from(rows, said.parties)
    assert read == understood(said)
    held = holdings_from(rows, said.us, said.parties)
    assert [(one.version, one.answered, one.partly, one.declined_by) for one in held.offered] == [
        (one.version, one.answered, one.partly, one.declined_by) for one in said.offered
    ]
