"""The tables of a plan's paper: its lines in sections by host, the totals, the texts agreed later; in words alone."""

from collections.abc import Sequence
from typing import Any

from foedus.publishing.paper_content import PaperLine, PlanPaper
from foedus.publishing.paper_periods import day_text, party_text
from foedus.publishing.paper_values import (
    entities_both,
    kind_both,
    money_both,
    period_both,
    place_both,
    places_rows,
    text_both,
)
from foedus.publishing.paper_words import Both, both, word

Section = tuple[Both, tuple[PaperLine, ...]]
_ELSEWHERE = ("third_country", "online", "aboard")


def split(paper: PlanPaper) -> tuple[Section, ...]:
    """Put the lines into sections: by host Party, then third country, online, aboard, and what is not said."""
    languages = paper.languages
    kinds = {id(line): line.body.get("place", {}).get("kind", "country") for line in paper.lines}
    here = [line for line in paper.lines if kinds[id(line)] == "country"]
    codes = [party.code for party in paper.parties]
    hosts = dict.fromkeys((*codes, *sorted({line.body["host"] for line in here if "host" in line.body})))
    found = [
        (
            tuple(word("hosted_by", language, party=party_text(code, language)) for language in languages),
            tuple(line for line in here if line.body.get("host") == code),
        )
        for code in hosts
    ]
    found += [
        (both(kind, languages), tuple(line for line in paper.lines if kinds[id(line)] == kind)) for kind in _ELSEWHERE
    ]
    found.append((both("not_said", languages), tuple(line for line in here if "host" not in line.body)))
    return tuple(section for section in found if section[1])


def sections_of(paper: PlanPaper) -> list[dict[str, Any]]:
    """The lines in sections, each cell in words."""
    return [
        {"head": head, "count": len(lines), "rows": [_row(paper, line) for line in lines]}
        for head, lines in split(paper)
    ]


def _row(paper: PlanPaper, line: PaperLine) -> dict[str, Any]:
    languages, body = paper.languages, line.body
    return {
        "serial": str(body.get("serial", "")),
        "title": text_both(body["title"], languages),
        "kind": kind_both(body, languages),
        "period": period_both(body.get("period"), languages),
        "place": place_both(body, languages, names_sort=False),
        "entities": entities_both(body, languages),
        "places": [f"{party} {number}" for party, number in places_rows(body)],
        "money": money_both(body.get("money", ()), languages),
        "remarks": text_both(body.get("remarks"), languages),
        "note": _note(line, languages),
        "is_open": line.open is not None and line.open.is_open,
    }


def _note(line: PaperLine, languages: Sequence[str]) -> Both:
    if line.standing == "in-dispute":
        return both("in_dispute", languages)
    if line.later is not None:
        return tuple(word("amended", language, day=day_text(line.at, language)) for language in languages)
    return ()


def totals_of(paper: PlanPaper) -> dict[str, Any]:
    """Count the lines by section: all, in reserve, with dates confirmed, and the places of each party."""
    languages = paper.languages
    held = dict.fromkeys(code for line in paper.lines for code, _ in places_rows(line.body))
    order = [party.code for party in paper.parties]
    codes = sorted(held, key=lambda code: order.index(code) if code in order else len(order))
    shows_reserve = any(line.body.get("reserve") for line in paper.lines)
    sections = split(paper)
    rows = [(head, lines) for head, lines in sections]
    if len(sections) > 1:
        rows.append((both("total", languages), paper.lines))
    heads = [both("number", languages), *([both("of_reserve", languages)] if shows_reserve else [])]
    heads += [both("dated", languages)]
    heads += [
        tuple(word("places_of", language, party=party_text(code, language)) for language in languages) for code in codes
    ]
    return {
        "heads": heads,
        "rows": [
            {"head": head, "numbers": _numbers(lines, codes, shows_reserve=shows_reserve)} for head, lines in rows
        ],
        "has_total": len(sections) > 1,
    }


def _numbers(lines: Sequence[PaperLine], codes: Sequence[str], *, shows_reserve: bool) -> list[str]:
    reserve = sum(1 for line in lines if line.body.get("reserve"))
    dated = sum(1 for line in lines if line.body.get("period", {}).get("precision") == "day")
    places = [dict(places_rows(line.body)) for line in lines]
    # What no line says is unknown, not zero.
    known = [[one[code] for one in places if code in one] for code in codes]
    sums = [str(sum(numbers)) if numbers else "–" for numbers in known]
    return [str(len(lines)), *([str(reserve)] if shows_reserve else []), str(dated), *sums]


def amended_lines(paper: PlanPaper) -> list[dict[str, Any]]:
    """The lines whose text was agreed after the plan's, each with the words of its own check code."""
    return [
        {
            "serial": str(line.body.get("serial", "")),
            "title": text_both(line.body["title"], paper.languages),
            "day": tuple(day_text(line.at, language) for language in paper.languages),
            "words": list(line.later.words),
            "digits": line.later.code[:32],
        }
        for line in paper.lines
        if line.later is not None
    ]
