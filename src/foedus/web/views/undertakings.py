"""Who said what to whom, how firmly, and what became of it: over all partners, and of one; it changes nothing."""

from django.http import HttpResponse
from django.shortcuts import render

from foedus.office.ports import Cooperation
from foedus.web import exporting, lists
from foedus.web.desk import DeskRequest
from foedus.web.frame import partner_tabs
from foedus.web.promises import asked_for, promises_page
from foedus.web.rights import READ, needs


@needs(READ)
def undertakings(request: DeskRequest) -> HttpResponse:
    """The undertakings with all partners, overdue first.

    The address: ``partner``, ``who`` (a party, or ``others``), ``strength``, ``state`` (or ``overdue``), ``made``
    (``2025-07``), ``page``.
    """
    desk = request.desk
    if form := exporting.asked(request):
        return _handed(request, desk.cooperations(), form, is_one=False)
    context = promises_page(desk, desk.cooperations(), request.GET, is_one=False)
    return render(request, "web/undertakings/undertakings.html", context)


def _handed(request: DeskRequest, coops: list[Cooperation], form: str, *, is_one: bool) -> HttpResponse:
    """The undertakings that the address leaves, as a file."""
    asked = asked_for(request.desk, coops, request.GET, is_one=is_one)
    return exporting.handed(lists.promises(request.desk, asked.coops, asked.filters), form)


@needs(READ)
def partner_undertakings(request: DeskRequest, coop: str) -> HttpResponse:
    """The undertakings with one partner, both ways; the address as over all partners."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    if form := exporting.asked(request):
        return _handed(request, [cooperation], form, is_one=True)
    context = {
        **partner_tabs(desk, cooperation, "undertaking"),
        **promises_page(desk, [cooperation], request.GET, is_one=True),
        "may_draft": desk.may("records.draft", cooperation),
    }
    return render(request, "web/undertakings/undertakings.html", context)
