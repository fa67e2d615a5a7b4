"""Puts what an office works on into lists for files: drafts, lines negotiated, the next talks; it looks for none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foedus.publishing.lists import List, Row
from foedus.web import display, names
from foedus.web.drafting import DraftGroup, DraftRow
from foedus.web.feeding import words_in
from foedus.web.lists import list_of
from foedus.web.negotiation import Cell, LineShown, Reason
from foedus.web.talks import Point, Section

DRAFT: Final = {
    "partner": gettext_lazy("Partner"),
    "plan": gettext_lazy("Plan"),
    "draft": gettext_lazy("Draft"),
    "serial": gettext_lazy("Number"),
    "title": gettext_lazy("Title"),
    "kind": gettext_lazy("Kind"),
    "stands": gettext_lazy("Where it stands"),
    "more": gettext_lazy("More"),
    "changed": gettext_lazy("Changed"),
}
LINE: Final = {
    "partner": gettext_lazy("Partner"),
    "record": gettext_lazy("Record"),
    "serial": gettext_lazy("Number"),
    "title": gettext_lazy("Title"),
    "standing": gettext_lazy("Where it stands"),
    "waits_for": gettext_lazy("Waits for"),
    "differences": gettext_lazy("Where they differ"),
    "reasons": gettext_lazy("Why"),
    "drafts": gettext_lazy("Our draft"),
    "said": gettext_lazy("Comments and questions"),
}
POINT: Final = {
    "partner": gettext_lazy("Partner"),
    "section": gettext_lazy("Section"),
    "side": gettext_lazy("Who"),
    "what": gettext_lazy("What"),
    "status": gettext_lazy("Status"),
    "status_by": gettext_lazy("Status: by whom"),
    "more": gettext_lazy("More"),
    "due": gettext_lazy("Due"),
    "overdue": gettext_lazy("Overdue"),
    "records": gettext_lazy("Records behind it"),
}


def drafts(partner: str, groups: Iterable[DraftGroup], language: str) -> List:
    """The drafts of a cooperation, by plan."""
    rows = (_draft(partner, group, row, language) for group in groups for row in group.rows)
    return list_of(_("Drafts"), DRAFT, rows)


def _draft(partner: str, group: DraftGroup, row: DraftRow, language: str) -> Row:
    view = row.view
    return {
        "partner": partner,
        "plan": group.title or group.record,
        "draft": f"d{view.number}",
        "serial": view.body.get("serial", ""),
        "title": words_in(view.captions, language),
        "kind": row.kind,
        "stands": "; ".join(_stands(row)),
        "more": "; ".join(_more(row)),
        "changed": view.changed,
    }


def _stands(row: DraftRow) -> Iterator[str]:
    missing, suggested = len(row.view.problems), len(row.view.inferred)
    if row.is_with_head:
        yield _("with the head")
    yield ngettext("%(n)s thing missing", "%(n)s things missing", missing) % {"n": missing} if missing else _("ready")
    if suggested:
        yield ngettext("%(n)s suggestion", "%(n)s suggestions", suggested) % {"n": suggested}


def _more(row: DraftRow) -> Iterator[str]:
    view = row.view
    if unit := view.source.get("unit"):
        yield _("told by %(unit)s, to be signed") % {"unit": unit}
    if view.answers_shown:
        yield _("counter-text to %(text)s") % {"text": view.answers_shown}
    elif view.base_shown:
        yield _("in place of %(text)s") % {"text": view.base_shown}


def lines(partner: str, those: Iterable[tuple[str, LineShown]], language: str) -> List:
    """Lines of a plan as they are negotiated.

    :param those: each with what it is called where it is not by its own title.
    """
    return list_of(_("Negotiation"), LINE, (_line(partner, title, one, language) for title, one in those))


def _line(partner: str, title: str, one: LineShown, language: str) -> Row:
    line = one.line
    said = (f"{names.party_name(row.author, language)}: {display.text(row.body['text'], language)}" for row in one.said)
    return {
        "partner": partner,
        "record": line.record,
        "serial": line.serial,
        "title": title or words_in(line.captions, language),
        "standing": names.standing_label(line.standing, language),
        "waits_for": _parties(line.waits_for, language),
        "differences": "\n".join(f"{each.where}: {_cells(each.cells)}" for each in one.differences),
        "reasons": "\n".join(_reason(why, language) for why in one.reasons),
        "drafts": ", ".join(f"d{draft.number}" for draft in one.drafts),
        "said": "\n".join(said),
    }


def _reason(why: Reason, language: str) -> str:
    said = _("%(who)s does not accept text %(text)s") if why.is_refusal else _("Why, says %(who)s of text %(text)s")
    return ": ".join(
        one for one in (said % {"who": names.party_name(why.party, language), "text": why.shown}, why.words) if one
    )


def _cells(cells: Iterable[Cell]) -> str:
    return " / ".join(f"{cell.label}: {''.join(words for _sort, words in cell.runs) or '-'}" for cell in cells)


def points(partner: str, shown: Mapping[str, Any], language: str) -> List:
    """What goes with us to the next talks, section by section.

    :param shown: what the page of the next talks is handed.
    """
    sections: Sequence[Section] = shown["sections"]
    rows = [
        _point(partner, section.title, side, point, language)
        for section in sections
        for side, those in section.groups
        for point in those
    ]
    rows += [
        {
            "partner": partner,
            "section": _("Places offered and used"),
            "side": names.party_name(one.party, language),
            "what": str(one.year),
            "more": f"{_('Offered')}: {one.offered.number}; {_('Used')}: {one.used.number}",
        }
        for one in shown["seats"]
    ]
    return list_of(_("Next talks"), POINT, rows)


def _point(partner: str, section: str, side: str, point: Point, language: str) -> Row:
    return {
        "partner": partner,
        "section": section,
        "side": side,
        "what": point.text,
        "status": names.badge_label(point.badge, language) if point.badge else "",
        "status_by": _parties(point.by, language),
        "more": "; ".join(point.more),
        "due": point.due,
        "overdue": point.is_late,
        "records": ", ".join(row.name for row in point.sources),
    }


def _parties(codes: Iterable[str], language: str) -> str:
    return ", ".join(names.party_name(code, language) for code in codes)
