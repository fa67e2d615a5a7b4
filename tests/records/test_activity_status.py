"""Each side's word on an activity, put together: one row a case."""

from datetime import date
from typing import Any

import pytest

from foedus.records.activity_status import (
    LAPSE_DAYS,
    Word,
    counting_period,
    is_over,
    last_words,
    owes_report,
    status_of,
)
from foedus.records.kinds.activity import Activity
from foedus.records.kinds.report import Report
from foedus.records.values import Period
from tests.records.samples import text
from tests.records.scene import MAY, SUMMER, TODAY, days, name

JUNE = days("2024-06-03", "2024-06-07")


def activity(period: dict[str, Any] | None = None) -> Activity:
    """Give an activity with a period or without."""
    return Activity.from_body({"title": text("Corso", "Course"), **({"period": period} if period else {})})


def words(*said: tuple[Any, ...]) -> tuple[Word, ...]:
    """Give words from tuples of party, outcome and further fields."""
    found = []
    for number, (party, outcome, *more) in enumerate(said):
        fields = more[0] if more else {}
        body = {"activity": name(9), "side": party, "outcome": outcome, **fields}
        found.append(Word(party, f"report {number}", Report.from_body(body)))
    return tuple(found)


CASES: list[tuple[str, dict[str, Any] | None, tuple[Any, ...], str, tuple[str, ...]]] = [
    ("nothing said, no period", None, (), "agreed", ()),
    ("nothing said, a quarter", SUMMER, (), "agreed", ()),
    ("nothing said, settled days ahead", days("2024-09-02", "2024-09-06"), (), "dates_confirmed", ()),
    ("nothing said, settled days behind", MAY, (), "dates_confirmed", ()),
    ("nothing said, first day today", days("2024-07-01", "2024-07-05"), (), "under_way", ()),
    ("nothing said, last day today", days("2024-06-24", "2024-07-01"), (), "under_way", ()),
    ("nothing said, last day yesterday", days("2024-06-24", "2024-06-30"), (), "dates_confirmed", ()),
    ("a quarter that holds today is not under way", SUMMER, (), "agreed", ()),
    ("dates confirmed by one", SUMMER, (("ITA", "dates_confirmed"),), "dates_confirmed", ("ITA",)),
    (
        "dates confirmed, and today is one of them",
        SUMMER,
        (("ITA", "dates_confirmed", {"period": days("2024-07-01", "2024-07-05")}),),
        "under_way",
        ("ITA",),
    ),
    ("held by host", MAY, (("ITA", "held"),), "held", ("ITA",)),
    ("held by visitor", MAY, (("AZE", "held"),), "held", ("AZE",)),
    ("held by both", MAY, (("ITA", "held"), ("AZE", "held")), "held", ("AZE", "ITA")),
    ("partly held by both", MAY, (("ITA", "partly_held"), ("AZE", "partly_held")), "partly_held", ("AZE", "ITA")),
    ("held and partly held", MAY, (("ITA", "held"), ("AZE", "partly_held")), "accounts_differ", ("AZE", "ITA")),
    ("held and cancelled", MAY, (("ITA", "held"), ("AZE", "cancelled")), "accounts_differ", ("AZE", "ITA")),
    ("held and not held", MAY, (("ITA", "held"), ("AZE", "not_held")), "accounts_differ", ("AZE", "ITA")),
    ("postponed and cancelled", MAY, (("ITA", "postponed"), ("AZE", "cancelled")), "accounts_differ", ("AZE", "ITA")),
    ("cancelled by one alone", MAY, (("AZE", "cancelled"),), "cancelled", ("AZE",)),
    ("cancelled by the other's decision", MAY, (("AZE", "cancelled", {"decided_by": ["ITA"]}),), "cancelled", ("ITA",)),
    ("cancelled by both", MAY, (("AZE", "cancelled"), ("ITA", "cancelled")), "cancelled", ("AZE", "ITA")),
    (
        "cancelled, and one says by whom",
        MAY,
        (("AZE", "cancelled", {"decided_by": ["ITA"]}), ("ITA", "cancelled")),
        "cancelled",
        ("ITA",),
    ),
    (
        "cancelled, and each says by the other",
        MAY,
        (("AZE", "cancelled", {"decided_by": ["ITA"]}), ("ITA", "cancelled", {"decided_by": ["AZE"]})),
        "accounts_differ",
        ("AZE", "ITA"),
    ),
    ("not held and cancelled agree", MAY, (("ITA", "not_held"), ("AZE", "cancelled")), "cancelled", ("AZE",)),
    ("not held and postponed agree", MAY, (("ITA", "not_held"), ("AZE", "postponed")), "postponed", ("AZE",)),
    (
        "postponed and carried over agree",
        MAY,
        (("ITA", "postponed"), ("AZE", "carried_over")),
        "carried_over",
        ("AZE",),
    ),
    ("not held alone", MAY, (("ITA", "not_held"),), "not_held", ("ITA",)),
    ("dates confirmed gives way to held", MAY, (("ITA", "held"), ("AZE", "dates_confirmed")), "held", ("ITA",)),
]


@pytest.mark.parametrize("period,said,status,by", [pytest.param(*row[1:], id=row[0]) for row in CASES])
def test_status_of_an_activity(
    period: dict[str, Any] | None, said: tuple[Any, ...], status: str, by: tuple[str, ...]
) -> None:
    found = status_of(activity(period), words(*said), TODAY)
    assert (found.status, found.by) == (status, by)
    assert found.reports == tuple(f"report {number}" for number in range(len(said)))


@pytest.mark.parametrize(
    "period,said,today,status",
    [
        (MAY, (), date(2025, 3, 1), "dates_confirmed"),
        (MAY, (), date(2025, 3, 2), "lapsed"),
        (SUMMER, (), date(2025, 3, 2), "lapsed"),
        (MAY, (("ITA", "dates_confirmed"),), date(2025, 3, 2), "lapsed"),
        (MAY, (("ITA", "held"),), date(2025, 3, 2), "held"),
        (days("2024-09-02", "2025-06-30"), (), date(2025, 3, 2), "under_way"),
        (days("2024-09-02", "2025-06-30"), (), date(2026, 3, 1), "dates_confirmed"),
        (days("2024-09-02", "2025-06-30"), (), date(2026, 3, 2), "lapsed"),
        (None, (), date(2040, 1, 1), "agreed"),
    ],
)
def test_activity_lapses_sixty_days_after_its_year(
    period: dict[str, Any] | None, said: tuple[Any, ...], today: date, status: str
) -> None:
    assert LAPSE_DAYS == 60
    assert status_of(activity(period), words(*said), today).status == status


def test_activity_without_days_lapses_with_its_plan() -> None:
    plan_period = Period.around(date(2024, 1, 1), date(2025, 12, 31), "year")
    found = [status_of(activity(), (), day, plan_period).status for day in (date(2026, 3, 1), date(2026, 3, 2))]
    assert found == ["agreed", "lapsed"]


def test_last_word_of_each_party_counts() -> None:
    said = words(("ITA", "dates_confirmed"), ("AZE", "held"), ("ITA", "cancelled"))
    assert [(word.party, word.report.outcome) for word in last_words(said)] == [("AZE", "held"), ("ITA", "cancelled")]


@pytest.mark.parametrize(
    "agreed,said,expected",
    [
        (MAY, (), MAY),
        (None, (), None),
        (MAY, (("ITA", "held", {"period": JUNE}),), JUNE),
        (MAY, (("ITA", "held", {"period": JUNE}), ("AZE", "held")), JUNE),
        (MAY, (("ITA", "held", {"period": {"precision": "none"}}),), MAY),
        ({"precision": "none"}, (), None),
    ],
)
def test_counting_period_is_the_last_that_is_named(
    agreed: dict[str, Any] | None, said: tuple[Any, ...], expected: dict[str, Any] | None
) -> None:
    found = counting_period(activity(agreed), words(*said), None)
    assert found == (Period.from_body(expected) if expected else None)


def test_is_over_after_the_last_day_that_is_meant() -> None:
    quarter = Period.from_body(SUMMER)
    found = [is_over(quarter, date(2024, 9, 30)), is_over(quarter, date(2024, 10, 1)), is_over(None, TODAY)]
    assert found == [False, True, False]


@pytest.mark.parametrize(
    "party,said,over,owes",
    [
        ("ITA", (), True, True),
        ("ITA", (), False, False),
        ("KAZ", (), True, False),
        ("ITA", (("AZE", "held"),), True, True),
        ("ITA", (("ITA", "held"),), True, False),
        ("ITA", (("ITA", "dates_confirmed"),), True, True),
        ("ITA", (("AZE", "cancelled"),), True, False),
        ("ITA", (("AZE", "postponed"),), True, False),
        ("ITA", (("AZE", "partly_held"),), True, True),
    ],
)
def test_report_is_owed_by_who_has_said_nothing(party: str, said: tuple[Any, ...], *, over: bool, owes: bool) -> None:
    assert owes_report(party, ("ITA", "AZE"), words(*said), over=over) is owes
