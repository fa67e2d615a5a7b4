"""What the suspense list asks of listed rows is what the register says."""

from datetime import date

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from foedus.office import answering, stating, suspense
from foedus.office.proposing import Signed
from foedus.store import listing
from foedus.store.listing.steps import subject_of, subjects_about
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


def test_subjects_about_now_are_those_of_the_window(agreed: tuple[Desk, list[str]]) -> None:
    italy, lines = agreed
    coops = {listing.cooperations(italy.node)[0].number: italy.coop}
    found = {one.record: one for one in subjects_about(italy.node, coops, TODAY)}
    assert found == {record: suspense.subject(italy.node, italy.coop, record, TODAY) for record in lines}
    assert subjects_about(italy.node, {}, TODAY) == subjects_about(italy.node, coops, date(2027, 1, 1)) == []


def test_steps_due_cost_four_questions(agreed: tuple[Desk, list[str]]) -> None:
    italy, lines = agreed
    coops = {listing.cooperations(italy.node)[0].number: italy.coop}
    us = {italy.coop.id: "ITA"}
    with CaptureQueriesContext(connections[store_of(italy.node).connection.alias]) as asked:
        due = suspense.due(italy.node, us, subjects_about(italy.node, coops, TODAY), TODAY)
    assert len(asked) == 4
    assert {one.record for one in due} == {lines[0], lines[2]}
