"""The grammar of periods: a text to two days and a precision; which plan they serve is not known here."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

from foedus.reading.calendar_words import MONTH_OF, ORDINAL_OF, alternatives, is_open, normal, without_tentative
from foedus.reading.findings import Code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from foedus.reading.findings import Fact
    from foedus.reading.table import Value

Precision: TypeAlias = Literal["day", "week", "month", "quarter", "half", "year", "none"]

_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_SERIALS = range(20_000, 80_000)
_YEARS = range(1950, 2101)
_LONGEST_ROLLOVER_DAYS = 100
_SOME_LEAP_YEAR = 2024

_M = f"(?:{alternatives(MONTH_OF)})"
_O = f"(?:{alternatives(ORDINAL_OF)})"
_Y = r"(?:19|20)\d\d"
_DAY = r"(?P<{0}d>[0-3]?\d)(?:st|nd|rd|th|-?го|-?е)?"
_POINT = (
    rf"(?:(?P<{{0}}iso>{_Y}-[01]\d-[0-3]\d)"
    rf"|(?P<{{0}}num>[0-3]?\d(?P<{{0}}s>[./-])[0-3]?\d(?P={{0}}s)(?:{_Y}|\d\d))"
    rf"|(?P<{{0}}dm>[0-3]?\d[./][0-3]?\d)\.?"
    rf"|(?P<{{0}}mdy>{_M}\.?\s[0-3]?\d(?:st|nd|rd|th)?(?:,?\s{_Y})?)(?!\d)"
    rf"|(?P<{{0}}dmy>[0-3]?\d(?:st|nd|rd|th|-?го|-?е)?\s?(?:di\s|of\s)?{_M}\.?(?:,?\s?(?:del\s)?{_Y})?)"
    rf"|(?P<{{0}}d>[0-3]?\d)(?:st|nd|rd|th|-?го|-?е)?\.?)"
)
_FROM = r"(?:dal(?:l'|\s|la\s)?|from\s|between\s|tra il\s|с\s|со\s)?\s?"
_TO = r"(?P<sep>\s?-\s?|\s?/\s|\sal(?:l'|\s)|\sto\s|\suntil\s|\s(?:e|ed|and|и|&)\s(?:il\s|l')?|\sпо\s)"
_SINGLE = re.compile(rf"(?:il\s|l'|on\s)?{_POINT.format('a')}\Z")
_RANGE = re.compile(rf"{_FROM}{_POINT.format('a')}{_TO}{_POINT.format('b')}\Z")
_MONTH_THEN_DAYS = re.compile(rf"(?P<m>{_M})\.?\s(?P<a>[0-3]?\d)\s?-\s?(?P<b>[0-3]?\d)(?:,?\s(?P<y>{_Y}))?\Z")
_MONTHS = re.compile(
    rf"(?:(?:a|in|nel mese di|mese di|в)\s)?"
    rf"(?:(?:a\s)?(?:fine|inizio|meta|metà|early|late|mid|end of|end|beginning of"
    rf"|(?:в\s)?кон(?:ец|це)|(?:в\s)?начал[ое]|(?:в\s)?середин[ае])[\s-])?(?:di\s)?"
    rf"(?P<first>{_M})\.?(?:\s?(?P<firsty>{_Y}))?(?:\s?(?:-|/|e|and|и)\s?(?P<last>{_M})\.?)?(?:,?\s?(?:del\s)?(?P<y>{_Y}))?\Z"
)
_MONTH_NUMBER = re.compile(rf"(?:(?P<m>[01]?\d)[./](?P<y>{_Y})|(?P<y2>{_Y})-(?P<m2>[01]\d))\Z")
_PARTS = re.compile(
    rf"(?:(?P<o>{_O})(?:\s?-\s?(?P<o2>{_O}))?\s?(?P<w>trimestre|trim\.?|quarter|qtr\.?|q|квартал[ае]?|кв\.?"
    rf"|semestre|sem\.?|half|полугоди[ея]|h)(?:\s(?:of|del)|\s?/)?(?:\s?(?P<y>{_Y}))?"
    rf"|(?P<y2>{_Y})[\s/-]?(?P<l>[qhst])(?P<n>[1-4])(?:-[qhst]?(?P<n2>[1-4]))?"
    rf"|(?P<l3>[qhst])\s?(?P<n3>[1-4])(?:\s?-\s?[qhst]?(?P<n4>[1-4]))?(?:[\s/]\s?(?P<y3>{_Y}))?)\Z"
)
_WEEK = re.compile(
    rf"(?:(?:week|wk|settimana|sett\.?|cw|неделя|w)\s?(?:n\.\s?)?(?P<n>[0-5]?\d)(?:\s|/|\s?-\s?|,\s|\sdel\s|\sof\s)+(?P<y>{_Y})"
    rf"|(?P<y2>{_Y})-?w(?P<n2>[0-5]\d)|(?P<n3>[0-5]?\d)(?:-я|-?th|-?st|-?nd|-?rd|)\s(?:week|settimana|неделя)(?:\sof|\sdel)?\s(?P<y3>{_Y}))\Z"
)
_WEEK_OF = re.compile(rf"(?:week of|settimana del(?:l')?|w/c|неделя с)\s?{_POINT.format('a')}\Z")
_YEAR_RANGE = re.compile(rf"(?:anno|year|fy|nel|in|в)?\s?(?P<y>{_Y})(?:\s?[-/]\s?(?P<z>{_Y}|\d\d))?\Z")


@dataclass(frozen=True, slots=True)
class Span:
    """A period as read: its first and last day (none where nothing is settled), and how exact they are."""

    start: date | None
    end: date | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class PeriodReading:
    """What a text says of a period: the span, or the code and facts of why there is none.

    `has_year_from_hint` marks a year that the text leaves out; `is_tentative` a "(TBC)" that followed.
    """

    span: Span | None
    code: Code | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    has_year_from_hint: bool = False
    is_tentative: bool = False


@dataclass(frozen=True, slots=True)
class _Written:
    """A folded text to read, and whether its numeric dates begin with the month."""

    text: str
    month_first: bool


@dataclass(frozen=True, slots=True)
class _Day:
    """A day as written: its year or month may have been left out."""

    day: int
    month: int | None
    year: int | None


_Build: TypeAlias = "Callable[[int], Span | None]"
_OPEN_SPAN = Span(None, None, "none")


def read_period_cell(
    value: Value, *, within: tuple[date, date] | None = None, month_first: bool = False
) -> PeriodReading:
    """Read a cell of a period column: a date, a serial day number, a year, or a text.

    Parameters: the cell's value; `within`, the first and last day of the plan, which settles a year left out;
    `month_first` where a mapping says that dates are written mm/dd/yyyy.
    """
    if isinstance(value, date):
        return PeriodReading(Span(value, value, "day"))
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value in _YEARS:
            return PeriodReading(_year(int(value)))
        if int(value) in _EXCEL_SERIALS:
            day = _EXCEL_EPOCH + timedelta(days=int(value))
            return PeriodReading(Span(day, day, "day"))
    return read_period("" if value is None else str(value), within=within, month_first=month_first)


def read_period(text: str, *, within: tuple[date, date] | None = None, month_first: bool = False) -> PeriodReading:
    """Read a period from its text; see `read_period_cell` for the parameters. Two languages in one text must agree."""
    parts = [part.strip() for part in re.split(r"\n|\s/\s", text) if part.strip()]
    if len(parts) > 1 and (agreed := _in_languages(text, parts, None, month_first=month_first)):
        return agreed
    whole = _read_one(text, within, month_first=month_first)
    if whole.code is not Code.PERIOD_UNREADABLE:
        return whole
    if len(parts) > 1 and (agreed := _in_languages(text, parts, within, month_first=month_first)):
        return agreed
    return _between(text, month_first=month_first) or whole


def _in_languages(
    text: str, parts: list[str], within: tuple[date, date] | None, *, month_first: bool
) -> PeriodReading | None:
    """Read a period said once in each language; nothing where a part is no period by itself ("May / June 2024")."""
    readings = [
        _between(part, month_first=month_first) or _read_one(part, within, month_first=month_first) for part in parts
    ]
    if not all(reading.span for reading in readings):
        return None
    if len({reading.span for reading in readings}) == 1:
        return readings[0]
    return PeriodReading(None, Code.PERIOD_TWO_READINGS, {"text": text, "readings": tuple(parts)})


def _between(text: str, *, month_first: bool) -> PeriodReading | None:
    """Read "IV trim. 2024 - I trim. 2025": two whole periods, each with its year."""
    halves = re.split(r"\s[-–—]\s", text)
    readings = [_read_one(half, None, month_first=month_first) for half in halves]
    if len(readings) != 2 or any(reading.span in {None, _OPEN_SPAN} for reading in readings):  # noqa: PLR2004 - from and to
        return None
    return join_periods(*readings)


def join_periods(first: PeriodReading, last: PeriodReading) -> PeriodReading:
    """Make one period of the readings of a "from" and a "to" cell; the coarser precision counts."""
    for reading in (first, last):
        if reading.span is None:
            return reading
    if first.span is None or last.span is None or first.span.start is None or last.span.end is None:
        known = first if first.span and first.span.start else last
        return replace(known, is_tentative=known.is_tentative or known.span != _OPEN_SPAN)
    if last.span.end < first.span.start:
        return _end_before_start(first.span.start, last.span.end)
    order = ("day", "week", "month", "quarter", "half", "year")
    precision = max(first.span.precision, last.span.precision, key=order.index)
    return PeriodReading(
        Span(first.span.start, last.span.end, precision),
        has_year_from_hint=first.has_year_from_hint or last.has_year_from_hint,
        is_tentative=first.is_tentative or last.is_tentative,
    )


def _end_before_start(start: date, end: date) -> PeriodReading:
    return PeriodReading(None, Code.PERIOD_END_BEFORE_START, {"start": start.isoformat(), "end": end.isoformat()})


def _read_one(text: str, within: tuple[date, date] | None, *, month_first: bool) -> PeriodReading:
    if not text.strip() or is_open(text):
        return PeriodReading(_OPEN_SPAN)
    folded = re.sub(r"\s?(?:года|год|гг?\.)(?=\s|$|-)", "", normal(text)).strip(" .,;")
    folded, is_tentative = without_tentative(folded)
    try:
        reading = _settled(folded, within, text, month_first=month_first)
    except ValueError:
        # A day or a week that no calendar has.
        return PeriodReading(None, Code.PERIOD_UNREADABLE, {"text": text})
    span = reading.span
    if span and span.start and span.end and span.end < span.start:
        return _end_before_start(span.start, span.end)
    return replace(reading, is_tentative=is_tentative)


def _settled(folded: str, within: tuple[date, date] | None, text: str, *, month_first: bool) -> PeriodReading:
    for rule in (_weeks, _parts_of_years, _years, _months, _days):
        for found in rule(_Written(folded, month_first)):
            if isinstance(found, Span):
                return PeriodReading(found)
            return _with_year(found, within, text)
    return PeriodReading(None, Code.PERIOD_UNREADABLE, {"text": text})


def _with_year(build: _Build, within: tuple[date, date] | None, text: str) -> PeriodReading:
    """Settle a year left out: the one year that puts the span inside the plan's period, or a question."""
    candidates: list[Span] = []
    for year in range(within[0].year, within[1].year + 1) if within else ():
        span = _built(build, year)
        if span and span.start and within and within[0] <= span.start <= within[1]:
            candidates.append(span)
    if len(candidates) == 1:
        return PeriodReading(candidates[0], has_year_from_hint=True)
    years = tuple(str(span.start.year) for span in candidates if span.start)
    # Whatever the year, the days must be days (in some leap year) and stand in their order.
    trial = build(_SOME_LEAP_YEAR)
    if not candidates and trial and trial.start and trial.end and trial.end < trial.start:
        return PeriodReading(trial)
    return PeriodReading(None, Code.PERIOD_YEAR_OPEN, {"text": text, "years": years})


def _built(build: _Build, year: int) -> Span | None:
    try:
        return build(year)
    except ValueError:
        return None


def _year(year: int, last: int | None = None) -> Span:
    return Span(date(year, 1, 1), date(last or year, 12, 31), "year")


def _years(written: _Written) -> Iterator[Span | _Build]:
    if found := _YEAR_RANGE.match(written.text):
        first, last = found["y"], found["z"] or found["y"]
        yield _year(int(first), int(last if len(last) > 2 else first[:2] + last))  # noqa: PLR2004 - a year of two digits


def _months(written: _Written) -> Iterator[Span | _Build]:
    if found := _MONTH_NUMBER.match(written.text):
        month, year = int(found["m"] or found["m2"]), int(found["y"] or found["y2"])
        yield _month_span(month, month, year)
    elif found := _MONTHS.match(written.text):
        first = MONTH_OF[found["first"]]
        last = MONTH_OF[found["last"] or found["first"]]
        if found["firsty"] and found["y"]:
            yield Span(date(int(found["firsty"]), first, 1), _month_end(int(found["y"]), last), "month")
        elif found["firsty"] or found["y"]:
            yield _month_span(first, last, int(found["firsty"] or found["y"]))
        else:
            yield lambda year: _month_span(first, last, year)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _month_span(first: int, last: int, year: int) -> Span:
    """From one month to another; the year is the last month's ("November - February 2025")."""
    return Span(date(year - (first > last), first, 1), _month_end(year, last), "month")


def _parts_of_years(written: _Written) -> Iterator[Span | _Build]:
    found = _PARTS.match(written.text)
    if not found:
        return
    if found["w"]:
        first, last = ORDINAL_OF[found["o"]], ORDINAL_OF[found["o2"] or found["o"]]
        letter, year = found["w"], found["y"]
    else:
        letter, year = found["l"] or found["l3"], found["y2"] or found["y3"]
        first = int(found["n"] or found["n3"])
        last = int(found["n2"] or found["n4"] or first)
    # "trim", "quarter", "квартал", "T2" are quarters; "sem", "half", "полугодие", "S1" halves.
    months, precision = (6, "half") if letter.startswith(("s", "h", "п")) else (3, "quarter")
    build = _part_builder(first, last, months, "half" if precision == "half" else "quarter")
    yield build(int(year)) if year else build


def _part_builder(first: int, last: int, months: int, precision: Precision) -> Callable[[int], Span]:
    def build(year: int) -> Span:
        if max(first, last) * months > 12:  # noqa: PLR2004 - the months of a year
            raise ValueError
        return Span(date(year, (first - 1) * months + 1, 1), _month_end(year, last * months), precision)

    return build


def _weeks(written: _Written) -> Iterator[Span | _Build]:
    if found := _WEEK.match(written.text):
        week = int(found["n"] or found["n2"] or found["n3"])
        monday = date.fromisocalendar(int(found["y"] or found["y2"] or found["y3"]), week, 1)
        yield Span(monday, monday + timedelta(days=6), "week")
    elif found := _WEEK_OF.match(written.text):
        day = _day(found, "a", month_first=written.month_first)
        if day.month is None:
            return
        if day.year:
            yield _week_around(day, day.year)
        else:
            yield lambda year: _week_around(day, year)


def _week_around(day: _Day, year: int) -> Span:
    anchor = date(year, day.month or 1, day.day)
    monday = anchor - timedelta(days=anchor.weekday())
    return Span(monday, monday + timedelta(days=6), "week")


def _days(written: _Written) -> Iterator[Span | _Build]:
    if found := _SINGLE.match(written.text):
        day = _day(found, "a", month_first=written.month_first)
        yield from _day_range(day, day, must_be_next=False)
    elif found := _MONTH_THEN_DAYS.match(written.text):
        year = int(found["y"]) if found["y"] else None
        month = MONTH_OF[found["m"]]
        yield from _day_range(
            _Day(int(found["a"]), month, None), _Day(int(found["b"]), month, year), must_be_next=False
        )
    elif found := _RANGE.match(written.text):
        first, last = (_day(found, which, month_first=written.month_first) for which in "ab")
        yield from _day_range(
            first, last, must_be_next=found["sep"].strip(" '") in {"e", "e il", "e l", "ed", "and", "и", "&"}
        )


def _day(found: re.Match[str], which: str, *, month_first: bool) -> _Day:
    """Take the day that one half of a match wrote, in whatever style."""
    if iso := found[f"{which}iso"]:
        day = date.fromisoformat(iso)
        return _Day(day.day, day.month, day.year)
    if numeric := (found[f"{which}num"] or found[f"{which}dm"]):
        numbers = [int(number) for number in re.split(r"[./-]", numeric)]
        day_number, month = (numbers[1], numbers[0]) if month_first else (numbers[0], numbers[1])
        year = numbers[2] if len(numbers) > 2 else None  # noqa: PLR2004 - day, month, year
        return _Day(day_number, month, year + 2000 if year is not None and year < 100 else year)  # noqa: PLR2004 - "24" is 2024
    if worded := (found[f"{which}dmy"] or found[f"{which}mdy"]):
        month_name = re.search(_M, worded)
        year_number = re.search(rf"{_Y}\Z", worded)
        bare = re.sub(rf"{_Y}\Z", "", worded)
        day_text = re.search(r"\d\d?", bare)
        if month_name is None or day_text is None:
            raise ValueError(worded)
        return _Day(int(day_text[0]), MONTH_OF[month_name[0]], int(year_number[0]) if year_number else None)
    return _Day(int(found[f"{which}d"]), None, None)


def _day_range(first: _Day, last: _Day, *, must_be_next: bool) -> Iterator[Span | _Build]:
    """Fill what the first day leaves out from the last; days joined by "and" are a range only where they follow."""
    if last.month is None:
        return

    def build(year: int) -> Span:
        end = date(year, last.month or 1, last.day)
        month = first.month or end.month
        start = date(first.year or year, month, first.day)
        if end < start and first.year is None and month != end.month:
            earlier = date(year - 1, month, first.day)
            start = earlier if (end - earlier).days <= _LONGEST_ROLLOVER_DAYS else start
        if must_be_next and (end - start).days > 1:
            raise ValueError
        return Span(start, end, "day")

    if last.year is None and first.year is not None:
        return
    yield build(last.year) if last.year is not None else build
