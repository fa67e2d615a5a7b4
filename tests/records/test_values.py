"""Plain values: what is read, what is refused, and what a text or a period can tell."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from foedus.records.base import dump
from foedus.records.values import Attachment, Money, Period, Place, Text, text_hash

HASH = "8e7f4bdc1c4c4b1e1c4c4b1e1c4c4b1e1c4c4b1e1c4c4b1e1c4c4b1e1c4c4b1e"


def test_text_remembers_what_its_translations_translate() -> None:
    text = Text.write("it", "Corso", {"en": "Course", "ru": "Курс"})
    of_it = text_hash("Corso")
    expected = {"original": "it", "it": "Corso", "en": "Course", "ru": "Курс", "of": {"en": of_it, "ru": of_it}}
    assert dump(text) == expected
    assert text.held() == {"it": "Corso", "en": "Course", "ru": "Курс"}


def test_text_without_translations_has_no_hashes() -> None:
    assert dump(Text.write("kk", "Курс")) == {"original": "kk", "kk": "Курс"}


@pytest.mark.parametrize("language,said", [("it", "Corso"), ("en", "Course"), ("ru", "Corso"), ("xx", "Corso")])
def test_text_is_said_in_a_language_or_the_original(language: str, said: str) -> None:
    assert Text.write("it", "Corso", {"en": "Course"}).say(language) == said


@pytest.mark.parametrize(
    "body,stale",
    [
        ({"it": "Corso", "en": "Course", "of": {"en": text_hash("Corso")}}, False),
        ({"it": "Corso base", "en": "Course", "of": {"en": text_hash("Corso")}}, True),
        ({"it": "Corso", "en": "Course"}, False),
        ({"it": "Corso"}, False),
    ],
    ids=["fresh", "stale", "of its own right", "absent"],
)
def test_translation_of_a_changed_original_is_stale(body: dict[str, Any], *, stale: bool) -> None:
    text = Text.from_body({"original": "it", **body})
    assert (text.is_stale("en"), text.is_stale("it"), text.is_stale("xx")) == (stale, False, False)


def test_text_in_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValidationError):
        Text.write("it", "Corso", {"la": "Cursus"})


@pytest.mark.parametrize(
    "of",
    [{"it": HASH}, {"ru": HASH}, {}, {"en": HASH.upper()}, {"en": HASH[:-1]}],
    ids=["of the original", "of none", "empty", "upper case", "short"],
)
def test_text_with_a_stray_hash_is_refused(of: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Text.from_body({"original": "it", "it": "Corso", "en": "Course", "of": of})


@pytest.mark.parametrize(
    "precision,first,last",
    [
        ("day", "2024-05-15", "2024-05-16"),
        ("week", "2024-05-13", "2024-05-19"),
        ("month", "2024-05-01", "2024-05-31"),
        ("quarter", "2024-04-01", "2024-06-30"),
        ("half", "2024-01-01", "2024-06-30"),
        ("year", "2024-01-01", "2024-12-31"),
    ],
)
def test_period_around_days_is_whole(precision: str, first: str, last: str) -> None:
    period = Period.around(date(2024, 5, 15), date(2024, 5, 16), precision)
    assert dump(period) == {"from": first, "to": last, "precision": precision}


@pytest.mark.parametrize(
    "body,reason",
    [
        ({"precision": "quarter", "from": "2024-04-01", "to": "2024-06-29"}, "not-whole"),
        ({"precision": "week", "from": "2024-05-14", "to": "2024-05-20"}, "not-whole"),
        ({"precision": "day", "from": "2024-05-14", "to": "2024-05-13"}, "end-before-start"),
        ({"precision": "day", "from": "2024-05-14"}, "days-missing"),
        ({"precision": "year"}, "days-missing"),
        ({"precision": "none", "to": "2024-05-14"}, "days-not-meant"),
    ],
)
def test_period_that_is_not_whole_is_refused(body: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Period.from_body(body)
    assert [error["type"] for error in caught.value.errors()] == [reason]


def test_period_of_days_tells_year_and_length() -> None:
    period = Period.days(date(2024, 12, 30), date(2025, 1, 3))
    assert (period.year, period.length_days, period.is_confirmed) == (2024, 5, True)
    assert Period.days(date(2024, 5, 1)).length_days == 1


def test_period_to_be_defined_tells_nothing() -> None:
    period = Period.to_be_defined()
    assert (dump(period), period.year, period.length_days) == ({"precision": "none"}, None, None)


def test_period_of_a_quarter_has_no_length() -> None:
    period = Period.around(date(2024, 5, 1), date(2024, 5, 1), "quarter")
    assert (period.length_days, period.is_confirmed, period.year) == (None, False, 2024)


@pytest.mark.parametrize("extra", [{"country": "IT"}, {"town": "Roma"}])
def test_place_online_has_no_town(extra: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Place.from_body({"kind": "online", **extra})


@pytest.mark.parametrize("country", ["ITA", "it", "I", ""])
def test_place_names_a_country_by_two_letters(country: str) -> None:
    with pytest.raises(ValidationError):
        Place.from_body({"kind": "country", "country": country})


@pytest.mark.parametrize(
    "body",
    [
        {"amount": -1, "currency": "EUR"},
        {"amount": 2**53, "currency": "EUR"},
        {"amount": 1.5, "currency": "EUR"},
        {"amount": 1, "currency": "euro"},
    ],
)
def test_money_out_of_bounds_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Money.from_body(body)


def test_money_at_its_bound_is_read() -> None:
    assert Money.from_body({"amount": 2**53 - 1, "currency": "EUR"}).amount == 2**53 - 1


@pytest.mark.parametrize("absent", ["blob", "name", "type", "size"])
def test_attachment_needs_all_its_fields(absent: str) -> None:
    whole = {"blob": f"sha256:{'a' * 64}", "name": "file", "type": "file", "size": 1}
    assert dump(Attachment.from_body(whole)) == whole
    with pytest.raises(ValidationError):
        Attachment.from_body({name: value for name, value in whole.items() if name != absent})
