"""What a calendar program is told of records, and how a record is named to it."""

from foedus.office.ports import Cooperation
from foedus.office.visits import Slot, Visit
from foedus.web.feeding import as_file, hours, uid_of, words_in

COOP = Cooperation("a" * 64, "AZE", "ITA")
RECORD = "ITA/00000000-0000-4000-8000-000000000001"


def test_name_is_the_same_on_every_copy() -> None:
    other = Cooperation("a" * 64, "Italy", "AZE")
    assert uid_of(COOP, RECORD) == "00000000-0000-4000-8000-000000000001.ITA@aaaaaaaaaaaaaaaa.foedus"
    assert uid_of(other, RECORD) == uid_of(COOP, RECORD)


def test_caption_is_told_in_the_readers_language_or_another() -> None:
    assert words_in({"it": "Corso", "en": "Course"}, "en") == "Course"
    assert words_in({"it": "Corso"}, "en") == "Corso"
    assert words_in({}, "en") == ""


def test_programme_is_told_part_by_part() -> None:
    slots = (
        Slot("2026-05-04", "09:00", "Arrivo", "10:00", "Aeroporto"),
        Slot("2026-05-04", "09:00", "Museo", for_whom="B"),
    )
    told = hours(COOP, RECORD, Visit(programme=slots), {"country": "AZ"}, "2026-01-01T00:00:00Z")
    assert [(one.title, one.ends, one.country) for one in told] == [("Arrivo", "10:00", "AZ"), ("Museo (B)", "", "AZ")]
    assert len({one.uid for one in told}) == 2


def test_file_is_handed_out_under_its_name() -> None:
    answer = as_file(b"BEGIN:VCALENDAR", "x.ics")
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "text/calendar; charset=utf-8",
        'attachment; filename="x.ics"',
    )
