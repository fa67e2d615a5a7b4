"""What is counted of an activity is read out of its row: who tells, how many days, who bore what."""

from typing import Any

import pytest

from foedus.records.activity_table import Row, table_of
from foedus.records.counted import Borne, counted, days_of, telling_word
from foedus.records.holdings import Agreed, Offered, Stated, understood
from tests.records.samples import people
from tests.records.scene import MAY, SUMMER, TODAY, days, held, line, name, offer, plan, report

WEEKEND = days("2024-05-18", "2024-05-19")
FOUR = {"people": [people("AZE", 4)]}


def rows(*items: Agreed | Stated | Offered) -> tuple[Row, ...]:
    """Give the table of what is held."""
    agreed, stated, offered, _ = understood(held(*items))
    return table_of(agreed, stated, offered, TODAY)


@pytest.mark.parametrize(
    "said,teller",
    [
        ([("ITA", "held", FOUR), ("AZE", "held", FOUR)], "ITA"),
        ([("AZE", "held", FOUR), ("ITA", "held", FOUR)], "ITA"),
        ([("ITA", "held", {}), ("AZE", "held", FOUR)], "AZE"),
        ([("ITA", "cancelled", FOUR), ("AZE", "held", FOUR)], "AZE"),
        ([("ITA", "held", {})], None),
        ([], None),
    ],
)
def test_telling_word_is_the_hosts_where_it_names_people(
    said: list[tuple[str, str, dict[str, Any]]], teller: str | None
) -> None:
    reports = [report(10 + number, who, 2, told, **more) for number, (who, told, more) in enumerate(said)]
    (row,) = rows(line(2, host="ITA", period=MAY), *reports)
    found = telling_word(row)
    assert (found.party if found else None) == teller


@pytest.mark.parametrize(
    "fields,told,expected",
    [
        ({"period": MAY}, {"period": WEEKEND}, 2),
        ({"period": MAY, "days": 3}, {}, 3),
        ({"period": MAY}, {}, 5),
        ({"period": SUMMER}, {}, None),
        ({"period": SUMMER, "days": 4}, {"period": SUMMER}, 4),
        ({}, {}, None),
    ],
)
def test_days_are_the_reported_then_the_agreed_ones(
    fields: dict[str, Any], told: dict[str, Any], expected: int | None
) -> None:
    (row,) = rows(line(2, **fields), report(3, "ITA", 2, "held", **FOUR, **told))
    assert days_of(row) == expected


def test_counted_has_what_a_line_and_its_reports_say() -> None:
    borne = {"item": "lodging", "payer": "ITA", "borne": {"amount": 100, "currency": "EUR"}}
    told = {"people": [people("AZE", 4), people("AZE", 2, "ncos"), people("ITA", 1)], "costs": [borne]}
    place = {"kind": "third_country", "country": "DE"}
    seats = [people("ITA", 3), people("AZE", 5)]
    found, offered = map(
        counted,
        rows(
            plan(),
            line(2, host="ITA", period=MAY, place=place, places=seats, reserve=True),
            offer(8, "AZE", period=MAY, reserve=True),
            report(20, "ITA", 2, "held", **told),
        ),
    )
    assert (found.status, found.by, found.reports, found.year) == ("held", ("ITA",), (name(20),), 2024)
    assert (found.host, found.venue, found.days) == ("ITA", "third_country", 5)
    assert (found.places, found.used) == ({"AZE": 5, "ITA": 3}, {"AZE": 6, "ITA": 1})
    assert found.costs == (Borne(name(20), "ITA", "EUR", 100),)
    assert (found.is_reserve, found.is_over, found.has_outcome, found.took_place) == (True, True, True, True)
    assert (offered.is_reserve, offered.is_over, offered.has_outcome, offered.took_place) == (False,) * 4
