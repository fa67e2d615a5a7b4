"""Knows where the pieces of a picture stand, as percentages and pixels; refuses to know colours, words and records.

Numbers and days come in; x and width go out as percentages ("12.5%"), so that words keep their size at every width,
and a tone goes out as the name of a class. Nothing here is an inline style.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LANE_PIXELS = 14
LANE_GAP_PIXELS = 4
LEAST_WIDTH = 1.2
"""The least width of a span, in per cent: a day of a year is 0.27 %, too thin to see or to touch."""
LONGEST_IN_MONTHS = 15
LONGEST_IN_QUARTERS = 60


@dataclass(frozen=True, slots=True)
class Part:
    """A number that a bar is made of; `tone` is 1 to 6, `url` leads to the lines that it counts."""

    name: str
    value: int
    tone: int = 1
    url: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part where it stands in its bar: `x` and `width` in per cent of the whole, `share` in whole per cents."""

    name: str
    value: int
    url: str
    css: str
    x: str
    width: str
    share: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its name, the sum of its parts, and its pieces from left to right."""

    name: str
    total: int
    pieces: tuple[Piece, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasts: both days counted. `is_sure` where the days themselves are meant, else they are about."""

    name: str
    first: date
    last: date
    is_sure: bool = True
    tone: int = 1
    url: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a strip: its name, its address, and what lasts in it; without spans nothing is known of its dates."""

    name: str
    spans: tuple[Span, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class DrawnSpan:
    """A span where it stands: `x` and `width` in per cent, `y` in pixels."""

    span: Span
    css: str
    x: str
    width: str
    y: int


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line with its height in pixels; `spans` that do not fall into the strip are left out."""

    name: str
    url: str
    spans: tuple[DrawnSpan, ...]
    height: int


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month, quarter or year where it stands; `is_large` at a quarter, a year, every fifth year."""

    day: date
    x: str
    is_large: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """Lines over one stretch of days; `unit` is what stands between two ticks, `today_x` is empty when out of it."""

    unit: str
    ticks: tuple[Tick, ...]
    today_x: str
    lines: tuple[DrawnLine, ...]
    bar: int = LANE_PIXELS


def bar(name: str, parts: Sequence[Part], whole: int | None = None, url: str = "") -> Bar:
    """Stack parts into one bar; parts of nothing are left out.

    Args:
        name: what the bar counts.
        parts: its numbers, none below 0, from left to right.
        whole: the number that fills the width; the sum of the parts where it is left out.
        url: leads to the lines that the bar counts.
    """
    total = sum(part.value for part in parts)
    scale = total if whole is None else whole
    pieces, before = [], 0
    for part in parts:
        if part.value > 0:
            x, width = _percent(before, scale), _percent(part.value, scale)
            share = _whole_percent(part.value, total)
            pieces.append(Piece(part.name, part.value, part.url, f"fill-{part.tone}", x, width, share))
        before += part.value
    return Bar(name, total, tuple(pieces), url)


def bars(rows: Iterable[tuple[str, Sequence[Part]]]) -> tuple[Bar, ...]:
    """Draw several bars to one scale: the longest fills the width."""
    held = [(name, tuple(parts)) for name, parts in rows]
    longest = max((sum(part.value for part in parts) for _, parts in held), default=0)
    return tuple(bar(name, parts, longest) for name, parts in held)


def strip(lines: Iterable[Line], first: date, last: date, today: date | None = None) -> Strip:
    """Draw what lasts over the days from `first` to `last`, both counted.

    Spans are cut at the edges; those of one line that overlap stand below each other.

    Args:
        lines: what is drawn, from top to bottom.
        first: the first day of the strip.
        last: its last day, not before the first.
        today: the day that is marked, where it falls into the strip.
    """
    unit = _unit(first, last)
    marked = today is not None and first <= today <= last
    return Strip(
        unit=unit,
        ticks=tuple(_ticks(first, last, unit)),
        today_x=_percent((today - first).days, _days(first, last)) if today is not None and marked else "",
        lines=tuple(_drawn_line(line, first, last) for line in lines),
    )


def year_strip(lines: Iterable[Line], year: int, today: date | None = None) -> Strip:
    """Draw what lasts over one year."""
    return strip(lines, date(year, 1, 1), date(year, 12, 31), today)


def _drawn_line(line: Line, first: date, last: date) -> DrawnLine:
    whole = _days(first, last)
    free_from: list[float] = []  # for each lane, where the next span may begin
    drawn = []
    for span in sorted(line.spans, key=lambda span: (span.first, span.last)):
        if span.last < first or span.first > last:
            continue
        begin, end = max(span.first, first), min(span.last, last)
        x = 100 * (begin - first).days / whole
        width = max(100 * _days(begin, end) / whole, LEAST_WIDTH)
        x = min(x, 100 - width)
        lane = next((lane for lane, free in enumerate(free_from) if free <= x), len(free_from))
        free_from[lane : lane + 1] = [x + width]
        css = f"span span--{'sure' if span.is_sure else 'vague'} fill-{span.tone}"
        top = LANE_GAP_PIXELS + lane * (LANE_PIXELS + LANE_GAP_PIXELS)
        drawn.append(DrawnSpan(span, css, _written(x), _written(width), top))
    lanes = max(len(free_from), 1)
    return DrawnLine(line.name, line.url, tuple(drawn), lanes * (LANE_PIXELS + LANE_GAP_PIXELS) + LANE_GAP_PIXELS)


def _unit(first: date, last: date) -> str:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= LONGEST_IN_MONTHS:
        return "month"
    return "quarter" if months <= LONGEST_IN_QUARTERS else "year"


def _ticks(first: date, last: date, unit: str) -> Iterable[Tick]:
    step = {"month": 1, "quarter": 3, "year": 12}[unit]
    whole = _days(first, last)
    day = first.replace(day=1)
    while day <= last:
        if day >= first and (day.month - 1) % step == 0:
            yield Tick(day, _percent((day - first).days, whole), _is_large(day, unit))
        day = (day + timedelta(days=31)).replace(day=1)


def _is_large(day: date, unit: str) -> bool:
    if unit == "year":
        return day.year % 5 == 0
    return day.month % 3 == 1 if unit == "month" else day.month == 1


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


def _percent(value: int, whole: int) -> str:
    return _written(100 * value / whole if whole > 0 else 0.0)


def _written(number: float) -> str:
    return f"{round(number, 2):g}%"


def _whole_percent(value: int, whole: int) -> int:
    return round(100 * value / whole) if whole > 0 else 0
