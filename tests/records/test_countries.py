"""Names of countries against Unicode CLDR, and what is read as a country."""

from __future__ import annotations

import pytest
from babel import Locale
from babel.core import get_global

from foedus.records.countries import (
    countries_within,
    country_named,
    country_of_party,
    country_told,
    folded_name,
    is_alpha2,
    name_of_country,
)


def test_table_is_that_of_cldr() -> None:
    aliases = get_global("territory_aliases")
    alpha3 = {
        targets[0]: code for code, targets in aliases.items() if len(code) == 3 and code.isalpha() and len(targets) == 1
    }
    names = {language: Locale(language).territories for language in ("en", "it", "ru", "az", "kk", "uz", "fr")}
    no_countries = {"ZZ", "XA", "XB"}
    codes = [code for code in names["en"].keys() - no_countries if code in alpha3 and len(code) == 2 and code.isalpha()]
    assert len(codes) > 240
    for code in codes:
        assert is_alpha2(code)
        assert country_of_party(alpha3[code]) == code
        for language, territories in names.items():
            assert name_of_country(code, language) == territories[code]


@pytest.mark.parametrize(
    "text,alpha2",
    [
        ("Italia", "IT"),
        ("italy", "IT"),
        ("Италии", "IT"),
        ("Азербайджане", "AZ"),
        ("Kazakistan", "KZ"),
        ("Kazakhstan, Republic Of", "KZ"),
        ("Côte d’Ivoire", "CI"),
        ("United States of America", "US"),
        ("Czech Republic", "CZ"),
        ("AZE", "AZ"),
        ("GY", None),
        ("US", None),
        ("Ita", None),
        ("Rome", None),
        ("", None),
    ],
)
def test_country_by_name_or_three_letters_and_never_by_two(text: str, alpha2: str | None) -> None:
    assert country_named(text) == alpha2


def test_country_told_by_hand_may_be_two_letters() -> None:
    assert [country_told(text) for text in ("DE", "Germania", "DEU", "Atlantis")] == ["DE", "DE", "DE", None]


def test_countries_within_a_sentence() -> None:
    assert countries_within("ATTIVITÀ IN ITALIA / ACTIVITIES IN ITALY") == ("IT",)
    assert countries_within("Piano Italia - Azerbaigian") == ("IT", "AZ")
    assert countries_within("in the United States and North Macedonia") == ("US", "MK")
    assert countries_within("Corso di volo") == ()


def test_party_that_is_no_country() -> None:
    assert country_of_party("UNOCT") is None


def test_name_in_another_language() -> None:
    assert [name_of_country("IT", language) for language in ("az", "fr", "kk", "uz")] == [
        "İtaliya", "Italie", "Италия", "Italiya",
    ]  # fmt: skip


def test_name_where_there_is_none() -> None:
    assert (name_of_country("IT", "de"), name_of_country("ZZ", "it")) == ("Italy", "ZZ")


def test_folded_name_keeps_the_russian_short_i() -> None:
    assert folded_name("Азербайджа́н, d’Ivoire É") == "азербайджан d ivoire e"
