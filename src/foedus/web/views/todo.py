"""What waits for us, what for others, and the next weeks: the first page; it signs nothing."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foedus.office import suspense
from foedus.office.errors import NotFoundError, OfficeError
from foedus.office.names import is_record_name
from foedus.office.ports import Cooperation
from foedus.store import listing
from foedus.store.listing.calendar import Stretch, events
from foedus.store.listing.steps import due_steps, first_steps
from foedus.store.listing.story import due_undertakings
from foedus.store.listing.waits import ORDER, SINGLE, Wait, captions_of, wait_lines, waits
from foedus.web import draft_steps, exporting, lists, sent_answers, todo_list
from foedus.web.desk import Desk, DeskRequest
from foedus.web.duties import Duties, totals, who_waits
from foedus.web.rights import READ, SIGNED_IN, needs
from foedus.web.weeks import by_week, stretch

_SIZE: Final = 50
_FEW: Final = 10
"""So many steps stand on the first page."""
_JUST_DONE: Final = 20
_OF_A_UNIT: Final = ("partner", "record", "title", "period", "begins", "ends", "status", "status_by")

Coops = Mapping[int, Cooperation]


@needs(SIGNED_IN)
def todo(request: DeskRequest) -> HttpResponse:
    """What must be done today; who reads no records is sent to what is theirs."""
    desk = request.desk
    if not desk.may(READ):
        return _without_records(request)
    chosen = request.GET.get("partner", "")
    coops = {desk.number(one): one for one in desk.cooperations() if chosen in {"", one.name}}
    if chosen and not coops:
        raise Http404
    show = request.GET.get("show", "ours")
    page = _PAGES.get(show)
    if page is None:
        raise Http404
    if form := exporting.asked(request):
        return _handed(request, coops, show, form)
    context = {"show": show, "chosen": chosen, "partners": [one.name for one in desk.cooperations()]}
    return render(request, f"web/todo/{show}.html", {**context, **page(request, coops)})


def _tabs(request: DeskRequest, found: tuple[Wait, ...] = (), **_more: Any) -> dict[str, Any]:
    """The tabs of the first page, with how many lines each has where that is known."""
    chosen, here = request.GET.get("partner", ""), request.GET.get("show", "ours")
    labels = (
        ("ours", _("Ours"), sum(one.lines for one in found if one.is_ours)),
        ("steps", _("Suspense list"), 0),
        ("theirs", _("Theirs"), sum(one.lines for one in found if not one.is_ours)),
        ("weeks", _("The next eight weeks"), 0),
    )
    tabs = [
        {"url": _address(show, chosen), "label": label, "is_current": show == here, "count": count}
        for show, label, count in labels
    ]
    return {"tabs": tabs, "tabs_label": _("To do")}


def _address(show: str = "ours", partner: str = "", **more: str | list[str]) -> str:
    asked = {"show": "" if show == "ours" else show, "partner": partner, **more}
    query = urlencode({name: value for name, value in asked.items() if value}, doseq=True)
    return reverse("todo") + (f"?{query}" if query else "")


def _handed(request: DeskRequest, coops: Coops, show: str, form: str) -> HttpResponse:
    """A tab as a file: all of it, with the steps among what is ours, as on the page."""
    desk = request.desk
    if show == "weeks":
        return exporting.handed(lists.events(desk, list(coops.values()), _weeks_of(desk, coops)), form)
    shown = _PAGES[show](request, coops)
    if "steps_url" in shown:
        shown["steps"] = _steps(request, coops)["steps"]
    tab = next(tab["label"] for tab in shown["tabs"] if tab["is_current"])
    return exporting.handed(todo_list.of(shown, tab, request.build_absolute_uri), form)


def _size(request: DeskRequest) -> int:
    """So many lines has a page; a file has them all."""
    return lists.MOST if exporting.asked(request) else _SIZE


def _page_of(request: DeskRequest, total: int) -> Page[int]:
    return Paginator(range(total), _size(request)).get_page(request.GET.get("page"))


def _waiting(request: DeskRequest, coops: Coops, *, is_ours: bool, **more: Any) -> dict[str, Any]:
    """A page of what waits: few of each sort, or all of the sort that the address asks for."""
    desk = request.desk
    found = waits(desk.node, list(coops), today=desk.today)
    what = request.GET.get("what", "")
    what = what if what in ORDER else ""
    told = totals(found, is_ours=is_ours)
    few = None if what or exporting.asked(request) else _FEW
    shown = {sort: min(n, _FEW) if few and sort in SINGLE else n for sort, n in told.items() if what in {"", sort}}
    page = _page_of(request, sum(shown.values()))
    start, end = max(page.start_index() - 1, 0), page.end_index()
    asked: dict[str, Any] = {"today": desk.today, "is_ours": is_ours, "start": start, "end": end, "lines": shown}
    lines = wait_lines(desk.node, list(coops), **asked, **more)
    return {
        **_tabs(request, found),
        "page": page,
        "what": what,
        "sections": Duties(desk, request.get_full_path()).sections(lines, told),
        "theirs": who_waits(desk, found),
    }


def _ours(request: DeskRequest, coops: Coops) -> dict[str, Any]:
    """Drafts that lie here, what waits for us in its order, steps, undertakings whose day has come."""
    desk = request.desk
    waiting = _waiting(request, coops, is_ours=True)
    if waiting["what"]:
        return waiting
    duties, partner = Duties(desk, request.get_full_path()), request.GET.get("partner", "")
    names = {one.name for one in coops.values()}
    to_decide, came_back, told = draft_steps.lying(desk)
    answers_at_head, answers_back = sent_answers.lying(desk)
    titles = captions_of(desk.node, {(desk.number(one.cooperation), one.activity) for one in told})
    return {
        **waiting,
        "to_decide": [
            *(duties.draft(one) for one in to_decide if one.cooperation.name in names),
            *(duties.answers(one) for one in answers_at_head if one.cooperation.name in names),
        ],
        "came_back": [
            *(duties.draft(one) for one in came_back if one.cooperation.name in names),
            *(duties.answers(one) for one in answers_back if one.cooperation.name in names),
        ],
        "told_by_units": [
            duties.told(one, titles.get((desk.number(one.cooperation), one.activity), {}))
            for one in told
            if one.cooperation.name in names
        ],
        "undertakings": [
            duties.undertaking(row)
            for row in due_undertakings(desk.node, list(coops), today=desk.today, most=_size(request))
        ],
        "steps_url": _address("steps", partner, few="yes", done=request.GET.getlist("done")),
    }


def _steps(request: DeskRequest, coops: Coops) -> dict[str, Any]:
    """Our steps that are late or near, and those that were ticked just now."""
    desk = request.desk
    is_few = "few" in request.GET and not exporting.asked(request)
    due = _few_steps(desk, coops) if is_few else _page_of_steps(request, coops)
    done = _just_done(request, coops)
    numbers = {one.id: number for number, one in coops.items()}
    named = {(numbers[one.partnership], one.record) for one in due["steps"]}
    captions = captions_of(desk.node, named | {(numbers[coop.id], record) for coop, record, _ in done})
    duties = Duties(desk, request.get_full_path())
    back = _address("" if is_few else "steps", request.GET.get("partner", ""))
    return {
        **_tabs(request),
        **due,
        "steps": [duties.step(one, captions) for one in due["steps"]],
        "done": [duties.done_step(coop, record, step, captions) for coop, record, step in done],
        "kept": [f"{coop.name} {record} {step}" for coop, record, step in done],
        "back": back,
        "is_few": is_few,
    }


def _few_steps(desk: Desk, coops: Coops) -> dict[str, Any]:
    found = first_steps(desk.node, coops, desk.today, _FEW + 1)
    return {"steps": found[:_FEW], "page": None, "has_more": len(found) > _FEW}


def _page_of_steps(request: DeskRequest, coops: Coops) -> dict[str, Any]:
    desk, number, size = request.desk, request.GET.get("page", ""), _size(request)
    found = due_steps(desk.node, coops, desk.today, page=int(number) if number.isdecimal() else 1, size=size)
    page = Paginator(range(found.total), size).get_page(found.page)
    return {"steps": found.rows, "page": page, "has_more": False}


def _just_done(request: DeskRequest, coops: Coops) -> list[tuple[Cooperation, str, str]]:
    """The steps that this address says were ticked just now: each a cooperation, a record and a step."""
    by_name = {one.name: one for one in coops.values()}
    found = []
    for text in request.GET.getlist("done")[:_JUST_DONE]:
        name, record, step = (*text.rsplit(" ", 2), "", "")[:3]
        if name in by_name and is_record_name(record):
            found.append((by_name[name], record, step))
    return found


def _theirs(request: DeskRequest, coops: Coops) -> dict[str, Any]:
    """What waits for the others, since when, what they had last seen; what only waits to be recorded."""
    desk = request.desk
    seen = {one.number: one.seen for one in listing.cooperations(desk.node, list(coops))}
    waiting = _waiting(request, coops, is_ours=False, seen=seen)
    duties = Duties(desk, request.get_full_path())
    pendings = [] if waiting["what"] else listing.pendings(desk.node, list(coops))
    return {**waiting, "pendings": [duties.pending(row) for row in pendings]}


def _weeks(request: DeskRequest, coops: Coops) -> dict[str, Any]:
    """Activities and meetings of the next eight weeks."""
    desk = request.desk
    number = request.GET.get("page", "")
    days = _weeks_of(desk, coops)
    at = int(number) if number.isdecimal() else 1
    found = events(desk.node, days, today=desk.today, page=at, size=_SIZE)
    by_weeks, vague = by_week(found.rows, coops, desk.today)
    page = Paginator(range(found.total), _SIZE).get_page(found.page)
    return {**_tabs(request), "weeks": by_weeks, "vague": vague, "page": page, "last": days.last}


def _weeks_of(desk: Desk, coops: Coops) -> Stretch:
    return Stretch(sorted(coops), *stretch(desk.today))


_PAGES: Final[Mapping[str, Callable[[DeskRequest, Coops], dict[str, Any]]]] = {
    "ours": _ours,
    "steps": _steps,
    "theirs": _theirs,
    "weeks": _weeks,
}


@require_POST
@needs("steps.keep")
def todo_step(request: DeskRequest) -> HttpResponse:
    """Say that a step was done, or take that back; nothing of it leaves this office."""
    desk, sent = request.desk, request.POST
    cooperation = desk.cooperation(sent.get("coop", ""))
    if not desk.may("steps.keep", cooperation):
        raise PermissionDenied("steps.keep")
    record, step, state = sent.get("record", ""), sent.get("step", ""), sent.get("state", "")
    try:
        with desk.doing("step.set", cooperation, record, step=step, state=state):
            suspense.set_state(desk.node, cooperation, record, step, state, by=desk.user.get_full_name())
    except (NotFoundError, OfficeError):
        raise Http404 from None
    this = f"{cooperation.name} {record} {step}"
    kept = [one for one in sent.getlist("kept") if one != this] + ([this] if state != "open" else [])
    said = _("Ticked. It can be undone.") if state != "open" else _("Undone: it is open again.")
    messages.success(request, said)
    back = sent.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = _address("steps")
    query = urlencode({"done": kept[-_JUST_DONE:]}, doseq=True)
    return redirect(f"{back}{'&' if '?' in back else '?'}{query}" if kept else back)


def _without_records(request: DeskRequest) -> HttpResponse:
    """A unit sees its own activities, with the button that says what came of each; others what they look after."""
    desk = request.desk
    own = desk.unit_activities()
    if not own and desk.may("dispatches.read"):
        return redirect("dispatches")
    if not own and "unit" not in desk.roles:
        return redirect("settings")
    numbers = {desk.number(coop): coop for coop, _ in own}
    names = {record for _, record in own}
    mine = {(desk.number(coop), record) for coop, record in own}
    filters, size = listing.ActivityFilter(names=names), _size(request)
    page = listing.activities(desk.node, list(numbers), filters, today=desk.today, sort="begins", size=size)
    rows = [(row, numbers[row.cooperation]) for row in page.rows if (row.cooperation, row.name) in mine]
    if form := exporting.asked(request):
        told = (lists.activity(row, coop.name, desk.language) for row, coop in rows)
        columns = {name: lists.ACTIVITY[name] for name in _OF_A_UNIT}
        return exporting.handed(lists.list_of(_("Your activities"), columns, told), form)
    return render(request, "web/todo/unit.html", {"rows": rows, "today": desk.today})
