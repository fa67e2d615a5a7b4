"""What falls to us to answer and what to the others, one row a case."""

from dataclasses import replace
from typing import Any

import pytest

from foedus.records.activity_table import table_of
from foedus.records.answers import Due, comments_on, is_answered, ours, theirs, unanswered_comments, waiting_in
from foedus.records.holdings import Agreed, Holdings, Offered, Stated, understood
from tests.records.samples import text
from tests.records.scene import MAY, SUMMER, TODAY, declared, held, line, name, offer, report, version

SEEN = {"AZE": "2024-06-30"}


def comment(number: int, author: str, about: int, *, asks: bool, read_by: tuple[str, ...] = ()) -> Stated:
    """Give a comment on a version."""
    body = {"about": version(about), "text": text("Perché?", "Why?"), **({"asks": True} if asks else {})}
    return declared(number, author, "comment", body, read_by)


def dues(*items: Agreed | Stated | Offered, us: str = "ITA") -> tuple[tuple[Due, ...], tuple[Due, ...]]:
    """Give what is ours and what is theirs to answer."""
    holdings: Holdings = held(*items, us=us, seen=SEEN)
    agreed, stated, offered, _ = understood(holdings)
    waiting = waiting_in(holdings, offered, stated, table_of(agreed, stated, offered, TODAY))
    return ours(holdings, waiting), theirs(holdings, waiting)


CASES: list[tuple[str, tuple[Any, ...], list[tuple[str, str]], list[tuple[str, str]]]] = [
    ("an offer of theirs", (offer(5, "AZE"),), [("answer", name(5))], []),
    ("an offer of theirs that we answered", (offer(5, "AZE", ("ITA",)),), [], []),
    ("an offer of ours", (offer(5, "ITA"),), [], [("answer", name(5))]),
    ("an offer of ours that they answered", (offer(5, "ITA", ("ITA", "AZE")),), [], []),
    (
        "an offer of ours accepted, but not in full",
        (offer(5, "ITA", ("ITA", "AZE"), partly=("AZE",)),),
        [],
        [("confirm", name(5))],
    ),
    ("an offer of ours, not in full", (offer(5, "ITA", ("ITA", "AZE"), partly=("ITA",)),), [("confirm", name(5))], []),
    (
        "an offer of ours declined",
        (offer(5, "ITA", ("ITA", "AZE"), declined_by=("AZE",)),),
        [("mend", name(5))],
        [],
    ),
    (
        "an offer of ours, not in full and declined",
        (offer(5, "ITA", ("ITA", "AZE"), partly=("ITA",), declined_by=("AZE",)),),
        [("mend", name(5))],
        [],
    ),
    (
        "an offer of ours declined, with a later one beside it",
        (
            offer(5, "ITA", ("ITA", "AZE"), declined_by=("AZE",)),
            replace(offer(5, "ITA", ("ITA",)), version=version(50)),
        ),
        [],
        [("answer", name(5))],
    ),
    ("an activity ahead", (line(2, period=SUMMER),), [], []),
    ("an activity over", (line(2, period=MAY),), [("report", name(2))], [("report", name(2))]),
    ("an activity that we reported", (line(2, period=MAY), report(3, "ITA", 2, "held")), [], [("report", name(2))]),
    ("an activity that one cancelled", (line(2, period=MAY), report(3, "ITA", 2, "cancelled")), [], []),
    ("a proposal whose days are over", (offer(5, "ITA", ("AZE",), period=MAY),), [], []),
    (
        "a record of theirs",
        (declared(7, "AZE", "milestone", {"what": text("x", "y")}),),
        [("acknowledge", name(7, "AZE"))],
        [],
    ),
    (
        "a record of theirs that we have read",
        (declared(7, "AZE", "milestone", {"what": text("x", "y")}, ("ITA",)),),
        [],
        [],
    ),
    ("a record of ours", (declared(7, "ITA", "milestone", {"what": text("x", "y")}),), [], [("acknowledge", name(7))]),
    ("a question of theirs", (comment(8, "AZE", 2, asks=True),), [("comment", name(8, "AZE"))], []),
    (
        "a question that we have read",
        (comment(8, "AZE", 2, asks=True, read_by=("ITA",)),),
        [("comment", name(8, "AZE"))],
        [],
    ),
    (
        "a question that we answered",
        (comment(8, "AZE", 2, asks=True, read_by=("ITA",)), comment(9, "ITA", 8, asks=False, read_by=("AZE",))),
        [],
        [],
    ),
    ("a question of ours", (comment(8, "ITA", 2, asks=True),), [], [("comment", name(8))]),
    ("a remark of theirs", (comment(8, "AZE", 2, asks=False),), [("acknowledge", name(8, "AZE"))], []),
]


@pytest.mark.parametrize("items,our,their", [pytest.param(*row[1:], id=row[0]) for row in CASES])
def test_dues_of_both_sides(items: tuple[Any, ...], our: list[tuple[str, str]], their: list[tuple[str, str]]) -> None:
    found_ours, found_theirs = dues(*items)
    assert [(due.what, due.record) for due in found_ours] == our
    assert [(due.what, due.record) for due in found_theirs] == their


@pytest.mark.parametrize("items,our,their", [pytest.param(*row[1:], id=row[0]) for row in CASES])
def test_dues_are_mirrored_on_the_other_side(
    items: tuple[Any, ...], our: list[tuple[str, str]], their: list[tuple[str, str]]
) -> None:
    found_ours, found_theirs = dues(*items, us="AZE")
    assert [(due.what, due.record) for due in found_ours] == their
    assert [(due.what, due.record) for due in found_theirs] == our


def test_due_says_whose_turn_it_is_and_what_they_had_seen() -> None:
    found_ours, found_theirs = dues(offer(5, "AZE"), offer(6, "ITA"))
    assert found_ours == (Due("ITA", "answer", name(5), version(5), "AZE", ""),)
    assert found_theirs == (Due("AZE", "answer", name(6), version(6), "ITA", "2024-06-30"),)


def test_due_to_mend_names_the_party_that_declined() -> None:
    found_ours, _ = dues(offer(5, "ITA", ("ITA", "AZE"), declined_by=("AZE",)))
    assert found_ours == (Due("ITA", "mend", name(5), version(5), "AZE"),)


def test_due_to_confirm_names_who_waits_for_it() -> None:
    _, found_theirs = dues(offer(5, "ITA", ("ITA", "AZE"), partly=("AZE",)))
    assert found_theirs == (Due("AZE", "confirm", name(5), version(5), "ITA", "2024-06-30"),)


def test_comment_of_oneself_answers_nothing() -> None:
    _, stated, _, _ = understood(held(comment(8, "AZE", 2, asks=True), comment(9, "AZE", 8, asks=False)))
    assert [item.name for item in unanswered_comments(stated)] == [name(8, "AZE")]
    assert comments_on(stated) == {version(2): {"AZE"}, version(8): {"AZE"}}
    assert [is_answered(version(2), party, comments_on(stated)) for party in ("ITA", "AZE")] == [True, False]
