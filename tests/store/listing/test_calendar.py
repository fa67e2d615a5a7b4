"""What takes place in some days: how much, the first few of each day, what has no days yet, what is asked for."""

from datetime import date

import pytest

from foedus.office import answering, stating
from foedus.store import listing
from foedus.store.listing.calendar import Span, Stretch, asked, captions, events, leading, spans
from tests.office.desk import Desk

TODAY = date(2024, 4, 1)
MAY = (date(2024, 5, 1), date(2024, 5, 31))
PERIODS = (
    "2024-05-06/2024-05-10",
    "2024-05-06/2024-05-07",
    "2024-05-06",
    "2024-05",
    "2024-04-29/2024-05-02",
    "2024-06-03",
)


@pytest.fixture
def planned(pair: tuple[Desk, Desk]) -> tuple[Desk, list[int], list[str]]:
    """Italy with an agreed plan of six lines, of which one was cancelled afterwards, and a meeting."""
    italy, azerbaijan = pair
    plan = italy.draft("plan", title="Piano", period="2024")
    lines = [
        italy.draft(
            "activity",
            italy.record(plan),
            title=f"Corso {serial}",
            serial=str(serial),
            period=period,
            place={"kind": "country", "country": "IT", "town": "Roma"},
        )
        for serial, period in enumerate(PERIODS, 1)
    ]
    signed = italy.propose(plan, *lines)
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    azerbaijan.send(italy)
    names = [one.record for one in signed.versions[:-1]]
    stating.report(italy.node, italy.coop, names[2], "cancelled")
    stating.declare(italy.node, italy.coop, [italy.draft("meeting", title="Incontro", dates="2024-05-06")])
    listing.catch_up(italy.node)
    return italy, [listing.cooperations(italy.node)[0].number], names


def test_days_are_counted_without_what_was_cancelled(planned: tuple[Desk, list[int], list[str]]) -> None:
    italy, coops, _ = planned
    may = set(spans(italy.node, Stretch(coops, *MAY)))
    assert may == {
        Span(date(2024, 5, 6), date(2024, 5, 10), "activity", is_vague=False, number=1),
        Span(date(2024, 5, 6), date(2024, 5, 7), "activity", is_vague=False, number=1),
        Span(date(2024, 5, 1), date(2024, 5, 31), "activity", is_vague=True, number=1),
        Span(date(2024, 4, 29), date(2024, 5, 2), "activity", is_vague=False, number=1),
        Span(date(2024, 5, 6), date(2024, 5, 6), "meeting", is_vague=False, number=1),
    }
    year = Stretch(coops, date(2024, 1, 1), date(2024, 12, 31))
    assert set(spans(italy.node, year)) == may | {
        Span(date(2024, 6, 3), date(2024, 6, 3), "activity", is_vague=False, number=1)
    }
    assert [one.kind for one in spans(italy.node, Stretch(coops, year.first, year.last, ["meeting"]))] == ["meeting"]
    assert spans(italy.node, Stretch([], *MAY)) == ()


def test_first_of_each_day_are_those_that_last_longest(planned: tuple[Desk, list[int], list[str]]) -> None:
    italy, coops, _ = planned
    found = leading(italy.node, Stretch(coops, *MAY), today=TODAY, most=1, most_vague=5)
    assert [(one.caption, one.is_vague) for one in map(Told, found)] == [
        ("Corso 5", False),
        ("Corso 1", False),
        ("Incontro", False),
        ("Corso 4", True),
    ]
    assert [one.status for one in found] == ["dates_confirmed", "dates_confirmed", "stated", "agreed"]
    no_vague = leading(italy.node, Stretch(coops, *MAY, ["activity"]), today=TODAY, most=9, most_vague=0)
    assert [Told(one).caption for one in no_vague] == ["Corso 5", "Corso 1", "Corso 2"]


class Told:
    """An event by its Italian title."""

    def __init__(self, event: object) -> None:
        self.caption = event.captions["it"]  # type: ignore[attr-defined]  # an event
        self.is_vague = event.is_vague  # type: ignore[attr-defined]  # the same


def test_list_of_days_is_in_pages(planned: tuple[Desk, list[int], list[str]]) -> None:
    italy, coops, _ = planned
    first = events(italy.node, Stretch(coops, *MAY), today=TODAY, size=3)
    second = events(italy.node, Stretch(coops, *MAY), today=TODAY, page=2, size=3)
    assert (first.total, [Told(one).caption for one in first.rows]) == (5, ["Corso 5", "Incontro", "Corso 2"])
    assert [Told(one).caption for one in second.rows] == ["Corso 1", "Corso 4"]


def test_list_of_a_cooperation_that_may_not_be_seen_is_empty(planned: tuple[Desk, list[int], list[str]]) -> None:
    italy, _, _ = planned
    assert events(italy.node, Stretch([], *MAY), today=TODAY).total == 0


def test_what_activities_with_days_ask_for(planned: tuple[Desk, list[int], list[str]]) -> None:
    italy, coops, names = planned
    found = {one.name: one for one in asked(italy.node, Stretch(coops, *MAY))}
    assert set(found) == {names[0], names[1], names[4]}
    assert found[names[0]].engagement.place == "Roma"
    assert captions(italy.node, [found[names[0]].number])[found[names[0]].number]["it"] == "Corso 1"
