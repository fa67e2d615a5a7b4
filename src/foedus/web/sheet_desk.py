"""Puts the page of a sheet together: the file kept, what its columns mean, what it would draft or change; it reads."""

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict

from foedus.office import sheets
from foedus.office.ports import Cooperation
from foedus.reading.activities import read_activities
from foedus.reading.drafts import PlanContext, SheetReading
from foedus.reading.findings import Finding
from foedus.reading.headings import SheetMapping, folded_heading
from foedus.reading.table import Sheet
from foedus.reading.workbook import read_sheets
from foedus.store import listing
from foedus.web import sheet_columns, sheet_preview, uploads
from foedus.web.activity_table import title_of
from foedus.web.desk import Desk
from foedus.web.sheet_preview import Wording
from foedus.web.uploads import Upload

_MOST_PLANS = 100


def plans(desk: Desk, coop: Cooperation) -> dict[str, str]:
    """The plans into which lines can be brought, by record: drafts first."""
    found = {
        one.record: f"{title_of(one.body, desk.language)} (d{one.number})"
        for one in desk.node.store.drafts(coop.id)
        if one.kind.partition("/")[0] == "plan"
    }
    rows = listing.records(desk.node, [desk.number(coop)], kind="plan", order="-begins", size=_MOST_PLANS).rows
    return {**found, **{row.name: row.caption(desk.language) for row in rows if row.name not in found}}


def others(desk: Desk, coop: Cooperation, plan: str) -> tuple[str, ...]:
    """The codes of the other parties, of whose hand a changed sheet can be."""
    return tuple(code for code in sheets.context(desk.node, coop, plan).parties if code != coop.code)


def take_in(desk: Desk, coop: Cooperation, given: Any, plan: str, asked: QueryDict) -> Upload:
    """Keep a file that was brought for a plan."""
    is_counter = asked.get("as") == "counter"
    known = others(desk, coop, plan)
    by = asked.get("by", "") if asked.get("by", "") in known else known[0] if len(known) == 1 else ""
    said = {"plan": plan, "is_counter": is_counter, "by": by if is_counter else ""}
    return uploads.keep(given.read(), given.name, person=desk.user.pk, cooperation=coop.id, said=said)


def sheets_of(upload: Upload) -> tuple[Sheet, ...]:
    """The file as sheets.

    :raises SheetError: it is no table.
    """
    return read_sheets(uploads.content(upload), upload.name)


def mapping_in(upload: Upload) -> SheetMapping:
    """What was said of its columns."""
    plain = upload.said.get("mapping")
    return SheetMapping.from_json(plain) if plain is not None else SheetMapping()


def _plan_context(desk: Desk, coop: Cooperation, upload: Upload) -> PlanContext:
    return sheets.context(desk.node, coop, upload.said["plan"])


def mapping_of(sent: QueryDict, desk: Desk, coop: Cooperation, upload: Upload) -> SheetMapping:
    """The mapping that a form says.

    :raises MappingError: a country is not known.
    """
    before = mapping_in(upload)
    shown = sheet_columns.columns(sheets_of(upload), before, _plan_context(desk, coop, upload))
    return sheet_columns.mapping_of(sent, shown, before)


def fitting(mapping: SheetMapping, desk: Desk, coop: Cooperation, upload: Upload) -> SheetMapping:
    """A kept mapping, without the headings that this file has not."""
    shown = sheet_columns.columns(sheets_of(upload), SheetMapping(), _plan_context(desk, coop, upload))
    held = {folded_heading(one.words) for one in shown}
    columns = {words: meaning for words, meaning in mapping.columns.items() if folded_heading(words) in held}
    return SheetMapping(columns, mapping.places, mapping.month_first)


def reading_of(desk: Desk, coop: Cooperation, upload: Upload, *, skip_bad_rows: bool = True) -> SheetReading:
    """The file as read, with what was said of it."""
    return read_activities(
        uploads.content(upload),
        upload.name,
        _plan_context(desk, coop, upload),
        mapping_in(upload),
        skip_bad_rows=skip_bad_rows,
        with_hidden_rows=bool(upload.said.get("with_hidden")),
    )


def draft(
    desk: Desk, coop: Cooperation, upload: Upload, reading: SheetReading, *, is_confirmed: bool
) -> tuple[tuple[int, ...], tuple[Finding, ...]]:
    """Draft what was read: lines of ours, or the partner's counter-text.

    :param is_confirmed: what is suggested is taken over at once.
    :returns: the numbers of the drafts, and the questions that kept rows out.
    """
    plan = upload.said["plan"]
    if upload.said.get("is_counter"):
        by = upload.said.get("by", "")
        countered = sheets.import_counter(desk.node, coop, plan, reading, file=upload.name, by=by)
        return countered.drafts, countered.findings
    imported = sheets.import_lines(desk.node, coop, plan, reading, file=upload.name, confirm=is_confirmed)
    return imported.drafts, imported.findings


def context(desk: Desk, coop: Cooperation, upload: Upload) -> dict[str, Any]:
    """The context of the page between the file and the drafts."""
    known = _plan_context(desk, coop, upload)
    mapping, plan = mapping_in(upload), upload.said["plan"]
    reading = reading_of(desk, coop, upload)
    wording = Wording(desk.language)
    lines, asked = sheet_preview.lines(desk, coop, plan, reading, wording)
    shown = sheet_columns.columns(sheets_of(upload), mapping, known)
    found: dict[str, Any] = {
        "upload": upload,
        "plan": plan,
        "plan_code": plan.partition("/")[0],
        "plan_uid": plan.partition("/")[2],
        "plan_title": title_of(sheets.plan_body(desk.node, desk.node.store.open(coop.id), plan), desk.language),
        "columns": shown,
        "unknown": [one.words for one in shown if not one.meaning],
        "meanings": sheet_columns.meanings(known, desk.language),
        "places": sheet_preview.places_asked(reading),
        "mapping": mapping,
        "findings": sheet_preview.findings(reading, asked, wording),
        "bad_rows": sheet_preview.rows_to_mend(reading.bad_rows, wording),
        "lines": lines,
        "to_draft": _number_to_draft(lines),
        "suggestions": sum(len(line.suggested) for line in lines),
        "is_counter": bool(upload.said.get("is_counter")),
        "by": upload.said.get("by", ""),
    }
    if found["is_counter"]:
        changes = sheets.compare(desk.node, coop, plan, reading)
        found["changes"] = sheet_preview.changes(desk, coop, plan, changes, wording)
        found["to_draft"] = 0 if changes.findings else len(changes.changed) + len(changes.added)
        found["is_open"] = bool(changes.findings)
    return found


def _number_to_draft(lines: Sequence[sheet_preview.LineShown]) -> int:
    return sum(line.is_what in {"new", "changed"} for line in lines)
