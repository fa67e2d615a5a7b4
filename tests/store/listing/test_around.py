"""What stands around a record: itself, what names it and what it names, told by one question."""

from django.test.utils import CaptureQueriesContext

from foedus.office.proposing import Signed
from foedus.store import listing
from foedus.store.listing.around import around
from foedus.store.listing.update import store_of
from tests.office.desk import Desk


def test_line_leads_to_its_plan_and_the_plan_back(offered: tuple[Desk, Desk, Signed]) -> None:
    desk, _, signed = offered
    listing.catch_up(desk.node)
    number = listing.cooperations(desk.node)[0].number
    plan = signed.versions[-1].record
    lines = sorted(one.record for one in signed.versions[:-1])
    with CaptureQueriesContext(store_of(desk.node).connection) as asked:
        told = around(desk.node, number, plan)
    assert len(asked) == 1
    assert told.row == listing.record_row(desk.node, number, plan)
    assert {way: [row.name for row in rows] for way, rows in told.links_back.items()} == {"activities": lines}
    line = around(desk.node, number, lines[0])
    assert (line.links_back, sorted(line.named)) == ({}, sorted([plan, lines[0]]))


def test_around_what_is_not_there_is_nothing(offered: tuple[Desk, Desk, Signed]) -> None:
    desk, _, _ = offered
    listing.catch_up(desk.node)
    told = around(desk.node, listing.cooperations(desk.node)[0].number, "ITA/unknown")
    assert (told.row, told.links_back, told.named) == (None, {}, {})
