"""A plan's paper in words, part by part, as the template lays it out; it refuses to know sizes, colours and pages."""

import io
from collections.abc import Sequence
from typing import Any

import segno

from foedus.publishing.paper_content import PlanPaper
from foedus.publishing.paper_open import open_parts
from foedus.publishing.paper_periods import day_text, language_text, party_text
from foedus.publishing.paper_tables import amended_lines, sections_of, totals_of
from foedus.publishing.paper_values import period_both, text_both, text_in
from foedus.publishing.paper_words import Both, both, word
from foedus.records.agreement_terms import PLAN_STAGES
from foedus.records.labels import DRAFTED
from foedus.records.spoken import locale_of

_PROVISIONS = ("preamble", "financial", "lead_times", "changes")


def layout_of(paper: PlanPaper) -> dict[str, Any]:
    """Word a paper: plain JSON for the template; where a list has one text a language, in the paper's order."""
    languages = paper.languages
    is_draft = paper.standing == "draft"
    return {
        "languages": [locale_of(language)[:2] for language in languages],
        "kind": both("plan", languages),
        "title": text_both(paper.body["title"], languages),
        "facts": [_facts(paper, language) for language in languages],
        "draft": both("draft", languages) if is_draft else None,
        "paper": both("paper_mark", languages) if paper.standing == "on-paper" else None,
        "marking": paper.body.get("marking"),
        "foot": _foot(paper),
        "provisions_head": both("provisions", languages),
        "provisions": _provisions(paper),
        "contacts_head": both("contacts", languages),
        "contacts": _contacts(paper),
        "lines_head": both("lines", languages),
        "columns": {name: both(name, languages) for name in _COLUMNS},
        "sections": sections_of(paper),
        "open_mark": both("open_mark", languages),
        "no_lines": both("none", languages),
        "totals_head": both("totals", languages),
        "totals": totals_of(paper),
        "amended_head": both("amended_head", languages),
        "amended": amended_lines(paper),
        "signatures_head": both("signatures", languages),
        "signatures": _signatures(paper),
        "open_head": both("open_head", languages),
        "open": open_parts(paper) if is_draft else None,
        "date": [int(part) for part in paper.at[:10].split("-")],
    }


_COLUMNS = ("serial", "title", "period", "place", "entities", "places", "money", "remarks")


def _facts(paper: PlanPaper, language: str) -> list[tuple[str, str]]:
    """What stands under the title, in one language: pairs of a name and its words."""
    body = paper.body
    rows = [("parties", "\n".join(_party(paper, code.code, language) for code in paper.parties))]
    if "period" in body:
        rows.append(("period", period_both(body["period"], (language,))[0]))
    rows += [("agreement", text_in(paper.agreement, language)), ("agreed_at", text_in(paper.agreed_at, language))]
    rows.append(("code", str(body.get("code", ""))))
    rows.append(("edition", str(body.get("edition", ""))))
    rows.append(("stage", PLAN_STAGES.label(body["stage"], language) if "stage" in body else ""))
    rows.append(("standing", _standing(paper, language)))
    rows.append(("form_words", word("form_drafted", language) if language in DRAFTED else ""))
    return [(word(name, language), text) for name, text in rows if text]


def _party(paper: PlanPaper, code: str, language: str) -> str:
    name = next((party.name for party in paper.parties if party.code == code), code)
    told = party_text(code, language)
    return told if name in {told, code} else f"{told} · {name}"


def _standing(paper: PlanPaper, language: str) -> str:
    day = day_text(paper.at, language)
    if paper.standing == "agreed":
        return word("agreed", language, day=day)
    if paper.standing == "on-paper":
        parties = ", ".join(party_text(code, language) for code in paper.on_paper)
        return word("on_paper", language, parties=parties, by=party_text(paper.recorded_by, language), day=day)
    return word("not_agreed", language)


def _foot(paper: PlanPaper) -> dict[str, Any]:
    """What stands at the foot of every page: the check code as a square and as words, or why there is none."""
    languages = paper.languages
    pages = [word("page", language, page="{page}", pages="{pages}") for language in languages]
    foot: dict[str, Any] = {"pages": pages, "name": text_both(paper.body["title"], languages), "qr": None}
    if paper.check is not None:
        digits = paper.check.code[:32]
        foot["qr"] = square(paper.check.code)
        foot["label"] = both("check", languages)
        foot["words"] = list(paper.check.words)
        foot["digits"] = [digits[at : at + 4] for at in range(0, len(digits), 4)]
        return foot
    if paper.standing == "on-paper":
        foot["label"] = tuple(
            word("paper_check", language, by=party_text(paper.recorded_by, language)) for language in languages
        )
    else:
        foot["label"] = both("no_check", languages)
    return foot


def square(code: str) -> str:
    """Draw a check code as a QR square, an SVG of its own."""
    stream = io.BytesIO()
    segno.make(code, error="m", micro=False).save(stream, kind="svg", border=0, xmldecl=False, dark="#1f3a5f")
    return stream.getvalue().decode()


def _provisions(paper: PlanPaper) -> list[dict[str, Any]]:
    languages = paper.languages
    held = paper.body.get("provisions", {})
    found = [(both(name, languages), text_both(held[name], languages)) for name in _PROVISIONS if name in held]
    for place, text in enumerate(held.get("further", ())):
        found.append((both("further", languages) if place == 0 else (), text_both(text, languages)))
    said = tuple(" ".join(_languages_said(paper, language)) for language in languages)
    if any(said):
        found.append((both("languages", languages), said))
    return [{"head": list(head), "text": list(text)} for head, text in found]


def _languages_said(paper: PlanPaper, language: str) -> list[str]:
    body = paper.body
    said = []
    if "authentic_languages" in body:
        names = ", ".join(language_text(code, language) for code in body["authentic_languages"])
        said.append(word("authentic", language, languages=names))
    if "prevailing_language" in body:
        said.append(word("prevailing", language, languages=language_text(body["prevailing_language"], language)))
    return said


def _contacts(paper: PlanPaper) -> list[dict[str, Any]]:
    return [
        {
            "party": _party_both(contact["party"], paper.languages),
            "post": contact["post"],
            "mailbox": contact.get("mailbox", ""),
        }
        for contact in paper.body.get("contacts", ())
    ]


def _party_both(code: str, languages: Sequence[str]) -> Both:
    return tuple(party_text(code, language) for language in languages)


def _signatures(paper: PlanPaper) -> list[dict[str, Any]]:
    """A block for each post that signs; one for each party where none is named."""
    languages = paper.languages
    named = list(paper.body.get("signatures", ()))
    missing = {party.code for party in paper.parties} - {one["party"] for one in named}
    blocks = [*named, *({"party": party.code} for party in paper.parties if party.code in missing)]
    return [
        {
            "party": tuple(
                word("for_party", language, party=party_text(one["party"], language)) for language in languages
            ),
            "post": [both("post", languages), one.get("post", "")],
            "where": [both("where", languages), one.get("place", "")],
            "when": [
                both("when", languages),
                " / ".join(dict.fromkeys(day_text(one["date"], language) for language in languages))
                if "date" in one
                else "",
            ],
            "signature": both("signature", languages),
        }
        for one in blocks
    ]
