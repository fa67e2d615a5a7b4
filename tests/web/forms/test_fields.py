"""What people type is read as they mean it, and what was left alone comes back as it was."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from foedus.web.forms import fields as f
from tests.web.forms.bodies import periods

MAY = {"from": "2026-05-12", "to": "2026-05-16", "precision": "day"}
SECOND_QUARTER = {"from": "2026-04-01", "to": "2026-06-30", "precision": "quarter"}
FIRST_HALF = {"from": "2026-01-01", "to": "2026-06-30", "precision": "half"}
WHOLE_MAY = {"from": "2026-05-01", "to": "2026-05-31", "precision": "month"}


def offered(field: Any) -> list[tuple[str, str]]:
    """What a choice offers."""
    return list(field.choices)


@pytest.mark.parametrize(
    "text,period",
    [
        ("12-16 May 2026", MAY),
        ("12-16 maggio 2026", MAY),
        ("dal 12 al 16 maggio 2026", MAY),
        ("2026-05-12/2026-05-16", MAY),
        ("2026-05-12..2026-05-16", MAY),
        ("12/05/2026 - 16/05/2026", MAY),
        ("II trim. 2026", SECOND_QUARTER),
        ("second quarter of 2026", SECOND_QUARTER),
        ("2026-Q2", SECOND_QUARTER),
        ("maggio 2026", WHOLE_MAY),
        ("2026-05", WHOLE_MAY),
        ("12-16 May 2026 (TBC)", WHOLE_MAY),
        ("first half of 2026", FIRST_HALF),
        ("I semestre 2026", FIRST_HALF),
        ("2026", {"from": "2026-01-01", "to": "2026-12-31", "precision": "year"}),
        ("2024-2025", {"from": "2024-01-01", "to": "2025-12-31", "precision": "year"}),
        ("da definire", {"precision": "none"}),
        ("to be defined", {"precision": "none"}),
        ("", None),
    ],
)
def test_period_is_read_as_people_write_it(text: str, period: dict[str, str] | None) -> None:
    assert f.PeriodField().clean(text) == period


@pytest.mark.parametrize(
    "text,told",
    [
        ("boh", "“boh” cannot be read as a date or a period."),
        ("12-16 May", "Which year is meant by “12-16 May”? Add it."),
        ("16-12 May 2026", "It ends (12 May 2026) before it begins (16 May 2026)."),
        ("31 June 2026", "“31 June 2026” cannot be read as a date or a period."),
        ("May 2026\nJune 2027", "“May 2026\nJune 2027” can be read in two ways: May 2026, June 2027."),
    ],
)
def test_period_that_is_not_clear_says_why(text: str, told: str) -> None:
    with pytest.raises(ValidationError) as raised:
        f.PeriodField().clean(text)
    assert raised.value.messages[0].startswith(told)


@pytest.mark.parametrize("language", ["it", "en"])
@given(period=periods())
def test_period_is_shown_in_words_that_are_read_as_the_same_period(language: str, period: dict[str, Any]) -> None:
    with translation.override(language):
        assert f.PeriodField().clean(f.PeriodField(period).initial) == period


def test_period_that_was_typed_is_told_back() -> None:
    with translation.override("it"):
        field = f.PeriodField()
        assert (field.understood("2026-Q2"), field.understood("boh")) == ("II trimestre 2026", "")


@pytest.mark.parametrize(
    "text,amount",
    [("1250", 125000), ("1.250,50", 125050), ("1,250.50", 125050), ("1250.5", 125050), ("0,05", 5), ("", None)],
)
def test_amount_is_read_in_the_english_and_in_the_italian_way(text: str, amount: int | None) -> None:
    assert f.AmountField().clean(text) == amount


@pytest.mark.parametrize("text", ["much", "12 EUR", "-"])
def test_amount_that_is_none_says_so(text: str) -> None:
    with pytest.raises(ValidationError):
        f.AmountField().clean(text)


@pytest.mark.parametrize("language,shown", [("it", "120,50"), ("en", "120.50")])
def test_amount_is_shown_with_the_mark_of_the_language(language: str, shown: str) -> None:
    with translation.override(language):
        assert f.AmountField(12050).initial == shown
        assert f.AmountField().clean(shown) == 12050


@pytest.mark.parametrize(
    "text,number", [("12", 12), ("1.200", 1200), ("1,200", 1200), ("1 200 000", 1200000), ("-3", -3)]
)
def test_number_is_read_with_its_marks_of_thousands(text: str, number: int) -> None:
    assert f.NumberField().clean(text) == number


@pytest.mark.parametrize("text", ["many", "1.5", "1e3", "12 or 13", "٣", "9" * 17])
def test_number_that_is_none_says_so(text: str) -> None:
    with pytest.raises(ValidationError) as raised:
        f.NumberField().clean(text)
    assert raised.value.messages == ["Enter a whole number in digits."]


@pytest.mark.parametrize("text", ["2026-05-12", "12 May 2026", "12/05/2026", "12 maggio 2026"])
def test_day_is_read_as_the_browser_or_a_person_writes_it(text: str) -> None:
    assert f.DayField().clean(text) == "2026-05-12"


@pytest.mark.parametrize("text", ["2026-02-30", "May 2026", "12-16 May 2026", "tomorrow"])
def test_day_that_the_calendar_has_not_says_so(text: str) -> None:
    with pytest.raises(ValidationError) as raised:
        f.DayField().clean(text)
    assert raised.value.messages == ["Enter a day that the calendar has."]


def test_text_that_was_left_alone_keeps_its_blanks_and_line_ends() -> None:
    prior = " Two lines,\nand a blank "
    field = f.ProseField(prior, language="it")
    assert field.clean("Two lines,\r\nand a blank") == prior
    assert field.clean(" Three\r\nlines ") == "Three\nlines"
    assert field.clean(" \r\n ") is None


def test_several_lines_are_read_one_a_line() -> None:
    field = f.LinesField(["Baku", "Rome"])
    assert (field.initial, field.clean("Baku\r\nRome")) == ("Baku\nRome", ["Baku", "Rome"])
    assert (field.clean(" Baku \r\n\r\nTurin"), field.clean("")) == (["Baku", "Turin"], None)


def test_choice_takes_what_is_offered_or_held_and_nothing_else() -> None:
    field = f.ChosenField("newer", offered=[("a", "A")])
    assert offered(field) == [("", "-"), ("newer", "newer"), ("a", "A")]
    assert (field.clean("a"), field.clean("newer"), field.clean("")) == ("a", "newer", None)
    with pytest.raises(ValidationError):
        field.clean("b")


def test_several_choices_keep_the_order_in_which_they_were_held() -> None:
    field = f.SeveralField(["c", "a"], offered=[("a", "A"), ("b", "B"), ("c", "C")])
    assert field.clean(["a", "b", "c"]) == ["c", "a", "b"]
    assert field.clean([]) is None


def test_box_says_yes_or_nothing() -> None:
    assert [f.YesField().clean(value) for value in (True, False)] == [True, None]


@given(st.integers(0, 10**15))
def test_amount_and_number_come_back_as_they_were(value: int) -> None:
    for language in ("it", "en"):
        with translation.override(language):
            assert f.AmountField().clean(f.AmountField(value).initial) == value
            assert f.NumberField().clean(f.NumberField(value).initial) == value
