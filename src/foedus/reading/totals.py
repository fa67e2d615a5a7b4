"""Checks a total row against the rows above it; which rows are totals is decided elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from foedus.reading.amounts import read_amount, read_count
from foedus.reading.findings import Code, Finding
from foedus.records.countries import folded_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from foedus.reading.headings import Column, Headings
    from foedus.reading.table import Cell, Row

_OF_ALL = re.compile(r"\b(?:generale|complessivo|grand|overall|всего)\b")


@dataclass(slots=True)
class TotalsCheck:
    """Holds the rows of a sheet that were read, to check each total row when it comes."""

    sheet: str
    headings: Headings
    rows: list[Row] = field(default_factory=list)
    since_last: int = 0

    def add(self, row: Row) -> None:
        """Count a row that is a line."""
        self.rows.append(row)

    def check(self, total: Row) -> list[Finding]:
        """Compare each number of a total row with its column: its programme, the rows since the last total, or all."""
        findings = []
        for column in (*self.headings.of("places"), *self.headings.of("cost")):
            cell = total.cells.get(column.index)
            said = _number(cell, column)
            if said is None:
                continue
            sums = [_sum(rows, column) for rows in self._candidates(total)]
            counted = next((amount for amount in sums if amount == said), sums[0])
            facts = {"field": column.key, "said": str(said), "counted": str(counted)}
            code = Code.TOTAL_AGREES if counted == said else Code.TOTAL_DIFFERS
            findings.append(Finding(code, self.sheet, total.number, column.letter, facts))
        self.since_last = len(self.rows)
        return findings

    def _candidates(self, total: Row) -> Iterator[Sequence[Row]]:
        """The rows that a total may be about, the likeliest first."""
        programme = self.headings.one("programme")
        if programme is not None and total.text(programme.index):
            name = folded_name(total.text(programme.index))
            yield [row for row in self.rows if folded_name(row.text(programme.index)) == name]
            return
        if not _OF_ALL.search(folded_name(" ".join(total.texts))) and self.rows[self.since_last :]:
            yield self.rows[self.since_last :]
        yield self.rows


def _number(cell: Cell | None, column: Column) -> Decimal | None:
    if cell is None or cell.is_copied or cell.problem:
        return None
    if column.field == "cost":
        return read_amount(cell.text)
    number = read_count(cell).number
    return None if number is None else Decimal(number)


def _sum(rows: Sequence[Row], column: Column) -> Decimal:
    numbers = (_number(row.cells.get(column.index), column) for row in rows)
    return sum((number for number in numbers if number is not None), Decimal(0))
