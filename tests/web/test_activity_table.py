"""A table's cells, and where lines take place."""

from datetime import date

import pytest

from foedus.store import listing
from foedus.web.activity_table import cell_words, host_split, title_of
from tests.office.desk import Open
from tests.web.planned import planned


@pytest.fixture
def row(open_desk: Open) -> listing.ActivityRow:
    node = planned(open_desk).italy.node
    numbers = [one.number for one in listing.cooperations(node)]
    filters = listing.ActivityFilter(branch="navy")
    return listing.activities(node, numbers, filters, today=date(2024, 6, 1)).rows[0]


@pytest.mark.parametrize(
    "column, words",
    [
        ("plan", "P1"),
        ("serial", "2"),
        ("host", "Azerbaigian"),
        ("branch", "Italia: Marina"),
        ("type", ""),
        ("place", ""),
    ],
)
def test_cell_says_its_field(row: listing.ActivityRow, column: str, words: str) -> None:
    assert cell_words(column, row, "it", {}) == words


def test_split_puts_us_first_and_what_is_not_said_after_the_hosts() -> None:
    split = host_split({"AZE": 2, "": 1, "ITA": 3, "online": 4}, "ITA", "en", "/plan/")
    assert split is not None
    assert split["table"]["rows"] == [("Italy", 3), ("Azerbaijan", 2), ("not said", 1), ("online", 4)]
    assert [piece.url for piece in split["drawing"].pieces] == [
        "/plan/?host=ITA",
        "/plan/?host=AZE",
        "",
        "/plan/?venue=online",
    ]


def test_no_line_has_no_split() -> None:
    assert host_split({}, "ITA", "en", "/plan/") is None


def test_text_without_a_title_is_a_dash() -> None:
    assert title_of({}, "it") == "–"
