"""Desks handed over with their open points, and the activities of units; it signs nothing."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from foedus.office.ports import Cooperation
from foedus.publishing.lists import Row
from foedus.store import listing
from foedus.store import models as tables
from foedus.web import exporting, lists
from foedus.web.desk import Desk, DeskRequest
from foedus.web.forms.people import HandOverForm
from foedus.web.models import Grant, UnitActivity, User
from foedus.web.names import TURNS
from foedus.web.rights import needs
from foedus.web.settings_tabs import tabs

_SHOWN = 50
_OPEN: Final = {
    "name": gettext_lazy("Partner"),
    "officers": gettext_lazy("Officers"),
    "turns": gettext_lazy("Ours to answer"),
    "drafts": gettext_lazy("Drafts"),
}
_GIVEN: Final = {
    "unit": gettext_lazy("Unit"),
    "activity": gettext_lazy("Activity"),
    "partner": gettext_lazy("Partner"),
    "record": gettext_lazy("Record"),
}


@needs("desks.hand_over")
def hand_over(request: DeskRequest) -> HttpResponse:
    """Hand desks over from one officer to another; what is open there is shown first."""
    desk = request.desk
    coops = desk.cooperations("desks.hand_over")
    people = list(User.objects.filter(is_active=True).order_by("name", "username").values_list("username", "name"))
    form = HandOverForm(
        request.POST or None, people=people, partnerships=[(one.id, one.name) for one in coops], initial=request.GET
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        _hand_over(desk, said["giver"], said["taker"], said["partnerships"])
        messages.success(request, _("The desks are handed over. What is open there stands in the new officer's list."))
        return redirect("hand-over")
    points = _open_points(desk, coops)
    if wanted := exporting.asked(request):
        told = ({**row, "turns": "; ".join(row["turns"])} for row in points)
        return exporting.handed(lists.list_of(_("What is open"), _OPEN, told), wanted)
    context = {"form": form, "open_points": points}
    return render(request, "web/settings/hand_over.html", {**tabs(desk, "hand-over"), **context})


def _hand_over(desk: Desk, giver: str, taker: str, partnerships: list[str]) -> None:
    """End the giver's role at these desks, and give it to the taker; a role with all partners stays as it is."""
    one, other = User.objects.get(username=giver), User.objects.get(username=taker)
    for partnership in partnerships:
        cooperation = next(coop for coop in desk.cooperations("desks.hand_over") if coop.id == partnership)
        with desk.doing("desk-handed-over", cooperation, giver=giver, taker=taker):
            Grant.objects.filter(user=one, role="officer", partnership=partnership).delete()
            Grant.objects.get_or_create(
                user=other, role="officer", partnership=partnership, defaults={"begins": desk.today}
            )


def _open_points(desk: Desk, coops: list[Cooperation]) -> list[dict[str, Any]]:
    """What is open at each desk: what is ours to answer, and drafts; two queries."""
    numbers = {desk.number(one): one for one in coops}
    turns: dict[int, list[str]] = {}
    for turn in listing.turn_counts(desk.node, list(numbers), today=desk.today):
        if turn.is_ours:
            turns.setdefault(turn.cooperation, []).append(f"{TURNS.get(turn.what, turn.what)}: {turn.number}")
    ids = [one.id for one in coops]
    drafts = tables.Draft.objects.filter(partnership__in=ids).values("partnership").annotate(number=Count("pk"))
    drafted = {row["partnership"]: row["number"] for row in drafts}
    officers: dict[str, list[str]] = {}
    for partnership, name in Grant.objects.filter(role="officer").values_list("partnership", "user__name"):
        officers.setdefault(partnership, []).append(name)
    return [
        {
            "name": one.name,
            "officers": ", ".join(officers.get(one.id, []) + officers.get("", [])),
            "turns": turns.get(number, []),
            "drafts": drafted.get(one.id, 0),
        }
        for number, one in numbers.items()
    ]


@needs("steps.keep")
def units(request: DeskRequest) -> HttpResponse:
    """The units, and which activities each sees and tells the outcome of."""
    desk = request.desk
    coops = {one.id: one for one in desk.cooperations("steps.keep")}
    given = UnitActivity.objects.filter(partnership__in=coops).select_related("user").order_by("user__name", "pk")
    shown = []
    for partnership, cooperation in coops.items():
        rows = [row for row in given if row.partnership == partnership]
        found = listing.record_rows(desk.node, desk.number(cooperation), [row.record for row in rows]) if rows else {}
        shown += [
            {"given": row, "coop": cooperation.name, "title": _caption(found.get(row.record), desk.language)}
            for row in rows
        ]
    if form := exporting.asked(request):
        return exporting.handed(lists.list_of(_("Units and their activities"), _GIVEN, map(_told, shown)), form)
    context = {
        "given": shown,
        "coops": list(coops.values()),
        "units": User.objects.filter(grants__role="unit").distinct().order_by("name", "username"),
        **_found(desk, request.GET.get("coop", ""), request.GET.get("q", "")),
    }
    return render(request, "web/settings/units.html", {**tabs(desk, "units"), **context})


def _told(row: dict[str, Any]) -> Row:
    """An activity that is given to a unit as a row."""
    given = row["given"]
    return {
        "unit": given.user.get_full_name(),
        "activity": row["title"],
        "partner": row["coop"],
        "record": given.record,
    }


def _caption(row: Any, language: str) -> str:
    return row.caption(language) if row is not None else ""


def _found(desk: Desk, name: str, text: str) -> dict[str, Any]:
    """The activities that were looked for, to be chosen from."""
    if not name:
        return {"found": [], "coop": "", "q": text}
    cooperation = desk.cooperation(name)
    if not desk.may("steps.keep", cooperation):
        raise PermissionDenied("steps.keep")
    filters = listing.ActivityFilter(text=text)
    page = listing.activities(desk.node, [desk.number(cooperation)], filters, today=desk.today, size=_SHOWN)
    rows = [{"record": row.name, "serial": row.serial, "title": row.caption(desk.language)} for row in page.rows]
    return {"found": rows, "found_total": page.total, "coop": name, "q": text}


@require_POST
@needs("steps.keep")
def unit_activities(request: DeskRequest, coop: str) -> HttpResponse:
    """Give activities to a unit."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    person = get_object_or_404(User, username=request.POST.get("unit", ""), grants__role="unit")
    records = request.POST.getlist("record")
    known = listing.record_rows(desk.node, desk.number(cooperation), records)
    with desk.doing("unit-activities-given", cooperation, who=person.username, records=sorted(known)):
        for record in sorted(known):
            UnitActivity.objects.get_or_create(user=person, partnership=cooperation.id, record=record)
    messages.success(request, _("%(name)s sees these activities now.") % {"name": person.name})
    return redirect("units")


@require_POST
@needs("steps.keep")
def end_unit_activity(request: DeskRequest, coop: str, number: int) -> HttpResponse:
    """Take an activity from a unit."""
    cooperation = request.desk.cooperation(coop)
    given = get_object_or_404(UnitActivity, pk=number, partnership=cooperation.id)
    with request.desk.doing("unit-activity-taken", cooperation, given.record, who=given.user.username):
        given.delete()
    return redirect("units")
