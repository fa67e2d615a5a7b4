"""Where two texts differ, in words of a paper: texts word by word, every other field as a whole."""

from typing import Any

from foedus.publishing.paper_differences import FieldDifference, absent, line_differences, plan_differences
from tests.publishing.paper_samples import line_body, plan_body, text

BOTH = ("it", "en")


def told(found: tuple[FieldDifference, ...]) -> list[tuple[Any, ...]]:
    """Each difference as its name, and the two sides as plain pairs."""
    return [
        (
            one.name,
            [(run.kind, run.text) for run in one.ours],
            [(run.kind, run.text) for run in one.theirs],
        )
        for one in found
    ]


def test_title_differs_word_by_word_in_the_language_that_changed() -> None:
    ours = {"title": text({"it": "Corso base", "en": "Basic course"})}
    theirs = {"title": text({"it": "Corso avanzato", "en": "Basic course"})}
    assert told(line_differences(ours, theirs, BOTH)) == [
        (
            ("Titolo (italiano)", "Title (Italian)"),
            [("kept", "Corso "), ("removed", "base")],
            [("kept", "Corso "), ("added", "avanzato")],
        )
    ]


def test_period_and_numbers_differ_as_wholes() -> None:
    ours = {**line_body(7), "days": 4}
    theirs = {**ours, "days": 5, "period": {"from": "2024-01-01", "to": "2024-12-31", "precision": "year"}}
    assert told(line_differences(ours, theirs, ("en",))) == [
        (("Period",), [("removed", "13-17 May 2024")], [("added", "2024")]),
        (("Days",), [("removed", "4")], [("added", "5")]),
    ]


def test_field_that_one_lacks_is_absent_there() -> None:
    ours = {"entities": [{"party": "ITA", "entity": "Sample School", "role": "lead"}], "reserve": True}
    assert told(line_differences(ours, {}, ("en",))) == [
        (("Lead and supporting entities",), [("removed", "ITA Sample School / lead")], []),
        (("Reserve",), [("removed", "Reserve")], []),
    ]
    assert absent(BOTH) == "assente / absent"


def test_same_text_differs_nowhere() -> None:
    assert line_differences(line_body(6), line_body(6), BOTH) == ()
    assert plan_differences(plan_body(), plan_body(), BOTH) == ()


def test_provisions_of_a_plan_differ_one_by_one() -> None:
    ours = plan_body()
    further = [ours["provisions"]["further"][0], text({"en": "Something else"})]
    theirs = {**ours, "edition": 2, "provisions": {**ours["provisions"], "further": further}}
    names = [one.name for one in plan_differences(ours, theirs, ("en",))]
    assert names == [
        ("Edition",),
        ("Further provisions 2 (Italian)",),
        ("Further provisions 2 (English)",),
        ("Further provisions 2 (Russian)",),
    ]


def test_terms_people_and_plain_values_are_worded() -> None:
    ours: dict[str, Any] = {"type": "course", "places": [{"party": "AZE", "number": 4}], "working_languages": ["en"]}
    theirs = {"type": "seminar", "money": [{"item": "travel", "payer": "host"}], "place": {"kind": "online"}}
    found = {one.name: (one.ours, one.theirs) for one in line_differences(ours, theirs, ("en",))}
    sides = {name: tuple("".join(run.text for run in side) for side in both) for name, both in found.items()}
    assert sides == {
        ("Type",): ("Course", "Seminar or conference"),
        ("Places",): ("AZE 4", ""),
        ("Languages of work",): ("en", ""),
        ("Who pays",): ("", "Host Party: travel"),
        ("Place",): ("", "Online"),
    }
