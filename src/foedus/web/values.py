"""The sorts of value that a page shows, as plain data with the name of what shows each; they refuse to be markup."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Words:
    """A value that is said in one phrase."""

    sort: ClassVar[str] = "words"
    text: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class TextIn:
    """A text in one language; `is_stale` where it translates an original that has changed since."""

    language: str
    name: str
    text: str
    is_original: bool
    is_translation: bool
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Texts:
    """A text in every language that it holds: the reader's first, then the original, then the others."""

    sort: ClassVar[str] = "texts"
    texts: tuple[TextIn, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Another record by its name; `kind` and `title` are empty where the page does not know it."""

    sort: ClassVar[str] = "link"
    record: str
    kind: str = ""
    title: str = ""

    @property
    def code(self) -> str:
        """The code in its name."""
        return self.record.partition("/")[0]

    @property
    def uid(self) -> str:
        """What follows the code in its name."""
        return self.record.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a record, by its name and by how people see it."""

    sort: ClassVar[str] = "version"
    name: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file that the text refers to."""

    sort: ClassVar[str] = "file"
    name: str
    type: str
    size: str
    blob: str


@dataclass(frozen=True, slots=True)
class Many:
    """Several values, one under the other; `is_short` where they can stand in one line."""

    sort: ClassVar[str] = "many"
    values: tuple["Value", ...]
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One field: its name in the body, what people call it, its value."""

    field: str
    label: str
    value: "Value"


@dataclass(frozen=True, slots=True)
class Fields:
    """A value with fields of its own."""

    sort: ClassVar[str] = "fields"
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Several values with the same fields; a cell is None where a value does not say it."""

    sort: ClassVar[str] = "table"
    heads: tuple[str, ...]
    rows: tuple[tuple["Value | None", ...], ...]

    @property
    def columns(self) -> tuple[tuple[str, bool], ...]:
        """Each head, and whether nothing but numbers stands under it."""
        cells = zip(*self.rows, strict=True)
        numbers = (all(getattr(cell, "is_number", False) for cell in column if cell is not None) for column in cells)
        return (
            tuple(zip(self.heads, numbers, strict=True)) if self.rows else tuple((head, False) for head in self.heads)
        )


@dataclass(frozen=True, slots=True)
class Unknown:
    """What this program does not know, as it was written."""

    sort: ClassVar[str] = "unknown"
    text: str


Value = Words | Texts | Link | Version | File | Many | Fields | Table | Unknown


@dataclass(frozen=True, slots=True)
class Group:
    """The fields under one heading."""

    title: str
    rows: tuple[Row, ...]
