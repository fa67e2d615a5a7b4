"""The form of a program's key: a partner that one sees or all of them, a last day that is not over."""

from datetime import date

import pytest

from foedus.web.forms.access import TokenForm

TODAY = date(2024, 5, 17)


def form(**said: str) -> TokenForm:
    return TokenForm({"name": "sample program", **said}, partners=["AZE", "KAZ"], today=TODAY)


def test_key_reads_all_partners_without_end_where_nothing_else_is_said() -> None:
    empty = form()
    assert (empty.is_valid(), empty.cleaned_data) == (True, {"name": "sample program", "partner": "", "ends": None})


@pytest.mark.parametrize("ends, told", [("2024-05-17", {}), ("2024-05-16", {"ends": ["This day is over."]})])
def test_last_day_is_not_over(ends: str, told: dict[str, list[str]]) -> None:
    assert form(ends=ends).errors == told


@pytest.mark.parametrize("partner, wrong", [("KAZ", []), ("UZB", ["partner"])])
def test_partner_is_one_that_the_person_sees(partner: str, wrong: list[str]) -> None:
    assert list(form(partner=partner).errors) == wrong


def test_what_it_is_for_is_said() -> None:
    assert list(form(name="").errors) == ["name"]
