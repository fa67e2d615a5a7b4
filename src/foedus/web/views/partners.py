"""All partners in one table, a partner's story, its state of play, its check code; it changes nothing."""

from collections.abc import Collection
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from foedus.office import looking
from foedus.office.ports import Cooperation
from foedus.publishing.lists import List
from foedus.store import listing
from foedus.store.listing.story import open_undertakings, story
from foedus.store.listing.waits import waits
from foedus.web import board, comparing, exporting, lists, shown_lists
from foedus.web.desk import Desk, DeskRequest
from foedus.web.figures import Figures, Group, Row, row_of
from foedus.web.frame import partner_tabs
from foedus.web.key_notes import to_compare
from foedus.web.rights import READ, needs
from foedus.web.story import Story, promised, reached, suspensions

_EVENTS: Final = 20
_LINES: Final = 50
_YEARS: Final = range(1900, 2200)


def _year(request: DeskRequest) -> int | None:
    """The year that the address asks for, if it asks for one."""
    text = request.GET.get("year", "")
    return int(text) if text.isascii() and text.isdecimal() and int(text) in _YEARS else None


def _nearest(request: DeskRequest, coops: Collection[int]) -> int:
    """The last year in which activities count, but none to come while there is one before; else this one."""
    today = request.desk.today.year
    years = listing.years(request.desk.node, coops)
    return max((one for one in years if one <= today), default=min(years, default=today))


@needs(READ)
def partners(request: DeskRequest) -> HttpResponse:
    """All partners, for the head: one line each, and the year's figures above."""
    desk, asked = request.desk, _year(request)
    year = asked or desk.today.year
    found = listing.overview(desk.node, desk.numbers(), year, today=desk.today)
    if asked is None and not any(number for _label, number in board.figures(found)):
        year = _nearest(request, desk.numbers())
        found = listing.overview(desk.node, desk.numbers(), year, today=desk.today)
    rows = board.rows(found, year, desk.language, request.GET.get("sort", "name"))
    if form := exporting.asked(request):
        return exporting.handed(lists.board(desk, rows, year), form)
    context = {
        "year": year,
        "columns": board.columns(request.GET),
        "rows": rows,
        "figures": board.figures(found),
        "totals": board.totals(rows),
    }
    return render(request, "web/partners/partners.html", context)


@needs(READ)
def partner(request: DeskRequest, coop: str) -> HttpResponse:
    """A partner: the story at a glance, where they stand, what was said, what happened and what comes."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    number = desk.number(cooperation)
    [row] = listing.cooperations(desk.node, [number])
    told = Story(coop, story(desk.node, number), desk.today, desk.language)
    plan = listing.ActivityFilter(plan=told.plan.name if told.plan is not None else listing.NO_PLAN)
    by_status = listing.activity_counts(desk.node, [number], "status", plan, today=desk.today)
    found = waits(desk.node, [number], today=desk.today)
    if form := exporting.asked(request):
        return exporting.handed(shown_lists.events(coop, told.events(), request.build_absolute_uri), form)
    events = Paginator(told.events(), _EVENTS).get_page(request.GET.get("page"))
    context = {
        **partner_tabs(desk, cooperation, "partner"),
        "row": row,
        "story": told,
        "ring": told.ring(by_status),
        "suspended": suspensions(told, desk.language),
        "promised": promised(open_undertakings(desk.node, number, today=desk.today), cooperation.code),
        "reached": reached(row, found, desk.language),
        "ours": sum(one.lines for one in found if one.is_ours),
        "to_compare": to_compare(desk, cooperation),
        "page": events,
        "events": list(events),
    }
    return render(request, "web/partners/partner.html", context)


@needs(READ)
def state(request: DeskRequest, coop: str) -> HttpResponse:
    """The state of play of a year: every figure with its formula, its picture and its lines."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    number = desk.number(cooperation)
    year = _year(request) or _nearest(request, [number])
    drawn = listing.standing(desk.node, number, year, desk.today)
    groups = Figures(drawn, coop, desk.language, open_undertakings(desk.node, number, today=desk.today)).groups()
    asked = request.GET.get("of", "")
    figure = row_of(groups, asked)
    if asked and figure is None:
        raise Http404
    if form := exporting.asked(request):
        return exporting.handed(_state_list(desk, cooperation, year, groups, figure), form)
    context: dict[str, Any] = {
        **partner_tabs(desk, cooperation, "state"),
        "year": year,
        "drawn": drawn,
        "groups": groups,
        "nothing": [group.heading for group in groups if group.is_empty],
        "ours": len(drawn.ours),
        "theirs": len(drawn.theirs),
    }
    if figure is not None:
        page = Paginator(figure.lines, _LINES).get_page(request.GET.get("page"))
        rows = listing.record_rows(desk.node, number, list(page))
        context |= {"asked": figure, "page": page, "lines": [rows[name] for name in page if name in rows]}
    return render(request, "web/partners/state.html", context)


def _state_list(desk: Desk, coop: Cooperation, year: int, groups: list[Group], figure: Row | None) -> List:
    """All figures; of one that is asked for, the records behind it."""
    if figure is None:
        return shown_lists.state(coop.name, year, groups)
    rows = listing.record_rows(desk.node, desk.number(coop), list(figure.lines))
    return shown_lists.behind(
        coop.name, year, figure, [rows[name] for name in figure.lines if name in rows], desk.language
    )


@needs(READ)
def check(request: DeskRequest, coop: str) -> HttpResponse:
    """The check code and words of all that is agreed, and whether the partner's are the same."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    checked = looking.check(desk.node, cooperation)
    theirs = request.GET.get("theirs", "")[:2000]
    context = {
        **partner_tabs(desk, cooperation, "partner"),
        "checked": checked,
        "digits": " ".join(checked.digits[place : place + 4] for place in range(0, len(checked.digits), 4)),
        "theirs": theirs,
        "verdict": comparing.compared(theirs, checked.code, checked.words),
        "what": _("All that is agreed in this cooperation, as this office holds it now."),
    }
    return render(request, "web/partners/check.html", context)
