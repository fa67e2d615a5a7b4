"""What a workbook's XML says beside the values: hidden rows, formulas without one; it reads no value itself."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from foedus.reading.packed import parse, unpacked
from foedus.reading.table import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, SheetError, column_of

if TYPE_CHECKING:
    from collections.abc import Mapping

WORKBOOK = "xl/workbook.xml"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(slots=True)
class SheetMarkup:
    """The hidden rows (from 1) and columns (from 0) of one sheet, and its cells with a problem, by (row, column)."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    problems: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)


def read_markup(data: bytes) -> dict[str, SheetMarkup]:
    """Read the markup of every sheet of an XLSX file, by the sheet's name.

    Raises `SheetError` for a damaged file, one with a document type, or one over a limit.
    """
    return markup_of(unpacked(data))


def markup_of(parts: Mapping[str, bytes]) -> dict[str, SheetMarkup]:
    """As `read_markup`, of parts that are unpacked already."""
    if WORKBOOK not in parts:
        raise SheetError("file-kind-unknown")
    targets = _targets(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
    names = _sheet_names(parts[WORKBOOK])
    if len(names) > MAX_SHEETS:
        raise SheetError("too-many-sheets", limit=MAX_SHEETS)
    return {name: _sheet_markup(parts.get(targets.get(relation, ""), b"<none/>")) for name, relation in names.items()}


def _targets(xml: bytes) -> dict[str, str]:
    targets: dict[str, str] = {}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            path = posixpath.join("/xl", attributes.get("Target", ""))
            targets[attributes.get("Id", "")] = posixpath.normpath(path).lstrip("/")

    parse(xml, start)
    return targets


def _sheet_names(xml: bytes) -> dict[str, str]:
    names: dict[str, str] = {}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            names[attributes.get("name", "")] = attributes.get(f"{_RELATION} id", "")

    parse(xml, start)
    return names


class _SheetReader:
    """Follows one sheet's XML and notes what `SheetMarkup` holds."""

    def __init__(self) -> None:
        self.markup = SheetMarkup()
        self._row = self._column = 0
        self._kind = ""
        self._has_formula = self._in_value = False
        self._value: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self._start_row(attributes)
        elif name == "c":
            self._start_cell(attributes)
        elif name == "col" and attributes.get("hidden") in {"1", "true"}:
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            self.markup.hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))
        elif name == "f":
            self._has_formula = True
        elif name in {"v", "t"}:
            self._in_value = True

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = -1
        if attributes.get("hidden") in {"1", "true"}:
            self.markup.hidden_rows.add(self._row)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        found = _REFERENCE.match(attributes.get("r", ""))
        self._column = column_of(found.group(1)) if found else self._column + 1
        self._kind = attributes.get("t", "n")
        self._has_formula = False
        self._value = []

    def text(self, data: str) -> None:
        if self._in_value:
            self._value.append(data)

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self._in_value = False
        elif name == "c":
            self._end_cell("".join(self._value))

    def _end_cell(self, value: str) -> None:
        if value and self._row > MAX_ROWS:
            raise SheetError("too-many-rows", limit=MAX_ROWS)
        if value and self._column >= MAX_COLUMNS:
            raise SheetError("too-many-columns", limit=MAX_COLUMNS, row=self._row)
        if self._kind == "e":
            self.markup.problems[self._row, self._column] = ("error-value", value)
        elif self._has_formula and not value and self._kind != "str":
            self.markup.problems[self._row, self._column] = ("formula-empty", "")


def _sheet_markup(xml: bytes) -> SheetMarkup:
    reader = _SheetReader()
    try:
        parse(xml, reader.start, reader.end, reader.text)
    except ValueError as error:
        raise SheetError("file-damaged", detail=str(error)) from error
    return reader.markup
