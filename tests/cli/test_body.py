"""Bodies as people read them: every field, word for word, in their language."""

import re
from typing import Any

import pytest

from foedus.cli import language
from foedus.cli.body import (
    field_text,
    fields_of,
    is_prose,
    path_text,
    period_of,
    place_of,
    say,
    text_of,
    value_at,
    value_text,
)
from foedus.cli.numbers import draft_ranges
from foedus.cli.saying import fault_text, tell_differences
from foedus.office.review import changes
from foedus.records.values import text_hash
from tests.databases import ON_FILE_ALONE

pytestmark = ON_FILE_ALONE


@pytest.mark.parametrize(
    "period, english, italian",
    [
        ({"precision": "none"}, "to be defined", "da definire"),
        ({"from": "2024-05-13", "to": "2024-05-13", "precision": "day"}, "2024-05-13", "2024-05-13"),
        (
            {"from": "2024-05-13", "to": "2024-05-17", "precision": "day"},
            "2024-05-13 to 2024-05-17",
            "dal 2024-05-13 al 2024-05-17",
        ),
        (
            {"from": "2024-05-13", "to": "2024-05-19", "precision": "week"},
            "2024-05-13 to 2024-05-19 (Week)",
            "dal 2024-05-13 al 2024-05-19 (Settimana)",
        ),
        ({"from": "2024-05-01", "to": "2024-05-31", "precision": "month"}, "2024-05", "2024-05"),
        (
            {"from": "2024-04-01", "to": "2024-06-30", "precision": "quarter"},
            "II quarter 2024",
            "II trimestre 2024",
        ),
        ({"from": "2024-07-01", "to": "2024-12-31", "precision": "half"}, "II half 2024", "II semestre 2024"),
        ({"from": "2024-01-01", "to": "2024-12-31", "precision": "year"}, "2024", "2024"),
        ({"from": "2024-01-01", "to": "2025-12-31", "precision": "year"}, "2024-2025", "2024-2025"),
        (
            {"from": "2024-04-01", "to": "2024-09-30", "precision": "quarter"},
            "2024-04-01 to 2024-09-30 (Quarter)",
            "dal 2024-04-01 al 2024-09-30 (Trimestre)",
        ),
        ({"from": "soon", "to": "later", "precision": "day"}, "soon to later", "dal soon al later"),
    ],
)
def test_period_reads_as_people_write_it(period: dict[str, Any], english: str, italian: str) -> None:
    language.choose("en")
    assert period_of(period) == english
    language.choose("it")
    assert period_of(period) == italian


@pytest.mark.parametrize(
    "place, told",
    [
        ({"kind": "country", "country": "IT", "town": "Roma", "site": "Sample School"}, "Sample School, Roma, IT"),
        ({"kind": "third_country", "country": "DE"}, "In a third country, DE"),
        ({"kind": "online"}, "Online"),
        ({"kind": "beyond"}, "beyond"),
    ],
)
def test_place_reads_from_site_to_country(place: dict[str, Any], told: str) -> None:
    language.choose("en")
    assert place_of(place) == told


def test_text_is_told_in_every_language_the_original_first() -> None:
    language.choose("en")
    text = {"original": "it", "en": "Course", "it": "Corso", "of": {"en": text_hash("Corso")}}
    assert text_of(text) == "[it] Corso\n[en] Course"
    assert text_of({**text, "it": "Corso nuovo"}) == (
        "[it] Corso nuovo\n[en] Course (the translation is older than its original)"
    )
    assert text_of({"original": "it", "it": "Corso"}) == "Corso"


def test_fields_have_labels_and_terms_in_the_language_chosen() -> None:
    body = {
        "title": {"original": "it", "it": "Corso"},
        "type": "course",
        "reserve": True,
        "working_languages": ["en", "it"],
        "places": [{"party": "AZE", "rank_group": "ncos", "number": 6}, {"party": "AZE", "number": 1}],
        "money": [{"item": "travel", "payer": "sender", "cap": {"amount": 12050, "currency": "EUR"}}],
        "strange": {"x": 1},
    }
    language.choose("it")
    told = dict(fields_of("activity/1", body))
    assert told["Titolo"] == "Corso"
    assert told["Tipo"] == "Corso"
    assert told["strange"] == '{"x": 1}'
    assert told["Posti"].split("\n")[1] == "Parte: AZE; Numero: 1"
    assert "120.50 EUR" in "".join(told.values())


def test_fields_of_an_unknown_kind_are_told_as_they_are() -> None:
    assert fields_of("bogus/1", {"x": 1, "y": ["a", "b"], "z": {"q": False}}) == [
        ("x", "1"),
        ("y", "a, b"),
        ("z", '{"q": false}'),
    ]


def test_path_is_told_with_the_labels_that_people_know() -> None:
    language.choose("en")
    assert path_text("activity/1", ("places", 1, "number")) == "Places / 2 / Number"
    assert path_text("activity/1", ("title", "it")) == "Title / it"
    assert path_text("bogus/1", ("x", 0)) == "x / 1"


def test_fault_names_the_terms_that_are_allowed() -> None:
    language.choose("en")
    told = fault_text("report/1", ("outcome",), "not-in-list", {"allowed": ("held", "not_held")})
    assert told == "Outcome (outcome) is none of: held, not_held"
    assert fault_text("report/1", (), "missing", {}) == "the whole is missing"


def test_title_falls_back_to_what_there_is() -> None:
    language.choose("it")
    assert (say({"en": "Course"}), say({"it": "Corso", "en": "Course"}), say({})) == ("Course", "Corso", "")


def test_field_of_a_sheet_in_words() -> None:
    assert [field_text("activity/1", name) for name in ("places:AZE", "title:it", "type")] == [
        "Places AZE", "Title it", "Type",
    ]  # fmt: skip
    assert value_text("activity/1", "period", {"precision": "none"}) == "to be defined"
    assert value_text("activity/1", "type", "course") == "Course"
    assert [value_text("activity/1", "places:AZE", value) for value in (None, 5)] == ["-", "5"]


KEY = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
QUARTER = {"from": "2024-07-01", "to": "2024-09-30", "precision": "quarter"}


@pytest.mark.parametrize(
    "form, path, value, told",
    [
        ("activity/1", ("place", "kind"), "online", "Online"),
        ("activity/1", ("area",), "demining_eod", "Demining and EOD"),
        ("activity/1", ("period",), QUARTER, "III quarter 2024"),
        ("activity/1", ("places", 0), {"party": "AZE", "number": 4}, "Party: AZE; Number: 4"),
        ("activity/1", ("places", 0, "number"), 4, "4"),
        ("charter/1", ("parties", 1, "key"), KEY, THUMBPRINT),
        ("charter/1", ("parties", 1), {"code": "KAZ", "key": KEY}, f"Code: KAZ; Signing key: {THUMBPRINT}"),
        ("bogus/1", ("x", 0), {"a": {"b": [1, 2]}}, "a: b: 1, 2"),
    ],
)
def test_value_at_a_path_is_told_in_words(form: str, path: tuple[str | int, ...], value: Any, told: str) -> None:
    language.choose("en")
    assert value_at(form, path, value) == told


def test_prose_is_what_is_written_in_a_language() -> None:
    paths: list[tuple[str | int, ...]] = [("title", "it"), ("title",), ("type",), ("place", "town"), ()]
    assert [is_prose("activity/1", path) for path in paths] == [True, False, False, False, False]
    assert is_prose("unknown/1", ("title", "it")) is False


def test_differences_are_told_as_people_write_them(capsys: pytest.CaptureFixture[str]) -> None:
    language.choose("en")
    before = {
        "title": {"original": "it", "it": "Corso base", "en": "Course", "of": {"en": "a"}},
        "period": QUARTER,
        "area": "cyber",
        "host": "ITA",
        "places": [{"party": "AZE", "number": 4}],
    }
    after = {
        "title": {"original": "it", "it": "Corso avanzato", "en": "Course", "of": {"en": "b"}},
        "period": {"from": "2024-10-01", "to": "2024-12-31", "precision": "quarter"},
        "area": "demining_eod",
        "host": "AZE",
        "places": [{"party": "AZE", "number": 5}],
        "place": {"kind": "country", "country": "AZ", "town": "Baku"},
    }
    tell_differences("activity/1", changes(before, after), indent=0)
    assert [re.split(r"  +", line) for line in capsys.readouterr().out.splitlines()] == [
        ["Title / it", "Corso [-base-]{+avanzato+}"],
        ["Period", "III quarter 2024 -> IV quarter 2024"],
        ["Area of cooperation", "Cyber -> Demining and EOD"],
        ["Host Party", "ITA -> AZE"],
        ["Places / 1 / Number", "4 -> 5"],
        ["Place", "{+Baku, AZ+}"],
    ]


def test_drafts_in_the_form_in_which_they_are_typed() -> None:
    assert draft_ranges((7, 1, 2, 3, 5)) == "d1-d3, d5, d7"
