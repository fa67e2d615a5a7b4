"""The form that asks what came of an activity: which questions belong to which outcome, and what would be signed."""

from typing import Any

import pytest
from django.http import QueryDict

from foedus.records.activity_terms import OUTCOMES
from foedus.records.kinds.report import Report
from foedus.records.shapes import shapes_of
from foedus.web.forms.outcome import MATTERS, ORDER, OutcomeForm

PARTIES = {"ITA": "Italy", "AZE": "Azerbaijan"}
AGREED = {"from": "2024-05-12", "to": "2024-05-16", "precision": "day"}


def form_of(body: dict[str, Any] | None = None, **sent: str) -> OutcomeForm:
    """The form as it is shown, or what was typed into it."""
    query = QueryDict(mutable=True)
    for name, value in sent.items():
        query[name.replace("__", ".")] = value
    return OutcomeForm(body or {}, ("en",), PARTIES, language="en", data=query if sent else None, agreed=AGREED)


def test_every_outcome_and_every_field_of_a_report_is_asked_for() -> None:
    assert set(MATTERS) == set(OUTCOMES.ids)
    not_asked = {"activity", "side", "outcome", "attachments", "marking"}
    assert {shape.name for shape in shapes_of(Report)} - not_asked == set(ORDER)
    assert [question.name for question in form_of().questions] == list(ORDER)


@pytest.mark.parametrize(
    "outcome, asked",
    [
        ("held", {"period", "place", "people", "objective_met", "costs"}),
        ("partly_held", {"decided_by", "reason", "period", "place", "people", "objective_met", "costs"}),
        ("not_held", {"decided_by", "reason", "costs"}),
        ("postponed", {"decided_by", "reason", "period"}),
        ("carried_over", {"decided_by", "reason", "period"}),
        ("cancelled", {"decided_by", "reason", "costs"}),
        ("dates_confirmed", {"period", "place"}),
    ],
)
def test_question_is_asked_where_it_matters(outcome: str, asked: set[str]) -> None:
    said = {"observations", "requests_heard", "what_next", "other_side"}
    assert {question.name for question in form_of().questions if outcome in question.outcomes} - said == asked


def test_texts_are_asked_in_one_language_and_nothing_but_the_outcome_is_required() -> None:
    form = form_of()
    assert [name for name in form.fields if name.startswith("observations")] == ["observations.en"]
    assert [name for name, field in form.fields.items() if field.required and "." not in name] == ["outcome"]


def test_what_cannot_be_read_is_of_no_matter_where_it_is_not_asked() -> None:
    assert form_of(outcome="cancelled", period="sometime", people__0__number="many").is_valid()
    assert not form_of(outcome="held", period="sometime").is_valid()


def test_new_dates_are_told_and_the_dates_given_up_are_not() -> None:
    form = form_of({"period": AGREED}, outcome="postponed", period="2-6 September 2024")
    assert form.is_valid()
    assert form.told()["period"] == {"from": "2024-09-02", "to": "2024-09-06", "precision": "day"}
    same = form_of({"period": AGREED}, outcome="carried_over", period="12-16 May 2024")
    assert same.is_valid()
    assert same.told() == {"outcome": "carried_over"}


def test_what_is_not_asked_for_is_kept() -> None:
    files = [{"blob": "sha256:" + "0" * 64, "name": "file", "type": "application/octet-stream", "size": 6}]
    form = form_of({"outcome": "held", "attachments": files}, outcome="held", objective_met="4")
    assert form.is_valid()
    assert form.told() == {"outcome": "held", "attachments": files, "objective_met": 4}


def test_seldom_told_fields_are_folded_until_something_is_in_them() -> None:
    folded = {question.name for question in form_of().questions if question.is_folded}
    told = {question.name for question in form_of({"place": {"kind": "online"}}).questions if question.is_folded}
    assert (folded, told) == ({"place"}, set())


def test_outcome_that_is_unknown_is_refused() -> None:
    form = form_of(outcome="forgotten")
    assert (form.is_valid(), form.outcome) == (False, "")
