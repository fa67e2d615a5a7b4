"""Proposing, and proposing a plan again with the final texts of its lines."""

import pytest

from foedus.ledger import acts as a
from foedus.office import answering, drafts, looking, proposing, texts
from foedus.office.errors import DraftError, OfficeError, PersonalDataError
from foedus.office.partnerships import found
from foedus.office.proposing import Signed
from foedus.office.versions import body_of
from tests.office.desk import Desk, Open


def proposal(desk: Desk, version: str) -> a.Propose:
    act = desk.node.store.open(desk.coop.id).declaration(version)
    if not isinstance(act, a.Propose):
        pytest.fail(f"{version} is no proposal")
    return act


def test_propose_plan_names_its_lines_in_the_entry_after(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, signed = offered
    *lines, plan = (proposal(italy, one.version) for one in signed.versions)
    assert [entry.acts for entry in signed.entries] == [4, 1]
    assert plan.with_ == tuple(one.version for one in signed.versions[:-1])
    assert [line.keeper for line in lines] == ["ITA", "AZE", "ITA", "AZE"]
    assert italy.node.store.drafts(italy.coop.id) == []


def test_plan_negotiated_line_by_line_ends_in_one_act(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    first, second, third, fourth, plan = signed.versions
    counters = [
        drafts.new(azerbaijan.node, azerbaijan.coop, answers=one.version, fields={"period": when}, note="Dopo l'estate")
        for one, when in ((first, "2024-09"), (second, "2024-10"))
    ]
    answering.answer(
        azerbaijan.node,
        azerbaijan.coop,
        drafts=[one.number for one in counters],
        decline={fourth.shown: "Senza mezzi"},
    )
    (told,) = azerbaijan.send(italy)
    assert [change.what for change in told.changes] == ["countered", "countered", "declined"]
    accepted, answered = (change.named for change in told.changes[:2])
    assert accepted is not None
    assert answered is not None
    amended = drafts.new(italy.node, italy.coop, answers=answered.version, fields={"period": "2024-11"})
    again = proposing.repropose(italy.node, italy.coop, plan.record, drafts=[amended.number], accept=[accepted.shown])
    assert [one.shown for one in again.dropped] == [fourth.shown]
    italy.send(azerbaijan)
    last = again.versions[-1]
    both = answering.accept(azerbaijan.node, azerbaijan.coop, all_of=last.shown)
    assert [entry.acts for entry in both.entries] == [4]
    (told,) = azerbaijan.send(italy)
    assert {one.record for one in told.sealed_here} == {first.record, second.record, third.record, plan.record}
    (told,) = italy.send(azerbaijan)
    assert [change.what for change in told.changes] == ["agreed"]
    assert (told.ours, told.theirs, told.pending) == ((), (), ())
    assert looking.check(italy.node, italy.coop) == looking.check(azerbaijan.node, azerbaijan.coop)
    rows = {row.record: row.standing for row in looking.records(azerbaijan.node, azerbaijan.coop, kind="activity")}
    assert rows == {
        first.record: "agreed",
        second.record: "agreed",
        third.record: "agreed",
        fourth.record: "withdrawn",
    }
    steps = texts.history(italy.node, italy.coop, second.record)
    assert [(step.text.named.author, step.is_in_force) for step in steps] == [
        ("ITA", False),
        ("AZE", False),
        ("ITA", True),
    ]


def test_line_that_was_accepted_is_not_proposed_again(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    first, second, third, fourth, plan = signed.versions
    answering.answer(
        azerbaijan.node,
        azerbaijan.coop,
        accept=[first.version, second.version, third.version],
        decline={fourth.version: "Senza mezzi"},
    )
    (told,) = azerbaijan.send(italy)
    assert told.sealed_here == ()
    assert [(one.named.shown, one.waits_for_plan) for one in told.pending] == [
        (one.shown, True) for one in (first, second, third)
    ]
    again = proposing.repropose(italy.node, italy.coop, plan.record)
    assert [one.kind for one in again.versions] == ["plan/1"]
    named = proposal(italy, again.versions[0].version).with_
    assert named == (first.version, second.version, third.version)
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, [again.versions[0].version])
    (told,) = azerbaijan.send(italy)
    assert len(told.sealed_here) == 4


def test_acceptance_that_crosses_an_amendment_agrees_nothing(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    first, *_, plan = signed.versions
    amended = drafts.new(italy.node, italy.coop, record=first.record, fields={"days": "5"})
    again = proposing.repropose(italy.node, italy.coop, plan.record, drafts=[amended.number])
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=plan.version)
    (told,) = azerbaijan.send(italy)
    assert (told.sealed_here, [one.waits_for_plan for one in told.pending]) == ((), [True] * 3)
    (told,) = italy.send(azerbaijan)
    assert {turn.named.version for turn in told.ours} == {one.version for one in again.versions}
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=again.versions[-1].version)
    (told,) = azerbaijan.send(italy)
    assert len(told.sealed_here) == 5


def test_new_edition_of_plan_keeps_the_lines_that_are_agreed(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    azerbaijan.send(italy)
    italy.send(azerbaijan)
    hosted = signed.versions[1]
    amended = drafts.new(italy.node, italy.coop, record=hosted.record, fields={"period": "2024-12"})
    assert amended.base == hosted.version
    edition = drafts.new(italy.node, italy.coop, record=signed.versions[-1].record, fields={"edition": "2"})
    again = proposing.propose(italy.node, italy.coop, [amended.number, edition.number])
    assert [entry.acts for entry in again.entries] == [1, 1]
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=again.versions[-1].version)
    assert looking.show(azerbaijan.node, azerbaijan.coop, hosted.record).standing == "agreed"
    azerbaijan.send(italy)
    assert looking.check(italy.node, italy.coop, signed.versions[-1].record).named == again.versions[-1]


def test_proposal_ad_referendum_binds_once_accepted_in_full(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    number = italy.draft("activity", title="Corso campione")
    signed = proposing.propose(italy.node, italy.coop, [number], capacity="ad-referendum", until="2024-12-31")
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, [signed.versions[0].version])
    assert azerbaijan.send(italy)[0].sealed_here == ()
    full = answering.accept(italy.node, italy.coop, [signed.versions[0].shown])
    assert [one.shown for one in full.sealed] == [signed.versions[0].shown]


def test_newer_text_takes_the_own_earlier_one_back(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    first = italy.propose(italy.draft("activity", title="Corso campione"))
    record = first.versions[0].record
    second = drafts.new(italy.node, italy.coop, record=record, fields={"title.it": "Corso avanzato"})
    signed = italy.propose(second.number)
    assert [act.act for act in signed.review.entries[0]] == ["propose", "withdraw"]
    shown = looking.show(italy.node, italy.coop, record)
    assert [text.named.shown for text in shown.open] == [signed.versions[0].shown]


CONTACT = {"party": "ITA", "post": "Desk officer", "mailbox": "desk@sample.example"}


def test_personal_data_is_refused_until_a_person_confirms(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    number = italy.draft("activity", title="Corso", contacts=[CONTACT])
    with pytest.raises(PersonalDataError) as caught:
        italy.propose(number)
    assert [(one.text, one.sort, one.path) for one in caught.value.facts["suspects"]] == [
        ("desk@sample.example", "mail", ("contacts", 0, "mailbox"))
    ]
    assert italy.node.store.draft(number) is not None
    signed = proposing.propose(italy.node, italy.coop, [number], personal_confirmed=True)
    assert len(signed.versions) == 1


def test_personal_data_in_a_note_is_refused(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    number = italy.draft("activity", title="Corso")
    with pytest.raises(PersonalDataError) as caught:
        proposing.propose(italy.node, italy.coop, [number], note="Chiamare +39 06 1234567")
    assert [(one.where, one.sort) for one in caught.value.facts["suspects"]] == [("note", "telephone")]


def test_draft_with_faults_is_refused_and_kept(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    number = italy.draft("activity", title="Corso", type="no-such-type")
    with pytest.raises(DraftError) as caught:
        italy.propose(number)
    assert [(one.path, one.reason) for one in caught.value.facts["problems"]] == [(("type",), "not-in-list")]
    assert italy.node.store.draft(number) is not None


def test_inferred_value_is_not_signed_before_it_is_confirmed(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    guess = {"field": "type", "value": "course", "rule": "type-from-words:course", "evidence": "Corso"}
    draft = drafts.new(italy.node, italy.coop, "activity", body={"title": "Corso"}, inferred=[guess])
    signed = italy.propose(draft.number)
    assert signed.review.unconfirmed == ((draft.number, "type", "course", "type-from-words:course"),)
    body = body_of(italy.node.store.open(italy.coop.id), signed.versions[0].version)
    assert body == {"title": {"original": "it", "it": "Corso"}}


def test_draft_begun_on_an_earlier_text_is_refused(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    first = italy.propose(italy.draft("activity", title="Corso"))
    late = drafts.new(italy.node, italy.coop, record=first.versions[0].record, fields={"serial": "2"})
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, [first.versions[0].version])
    azerbaijan.send(italy)
    with pytest.raises(DraftError) as caught:
        italy.propose(late.number)
    assert [one.reason for one in caught.value.facts["problems"]] == ["base-not-last"]


def test_party_alone_has_nobody_to_propose_to(open_desk: Open) -> None:
    italy = open_desk("ITA")
    found(italy.node, "Sample cooperation", expected={"KAZ": "Sample KAZ"})
    with pytest.raises(OfficeError, match="no-other-party"):
        italy.propose(italy.draft("activity", title="Corso"))
