"""Every reason has words, and the words say what is to be done."""

import re

from django.utils import translation

from foedus.reading.findings import Code
from foedus.records import catalogue
from foedus.records.activity_terms import PLACE_KINDS
from foedus.web.forms.problems import PROBLEMS, period_words, words


def test_every_reason_has_words_and_every_word_a_reason() -> None:
    assert set(PROBLEMS) == catalogue.PROBLEM_REASONS | {"kind-unknown"}


def test_facts_are_poured_in_with_labels_and_days_in_words() -> None:
    with translation.override("en"):
        told = words("not-in-list", {"allowed": ("online", "aboard")}, terms=PLACE_KINDS)
        assert told == "Choose one of the list: Online, Aboard."
        assert words("not-whole", {"precision": "month", "from": "2026-05-01", "to": "2026-05-31"}) == (
            "Whole units are meant: from 1 May 2026 to 31 May 2026."
        )
        assert words("too-long", {"max_length": 500}) == "Use at most 500 characters."


def test_fact_that_is_missing_shows_as_a_dash() -> None:
    assert words("too-small") == "Enter - or more."


def test_reason_without_words_is_said_to_be_of_the_wrong_form() -> None:
    assert words("of-a-newer-program") == words("wrong-form")


def test_field_with_a_form_of_its_own_says_which() -> None:
    assert words("wrong-form", field="mailbox") == "Enter one mail address of an office, such as office@example.org."


def test_every_code_that_a_period_can_have_has_words() -> None:
    codes = [code for code in Code if code.value.startswith("period-")]
    beyond_a_single_text = {Code.PERIOD_TENTATIVE, Code.PERIOD_OUTSIDE_PLAN}
    unworded = {code for code in codes if period_words(code, {}) == words("wrong-form")}
    assert unworded == beyond_a_single_text


def test_wording_names_only_facts_that_a_problem_carries() -> None:
    carried = {"ge", "le", "min_length", "max_length", "pattern", "precision", "from", "to", "allowed"}
    named = {name for text in PROBLEMS.values() for name in re.findall(r"\{(\w+)\}", text)}
    assert named - carried == set()
