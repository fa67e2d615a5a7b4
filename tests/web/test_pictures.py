"""Pictures: knows where each piece must stand, refuses to know what it looks like."""

from datetime import date

import pytest

from foedus.web.pictures import DrawnLine, Line, Part, Piece, Span, Tick, bar, bars, strip, year_strip


def places(line: DrawnLine) -> list[tuple[str, str, int]]:
    """Where the spans of a line stand."""
    return [(drawn.x, drawn.width, drawn.y) for drawn in line.spans]


def test_bar_fills_its_width_and_leaves_nothing_out_but_nothing() -> None:
    drawn = bar("Hosts", [Part("A", 19, 1, "/a"), Part("B", 0, 2), Part("C", 12, 3)])
    assert drawn.total == 31
    assert drawn.pieces == (
        Piece("A", 19, "/a", "fill-1", "0%", "61.29%", 61),
        Piece("C", 12, "", "fill-3", "61.29%", "38.71%", 39),
    )


def test_bar_of_nothing_has_no_pieces() -> None:
    assert bar("Hosts", [Part("A", 0)]).pieces == ()
    assert bar("Hosts", []).total == 0


def test_bars_share_one_scale() -> None:
    drawn = bars([("Long", [Part("A", 3), Part("B", 1, 2)]), ("Short", [Part("A", 1)]), ("None", [])])
    assert [[(piece.x, piece.width) for piece in one.pieces] for one in drawn] == [
        [("0%", "75%"), ("75%", "25%")],
        [("0%", "25%")],
        [],
    ]
    assert [one.total for one in drawn] == [4, 1, 0]


def test_bars_of_no_rows_are_none() -> None:
    assert bars([]) == ()


@pytest.mark.parametrize(
    "first, last, x, width",
    [
        (date(2026, 1, 1), date(2026, 12, 31), "0%", "100%"),
        (date(2026, 4, 1), date(2026, 6, 30), "24.66%", "24.93%"),
        (date(2025, 12, 1), date(2026, 1, 31), "0%", "8.49%"),
        (date(2026, 12, 1), date(2027, 2, 28), "91.51%", "8.49%"),
        (date(2026, 1, 1), date(2026, 1, 1), "0%", "1.2%"),
        (date(2026, 12, 31), date(2026, 12, 31), "98.8%", "1.2%"),
    ],
)
def test_span_stands_at_its_days_and_is_cut_at_the_edges(first: date, last: date, x: str, width: str) -> None:
    drawn = year_strip([Line("One", (Span("S", first, last),))], 2026)
    assert places(drawn.lines[0]) == [(x, width, 4)]


def test_span_of_another_year_is_left_out_and_the_line_stays() -> None:
    line = Line("One", (Span("S", date(2025, 1, 1), date(2025, 12, 31)),), "/one")
    assert year_strip([line], 2026).lines == (DrawnLine("One", "/one", (), 22),)


def test_spans_that_overlap_stand_below_each_other() -> None:
    line = Line(
        "One",
        (
            Span("A", date(2026, 1, 1), date(2026, 3, 31)),
            Span("B", date(2026, 2, 1), date(2026, 2, 28)),
            Span("C", date(2026, 4, 1), date(2026, 4, 30)),
        ),
    )
    drawn = year_strip([line], 2026).lines[0]
    assert [(one.span.name, one.y) for one in drawn.spans] == [("A", 4), ("B", 22), ("C", 4)]
    assert drawn.height == 40


def test_span_tells_by_class_whether_its_days_are_sure() -> None:
    day = date(2026, 5, 1)
    line = Line("One", (Span("A", day, day, tone=2), Span("B", day, date(2026, 5, 31), is_sure=False)))
    assert [one.css for one in year_strip([line], 2026).lines[0].spans] == [
        "span span--sure fill-2",
        "span span--vague fill-1",
    ]


def test_year_has_a_tick_for_every_month_and_larger_ones_for_quarters() -> None:
    drawn = year_strip([], 2026)
    assert drawn.unit == "month"
    assert drawn.ticks[0] == Tick(date(2026, 1, 1), "0%", is_large=True)
    assert drawn.ticks[1] == Tick(date(2026, 2, 1), "8.49%", is_large=False)
    assert [tick.day.month for tick in drawn.ticks if tick.is_large] == [1, 4, 7, 10]
    assert len(drawn.ticks) == 12


@pytest.mark.parametrize(
    "first, last, unit, ticks",
    [
        (date(2025, 1, 1), date(2026, 3, 31), "month", 15),
        (date(2024, 1, 1), date(2025, 12, 31), "quarter", 8),
        (date(2015, 5, 3), date(2026, 12, 31), "year", 11),
        (date(2026, 5, 31), date(2026, 6, 1), "month", 1),
    ],
)
def test_ticks_grow_with_the_stretch(first: date, last: date, unit: str, ticks: int) -> None:
    drawn = strip([], first, last)
    assert (drawn.unit, len(drawn.ticks)) == (unit, ticks)


@pytest.mark.parametrize(
    "today, x",
    [(date(2026, 1, 1), "0%"), (date(2026, 7, 2), "49.86%"), (date(2027, 1, 1), ""), (None, "")],
)
def test_today_is_marked_where_it_falls_into_the_strip(today: date | None, x: str) -> None:
    assert year_strip([], 2026, today).today_x == x


def test_years_are_marked_at_every_fifth() -> None:
    drawn = strip([], date(2014, 1, 1), date(2026, 12, 31))
    assert [tick.day.year for tick in drawn.ticks if tick.is_large] == [2015, 2020, 2025]
