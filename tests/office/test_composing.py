"""Drafts turned into the acts that are about to be signed."""

import msgspec
import pytest
from msgspec import UNSET

from foedus.ledger import acts as a
from foedus.office import composing, drafts
from foedus.office.composing import Composition, Terms, acceptances, compose, is_kind, plan_again, withdrawals
from foedus.office.errors import NotFoundError
from foedus.office.ports import Draft
from foedus.office.proposing import Signed
from foedus.office.signing import own_number
from tests.office.desk import Desk


def composed(desk: Desk, *numbers: int, terms: Terms | None = None) -> Composition:
    ledger = desk.node.store.open(desk.coop.id)
    found = [draft for number in numbers if (draft := desk.node.store.draft(number)) is not None]
    return compose(ledger, own_number(desk.node, ledger), found, terms or Terms())


def acts_of(composition: Composition) -> list[list[str]]:
    return [[a.WORDS[type(piece.act)] for piece in entry] for entry in composition.entries]


def test_lines_come_before_their_plan_and_own_kinds_are_stated(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    plan = italy.draft("plan", title="Piano")
    line = italy.draft("activity", italy.record(plan), title="Corso", host="AZE")
    made = composed(italy, plan, line, italy.draft("milestone", what="Aperto"))
    assert acts_of(made) == [["state", "propose"], ["propose"]]
    assert made.entries[1][0].lines == (italy.record(line),)
    assert (made.faults, made.dropped, made.unanswered) == ((), (), ())


def test_host_that_is_no_party_keeps_nothing(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    made = composed(italy, *(italy.draft("activity", title="Corso", host=host) for host in ("AZE", "KAZ")))
    keepers = [piece.act.keeper for piece in made.pieces if isinstance(piece.act, a.Propose)]
    assert keepers == ["AZE", UNSET]


def test_note_of_a_draft_goes_before_the_common_one(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    noted = drafts.new(italy.node, italy.coop, "activity", body={"title": "Uno"}, note="Suo")
    made = composed(italy, noted.number, italy.draft("activity", title="Due"), terms=Terms(note={"it": "Comune"}))
    assert [getattr(piece.act, "note", None) for piece in made.pieces] == [{"it": "Suo"}, {"it": "Comune"}]


def test_faults_of_what_cannot_be_signed(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    number = italy.draft(
        "plan",
        title="Piano",
        authentic_languages=["it", "az"],
        provisions={"changes": "Per lettera"},
        attachments=[{"blob": "sha256:" + "0" * 64, "name": "file", "type": "file", "size": 1}],
    )
    assert [(one.path, one.reason) for one in composed(italy, number).faults] == [
        ((), "blob-missing"),
        (("provisions", "changes", "az"), "authentic-text-missing"),
    ]


def test_record_of_one_who_is_no_party_is_a_fault(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    number = italy.draft("activity", title="Corso")
    draft = italy.node.store.draft(number)
    assert draft is not None
    strange = msgspec.structs.replace(draft, record="KAZ" + draft.record[3:])
    italy.node.store.put_draft(strange)
    assert [one.reason for one in composed(italy, number).faults] == ["keeper-absent"]


def test_plan_again_is_the_text_on_the_table(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, signed = offered
    ledger = italy.node.store.open(italy.coop.id)
    plan = signed.versions[-1]
    again = plan_again(ledger, plan.record)
    assert again == Draft(0, italy.coop.id, "plan/1", plan.record, again.body)
    assert again.body["title"]["it"] == "Piano campione"
    with pytest.raises(NotFoundError, match="plan-unknown"):
        plan_again(ledger, signed.versions[0].record)


def test_acceptances_and_withdrawals(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    names = [one.version for one in signed.versions[:2]]
    theirs = azerbaijan.node.store.open(azerbaijan.coop.id)
    them = own_number(azerbaijan.node, theirs)
    assert [piece.act for piece in acceptances(theirs, them, [*names, names[0]], Terms("initialled"))] == [
        a.Endorse(name, capacity="initialled") for name in names
    ]
    assert withdrawals(theirs, them, names, Terms()) == []
    ledger = italy.node.store.open(italy.coop.id)
    taken = withdrawals(ledger, own_number(italy.node, ledger), names, Terms())
    assert [piece.act for piece in taken] == [a.Withdraw(name) for name in names]
    assert [is_kind("plan/1", kind) for kind in (composing.PLAN, composing.ACTIVITY)] == [True, False]
