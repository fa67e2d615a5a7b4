"""Turns a sheet that was read into drafts of a plan's lines, and a plan into the lines of a sheet; it signs nothing."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from foedus.ledger.facts import RecordFacts
from foedus.office import drafts as d
from foedus.office.composing import PLAN, is_kind
from foedus.office.errors import NotFoundError
from foedus.office.ports import Cooperation, Draft, Ledger, Node
from foedus.office.versions import (
    body_of,
    founding_version,
    has_consented,
    head_of,
    heads_of,
    last_stated,
    open_versions,
    present_codes,
    said_of,
)
from foedus.publishing.sheet import SheetLine
from foedus.reading.counter import PlanChanges, compare_with_plan, overlaid
from foedus.reading.drafts import DraftedLine, PlanContext, SheetReading
from foedus.reading.findings import Finding
from foedus.reading.recognise import KnownLine, recognise_lines
from foedus.records.base import Body

_MAPPING = "sheet-mapping/"
_ACTIVITY = "activity"
_NUMBER = re.compile(r"\d+")


class PlanLine(msgspec.Struct, frozen=True):
    """A line of a plan as it stands: its draft where there is one, else the text on the table, agreed, or on paper."""

    record: str
    body: Body
    draft: int | None = None
    version: str | None = None
    is_open: bool = False


class Imported(msgspec.Struct, frozen=True):
    """What a sheet became: the drafts that it made or changed; ``findings`` are questions that kept lines out."""

    drafts: tuple[int, ...]
    new: tuple[int, ...]
    changed: tuple[int, ...]
    unchanged: tuple[str, ...]
    findings: tuple[Finding, ...]


class Countered(msgspec.Struct, frozen=True):
    """What a sheet that came back changes, and the drafts that hold it; none while a question is open."""

    changes: dict[str, Any]
    drafts: tuple[int, ...]
    findings: tuple[Finding, ...]


def context(node: Node, coop: Cooperation, plan: str) -> PlanContext:
    """What is known of a plan before its sheet is read: the parties and their names, its period, its languages.

    :param plan: the plan's record.
    """
    ledger = node.store.open(coop.id)
    facts = ledger.facts()
    record = ledger.record(facts.charter_name, is_stated=False)
    charter = body_of(ledger, head_of(ledger, record) or founding_version(ledger, facts.charter_name) or "")
    named = [*charter["parties"], *charter.get("expected", ())]
    period = plan_body(node, ledger, plan).get("period", {})
    return PlanContext(
        parties=tuple(dict.fromkeys((*present_codes(ledger), *(party["code"] for party in named)))),
        first_day=date.fromisoformat(period["from"]) if "from" in period else None,
        last_day=date.fromisoformat(period["to"]) if "to" in period else None,
        languages=tuple(charter["languages"]),
        party_names={party["code"]: (party["name"],) for party in named},
    )


def plan_body(node: Node, ledger: Ledger, plan: str) -> Body:
    """A plan's text as it stands here: its draft, else what is on the table, agreed, or on paper.

    :raises NotFoundError: there is no such plan.
    """
    for draft in node.store.drafts(ledger.cooperation.id):
        if draft.record == plan and is_kind(draft.kind, PLAN):
            return draft.body
    for is_stated in (False, True):
        record = ledger.record(plan, is_stated=is_stated)
        version = _current(ledger, record)[0] if record is not None else None
        if record is not None and version is not None and is_kind(record.versions[version].kind, PLAN):
            return body_of(ledger, version)
    raise NotFoundError("plan-unknown", name=plan)


def _current(ledger: Ledger, record: RecordFacts) -> tuple[str | None, bool]:
    """The version that shows a record, the last to which we consented before others, and whether it is on the table."""
    if record.is_stated:
        return last_stated(ledger, record), False
    waiting = open_versions(ledger, record)
    us = next(number for number, one in enumerate(ledger.facts().parties) if one.code == ledger.cooperation.code)
    ours = [one for one in waiting if has_consented(ledger, one, us)]
    if ours or waiting:
        return (ours or waiting)[-1].name, True
    known = heads_of(ledger, record)
    return (known[0] if known else None), False


def lines_of(node: Node, ledger: Ledger, plan: str) -> tuple[PlanLine, ...]:
    """The lines of a plan as they stand here, by serial."""
    found: dict[str, PlanLine] = {}
    for draft in node.store.drafts(ledger.cooperation.id):
        if draft.kind.partition("/")[0] == _ACTIVITY and draft.body.get("plan") == plan:
            found[draft.record] = PlanLine(draft.record, draft.body, draft.number)
    for is_stated in (False, True):
        for record in said_of(ledger, ledger.records(is_stated=is_stated, kind=_ACTIVITY)):
            version, is_open = _current(ledger, record)
            if version is None or record.name in found:
                continue
            body = body_of(ledger, version)
            if body.get("plan") == plan:
                found[record.name] = PlanLine(record.name, body, None, version, is_open)
    return tuple(sorted(found.values(), key=lambda line: by_serial(line.record, line.body)))


def by_serial(record: str, body: Body) -> tuple[list[tuple[int, str]], str]:
    """By what a plan's lines stand in order: ``7``, ``7a`` and ``10`` in this order, what has no serial last."""
    serial = str(body.get("serial", "~"))
    parts = [(int(part), "") if part.isdigit() else (10**9, part) for part in re.split(r"(\d+)", serial) if part]
    return parts, record


def known_lines(node: Node, coop: Cooperation, plan: str) -> tuple[KnownLine, ...]:
    """The lines of a plan, among which those of a sheet are recognised."""
    return tuple(KnownLine(line.record, line.body) for line in lines_of(node, node.store.open(coop.id), plan))


def export_lines(node: Node, coop: Cooperation, plan: str) -> tuple[Body, tuple[SheetLine, ...]]:
    """A plan and its lines, as a workbook takes them.

    :raises NotFoundError: there is no such plan.
    """
    ledger = node.store.open(coop.id)
    lines = tuple(SheetLine(line.record, line.body) for line in lines_of(node, ledger, plan))
    return plan_body(node, ledger, plan), lines


def import_lines(
    node: Node, coop: Cooperation, plan: str, reading: SheetReading, *, file: str = "", confirm: bool = False
) -> Imported:
    """Draft the lines of a sheet; a row that is recognised changes its line's draft, or begins one.

    :param plan: the plan's record.
    :param confirm: take inferred values over at once; else each is confirmed or dropped in its draft.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        plan_body(node, ledger, plan)
        known = {line.record: line for line in lines_of(node, ledger, plan)}
        recognition = recognise_lines(reading.lines, [KnownLine(one.record, one.body) for one in known.values()])
        asked = {(finding.sheet, finding.row) for finding in recognition.findings}
        new: list[int] = []
        changed: list[int] = []
        unchanged: list[str] = []
        for match in recognition.matches:
            line = match.line
            if match.known is None:
                if (line.source.sheet, next(iter(line.source.rows), None)) not in asked:
                    new.append(_new_line(node, coop, plan, line, file))
                continue
            before = known[match.known.record]
            after = overlaid(before.body, line)
            if after == before.body and (
                not line.inferred or _suggests_the_same(node, before.draft, line, confirm=confirm)
            ):
                unchanged.append(before.record)
                continue
            changed.append(_changed_line(node, coop, before, after, line, file))
        if confirm:
            for number in (*new, *changed):
                d.confirm(node, number)
        return Imported((*new, *changed), tuple(new), tuple(changed), tuple(unchanged), recognition.findings)


def _suggests_the_same(node: Node, number: int | None, line: DraftedLine, *, confirm: bool) -> bool:
    """Say whether a row says of its line what is suggested there already; a line that is no draft takes none."""
    draft = node.store.draft(number) if number is not None else None
    return draft is None or (not confirm and tuple(draft.inferred) == _inferred(line, draft.body))


def _source(line: DraftedLine, file: str) -> dict[str, Any]:
    source: dict[str, Any] = {"file": file, "sheet": line.source.sheet, "rows": list(line.source.rows)}
    if line.unsettled:
        source["unsettled"] = dict(line.unsettled)
    return source


def _private(line: DraftedLine) -> dict[str, Any]:
    return {name: list(values) for name, values in line.private.items()}


def _inferred(line: DraftedLine, body: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    return tuple(one.to_json() for one in line.inferred if one.field not in body)


def _new_line(node: Node, coop: Cooperation, plan: str, line: DraftedLine, file: str) -> int:
    return d.new(
        node,
        coop,
        _ACTIVITY,
        body=line.body,
        plan=plan,
        source=_source(line, file),
        private=_private(line),
        inferred=_inferred(line, line.body),
    ).number


def _changed_line(node: Node, coop: Cooperation, before: PlanLine, after: Body, line: DraftedLine, file: str) -> int:
    if before.draft is not None:
        draft = node.store.draft(before.draft)
        if draft is not None:
            return _keep(node, draft, after, line, file)
    answers = before.version if before.is_open else None
    record = None if answers is not None else before.record
    draft = d.new(node, coop, _ACTIVITY, body=after, record=record, answers=answers)
    return _keep(node, draft, after, line, file)


def _keep(node: Node, draft: Draft, body: Body, line: DraftedLine, file: str) -> int:
    changed = msgspec.structs.replace(
        draft,
        body=body,
        plan=body.get("plan"),
        inferred=_inferred(line, body),
        private={**draft.private, **_private(line)},
        source=_source(line, file),
        changed=node.clock(),
    )
    return node.store.put_draft(changed).number


def compare(node: Node, coop: Cooperation, plan: str, reading: SheetReading) -> PlanChanges:
    """What a sheet that came back changes in a plan; nothing is drafted."""
    return compare_with_plan(reading.lines, known_lines(node, coop, plan))


def import_counter(
    node: Node, coop: Cooperation, plan: str, reading: SheetReading, *, file: str = "", by: str = ""
) -> Countered:
    """Draft what a partner changed in its copy of the sheet; while a question is open, nothing.

    A line that is a draft is changed; one on the table gets a counter-text; one agreed, or on paper, a new version.

    :param by: the code of the partner whose text it is.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        known = {line.record: line for line in lines_of(node, ledger, plan)}
        changes = compare_with_plan(reading.lines, [KnownLine(one.record, one.body) for one in known.values()])
        if changes.findings:
            return Countered(changes.to_json(), (), changes.findings)
        numbers = [_changed_line(node, coop, known[one.record], one.body, one.line, file) for one in changes.changed]
        numbers += [_new_line(node, coop, plan, line, file) for line in changes.added]
        for number in numbers:
            _say_by(node, number, by)
        return Countered(changes.to_json(), tuple(numbers), ())


def _say_by(node: Node, number: int, by: str) -> None:
    draft = node.store.draft(number)
    if draft is not None and by:
        node.store.put_draft(msgspec.structs.replace(draft, source={**draft.source, "counter_by": by}))


def mappings(node: Node) -> dict[str, Any]:
    """The mappings of columns that were saved, by name."""
    return {name.removeprefix(_MAPPING): value for name, value in node.store.settings(_MAPPING).items()}


def mapping(node: Node, name: str) -> Any:
    """A saved mapping of columns.

    :raises NotFoundError: there is none of this name.
    """
    value = node.store.setting(_MAPPING + name)
    if value is None:
        raise NotFoundError("mapping-unknown", name=name)
    return value


def keep_mapping(node: Node, name: str, value: Mapping[str, Any]) -> None:
    """Save a mapping of columns under a name, in place of an earlier one."""
    with node.store.transaction():
        node.store.put_setting(_MAPPING + name, dict(value))
