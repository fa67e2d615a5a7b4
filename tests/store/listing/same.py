"""Says that what is listed is what the office reads out of whole ledgers; it plays nothing itself."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import msgspec

from foedus.office import looking
from foedus.office.ports import Node
from foedus.office.todo import todo
from foedus.records.standing import Standing
from foedus.store import listing
from foedus.store.database import is_server
from foedus.store.listing.around import around
from foedus.store.listing.update import store_of
from foedus.store.models import LISTED
from foedus.store.rebuild import table_digest
from tests.office.desk import Desk

MANY = 10_000
WORDS_IN_FILE = "SELECT rowid, title, words FROM foedus_store_listedwords ORDER BY rowid"
WORDS_ON_SERVER = "SELECT id, vector::text FROM foedus_store_listedwords ORDER BY id"


def digests(node: Node) -> dict[str, str]:
    """The SHA-256 of each listed table's rows, and of the full-text index."""
    store = store_of(node)
    found = {table.__name__: table_digest(store.connection, table) for table in LISTED}
    with store.connection.cursor() as cursor:
        cursor.execute(WORDS_ON_SERVER if is_server(store.connection) else WORDS_IN_FILE)
        return {**found, "words": repr(cursor.fetchall())}


def check_listed_again(node: Node) -> None:
    """What was listed entry by entry is, byte for byte, what is listed at once."""
    listing.catch_up(node)
    before = digests(node)
    listing.forget_listed(store_of(node).connection)
    listing.catch_up(node)
    assert digests(node) == before


def check_same(*desks: Desk) -> None:
    """Lists, links, turns and the state of play of these desks are what the office says, and stay so."""
    for desk in desks:
        check_listed_again(desk.node)
        for row in listing.cooperations(desk.node):
            _check_records(desk, row.number)
            _check_turns(desk, row.number)
            _check_standing(desk, row.number)


def today_of(desk: Desk) -> date:
    """The day of the desk's clock."""
    return date.fromisoformat(desk.node.clock()[:10])


def _check_records(desk: Desk, number: int) -> None:
    said = [row for row in looking.records(desk.node, desk.coop) if row.standing != "draft"]
    rows = listing.records(desk.node, [number], size=MANY).rows
    assert [(row.name, row.form, row.standing, row.shown, row.author, row.at, row.captions) for row in rows] == [
        (row.record, row.kind, row.standing, row.version_shown, row.author, row.at, row.captions) for row in said
    ]
    for row in rows:
        shown = looking.show(desk.node, desk.coop, row.name)
        assert (row.waits_for, row.is_understood) == (shown.waits_for, shown.is_understood)
        back = {
            way: {one.name for one in those} for way, those in around(desk.node, number, row.name).links_back.items()
        }
        assert back == {way: {one.record for one in those} for way, those in shown.links_back.items()}


def _check_turns(desk: Desk, number: int) -> None:
    said = todo(desk.node, desk.coop)
    rows = listing.turns(desk.node, [number], today=today_of(desk), size=MANY).rows
    assert Counter(
        (
            row.is_ours,
            row.party,
            row.what,
            row.version,
            row.asked_by,
            row.since,
            row.seen,
            row.together_with,
            str(row.note),
        )
        for row in rows
    ) == Counter(
        (
            is_ours,
            one.party,
            one.what,
            one.named.version,
            one.asked_by,
            one.since,
            one.seen,
            one.together_with,
            str(one.note),
        )
        for is_ours, turns in ((True, said.ours), (False, said.theirs))
        for one in turns
    )
    pending = listing.pendings(desk.node, [number])
    assert {(one.version, one.by, one.since, one.waits_for_plan) for one in pending} == {
        (one.named.version, one.keeper, one.since, one.waits_for_plan) for one in said.pending
    }


def _check_standing(desk: Desk, number: int) -> None:
    today = today_of(desk)
    years = looking.years(desk.node, desk.coop, today)
    assert listing.years(desk.node, [number]) == years
    for year in (*years, 1999):
        said = looking.standing(desk.node, desk.coop, year, today)
        drawn = listing.standing(desk.node, number, year, today)
        assert in_one_order(drawn) == in_one_order(said)
        _check_overview(desk, number, said)


def in_one_order(drawn: Standing) -> Standing:
    """A state of play, what has to be answered in one order."""
    return msgspec.structs.replace(drawn, ours=_sorted(drawn.ours), theirs=_sorted(drawn.theirs))


def _sorted(dues: Iterable[object]) -> tuple[object, ...]:
    return tuple(sorted(dues, key=repr))


def _check_overview(desk: Desk, number: int, said: Standing) -> None:
    (row,) = listing.overview(desk.node, [number], said.year, today=said.drawn_on)
    by_status = {status: figure.number for status, figure in said.plan.by_status.items() if figure.number}
    assert row.by_status == by_status
    assert (row.planned, row.reserve, row.out_of_plan, row.without_report, row.undated) == (
        said.plan.planned.number,
        said.plan.reserve.number,
        said.plan.out_of_plan.number,
        said.plan.without_report.number,
        len(said.undated),
    )
    assert (row.proposed, row.undertakings_open, row.undertakings_due) == (
        by_status.get("proposed", 0),
        said.promises.undertakings_open.number,
        said.promises.undertakings_due.number,
    )
