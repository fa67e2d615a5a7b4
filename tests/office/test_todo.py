"""What waits for us and what waits for the others."""

from foedus.office import answering, stating
from foedus.office.proposing import Signed
from foedus.office.todo import pending, todo
from tests.office.desk import Clock, Desk


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
