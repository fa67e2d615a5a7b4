"""What waits for us and what waits for the others."""

import pytest

from foedus.office import answering, drafts, partnerships, proposing, stating
from foedus.office.proposing import Signed
from foedus.office.todo import pending, todo
from tests.office.desk import Clock, Desk, Open


def test_answers_are_ours_or_theirs_with_what_they_had_seen(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    azerbaijan.send(italy)
    ours, theirs = todo(azerbaijan.node, azerbaijan.coop).ours, todo(italy.node, italy.coop).theirs
    assert {turn.named.shown for turn in ours} == {one.shown for one in signed.versions}
    assert {(turn.party, turn.what, turn.asked_by, turn.seen) for turn in theirs} == {
        ("AZE", "answer", "ITA", "2024-01-01")
    }
    assert [turn.since for turn in ours] == [turn.named.at for turn in ours]


def test_report_is_owed_once_an_activity_is_over(offered: tuple[Desk, Desk, Signed], clock: Clock) -> None:
    italy, azerbaijan, signed = offered
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    azerbaijan.send(italy)
    assert todo(italy.node, italy.coop).ours == ()
    clock.day = "2024-07-01"
    owed = {turn.named.record for turn in todo(italy.node, italy.coop).ours if turn.what == "report"}
    assert owed == {one.record for one in signed.versions[:-1]}
    stating.report(italy.node, italy.coop, signed.versions[0].record, "held")
    assert len([turn for turn in todo(italy.node, italy.coop).ours if turn.what == "report"]) == 3


def test_comment_that_asks_stays_until_it_is_answered(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    line = italy.propose(italy.draft("activity", title="Corso")).versions[0]
    asked = stating.declare(
        italy.node, italy.coop, [italy.draft("comment", about=line.version, text="Quando?", asks=True)]
    )
    italy.send(azerbaijan)
    assert [turn.what for turn in todo(azerbaijan.node, azerbaijan.coop).ours] == ["answer", "comment"]
    answer = azerbaijan.draft("comment", about=asked.versions[0].version, text="In maggio")
    stating.declare(azerbaijan.node, azerbaijan.coop, [answer])
    assert [turn.what for turn in todo(azerbaijan.node, azerbaijan.coop).ours] == ["answer", "acknowledge"]


def test_what_all_consent_to_is_pending_until_its_depositary_records_it(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    line = italy.propose(italy.draft("activity", title="Corso")).versions[0]
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, [line.version])
    (waiting,) = todo(azerbaijan.node, azerbaijan.coop).pending
    assert (waiting.named, waiting.keeper, waiting.waits_for_plan) == (line, "ITA", False)
    assert waiting.since > line.at
    azerbaijan.send(italy)
    assert list(pending(italy.node.store.open(italy.coop.id))) == []


def test_turns_stand_in_the_order_of_the_registers_with_the_plan_that_names_them(
    offered: tuple[Desk, Desk, Signed],
) -> None:
    _, azerbaijan, _ = offered
    ours = todo(azerbaijan.node, azerbaijan.coop).ours
    assert [(turn.named.shown, turn.together_with) for turn in ours] == [
        *((f"ITA/1/{line}", "ITA/2/0") for line in range(4)),
        ("ITA/2/0", ""),
    ]


def test_party_that_is_named_and_has_not_joined_is_to_join(open_desk: Open) -> None:
    italy, azerbaijan = open_desk("ITA"), open_desk("AZE")
    partnerships.found(italy.node, "Sample cooperation", cards=[azerbaijan.card])
    (turn,) = todo(italy.node, italy.coop).theirs
    assert (turn.party, turn.what, turn.named.kind, turn.seen) == ("AZE", "join", "charter/1", "")
    partnerships.join(azerbaijan.node, italy.write())
    azerbaijan.send(italy)
    assert todo(italy.node, italy.coop).theirs == ()


def test_change_of_the_parties_waits_for_all_and_for_the_newcomer(pair: tuple[Desk, Desk], open_desk: Open) -> None:
    italy, azerbaijan = pair
    signed = partnerships.admit(italy.node, italy.coop, open_desk("KAZ").card)
    italy.send(azerbaijan)
    theirs = todo(italy.node, italy.coop).theirs
    assert [(turn.party, turn.what, turn.named) for turn in theirs] == [
        ("AZE", "answer", signed.versions[0]),
        ("KAZ", "join", signed.versions[0]),
    ]
    there = todo(azerbaijan.node, azerbaijan.coop)
    assert [(turn.party, turn.what) for turn in (*there.ours, *there.theirs)] == [("AZE", "answer"), ("KAZ", "join")]


def test_drafts_are_told_until_they_are_signed(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    numbers = (italy.draft("activity", title="Corso"), italy.draft("activity", title="Visita"))
    assert todo(italy.node, italy.coop).drafts == numbers
    italy.propose(numbers[0])
    assert todo(italy.node, italy.coop).drafts == numbers[1:]


@pytest.mark.parametrize("terms", [{"capacity": "ad-referendum"}, {"until": "2024-02-01"}])
def test_consent_in_part_is_to_be_given_in_full(pair: tuple[Desk, Desk], clock: Clock, terms: dict[str, str]) -> None:
    italy, azerbaijan = pair
    line = italy.propose(italy.draft("activity", title="Corso")).versions[0]
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, [line.version], **terms)  # type: ignore[arg-type]  # by name
    clock.day = "2024-03-01"
    azerbaijan.send(italy)
    (ours,), (theirs,) = (todo(azerbaijan.node, azerbaijan.coop).ours, todo(italy.node, italy.coop).theirs)
    assert [(turn.party, turn.what, turn.named, turn.asked_by) for turn in (ours, theirs)] == [
        ("AZE", "confirm", line, "ITA")
    ] * 2
    answering.accept(azerbaijan.node, azerbaijan.coop, [line.version])
    assert todo(azerbaijan.node, azerbaijan.coop).ours == ()


def test_text_of_ours_that_was_declined_is_ours_to_amend_or_withdraw(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    line = italy.propose(italy.draft("activity", title="Corso")).versions[0]
    italy.send(azerbaijan)
    answering.decline(azerbaijan.node, azerbaijan.coop, [line.version], reason="Senza mezzi")
    azerbaijan.send(italy)
    (ours,), (theirs,) = (todo(italy.node, italy.coop).ours, todo(azerbaijan.node, azerbaijan.coop).theirs)
    assert [(turn.party, turn.what, turn.named, turn.asked_by, turn.note) for turn in (ours, theirs)] == [
        ("ITA", "mend", line, "AZE", {"it": "Senza mezzi"})
    ] * 2
    again = drafts.new(italy.node, italy.coop, "", record=line.record, fields={"title.it": "Visita"})
    proposing.propose(italy.node, italy.coop, [again.number])
    assert todo(italy.node, italy.coop).ours == ()
