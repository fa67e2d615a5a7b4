"""Knows how days and longer periods read as a language's calendar writes them (CLDR); no sheet reads them back.

Italian and English have their own ways in `foedus.records.phrases`; these are for every other language.
"""

import re
from datetime import date
from typing import Final

from babel.dates import format_date, format_interval, format_skeleton

_LOCALES: Final = {"it": "it_IT", "en": "en_GB", "zh": "zh_Hans_CN"}
_PADDED: Final = re.compile(r"(?<!\d)0(\d)(?!\d)")
_FIRST_HALF_ENDS: Final = 6
_HALVES: Final = {
    "az": ("{year}-ci ilin birinci yarısı", "{year}-ci ilin ikinci yarısı"),
    "en": ("first half of {year}", "second half of {year}"),
    "fr": ("1er semestre {year}", "2e semestre {year}"),
    "it": ("I semestre {year}", "II semestre {year}"),
    "kk": ("{year} жылдың бірінші жартысы", "{year} жылдың екінші жартысы"),
    "ru": ("1-е полугодие {year} г.", "2-е полугодие {year} г."),
    "uz": ("{year}-yilning birinchi yarmi", "{year}-yilning ikkinchi yarmi"),
}
_WEEKS: Final = {
    "az": "{year}-ci il, {week}-ci həftə",
    "en": "week {week} of {year}",
    "fr": "semaine {week} de {year}",
    "it": "settimana {week} del {year}",
    "kk": "{year} жыл, {week}-апта",
    "ru": "{week}-я неделя {year} г.",
    "uz": "{year}-yil, {week}-hafta",
}


def locale_of(language: str) -> str:
    """Give the locale by which a language writes days and numbers; English as Europe writes it."""
    return _LOCALES.get(language, language)


def days(first: date, last: date, language: str) -> str:
    """Write a day, or a span of days."""
    if first == last:
        return str(format_date(first, "long", locale=locale_of(language)))
    return _span("yMMMd", first, last, language)


def months(first: date, last: date, language: str) -> str:
    """Write a month, or a span of months."""
    if (first.year, first.month) == (last.year, last.month):
        return str(format_skeleton("yMMMM", first, locale=locale_of(language)))
    return _span("yMMMM", first, last, language)


def unit(one: date, precision: str, language: str) -> str:
    """Name the week, the quarter, the half-year or the year in which a day lies; the day itself for what is none."""
    if precision == "week":
        year, week, _ = one.isocalendar()
        return _WEEKS.get(language, _WEEKS["en"]).format(week=week, year=year)
    if precision == "quarter":
        return str(format_date(one, "QQQQ y", locale=locale_of(language)))
    if precision == "half":
        return _HALVES.get(language, _HALVES["en"])[one.month > _FIRST_HALF_ENDS].format(year=one.year)
    return str(one.year) if precision == "year" else days(one, one, language)


def _span(skeleton: str, first: date, last: date, language: str) -> str:
    # Some languages' patterns pad the days: 05–11 is how a list reads, not a sentence.
    return _PADDED.sub(r"\1", str(format_interval(first, last, skeleton, locale=locale_of(language))))
