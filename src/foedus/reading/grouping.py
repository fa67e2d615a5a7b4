"""Rows of one title, dates and place are one activity whose places add up; how a cell reads is not known here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from foedus.reading.drafts import DraftedLine, Inferred, Source
from foedus.reading.findings import Code, Finding
from foedus.reading.heading_words import PARTY_FIELDS, TEXT_FIELDS
from foedus.reading.inference import LEAD_RULE, PLACES_RULE, YEAR_RULE, infer_for_line
from foedus.reading.rows import text_values
from foedus.records.base import dump
from foedus.records.countries import folded_name
from foedus.records.values import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from foedus.reading.drafts import PlanContext
    from foedus.reading.findings import Fact
    from foedus.reading.headings import Headings
    from foedus.reading.periods import Span
    from foedus.reading.rows import RowDraft
    from foedus.records.base import Body

_LISTS = ("entities", "references", "branches")
_COLUMN_FIELDS = {
    "place": "place",
    "country": "place",
    "town": "place",
    "site": "place",
    "period": "period",
    "from": "period",
    "to": "period",
}
_COLUMN_FIELDS |= {"language": "working_languages"}


@dataclass(slots=True)
class _Growing:
    """What is known of a line so far."""

    body: Body
    inferred: list[Inferred]
    unsettled: dict[str, str]


def group_rows(drafts: Iterable[RowDraft]) -> list[list[RowDraft]]:
    """Put rows together that are one activity, in the order of their first rows.

    Two rows are one where title, dates and place are the same. A hidden id, where there is one, decides alone; dates
    that nobody knows yet are not the same dates.
    """
    groups: dict[object, list[RowDraft]] = {}
    for draft in drafts:
        groups.setdefault(_group_key(draft), []).append(draft)
    return list(groups.values())


def _group_key(draft: RowDraft) -> object:
    if draft.line_id is not None:
        return ("id", draft.line_id)
    span = draft.period.span if draft.period else None
    when = draft.unsettled.get("period") or span
    if when is None or (span is not None and span.start is None):
        return ("row", draft.row.number)
    place = draft.body.get("place") or draft.unsettled.get("place")
    inferred = [value.value for value in draft.inferred if value.field == "place"]
    titles = "|".join(sorted(folded_name(text) for text in text_values(draft.body)))
    return (titles, when, json.dumps(place or inferred, sort_keys=True), draft.body.get("host"))


def line_of_rows(
    drafts: Sequence[RowDraft], sheet: str, headings: Headings, context: PlanContext
) -> tuple[DraftedLine, list[Finding]]:
    """Make one line of the rows of one activity, and say in which fields they do not agree."""
    findings: list[Finding] = []
    body = _body_of(drafts, sheet, findings)
    unsettled = {name: text for draft in drafts for name, text in draft.unsettled.items()}
    inferred = list({json.dumps(value.to_json()): value for draft in drafts for value in draft.inferred}.values())
    _add_period(drafts[0], body, inferred)
    titles = text_values(body)
    inferred.extend(infer_for_line(body, unsettled, titles, context.party_of_country))
    inferred.extend(_host_of_inferred_place(body, inferred, context))
    growing = _Growing(body, inferred, unsettled)
    _add_places(drafts, sheet, growing, findings, context)
    _add_lead(drafts, sheet, growing, findings)
    private: dict[str, tuple[str, ...]] = {}
    for draft in drafts:
        for name, values in draft.private.items():
            private[name] = (*private.get(name, ()), *values)
    source = Source(sheet, tuple(draft.row.number for draft in drafts))
    line = DraftedLine(body, tuple(inferred), unsettled, private, source, drafts[0].line_id, _shown(headings, context))
    return line, findings


def _body_of(drafts: Sequence[RowDraft], sheet: str, findings: list[Finding]) -> Body:
    """Take over what all rows agree on that say it; a field on which they differ stays empty, with a question."""
    body: Body = {}
    for name in dict.fromkeys(name for draft in drafts for name in draft.body):
        values = [draft.body[name] for draft in drafts if name in draft.body]
        if name in _LISTS:
            body[name] = _without_repeats(entry for value in values for entry in value)
        elif all(value == values[0] for value in values):
            body[name] = values[0]
        elif name == "title":
            body[name] = {
                **{key: text for value in reversed(values) for key, text in value.items()},
                "original": values[0]["original"],
            }
        else:
            said = tuple(
                json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value) for value in values
            )
            facts: dict[str, Fact] = {
                "field": name,
                "values": tuple(dict.fromkeys(said)),
                "rows": tuple(str(draft.row.number) for draft in drafts),
            }
            findings.append(Finding(Code.GROUP_DIFFERS, sheet, drafts[0].row.number, None, facts))
    return body


def _without_repeats(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({json.dumps(entry, sort_keys=True): entry for entry in entries}.values())


def _add_period(draft: RowDraft, body: Body, inferred: list[Inferred]) -> None:
    reading = draft.period
    if reading is None or reading.span is None:
        return
    value = period_body(reading.span, is_tentative=reading.is_tentative)
    if reading.has_year_from_hint:
        inferred.append(Inferred("period", value, YEAR_RULE))
    else:
        body["period"] = value


def period_body(span: Span, *, is_tentative: bool = False) -> Body:
    """Write a span as a period of a body; days that are still to be confirmed are said to the month only."""
    if span.start is None or span.end is None:
        return dump(Period.to_be_defined())
    precision = "month" if is_tentative and span.precision in {"day", "week"} else span.precision
    return dump(Period.around(span.start, span.end, precision))


def _host_of_inferred_place(body: Body, inferred: Sequence[Inferred], context: PlanContext) -> tuple[Inferred, ...]:
    """Give the host also where the place itself was inferred, if the row says none."""
    from_place = next((value.value for value in inferred if value.field == "place"), None)
    if from_place is None or "host" in body or any(value.field == "host" for value in inferred):
        return ()
    return tuple(
        value
        for value in infer_for_line(
            {**body, "place": from_place, "type": "", "area": ""}, {}, (), context.party_of_country
        )
    )


def _add_places(
    drafts: Sequence[RowDraft], sheet: str, line: _Growing, findings: list[Finding], context: PlanContext
) -> None:
    """Add up the places of each column over the rows; a row that does not say how many leaves the sum unknown."""
    body, inferred, unsettled = line.body, line.inferred, line.unsettled
    for key in dict.fromkeys(key for draft in drafts for key in draft.numbers):
        numbers = [draft.numbers[key] for draft in drafts if key in draft.numbers]
        known = [number for number in numbers if number is not None]
        if not known:
            continue
        if len(known) < len(numbers):
            said = tuple("?" if number is None else str(number) for number in numbers)
            facts: dict[str, Fact] = {
                "field": "places",
                "values": said,
                "rows": tuple(str(draft.row.number) for draft in drafts),
            }
            findings.append(Finding(Code.GROUP_DIFFERS, sheet, drafts[0].row.number, None, facts))
            unsettled["places"] = " + ".join(said)
            continue
        party = key.partition(":")[2]
        if party:
            body.setdefault("places", []).append({"party": party, "number": sum(known)})
            continue
        host = body.get("host") or next((value.value for value in inferred if value.field == "host"), None)
        visitor = context.other_party(host) if host else None
        if visitor is not None:
            inferred.append(
                Inferred("places", [{"party": visitor, "number": sum(known)}], PLACES_RULE, str(sum(known)))
            )
        else:
            unsettled["places"] = str(sum(known))
            findings.append(Finding(Code.PLACES_PARTY_OPEN, sheet, drafts[0].row.number, None, {"number": sum(known)}))


def _add_lead(drafts: Sequence[RowDraft], sheet: str, line: _Growing, findings: list[Finding]) -> None:
    """An entity without a party: a lead one is of the host that the sheet says, any other is a question."""
    host = line.body.get("host")
    for name in ("lead", "supporting"):
        entity = line.unsettled.get(name)
        if entity is None:
            continue
        if host and name == "lead" and "entities" not in line.body:
            del line.unsettled[name]
            value = [{"party": host, "entity": entity, "role": "lead"}]
            line.inferred.append(Inferred("entities", value, LEAD_RULE, entity))
        else:
            facts: dict[str, Fact] = {"field": name, "text": entity}
            findings.append(Finding(Code.ENTITY_PARTY_OPEN, sheet, drafts[0].row.number, None, facts))


def _shown(headings: Headings, context: PlanContext) -> frozenset[str]:
    """The fields for which the sheet has a column, texts and places by language and party."""
    shown: set[str] = set()
    for column in headings.columns:
        name = _COLUMN_FIELDS.get(column.field, column.field)
        if column.field in TEXT_FIELDS:
            languages = (column.qualifier,) if column.qualifier else column.languages or context.languages
            shown.update(f"{name}:{language}" for language in languages)
        elif column.field in PARTY_FIELDS and column.qualifier:
            shown.add(f"{name}:{column.qualifier}")
        else:
            shown.add(name)
    return frozenset(shown)
