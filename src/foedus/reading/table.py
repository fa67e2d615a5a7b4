"""A file as sheets of rows of cells; what a heading or a cell means is not known here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Value: TypeAlias = str | int | float | bool | date | None

MAX_FILE_BYTES = 16 * 1024 * 1024
MAX_UNPACKED_BYTES = 128 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 256
MAX_SHEETS = 64
MAX_CELL_CHARACTERS = 32_767
LETTERS_IN_ALPHABET = 26


class SheetError(Exception):
    """A file that cannot be read as a table at all; `code` says why and `facts` with what figures."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts: Mapping[str, str | int] = facts


#: The codes of `SheetError`: nothing of such a file was read.
SHEET_ERROR_CODES = (
    "file-too-large",
    "file-empty",
    "file-kind-unknown",
    "file-damaged",
    "file-encrypted",
    "too-many-rows",
    "too-many-columns",
    "too-many-sheets",
    "text-undecodable",
)


def letter_of(column: int) -> str:
    """Name a column counted from 0 as a spreadsheet does: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, LETTERS_IN_ALPHABET)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_of(letter: str) -> int:
    """Give the column, counted from 0, that a spreadsheet calls by these letters."""
    column = 0
    for character in letter.upper():
        column = column * LETTERS_IN_ALPHABET + ord(character) - ord("A") + 1
    return column - 1


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something: its column from 0 and its value.

    `is_copied` marks a value repeated from the first row of a merged block; `problem` is
    `error-value` or `formula-empty` where a formula stands without a value of use.
    """

    column: int
    value: Value
    is_copied: bool = False
    problem: str | None = None

    @property
    def letter(self) -> str:
        """The column's letter."""
        return letter_of(self.column)

    @property
    def text(self) -> str:
        """The value as text, trimmed, with its line breaks kept."""
        if self.value is None:
            return ""
        if isinstance(self.value, bool):
            return "TRUE" if self.value else "FALSE"
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        if isinstance(self.value, datetime):
            return self.value.date().isoformat()
        if isinstance(self.value, date):
            return self.value.isoformat()
        return str(self.value).replace("\u00a0", " ").strip()


@dataclass(frozen=True, slots=True)
class Row:
    """One row with at least one cell that holds something; `number` is counted from 1, as people see it."""

    number: int
    cells: Mapping[int, Cell]
    is_hidden: bool = False
    has_wide_cell: bool = False

    def text(self, column: int | None) -> str:
        """The text in a column, or the empty text."""
        cell = self.cells.get(column) if column is not None else None
        return cell.text if cell else ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the row's cells in order, blanks left out."""
        found = (self.cells[column].text for column in sorted(self.cells))
        return tuple(text for text in found if text)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows in order, and which of it the file hides from view."""

    name: str
    rows: tuple[Row, ...]
    is_hidden: bool = False
    hidden_columns: frozenset[int] = field(default_factory=frozenset)
    read_as: str | None = None
