"""Who said what to whom, how firmly, and what became of it: over all partners, and of one; it changes nothing."""

from django.http import HttpResponse
from django.shortcuts import render

from foedus.web.desk import DeskRequest
from foedus.web.frame import partner_tabs
from foedus.web.promises import promises_page
from foedus.web.rights import READ, needs


@needs(READ)
def undertakings(request: DeskRequest) -> HttpResponse:
    """The undertakings with all partners, overdue first.

    The address: ``partner``, ``who`` (a party, or ``others``), ``strength``, ``state`` (or ``overdue``), ``made``
    (``2025-07``), ``page``.
    """
    desk = request.desk
    context = promises_page(desk, desk.cooperations(), request.GET, is_one=False)
    return render(request, "web/undertakings/undertakings.html", context)


@needs(READ)
def partner_undertakings(request: DeskRequest, coop: str) -> HttpResponse:
    """The undertakings with one partner, both ways; the address as over all partners."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    context = {
        **partner_tabs(desk, cooperation, "undertaking"),
        **promises_page(desk, [cooperation], request.GET, is_one=True),
        "may_draft": desk.may("records.draft", cooperation),
    }
    return render(request, "web/undertakings/undertakings.html", context)
