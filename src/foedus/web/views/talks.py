"""Preparing the next talks: what goes with whoever travels, and the drafts that begin them; it signs nothing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foedus.office import next_talks as office
from foedus.office.errors import NotFoundError
from foedus.office.names import is_record_name
from foedus.office.ports import Cooperation
from foedus.store.listing.talks import talks
from foedus.web import exporting, working_lists
from foedus.web.desk import DeskRequest
from foedus.web.frame import partner_tabs
from foedus.web.rights import needs
from foedus.web.talks import talks_page


@needs("records.draft")
def next_talks(request: DeskRequest, coop: str) -> HttpResponse:
    """What goes with us to the next talks, section by section; sent, the talks and what is ticked become drafts.

    The address: ``since`` (the year from which on activities count), ``section`` (one alone, in full), ``page``.
    """
    cooperation = request.desk.cooperation(coop)
    if request.method == "POST":
        return _page(request, cooperation) if "tick" in request.POST else _prepare(request, cooperation)
    if form := exporting.asked(request):
        whole = _shown(request, cooperation, is_whole=True)
        return exporting.handed(working_lists.points(coop, whole, request.desk.language), form)
    return _page(request, cooperation)


def _page(request: DeskRequest, coop: Cooperation, *, errors: tuple[str, ...] = ()) -> HttpResponse:
    sent, shown = request.POST, _shown(request, coop)
    whole = [one for section in shown["sections"] if section.name == sent.get("tick") for one in section.proposable]
    context = {
        **partner_tabs(request.desk, coop, "talks"),
        **shown,
        "errors": [{"id": "", "text": text} for text in errors],
        "ticked": [*sent.getlist("propose"), *whole],
    }
    if sent:
        context |= {"year": sent.get("year", ""), "chosen_plan": sent.get("plan", "")}
    return render(request, "web/talks/talks.html", context, status=400 if errors else 200)


def _shown(request: DeskRequest, coop: Cooperation, *, is_whole: bool = False) -> dict[str, Any]:
    query = request.GET
    since, only, page = _year(query.get("since", "")), query.get("section", ""), query.get("page", "")
    return talks_page(request.desk, coop, since=since, only=only, page=page, is_whole=is_whole)


def _year(text: str) -> int | None:
    return int(text) if text.isdecimal() and 1900 < int(text) < 2200 else None  # noqa: PLR2004 - years that people mean


def _prepare(request: DeskRequest, coop: Cooperation) -> HttpResponse:
    """Draft the meeting with its agenda, and the activities that were ticked."""
    desk, sent = request.desk, request.POST
    propose = [name for name in sent.getlist("propose") if is_record_name(name)]
    year = _year(sent.get("year", ""))
    if year is None:
        return _page(request, coop, errors=(_("Say the year in which they are to take place, such as 2026."),))
    plan = sent.get("plan", "")
    try:
        with desk.doing("talks.prepare", coop, activities=len(propose), year=year):
            made = office.prepare(
                desk.node,
                coop,
                desk.today,
                talks(desk.node, desk.number(coop), desk.today, since=_year(request.GET.get("since", ""))),
                propose=propose,
                plan=plan if is_record_name(plan) else None,
                year=year,
            )
    except NotFoundError:
        return _page(request, coop, errors=(_("One of the activities is not agreed any more. Tick again."),))
    told = ngettext(
        "The talks are drafted with their agenda, and %(n)s activity to propose.",
        "The talks are drafted with their agenda, and %(n)s activities to propose.",
        len(made.drafts),
    )
    messages.success(request, told % {"n": len(made.drafts)})
    return redirect("draft", coop.name, made.meeting)
