"""Drafts: begun, changed, sent to the head and back; it signs nothing."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from foedus.office import drafts as office
from foedus.office.drafts import DraftView
from foedus.office.errors import DraftError, NotFoundError
from foedus.office.names import is_record_name
from foedus.office.ports import Cooperation, Draft
from foedus.records import catalogue
from foedus.records.base import Consent
from foedus.web import draft_steps, drafting, exporting, lists, working_lists
from foedus.web.desk import DeskRequest
from foedus.web.draft_steps import DraftStepError
from foedus.web.forms.record import RecordForm
from foedus.web.frame import partner_tabs
from foedus.web.rights import needs
from foedus.web.wording import tell

_POWER = "records.draft"


@needs(_POWER)
def drafts(request: DeskRequest, coop: str) -> HttpResponse:
    """The drafts of a cooperation by plan: what is ready, what is not, what lies with the head."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    numbers = [draft.number for draft in desk.node.store.drafts(cooperation.id)]
    with_head = draft_steps.with_the_head(numbers)
    if form := exporting.asked(request):
        whole, _one_page = drafting.grouped(desk, cooperation, with_head, size=lists.MOST)
        return exporting.handed(working_lists.drafts(coop, whole, desk.language), form)
    groups, page = drafting.grouped(desk, cooperation, with_head, request.GET.get("page", ""))
    context = {
        **partner_tabs(desk, cooperation, "drafts"),
        "groups": groups,
        "page": page,
        "kinds": [(name, catalogue.kind(name).label.text(desk.language)) for name in drafting.KINDS],
        "may_consent": desk.may("records.consent", cooperation),
        "may_declare": desk.may("records.declare", cooperation),
    }
    return render(request, "web/drafts/drafts.html", context)


@needs(_POWER)
def new_draft(request: DeskRequest, coop: str, kind: str) -> HttpResponse:
    """Begin a draft: of a kind, of a record that is here, as a counter-text, as a line of a plan; then its form."""
    desk, sent = request.desk, request.POST
    cooperation = desk.cooperation(coop)
    if request.method != "POST":
        return _ask_for_new(request, cooperation, kind)
    record, answers, plan = sent.get("record", ""), sent.get("answers", ""), sent.get("plan", "")
    there = _begun_already(request, cooperation, record, answers)
    if there is not None:
        messages.info(request, _("A draft of this was begun already: here it is."))
        return redirect("draft", coop, there.number)
    with desk.doing("draft.begin", cooperation, record, kind=kind):
        draft = office.new(
            desk.node,
            cooperation,
            kind,
            record=record or None,
            answers=answers or None,
            plan=plan if is_record_name(plan) else None,
            fields={name: sent[name] for name in ("about", "activity") if sent.get(name)},
        )
    return redirect("draft", coop, draft.number)


def _begun_already(request: DeskRequest, cooperation: Cooperation, record: str, answers: str) -> Draft | None:
    """The draft that a button pressed before has begun: of the same record, or to the same text."""
    for draft in request.desk.node.store.drafts(cooperation.id) if record or answers else ():
        if (answers and draft.answers == answers) or (record and draft.record == record and not draft.answers):
            return draft
    return None


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


@needs(_POWER, keeps_typed=True)
def draft(request: DeskRequest, coop: str, number: int) -> HttpResponse:
    """One draft: its form, its reason, what it answers, what passed between officer and head."""
    cooperation = request.desk.cooperation(coop)
    view = _view(request, cooperation, number)
    if request.method == "POST":
        return _save(request, cooperation, view)
    return _page(request, cooperation, view, drafting.form_of(request.desk, cooperation, view))


def _view(request: DeskRequest, cooperation: Cooperation, number: int) -> DraftView:
    try:
        return office.view(request.desk.node, cooperation, number)
    except NotFoundError:
        raise Http404 from None


def _save(request: DeskRequest, cooperation: Cooperation, view: DraftView) -> HttpResponse:
    """Keep what was typed; where that cannot be, the page comes back with all of it and says why."""
    desk, sent = request.desk, request.POST
    form = drafting.form_of(desk, cooperation, view, sent)
    note = drafting.note_in(sent)
    if not draft_steps.may_change(desk, cooperation, view.number):
        return _page(request, cooperation, view, form, status=409)
    if form.is_adding:
        return _page(request, cooperation, view, form)
    if not form.is_valid():
        return _page(request, cooperation, view, form, status=400)
    if sent.get("state") != drafting.state_of(view):
        meanwhile = drafting.theirs(desk, view, form.body(), note)
        if meanwhile:
            return _page(request, cooperation, view, form, status=409, meanwhile=meanwhile)
    try:
        drafting.save(desk, cooperation, view, form, note, drafting.asked_in(sent))
    except (DraftError, NotFoundError) as error:
        return _page(request, cooperation, view, form, status=409, refused=tell(error))
    messages.success(request, _("The draft is kept. Nobody outside this office sees it."))
    if "review" in sent:
        return redirect(_review_of(cooperation, [view], goes_on=_goes_on(request, cooperation, view)))
    return redirect("draft", cooperation.name, view.number)


def _review_of(cooperation: Cooperation, views: list[DraftView], *, goes_on: str, verb: str = "") -> str:
    """The address of the review of drafts; those that are declared alone are declared."""
    is_own = all(office.kind_of(view.kind).consent is Consent.OWN for view in views)
    query = [("verb", verb or ("declare" if is_own else "propose"))]
    query += [("draft", str(view.number)) for view in views]
    return f"{reverse('review', args=[cooperation.name])}?{urlencode([*query, ('next', goes_on)])}"


def _goes_on(request: DeskRequest, cooperation: Cooperation, view: DraftView) -> str:
    """Where to go on once a draft is signed: for a line of a plan that is on the table, the plan's negotiation."""
    ledger = request.desk.node.store.open(cooperation.id)
    if view.plan and view.plan != view.record and ledger.record(view.plan, is_stated=False) is not None:
        code, _stroke, uid = view.plan.partition("/")
        return reverse("negotiation", args=[cooperation.name, code, uid])
    return reverse("drafts", args=[cooperation.name])


def _page(
    request: DeskRequest, cooperation: Cooperation, view: DraftView, form: RecordForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    desk = request.desk
    kind = office.kind_of(view.kind)
    sent = request.POST if request.method == "POST" else None
    context = {
        **partner_tabs(desk, cooperation, "drafts"),
        **drafting.answered(desk, cooperation, view),
        **drafting.about(desk, cooperation, view),
        "view": view,
        "form": form,
        "state": drafting.state_of(view),
        "kind_label": kind.label.text(desk.language),
        "steps": draft_steps.steps(view.number),
        "is_with_head": view.number in draft_steps.with_the_head([view.number]),
        "may_consent": desk.may("records.consent", cooperation),
        "may_change": draft_steps.may_change(desk, cooperation, view.number),
        "notes": drafting.notes_of(desk, cooperation, view, sent),
        "asked": drafting.asked_of(desk, cooperation, view, sent),
        "private": drafting.private_of(view),
        "takes_files": "attachments" in kind.model_fields,
        "files": drafting.files_of(desk, cooperation, view),
        "file_types": ",".join(drafting.FILE_TYPES),
        "goes_on": _goes_on(request, cooperation, view),
        **more,
    }
    return render(request, "web/drafts/draft.html", context, status=status)


@require_POST
@needs(_POWER)
def draft_step(request: DeskRequest, coop: str) -> HttpResponse:
    """Send drafts to the head or back, comment on them, review or drop them: several at once."""
    desk, sent = request.desk, request.POST
    cooperation = desk.cooperation(coop)
    numbers = _numbers(request, cooperation)
    if not numbers:
        messages.error(request, _("Nothing was done: tick the drafts first."))
        return redirect("drafts", coop)
    step = sent.get("step", "").partition(":")[0]
    if step in {"review", "declare"}:
        views = [_view(request, cooperation, number) for number in numbers]
        verb = "declare" if step == "declare" else ""
        return redirect(_review_of(cooperation, views, goes_on=reverse("drafts", args=[coop]), verb=verb))
    try:
        told, is_gone = _step(request, cooperation, step, numbers)
    except DraftStepError as error:
        messages.error(request, tell(error)[0])
        told, is_gone = "", len(numbers) > 1
    if told:
        messages.success(request, told)
    return redirect("drafts", coop) if is_gone or len(numbers) > 1 else redirect("draft", coop, numbers[0])


def _numbers(request: DeskRequest, cooperation: Cooperation) -> list[int]:
    """The drafts that were ticked; of a plan's own button, all of that plan."""
    step, _colon, plan = request.POST.get("step", "").partition(":")
    if step == "review" and plan:
        known = request.desk.node.store.drafts(cooperation.id)
        return [draft.number for draft in known if plan in {draft.plan, draft.record}]
    return [int(text) for text in dict.fromkeys(request.POST.getlist("draft")) if text.isdigit()]


def _step(request: DeskRequest, cooperation: Cooperation, step: str, numbers: list[int]) -> tuple[str, bool]:
    """Do one step with drafts.

    :returns: what was done, in words, and whether the drafts are gone.
    """
    desk, text = request.desk, request.POST.get("text", "").strip()
    match step:
        case "send":
            moved = draft_steps.send(desk, cooperation, numbers, text)
            told = ngettext("%(n)s draft was sent to the head.", "%(n)s drafts were sent to the head.", len(moved))
            return told % {"n": len(moved)}, False
        case "take-back":
            draft_steps.take_back(desk, cooperation, numbers, text)
            return _("Taken back from the head."), False
        case "send-back":
            draft_steps.send_back(desk, cooperation, numbers, text)
            return _("Sent back to the officer."), False
        case "comment":
            draft_steps.comment(desk, cooperation, numbers[0], text)
            return _("The comment is kept with the draft."), False
        case "drop":
            return _drop(request, cooperation, numbers), True
    raise Http404


def _drop(request: DeskRequest, cooperation: Cooperation, numbers: list[int]) -> str:
    """Forget drafts: they were signed by nobody."""
    desk = request.desk
    known = {one.number for one in desk.node.store.drafts(cooperation.id)}
    may = [n for n in numbers if n in known and draft_steps.may_change(desk, cooperation, n)]
    if may:
        with desk.doing("draft.drop", cooperation, drafts=may):
            for number in may:
                office.drop(desk.node, number)
    told = ngettext("%(n)s draft was dropped.", "%(n)s drafts were dropped.", len(may)) % {"n": len(may)}
    return f"{told} {_('Nothing that was signed is touched by it.')}"
