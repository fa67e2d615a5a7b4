"""What an address asks for, and the addresses that ask for others."""

import pytest
from django.http import QueryDict

from foedus.store.listing import ActivityFilter
from foedus.web.activity_query import USUAL_COLUMNS, ActivityQuery, chips, query_of, value_words


def asked(text: str) -> ActivityQuery:
    return query_of(QueryDict(text))


def test_empty_address_asks_for_all_in_the_usual_columns() -> None:
    query = asked("")
    assert (query.filters, query.columns, query.group, query.order, query.page) == (
        ActivityFilter(),
        USUAL_COLUMNS,
        "",
        "usual",
        1,
    )
    assert not query.is_narrowed


def test_address_narrows_by_every_word() -> None:
    query = asked("status=held&status=partly_held&host=ITA&venue=online&year=2025&is_planned=1&month=2025-03&q=corso")
    assert query.filters == ActivityFilter(
        status=("held", "partly_held"),
        host="ITA",
        venue="online",
        year=2025,
        is_planned=True,
        month="2025-03",
        text="corso",
    )


@pytest.mark.parametrize("text", ["year=x", "month=2025-13", "month=2025", "is_planned=perhaps", "sort=no", "group=no"])
def test_word_that_is_not_known_narrows_nothing(text: str) -> None:
    query = asked(text)
    assert (query.filters, query.sort, query.group) == (ActivityFilter(), "usual", "")


def test_group_sets_the_order_so_that_its_lines_stand_together() -> None:
    assert asked("group=month&sort=type").order == "begins"
    assert asked("sort=-begins").order == "-begins"


def test_columns_stand_in_their_own_order() -> None:
    assert asked("columns=status&columns=area,serial&columns=none").columns == ("serial", "area", "status")


def test_address_without_one_status_keeps_the_other() -> None:
    query = asked("status=held&status=agreed&host=&page=3")
    assert query.address(("status", "held")) == "?status=agreed"
    assert query.address("status", host="AZE") == "?host=AZE"


def test_chip_says_each_word_and_takes_it_away() -> None:
    query = asked("status=held&plan=-&group=host&host=AZE")
    assert chips(query, "en", {}) == [
        {"label": "Plan: in no plan", "url": "?group=host&host=AZE&status=held"},
        {"label": "Host: Azerbaijan", "url": "?plan=-&group=host&status=held"},
        {"label": "Status: Held", "url": "?plan=-&group=host&host=AZE"},
    ]


@pytest.mark.parametrize(
    "name, value, words",
    [
        ("month", "2026-03", "marzo 2026"),
        ("type", "course", "Corso"),
        ("plan", "ITA/1", "Piano"),
        ("host", "AZE", "Azerbaigian"),
        ("lead", "Scuola", "Scuola"),
    ],
)
def test_word_is_said_in_the_readers_language(name: str, value: str, words: str) -> None:
    assert value_words(name, value, "it", {"ITA/1": "Piano"}) == words
