"""Drafts: begun, changed, sent to the head and back; it signs nothing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from foedus.office import drafts as office
from foedus.office.drafts import DraftView
from foedus.office.errors import NotFoundError
from foedus.office.names import is_record_name
from foedus.office.ports import Cooperation
from foedus.records import catalogue
from foedus.records.base import Consent
from foedus.web import draft_steps, drafting
from foedus.web.desk import DeskRequest
from foedus.web.frame import partner_tabs
from foedus.web.rights import needs


@needs("records.draft")
def drafts(request: DeskRequest, coop: str) -> HttpResponse:
    """The drafts of a cooperation: what is ready, what is not, what lies with the head."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    found = office.listed(desk.node, cooperation)
    at_head = draft_steps.with_the_head([one.number for one in found])
    context = {
        **partner_tabs(desk, cooperation, "drafts"),
        "drafts": [_row(one, is_with_head=one.number in at_head) for one in found],
        "kinds": [(name, catalogue.kind(name).label.text(desk.language)) for name in drafting.KINDS],
        "may_consent": desk.may("records.consent", cooperation),
        "may_declare": desk.may("records.declare", cooperation),
    }
    return render(request, "web/drafts/drafts.html", context)


def _row(view: DraftView, *, is_with_head: bool) -> dict[str, Any]:
    kind = catalogue.kind(view.kind)
    return {
        "view": view,
        "kind": kind.label,
        "is_own": kind.consent is Consent.OWN,
        "is_with_head": is_with_head,
        "is_ready": not view.problems,
    }


@needs("records.draft")
def new_draft(request: DeskRequest, coop: str, kind: str) -> HttpResponse:
    """Begin a draft: of a kind, of a record that is here, as a counter-text, as a line of a plan; then its form."""
    desk, sent = request.desk, request.POST
    cooperation = desk.cooperation(coop)
    if request.method != "POST":
        return _ask_for_new(request, cooperation, kind)
    record, plan = sent.get("record", ""), sent.get("plan", "")
    with desk.doing("draft.begin", cooperation, record, kind=kind):
        draft = office.new(
            desk.node,
            cooperation,
            kind,
            record=record or None,
            answers=sent.get("answers") or None,
            plan=plan if is_record_name(plan) else None,
            fields={name: sent[name] for name in ("about", "activity") if sent.get(name)},
        )
    return redirect("draft", coop, draft.number)


def _ask_for_new(request: DeskRequest, cooperation: Cooperation, kind: str) -> HttpResponse:
    """A draft is begun by a button; an address alone shows the button."""
    try:
        label = office.kind_of(kind).label.text(request.desk.language)
    except NotFoundError:
        raise Http404 from None
    context = {
        **partner_tabs(request.desk, cooperation, "drafts"),
        "kind": kind,
        "label": label,
        "hidden": [(name, request.GET[name]) for name in ("record", "answers", "plan", "about") if name in request.GET],
    }
    return render(request, "web/drafts/new.html", context)


@needs("records.draft")
def draft(request: DeskRequest, coop: str, number: int) -> HttpResponse:
    """One draft: its form, its note, what passed between officer and head."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    view = _view(request, cooperation, number)
    may_change = draft_steps.may_change(desk, cooperation, number)
    if request.method == "POST" and may_change:
        return _save(request, cooperation, view)
    form = drafting.form_of(desk, cooperation, view)
    return _page(request, cooperation, view, form=form, may_change=may_change)


def _view(request: DeskRequest, cooperation: Cooperation, number: int) -> DraftView:
    try:
        return office.view(request.desk.node, cooperation, number)
    except NotFoundError:
        raise Http404 from None


def _save(request: DeskRequest, cooperation: Cooperation, view: DraftView) -> HttpResponse:
    form = drafting.form_of(request.desk, cooperation, view, request.POST)
    if form.is_adding or not form.is_valid():
        return _page(request, cooperation, view, form=form, note=request.POST.get("note", ""))
    if request.POST.get("changed") != view.changed and "mine" not in request.POST:
        meanwhile = drafting.theirs(request.desk, view, form.body())
        if meanwhile:
            page = _page(request, cooperation, view, form=form, meanwhile=meanwhile)
            page.status_code = 409
            return page
    drafting.save(request.desk, cooperation, view, form, request.POST.get("note", ""))
    messages.success(request, _("The draft is kept. Nobody outside this office sees it."))
    if "review" in request.POST:
        verb = "declare" if office.kind_of(view.kind).consent is Consent.OWN else "propose"
        goes_on = reverse("drafts", args=[cooperation.name])
        return redirect(f"{reverse('review', args=[cooperation.name])}?verb={verb}&draft={view.number}&next={goes_on}")
    return redirect("draft", cooperation.name, view.number)


def _page(request: DeskRequest, cooperation: Cooperation, view: DraftView, **more: Any) -> HttpResponse:
    desk = request.desk
    kind = office.kind_of(view.kind)
    context = {
        **partner_tabs(desk, cooperation, "drafts"),
        "view": view,
        "kind_label": kind.label.text(desk.language),
        "is_own": kind.consent is Consent.OWN,
        "steps": draft_steps.steps(view.number),
        "is_with_head": view.number in draft_steps.with_the_head([view.number]),
        "may_consent": desk.may("records.consent", cooperation),
        "may_change": True,
        "note": next(iter(view.note.values()), ""),
        **more,
    }
    return render(request, "web/drafts/draft.html", context)


@require_POST
@needs("records.draft")
def draft_step(request: DeskRequest, coop: str) -> HttpResponse:
    """Send drafts to the head or back, comment on them, drop them: several at once."""
    desk, sent = request.desk, request.POST
    cooperation = desk.cooperation(coop)
    numbers = [int(text) for text in sent.getlist("draft") if text.isdigit()]
    step, text = sent.get("step", ""), sent.get("text", "").strip()
    if not numbers:
        messages.error(request, _("Nothing was done: tick the drafts first."))
        return redirect("drafts", coop)
    match step:
        case "send":
            moved = draft_steps.send(desk, cooperation, numbers, text)
            messages.success(
                request, ngettext("%(n)s sent to the head.", "%(n)s sent to the head.", len(moved)) % {"n": len(moved)}
            )
        case "take-back":
            draft_steps.take_back(desk, cooperation, numbers, text)
        case "send-back":
            draft_steps.send_back(desk, cooperation, numbers, text)
        case "comment":
            draft_steps.comment(desk, cooperation, numbers[0], text)
        case "drop":
            return _drop(request, cooperation, numbers)
        case "review" | "declare":
            drafts_part = "&".join(f"draft={number}" for number in numbers)
            verb = "declare" if step == "declare" else "propose"
            goes_on = reverse("drafts", args=[coop])
            return redirect(f"{reverse('review', args=[coop])}?verb={verb}&{drafts_part}&next={goes_on}")
        case _:
            raise Http404
    return (
        redirect(sent.get("back") or reverse("drafts", args=[coop]))
        if len(numbers) > 1
        else redirect("draft", coop, numbers[0])
    )


def _drop(request: DeskRequest, cooperation: Cooperation, numbers: list[int]) -> HttpResponse:
    """Forget drafts: they were signed by nobody."""
    known = {one.number for one in request.desk.node.store.drafts(cooperation.id)}
    for number in numbers:
        if number in known and draft_steps.may_change(request.desk, cooperation, number):
            with request.desk.doing("draft.drop", cooperation, draft=number):
                office.drop(request.desk.node, number)
    messages.success(request, _("Dropped. Nothing that was signed is touched by it."))
    return redirect("drafts", cooperation.name)
