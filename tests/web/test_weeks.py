"""The next weeks by week: what began before stands in this one, what has no day stands apart."""

from datetime import date

from foedus.office.ports import Cooperation
from foedus.store.listing.calendar import Event
from foedus.web.weeks import by_week, stretch

TODAY = date(2024, 5, 8)
COOPS = {1: Cooperation("0" * 64, "AZE", "ITA")}


def event(begins: date, *, is_vague: bool = False) -> Event:
    return Event(1, "ITA/x", "activity", {"en": "Course"}, begins, begins, "day", "agreed", is_vague)


def test_stretch_ends_with_the_eighth_week() -> None:
    assert stretch(TODAY) == (TODAY, date(2024, 6, 30))


def test_by_week_puts_what_began_before_into_this_week_and_the_vague_apart() -> None:
    events = [event(date(2024, 4, 1)), event(date(2024, 5, 9)), event(date(2024, 5, 20)), event(TODAY, is_vague=True)]
    weeks, vague = by_week(events, COOPS, TODAY)
    assert [(week.first, week.last, len(week.events), week.is_this) for week in weeks] == [
        (date(2024, 5, 6), date(2024, 5, 12), 2, True),
        (date(2024, 5, 20), date(2024, 5, 26), 1, False),
    ]
    assert [place.coop for place in vague] == ["AZE"]
