"""What there is to say about a sheet, as a code with its facts; how it is worded is not known here."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Fact: TypeAlias = str | int | tuple[str, ...]


class Severity(StrEnum):
    """What a finding does: an error keeps its row out, a question leaves a field empty, a notice is only said."""

    ERROR = "error"
    QUESTION = "question"
    NOTICE = "notice"


class Code(StrEnum):
    """Every code a reading can give; `severity_of` and `FACTS` say what each one means and carries."""

    # the file and its sheets
    SHEET_HIDDEN = "sheet-hidden"
    SHEET_WITHOUT_HEADINGS = "sheet-without-headings"
    HEADINGS_NOT_FOUND = "headings-not-found"
    HEADING_TWICE = "heading-twice"
    MAPPING_WITHOUT_COLUMN = "mapping-without-column"
    COLUMN_NOT_READ = "column-not-read"
    COLUMN_HIDDEN = "column-hidden"
    TEXT_READ_AS = "text-read-as"
    # rows
    ROW_HIDDEN = "row-hidden"
    ROW_NOT_READ = "row-not-read"
    TITLE_MISSING = "title-missing"
    TOTAL_DIFFERS = "total-differs"
    TOTAL_AGREES = "total-agrees"
    GROUP_DIFFERS = "group-differs"
    SERIAL_TWICE = "serial-twice"
    # cells
    PERIOD_TENTATIVE = "period-tentative"
    CELL_ERROR_VALUE = "cell-error-value"
    FORMULA_WITHOUT_VALUE = "formula-without-value"
    PERIOD_UNREADABLE = "period-unreadable"
    PERIOD_END_BEFORE_START = "period-end-before-start"
    PERIOD_YEAR_OPEN = "period-year-open"
    PERIOD_TWO_READINGS = "period-two-readings"
    PERIOD_OUTSIDE_PLAN = "period-outside-plan"
    NUMBER_UNREADABLE = "number-unreadable"
    TEXT_TOO_LONG = "text-too-long"
    TERM_UNKNOWN = "term-unknown"
    HOST_UNKNOWN = "host-unknown"
    HOST_DIFFERS = "host-differs"
    PLACE_COUNTRY_OPEN = "place-country-open"
    PLACE_SEVERAL = "place-several"
    PLACE_OUTSIDE_SECTION = "place-outside-section"
    PLACES_PARTY_OPEN = "places-party-open"
    ENTITY_PARTY_OPEN = "entity-party-open"
    # recognising lines that exist already
    LINE_TWO_CANDIDATES = "line-two-candidates"
    LINE_MATCHED_TWICE = "line-matched-twice"
    ID_UNKNOWN = "id-unknown"


_ERRORS = frozenset(
    {
        Code.HEADINGS_NOT_FOUND,
        Code.HEADING_TWICE,
        Code.MAPPING_WITHOUT_COLUMN,
        Code.TITLE_MISSING,
        Code.CELL_ERROR_VALUE,
        Code.FORMULA_WITHOUT_VALUE,
        Code.PERIOD_UNREADABLE,
        Code.PERIOD_END_BEFORE_START,
        Code.NUMBER_UNREADABLE,
        Code.TEXT_TOO_LONG,
        Code.ID_UNKNOWN,
    }
)
_NOTICES = frozenset(
    {
        Code.SHEET_HIDDEN,
        Code.SHEET_WITHOUT_HEADINGS,
        Code.COLUMN_NOT_READ,
        Code.COLUMN_HIDDEN,
        Code.TEXT_READ_AS,
        Code.ROW_HIDDEN,
        Code.TOTAL_AGREES,
        Code.PERIOD_OUTSIDE_PLAN,
    }
)


def severity_of(code: Code) -> Severity:
    """Say whether a code keeps its row out, asks, or only tells."""
    if code in _ERRORS:
        return Severity.ERROR
    return Severity.NOTICE if code in _NOTICES else Severity.QUESTION


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about a sheet: its code, where it stands (row from 1, column as a letter), and its facts."""

    code: Code
    sheet: str
    row: int | None = None
    column: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """What this finding does to its row."""
        return severity_of(self.code)

    @property
    def is_error(self) -> bool:
        """Whether the row cannot be drafted until this is mended."""
        return self.severity is Severity.ERROR

    def to_json(self) -> dict[str, object]:
        """Give the finding as plain JSON values, for `--json`."""
        return {
            "code": self.code.value,
            "severity": self.severity.value,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "facts": {name: list(fact) if isinstance(fact, tuple) else fact for name, fact in self.facts.items()},
        }
