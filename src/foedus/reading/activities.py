"""A table of activities to drafted lines of a plan, with what is to be said of it; signing is not its business."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from foedus.reading.drafts import BadRow, DraftedLine, PlanContext, SheetReading
from foedus.reading.findings import Code, Finding
from foedus.reading.grouping import group_rows, line_of_rows
from foedus.reading.headings import Headings, SheetMapping, find_headings
from foedus.reading.rows import RowDraft, RowReader
from foedus.reading.sections import RowKind, Section, kind_of_row, read_section
from foedus.reading.totals import TotalsCheck
from foedus.reading.workbook import read_sheets

if TYPE_CHECKING:
    from foedus.reading.table import Row, Sheet

_NUMBER = re.compile(r"\d+[.)]?\Z")
_NO_MAPPING = SheetMapping()
#: The hidden sheet in which a plan that went out keeps its lists of terms.
OWN_SHEET = "foedus"


def read_activities(
    data: bytes,
    name: str,
    context: PlanContext,
    mapping: SheetMapping = _NO_MAPPING,
    *,
    skip_bad_rows: bool = False,
    with_hidden_rows: bool = False,
) -> SheetReading:
    """Read a file of activities into lines to be drafted.

    Parameters: the file's bytes and name; what is known of the plan; what people say of the sheet by hand.
    With an error anywhere there are no lines, unless `skip_bad_rows`: then the good rows are lines and the bad ones
    stand in `bad_rows`. Rows of one activity go in or stay out together. Rows and sheets that the file hides are left
    out, each with a notice, unless `with_hidden_rows`.
    Raises `SheetError` where the file is no table.
    """
    lines: list[DraftedLine] = []
    findings: list[Finding] = []
    bad_rows: list[BadRow] = []
    has_headings = False
    for sheet in read_sheets(data, name):
        if sheet.name == OWN_SHEET:
            continue
        if sheet.is_hidden and not with_hidden_rows:
            findings.append(Finding(Code.SHEET_HIDDEN, sheet.name, facts={"rows": len(sheet.rows)}))
            continue
        headings, said = find_headings(sheet, mapping, context.parties)
        findings.extend(said)
        if headings is None:
            findings.append(Finding(Code.SHEET_WITHOUT_HEADINGS, sheet.name, facts={"rows": len(sheet.rows)}))
            continue
        has_headings = True
        if any(finding.is_error for finding in said):
            continue
        reading = _SheetPass(sheet, headings, mapping, context, with_hidden_rows=with_hidden_rows).read()
        lines.extend(reading.lines)
        findings.extend(reading.findings)
        bad_rows.extend(reading.bad_rows)
    if not has_headings:
        findings.append(Finding(Code.HEADINGS_NOT_FOUND, name))
    findings.extend(_serials_twice(lines))
    row_errors = {finding for row in bad_rows for finding in map(_place_of, row.findings)}
    is_sound = all(not finding.is_error or _place_of(finding) in row_errors for finding in findings)
    keep = is_sound and (skip_bad_rows or not bad_rows)
    return SheetReading(tuple(lines) if keep else (), tuple(findings), tuple(bad_rows))


def _place_of(finding: Finding) -> tuple[str, str, int | None, str | None]:
    return (finding.code.value, finding.sheet, finding.row, finding.column)


def _serials_twice(lines: list[DraftedLine]) -> list[Finding]:
    """Ask about lines that share a serial: one of them is not what it says."""
    seen: dict[str, DraftedLine] = {}
    findings = []
    for line in lines:
        serial = line.body.get("serial")
        if serial in seen:
            facts = {"serial": serial, "other_row": seen[serial].source.rows[0]}
            findings.append(Finding(Code.SERIAL_TWICE, line.source.sheet, line.source.rows[0], None, facts))
        elif serial is not None:
            seen[serial] = line
    return findings


class _SheetPass:
    """Goes once down the rows of one sheet."""

    def __init__(
        self, sheet: Sheet, headings: Headings, mapping: SheetMapping, context: PlanContext, *, with_hidden_rows: bool
    ) -> None:
        self.sheet = sheet
        self.headings = headings
        self.context = context
        self.with_hidden_rows = with_hidden_rows
        self.reader = RowReader(sheet.name, headings, mapping, context)
        self.totals = TotalsCheck(sheet.name, headings)
        self.section = Section()
        self.drafts: list[RowDraft] = []
        self.findings: list[Finding] = []

    def read(self) -> SheetReading:
        """Read every row below the headings."""
        self._say_of_sheet()
        for row in self.sheet.rows:
            if row.number > self.headings.row:
                self._read_row(row)
        lines: list[DraftedLine] = []
        bad_rows: list[BadRow] = []
        for group in group_rows(self.drafts):
            for draft in group:
                self.findings.extend(draft.findings)
            if any(draft.is_bad for draft in group):
                bad_rows.extend(self._bad_row(draft) for draft in group)
                continue
            line, findings = line_of_rows(group, self.sheet.name, self.headings, self.context)
            lines.append(line)
            self.findings.extend(findings)
        self.findings.sort(key=lambda finding: finding.row or 0)
        bad_rows.sort(key=lambda row: row.number)
        return SheetReading(tuple(lines), tuple(self.findings), tuple(bad_rows))

    def _say_of_sheet(self) -> None:
        if self.sheet.read_as is not None:
            self.findings.append(Finding(Code.TEXT_READ_AS, self.sheet.name, facts={"encoding": self.sheet.read_as}))
        for column in self.headings.columns:
            if column.index in self.sheet.hidden_columns and column.field != "id":
                facts = {"heading": column.heading, "field": column.key}
                self.findings.append(Finding(Code.COLUMN_HIDDEN, self.sheet.name, None, column.letter, facts))

    def _read_row(self, row: Row) -> None:
        if row.is_hidden and not self.with_hidden_rows:
            self._say(Code.ROW_HIDDEN, row)
            return
        kind = kind_of_row(row, self.headings)
        if kind is RowKind.SECTION:
            self.section = read_section(row, self.context)
            self.totals.since_last = len(self.totals.rows)
        elif kind is RowKind.TOTAL:
            self.findings.extend(self.totals.check(row))
        elif kind is RowKind.REMARK:
            if not self._is_only_number(row):
                self._say(Code.ROW_NOT_READ, row)
        elif kind is RowKind.LINE and self._says_something(row):
            draft = self.reader.read(row, self.section)
            self.drafts.append(draft)
            self.totals.add(row)

    def _is_only_number(self, row: Row) -> bool:
        """Whether a row holds nothing but its running number: a line of the form that nobody filled in."""
        serial = self.headings.one("serial")
        return (
            serial is not None
            and set(row.cells) == {serial.index}
            and _NUMBER.match(row.text(serial.index)) is not None
        )

    def _says_something(self, row: Row) -> bool:
        """Whether a row has a cell of its own in a column that is read; merged cells alone make no activity."""
        read = {
            column.index for column in self.headings.columns if column.field not in {"serial", "ignore", "row_kind"}
        }
        said = any(
            (cell.text or cell.problem) and not cell.is_copied for index, cell in row.cells.items() if index in read
        )
        if not said and not self._is_only_number(row) and any(not cell.is_copied for cell in row.cells.values()):
            self._say(Code.ROW_NOT_READ, row)
        return said

    def _say(self, code: Code, row: Row) -> None:
        self.findings.append(Finding(code, self.sheet.name, row.number, None, {"texts": row.texts}))

    def _bad_row(self, draft: RowDraft) -> BadRow:
        labels, values = self.headings.labels, draft.row.cells
        width = max([*labels, *(column.index for column in self.headings.columns), *values]) + 1
        cells = tuple(
            (labels.get(index, ""), values[index].value if index in values else None) for index in range(width)
        )
        errors = tuple(finding for finding in draft.findings if finding.is_error)
        return BadRow(self.sheet.name, draft.row.number, draft.section.text, cells, errors)
