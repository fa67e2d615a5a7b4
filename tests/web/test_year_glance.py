"""Lines over a stretch of days, as the picture and its table say them."""

from datetime import date

import pytest

from foedus.office.ports import Cooperation
from foedus.store import listing
from foedus.web.year_glance import drawn, how_sure
from tests.office.desk import Open
from tests.web.planned import planned

TODAY = date(2024, 6, 1)
COOP = Cooperation("", "AZE", "ITA")


@pytest.fixture
def rows(open_desk: Open) -> tuple[listing.ActivityRow, ...]:
    node = planned(open_desk).italy.node
    numbers = [row.number for row in listing.cooperations(node)]
    return listing.activities(node, numbers, today=TODAY, sort="begins").rows


def test_table_says_when_and_how_sure(rows: tuple[listing.ActivityRow, ...]) -> None:
    found = drawn(rows, COOP, date(2024, 1, 1), date(2024, 12, 31), TODAY, "en")
    assert found["table"]["rows"] == [
        ("4. Visita campione", "2024-2025", "about that time"),
        ("1. Corso campione", "13-17 May 2024", "the days are settled"),
        ("2. Seminario campione", "October 2024", "about that time"),
        ("3. Incontro campione", "March 2025", "about that time"),
    ]
    assert [how_sure(row) for row in rows] == [row[2] for row in found["table"]["rows"]]


def test_our_own_lines_have_the_first_tone(rows: tuple[listing.ActivityRow, ...]) -> None:
    found = drawn(rows, COOP, date(2024, 1, 1), date(2024, 12, 31), TODAY, "en")
    assert found["tones"] == [("Italy", 1), ("Azerbaijan", 2), ("not said", 3)]


def test_line_outside_the_days_has_no_bar(rows: tuple[listing.ActivityRow, ...]) -> None:
    lines = drawn(rows, COOP, date(2024, 1, 1), date(2024, 12, 31), TODAY, "en")["drawing"].lines
    assert [len(line.spans) for line in lines] == [1, 1, 1, 0]
