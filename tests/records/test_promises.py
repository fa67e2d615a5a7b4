"""Undertakings are open, due or kept as of a day, and questions wait until another answers."""

from datetime import date
from typing import Any

import pytest

from foedus.records.holdings import Agreed, Stated, understood
from foedus.records.kinds.undertaking import Undertaking
from foedus.records.promises import Promises, promises_of, state_of
from foedus.records.tally import Figure
from tests.records.samples import MILESTONE, text
from tests.records.scene import TODAY, declared, held, name, version


def undertaking(number: int, author: str = "ITA", **fields: Any) -> Stated:
    """Give an undertaking that its author declares of itself."""
    body = {"who": author, "words": text("Parole", "Words"), "strength": "offer", **fields}
    return declared(number, author, "undertaking", body)


def comment(number: int, author: str, about: int, *, asks: bool = False) -> Stated:
    """Give a comment on a version."""
    body = {"about": version(about), "text": text("Perché?", "Why?"), **({"asks": True} if asks else {})}
    return declared(number, author, "comment", body)


def promises(*items: Agreed | Stated, year: int = 2024) -> Promises:
    """Count what is held, as of the sample day."""
    agreed, stated, _, _ = understood(held(*items))
    return promises_of(agreed, stated, year, TODAY)


@pytest.mark.parametrize(
    "fields,state",
    [
        ({}, "open"),
        ({"kept_by": [MILESTONE]}, "kept"),
        ({"kept_by": [MILESTONE], "state": "partly_kept"}, "partly_kept"),
        ({"state": "dropped"}, "dropped"),
    ],
)
def test_state_is_what_is_said_else_what_keeps_it(fields: dict[str, Any], state: str) -> None:
    body = {"who": "ITA", "words": text("Parole", "Words"), "strength": "hope", **fields}
    assert state_of(Undertaking.from_body(body)) == state


def test_undertakings_are_counted_as_of_the_day() -> None:
    found = promises(
        undertaking(1, due="2024-07-01"),
        undertaking(2, due="2024-07-02"),
        undertaking(3, "AZE", state="partly_kept"),
        undertaking(4, "AZE", state="kept", due="2024-01-01"),
        undertaking(5, state="not_kept", due="2024-01-01"),
    )
    assert found.undertakings_open == Figure(3, (name(1), name(2), name(3, "AZE")))
    assert found.undertakings_due == Figure(1, (name(1),))
    assert found.undertakings_kept == Figure(1, (name(4, "AZE"),))
    assert found.open_by == {"AZE": Figure(1, (name(3, "AZE"),)), "ITA": Figure(2, (name(1), name(2)))}
    assert found.kept_by == {"AZE": Figure(1, (name(4, "AZE"),))}


def test_undertaking_in_agreed_minutes_counts() -> None:
    body = undertaking(1).body
    found = promises(Agreed(name(1), "undertaking/1", body, version(1)))
    assert found.undertakings_open == Figure(1, (name(1),))


def test_request_waits_until_another_comments() -> None:
    asked = [undertaking(number, strength="request") for number in (1, 2, 3)]
    found = promises(*asked, comment(10, "AZE", 1), comment(11, "ITA", 2))
    assert found.requests_without_answer == Figure(2, (name(2), name(3)))


def test_comment_that_asks_waits_until_another_comments() -> None:
    found = promises(
        comment(1, "AZE", 99, asks=True),
        comment(2, "AZE", 99),
        comment(3, "AZE", 99, asks=True),
        comment(4, "ITA", 1),
        comment(5, "AZE", 3),
    )
    assert found.comments_without_answer == Figure(1, (name(3, "AZE"),))


def test_milestones_count_in_the_year_in_which_they_begin() -> None:
    def milestone(number: int, when: date | None) -> Stated:
        period = {"from": str(when), "to": str(when), "precision": "day"}
        return declared(number, "ITA", "milestone", {"what": text("x", "y"), **({"when": period} if when else {})})

    held_ones = (milestone(1, date(2024, 1, 1)), milestone(2, date(2023, 12, 31)), milestone(3, None))
    assert promises(*held_ones).milestones == Figure(1, (name(1),))
