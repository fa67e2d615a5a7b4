"""What the suspense list asks of listed rows is what the register says."""

from datetime import date, timedelta

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from foedus.office import answering, stating, suspense, suspense_templates
from foedus.office.proposing import Signed
from foedus.office.suspense_templates import TemplateStep
from foedus.store import listing
from foedus.store.listing.steps import due_steps, first_steps, subject_of
from foedus.store.listing.update import store_of
from tests.office.desk import Desk

TODAY = date(2024, 4, 5)


@pytest.fixture
def agreed(offered: tuple[Desk, Desk, Signed]) -> tuple[Desk, list[str]]:
    """Italy with an agreed plan of four lines: held, postponed, postponed to days that are known, and confirmed."""
    italy, azerbaijan, signed = offered
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    azerbaijan.send(italy)
    lines = [one.record for one in signed.versions[:-1]]
    for record, outcome, fields in (
        (lines[0], "held", {}),
        (lines[1], "postponed", {}),
        (lines[2], "postponed", {"period": "2024-06"}),
        (lines[3], "dates_confirmed", {"period": "2024-05-13/2024-05-17"}),
    ):
        stating.report(italy.node, italy.coop, record, outcome, fields=fields)
    listing.catch_up(italy.node)
    return italy, lines


def test_subject_of_a_row_is_that_of_the_register(agreed: tuple[Desk, list[str]]) -> None:
    italy, lines = agreed
    number = listing.cooperations(italy.node)[0].number
    for record in lines:
        row = listing.activity_row(italy.node, number, record, today=TODAY)
        assert row is not None
        assert subject_of(italy.coop, row) == suspense.subject(italy.node, italy.coop, record, TODAY)


def called(desk: Desk, lines: list[str], today: date) -> "Told":
    """What the register says of our steps that are late or near: read activity by activity."""
    found = [
        (line.day, record, line.id, line.urgency)
        for record in lines
        for line in suspense.of(desk.node, desk.coop, record, today)
        if line.is_ours and line.urgency in {"late", "near"} and line.day >= today - timedelta(days=suspense.LATE_DAYS)
    ]
    return sorted(found, key=lambda one: one[:2])


Told = list[tuple[date, str, str, str]]


def due(desk: Desk, today: date, page: int = 1, size: int = 500) -> Told:
    coops = {listing.cooperations(desk.node)[0].number: desk.coop}
    found = due_steps(desk.node, coops, today, page=page, size=size)
    every = due_steps(desk.node, coops, today, size=500).rows
    assert (found.total, first_steps(desk.node, coops, today, 3)) == (len(every), every[:3])
    return [(one.line.day, one.record, one.line.id, one.line.urgency) for one in found.rows]


def test_due_steps_are_on_any_day_those_of_the_register(agreed: tuple[Desk, list[str]]) -> None:
    italy, lines = agreed
    counts = set()
    for days in range(-300, 500, 20):
        today = TODAY + timedelta(days=days)
        expected = called(italy, lines, today)
        assert sorted(due(italy, today)) == sorted(expected)
        assert [one[:2] for one in due(italy, today)] == [one[:2] for one in expected]
        counts.add(len(expected))
    assert len(counts) > 5


def test_due_steps_are_those_that_were_not_ticked_and_of_the_office_s_own_template(
    agreed: tuple[Desk, list[str]],
) -> None:
    italy, lines = agreed
    suspense.set_state(italy.node, italy.coop, lines[0], "costs_settled", "not_needed")
    own = TemplateStep("link", -2, "each", {"it": "Collegamento", "en": "Link"})
    suspense_templates.keep(italy.node, "", [TemplateStep("visa_letter", -5, "host"), own])
    for today in (TODAY, date(2024, 5, 10), date(2024, 6, 20), date(2024, 8, 1)):
        assert sorted(due(italy, today)) == sorted(called(italy, lines, today))
    assert "link" in {one[2] for one in due(italy, date(2024, 5, 10))}


def test_due_steps_of_a_page_are_part_of_all(agreed: tuple[Desk, list[str]]) -> None:
    italy, _ = agreed
    every = due(italy, date(2024, 5, 10))
    assert [*due(italy, date(2024, 5, 10), 1, 3), *due(italy, date(2024, 5, 10), 2, 3)] == every[:6]
    assert len(every) > 3


def test_due_steps_cost_four_questions_and_none_of_nobody(agreed: tuple[Desk, list[str]]) -> None:
    italy, _ = agreed
    coops = {listing.cooperations(italy.node)[0].number: italy.coop}
    with CaptureQueriesContext(connections[store_of(italy.node).connection.alias]) as asked:
        due_steps(italy.node, coops, TODAY)
        nobody = due_steps(italy.node, {}, TODAY)
    assert len(asked) == 4
    assert (nobody.rows, nobody.total, first_steps(italy.node, {}, TODAY, 5)) == ((), 0, ())
