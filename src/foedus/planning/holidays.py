"""Knows the public holidays of the parties' countries, by the `holidays` library; refuses to say who works on them.

The library is large and is loaded when it is asked first. Days that follow the moon are estimated by it long before
they are proclaimed: those are marked, and the mark is taken out of the name.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from foedus.planning.holiday_names import in_italian
from foedus.records.countries import country_of_party

if TYPE_CHECKING:
    from holidays import HolidayBase

_BETWEEN_NAMES = "; "
_ITALIAN = "it"
_ENGLISH = "en"


class Holiday(msgspec.Struct, frozen=True):
    """A public holiday of one party's country; ``language`` is that of its name, by ISO 639-1."""

    day: date
    party: str
    country: str
    name: str
    language: str
    is_estimated: bool


def public_holidays(parties: Iterable[str], first: date, last: date, language: str) -> tuple[Holiday, ...]:
    """Give the public holidays in a span of days, by day and party; a party that is no country has none.

    Args:
        parties: codes such as `ITA`.
        first: the first day of the span.
        last: its last day, counted too.
        language: the reader's; where the library has no names in it, English counts, else the country's own language;
            Italian names of its English ones stand in a table of ours.
    """
    found = (
        holiday
        for party in sorted(set(parties))
        for year in range(first.year, last.year + 1)
        for holiday in _year_of(party, year, language)
        if first <= holiday.day <= last
    )
    return tuple(sorted(found, key=lambda holiday: (holiday.day, holiday.party)))


@cache
def _year_of(party: str, year: int, language: str) -> tuple[Holiday, ...]:
    country = country_of_party(party)
    calendar = _calendar(country, year, language) if country is not None else None
    return tuple(_holidays(calendar, party, country, language)) if calendar is not None and country is not None else ()


def _calendar(country: str, year: int, language: str) -> "HolidayBase | None":
    import holidays  # noqa: PLC0415 - 14 MB that most commands and pages never need

    try:
        held = holidays.country_holidays(country)
    except NotImplementedError:
        return None
    names = _best(held.supported_languages, language) or held.default_language
    return holidays.country_holidays(country, years=year, language=names)


def _best(supported: Iterable[str], language: str) -> str | None:
    """The library's name for a language that it has names in: ``it_IT`` for ``it``; English in place of another."""
    by_code = {name.partition("_")[0]: name for name in sorted(supported)}
    return by_code.get(language) or by_code.get("en")


def _holidays(calendar: "HolidayBase", party: str, country: str, asked: str) -> Iterator[Holiday]:
    language = (calendar.language or "en").partition("_")[0]
    marks = _estimated_marks(calendar)
    for day in sorted(calendar):
        names = str(calendar[day]).split(_BETWEEN_NAMES)
        plain = [_without(name, marks) for name in names]
        is_estimated = plain != names
        italian = [in_italian(name) for name in plain] if asked == _ITALIAN and language == _ENGLISH else [None]
        if None in italian:
            yield Holiday(day, party, country, _BETWEEN_NAMES.join(plain), language, is_estimated)
        else:
            called = dict.fromkeys(name for name in italian if name)
            yield Holiday(day, party, country, _BETWEEN_NAMES.join(called), _ITALIAN, is_estimated)


def _estimated_marks(calendar: "HolidayBase") -> dict[str, str]:
    """What the library writes behind a name that it estimates, and what stands there without the estimate."""
    labels = {"estimated_label": "%s", "observed_estimated_label": getattr(calendar, "observed_label", "%s")}
    found = ((getattr(calendar, name, None), plain) for name, plain in labels.items())
    return {_mark(calendar, label): _mark(calendar, plain) for label, plain in found if label is not None}


def _mark(calendar: "HolidayBase", label: str) -> str:
    return str(calendar.tr(label)).replace("%s", "")


def _without(name: str, marks: dict[str, str]) -> str:
    for mark, plain in marks.items():
        if name.endswith(mark):
            return name.removesuffix(mark) + plain
    return name
