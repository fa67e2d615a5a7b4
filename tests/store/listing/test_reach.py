"""How long activities last at most, and what they ask for on their days."""

from datetime import date

import pytest

from foedus.planning.conflicts import Engagement
from foedus.store.listing.reach import ALWAYS, REACHES, asks_of, earliest, engagement, reach_of

BODY = (
    '{"title":{"it":"Corso"},"place":{"kind":"country","country":"IT","town":"Roma"},'
    '"contacts":[{"party":"ITA","post":"Capo sezione campione"}]}'
)


@pytest.mark.parametrize(
    "begins, ends, reach",
    [
        ("", "", 0),
        ("2024-05-06", "", 0),
        ("2024-05-06", "2024-05-06", 31),
        ("2024-05-01", "2024-06-01", 31),
        ("2024-05-01", "2024-06-02", 366),
        ("2024-01-01", "2024-12-31", 366),
        ("2024-01-01", "2029-12-31", REACHES[-1]),
        ("1024-01-01", "2029-12-31", REACHES[-1]),
    ],
)
def test_reach_is_enough_for_the_days(begins: str, ends: str, reach: int) -> None:
    assert reach_of(begins, ends) == reach


def test_what_lasts_on_a_day_did_not_begin_before_its_reach() -> None:
    assert [earliest(date(2024, 6, 1), reach) for reach in REACHES] == ["2024-05-01", "2023-06-01", ALWAYS]
    assert earliest(date(1, 1, 3), 31) == ALWAYS


def test_what_is_asked_for_comes_back_as_it_was_written() -> None:
    asks = asks_of(BODY, "2024-05-06", "2024-05-10", "day")
    assert engagement("1", asks, "2024-05-06", "2024-05-10") == Engagement(
        "1", date(2024, 5, 6), date(2024, 5, 10), "Roma", (), ("ITA, Capo sezione campione",)
    )


@pytest.mark.parametrize(
    "body, days, precision",
    [(BODY, ("2024-05-01", "2024-05-31"), "month"), (BODY, ("", ""), ""), ("{}", ("2024-05-06", "2024-05-06"), "day")],
)
def test_what_has_no_days_or_asks_for_nothing_asks_for_none(body: str, days: tuple[str, str], precision: str) -> None:
    assert asks_of(body, *days, precision) == ""
