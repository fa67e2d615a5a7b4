"""Which texts of its lines a plan names when it is proposed again."""

from foedus.office import answering, drafts
from foedus.office.plan_lines import PlanLines, choose, plan_lines
from foedus.office.proposing import Signed
from foedus.office.signing import own_number
from tests.office.desk import Desk


def lines_now(desk: Desk, plan: str) -> PlanLines:
    return plan_lines(desk.node, desk.coop, plan)


def test_all_lines_are_named_while_nobody_answered(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, signed = offered
    *lines, plan = signed.versions
    assert lines_now(italy, plan.record) == PlanLines(tuple(lines), (), ())


def test_declined_line_is_dropped_and_countered_one_waits(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    first, second, third, fourth, plan = signed.versions
    counter = drafts.new(azerbaijan.node, azerbaijan.coop, answers=first.version, fields={"days": "3"})
    answering.answer(azerbaijan.node, azerbaijan.coop, drafts=[counter.number], decline={second.version: "Senza mezzi"})
    azerbaijan.send(italy)
    now = lines_now(italy, plan.record)
    assert now.lines == (first, third, fourth)
    assert now.dropped == (second,)
    assert [(one.record, one.author) for one in now.unanswered] == [(first.record, "AZE")]


def test_accepted_counter_text_is_named(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    first, *_, plan = signed.versions
    counter = drafts.new(azerbaijan.node, azerbaijan.coop, answers=first.version, fields={"days": "3"})
    theirs = azerbaijan.propose(counter.number).versions[0]
    azerbaijan.send(italy)
    ledger = italy.node.store.open(italy.coop.id)
    us = own_number(italy.node, ledger)
    choice = choose(ledger, us, plan.record, accepting=[theirs.version])
    assert (choice.versions[-1], choice.unanswered) == (theirs.version, ())
    drafted = choose(ledger, us, plan.record, drafted=[first.record])
    assert (len(drafted.versions), drafted.drafted) == (3, (first.record,))


def test_line_that_the_partner_adds_waits_for_our_word(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    plan = signed.versions[-1]
    added = azerbaijan.propose(azerbaijan.draft("activity", plan.record, title="Corso in più")).versions[0]
    azerbaijan.send(italy)
    assert lines_now(italy, plan.record).unanswered == (added,)
    answering.accept(italy.node, italy.coop, [added.version])
    now = lines_now(italy, plan.record)
    assert (added in now.lines, now.unanswered) == (True, ())


def test_agreed_line_keeps_its_text_where_its_amendment_is_declined(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    first, *_, plan = signed.versions
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=plan.version)
    azerbaijan.send(italy)
    italy.send(azerbaijan)
    amended = drafts.new(italy.node, italy.coop, record=first.record, fields={"days": "3"})
    proposed = italy.propose(amended.number).versions[0]
    italy.send(azerbaijan)
    answering.decline(azerbaijan.node, azerbaijan.coop, [proposed.version], reason="No")
    azerbaijan.send(italy)
    now = lines_now(italy, plan.record)
    assert (first in now.lines, now.dropped, len(now.lines)) == (True, (proposed,), 4)
