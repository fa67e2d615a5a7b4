"""The state of play of a sample year, drawn whole, and the same whoever draws it."""

import json
from datetime import date

import pytest

from foedus.records.holdings import Holdings
from foedus.records.standing import ActivityLine, standing, to_plain
from foedus.records.tally import Figure
from tests.records.samples import people, text
from tests.records.scene import MAY, SUMMER, TODAY, days, declared, held, line, name, offer, plan, report, version

YEAR = (
    plan(),
    line(2, host="ITA", period=MAY, places=[people("AZE", 4)]),
    line(3, host="AZE", period=MAY),
    line(4, host="AZE", period=SUMMER),
    line(5, host="ITA", period=days("2025-02-03", "2025-02-07")),
    line(6, host="ITA", period=MAY),
    offer(7, "AZE", period=SUMMER),
    report(20, "ITA", 2, "held", people=[people("AZE", 3)]),
    report(21, "AZE", 2, "held", people=[people("AZE", 4)]),
    report(22, "AZE", 3, "cancelled", reason="operational"),
    report(23, "ITA", 6, "held"),
    report(24, "AZE", 6, "not_held"),
    declared(30, "AZE", "undertaking", {"who": "AZE", "words": text("x", "y"), "strength": "request"}, ("ITA",)),
    declared(31, "ITA", "milestone", {"what": text("Ufficio", "Office"), "when": MAY}),
    declared(32, "ITA", "unheard", {"any": "thing"}),
)


def drawn(us: str = "ITA") -> Holdings:
    """Give the sample holdings of one party."""
    return held(*YEAR, us=us, seen={"AZE": "2024-06-30"})


def names(*numbers: int) -> Figure:
    """Give the figure of these records."""
    return Figure(len(numbers), tuple(name(number) for number in numbers))


def test_standing_of_a_year() -> None:
    found = standing(drawn(), 2024, TODAY)
    assert [(told.record, told.status) for told in found.activities] == [
        (name(2), "held"),
        (name(3), "cancelled"),
        (name(4), "agreed"),
        (name(6), "accounts_differ"),
        (name(7), "proposed"),
    ]
    assert (found.plan.planned, found.plan.out_of_plan) == (names(2, 3, 4, 6), Figure(0))
    assert found.plan.cancelled_by == {"AZE": names(3)}
    assert found.plan.without_report == Figure(0)
    assert found.venues.by_host == {"AZE": names(3, 4), "ITA": names(2, 6)}
    assert found.participation.places_offered == {"AZE": Figure(4, (name(2),))}
    assert found.participation.places_used == {"AZE": Figure(3, (name(2),))}
    assert found.participation.person_days == {"AZE": Figure(15, (name(2),))}
    assert found.promises.requests_without_answer == Figure(1, (name(30, "AZE"),))
    assert found.promises.milestones == names(31)
    assert found.not_understood == (name(32),)
    assert [(due.what, due.record) for due in found.ours] == [("answer", name(7))]
    assert [(due.what, due.record, due.seen) for due in found.theirs] == [("acknowledge", name(31), "2024-06-30")]


def test_activity_line_names_what_is_behind_it() -> None:
    found = standing(drawn(), 2024, TODAY).activities[0]
    reports = (name(20), name(21, "AZE"))
    assert found == ActivityLine(name(2), version(2), "held", ("AZE", "ITA"), reports, is_agreed=True, is_planned=True)


def test_standing_of_another_year_has_its_own_lines() -> None:
    found = standing(drawn(), 2025, TODAY)
    assert ([told.record for told in found.activities], found.plan.planned) == ([name(5)], names(5))
    assert [(due.what, due.record) for due in found.ours] == [("answer", name(7))]


def test_standing_is_the_same_for_both_but_for_whose_turn_it_is() -> None:
    for_ita, for_aze = standing(drawn(), 2024, TODAY), standing(drawn("AZE"), 2024, TODAY)
    assert for_ita.activities == for_aze.activities
    assert (for_ita.plan, for_ita.venues, for_ita.participation, for_ita.promises) == (
        for_aze.plan,
        for_aze.venues,
        for_aze.participation,
        for_aze.promises,
    )
    assert [due.record for due in for_ita.ours] == [due.record for due in for_aze.theirs]


@pytest.mark.parametrize("year", [2024, 2025])
def test_standing_of_any_year_names_the_lines_without_a_date(year: int) -> None:
    found = standing(held(plan(), line(2, period=MAY), line(3), offer(7, "AZE")), year, TODAY)
    assert [told.record for told in found.undated] == [name(3)]
    assert name(3) not in found.plan.planned.lines


@pytest.mark.parametrize("year", [2024, 2025, 1999])
def test_standing_is_plain_json(year: int) -> None:
    plain = to_plain(standing(drawn(), year, TODAY))
    assert (plain["drawn_on"], plain["year"]) == ("2024-07-01", year)
    assert json.loads(json.dumps(plain)) == plain


def test_standing_of_nothing_is_nothing() -> None:
    found = standing(held(), 2024, date(2024, 1, 1))
    assert (found.activities, found.ours, found.theirs, found.plan.planned.number) == ((), (), (), 0)
