"""Numbers of people and amounts of money as cells write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from foedus.reading.amounts import Count, read_amount, read_count
from foedus.reading.table import Cell, Value


@pytest.mark.parametrize(
    "value,count",
    [
        (12, Count(12)),
        (0, Count(0)),
        ("12", Count(12)),
        ("12 pax", Count(12)),
        ("5 чел.", Count(5)),
        ("1.200", Count(1200)),
        ("n.a.", Count(None)),
        ("TBD", Count(None)),
        ("", Count(None)),
        (None, Count(None)),
    ],
)
def test_count_that_a_cell_says(value: Value, count: Count) -> None:
    assert read_count(Cell(0, value)) == count


@pytest.mark.parametrize("value", ["sei", "2-4", "10+2", "circa 10", 2.5, -1, True, "1000001", 1_000_001])
def test_count_that_is_unreadable(value: Value) -> None:
    assert read_count(Cell(0, value)) == Count(None, is_readable=False)


@pytest.mark.parametrize(
    "text,amount",
    [
        ("$18,000", "18000"),
        ("€ 12.000,00", "12000.00"),
        ("1,234.5", "1234.5"),
        ("900", "900"),
        ("$0", "0"),
        (",50", "0.50"),
    ],
)
def test_amount_in_either_style(text: str, amount: str) -> None:
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "TBD", "a carico", "1-2"])
def test_amount_that_is_none(text: str) -> None:
    assert read_amount(text) is None
