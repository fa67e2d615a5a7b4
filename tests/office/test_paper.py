"""A partner that is not connected: its agreement on paper, and the same texts offered to it once it is."""

from datetime import date

import pytest

from foedus.office import answering, files, looking, paper, partnerships
from foedus.office.errors import NotFoundError, OfficeError
from foedus.office.paper import offerable
from foedus.office.todo import todo
from foedus.store import listing
from tests.office.desk import Clock, Desk, Open

SCAN = b"%PDF-1.4 sample scan"


@pytest.fixture
def alone(open_desk: Open) -> Desk:
    italy = open_desk("ITA")
    partnerships.found(italy.node, "Sample cooperation", expected={"KAZ": "Sample KAZ"}, name="KAZ")
    return italy


def recorded(italy: Desk) -> list[str]:
    plan = italy.draft("plan", title="Piano campione", period="2024")
    line = italy.draft(
        "activity", italy.record(plan), title="Corso campione", host="KAZ", period="2024-05-06/2024-05-10"
    )
    signed = paper.record_on_paper(
        italy.node, italy.coop, [plan, line], ["KAZ"], SCAN, file_name="Sample.pdf", media_type="application/pdf"
    )
    return [one.record for one in signed.versions]


def test_recorded_text_is_shown_as_on_paper_with_its_scan(alone: Desk) -> None:
    plan, line = recorded(alone)
    rows = {row.record: row.standing for row in looking.records(alone.node, alone.coop)}
    shown = looking.show(alone.node, alone.coop, line)
    assert (rows[plan], rows[line]) == ("on-paper", "on-paper")
    assert shown.stated is not None
    assert shown.stated.on_paper == ("KAZ",)
    ledger = alone.node.store.open(alone.coop.id)
    (blob,) = ledger.referred_blobs()
    assert [one["blob"] for one in shown.stated.evidence] == [f"sha256:{blob}"]
    file = files.open_file(alone.node, alone.coop, blob)
    assert (file.name, file.media_type, file.content) == ("Sample.pdf", "application/pdf", SCAN)
    assert b"Sample.pdf" not in ledger.line(shown.stated.named.version[:64])


def test_recorded_text_is_not_offered_before_the_partner_connects(alone: Desk) -> None:
    plan, _ = recorded(alone)
    with pytest.raises(NotFoundError, match="nothing-on-paper"):
        paper.offer(alone.node, alone.coop)
    with pytest.raises(OfficeError, match="party-not-connected"):
        paper.offer(alone.node, alone.coop, [plan])


def test_partner_that_connects_late_is_offered_the_recorded_texts(alone: Desk, open_desk: Open) -> None:
    plan, line = recorded(alone)
    kazakhstan = open_desk("KAZ")
    partnerships.admit(alone.node, alone.coop, kazakhstan.card)
    joined = partnerships.join(kazakhstan.node, alone.write())
    assert [(party.code, party.is_admitted) for party in joined.partnership.parties] == [("ITA", True), ("KAZ", False)]
    (told,) = kazakhstan.send(alone)
    assert [one.kind for one in told.sealed_here] == ["charter/1"]
    assert partnerships.view(alone.node, alone.coop).expected == {}
    offered = paper.offer(alone.node, alone.coop)
    assert {one.record for one in offered.versions} == {plan, line}
    assert offerable(alone.node.store.open(alone.coop.id)) == []
    alone.send(kazakhstan)
    (version,) = [one.version for one in offered.versions if one.record == plan]
    answering.accept(kazakhstan.node, kazakhstan.coop, all_of=version)
    (told,) = kazakhstan.send(alone)
    assert {one.record for one in told.sealed_here} == {plan, line}
    rows = {row.record: row.standing for row in looking.records(alone.node, alone.coop)}
    assert (rows[plan], rows[line]) == ("agreed", "agreed")


def test_what_is_only_on_paper_is_owed_by_whoever_recorded_it_and_awaited_by_nobody_else(
    alone: Desk, open_desk: Open, clock: Clock
) -> None:
    recorded(alone)
    clock.day = "2025-02-01"
    kazakhstan = open_desk("KAZ")
    partnerships.admit(alone.node, alone.coop, kazakhstan.card)
    partnerships.join(kazakhstan.node, alone.write())
    kazakhstan.send(alone)
    alone.send(kazakhstan)
    assert [turn.what for turn in todo(alone.node, alone.coop).ours] == ["report"]
    assert (todo(kazakhstan.node, kazakhstan.coop).ours, todo(kazakhstan.node, kazakhstan.coop).theirs) == ((), ())
    listing.catch_up(kazakhstan.node)
    [number] = [one.number for one in listing.cooperations(kazakhstan.node)]
    found = listing.activities(kazakhstan.node, [number], listing.ActivityFilter(), today=date(2025, 2, 1))
    assert [row.owed_by for row in found.rows] == [()]
    offered = paper.offer(alone.node, alone.coop)
    alone.send(kazakhstan)
    answering.accept(
        kazakhstan.node, kazakhstan.coop, all_of=next(one.version for one in offered.versions if "plan" in one.kind)
    )
    kazakhstan.send(alone)
    alone.send(kazakhstan)
    assert [(turn.party, turn.what) for turn in todo(kazakhstan.node, kazakhstan.coop).ours] == [("KAZ", "report")]
    assert [(turn.party, turn.what) for turn in todo(kazakhstan.node, kazakhstan.coop).theirs] == [("ITA", "report")]


def test_party_that_is_connected_signs_and_is_not_recorded(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    number = italy.draft("activity", title="Corso")
    with pytest.raises(OfficeError, match="party-connected"):
        paper.record_on_paper(
            italy.node, italy.coop, [number], ["AZE"], SCAN, file_name="a.pdf", media_type="application/pdf"
        )


def test_party_that_nobody_expects_is_not_recorded(alone: Desk) -> None:
    plan = alone.draft("plan", title="Piano campione", period="2024")
    with pytest.raises(OfficeError, match="party-unknown") as caught:
        paper.record_on_paper(
            alone.node, alone.coop, [plan], ["KAZ", "UZB"], SCAN, file_name="a.pdf", media_type="application/pdf"
        )
    assert caught.value.facts == {"codes": ("UZB",)}
