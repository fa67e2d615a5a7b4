"""What a plan's sheet that comes back changes, field by field; it proposes nothing and answers no question."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from foedus.reading.heading_words import TEXT_FIELDS
from foedus.reading.recognise import recognise_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from foedus.reading.drafts import DraftedLine
    from foedus.reading.findings import Finding
    from foedus.reading.recognise import KnownLine
    from foedus.records.base import Body

#: Fields held per party: the field of the body, the value that a sheet shows, and the role that an entity must have.
_BY_PARTY = {
    "places": ("places", "number", None),
    "lead": ("entities", "entity", "lead"),
    "supporting": ("entities", "entity", "supporting"),
    "reference": ("references", "filed_as", None),
    "branch": ("branches", "branch", None),
}
_LISTS = {"places": "number", "entities": "entity", "references": "filed_as", "branches": "branch"}
#: Inferred values that stand for something written in a cell; a type or an area that a cell leaves empty stays empty.
_WRITTEN = ("period", "place", "places", "entities")
_NEVER_COMPARED = frozenset({"id", "ignore", "row_kind", "cost", "contact", "programme", "unit"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field as it stood and as the sheet has it; nothing where it was or is empty. Plain JSON values."""

    field: str
    before: Any
    after: Any

    def to_json(self) -> dict[str, Any]:
        """Give it as plain JSON values."""
        return {"field": self.field, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line that the sheet changes: its record, what changes, and the whole body with the changes laid over."""

    record: str
    line: DraftedLine
    fields: tuple[FieldChange, ...]
    body: Body


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """Everything that a sheet changes in a plan, to be shown before anything is proposed."""

    changed: tuple[LineChange, ...]
    unchanged: tuple[str, ...]
    added: tuple[DraftedLine, ...]
    removed: tuple[str, ...]
    findings: tuple[Finding, ...]

    def to_json(self) -> dict[str, Any]:
        """Give the changes as plain JSON values."""
        changed = [
            {"record": line.record, "fields": [field.to_json() for field in line.fields]} for line in self.changed
        ]
        return {
            "changed": changed,
            "unchanged": list(self.unchanged),
            "added": [line.to_json() for line in self.added],
            "removed": list(self.removed),
            "findings": [finding.to_json() for finding in self.findings],
        }


def compare_with_plan(lines: Sequence[DraftedLine], known: Sequence[KnownLine]) -> PlanChanges:
    """Compare the lines of a sheet with the lines of the plan that it came from.

    A field for which the sheet has no column stays as it was; a cell made empty takes its value away. A line that the
    sheet does not have any more is removed, unless a question about it is open.
    """
    recognition = recognise_lines(lines, known)
    changed: list[LineChange] = []
    unchanged: list[str] = []
    added: list[DraftedLine] = []
    asked_rows = {(finding.sheet, finding.row) for finding in recognition.findings}
    for match in recognition.matches:
        if match.known is None:
            if (match.line.source.sheet, next(iter(match.line.source.rows), None)) not in asked_rows:
                added.append(match.line)
            continue
        after = overlaid(match.known.body, match.line)
        fields = tuple(_differences(match.known.body, after))
        if fields:
            changed.append(LineChange(match.known.record, match.line, fields, after))
        else:
            unchanged.append(match.known.record)
    seen = {match.known.record for match in recognition.matches if match.known is not None}
    asked = {str(fact) for finding in recognition.findings for fact in _records_asked(finding)}
    removed = tuple(line.record for line in known if line.record not in seen | asked)
    return PlanChanges(tuple(changed), tuple(unchanged), tuple(added), removed, recognition.findings)


def _records_asked(finding: Finding) -> Iterator[str]:
    candidates = finding.facts.get("candidates", ())
    yield from candidates if isinstance(candidates, tuple) else ()


def overlaid(known: Body, line: DraftedLine) -> Body:
    """Lay what a sheet says over a body: the fields it has a column for, no others.

    A field that the sheet says in a way that is still a question is left as it was.
    """
    said, body = line.with_confirmed(_WRITTEN), copy.deepcopy(known)
    for shown in sorted(line.shown - _NEVER_COMPARED):
        name, _, qualifier = shown.partition(":")
        if name in line.unsettled or shown in line.unsettled:
            continue
        if name in TEXT_FIELDS:
            _lay_text(body, said, name, qualifier)
        elif name in _BY_PARTY:
            _lay_entries(body, said, name, qualifier)
        elif name in said:
            body[name] = copy.deepcopy(said[name])
        elif not any(value.field == name and value.value == body.get(name) for value in line.inferred):
            # A blank cell takes a value away, but not one that a rule gave and people confirmed.
            body.pop(name, None)
    return body


def _lay_text(body: Body, said: Body, name: str, language: str) -> None:
    """Change the text of one language; a translation made with it is no longer marked as one of the old original."""
    text = said.get(name, {}).get(language)
    held = dict(body.get(name, {}))
    if text == held.get(language):
        return
    translated = {key: value for key, value in held.pop("of", {}).items() if key != language}
    if text is None:
        held.pop(language, None)
    else:
        held[language] = text
    languages = [key for key in held if key != "original"]
    if not languages:
        body.pop(name, None)
        return
    if held.get("original") not in languages:
        held["original"], translated = languages[0], {}
    body[name] = {**held, **({"of": translated} if translated else {})}


def _lay_entries(body: Body, said: Body, shown: str, party: str) -> None:
    """Change what stands for one party, in one role, in a list; all other entries stay."""
    name, value, role = _BY_PARTY[shown]

    def is_meant(entry: Body) -> bool:
        return (not party or entry["party"] == party) and (role is None or entry["role"] == role)

    old = [entry for entry in body.get(name, ()) if is_meant(entry)]
    new = [entry for entry in said.get(name, ()) if is_meant(entry)]
    if _said(old, value) == _said(new, value):
        return
    entries = [*(entry for entry in body.get(name, ()) if not is_meant(entry)), *new]
    if entries:
        body[name] = entries
    else:
        body.pop(name, None)


def _said(entries: Sequence[Body], value: str) -> object:
    """What a sheet can show of a list: the sum of places, else the values themselves."""
    if not entries:
        return None
    if value == "number":
        return sum(entry["number"] for entry in entries)
    return ", ".join(sorted(str(entry[value]) for entry in entries))


def _differences(before: Body, after: Body) -> Iterator[FieldChange]:
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if name in TEXT_FIELDS:
            held_old, held_new = old or {}, new or {}
            for language in sorted((held_old.keys() | held_new.keys()) - {"original", "of"}):
                if held_old.get(language) != held_new.get(language):
                    yield FieldChange(f"{name}:{language}", held_old.get(language), held_new.get(language))
        elif name in _LISTS:
            yield from _by_party(name, old or (), new or ())
        else:
            yield FieldChange(name, old, new)


def _by_party(name: str, old: Collection[Body], new: Collection[Body]) -> Iterator[FieldChange]:
    for party in sorted({entry["party"] for entry in (*old, *new)}):
        before = [entry for entry in old if entry["party"] == party]
        after = [entry for entry in new if entry["party"] == party]
        if before != after:
            yield FieldChange(f"{name}:{party}", _said(before, _LISTS[name]), _said(after, _LISTS[name]))
