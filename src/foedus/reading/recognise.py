"""Which line of a plan a drafted line is, by id, serial, or title, period and place; it never guesses of two."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from foedus.reading.findings import Code, Finding
from foedus.records.countries import folded_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from foedus.reading.drafts import DraftedLine
    from foedus.records.base import Body


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A line that the plan has already: the name of its record, and its body as it stands."""

    record: str
    body: Body


@dataclass(frozen=True, slots=True)
class LineMatch:
    """A drafted line and the line that it is, with how it was recognised (`id`, `serial`, `text`), or none."""

    line: DraftedLine
    known: KnownLine | None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Recognition:
    """All drafted lines with what they are; a line with two candidates has none, and a finding asks."""

    matches: tuple[LineMatch, ...]
    findings: tuple[Finding, ...]


def recognise_lines(lines: Sequence[DraftedLine], known: Sequence[KnownLine]) -> Recognition:
    """Recognise drafted lines among the lines of a plan.

    A hidden id that no line bears is an error; a serial or a text that two lines bear is a question, and so is a line
    that two rows claim.
    """
    recognised = [_recognise(line, known) for line in lines]
    findings = [finding for _, finding in recognised if finding is not None]
    matches = [match for match, _ in recognised]
    claimed: dict[str, list[int]] = defaultdict(list)
    for index, match in enumerate(matches):
        if match.known is not None:
            claimed[match.known.record].append(index)
    for record, indexes in claimed.items():
        first = lines[indexes[0]].source
        for index in indexes[1:]:
            other_row = next(iter(first.rows), 0)
            findings.append(_finding(Code.LINE_MATCHED_TWICE, lines[index], record=record, other_row=other_row))
            matches[index] = LineMatch(lines[index], None)
    return Recognition(tuple(matches), tuple(findings))


def _recognise(line: DraftedLine, known: Sequence[KnownLine]) -> tuple[LineMatch, Finding | None]:
    if line.line_id is not None:
        found = [candidate for candidate in known if candidate.record == line.line_id]
        if not found:
            return LineMatch(line, None), _finding(Code.ID_UNKNOWN, line, id=line.line_id)
        return LineMatch(line, found[0], "id"), None
    candidates = known
    rules: tuple[tuple[str, Callable[[Body], Iterable[Any]]], ...] = (("serial", _serial), ("text", _text_keys))
    for by, keys_of in rules:
        keys = set(keys_of(line.with_confirmed()))
        found = [candidate for candidate in candidates if keys & set(keys_of(candidate.body))]
        if len(found) == 1:
            return LineMatch(line, found[0], by), None
        # Of several lines with one serial, the text may leave one.
        candidates = found or candidates
    if candidates is known:
        return LineMatch(line, None), None
    records = tuple(candidate.record for candidate in candidates)
    title = next(iter(_titles(line.body)), "")
    return LineMatch(line, None), _finding(Code.LINE_TWO_CANDIDATES, line, candidates=records, title=title)


def _serial(body: Body) -> Iterable[str]:
    return (folded_name(body["serial"]),) if "serial" in body else ()


def _text_keys(body: Body) -> Iterable[tuple[object, ...]]:
    """A key for each language of the title: two lines are one where they share a title, the period and the place."""
    period, place = body.get("period", {}), body.get("place", {})
    when = (period.get("from"), period.get("to"))
    where = tuple(folded_name(place.get(name, "")) for name in ("country", "town"))
    return [(title, when, where) for title in _titles(body)]


def _titles(body: Body) -> list[str]:
    return [folded_name(text) for name, text in body.get("title", {}).items() if name not in {"original", "of"}]


def _finding(code: Code, line: DraftedLine, **facts: str | int | tuple[str, ...]) -> Finding:
    row = line.source.rows[0] if line.source.rows else None
    return Finding(code, line.source.sheet, row, None, facts)
