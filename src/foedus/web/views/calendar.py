"""The calendar over all partners: month, quarter and year, as a list, with holidays and conflicts; it plans nothing."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from foedus.store.listing.calendar import KINDS, Stretch
from foedus.web import exporting, lists, shown_lists
from foedus.web.calendar_page import calendar_page, clashes
from foedus.web.calendars import CONFLICTS, SHOWS, days_of
from foedus.web.desk import DeskRequest
from foedus.web.rights import READ, needs


@needs(READ)
def calendar(request: DeskRequest) -> HttpResponse:
    """What takes place in a month, a quarter or a year, with all partners or one.

    The address: ``show`` (month, quarter, year, list, conflicts), ``on`` (``2024``, ``2024-05``, ``2024-05-12``),
    ``partner``, ``kind`` (activity, meeting), ``page`` of the list.
    """
    desk, query = request.desk, request.GET
    partner, kind = query.get("partner", ""), query.get("kind", "")
    everybody = desk.cooperations()
    coops = [one for one in everybody if partner in {"", one.name}]
    if partner and not coops:
        raise Http404
    days = days_of(query.get("show", ""), query.get("on", ""), desk.today)
    kinds = (kind,) if kind in KINDS else KINDS
    if form := exporting.asked(request):
        stretch = Stretch([desk.number(one) for one in coops], days.first, days.last, kinds)
        if days.show == CONFLICTS:
            found = clashes(desk, stretch, coops, lists.MOST)
            return exporting.handed(shown_lists.clashes(found, desk.language), form)
        return exporting.handed(lists.events(desk, coops, stretch), form)
    context = {
        **calendar_page(desk, days, coops, kinds, query),
        "shows": SHOWS,
        "partner": partner,
        "kind": kind if kind in KINDS else "",
        "partners": [one.name for one in everybody],
        "is_now": days.first <= desk.today <= days.last,
        "today": desk.today,
    }
    return render(request, f"web/calendar/{days.show}.html", context)
