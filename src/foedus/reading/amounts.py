"""Numbers in cells: how many, and amounts of money for checking a total; a currency is not known here."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple

from foedus.reading.calendar_words import is_open

if TYPE_CHECKING:
    from foedus.reading.table import Cell

_COUNT = re.compile(
    r"(\d{1,3}(?:[ .,'\u00a0]\d{3})+|\d+)\s*"
    r"(?:pax|posti|places|persone|people|unita|unità|gg|giorni|days?|чел\.?|дн\w*\.?)?\Z"
)
_MONEY_MARKS = re.compile(r"[^\d.,\-]")
_LARGEST_COUNT = 1_000_000


class Count(NamedTuple):
    """How many a cell says, if it says so; `is_readable` is false where it says something that is no whole number."""

    number: int | None
    is_readable: bool = True


def read_count(cell: Cell) -> Count:
    """Read how many a cell says; no number where it is blank or still open, since unknown is not zero."""
    if isinstance(cell.value, int) and not isinstance(cell.value, bool) and 0 <= cell.value <= _LARGEST_COUNT:
        return Count(cell.value)
    text = cell.text
    if not text or is_open(text):
        return Count(None)
    found = _COUNT.match(text.lower())
    count = int(re.sub(r"\D", "", found[1])) if found and isinstance(cell.value, str) else None
    if count is None or count > _LARGEST_COUNT:
        return Count(None, is_readable=False)
    return Count(count)


def read_amount(text: str) -> Decimal | None:
    """Read an amount of money written in the English or the Italian way; nothing where it is none.

    The last mark counts as decimal where one or two digits follow it, as a mark of thousands where three do.
    """
    digits = _MONEY_MARKS.sub("", text)
    if not re.search(r"\d", digits):
        return None
    cents = re.search(r"[.,](\d{1,2})\Z", digits)
    whole = re.sub(r"[.,]", "", digits[: cents.start()] if cents else digits)
    try:
        return Decimal(f"{whole or '0'}.{cents[1]}" if cents else whole)
    except InvalidOperation:
        return None
