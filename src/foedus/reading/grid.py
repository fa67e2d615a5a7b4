"""A grid of values as a sheet: merged blocks repeated, hidden and faulty cells marked; no file is read here."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias

from foedus.reading.table import Cell, Row, Sheet, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.reading.markup import SheetMarkup

Merge: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""A merged block: its first and its last cell, each (row, column) from 0."""
Raw: TypeAlias = float | str | time | date | timedelta | None


def sheet_of(
    name: str,
    raw: Sequence[Sequence[Raw]],
    merges: Sequence[Merge],
    markup: SheetMarkup,
    *,
    is_hidden: bool,
) -> Sheet:
    """Make a sheet.

    Parameters: the rows of values as a library gives them, from the first on; the merged blocks; what is hidden or
    faulty, whose text stands where the library gives no value.
    """
    grid = [[_value(one) for one in line] for line in raw]
    for (row, column), (_, text) in markup.problems.items():
        if row <= len(grid) and column < len(grid[row - 1]) and grid[row - 1][column] in {"", None}:
            grid[row - 1][column] = text
    copied = _copy_down(grid, merges)
    wide_rows = {first[0] for first, last in merges if last[1] > first[1]}
    rows = []
    for index, line in enumerate(grid):
        cells = {
            column: Cell(
                column,
                value,
                is_copied=(index, column) in copied,
                problem=markup.problems.get((index + 1, column), (None, ""))[0],
            )
            for column, value in enumerate(line)
            if value not in {"", None} or (index + 1, column) in markup.problems
        }
        if cells:
            rows.append(Row(index + 1, cells, (index + 1) in markup.hidden_rows, index in wide_rows))
    return Sheet(name, tuple(rows), is_hidden, frozenset(markup.hidden_columns))


def _value(raw: Raw) -> Value:
    if isinstance(raw, str):
        return raw.strip()
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, time | timedelta):
        return str(raw)
    if isinstance(raw, float) and raw.is_integer():
        return int(raw)
    return raw


def _copy_down(grid: Sequence[list[Value]], merges: Sequence[Merge]) -> set[tuple[int, int]]:
    """Repeat the value of a merged block in the first column of each of its rows; give the places filled so."""
    copied = set()
    for (top, left), (bottom, _) in merges:
        if top >= len(grid) or left >= len(grid[top]) or grid[top][left] in {"", None}:
            continue
        for index in range(top + 1, min(bottom + 1, len(grid))):
            if left < len(grid[index]):
                grid[index][left] = grid[top][left]
                copied.add((index, left))
    return copied
