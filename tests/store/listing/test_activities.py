"""Activities are narrowed, counted and put in order in the database; their status is the records' own, on any day."""

from datetime import date, timedelta
from typing import Any

import pytest

from foedus.office import answering, stating
from foedus.records.activity_status import Word, status_of
from foedus.records.base import Body
from foedus.records.kinds.activity import Activity
from foedus.records.kinds.report import Report
from foedus.store import listing
from foedus.store.listing import ActivityFilter
from tests.office.desk import Clock, Desk

TODAY = date(2024, 7, 1)
DAYS = {"from": "2024-05-13", "to": "2024-05-17", "precision": "day"}
LINES: tuple[dict[str, Any], ...] = (
    {"serial": "10", "host": "ITA", "type": "course", "area": "cyber", "period": DAYS},
    {"serial": "7a", "host": "AZE", "period": "2024-06", "branches": [{"party": "AZE", "branch": "navy"}]},
    {"serial": "7", "place": {"kind": "online"}, "period": "2025"},
    {"reserve": True, "place": {"kind": "third_country", "country": "DE", "town": "Köln"}},
)


@pytest.fixture
def agreed(pair: tuple[Desk, Desk], clock: Clock) -> tuple[Desk, int]:
    """A plan of four lines, agreed; one was held, and one more is proposed outside it."""
    italy, azerbaijan = pair
    plan = italy.draft("plan", title="Piano", code="P1")
    drafts = [italy.draft("activity", italy.record(plan), title=f"Corso {n}", **one) for n, one in enumerate(LINES)]
    signed = italy.propose(plan, *drafts)
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    azerbaijan.send(italy)
    clock.day = "2024-06-01"
    stating.report(italy.node, italy.coop, signed.versions[0].record, "held")
    italy.propose(italy.draft("activity", title="Visita", code="V1"))
    listing.catch_up(italy.node)
    return italy, listing.cooperations(italy.node)[0].number


def titles(desk: Desk, number: int, *, sort: str = "usual", today: date = TODAY, **narrow: Any) -> list[str]:
    """The titles of what a filter leaves."""
    page = listing.activities(desk.node, [number], ActivityFilter(**narrow), today=today, sort=sort)
    assert page.total == len(page.rows)
    return [row.caption("it") for row in page.rows]


def test_activities_stand_by_plan_and_serial(agreed: tuple[Desk, int]) -> None:
    assert titles(*agreed) == ["Visita", "Corso 2", "Corso 1", "Corso 0", "Corso 3"]
    assert titles(*agreed, sort="-begins") == ["Corso 2", "Corso 1", "Corso 0", "Corso 3", "Visita"]


@pytest.mark.parametrize(
    "narrow, left",
    [
        ({"host": "ITA"}, ["Corso 0"]),
        ({"type": "course", "area": "cyber"}, ["Corso 0"]),
        ({"venue": "online"}, ["Corso 2"]),
        ({"venue": "party"}, ["Corso 1", "Corso 0"]),
        ({"country": "DE"}, ["Corso 3"]),
        ({"branch": "navy"}, ["Corso 1"]),
        ({"branch": "nav"}, []),
        ({"year": 2024}, ["Corso 1", "Corso 0"]),
        ({"month": "2024-06"}, ["Corso 1"]),
        ({"month": "2025-11"}, ["Corso 2"]),
        ({"first": date(2024, 5, 17), "last": date(2024, 6, 1)}, ["Corso 1", "Corso 0"]),
        ({"status": ["held"]}, ["Corso 0"]),
        ({"status": ["agreed", "proposed"]}, ["Visita", "Corso 2", "Corso 1", "Corso 3"]),
        ({"is_agreed": False}, ["Visita"]),
        ({"is_planned": True, "is_reserve": True}, ["Corso 3"]),
        ({"plan": "-"}, ["Visita"]),
        ({"owed_by": "AZE"}, ["Corso 1", "Corso 0"]),
        ({"owed_by": "ITA"}, ["Corso 1"]),
        ({"text": "köln"}, ["Corso 3"]),
        ({"text": "corso 7"}, ["Corso 2", "Corso 1"]),
        ({"precision": "day"}, ["Corso 0"]),
    ],
)
def test_filter_leaves_what_it_names(agreed: tuple[Desk, int], narrow: dict[str, Any], left: list[str]) -> None:
    assert titles(*agreed, **narrow) == left


def test_names_and_plan_narrow_to_records(agreed: tuple[Desk, int]) -> None:
    desk, number = agreed
    rows = listing.activities(desk.node, [number], today=TODAY).rows
    assert titles(desk, number, names=[rows[1].name]) == ["Corso 2"]
    assert titles(desk, number, plan=rows[1].plan) == ["Corso 2", "Corso 1", "Corso 0", "Corso 3"]


def test_report_is_owed_from_the_day_after_the_end(agreed: tuple[Desk, int]) -> None:
    assert titles(*agreed, owed_by="AZE", today=date(2024, 5, 17)) == []
    assert titles(*agreed, owed_by="AZE", today=date(2024, 5, 18)) == ["Corso 0"]


def test_activities_are_counted_by_what_they_have(agreed: tuple[Desk, int]) -> None:
    desk, number = agreed

    def counts(by: str) -> dict[Any, int]:
        return listing.activity_counts(desk.node, [number], by, today=TODAY)

    assert counts("status") == {"agreed": 3, "held": 1, "proposed": 1}
    assert counts("month") == {"": 2, "2024-05": 1, "2024-06": 1, "2025-01": 1}
    assert counts("branch") == {"": 4, "navy": 1}
    assert counts("year") == {None: 2, 2024: 2, 2025: 1}
    assert counts("where") == {"": 1, "AZE": 1, "ITA": 1, "online": 1, "third_country": 1}
    assert {by: sum(counts(by).values()) for by in listing.GROUPS} == dict.fromkeys(listing.GROUPS, 5)


def test_activities_are_told_by_place_end_and_whose_word_it_is(agreed: tuple[Desk, int]) -> None:
    desk, number = agreed
    found = listing.activity_tallies(desk.node, [number], ActivityFilter(is_agreed=True), today=TODAY)
    assert [tuple(one) for one in found] == [
        ("AZE", "agreed", (), 1),
        ("ITA", "held", ("ITA",), 1),
        ("online", "agreed", (), 1),
        ("third_country", "agreed", (), 1),
    ]
    assert (titles(*agreed, by="ITA", status=["held"]), titles(*agreed, by="AZE")) == (["Corso 0"], [])


def test_page_of_a_known_total_is_not_counted_again(agreed: tuple[Desk, int]) -> None:
    desk, number = agreed
    page = listing.activities(desk.node, [number], today=TODAY, total=5, size=2, sort="branch")
    assert (page.total, page.pages, len(page.rows)) == (5, 3, 2)


def test_row_tells_what_counts(agreed: tuple[Desk, int]) -> None:
    desk, number = agreed
    name = listing.activities(desk.node, [number], ActivityFilter(status=["held"]), today=TODAY).rows[0].name
    row = listing.activity_row(desk.node, number, name, today=TODAY)
    assert row is not None
    assert (row.status, row.status_by, row.said_by, row.owed_by, row.plan_code) == (
        "held",
        ("ITA",),
        ("ITA",),
        ("AZE",),
        "P1",
    )
    assert (row.begins, row.ends, row.year, row.is_out_of_plan) == (date(2024, 5, 13), date(2024, 5, 17), 2024, False)
    assert listing.activity_row(desk.node, number, "ITA/none", today=TODAY) is None


def test_nothing_is_told_of_other_cooperations(agreed: tuple[Desk, int]) -> None:
    desk, number = agreed
    assert listing.activities(desk.node, [], today=TODAY).total == 0
    assert listing.activities(desk.node, [number + 1], today=TODAY).total == 0


PERIODS: tuple[Any, ...] = (None, DAYS, "2024-05", "2024", {"precision": "none"})
OUTCOMES: tuple[tuple[tuple[str, str], ...], ...] = (
    (),
    (("ITA", "dates_confirmed"),),
    (("ITA", "held"), ("AZE", "held")),
    (("ITA", "held"), ("AZE", "cancelled")),
    (("ITA", "not_held"), ("AZE", "postponed")),
    (("AZE", "cancelled"),),
    (("ITA", "dates_confirmed"), ("AZE", "partly_held")),
)
ON = (date(2024, 5, 12), date(2024, 5, 13), date(2024, 5, 17), date(2024, 5, 18), date(2025, 3, 1), date(2025, 3, 2))


def test_status_is_the_records_own_on_any_day(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    wanted: dict[str, tuple[Activity, tuple[tuple[str, str], ...]]] = {}
    for period in PERIODS:
        for outcomes in OUTCOMES:
            body = {"period": period} if period is not None else {}
            draft = italy.draft("activity", title=f"Corso {len(wanted)}", **body)
            wanted[italy.record(draft)] = (_activity(italy, draft), outcomes)
    _agree_all(italy, azerbaijan)
    for name, (_, outcomes) in wanted.items():
        for code, outcome in outcomes:
            desk = italy if code == "ITA" else azerbaijan
            stating.report(desk.node, desk.coop, name, outcome)
    azerbaijan.send(italy)
    listing.catch_up(italy.node)
    number = listing.cooperations(italy.node)[0].number
    for day in ON:
        rows = listing.activities(italy.node, [number], today=day, size=100).rows
        assert {row.name: (row.status, row.status_by) for row in rows} == {
            name: _status(activity, outcomes, day) for name, (activity, outcomes) in wanted.items()
        }
    assert len(wanted) == len(PERIODS) * len(OUTCOMES)
    assert max(ON) - min(ON) > timedelta(days=60)


def _activity(desk: Desk, number: int) -> Activity:
    draft = desk.node.store.draft(number)
    assert draft is not None
    return Activity.from_body(draft.body)


def _agree_all(italy: Desk, azerbaijan: Desk) -> None:
    signed = italy.propose(*(draft.number for draft in italy.node.store.drafts(italy.coop.id)))
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, [one.version for one in signed.versions])
    azerbaijan.send(italy)
    italy.send(azerbaijan)


def _status(activity: Activity, outcomes: tuple[tuple[str, str], ...], day: date) -> tuple[str, tuple[str, ...]]:
    words = tuple(Word(code, code, _report(code, outcome)) for code, outcome in outcomes)
    status = status_of(activity, words, day)
    return status.status, status.by


def _report(code: str, outcome: str) -> Report:
    body: Body = {"activity": "ITA/00000000-0000-4000-8000-000000000000", "side": code, "outcome": outcome}
    return Report.from_body(body)
