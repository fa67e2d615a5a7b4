"""Knows how a day, a period, a place, an amount read for people; refuses to know a page or a sheet.

Each function takes the plain value of a body and never fails: what a newer program may have written is told as it
stands. A period worded in Italian or English is read again as the same one by `foedus.reading.periods`; in other
languages it reads as their calendars write it.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from babel.dates import format_date, get_month_names
from babel.numbers import format_decimal

from foedus.records.activity_terms import PLACE_KINDS, PRECISIONS
from foedus.records.countries import name_of_country
from foedus.records.labels import lowered
from foedus.records.spoken import days, locale_of, months, unit

_ROMAN: Final = ("I", "II", "III", "IV")
_ORDINAL: Final = ("first", "second", "third", "fourth")
_MINOR_UNITS: Final = 100
_OURS: Final = ("it", "en")
_AT_HAND: Final = 4096
"""So many days and numbers are worded once: a list tells the same ones again and again."""


@lru_cache(_AT_HAND)
def number(value: int | Decimal, language: str) -> str:
    """Write a number with the marks of the language: 1.234 in Italian, 1,234 in English."""
    return format_decimal(value, locale=locale_of(language))


def money(value: Mapping[str, Any], language: str) -> str:
    """Write an amount of minor units with its currency: `1.234,50 EUR`."""
    amount, currency = value.get("amount"), value.get("currency", "")
    if not isinstance(amount, int):
        return f"{amount} {currency}".strip()
    whole = format_decimal(Decimal(amount) / _MINOR_UNITS, "#,##0.00", locale=locale_of(language))
    return f"{whole} {currency}".strip()


@lru_cache(_AT_HAND)
def day(value: date | str, language: str) -> str:
    """Write a day in full: `12 maggio 2026`."""
    read = value if isinstance(value, date) else _day(value)
    if read is None:
        return str(value)
    return (
        format_date(read, "d MMMM y", locale=locale_of(language)) if language in _OURS else days(read, read, language)
    )


def period(value: Mapping[str, Any], language: str) -> str:
    """Write when, as people do: `12-16 maggio 2026`, `II trimestre 2026`, `first half of 2026`, `2024-2025`."""
    first, last, precision = _day(value.get("from")), _day(value.get("to")), str(value.get("precision", ""))
    if first is None or last is None:
        told = " - ".join(str(value[name]) for name in ("from", "to") if value.get(name))
        return told or lowered(PRECISIONS.label("none", language), language)
    is_ours = language in _OURS
    if precision == "day":
        return _days(first, last, language) if is_ours else days(first, last, language)
    if precision == "month":
        return _months(first, last, language) if is_ours else months(first, last, language)
    if precision == "year":
        return str(first.year) if first.year == last.year else f"{first.year}-{last.year}"
    named = _unit if is_ours else unit
    begin, end = (named(one, precision, language) for one in (first, last))
    return begin if begin == end else f"{begin} - {end}"


def place(value: Mapping[str, Any], language: str) -> str:
    """Write where: site, town, country; of what is not in a Party's country, the kind of place first."""
    kind, country = str(value.get("kind", "")), value.get("country")
    named = name_of_country(str(country), language) if country else ""
    parts = [str(one) for one in (value.get("site"), value.get("town"), named) if one]
    if kind != "country" or not parts:
        parts.insert(0, PLACE_KINDS.label(kind, language))
    return ", ".join(part for part in parts if part)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _month(one: date, language: str) -> str:
    return _months_of(language)[one.month]


@lru_cache
def _months_of(language: str) -> dict[int, str]:
    return {number: str(name) for number, name in get_month_names("wide", locale=locale_of(language)).items()}


def _days(first: date, last: date, language: str) -> str:
    if first == last:
        return day(first, language)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{day(last, language)}"
    if first.year == last.year:
        return f"{first.day} {_month(first, language)} - {day(last, language)}"
    return f"{day(first, language)} - {day(last, language)}"


def _months(first: date, last: date, language: str) -> str:
    end = f"{_month(last, language)} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return end
    begin = _month(first, language) if first.year == last.year else f"{_month(first, language)} {first.year}"
    return f"{begin} - {end}"


def _unit(one: date, precision: str, language: str) -> str:
    """Name the week, the quarter or the half-year in which a day lies."""
    if precision == "week":
        year, week, _ = one.isocalendar()
        return f"settimana {week} del {year}" if language == "it" else f"week {week} of {year}"
    months, italian, english = {"quarter": (3, "trimestre", "quarter"), "half": (6, "semestre", "half")}.get(
        precision, (0, "", "")
    )
    if not months:
        return day(one, language)
    place_in_year = (one.month - 1) // months
    if language == "it":
        return f"{_ROMAN[place_in_year]} {italian} {one.year}"
    return f"{_ORDINAL[place_in_year]} {english} of {one.year}"
