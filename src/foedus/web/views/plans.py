"""Activities of a partner, a plan, a year at a glance, the plan on paper and drafted again; it signs nothing."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foedus.office import sheets
from foedus.office.cloning import Cloned
from foedus.office.errors import NotFoundError
from foedus.office.plan_paper import paper_of
from foedus.office.ports import Cooperation
from foedus.publishing.plan_paper import pdf
from foedus.publishing.sheet import plan_workbook
from foedus.store import listing
from foedus.web import activity_table, cloning, exporting, intents, lists, plan_page, plan_totals, year_glance
from foedus.web.activity_query import PLAN_COLUMNS, ActivityQuery, query_of
from foedus.web.desk import Desk, DeskRequest
from foedus.web.frame import partner_tabs
from foedus.web.rights import READ, needs

_MOST_PLANS = 100
_LAST_YEAR = 9999


@needs(READ)
def activities(request: DeskRequest, coop: str) -> HttpResponse:
    """The activities of a partner: the address says which, in which order, in which columns and groups."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    if form := exporting.asked(request):
        return _handed(desk, cooperation, query_of(request.GET), form)
    plans = listing.records(desk.node, [desk.number(cooperation)], kind="plan", size=_MOST_PLANS).rows
    table = activity_table.table(
        desk,
        cooperation,
        query_of(request.GET),
        parties=tuple(dict.fromkeys(code for row in plans for code in plan_page.parties_of(cooperation, row))),
        years=tuple(sorted({*plan_page.years_of(*plans), desk.today.year})),
        plans={row.name: row.caption(desk.language) for row in plans},
    )
    context = {
        **partner_tabs(desk, cooperation, "activity"),
        **table,
        **_paged(table["page"]),
        "may_draft": desk.may("records.draft", cooperation),
    }
    return render(request, "web/records/list_activity.html", context)


def _handed(desk: Desk, cooperation: Cooperation, query: ActivityQuery, form: str) -> HttpResponse:
    """The activities that the address leaves, as a file."""
    rows = lists.activities(desk, [cooperation], query.filters, query.order)
    return exporting.handed(lists.list_of(_("Activities"), lists.ACTIVITY, rows), form)


def _paged(page: listing.Page[Any]) -> dict[str, Any]:
    """A page of rows as the way through a long list takes it."""
    return {"rows": page, "page": Paginator(range(page.total), page.size).get_page(page.page)}


@needs(READ)
def plan(request: DeskRequest, coop: str, code: str, uid: str) -> HttpResponse:
    """A plan: where it stands, its lines as a table, its provisions and signature blocks; a draft's lines too."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    name = f"{code}/{uid}"
    row = listing.record_row(desk.node, desk.number(cooperation), name)
    context = {**partner_tabs(desk, cooperation, "plan"), "kind": "plan", "code": code, "uid": uid, "plan": name}
    if row is None:
        drafted = plan_page.drafted(desk, cooperation, name)
        if drafted is None:
            raise Http404
        return render(request, "web/plans/draft.html", {**context, **drafted})
    if row.kind != "plan":
        raise Http404
    query = query_of(request.GET, plan=name, columns=PLAN_COLUMNS)
    if form := exporting.asked(request):
        return _handed(desk, cooperation, query, form)
    narrow = query.filters
    is_tallied = narrow == listing.ActivityFilter(plan=name, status=narrow.status, by=narrow.by) and not query.group
    is_whole = is_tallied and not (narrow.status or narrow.by)
    tallies = _tallies(desk, cooperation, name) if is_tallied else ()
    table = activity_table.table(
        desk,
        cooperation,
        query,
        parties=plan_page.parties_of(cooperation, row),
        years=plan_page.years_of(row),
        total=plan_totals.number(tallies, narrow.status, narrow.by) if is_tallied else None,
    )
    context |= {
        **table,
        **_paged(table["page"]),
        "split": activity_table.host_split(
            plan_totals.by_host(tallies) if is_whole else {}, cooperation.code, desk.language, request.path
        ),
        "totals": plan_totals.totals(tallies, desk.language, request.path)
        if row.standing in plan_totals.AGREED
        else [],
        **plan_page.context(desk, cooperation, row),
    }
    return render(request, "web/records/plan.html", context)


def _tallies(desk: Desk, cooperation: Cooperation, plan: str) -> tuple[listing.Tally, ...]:
    """How many lines of a plan there are by host and by what came of them."""
    filters = listing.ActivityFilter(plan=plan)
    return listing.activity_tallies(desk.node, [desk.number(cooperation)], filters, today=desk.today)


def _plan_row(desk: Desk, cooperation: Cooperation, name: str) -> listing.RecordRow:
    row = listing.record_row(desk.node, desk.number(cooperation), name)
    if row is None or row.kind != "plan":
        raise Http404
    return row


@needs(READ)
def plan_year(request: DeskRequest, coop: str, code: str, uid: str) -> HttpResponse:
    """A plan's lines over its whole period, or over one year of it."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    row = _plan_row(desk, cooperation, f"{code}/{uid}")
    span = (row.begins, row.ends) if row.begins is not None and row.ends is not None else None
    years = range(span[0].year, span[1].year + 1) if span else range(desk.today.year, desk.today.year + 1)
    more = {"plan_row": row, "code": code, "uid": uid, "whole": span}
    return _year_page(request, cooperation, row.name, years, span, **more)


@needs(READ)
def partner_year(request: DeskRequest, coop: str) -> HttpResponse:
    """A year with a partner at a glance."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    years = sorted({*listing.years(desk.node, [desk.number(cooperation)]), desk.today.year})
    return _year_page(request, cooperation, "", years, None)


def _year_page(
    request: DeskRequest,
    cooperation: Cooperation,
    plan: str,
    years: Sequence[int],
    span: tuple[date, date] | None,
    **more: Any,
) -> HttpResponse:
    desk = request.desk
    year = _whole(request.GET.get("year", ""))
    is_whole = span is not None and year is None
    first, last = span if span is not None and is_whole else _days_of(year or desk.today.year)
    page = listing.activities(
        desk.node,
        [desk.number(cooperation)],
        listing.ActivityFilter(plan=plan, first=None if is_whole else first, last=None if is_whole else last),
        today=desk.today,
        sort="begins",
        page=_whole(request.GET.get("page", "")) or 1,
        size=activity_table.SIZE,
    )
    context = {
        **partner_tabs(desk, cooperation, "plan" if plan else "activity"),
        **_paged(page),
        "years": years,
        "year": year if span is not None else year or desk.today.year,
        "first": first,
        "last": last,
        "picture": year_glance.drawn(page.rows, cooperation, first, last, desk.today, desk.language),
        **more,
    }
    return render(request, "web/plans/year.html", context)


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and 0 < int(text) <= _LAST_YEAR else None


def _days_of(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


@needs("records.draft")
def clone(request: DeskRequest, coop: str, code: str, uid: str) -> HttpResponse:
    """What a plan's lines would become in a later year; those that are ticked are drafted."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    name = f"{code}/{uid}"
    row = _plan_row(desk, cooperation, name)
    years = cloning.years_of(request.POST if request.method == "POST" else request.GET, row)
    if request.method == "POST":
        sent, beside = request.POST, "beside" in request.POST
        made = cloning.clone(desk, cooperation, name, years, set(sent.getlist("line")), _token(sent), beside=beside)
        there = cloning.there_already(desk, cooperation, name, years) if made is None else None
        if there is not None and there.is_signed:
            return redirect(f"{request.path}?years={years}")  # the page says so, and asks
        return _cloned(request, made, coop)
    lines = cloning.lines(desk, cooperation, name, years)
    context = {
        **partner_tabs(desk, cooperation, "plan"),
        **cloning.context(lines, row, years, desk.language),
        "plan_row": row,
        "code": code,
        "uid": uid,
        "token": intents.new_token(),
        "there": cloning.there_already(desk, cooperation, name, years),
    }
    return render(request, "web/plans/clone.html", context)


def _token(sent: QueryDict) -> str:
    token = sent.get("token", "")
    return token if intents.is_token(token) else intents.new_token()


def _cloned(request: DeskRequest, made: Cloned | None, coop: str) -> HttpResponse:
    if made is None:
        messages.info(request, _("This was drafted already, and was not drafted a second time: here are the drafts."))
    else:
        told = ngettext(
            "The plan and %(n)s line are drafted. Nothing is signed yet.",
            "The plan and %(n)s lines are drafted. Nothing is signed yet.",
            len(made.lines),
        )
        messages.success(request, told % {"n": len(made.lines)})
    return redirect("drafts", coop)


@needs(READ)
def paper_pdf(request: DeskRequest, coop: str, code: str, uid: str) -> HttpResponse:
    """The plan as a PDF, in one language or two side by side (``?languages=it,en``)."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    languages = tuple(one for one in request.GET.get("languages", "").split(",") if one)
    try:
        paper = paper_of(desk.node, cooperation, f"{code}/{uid}", languages)
    except NotFoundError:
        raise Http404 from None
    response = HttpResponse(pdf(paper), content_type="application/pdf")
    name = quote(f"{cooperation.name}-{plan_page.file_name(desk, cooperation, f'{code}/{uid}')}.pdf", safe="")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{name}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@needs(READ)
def plan_sheet(request: DeskRequest, coop: str, code: str, uid: str) -> HttpResponse:
    """The plan's lines as a workbook that can be changed and brought back: a hidden column says which line is which."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    name = f"{code}/{uid}"
    try:
        body, lines = sheets.export_lines(desk.node, cooperation, name)
    except NotFoundError:
        raise Http404 from None
    context = sheets.context(desk.node, cooperation, name)
    languages = plan_page.sheet_languages(desk, cooperation, request.GET.get("languages", ""))
    data = plan_workbook(
        body, lines, parties=context.parties, languages=languages, by_host=request.GET.get("by") == "host"
    )
    response = HttpResponse(data, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    title = quote(f"{cooperation.name}-{plan_page.file_name(desk, cooperation, name)}.xlsx", safe="")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{title}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def plan_address(coop: str, plan: str) -> str:
    """The address of a plan's page."""
    code, _sign, uid = plan.partition("/")
    return reverse("plan", args=[coop, code, uid])
