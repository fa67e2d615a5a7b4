"""The public holidays of the parties' countries."""

from datetime import date

from foedus.planning.holidays import Holiday, public_holidays

FIRST, LAST = date(2030, 1, 20), date(2030, 4, 13)


def test_holidays_of_several_parties_stand_by_day() -> None:
    found = public_holidays(["ITA", "AZE"], date(2030, 1, 1), date(2030, 1, 6), "en")
    assert [(holiday.day.day, holiday.party, holiday.country, holiday.name) for holiday in found] == [
        (1, "AZE", "AZ", "New Year's Day"),
        (1, "ITA", "IT", "New Year's Day"),
        (2, "AZE", "AZ", "New Year's Day"),
        (6, "ITA", "IT", "Epiphany"),
    ]


def test_estimated_days_are_marked_in_every_language() -> None:
    english, own = (public_holidays(["AZE"], FIRST, LAST, language) for language in ("en", "az"))
    assert [holiday.day for holiday in english if holiday.is_estimated] == [
        date(2030, 2, 4),
        date(2030, 2, 5),
        date(2030, 4, 13),
    ]
    assert [holiday.is_estimated for holiday in own] == [holiday.is_estimated for holiday in english]
    assert english[1] == Holiday(date(2030, 2, 4), "AZE", "AZ", "Eid al-Fitr", "en", is_estimated=True)
    assert own[1].name == "Ramazan bayrami"


def test_observed_and_estimated_keeps_that_it_is_observed() -> None:
    (found,) = public_holidays(["AZE"], date(2030, 4, 15), date(2030, 4, 15), "en")
    assert (found.name, found.is_estimated) == ("Eid al-Adha (observed)", True)


def test_name_is_in_the_readers_language_where_there_is_one() -> None:
    day = date(2026, 1, 1)
    found = {
        (party, language): public_holidays([party], day, day, language)[0]
        for party, language in [("ITA", "it"), ("KAZ", "it"), ("KAZ", "kk"), ("UZB", "uz"), ("USA", "ar")]
    }
    assert {key: (holiday.name, holiday.language) for key, holiday in found.items()} == {
        ("ITA", "it"): ("Capodanno", "it"),
        ("KAZ", "it"): ("Capodanno", "it"),
        ("KAZ", "kk"): ("Жаңа жыл", "kk"),
        ("UZB", "uz"): ("Yangi yil", "uz"),
        ("USA", "ar"): ("New Year's Day", "en"),
    }


def test_party_that_is_no_country_has_none() -> None:
    assert public_holidays(["NATO", "XX-1"], date(2026, 1, 1), date(2026, 12, 31), "en") == ()
