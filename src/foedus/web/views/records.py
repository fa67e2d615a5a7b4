"""Lists of records of any kind, one record, its history, and notes on it; it signs nothing."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import select_template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from foedus.office import looking, notes, suspense_templates, visits
from foedus.office.errors import NotFoundError
from foedus.office.ports import Cooperation
from foedus.records import catalogue
from foedus.store import listing
from foedus.store.listing import RecordRow
from foedus.web import activity_page, changes, display, exporting, lists, meetings, names, showing, shown_lists
from foedus.web.desk import Desk, DeskRequest
from foedus.web.feeding import words_in
from foedus.web.frame import partner_tabs
from foedus.web.rights import READ, needs
from foedus.web.values import Row

_Cell = tuple[str, Row | None]

_SIZE = 50
_LAST_CHANGES = 5
_NOT_BEGUN = frozenset({"charter", "comment", "report"})
"""Kinds that are begun elsewhere: at the settings, at a text, at an activity."""
_STANDINGS = [one for one in looking.RANKS if one != "draft"]
_ORDERS = {
    "usual": gettext_lazy("As usual"),
    "-at": gettext_lazy("Newest text first"),
    "-begins": gettext_lazy("Latest dates first"),
    "begins": gettext_lazy("Earliest dates first"),
    "standing": gettext_lazy("By where they stand"),
}


@needs(READ)
def records(request: DeskRequest, coop: str, kind: str) -> HttpResponse:
    """The records of one kind: what its class features, in order, a page at a time."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    try:
        cls = catalogue.kind(kind)
    except catalogue.UnknownKindError:
        raise Http404 from None
    order = request.GET.get("order", "usual")
    chosen = tuple(one for one in request.GET.getlist("standing") if one in _STANDINGS)
    order = order if order in _ORDERS else "usual"
    if form := exporting.asked(request):
        return exporting.handed(lists.records(desk, cooperation, kind, chosen, order), form)
    page = listing.records(
        desk.node,
        [desk.number(cooperation)],
        kind=kind,
        standing=chosen,
        order=order,
        page=_whole(request.GET.get("page")),
        size=_SIZE,
    )
    parties = names.PartyNames(desk.language)
    heads = {name: showing.label(cls, name, desk.language) for name in cls.featured if name not in cls.caption}
    tabs = partner_tabs(desk, cooperation, kind)
    own = {"report": _("Outcomes"), "comment": _("Comments")}
    label = next((tab["label"] for tab in tabs["tabs"] if tab["is_current"]), cls.label.text(desk.language))
    context = {
        **tabs,
        "kind": kind,
        "label": own.get(kind, label),
        "orders": [(name, words, name == order) for name, words in _ORDERS.items()],
        "standings": [(one, names.badge_label(one, desk.language), one in chosen) for one in _STANDINGS],
        "is_filtered": bool(chosen),
        "page": page,
        "heads": list(heads.values()),
        "rows": [(row, _cells(row, heads, desk.language, parties)) for row in page.rows],
        "activities": listing.record_rows(
            desk.node, desk.number(cooperation), {row.body["activity"] for row in page.rows if row.body.get("activity")}
        ),
        "may_draft": desk.may("records.draft", cooperation) and kind not in _NOT_BEGUN,
        "order": order,
    }
    template = select_template([f"web/records/list_{kind}.html", "web/records/list.html"])
    return HttpResponse(template.render(context, request))


def _cells(row: RecordRow, heads: Mapping[str, str], language: str, parties: Mapping[str, str]) -> list[_Cell]:
    """What a record says under each heading, None where it says nothing of that."""
    said = {one.field: one for one in display.rows(row.form, row.body, language, parties, fields=(*heads,))}
    return [(head, said.get(name)) for name, head in heads.items()]


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and 0 < int(text) < 10**6 else 1


@needs(READ, for_units=True)
def record(request: DeskRequest, coop: str, kind: str, code: str, uid: str) -> HttpResponse:
    """One record: what is agreed, what is offered, what its author declares, and what is this office's alone."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    is_inside = desk.may(READ, cooperation)
    name = f"{code}/{uid}"
    near = showing.read_near(desk, cooperation, name, _settings(cooperation, kind, name))
    shown = _shown(desk, cooperation, kind, name)
    context = {
        **(partner_tabs(desk, cooperation, kind) if is_inside else {"coop": coop, "cooperation": cooperation}),
        **showing.record_page(desk, cooperation, shown, near, is_inside=is_inside),
        "kind": kind,
        "kind_label": names.kind_label(shown.kind, desk.language),
        "code": code,
        "uid": uid,
    }
    if kind == "activity" and is_inside:
        context |= activity_page.page(desk, cooperation, shown.record, near)
        found = changes.history(desk, cooperation, shown.record, context["links"].get("reports", ()))
        context["changes"] = found.changes[:_LAST_CHANGES]
    if kind == "meeting" and is_inside:
        context |= meetings.page(desk, cooperation, shown.record, near, context)
    template = select_template([f"web/records/{kind}.html", "web/records/record.html"])
    return HttpResponse(template.render(context, request))


def _settings(cooperation: Cooperation, kind: str, name: str) -> str:
    """The settings that a record's page asks for: one name, or how several begin."""
    return {"activity": suspense_templates.SETTING, "meeting": visits.setting_of(cooperation, name)}.get(kind, "")


def _shown(desk: Desk, cooperation: Cooperation, kind: str, name: str) -> looking.Shown:
    """The record of this name, where it is of this kind."""
    try:
        shown = looking.show(desk.node, cooperation, name, with_links=False)
    except NotFoundError:
        raise Http404 from None
    if shown.record != name or shown.kind.partition("/")[0] != kind:
        raise Http404
    return shown


@needs(READ)
def history(request: DeskRequest, coop: str, kind: str, code: str, uid: str) -> HttpResponse:
    """Who changed what, and when; then every text that there was, with who consented to it."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    near = showing.read_near(desk, cooperation, f"{code}/{uid}")
    shown = _shown(desk, cooperation, kind, f"{code}/{uid}")
    reports = near.links_back.get("reports", ()) if kind == "activity" else ()
    found = changes.history(desk, cooperation, shown.record, reports)
    field = request.GET.get("field", "")
    those = [one for one in found.changes if field in {"", one.field}]
    if form := exporting.asked(request):
        title = words_in(shown.captions, desk.language)
        return exporting.handed(shown_lists.changes(coop, shown.record, title, those, desk.language), form)
    context = {
        **partner_tabs(desk, cooperation, kind),
        "shown": shown,
        "kind": kind,
        "code": code,
        "uid": uid,
        "steps": found.steps,
        "changes": those,
        "number_of_changes": len(found.changes),
        "fields": found.fields(),
        "field": field,
    }
    return render(request, "web/records/history.html", context)


@require_POST
@needs("steps.keep", keeps_typed=True)
def add_note(request: DeskRequest, coop: str, kind: str, code: str, uid: str) -> HttpResponse:
    """Keep a private note on a record; it never leaves this office."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    shown = _shown(desk, cooperation, kind, f"{code}/{uid}")
    text = request.POST.get("text", "")
    if text.strip():
        with desk.doing("note.add", cooperation, shown.record):
            notes.add(desk.node, cooperation, shown.record, text)
        messages.success(request, _("The note is kept. It never leaves this office."))
    else:
        messages.error(request, _("Nothing was kept: the note is empty."))
    return redirect("record", coop, kind, code, uid)
