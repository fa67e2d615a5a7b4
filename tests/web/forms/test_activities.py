"""The forms that narrow a table."""

from typing import Any

from django.http import QueryDict

from foedus.web.activity_query import query_of
from foedus.web.forms.activities import choices_of, kept_by


def forms_of(text: str, **more: Any) -> Any:
    query = query_of(QueryDict(text))
    return query, *choices_of(query, "en", **{"parties": ("ITA", "AZE"), "years": (2024,), "plans": None, **more})


def test_hosts_and_years_are_those_given_and_the_one_chosen() -> None:
    _, few, _ = forms_of("year=1999")
    assert [value for value, _ in few.fields["host"].choices] == ["", "ITA", "AZE"]
    assert [value for value, _ in few.fields["year"].choices] == ["", "1999", "2024"]


def test_plan_is_asked_where_there_are_plans() -> None:
    assert "plan" not in forms_of("")[2].fields
    plans = forms_of("", plans={"ITA/1": "Sample plan"})[2].fields["plan"].choices
    assert [value for value, _ in plans] == ["", "-", "ITA/1"]


def test_each_form_keeps_what_the_other_says() -> None:
    query, few, more = forms_of("status=held&area=cimic&group=host&x=1")
    assert kept_by(few, query) == [("area", "cimic"), ("x", "1")]
    assert kept_by(more, query) == [("group", "host"), ("x", "1"), ("status", "held")]


def test_several_statuses_stay_beside_the_box_that_shows_one() -> None:
    query, few, _ = forms_of("status=held&status=lapsed")
    assert kept_by(few, query) == [("status", "held"), ("status", "lapsed")]
    assert str(few.fields["status"].choices[0][1]) == "several"
