"""A plan and its lines as a workbook with hidden ids; the texts of its cells are worded elsewhere."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter  # type: ignore[import-untyped]  # it comes without types

from foedus.publishing.sheet_columns import (
    SheetColumn,
    both,
    columns_of_plan,
    id_column,
    lines_needed,
    party_name,
    period_text,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.records.base import Body

_TERMS_SHEET = "foedus"
_HEADING_ROW = 3
_ROWS_FOR_MORE = 40
_LINE_POINTS = 12
_FONT_POINTS = 9
_INK, _SHADE, _RULE = "#1F3A5F", "#E8EEF5", "#B8C4D2"
#: A workbook says when it was made; the same plan gives the same bytes.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of the plan: the name of its record, and its body."""

    record: str
    body: Body


def plan_workbook(
    plan: Body,
    lines: Sequence[SheetLine],
    *,
    parties: Sequence[str],
    languages: Sequence[str] = ("it", "en"),
    by_host: bool = False,
) -> bytes:
    """Write a plan and its lines as an XLSX file.

    Parameters: the plan's body; its lines in order; the parties' codes; the languages of its texts and headings;
    `by_host` puts the lines into sections by host. Texts are written as texts: nothing in them runs as a formula.
    """
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as workbook:
        workbook.set_properties({"created": _CREATED, "title": _title(plan, languages[:1])})
        writer = _PlanWriter(workbook, plan, lines, parties, languages)
        writer.write(by_host=by_host)
    return stream.getvalue()


def _title(plan: Body, languages: Sequence[str]) -> str:
    title = plan["title"]
    return " / ".join(dict.fromkeys(title.get(language, title[title["original"]]) for language in languages))


class _PlanWriter:
    """Writes one plan into one workbook."""

    def __init__(
        self,
        workbook: xlsxwriter.Workbook,
        plan: Body,
        lines: Sequence[SheetLine],
        parties: Sequence[str],
        languages: Sequence[str],
    ) -> None:
        self.plan, self.lines, self.parties, self.languages = plan, lines, parties, languages
        self.sheet: Any = workbook.add_worksheet(both("Piano", "Plan", languages, " - "))
        self.terms: Any = workbook.add_worksheet(_TERMS_SHEET)
        self.terms.hide()
        records = {id(line.body): line.record for line in lines}
        bodies = [line.body for line in lines]
        self.columns = (id_column(lambda body: records[id(body)]), *columns_of_plan(bodies, parties, languages))
        base = {"font_size": _FONT_POINTS, "valign": "top", "text_wrap": True, "border": 1, "border_color": _RULE}
        self.text: Any = workbook.add_format({**base, "num_format": "@"})
        self.number: Any = workbook.add_format({**base, "align": "center"})
        self.heading: Any = workbook.add_format(
            {**base, "bold": True, "valign": "vcenter", "font_color": "#FFFFFF", "bg_color": _INK}
        )
        self.section: Any = workbook.add_format(
            {"bold": True, "font_color": _INK, "bg_color": _SHADE, "border": 1, "border_color": _RULE}
        )
        self.title: Any = workbook.add_format({"bold": True, "font_size": 14, "font_color": _INK})
        self.under: Any = workbook.add_format({"font_color": "#555555"})

    def write(self, *, by_host: bool) -> None:
        """Write title, headings, lines and the settings for print."""
        self.sheet.write_string(0, 1, _title(self.plan, self.languages), self.title)
        if "period" in self.plan:
            self.sheet.write_string(1, 1, period_text(self.plan["period"], self.languages), self.under)
        for index, column in enumerate(self.columns):
            self.sheet.set_column(index, index, column.width, None, {"hidden": column.field == "id"})
            self.sheet.write_string(_HEADING_ROW, index, column.heading, self.heading)
        headings = (lines_needed(column.heading, column.width) for column in self.columns[1:])
        self.sheet.set_row(_HEADING_ROW, max(headings) * _LINE_POINTS + 4)
        row = _HEADING_ROW + 1
        for name, members in self._sections() if by_host else (("", self.lines),):
            if name:
                self.sheet.merge_range(row, 1, row, len(self.columns) - 1, f"{name} ({len(members)})", self.section)
                row += 1
            for line in members:
                self._write_line(row, line)
                row += 1
        self._offer_terms(row + _ROWS_FOR_MORE)
        self._set_print(row)

    def _sections(self) -> list[tuple[str, list[SheetLine]]]:
        hosts = [*self.parties, *sorted({line.body.get("host", "") for line in self.lines} - {*self.parties, ""})]
        by_host = {code: [line for line in self.lines if line.body.get("host") == code] for code in hosts}
        sections = [(self._section_name(code), members) for code, members in by_host.items() if members]
        others = [line for line in self.lines if "host" not in line.body]
        return [*sections, (both("Altre attività", "Other activities", self.languages), others)] if others else sections

    def _section_name(self, code: str) -> str:
        italian, english = (
            f"{words}: {party_name(code, (language,))}"
            for words, language in (("Parte ospitante", "it"), ("Host Party", "en"))
        )
        return both(italian, english, self.languages)

    def _write_line(self, row: int, line: SheetLine) -> None:
        # Text of this size is narrower than the characters that widths are counted in.
        lines = (lines_needed(column.cell(line.body), column.width * 6 // 5) for column in self.columns[1:])
        self.sheet.set_row(row, max(lines) * _LINE_POINTS + 3)
        for index, column in enumerate(self.columns):
            value = column.cell(line.body)
            if isinstance(value, int):
                self.sheet.write_number(row, index, value, self.number)
            elif value:
                self.sheet.write_string(row, index, value, self.text)
            else:
                self.sheet.write_blank(row, index, None, self.text)

    def _offer_terms(self, last_row: int) -> None:
        """Offer the terms of a column to choose from; other words may still be written, and are asked about."""
        offered: list[tuple[int, SheetColumn]] = [
            (index, column) for index, column in enumerate(self.columns) if column.terms
        ]
        for place, (index, column) in enumerate(offered):
            for row, term in enumerate(column.terms):
                self.terms.write_string(row, place, term)
            letter = xlsxwriter.utility.xl_col_to_name(place)
            source = f"={_TERMS_SHEET}!${letter}$1:${letter}${len(column.terms)}"
            self.sheet.data_validation(
                _HEADING_ROW + 1,
                index,
                last_row,
                index,
                {"validate": "list", "source": source, "error_type": "warning"},
            )

    def _set_print(self, last_row: int) -> None:
        self.sheet.freeze_panes(_HEADING_ROW + 1, 3)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(_HEADING_ROW)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.set_footer("&L&F&R&P / &N")
        self.sheet.print_area(0, 1, last_row, len(self.columns) - 1)
        self.sheet.hide_gridlines(2)
