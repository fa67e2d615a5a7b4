"""Periods, days and names of countries and languages in words of a language; it refuses to know what takes place."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_currency

from foedus.publishing.paper_words import ORDINALS, word
from foedus.records import phrases
from foedus.records.countries import country_of_party

_LOCALES = {"en": "en_GB", "zh": "zh_Hans_CN"}
_FIRST_HALF_ENDS = 6
_SAID_AS_ON_SCREEN = ("it", "en")
_PADDED = re.compile(r"(?<!\d)0(\d)(?!\d)")


def locale_of(language: str) -> str:
    """The locale by which a language writes days and numbers; English as Europe writes it."""
    return _LOCALES.get(language, language)


def day_text(day: str, language: str) -> str:
    """Write a day (`YYYY-MM-DD`, or a time that begins with one) in words."""
    if language in _SAID_AS_ON_SCREEN:
        return phrases.day(day[:10], language)
    return format_date(date.fromisoformat(day[:10]), "long", locale=locale_of(language))


def period_text(period: Mapping[str, Any], language: str) -> str:
    """Write a period in words, as exactly as it is meant: days, weeks, months, quarters, half-years or years.

    In Italian and in English it reads as it does everywhere else here; in other languages as their calendars write it.
    Of weeks the days are told too, since few people count them.
    """
    precision = period["precision"]
    if precision == "none":
        return word("to_be_defined", language)
    if precision == "week":
        return _weeks(period, language)
    if language in _SAID_AS_ON_SCREEN:
        return phrases.period(period, language)
    first, last = (date.fromisoformat(period[name]) for name in ("from", "to"))
    if precision == "day":
        return _days(first, last, language)
    if precision == "month":
        same = (first.year, first.month) == (last.year, last.month)
        return _month(first, language) if same else _span("yMMMM", first, last, language)
    names = [_unit(day, precision, language) for day in (first, last)]
    return names[0] if names[0] == names[1] else f"{names[0]} – {names[1]}"


def _month(day: date, language: str) -> str:
    return format_skeleton("yMMMM", day, locale=locale_of(language))


def _days(first: date, last: date, language: str) -> str:
    if language in _SAID_AS_ON_SCREEN:
        return phrases.period({"from": first.isoformat(), "to": last.isoformat(), "precision": "day"}, language)
    return (
        format_date(first, "long", locale=locale_of(language))
        if first == last
        else _span("yMMMd", first, last, language)
    )


def _span(skeleton: str, first: date, last: date, language: str) -> str:
    # Some languages' patterns pad the days: 05–11 is how a list reads, not a sentence.
    return _PADDED.sub(r"\1", format_interval(first, last, skeleton, locale=locale_of(language)))


def _weeks(period: Mapping[str, Any], language: str) -> str:
    first, last = (date.fromisoformat(period[name]) for name in ("from", "to"))
    days = _days(first, last, language)
    (year, week, _), (end_year, end, _) = first.isocalendar(), last.isocalendar()
    if (year, week) == (end_year, end):
        return word("week", language, week=week, year=year, days=days)
    if year != end_year:
        return days
    return word("weeks", language, week=week, last=end, year=year, days=days)


def _unit(day: date, precision: str, language: str) -> str:
    if precision == "year":
        return str(day.year)
    if precision == "quarter":
        return format_date(day, "QQQQ y", locale=locale_of(language))
    ordinals = ORDINALS.get(language, ORDINALS["en"])
    return word("half", language, ordinal=ordinals[day.month > _FIRST_HALF_ENDS], year=day.year)


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
    if language in _SAID_AS_ON_SCREEN:
        return phrases.money(money, language)
    return format_currency(money["amount"] / 100, money["currency"], locale=locale_of(language))
