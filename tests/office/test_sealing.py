"""Bookkeeping: what is recorded as agreed, by whom, and what waits for its plan."""

from foedus.office import answering, sealing
from foedus.office.proposing import Signed
from foedus.office.signing import own_number
from tests.office.desk import Desk


def test_keep_books_seals_once_all_have_consented(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    signed = italy.propose(italy.draft("activity", title="Corso", host="AZE"))
    assert sealing.keep_books(italy.node, italy.coop) == ()
    italy.send(azerbaijan)
    accepted = answering.accept(azerbaijan.node, azerbaijan.coop, [signed.versions[0].version])
    assert accepted.sealed == ()
    (told,) = azerbaijan.send(italy)
    assert [one.version for one in told.sealed_here] == [signed.versions[0].version]
    assert sealing.keep_books(italy.node, italy.coop) == ()


def test_line_waits_for_its_plan_and_both_are_sealed_in_one_act(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    *lines, plan = signed.versions
    answering.accept(azerbaijan.node, azerbaijan.coop, [one.version for one in lines])
    assert azerbaijan.send(italy)[0].sealed_here == ()
    ledger = italy.node.store.open(italy.coop.id)
    assert sealing.sealable_now(italy.node, ledger, own_number(italy.node, ledger)) == ()
    answering.accept(azerbaijan.node, azerbaijan.coop, [plan.version])
    assert len(azerbaijan.send(italy)[0].sealed_here) == 5
    last = italy.node.keyring.last_signed(italy.coop.id)
    assert last is not None
    assert last[0] == 3


def test_line_added_to_an_agreed_plan_is_sealed_at_once(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    plan = signed.versions[-1]
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=plan.version)
    azerbaijan.send(italy)
    italy.send(azerbaijan)
    added = azerbaijan.propose(azerbaijan.draft("activity", plan.record, title="Corso in più", host="AZE"))
    azerbaijan.send(italy)
    accepted = answering.accept(italy.node, italy.coop, [added.versions[0].version])
    assert [one.version for one in accepted.sealed] == [added.versions[0].version]
