"""Versions as people read them, and the history of a record."""

import pytest

from foedus.office import answering, drafts, stating, texts
from foedus.office.errors import NotFoundError
from foedus.office.proposing import Signed
from foedus.office.texts import text_of
from tests.office.desk import Desk


def test_history_has_who_consented_when_and_what_differs(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    line = signed.versions[0]
    counter = drafts.new(azerbaijan.node, azerbaijan.coop, answers=line.version, fields={"days": "3"}, note="Breve")
    azerbaijan.propose(counter.number)
    azerbaijan.send(italy)
    answering.decline(italy.node, italy.coop, ["AZE/1/0"], reason="Troppo breve")
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    azerbaijan.send(italy)
    first, second = texts.history(italy.node, italy.coop, line.record)
    assert [(one.party, one.word, one.note) for one in second.text.consents] == [
        ("AZE", "propose", {"it": "Breve"}),
        ("ITA", "decline", {"it": "Troppo breve"}),
        ("AZE", "withdraw", {}),
    ]
    assert (second.text.against, [one.path for one in second.text.differences]) == (line.shown, [("days",)])
    assert (first.is_in_force, first.sealed_by, first.sealed_at > first.text.named.at) == (True, "ITA", True)
    assert (second.is_in_force, second.sealed_at) == (False, "")


def test_history_of_a_declaration_has_its_readers(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    signed = stating.declare(italy.node, italy.coop, [italy.draft("milestone", what="Aperto")])
    italy.send(azerbaijan)
    stating.acknowledge(azerbaijan.node, azerbaijan.coop, [signed.versions[0].version], note="Visto")
    (step,) = texts.history(azerbaijan.node, azerbaijan.coop, signed.versions[0].record)
    assert [(one.party, one.word, one.note) for one in step.text.consents] == [("AZE", "acknowledge", {"it": "Visto"})]
    assert step.is_in_force


def test_history_of_a_draft_alone_is_refused(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    number = italy.draft("activity", title="Corso")
    with pytest.raises(NotFoundError, match="record-unsigned"):
        texts.history(italy.node, italy.coop, f"d{number}")


def test_text_is_compared_with_the_one_asked_for(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, signed = offered
    first, second, *_ = signed.versions
    ledger = italy.node.store.open(italy.coop.id)
    record = ledger.record(second.record, is_stated=False)
    assert record is not None
    text = text_of(ledger, record, second.version, first.version)
    assert (text.against, {one.path[0] for one in text.differences}) == (first.shown, {"title", "host", "serial"})
    assert (text.check, text.on_paper, text.with_) == ("", (), ())
