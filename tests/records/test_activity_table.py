"""Each activity gets one row, with its plan, its reports, its status and the year in which it counts."""

from typing import Any

import pytest

from foedus.records.activity_table import Row, table_of
from foedus.records.holdings import Agreed, Offered, Stated, understood
from tests.records.scene import MAY, SUMMER, TODAY, days, held, line, name, offer, plan, report


def table(*items: Agreed | Stated | Offered) -> tuple[Row, ...]:
    """Give the table of what is held."""
    agreed, stated, offered, _ = understood(held(*items))
    return table_of(agreed, stated, offered, TODAY)


@pytest.mark.parametrize(
    "fields,planned",
    [
        ({}, True),
        ({"origin": "plan"}, True),
        ({"origin": "carried_over"}, True),
        ({"origin": "out_of_plan"}, False),
        ({"plan": None}, False),
        ({"plan": name(77)}, False),
    ],
)
def test_row_is_planned_when_its_plan_is_agreed(fields: dict[str, Any], *, planned: bool) -> None:
    (row,) = table(plan(), line(2, **fields))
    assert (row.is_planned, row.is_agreed) == (planned, True)


@pytest.mark.parametrize(
    "fields,year",
    [
        ({"period": MAY}, 2024),
        ({"period": days("2025-09-01", "2026-06-30")}, 2025),
        ({"period": {"precision": "none"}}, None),
        ({}, None),
        ({"plan": None}, None),
    ],
)
def test_row_counts_in_the_year_in_which_it_begins(fields: dict[str, Any], year: int | None) -> None:
    (row,) = table(plan(), line(2, **fields))
    assert row.year == year


def test_row_without_a_date_counts_in_the_year_that_a_side_reported() -> None:
    (row,) = table(plan(), line(2), report(3, "AZE", 2, "held", period=days("2025-02-03", "2025-02-07")))
    assert row.year == 2025


def test_row_holds_the_last_word_of_each_side() -> None:
    (row,) = table(
        plan(),
        line(2, period=MAY),
        report(3, "ITA", 2, "postponed"),
        report(4, "AZE", 2, "held"),
        report(5, "ITA", 2, "held"),
        report(6, "ITA", 99, "cancelled"),
    )
    assert [(word.party, word.name) for word in row.words] == [("AZE", name(4, "AZE")), ("ITA", name(5))]
    assert (row.status.status, row.is_over, row.name) == ("held", True, name(2))


def test_row_of_a_proposal_stands_after_the_agreed_ones() -> None:
    rows = table(offer(5, "AZE", period=SUMMER), plan(), line(2, period=MAY), offer(2, "AZE"))
    found = [(row.name, row.is_agreed, row.status.status, row.status.by) for row in rows]
    assert found == [(name(2), True, "dates_confirmed", ()), (name(5), False, "proposed", ("AZE",))]
