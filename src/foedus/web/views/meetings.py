"""Meetings with a partner: their list, minutes out of decisions, the private side of each; it signs nothing."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from foedus.office import minutes as office
from foedus.office import visits
from foedus.office.errors import NotFoundError
from foedus.office.looking import Shown, show
from foedus.office.ports import Cooperation
from foedus.publishing.ical import programme_of
from foedus.records.agreement_terms import STRENGTHS
from foedus.store import listing
from foedus.web import exporting, feeding, lists
from foedus.web import meetings as pages
from foedus.web.desk import Desk, DeskRequest
from foedus.web.forms.visits import VisitForm
from foedus.web.frame import partner_tabs
from foedus.web.rights import READ, needs
from foedus.web.templatetags.foedus import caption

_SIZE = 50
_KIND = "meeting"


@needs(READ)
def partner_meetings(request: DeskRequest, coop: str) -> HttpResponse:
    """The meetings with a partner, the newest first; what is still to come is marked."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    if form := exporting.asked(request):
        return exporting.handed(lists.records(desk, cooperation, _KIND, (), "-begins"), form)
    number = request.GET.get("page", "")
    found = listing.records(
        desk.node,
        [desk.number(cooperation)],
        kind=_KIND,
        order="-begins",
        page=int(number) if number.isdecimal() else 1,
        size=_SIZE,
    )
    counts = listing.link_counts(desk.node, desk.number(cooperation), [row.name for row in found.rows])
    context = {
        **partner_tabs(desk, cooperation, _KIND),
        "rows": [(row, counts.get(row.name, {}).get("undertakings", 0)) for row in found.rows],
        "today": desk.today,
        "page": Paginator(range(found.total), _SIZE).get_page(found.page),
        "may_draft": desk.may("records.draft", cooperation),
    }
    return render(request, "web/meetings/meetings.html", context)


@require_POST
@needs("records.draft", keeps_typed=True)
def minutes(request: DeskRequest, coop: str, number: int) -> HttpResponse:
    """Draft an undertaking for each decision of a meeting's draft that names none; then all are reviewed as one act."""
    desk, sent = request.desk, request.POST
    cooperation = desk.cooperation(coop)
    said = {
        int(name.removeprefix("strength-")): sent[name]
        for name in sent
        if name.removeprefix("strength-").isdecimal() and sent[name] in STRENGTHS
    }
    try:
        with desk.doing("minutes.undertakings", cooperation, draft=number):
            made = office.undertakings_of(desk.node, cooperation, number, strengths=said)
    except NotFoundError:
        raise Http404 from None
    told = ngettext("%(n)s undertaking is drafted.", "%(n)s undertakings are drafted.", len(made)) % {"n": len(made)}
    messages.success(request, told)
    return redirect("drafts", coop)


def _meeting(desk: Desk, coop: Cooperation, code: str, uid: str) -> Shown:
    try:
        shown = show(desk.node, coop, f"{code}/{uid}", with_links=False)
    except NotFoundError:
        raise Http404 from None
    if shown.record != f"{code}/{uid}" or shown.kind.partition("/")[0] != _KIND:
        raise Http404
    return shown


def _body(shown: Shown) -> dict[str, Any]:
    """What counts of a meeting, else what is offered, else what is drafted."""
    stated = [shown.stated] if shown.stated is not None else []
    texts = [*shown.agreed, *stated, *reversed(shown.open)]
    bodies = [*(one.body for one in texts), *(one.body for one in shown.drafts)]
    return bodies[0] if bodies else {}


def _context(desk: Desk, coop: Cooperation, shown: Shown, code: str, uid: str) -> dict[str, Any]:
    body = _body(shown)
    return {
        **partner_tabs(desk, coop, _KIND),
        **pages.visit_shown(desk, coop, shown.record, body),
        "meeting": body,
        "delegations": sorted(body.get("delegations", ()), key=lambda one: one.get("precedence", 10**6)),
        "caption": caption(shown.captions),
        "code": code,
        "uid": uid,
        "may_keep": desk.may("steps.keep", coop),
    }


@needs(READ)
def visit(request: DeskRequest, coop: str, code: str, uid: str) -> HttpResponse:
    """The private side of a meeting, to be printed and taken along; it never leaves this office by itself."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    shown = _meeting(desk, cooperation, code, uid)
    return render(request, "web/meetings/visit.html", _context(desk, cooperation, shown, code, uid))


@needs("steps.keep", keeps_typed=True)
def visit_edit(request: DeskRequest, coop: str, code: str, uid: str) -> HttpResponse:
    """Change the private side of a meeting: rows that are added, filled or emptied, without script too."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    shown = _meeting(desk, cooperation, code, uid)
    form = VisitForm(
        visits.of(desk.node, cooperation, shown.record), request.POST if request.method == "POST" else None
    )
    if form.is_bound and not form.is_adding and form.is_valid():
        with desk.doing("visit.keep", cooperation, shown.record):
            visits.keep(desk.node, cooperation, shown.record, form.visit())
        messages.success(request, _("Kept. It never leaves this office."))
        return redirect("visit", coop, code, uid)
    context = {**_context(desk, cooperation, shown, code, uid), "form": form}
    return render(request, "web/meetings/visit_edit.html", context, status=400 if form.summary else 200)


@require_safe
@needs("steps.keep")
def programme(request: DeskRequest, coop: str, code: str, uid: str) -> HttpResponse:
    """A visit's programme by the hour as a calendar file: it leaves this office with the file, and that is logged."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    shown = _meeting(desk, cooperation, code, uid)
    visit = visits.of(desk.node, cooperation, shown.record)
    with desk.doing("programme-out", cooperation, shown.record):
        place = _body(shown).get("place", {})
        hours = feeding.hours(cooperation, shown.record, visit, place, desk.node.clock())
    return feeding.as_file(programme_of(coop, hours), f"{coop}-programme.ics")
