"""A text that was typed remembers its original as office.fields does, and is never made newer than it is."""

from typing import Any

import pytest

from foedus.office.fields import with_fields
from foedus.records.kinds.activity import Activity
from foedus.records.values import text_hash
from foedus.web.forms.texts import languages_of_text, stale_languages, written

A, B = text_hash("A"), text_hash("B")
TRANSLATED = {"original": "it", "it": "A", "en": "a", "of": {"en": A}}
AUTHENTIC = {"original": "it", "it": "A", "en": "a"}


@pytest.mark.parametrize(
    "prior,typed,original,becomes",
    [
        ({}, {"it": None, "en": None}, "it", None),
        ({}, {"it": "A", "en": None}, "it", {"original": "it", "it": "A"}),
        ({}, {"it": "A", "en": "a"}, "it", TRANSLATED),
        ({}, {"it": None, "en": "a"}, "it", {"original": "en", "en": "a"}),
        ({}, {"it": "B", "en": "A"}, "en", {"original": "en", "it": "B", "en": "A", "of": {"it": A}}),
        (TRANSLATED, {"it": "A", "en": "a"}, "it", TRANSLATED),
        (TRANSLATED, {"it": "B", "en": "a"}, "it", {**TRANSLATED, "it": "B"}),
        (TRANSLATED, {"it": "B", "en": "b"}, "it", {"original": "it", "it": "B", "en": "b", "of": {"en": B}}),
        (TRANSLATED, {"it": "A", "en": None}, "it", {"original": "it", "it": "A"}),
        (TRANSLATED, {"it": None, "en": "a"}, "it", {"original": "it", "en": "a"}),
        (TRANSLATED, {"it": "B", "en": "A"}, "en", {"original": "en", "it": "B", "en": "A", "of": {"it": A}}),
        (AUTHENTIC, {"it": "B", "en": "b"}, "it", {"original": "it", "it": "B", "en": "b"}),
        (AUTHENTIC, {"it": "A", "en": "a"}, "en", {"original": "en", "it": "A", "en": "a"}),
        ({**AUTHENTIC, "mood": 1}, {"it": "A", "en": "a"}, "it", {**AUTHENTIC, "mood": 1}),
    ],
)
def test_text_of_what_was_typed(
    prior: dict[str, Any], typed: dict[str, str | None], original: str, becomes: dict[str, Any] | None
) -> None:
    assert written(prior, typed, original) == becomes


def test_new_text_is_the_one_that_a_field_by_its_path_makes() -> None:
    by_path = with_fields(Activity, {}, {"title.it": "A", "title.en": "a"}, ("it", "en"))
    assert written({}, {"it": "A", "en": "a"}, "it") == by_path["title"]


def test_stale_translation_that_was_looked_at_holds_again() -> None:
    stale = {**TRANSLATED, "it": "B"}
    assert stale_languages(stale) == {"en"}
    fresh = written(stale, {"it": "B", "en": "a"}, "it", ["en"])
    assert fresh == {"original": "it", "it": "B", "en": "a", "of": {"en": B}}
    assert stale_languages(fresh or {}) == frozenset()


def test_text_is_asked_for_in_the_languages_of_the_cooperation_and_those_that_it_holds() -> None:
    assert languages_of_text({"original": "ru", "ru": "А", "it": "A"}, ("it", "en")) == ("it", "en", "ru")
