"""One row to what it says of an activity, cell by cell; which rows make one activity is decided elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from foedus.reading.amounts import read_amount, read_count
from foedus.reading.calendar_words import is_open
from foedus.reading.findings import Code, Finding
from foedus.reading.periods import PeriodReading, join_periods, read_period_cell
from foedus.reading.row_place import read_row_place
from foedus.reading.wordings import find_host, find_languages, find_term, find_yes, texts_by_language
from foedus.records.activity_terms import ACTIVITY_TYPES, AREAS, BRANCHES, DOMAINS

if TYPE_CHECKING:
    from collections.abc import Callable

    from foedus.reading.drafts import Inferred, PlanContext
    from foedus.reading.findings import Fact
    from foedus.reading.headings import Column, Headings, SheetMapping
    from foedus.reading.sections import Section
    from foedus.reading.table import Cell, Row
    from foedus.records.base import Body

_TERMS = {"type": ACTIVITY_TYPES, "area": AREAS, "domain": DOMAINS}
_TEXTS = ("title", "objective", "level", "remarks")
_PRIORITIES = range(1, 10)
_LONGEST_LINE = 500
#: Fields that hold a short text, each within the limit of its kind; a longer one is no such text.
_LINE_FIELDS = frozenset({"serial", "code", "place", "town", "site", "lead", "supporting", "unit", "reference"})


@dataclass(slots=True)
class RowDraft:
    """What one row says: parts of a body, what cannot stand in one yet, what stays private, and what is wrong."""

    row: Row
    section: Section
    body: Body = field(default_factory=dict)
    inferred: list[Inferred] = field(default_factory=list)
    unsettled: dict[str, str] = field(default_factory=dict)
    private: dict[str, list[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    line_id: str | None = None
    numbers: dict[str, int | None] = field(default_factory=dict)
    period: PeriodReading | None = None

    @property
    def is_bad(self) -> bool:
        """Whether something in the row must be mended before it can be drafted."""
        return any(finding.is_error for finding in self.findings)


class RowReader:
    """Reads the rows of one sheet under its headings."""

    def __init__(self, sheet: str, headings: Headings, mapping: SheetMapping, context: PlanContext) -> None:
        self.sheet = sheet
        self.headings = headings
        self.mapping = mapping
        self.context = context

    def read(self, row: Row, section: Section) -> RowDraft:
        """Read one row that is a line, under the section it stands in."""
        draft = RowDraft(row, section)
        for column in self.headings.columns:
            cell = row.cells.get(column.index)
            if cell is not None and cell.problem:
                code = Code.CELL_ERROR_VALUE if cell.problem == "error-value" else Code.FORMULA_WITHOUT_VALUE
                self._say(draft, code, column, text=cell.text)
            elif cell is not None and column.field in _LINE_FIELDS and len(cell.text) > _LONGEST_LINE:
                self._say(draft, Code.TEXT_TOO_LONG, column, length=len(cell.text), limit=_LONGEST_LINE)
        if draft.is_bad:
            return draft
        self._texts(draft)
        self._lines(draft)
        self._terms(draft)
        self._host(draft)
        self._period(draft)
        read_row_place(self, draft)
        self._numbers(draft)
        self._people(draft)
        self._private(draft)
        return draft

    def say(self, draft: RowDraft, code: Code, column: Column | None, **facts: Fact) -> None:
        """Add a finding about one cell of the row, or about the row."""
        self._say(draft, code, column, **facts)

    def filled(self, draft: RowDraft, *fields: str) -> list[tuple[Column, Cell]]:
        """The columns of these fields whose cell says something, "n.a." and the like left out."""
        found = []
        for name in fields:
            for column in self.headings.of(name):
                cell = draft.row.cells.get(column.index)
                if cell is not None and cell.text and not is_open(cell.text):
                    found.append((column, cell))
        return found

    def _say(self, draft: RowDraft, code: Code, column: Column | None, **facts: Fact) -> None:
        draft.findings.append(Finding(code, self.sheet, draft.row.number, column.letter if column else None, facts))

    def _texts(self, draft: RowDraft) -> None:
        for name in _TEXTS:
            held: dict[str, str] = {}
            for column, cell in self.filled(draft, name):
                for language, text in texts_by_language(cell.text, column, self.context).items():
                    held.setdefault(language, text)
            if held:
                first = next((language for language in self.context.languages if language in held), next(iter(held)))
                draft.body[name] = {**held, "original": first}
        if "title" not in draft.body:
            self._say(draft, Code.TITLE_MISSING, self.headings.one("title"))

    def _lines(self, draft: RowDraft) -> None:
        for name in ("serial", "code"):
            for _, cell in self.filled(draft, name)[:1]:
                draft.body[name] = cell.text
        for _, cell in self.filled(draft, "id")[:1]:
            draft.line_id = cell.text

    def _terms(self, draft: RowDraft) -> None:
        """Words of closed lists; a word of no list is kept aside with a question."""
        for name, terms in _TERMS.items():
            self._listed(draft, name, partial(find_term, terms))
        self._listed(draft, "working_languages", lambda text: list(find_languages(text) or ()), column_field="language")
        self._listed(draft, "reserve", find_yes)
        if draft.body.get("reserve") is False:
            # A line that is no reserve says nothing of it.
            del draft.body["reserve"]
        for column, cell in self.filled(draft, "branch"):
            term = find_term(BRANCHES, cell.text)
            if term is None or column.qualifier is None:
                self._unsettle(draft, Code.TERM_UNKNOWN, column, cell)
            else:
                draft.body.setdefault("branches", []).append({"party": column.qualifier, "branch": term})

    def _listed(self, draft: RowDraft, name: str, find: Callable[[str], Any], column_field: str = "") -> None:
        for column, cell in self.filled(draft, column_field or name)[:1]:
            value = find(cell.text)
            if value is None or value == []:
                self._unsettle(draft, Code.TERM_UNKNOWN, column, cell)
            else:
                draft.body[name] = value

    def _unsettle(self, draft: RowDraft, code: Code, column: Column, cell: Cell) -> None:
        """Keep a text that cannot stand in the body, and ask."""
        draft.unsettled[column.key] = cell.text
        self._say(draft, code, column, field=column.key, text=cell.text)

    def _host(self, draft: RowDraft) -> None:
        said = None
        for column, cell in self.filled(draft, "host")[:1]:
            said = find_host(cell.text, self.context)
            if said is None:
                self._unsettle(draft, Code.HOST_UNKNOWN, column, cell)
            elif draft.section.host is not None and said != draft.section.host:
                draft.unsettled["host"] = cell.text
                self._say(draft, Code.HOST_DIFFERS, column, host=said, section=draft.section.text)
        host = said or draft.section.host
        if host is not None and "host" not in draft.unsettled:
            draft.body["host"] = host

    def _period(self, draft: RowDraft) -> None:
        """Read the period from its column, or from the columns of its first and last day."""
        whole, start, end = (self.headings.one(name) for name in ("period", "from", "to"))
        readings = {
            column.letter: (column, self._read_period(draft.row.cells[column.index]))
            for column in (whole, start, end)
            if column is not None and column.index in draft.row.cells
        }
        for column, reading in readings.values():
            if reading.code is not None:
                self._period_fault(draft, column, reading)
                return
        if start is not None and start.letter in readings:
            column, reading = readings[start.letter]
            if end is not None and end.letter in readings:
                reading = join_periods(reading, readings[end.letter][1])
        elif readings:
            column, reading = next(iter(readings.values()))
        else:
            return
        if reading.code is not None:
            self._period_fault(draft, end or column, reading)
        else:
            self._settle_period(draft, column, reading)

    def _read_period(self, cell: Cell) -> PeriodReading:
        return read_period_cell(cell.value, within=self.context.within, month_first=self.mapping.month_first)

    def _period_fault(self, draft: RowDraft, column: Column, reading: PeriodReading) -> None:
        if reading.code is None:
            return
        draft.unsettled["period"] = draft.row.text(column.index)
        self._say(draft, reading.code, column, **reading.facts)

    def _settle_period(self, draft: RowDraft, column: Column, reading: PeriodReading) -> None:
        draft.period = reading
        span, within = reading.span, self.context.within
        if span is None:
            return
        if span.start and within and not within[0] <= span.start <= within[1]:
            facts = {
                "start": span.start.isoformat(),
                "end": str(span.end),
                "first_day": within[0].isoformat(),
                "last_day": within[1].isoformat(),
            }
            self._say(draft, Code.PERIOD_OUTSIDE_PLAN, column, **facts)
        if reading.is_tentative:
            draft.unsettled["period"] = draft.row.text(column.index)
            self._say(draft, Code.PERIOD_TENTATIVE, column, text=draft.row.text(column.index))

    def _numbers(self, draft: RowDraft) -> None:
        for name in ("days", "priority"):
            for column in self.headings.of(name)[:1]:
                number = self._count(draft, column)
                if number is not None and name == "priority" and number not in _PRIORITIES:
                    self._say(draft, Code.NUMBER_UNREADABLE, column, text=draft.row.text(column.index))
                elif number is not None:
                    draft.body[name] = number
        for column in self.headings.of("places"):
            cell = draft.row.cells.get(column.index)
            if cell is None or not cell.is_copied:
                draft.numbers[column.key] = self._count(draft, column)

    def _count(self, draft: RowDraft, column: Column) -> int | None:
        cell = draft.row.cells.get(column.index)
        if cell is None:
            return None
        count = read_count(cell)
        if not count.is_readable:
            self._say(draft, Code.NUMBER_UNREADABLE, column, text=cell.text)
        return count.number

    def _people(self, draft: RowDraft) -> None:
        """Entities of the parties; the unit of a single person, or of we know not how many, stays private."""
        for column, cell in self.filled(draft, "lead", "supporting", "unit"):
            role = "lead" if column.field == "lead" else "supporting"
            known = [
                number
                for key, number in draft.numbers.items()
                if column.qualifier is None or key.endswith(f":{column.qualifier}")
            ]
            known = known or list(draft.numbers.values())
            if (column.field == "unit" and not any(number is not None and number > 1 for number in known)) or (
                column.qualifier is None and column.field == "unit"
            ):
                draft.private.setdefault("unit", []).append(cell.text)
            elif column.qualifier is None:
                draft.unsettled[column.key] = " ".join(cell.text.split())
            else:
                for name in re.split(r"\n|;\s", cell.text) if column.field != "unit" else (cell.text,):
                    entity = {"party": column.qualifier, "entity": " ".join(name.split()), "role": role}
                    draft.body.setdefault("entities", []).append(entity)
        for column, cell in self.filled(draft, "reference"):
            if column.qualifier is None:
                draft.private.setdefault("reference", []).append(cell.text)
            else:
                draft.body.setdefault("references", []).append({"party": column.qualifier, "filed_as": cell.text})

    def _private(self, draft: RowDraft) -> None:
        for column, cell in self.filled(draft, "contact", "cost", "programme"):
            # A cost of nothing often means that it is not known.
            if column.field != "cost" or (not cell.is_copied and read_amount(cell.text) != 0):
                draft.private.setdefault(column.field, []).append(cell.text)


def text_values(body: Body) -> list[str]:
    """The texts of a body's title in all its languages."""
    title: dict[str, Any] = body.get("title", {})
    return [text for language, text in title.items() if language != "original"]
