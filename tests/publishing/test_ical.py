"""Calendar files: days and hours, what changed, what was cancelled, and by which clock."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from foedus.publishing.ical import AGREED, CANCELLED, Happening, Hour, calendar_of, programme_of, zone_of

AT = "2026-01-02T03:04:05Z"
MAY = datetime(2026, 5, 4, 9)  # noqa: DTZ001 - a moment at a place whose zone is asked for


def happening(**changes: object) -> Happening:
    told = {"uid": "u@foedus", "sequence": 7, "changed": AT, "title": "Corso, prova; riga\nnuova", "standing": AGREED}
    told |= {"begins": date(2026, 5, 4), "ends": date(2026, 5, 8)}
    return Happening(**(told | changes))  # type: ignore[arg-type]  # the fields as a test changes them


def only(told: bytes) -> dict[str, object]:
    (event,) = Calendar.from_ical(told).walk("VEVENT")
    return {name: event.decoded(name) for name in event}


def test_happening_stands_on_its_whole_days() -> None:
    told = only(calendar_of("Prova", [happening(place="Roma", categories=("AZE",), address="https://localhost/x")]))
    assert (told["DTSTART"], told["DTEND"]) == (date(2026, 5, 4), date(2026, 5, 9))
    assert (told["UID"], told["SEQUENCE"], told["STATUS"], told["TRANSP"]) == ("u@foedus", 7, "CONFIRMED", "OPAQUE")
    assert told["SUMMARY"] == "Corso, prova; riga\nnuova"


def test_cancelled_happening_takes_nobodys_time() -> None:
    told = only(calendar_of("Prova", [happening(standing=CANCELLED)]))
    assert (told["STATUS"], told["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert only(calendar_of("Prova", [happening(is_vague=True)]))["TRANSP"] == "TRANSPARENT"


def test_same_happening_gives_the_same_bytes() -> None:
    assert calendar_of("Prova", [happening()]) == calendar_of("Prova", [happening()])


def test_hours_stand_by_the_clock_of_their_place() -> None:
    hour = Hour(uid="1", changed=AT, title="Visita", day="2026-05-04", begins="09:30", ends="11:00", country="UZ")
    told = programme_of("Visita", [hour])
    event = only(told)
    begins, ends = event["DTSTART"], event["DTEND"]
    assert isinstance(begins, datetime)
    assert isinstance(ends, datetime)
    assert (begins.utcoffset(), ends - begins) == (timedelta(hours=5), timedelta(minutes=90))
    assert [str(zone["TZID"]) for zone in Calendar.from_ical(told).walk("VTIMEZONE")] == ["Asia/Samarkand"]


def test_hours_of_a_place_with_many_clocks_stand_without_a_zone() -> None:
    hour = Hour(uid="1", changed=AT, title="Visita", day="2026-05-04", begins="09:30", country="US")
    assert only(programme_of("Visita", [hour]))["DTSTART"] == datetime(2026, 5, 4, 9, 30)  # noqa: DTZ001 - no zone is what is asserted


def test_empty_programme_is_a_calendar_all_the_same() -> None:
    assert Calendar.from_ical(programme_of("Visita", [])).walk("VEVENT") == []


@pytest.mark.parametrize(
    "country, zone", [("IT", "Europe/Rome"), ("AZ", "Asia/Baku"), ("KZ", "Asia/Almaty"), ("US", None), ("XX", None)]
)
def test_zone_is_that_of_a_country_with_one_clock(country: str, zone: str | None) -> None:
    assert zone_of(country, MAY) == (ZoneInfo(zone) if zone else None)
