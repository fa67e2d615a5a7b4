"""Lists of records and what leads to one, as rows that no ledger is opened for."""

from datetime import date

import pytest

from foedus.office import stating
from foedus.office.proposing import Signed
from foedus.store import listing
from foedus.store.listing.update import store_of
from tests.office.desk import Desk


@pytest.fixture
def listed(offered: tuple[Desk, Desk, Signed]) -> tuple[Desk, int, Signed]:
    """A plan on the table with four lines, and a meeting that was declared."""
    italy, _, signed = offered
    meeting = italy.draft("meeting", title={"it": "Colloqui", "en": "Talks"}, dates="2024-11")
    stating.declare(italy.node, italy.coop, [meeting])
    listing.catch_up(italy.node)
    return italy, listing.cooperations(italy.node)[0].number, signed


def test_records_are_listed_by_kind_and_in_the_usual_order(listed: tuple[Desk, int, Signed]) -> None:
    desk, number, _ = listed
    page = listing.records(desk.node, [number])
    assert [row.kind for row in page.rows] == ["activity"] * 4 + ["charter", "meeting", "plan"]
    assert [row.body["serial"] for row in page.rows[:4]] == ["1", "2", "3", "4"]
    assert (page.total, page.pages) == (7, 1)


@pytest.mark.parametrize(
    "narrow, captions",
    [
        ({"kind": "meeting"}, ["Talks"]),
        ({"kind": "activity", "standing": ["agreed"]}, []),
        ({"year": 2025}, ["Sample plan"]),
        ({"year": 2024, "kind": "meeting"}, ["Talks"]),
        ({"author": "AZE"}, []),
    ],
)
def test_records_are_narrowed(listed: tuple[Desk, int, Signed], narrow: dict[str, object], captions: list[str]) -> None:
    desk, number, _ = listed
    page = listing.records(desk.node, [number], **narrow)  # type: ignore[arg-type]  # by name
    assert [row.caption("en") for row in page.rows] == captions


@pytest.mark.parametrize("order", listing.ORDERS)
def test_every_order_has_every_record_once(listed: tuple[Desk, int, Signed], order: str) -> None:
    desk, number, _ = listed
    pages = [listing.records(desk.node, [number], order=order, page=page, size=2).rows for page in (1, 2, 3, 4)]
    assert len({row.name for rows in pages for row in rows}) == 7


def test_row_of_a_record_by_its_name(listed: tuple[Desk, int, Signed]) -> None:
    desk, number, signed = listed
    plan = signed.versions[-1]
    row = listing.record_row(desk.node, number, plan.record)
    assert row is not None
    assert (row.version, row.shown, row.standing, row.waits_for) == (plan.version, plan.shown, "proposed", ("AZE",))
    assert (row.begins, row.ends, row.precision) == (date(2024, 1, 1), date(2025, 12, 31), "year")
    assert f"{row.owner}/{row.uid}" == row.name
    assert (row.concerned, row.acknowledged, row.paper) == (("ITA", "AZE"), (), ())
    assert listing.record_row(desk.node, number, "ITA/none") is None
    assert listing.record_rows(desk.node, number, []) == {}


def test_records_are_counted(listed: tuple[Desk, int, Signed]) -> None:
    desk, number, _ = listed
    assert listing.record_counts(desk.node, [number]) == {"activity": 4, "charter": 1, "meeting": 1, "plan": 1}
    assert listing.record_counts(desk.node, [number], "standing") == {"agreed": 1, "proposed": 5, "stated": 1}
    assert listing.record_counts(desk.node, []) == {}


def test_links_are_counted_and_lead_back(listed: tuple[Desk, int, Signed]) -> None:
    desk, number, signed = listed
    plan = signed.versions[-1].record
    lines = {one.record for one in signed.versions[:-1]}
    assert listing.link_counts(desk.node, number, [plan, *lines]) == {plan: {"activities": 4}}
    assert listing.link_sources(desk.node, number, [plan, *lines], "activities") == {plan: tuple(sorted(lines))}
    assert listing.link_sources(desk.node, number, [plan], "comments") == {}


def test_cooperation_tells_who_is_there_and_what_was_heard(listed: tuple[Desk, int, Signed]) -> None:
    desk, number, _ = listed
    (row,) = listing.cooperations(desk.node)
    assert (row.name, row.code, row.parties, row.others) == (desk.coop.name, "ITA", ("ITA", "AZE"), ("AZE",))
    assert row.last_heard == row.heard["AZE"] < row.heard["ITA"] == row.last_entry
    assert row.seen == {"AZE": "2024-01-01"}
    assert listing.cooperations(desk.node, [number + 1]) == ()
    assert store_of(desk.node).cooperations()[0].id == row.id
