"""Shows what a sheet says before anything is drafted: rows to be mended, what would be drafted, what changes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from foedus.office import sheets
from foedus.office.ports import Cooperation
from foedus.phrases.language import translate
from foedus.phrases.sheets import FINDINGS, SEVERITIES, finding_text
from foedus.reading.counter import PlanChanges, overlaid
from foedus.reading.drafts import BadRow, DraftedLine, SheetReading
from foedus.reading.findings import Code, Finding, Severity
from foedus.reading.recognise import KnownLine, recognise_lines
from foedus.reading.table import letter_of
from foedus.web import display, names
from foedus.web.activity_table import title_of
from foedus.web.desk import Desk
from foedus.web.forms.suggestions import rule_words
from foedus.web.sheet_columns import field_label

_LINE: Final = "activity/1"
_MOST_FINDINGS: Final = 200


@dataclass(frozen=True)
class Said:
    """A finding in words, with where it stands."""

    place: str
    text: str


@dataclass(frozen=True)
class CellShown:
    """A cell of a row to be mended, with what is wrong in it."""

    heading: str
    text: str
    errors: tuple[str, ...]


@dataclass(frozen=True)
class RowShown:
    """A row to be mended; ``errors`` are those of no one cell."""

    place: str
    cells: tuple[CellShown, ...]
    errors: tuple[str, ...]


@dataclass(frozen=True)
class LineShown:
    """A line that would be drafted; among the plan's lines it is ``new``, ``changed``, ``same`` or ``asked``."""

    rows: str
    serial: str
    title: str
    host: str
    place: str
    period: str
    is_what: str
    suggested: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True)
class ChangeShown:
    """A field that the partner's sheet changes."""

    field: str
    before: str
    after: str


class Wording:
    """Says findings and lines in a reader's language.

    :param language: the reader's.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.parties = names.PartyNames(language)

    def text(self, finding: Finding) -> str:
        """A finding in words."""
        return finding_text(finding, lambda key: field_label(key, self.language), self.translate, FINDINGS)

    def translate(self, text: str) -> str:
        """A text of the catalogue of phrases."""
        return translate(text, self.language)

    def said(self, finding: Finding) -> Said:
        """A finding with its place."""
        where = f"{finding.column or ''}{finding.row or ''}"
        return Said(f"{finding.sheet} {where}".strip(), self.text(finding))


def findings(reading: SheetReading, more: Sequence[Finding], wording: Wording) -> list[tuple[str, str, list[Said]]]:
    """What is to be said of a sheet, by weight: its id, in words, and the findings."""
    held = (*reading.findings, *more)
    groups = []
    for severity in Severity:
        found = [wording.said(one) for one in held if one.severity is severity][:_MOST_FINDINGS]
        if found:
            groups.append((severity.value, wording.translate(SEVERITIES[severity]), found))
    return groups


def rows_to_mend(bad_rows: Sequence[BadRow], wording: Wording) -> list[RowShown]:
    """Rows that cannot be drafted, cell by cell."""
    return [_row(row, wording) for row in bad_rows]


def _row(row: BadRow, wording: Wording) -> RowShown:
    errors: Mapping[str, list[str]] = defaultdict(list)
    for finding in row.findings:
        errors[finding.column or ""].append(wording.text(finding))
    cells = [
        CellShown(heading, "" if value is None else str(value), tuple(errors.get(letter_of(index), ())))
        for index, (heading, value) in enumerate(row.cells)
    ]
    shown = tuple(one for one in cells if one.text or one.errors)
    return RowShown(f"{row.sheet} {row.number}".strip(), shown, tuple(errors.get("", ())))


def lines(
    desk: Desk, coop: Cooperation, plan: str, reading: SheetReading, wording: Wording
) -> tuple[list[LineShown], tuple[Finding, ...]]:
    """What each line would become, and the questions of recognising it."""
    known = [KnownLine(one.record, one.body) for one in sheets.known_lines(desk.node, coop, plan)]
    recognised = recognise_lines(reading.lines, known)
    asked = {(one.sheet, one.row) for one in recognised.findings}
    told = _by_row((*reading.findings, *recognised.findings), wording)
    return [
        _line(match.line, match.known, asked, told, wording) for match in recognised.matches
    ], recognised.findings  # fmt: skip


def _by_row(found: Sequence[Finding], wording: Wording) -> Mapping[tuple[str, int | None], list[str]]:
    held: Mapping[tuple[str, int | None], list[str]] = defaultdict(list)
    for one in found:
        if one.severity is Severity.QUESTION:
            held[one.sheet, one.row].append(wording.text(one))
    return held


def _line(
    line: DraftedLine,
    known: KnownLine | None,
    asked: set[tuple[str, int | None]],
    told: Mapping[tuple[str, int | None], list[str]],
    wording: Wording,
) -> LineShown:
    body, language = line.body, wording.language
    first = next(iter(line.source.rows), None)
    if known is None:
        what = "asked" if (line.source.sheet, first) in asked else "new"
    else:
        what = "same" if overlaid(known.body, line) == known.body else "changed"
    return LineShown(
        rows=", ".join(str(row) for row in line.source.rows),
        serial=str(body.get("serial", "")),
        title=title_of(body, language),
        host=wording.parties[body["host"]] if "host" in body else "",
        place=display.place(body["place"], language) if "place" in body else "",
        period=display.period(body["period"], language) if "period" in body else "",
        is_what=what,
        suggested=tuple(_suggested(one, wording) for one in line.inferred if one.field not in body),
        questions=tuple(text for row in line.source.rows for text in told.get((line.source.sheet, row), ())),
    )


def _suggested(one: Any, wording: Wording) -> str:
    name = str(one.field)
    value = display.value_words(_LINE, (name.partition(".")[0],), one.value, wording.language, wording.parties)
    return f"{field_label(name, wording.language)}: {value} ({rule_words(one.rule, wording.language)})"


def places_asked(reading: SheetReading) -> list[str]:
    """The places of which the country is asked, each once."""
    return list(
        dict.fromkeys(str(one.facts["part"]) for one in reading.findings if one.code is Code.PLACE_COUNTRY_OPEN)
    )


def changes(desk: Desk, coop: Cooperation, plan: str, found: PlanChanges, wording: Wording) -> dict[str, Any]:
    """What a sheet that came back changes: field by field, what is new, what is no longer there."""
    titles = {
        one.record: (str(one.body.get("serial", "")), title_of(one.body, wording.language))
        for one in sheets.known_lines(desk.node, coop, plan)
    }
    return {
        "changed": [(titles[one.record], [_change(field, wording) for field in one.fields]) for one in found.changed],
        "added": [title_of(line.body, wording.language) for line in found.added],
        "removed": [titles.get(record, ("", record)) for record in found.removed],
        "unchanged": len(found.unchanged),
    }


def _change(one: Any, wording: Wording) -> ChangeShown:
    def words(value: Any) -> str:
        return display.value_words(_LINE, (one.field.partition(":")[0],), value, wording.language, wording.parties)

    return ChangeShown(field_label(one.field, wording.language), words(one.before), words(one.after))
