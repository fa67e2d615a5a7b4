"""The suspense list of an activity: what is to be done before and after it, by whom, and what was."""

from datetime import date

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from foedus.office import answering, stating, suspense, suspense_templates
from foedus.office.errors import NotFoundError, OfficeError
from foedus.office.proposing import Signed
from foedus.office.suspense import StepLine, Subject
from foedus.office.suspense_templates import TemplateStep
from foedus.records.suspense import DATES_CONFIRMED, REPORT
from tests.office.desk import Desk

TODAY = date(2024, 4, 5)
Agreed = tuple[Desk, Desk, list[str]]


@pytest.fixture
def agreed(offered: tuple[Desk, Desk, Signed]) -> Agreed:
    """The pair with an agreed plan, and the records of its lines; all in May 2024, the first hosted by Italy."""
    italy, azerbaijan, signed = offered
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    azerbaijan.send(italy)
    italy.send(azerbaijan)
    return italy, azerbaijan, [one.record for one in signed.versions[:-1]]


def steps(desk: Desk, record: str, today: date = TODAY) -> dict[str, StepLine]:
    return {one.id: one for one in suspense.of(desk.node, desk.coop, record, today)}


def test_steps_are_ours_or_theirs_and_late_near_or_later(agreed: Agreed) -> None:
    italy, azerbaijan, lines = agreed
    ours = steps(italy, lines[0])
    assert {name: (one.is_ours, one.urgency) for name, one in ours.items() if one.turn != "sender"} == {
        "dates_confirmed": (True, "late"),
        "invitation": (True, "late"),
        "programme": (True, "late"),
        "administrative_instruction": (True, "late"),
        "visa_letter": (True, "late"),
        "interpreter": (True, "near"),
        "report": (True, "later"),
        "costs_settled": (True, "later"),
    }
    assert [one.is_ours for one in steps(azerbaijan, lines[0]).values() if one.turn == "host"] == [False] * 6


def test_state_is_set_and_undone(agreed: Agreed) -> None:
    italy, _, lines = agreed
    suspense.set_state(italy.node, italy.coop, lines[0], "invitation", "done", by="officer")
    found = steps(italy, lines[0])["invitation"]
    assert (found.state, found.urgency, found.by, found.at[:10]) == ("done", "", "officer", "2024-01-01")
    suspense.set_state(italy.node, italy.coop, lines[0], "invitation", "not_needed")
    assert steps(italy, lines[0])["invitation"].state == "not_needed"
    suspense.set_state(italy.node, italy.coop, lines[0], "invitation", "open")
    assert steps(italy, lines[0])["invitation"].urgency == "late"
    with pytest.raises(OfficeError, match="step-state-unknown"):
        suspense.set_state(italy.node, italy.coop, lines[0], "invitation", "perhaps")


def test_what_the_records_show_needs_no_tick(agreed: Agreed) -> None:
    italy, _, lines = agreed
    stating.report(italy.node, italy.coop, lines[0], "dates_confirmed", fields={"period": "2024-05-13/2024-05-17"})
    found = steps(italy, lines[0])
    assert (found["dates_confirmed"].is_by_record, found["dates_confirmed"].state) == (True, "done")
    assert found["report"].day == date(2024, 6, 1)
    stating.report(italy.node, italy.coop, lines[0], "held", fields={"period": "2024-05-13/2024-05-17"})
    told = steps(italy, lines[0], date(2024, 6, 10))
    assert (told["report"].is_by_record, told["thanks"].urgency, told["names"].urgency) == (True, "late", "past")


def test_activity_that_does_not_take_place_has_no_steps(agreed: Agreed) -> None:
    italy, _, lines = agreed
    stating.report(italy.node, italy.coop, lines[0], "cancelled", fields={"reason": "funds"})
    stating.report(italy.node, italy.coop, lines[1], "postponed")
    stating.report(italy.node, italy.coop, lines[2], "postponed", fields={"period": "2024-09"})
    assert [steps(italy, line) for line in lines[:2]] == [{}, {}]
    assert steps(italy, lines[2])["invitation"].day == date(2024, 7, 3)


def test_activity_that_is_only_proposed_has_no_steps(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, signed = offered
    assert suspense.of(italy.node, italy.coop, signed.versions[0].record, TODAY) == ()
    with pytest.raises(NotFoundError, match="activity-unknown"):
        suspense.of(italy.node, italy.coop, signed.versions[-1].record, TODAY)


def test_own_template_counts_and_online_nobody_travels(agreed: Agreed) -> None:
    italy, _, lines = agreed
    own = TemplateStep("link", -2, "each", {"it": "Collegamento", "en": "Link"})
    suspense_templates.keep(italy.node, "seminar", [TemplateStep("visa_letter", -5, "host"), own])
    days = (date(2024, 5, 13), date(2024, 5, 17))
    subjects = [
        Subject(italy.coop.id, lines[0], *days, type="seminar", place_kind="online"),
        Subject(italy.coop.id, lines[1], *days, type="seminar"),
        Subject(italy.coop.id, lines[2], None, None),
    ]
    found = suspense.lines(italy.node, {italy.coop.id: "ITA"}, subjects, TODAY)
    assert [[(one.id, one.labels["it"]) for one in found[italy.coop.id, line]] for line in lines[:3]] == [
        [("link", "Collegamento")],
        [("visa_letter", "Lettera per i visti"), ("link", "Collegamento")],
        [],
    ]


def test_many_activities_cost_two_questions(agreed: Agreed) -> None:
    italy, _, lines = agreed
    days = (date(2024, 5, 13), date(2024, 5, 17))
    subjects = [Subject(italy.coop.id, f"{line[:-3]}{number:03}", *days) for number, line in enumerate(lines * 250)]
    us = {italy.coop.id: "ITA"}
    connection = italy.node.store.connection  # type: ignore[attr-defined]  # the port does not need it
    with CaptureQueriesContext(connections[connection.alias]) as asked:
        found = suspense.lines(italy.node, us, subjects, TODAY)
    assert (len(asked), len(found)) == (2, 1_000)


def test_called_steps_are_told_once_for_all_types_that_have_them_alike(agreed: Agreed) -> None:
    italy, _, _ = agreed
    own = TemplateStep("link", -2, "each", {"it": "Collegamento", "en": "Link"})
    suspense_templates.keep(italy.node, "seminar", [TemplateStep("visa_letter", -30, "host"), own])
    found = {one.step.id: one for one in suspense.called_steps(italy.node)}
    assert (found["link"].types, found["link"].is_of_all_but, found["link"].is_online) == (("seminar",), False, True)
    assert (found["invitation"].is_of_all_but, found["visa_letter"].is_online) == (True, False)
    assert set(found["invitation"].types) == {"seminar", "liaison_post", "equipment", "joint_study"}
    assert set(found["visa_letter"].types) == {"equipment", "joint_study"}
    assert found["link"].labels == {"it": "Collegamento", "en": "Link"}


def test_called_days_are_those_on_which_a_step_is_late_or_near() -> None:
    day = suspense.called_days(REPORT, TODAY)
    assert day == (date(2023, 9, 20), date(2024, 4, 4))
    before = suspense.called_days(DATES_CONFIRMED, TODAY)
    assert before == (date(2023, 12, 4), date(2024, 6, 18))


def test_turns_of_a_party_are_each_ones_and_those_of_its_part() -> None:
    assert suspense.turns_of("ITA", "ITA", ["ITA", "AZE"]) == ("each", "host")
    assert suspense.turns_of("AZE", "ITA", ["ITA", "AZE"]) == ("each", "sender")
    assert suspense.turns_of("AZE", "ITA", ["KAZ", "AZE"]) == ("each",)
    assert suspense.turns_of("ITA", "", ["ITA"]) == ("each", "sender")
