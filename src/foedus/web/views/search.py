"""One box over everything that one may see: as one types, by facets, or straight to a record; it changes nothing."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from foedus.web import exporting, lists, shown_lists
from foedus.web.desk import DeskRequest
from foedus.web.finding import Asked, called_so, search_page, straight_to
from foedus.web.rights import READ, needs

_PART = "found"
"""The part of the page that is sent alone as one types."""


@needs(READ)
def search(request: DeskRequest) -> HttpResponse:
    """What holds every word that is typed, in any language, whatever its case and accents.

    The address: ``q``, ``partner``, ``kind``, ``standing``, ``year`` (each several times), ``page``.
    """
    desk = request.desk
    asked = Asked.of(request.GET)
    if asked.partner and asked.partner not in {one.name for one in desk.cooperations()}:
        raise Http404
    is_typing = bool(request.htmx) and request.htmx.target == _PART and not request.htmx.history_restore_request
    straight = called_so(desk, asked)
    if form := exporting.asked(request):
        whole = search_page(desk, replace(asked, page=1), straight, request.GET, size=lists.MOST)
        return exporting.handed(shown_lists.found(whole, desk.language), form)
    if asked.text and not is_typing and "page" not in request.GET:
        record = straight_to(desk, asked, straight)
        if record is not None:
            coop, kind, name = record
            return redirect("record", coop.name, kind, *name.split("/"))
    template = "web/search/_found.html" if is_typing else "web/search/search.html"
    return render(request, template, search_page(desk, asked, straight, request.GET))
