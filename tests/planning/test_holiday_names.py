"""The Italian names of holidays that the library has in English: every one of the parties' of recent years has one."""

from datetime import date

import pytest

from foedus.planning.holiday_names import ITALIAN, in_italian
from foedus.planning.holidays import public_holidays

YEARS = (date(2018, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize("party", ["AZE", "ITA", "KAZ", "KGZ", "TJK", "TKM", "USA", "UZB"])
def test_every_holiday_of_a_party_has_an_italian_name(party: str) -> None:
    found = public_holidays([party], *YEARS, "it")
    assert len({holiday.day.year for holiday in found}) == 13
    assert sorted({holiday.name for holiday in found if holiday.language != "it"}) == []


def test_holidays_of_a_year_are_named_in_italian() -> None:
    found = public_holidays(["AZE"], date(2024, 3, 20), date(2024, 5, 9), "it")
    assert [(holiday.day.isoformat(), holiday.name) for holiday in found] == [
        ("2024-03-20", "Festa di primavera"),
        ("2024-03-21", "Festa di primavera"),
        ("2024-03-22", "Festa di primavera"),
        ("2024-03-23", "Festa di primavera"),
        ("2024-03-24", "Festa di primavera"),
        ("2024-03-25", "Festa di primavera (recupero)"),
        ("2024-03-26", "Festa di primavera (recupero)"),
        ("2024-04-10", "Fine del Ramadan (Id al-fitr)"),
        ("2024-04-11", "Fine del Ramadan (Id al-fitr)"),
        ("2024-04-12", "Giorno non lavorativo (spostato dal 6/4/2024)"),
        ("2024-05-09", "Giornata della vittoria sul fascismo"),
    ]


def test_english_readers_read_the_librarys_names() -> None:
    (found,) = public_holidays(["KAZ"], date(2024, 12, 16), date(2024, 12, 16), "en")
    assert (found.name, found.language) == ("Independence Day", "en")


@pytest.mark.parametrize(
    "name, italian",
    [
        ("Victory Day (observed)", "Giornata della vittoria (recupero)"),
        ("Day off (substituted from 01/07/2024)", "Giorno non lavorativo (spostato dal 7/1/2024)"),
        ("A day that nobody knows", None),
        ("A day that nobody knows (observed)", None),
    ],
)
def test_name_is_italian_where_it_is_known(name: str, italian: str | None) -> None:
    assert in_italian(name) == italian


def test_names_stand_in_order() -> None:
    assert list(ITALIAN) == sorted(ITALIAN)
