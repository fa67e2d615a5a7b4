"""What waits for whom, counted and in pages; undertakings by their day."""

from datetime import date
from typing import Any

from foedus.office import answering, stating
from foedus.office.proposing import Signed
from foedus.store import listing
from foedus.store.listing import TurnCount
from tests.office.desk import Desk

TODAY = date(2024, 7, 1)


def test_turns_are_narrowed_and_counted(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    listing.catch_up(azerbaijan.node)
    number = listing.cooperations(azerbaijan.node)[0].number
    page = listing.turns(azerbaijan.node, [number], today=TODAY, is_ours=True, size=2)
    assert (page.total, page.pages, len(page.rows)) == (5, 3, 2)
    assert listing.turns(azerbaijan.node, [number], today=TODAY, is_ours=False).total == 0
    (one,) = listing.turns(azerbaijan.node, [number], today=TODAY, record=signed.versions[0].record).rows
    assert (one.party, one.what, one.asked_by, one.kind, one.together_with) == (
        "AZE",
        "answer",
        "ITA",
        "activity",
        "ITA/2/0",
    )
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    listing.catch_up(azerbaijan.node)
    assert len(listing.pendings(azerbaijan.node, [number])) == 5
    azerbaijan.send(italy)
    listing.catch_up(italy.node)
    assert listing.turn_counts(italy.node, [number], today=date(2024, 5, 31)) == ()
    assert listing.turn_counts(italy.node, [number], today=date(2024, 6, 1)) == (
        TurnCount(number, "AZE", "report", is_ours=False, number=4),
        TurnCount(number, "ITA", "report", is_ours=True, number=4),
    )
    found = listing.turns(italy.node, [number], today=TODAY, what=["report"], party="AZE")
    assert {row.from_day for row in found.rows} == {date(2024, 6, 1)}
    assert listing.turns(italy.node, [number], today=TODAY, what=["mend"]).total == 0


def test_undertakings_stand_by_their_day(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    said: dict[str, Any] = {"who": "AZE", "to_whom": ["ITA"]}
    promises: tuple[dict[str, Any], ...] = (
        {"words": "Senza data", "strength": "hope"},
        {"words": "Presto", "strength": "offer", "due": "2024-06-01"},
        {"words": "Tardi", "strength": "offer", "due": "2024-12-01"},
        {"words": "Fatto", "strength": "offer", "due": "2024-05-01", "state": "kept"},
    )
    stating.declare(italy.node, italy.coop, [italy.draft("undertaking", **said, **one) for one in promises])
    listing.catch_up(italy.node)
    number = listing.cooperations(italy.node)[0].number

    def words(**narrow: object) -> list[str]:
        page = listing.undertakings(italy.node, [number], today=TODAY, **narrow)  # type: ignore[arg-type]  # by name
        return [row.caption("it") for row in page.rows]

    assert words() == ["Fatto", "Presto", "Tardi", "Senza data"]
    assert words(is_due=True) == ["Presto"]
    assert words(is_due=False) == ["Fatto", "Tardi", "Senza data"]
    assert words(state=["kept"]) == ["Fatto"]
    assert words(strength=["hope"], who="AZE") == ["Senza data"]
    assert words(who="ITA") == words(meeting="ITA/none") == []
    (row,) = listing.undertakings(italy.node, [number], today=TODAY, is_due=True).rows
    assert (row.due, row.is_due, row.state, row.to_whom) == (date(2024, 6, 1), True, "open", ("ITA",))
