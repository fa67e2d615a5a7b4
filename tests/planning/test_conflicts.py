"""Two activities that ask for the same place, entity or person at once."""

from datetime import date
from itertools import islice
from typing import Any

import pytest

from foedus.planning.conflicts import Engagement, conflicts, conflicts_in_order, conflicts_with, engagement_of
from tests.records.scene import MAY, SUMMER

BODY = {
    "title": {"original": "it", "it": "Corso"},
    "place": {"kind": "country", "country": "IT", "town": "Roma", "site": "Scuola campione"},
    "entities": [{"party": "ITA", "entity": "Reparto campione", "role": "lead"}],
    "contacts": [{"party": "ITA", "post": "Capo sezione campione"}],
}


def on(key: str, first: int, last: int, **asked: Any) -> Engagement:
    """Give a sample engagement in May."""
    return Engagement(key, date(2024, 5, first), date(2024, 5, last), **asked)


def test_engagement_says_what_a_line_asks_for() -> None:
    assert engagement_of("1", BODY, MAY, ["Sample Officer"]) == Engagement(
        "1",
        date(2024, 5, 13),
        date(2024, 5, 17),
        "Scuola campione, Roma",
        ("ITA, Reparto campione",),
        ("ITA, Capo sezione campione", "Sample Officer"),
    )


@pytest.mark.parametrize("period", [None, SUMMER, {"precision": "none"}])
def test_engagement_of_no_exact_days_is_none(period: dict[str, str] | None) -> None:
    assert engagement_of("1", BODY, period) is None


@pytest.mark.parametrize("place", [{"kind": "online"}, {"kind": "aboard", "site": "Nave campione"}, None])
def test_engagement_online_or_aboard_has_no_place(place: dict[str, str] | None) -> None:
    body = {**BODY, "place": place} if place else {"title": BODY["title"]}
    found = engagement_of("1", body, MAY)
    assert found is not None
    assert found.place == ""


def test_conflicts_are_the_overlaps_of_each_sort() -> None:
    lines = [
        on("c", 5, 9, place="ROMA", in_charge=("ITA, Capo",)),
        on("a", 1, 5, place="Roma", entities=("ITA, Reparto",)),
        on("b", 3, 12, entities=("ITA,  reparto",), in_charge=("ITA, Capo",)),
        on("d", 13, 14, place="Roma", entities=("ITA, Reparto",), in_charge=("ITA, Capo",)),
    ]
    found = [(one.sort, one.one.key, one.other.key, one.first.day, one.last.day) for one in conflicts(lines)]
    assert found == [("entity", "a", "b", 3, 5), ("place", "a", "c", 5, 5), ("in_charge", "b", "c", 5, 9)]


def test_town_alone_does_not_meet_a_site_in_it() -> None:
    assert list(conflicts([on("a", 1, 5, place="Roma"), on("b", 1, 5, place="Scuola, Roma")])) == []


def test_few_of_many_conflicts_are_taken_without_the_rest() -> None:
    everyone = [on(str(number), 1, 28, place="Roma") for number in range(2_000)]
    assert len(list(islice(conflicts(everyone), 5))) == 5


def test_no_more_is_taken_than_the_first_conflicts_need() -> None:
    coming = iter([on("1", 6, 10, place="Roma"), on("2", 7, 8, place="Roma"), on("3", 20, 21, place="Roma")])
    [first] = islice(conflicts_in_order(coming), 1)
    assert (first.one.key, first.other.key, [left.key for left in coming]) == ("1", "2", ["3"])


def test_conflicts_with_one_are_those_of_the_same_days_that_ask_for_the_same() -> None:
    mine = on("1", 6, 10, place="Roma", in_charge=("ITA, Capo sezione",))
    others = [
        on("2", 10, 12, place="ROMA"),
        on("3", 11, 12, place="Roma"),
        on("4", 1, 31, in_charge=("ITA, Capo sezione",), entities=("ITA, Reparto",)),
    ]
    assert [(one.sort, one.other.key, one.first.day, one.last.day) for one in conflicts_with(mine, others)] == [
        ("place", "2", 10, 10),
        ("in_charge", "4", 6, 10),
    ]
