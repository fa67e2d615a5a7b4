"""The words of dates, and the words for what is still open."""

from __future__ import annotations

import re

import pytest

from foedus.reading.calendar_words import MONTH_OF, alternatives, is_open, normal, without_tentative


def test_every_month_has_names_in_three_languages() -> None:
    assert sorted(set(MONTH_OF.values())) == list(range(1, 13))
    assert [MONTH_OF[name] for name in ("maggio", "may", "мая", "sept", "sett", "дек")] == [5, 5, 5, 9, 9, 12]


def test_alternatives_take_the_longest_word() -> None:
    found = re.match(alternatives({"mar": 3, "march": 3}), "march")
    assert found is not None
    assert found[0] == "march"


def test_normal_text_has_one_kind_of_dash_and_blank() -> None:
    assert normal(" 12\u201316\u00a0 Maggio\n1° ") == "12-16 maggio 1"


@pytest.mark.parametrize(
    "text", ["TBD", "T.B.D.", "tbc", "n.a.", "N/A", "n.d.", "da definire", "To be defined", "-", "?"]
)
def test_text_that_leaves_something_open(text: str) -> None:
    assert is_open(text)


@pytest.mark.parametrize("text", ["", "Napoli", "nd Roma", "TBD 2024", "Nave", "0"])
def test_text_that_says_something(text: str) -> None:
    assert not is_open(text)


def test_closing_mark_of_what_is_to_be_confirmed() -> None:
    assert without_tentative("12 may 2024 (tbc)") == ("12 may 2024", True)
    assert without_tentative("12 may 2024, da confermare") == ("12 may 2024", True)
    assert without_tentative("12 may 2024") == ("12 may 2024", False)
