"""What is not agreed yet, in words: for each open text who waits for whom, why not, and what differs; nothing else."""

from collections.abc import Sequence
from typing import Any

from foedus.publishing.paper_content import OpenPoint, PlanPaper
from foedus.publishing.paper_differences import FieldDifference, absent, line_differences, plan_differences
from foedus.publishing.paper_periods import party_text
from foedus.publishing.paper_values import text_both
from foedus.publishing.paper_words import Both, both, word
from foedus.records.base import Body


def open_parts(paper: PlanPaper) -> dict[str, Any]:
    """Word what is open: the plan's own text first, then its lines in their order."""
    languages = paper.languages
    lines = [line for line in paper.lines if line.open is not None]
    waiting = [line for line in lines if line.open is not None and line.open.is_open]
    points = []
    if paper.open is not None and paper.open.is_open:
        heads = both("open_plan", languages)
        points.append(_point("", heads, paper.open, paper.body, languages, is_plan=True))
    for line in waiting:
        if line.open is not None:
            serial, title = str(line.body.get("serial", "")), text_both(line.body["title"], languages)
            points.append(_point(serial, title, line.open, line.body, languages, is_plan=False))
    return {
        "counts": [
            both("open_count", languages, count=len(waiting)),
            both("accepted", languages, count=len(lines) - len(waiting)),
        ],
        "plain": [point for point in points if not (point["others"] or point["refusals"])],
        "points": [point for point in points if point["others"] or point["refusals"]],
        "field": both("field", languages),
        "reason": both("reason", languages),
        "absent": absent(languages),
    }


def _point(
    serial: str, title: Both, point: OpenPoint, body: Body, languages: Sequence[str], *, is_plan: bool
) -> dict[str, Any]:
    compare = plan_differences if is_plan else line_differences
    return {
        "serial": serial,
        "title": title,
        "status": [list(line) for line in _status(point, languages)],
        "ours": _text_of(point.by, point.shown, languages),
        "refusals": [
            {"by": _named("declined", [one.party], languages), "note": text_both(one.note, languages)}
            for one in point.refusals
            if one.note
        ],
        "others": [
            {
                "theirs": _text_of(other.party, other.shown, languages),
                "note": text_both(other.note, languages) if other.note else (),
                "rows": [_row(one) for one in compare(body, other.body, languages)],
            }
            for other in point.others
        ],
    }


def _status(point: OpenPoint, languages: Sequence[str]) -> list[Both]:
    by = {language: party_text(point.by, language) for language in languages}
    if point.is_draft and not point.others:
        return [tuple(word("is_draft", language, by=by[language]) for language in languages)]
    found = []
    if point.others:
        found.append(both("differs", languages))
    elif point.waits_for:
        found.append(
            tuple(
                word("waits", language, by=by[language], parties=_parties(point.waits_for, language))
                for language in languages
            )
        )
    if point.refusals:
        found.append(_named("declined", [one.party for one in point.refusals], languages))
    return found


def _parties(codes: Sequence[str], language: str) -> str:
    return ", ".join(party_text(code, language) for code in codes)


def _named(name: str, codes: Sequence[str], languages: Sequence[str]) -> Both:
    return tuple(word(name, language, parties=_parties(codes, language)) for language in languages)


def _text_of(code: str, shown: str, languages: Sequence[str]) -> Both:
    tail = f" ({shown})" if shown else ""
    return tuple(word("text_of", language, party=party_text(code, language)) + tail for language in languages)


def _row(difference: FieldDifference) -> dict[str, Any]:
    return {
        "name": difference.name,
        "ours": [(run.kind, run.text) for run in difference.ours],
        "theirs": [(run.kind, run.text) for run in difference.theirs],
    }
