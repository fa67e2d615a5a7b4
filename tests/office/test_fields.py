"""Fields as officers write them: short texts, short periods, paths."""

import pytest

from foedus.office import fields
from foedus.office.errors import DraftError
from foedus.office.fields import annotation_of, completed, part_in, whole_text
from foedus.records import catalogue
from foedus.records.values import Period, Text, text_hash

ACTIVITY = catalogue.kind("activity")
PLAN = catalogue.kind("plan")
LANGUAGES = ("it", "en")


def test_completed_fills_texts_in_lists_and_parts() -> None:
    body = {"title": "Piano", "provisions": {"changes": {"en": "By letter", "it": "Per lettera"}, "further": ["Altro"]}}
    assert completed(PLAN, body, LANGUAGES) == {
        "title": {"original": "it", "it": "Piano"},
        "provisions": {
            "changes": {
                "original": "it",
                "en": "By letter",
                "it": "Per lettera",
                "of": {"en": text_hash("Per lettera")},
            },
            "further": [{"original": "it", "it": "Altro"}],
        },
    }


def test_completed_keeps_what_is_whole_or_unknown() -> None:
    body = {"title": {"original": "en", "en": "Plan", "it": "Piano"}, "nothing": ["x"]}
    assert completed(PLAN, body, LANGUAGES) == body


@pytest.mark.parametrize(
    "written, meant",
    [
        ("2024", ("2024-01-01", "2024-12-31", "year")),
        ("2024-2025", ("2024-01-01", "2025-12-31", "year")),
        ("2024-Q3", ("2024-07-01", "2024-09-30", "quarter")),
        ("2024-02", ("2024-02-01", "2024-02-29", "month")),
        ("2024-05-12", ("2024-05-12", "2024-05-12", "day")),
        ("2024-05-12/2024-05-16", ("2024-05-12", "2024-05-16", "day")),
    ],
)
def test_period_in_short(written: str, meant: tuple[str, str, str]) -> None:
    body = fields.with_fields(ACTIVITY, {}, {"period": written}, LANGUAGES)
    assert body == {"period": dict(zip(("from", "to", "precision"), meant, strict=True))}


def test_period_that_is_not_read_stays_for_the_checks() -> None:
    body = completed(ACTIVITY, {"title": "Corso", "period": "spring"}, LANGUAGES)
    assert [(one.path, one.reason) for one in catalogue.problems("activity/1", body)] == [
        (("period",), "not-an-object")
    ]


def test_with_fields_reads_values_by_the_type_of_the_field() -> None:
    written = {
        "places.0.party": "AZE",
        "places.0.number": "4",
        "serial": "7",
        "reserve": "true",
        "working_languages": "en, it",
        "place": '{"kind": "country", "country": "IT"}',
        "objective.en": "To train",
    }
    assert fields.with_fields(ACTIVITY, {}, written, LANGUAGES) == {
        "places": [{"party": "AZE", "number": 4}],
        "serial": "7",
        "reserve": True,
        "working_languages": ["en", "it"],
        "place": {"kind": "country", "country": "IT"},
        "objective": {"original": "en", "en": "To train"},
    }


def test_with_fields_removes_and_leaves_nothing_empty() -> None:
    body = {"places": [{"party": "AZE", "number": 4}], "serial": "7"}
    assert fields.with_fields(ACTIVITY, body, {"places.0.party": None, "places.0.number": ""}, LANGUAGES) == {
        "serial": "7"
    }
    assert body["serial"] == "7"


def test_translation_remembers_what_it_translates() -> None:
    body = {"title": {"original": "it", "it": "Corso"}}
    changed = fields.with_fields(ACTIVITY, body, {"title.en": "Course"}, LANGUAGES)
    assert changed["title"]["of"] == {"en": text_hash("Corso")}
    stale = fields.with_fields(ACTIVITY, changed, {"title.it": "Corso avanzato"}, LANGUAGES)
    assert stale["title"]["of"] == {"en": text_hash("Corso")}


@pytest.mark.parametrize("path", ["places.3.number", "serial.x.y"])
def test_path_that_leads_nowhere_is_refused(path: str) -> None:
    with pytest.raises(DraftError, match="path-unknown"):
        fields.with_fields(ACTIVITY, {"serial": "7"}, {path: "1"}, LANGUAGES)


def test_value_that_is_not_json_is_refused() -> None:
    with pytest.raises(DraftError) as caught:
        fields.with_fields(ACTIVITY, {}, {"days": "five"}, LANGUAGES)
    assert caught.value.facts == {"path": "days", "value": "five"}


def test_types_of_fields() -> None:
    assert part_in(annotation_of(ACTIVITY, "title")) is Text
    assert part_in(annotation_of(ACTIVITY, "period")) is Period
    assert annotation_of(ACTIVITY, "no_such_field") is None
    assert whole_text(7, LANGUAGES) == 7


@pytest.mark.parametrize("written", ["2024-13", "2024-02-30", "soon"])
def test_period_that_the_calendar_has_not_is_refused(written: str) -> None:
    with pytest.raises(DraftError, match="period-not-read"):
        fields.with_fields(catalogue.kind("activity"), {}, {"period": written}, ("it", "en"))
