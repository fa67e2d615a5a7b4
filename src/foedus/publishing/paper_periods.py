"""Periods, days and names of countries and languages in words of a language; it refuses to know what takes place."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel import Locale
from babel.numbers import format_currency

from foedus.publishing.paper_words import word
from foedus.records import phrases
from foedus.records.countries import country_of_party
from foedus.records.spoken import locale_of


def day_text(day: str, language: str) -> str:
    """Write a day (`YYYY-MM-DD`, or a time that begins with one) in words."""
    return phrases.day(day[:10], language)


def period_text(period: Mapping[str, Any], language: str) -> str:
    """Write a period in words, as exactly as it is meant: days, weeks, months, quarters, half-years or years.

    It reads as it does everywhere else; of weeks the days are told too, since few people count them.
    """
    precision = period["precision"]
    if precision == "none":
        return word("to_be_defined", language)
    return _weeks(period, language) if precision == "week" else phrases.period(period, language)


def _weeks(period: Mapping[str, Any], language: str) -> str:
    first, last = (date.fromisoformat(period[name]) for name in ("from", "to"))
    days = phrases.period({**period, "precision": "day"}, language)
    (year, week, _), (end_year, end, _) = first.isocalendar(), last.isocalendar()
    if (year, week) == (end_year, end):
        return word("week", language, week=week, year=year, days=days)
    if year != end_year:
        return days
    return word("weeks", language, week=week, last=end, year=year, days=days)


def country_text(alpha2: str, language: str) -> str:
    """Name a country by its two letters."""
    return str(Locale.parse(locale_of(language)).territories.get(alpha2, alpha2))


def party_text(code: str, language: str) -> str:
    """Name a party: by its country where its code is one, else by its code."""
    alpha2 = country_of_party(code)
    return code if alpha2 is None else country_text(alpha2, language)


def language_text(code: str, language: str) -> str:
    """Name a language."""
    return str(Locale.parse(locale_of(language)).languages.get(code, code))


def money_text(money: Mapping[str, Any], language: str) -> str:
    """Write an amount of money; in a body it stands in minor units."""
    if language in {"it", "en"}:
        return phrases.money(money, language)
    return format_currency(money["amount"] / 100, money["currency"], locale=locale_of(language))
