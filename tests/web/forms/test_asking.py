"""Each shape is asked for by the input that fits it, with what may be chosen in the reader's language."""

from typing import Any

import pytest
from django import forms

from foedus.records.activity_terms import ACTIVITY_TYPES
from foedus.web.forms import fields as f
from foedus.web.forms.record import RecordForm
from tests.web.forms.posting import form_of

PLAN = "ITA/0b0e7a52-1111-4222-8333-444455556666"


@pytest.mark.parametrize(
    "kind,path,asked",
    [
        ("activity", "title.it", f.ProseField),
        ("activity", "title.original", f.ChosenField),
        ("activity", "plan", f.Typed),
        ("activity", "type", f.ChosenField),
        ("activity", "host", f.ChosenField),
        ("activity", "period", f.PeriodField),
        ("activity", "place.kind", f.ChosenField),
        ("activity", "place.country", f.ChosenField),
        ("activity", "place.town", f.Typed),
        ("activity", "days", f.NumberField),
        ("activity", "reserve", f.YesField),
        ("activity", "working_languages", f.SeveralField),
        ("activity", "money.0.cap.amount", f.AmountField),
        ("agreement", "signed_on", f.DayField),
        ("agreement", "areas", f.SeveralField),
        ("meeting", "sites_visited", f.LinesField),
        ("meeting", "agenda.0.en", f.ProseField),
        ("meeting", "next_meeting.place.country", f.ChosenField),
        ("meeting", "decisions.0.who", f.SeveralField),
        ("plan", "provisions.further.0.it", f.ProseField),
    ],
)
def test_shape_is_asked_for_by_the_input_that_fits_it(kind: str, path: str, asked: type[forms.Field]) -> None:
    assert type(form_of(kind, {}).fields[path]) is asked


def choices(path: str, language: str = "it", **options: Any) -> list[tuple[str, str]]:
    """What an input of an activity offers."""
    return offered(form_of("activity", {}, language=language, **options), path)


def offered(form: RecordForm, path: str) -> list[tuple[str, str]]:
    """What an input offers."""
    asked: Any = form.fields[path]
    return list(asked.choices)


def test_terms_countries_parties_and_languages_are_offered_by_their_names() -> None:
    assert choices("type")[1:] == [(term.id, term.it) for term in ACTIVITY_TYPES]
    assert [name for code, name in choices("place.country") if code == "KZ"] == ["Kazakistan"]
    names = [name for _code, name in choices("place.country", "en")[1:]]
    assert names == sorted(names)
    assert choices("host") == [("", "-"), ("ITA", "Italy (ITA)"), ("AZE", "Azerbaijan (AZE)")]
    assert choices("working_languages")[:3] == [("it", "italiano"), ("en", "inglese"), ("fr", "francese")]


def test_links_are_chosen_among_what_the_page_offers() -> None:
    assert choices("plan", choices={"plan": [(PLAN, "Piano 2026")]}) == [("", "-"), (PLAN, "Piano 2026")]
    form = form_of("meeting", {}, choices={"decisions.undertakings": [(PLAN, "Impegno")]})
    assert offered(form, "decisions.0.undertakings") == [(PLAN, "Impegno")]


def test_link_that_is_held_stays_though_it_is_not_offered() -> None:
    form = form_of("activity", {"plan": "AZE/x"}, choices={"plan": [(PLAN, "Piano 2026")]})
    assert offered(form, "plan") == [("", "-"), ("AZE/x", "AZE/x"), (PLAN, "Piano 2026")]


def test_original_comes_first_and_one_language_asks_for_no_choice() -> None:
    form = form_of("activity", {"title": {"original": "en", "en": "Course"}})
    assert form["title.original"].value() == "en"
    assert (form.fields["title.en"].required, form.fields["title.it"].required) == (True, False)


def test_hint_says_the_note_of_the_field() -> None:
    form = form_of("activity", {})
    assert form.fields["priority"].help_text == "1 comes first"
    assert form.fields["contacts.0.post"].help_text == "An office held, never a person's name"
    assert str(form.fields["period"].help_text).startswith("For example: 12-16 May 2026")
