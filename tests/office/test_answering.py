"""Accepting, not accepting, taking back: what counts, and what is refused before it is signed."""

import pytest

from foedus.office import answering, drafts
from foedus.office.errors import ConsentError, OfficeError
from foedus.office.proposing import Signed
from tests.office.desk import Desk


def reason_of(caught: pytest.ExceptionInfo[ConsentError]) -> str:
    return caught.value.reason


def test_accept_all_of_plan_leaves_out_what_has_our_consent(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    first, *_, plan = signed.versions
    answering.accept(azerbaijan.node, azerbaijan.coop, [first.shown])
    rest = answering.accept(azerbaijan.node, azerbaijan.coop, all_of=plan.shown)
    assert [act.version_shown for act in rest.review.entries[0]] == [one.shown for one in signed.versions[1:]]
    (told,) = azerbaijan.send(italy)
    assert len(told.sealed_here) == 5


def test_accept_takes_our_own_competing_text_back(offered: tuple[Desk, Desk, Signed]) -> None:
    _, azerbaijan, signed = offered
    line = signed.versions[0]
    counter = drafts.new(azerbaijan.node, azerbaijan.coop, answers=line.version, fields={"days": "5"})
    azerbaijan.propose(counter.number)
    accepted = answering.accept(azerbaijan.node, azerbaijan.coop, [line.version])
    assert [act.act for act in accepted.review.entries[0]] == ["endorse", "withdraw"]


def test_accept_ad_referendum_waits_for_the_full_consent(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    plan = signed.versions[-1]
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=plan.version, capacity="ad-referendum")
    (told,) = azerbaijan.send(italy)
    assert {change.what for change in told.changes} == {"accepted-ad-referendum"}
    assert told.sealed_here == ()
    full = answering.accept(azerbaijan.node, azerbaijan.coop, all_of=plan.version)
    assert [entry.acts for entry in full.entries] == [5]
    assert len(azerbaijan.send(italy)[0].sealed_here) == 5


def test_accept_what_is_agreed_is_refused(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    plan = signed.versions[-1]
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=plan.version)
    azerbaijan.send(italy)
    italy.send(azerbaijan)
    with pytest.raises(ConsentError) as caught:
        answering.accept(azerbaijan.node, azerbaijan.coop, [plan.version])
    assert reason_of(caught) == "agreed-already"


def test_decline_needs_a_reason_and_another_partys_text(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    with pytest.raises(ConsentError) as caught:
        answering.decline(azerbaijan.node, azerbaijan.coop, [signed.versions[0].version], reason="")
    assert reason_of(caught) == "reason-missing"
    with pytest.raises(ConsentError) as caught:
        answering.decline(italy.node, italy.coop, [signed.versions[0].version], reason="Non più")
    assert reason_of(caught) == "own-text"


def test_withdraw_takes_back_our_own_text_only(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    line = signed.versions[0]
    with pytest.raises(ConsentError) as caught:
        answering.withdraw(azerbaijan.node, azerbaijan.coop, [line.version])
    assert reason_of(caught) == "not-ours"
    answering.withdraw(italy.node, italy.coop, [line.version], reason="Rinviato")
    (told,) = italy.send(azerbaijan)
    assert [(change.what, change.note) for change in told.changes] == [("withdrawn", {"it": "Rinviato"})]
    with pytest.raises(ConsentError) as caught:
        answering.accept(azerbaijan.node, azerbaijan.coop, [line.version])
    assert reason_of(caught) == "withdrawn"


def test_answer_with_nothing_signs_nothing(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    with pytest.raises(OfficeError, match="nothing-to-sign"):
        answering.answer(italy.node, italy.coop)


def test_accept_what_is_accepted_already_is_refused(offered: tuple[Desk, Desk, Signed]) -> None:
    _, azerbaijan, signed = offered
    line = signed.versions[0]
    answering.accept(azerbaijan.node, azerbaijan.coop, [line.version], until="2024-12-31")
    answering.accept(azerbaijan.node, azerbaijan.coop, [line.version])
    for again in ("full", "ad-referendum"):
        with pytest.raises(ConsentError) as caught:
            answering.accept(azerbaijan.node, azerbaijan.coop, [line.version], capacity=again)
        assert reason_of(caught) == "accepted-already"


def test_answer_accepts_some_in_full_and_others_ad_referendum(offered: tuple[Desk, Desk, Signed]) -> None:
    _, azerbaijan, signed = offered
    first, second, *_ = signed.versions
    answered = answering.answer(
        azerbaijan.node, azerbaijan.coop, accept=[first.version], ad_referendum=[second.version]
    )
    assert [(act.act, act.version_shown, act.capacity) for act in answered.review.entries[0]] == [
        ("endorse", first.shown, "full"),
        ("endorse", second.shown, "ad-referendum"),
    ]
    with pytest.raises(ConsentError) as caught:
        answering.answer(azerbaijan.node, azerbaijan.coop, ad_referendum=[second.version])
    assert reason_of(caught) == "accepted-already"
