"""One form for every kind: what it holds comes back as it was, and what is typed becomes a body."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Annotated, Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.office.drafts import Fault
from foedus.office.fields import completed
from foedus.records import catalogue
from foedus.records.base import Consent, Label, Part, Record
from foedus.records.values import Count, Day, Money, PartyCode, Period, Place, Text, text_hash
from tests.web.forms.bodies import bodies
from tests.web.forms.posting import LANGUAGES, form_of, posted, typed

KINDS = {
    "agreement": "agreement",
    "office": "milestone",
    "plan": "plan",
    "talks": "meeting",
    "undertaking": "undertaking",
}
KINDS["visit"] = "meeting"


def facts() -> list[tuple[str, dict[str, Any]]]:
    """The bodies of the demo, in full, each with its kind."""
    found = []
    for file in sorted(files("foedus.samples").joinpath("facts").iterdir(), key=lambda one: one.name):
        kind = KINDS[file.name.partition("-")[0]]
        found.append((kind, completed(catalogue.kind(kind), json.loads(file.read_text("utf-8")), LANGUAGES)))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind,body", facts())
def test_form_of_a_body_that_is_left_alone_gives_the_same_body(kind: str, body: dict[str, Any], language: str) -> None:
    with translation.override(language):
        form = form_of(kind, body, posted(form_of(kind, body, language=language)), language=language)
        assert (form.is_valid(), form.errors) == (True, {})
        assert form.body() == body
        assert list(form.body()) == list(body)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind,body", facts())
def test_body_typed_anew_word_for_word_gives_the_same_body(kind: str, body: dict[str, Any], language: str) -> None:
    with translation.override(language):
        form = form_of(kind, {}, posted(form_of(kind, body, language=language)), language=language)
        assert (form.is_valid(), form.errors) == (True, {})
        assert form.body() == body
        assert catalogue.problems(kind, form.body()) == ()


@pytest.mark.parametrize("kind", [cls.kind for cls in catalogue.all_kinds()])
@given(data=st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_form_of_any_body_that_is_left_alone_gives_the_same_body(kind: str, data: st.DataObject) -> None:
    body = data.draw(bodies(catalogue.kind(kind)))
    form = form_of(kind, body, posted(form_of(kind, body)))
    assert (form.is_valid(), form.errors) == (True, {})
    assert form.body() == body


@pytest.mark.parametrize("kind", [cls.kind for cls in catalogue.all_kinds()])
def test_form_that_is_left_empty_gives_an_empty_body(kind: str) -> None:
    form = typed(kind, {})
    assert (form.is_valid(), form.body()) == (True, {})


def test_what_this_program_does_not_know_is_kept() -> None:
    body = {
        "title": {"original": "it", "it": "Corso"},
        "mood": "good",
        "places": [{"party": "ITA", "number": 3, "shoes": 2}],
        "type": "of-a-newer-list",
    }
    form = typed("activity", {"days": "5"}, body)
    assert form.is_valid()
    assert form.body() == {**body, "days": 5}


def test_fields_left_out_keep_what_they_hold() -> None:
    form = typed("activity", {"days": "5"}, {"plan": "ITA/x", "marking": "Unclassified"}, without=("plan", "marking"))
    assert [name for name in form.fields if name in {"plan", "marking"}] == []
    assert form.is_valid()
    assert form.body() == {"plan": "ITA/x", "marking": "Unclassified", "days": 5}


def test_entry_that_is_taken_out_goes_and_its_mistakes_with_it() -> None:
    body = {"places": [{"party": "ITA", "number": 3}, {"party": "AZE", "number": 4}]}
    form = typed("activity", {"places.0.number": "many", "places.0.remove": "on"}, body)
    assert (form.is_valid(), form.body()) == (True, {"places": [{"party": "AZE", "number": 4}]})


def test_only_entry_that_is_taken_out_leaves_no_empty_list() -> None:
    form = typed("activity", {"places.0.remove": "on"}, {"places": [{"party": "ITA", "number": 3}]})
    assert (form.is_valid(), form.body()) == (True, {})


def test_empty_entry_at_the_end_becomes_a_new_one_when_it_is_filled_in() -> None:
    form = typed(
        "activity", {"places.1.party": "AZE", "places.1.number": "1.200"}, {"places": [{"party": "ITA", "number": 3}]}
    )
    assert form.is_valid()
    assert form.body() == {"places": [{"party": "ITA", "number": 3}, {"party": "AZE", "number": 1200}]}


def test_button_adds_an_entry_and_keeps_what_was_typed() -> None:
    form = typed("activity", {"places.0.number": "many", "add:places": "1"})
    assert form.is_adding
    assert [name for name in form.fields if name.startswith("places") and name.endswith("number")] == [
        "places.0.number",
        "places.1.number",
    ]
    assert form["places.0.number"].value() == "many"


def test_text_that_cannot_be_read_is_kept_and_told_where_it_stands() -> None:
    form = typed("activity", {"period": "boh", "places.0.number": "many", "title.it": "Corso"})
    assert not form.is_valid()
    assert [(one.id, one.label) for one in form.summary] == [
        ("id_period", "Period"),
        ("id_places.0.number", "Places 1, Number"),
    ]
    assert (form["period"].value(), form["title.it"].value()) == ("boh", "Corso")


def test_problems_stand_beside_their_fields_whether_or_not_something_was_posted() -> None:
    body = {"places": [{"party": "ITA", "number": 3}, {"party": "AZE"}], "priority": 12}
    problems = catalogue.problems("activity/1", body)
    told = [
        ("id_title.it", "Title [it]", "Fill this in: it is needed."),
        ("id_places.1.number", "Places 2, Number", "Fill this in: it is needed."),
        ("id_priority", "Priority", "Enter 9 or less."),
    ]
    assert [(one.id, one.label, one.message) for one in form_of("activity", body, problems=problems).summary] == told
    form = typed("activity", {}, body)
    assert form.is_valid()
    form.attach(problems)
    assert [(one.id, one.label, one.message) for one in form.summary] == told


def test_problem_in_an_entry_after_one_left_blank_stands_beside_the_right_one() -> None:
    form = typed("activity", {"title.it": "Corso", "add:places": "1"})
    query = posted(form_of("activity", {"title": {"original": "it", "it": "Corso"}}))
    query["places.7.party"] = "ITA"
    query["places.7.number"] = ""
    form = form_of("activity", {}, query)
    assert form.is_valid()
    form.attach(catalogue.problems("activity", form.body()))
    assert [one.id for one in form.summary] == ["id_places.7.number"]


def test_problem_of_the_whole_stands_in_the_list_alone() -> None:
    form = form_of("activity", {}, problems=[Fault((), "kind-unknown"), Fault(("mood",), "unknown-field")])
    assert [(one.id, one.label) for one in form.summary] == [("", ""), ("", "")]


def test_problem_of_a_choice_of_several_leads_to_its_first_box() -> None:
    body = {"words": {"original": "it", "it": "Parole"}, "strength": "hope", "who": "ITA", "to_whom": ["x"]}
    form = form_of("undertaking", body, problems=catalogue.problems("undertaking", body))
    assert [one.id for one in form.summary] == ["id_to_whom_0"]


def test_suggestion_is_shown_and_taken_when_it_is_ticked() -> None:
    inferred = [{"field": "host", "value": "AZE", "rule": "host-is-party-of-place"}]
    form = typed("activity", {"take:host": "on"}, inferred=inferred)
    assert [(item.path, item.suggestion.value, item.suggestion.rule) for item in form.items if item.suggestion] == [
        ("host", "Azerbaijan", "the place is in this Party's country")
    ]
    assert form.taken() == {"host"}
    assert typed("activity", {}, inferred=inferred).taken() == frozenset()


class Visit(Part):
    """A part of a kind of which nothing is known."""

    day: Annotated[Day, Label("Giorno", "Day")]
    cost: Annotated[Money | None, Label("Costo", "Cost", "rounded")] = None


class Lesson(Record):
    """A kind that comes in at run time."""

    kind = "lesson"
    consent = Consent.OWN
    label = Label("Lezione appresa", "Lesson")
    caption = ("what",)

    what: Annotated[Text, Label("Che cosa", "What")]
    by: Annotated[tuple[PartyCode, ...], Label("Di chi", "By")] = ()
    visits: Annotated[tuple[Visit, ...], Label("Visite", "Visits")] = ()
    when: Annotated[Period | None, Label("Quando", "When")] = None
    where: Annotated[Place | None, Label("Dove", "Where")] = None
    heads: Annotated[Count | None, Label("Quanti", "Heads")] = None


@pytest.fixture
def lesson() -> Iterator[None]:
    """Adds a kind, and takes it away again."""
    catalogue.register(Lesson)
    yield
    catalogue.unregister(Lesson)


@pytest.mark.usefixtures("lesson")
def test_kind_registered_at_run_time_has_a_working_form() -> None:
    form = typed(
        "lesson",
        {
            "what.it": "Mappe comuni",
            "what.en": "Common maps",
            "by": ["AZE"],
            "visits.0.day": "2026-05-12",
            "visits.0.cost.amount": "1.250,50",
            "visits.0.cost.currency": "EUR",
            "when": "II trim. 2026",
            "where.kind": "country",
            "where.country": "AZ",
            "heads": "12",
        },
    )
    assert (form.is_valid(), form.errors) == (True, {})
    body = form.body()
    assert body == {
        "what": {"original": "it", "it": "Mappe comuni", "en": "Common maps", "of": {"en": text_hash("Mappe comuni")}},
        "by": ["AZE"],
        "visits": [{"day": "2026-05-12", "cost": {"amount": 125050, "currency": "EUR"}}],
        "when": {"from": "2026-04-01", "to": "2026-06-30", "precision": "quarter"},
        "where": {"kind": "country", "country": "AZ"},
        "heads": 12,
    }
    assert catalogue.problems("lesson/1", body) == ()
    assert [group.title for group in form.groups] == ["Lesson"]


@pytest.mark.parametrize("kind", [cls.kind for cls in catalogue.all_kinds()])
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_of_a_form_has_a_label_for_every_input(kind: str, language: str) -> None:
    with translation.override(language):
        form = form_of(kind, {}, language=language)
        page = render_to_string("web/forms/record.html", {"form": form})
    shown = [name for name in form.fields if not name.endswith(".remove")]
    assert [name for name in shown if f'name="{name}"' not in page] == []
    single = [form[name].id_for_label for name in shown if form[name].id_for_label]
    assert [name for name in single if f'<label for="{name}">' not in page] == []
