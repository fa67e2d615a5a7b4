"""A plan's negotiation, line by line: shows it, and hands what was chosen to the review; it signs nothing."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from foedus.office.errors import NotFoundError
from foedus.office.negotiation import Outline
from foedus.office.ports import Cooperation
from foedus.publishing.lists import List
from foedus.store import listing
from foedus.web import exporting, kept_words, lists, working_lists
from foedus.web import negotiation as pages
from foedus.web.desk import DeskRequest
from foedus.web.frame import partner_tabs
from foedus.web.negotiation import LineShown
from foedus.web.rights import READ, needs
from foedus.web.views import signing

_CONSENT = "records.consent"


@needs(READ, keeps_typed=True)
def negotiation(request: DeskRequest, coop: str, code: str, uid: str) -> HttpResponse:
    """A plan's lines with the texts that are on the table; words chosen line by line go to one review.

    The address: ``show`` (which lines), ``page``, and ``line``, which leads to the line of a number.
    """
    cooperation = request.desk.cooperation(coop)
    plan = f"{code}/{uid}"
    try:
        if "line" in request.GET:
            return _to_line(request, pages.lines_of(request.desk, cooperation, plan))
        if request.method == "POST":
            return _answered(request, cooperation, plan)
        if form := exporting.asked(request):
            return exporting.handed(_list(request, cooperation, plan), form)
        return _page(request, cooperation, plan)
    except NotFoundError:
        return _nothing_to_negotiate(request, cooperation, plan)


def _nothing_to_negotiate(request: DeskRequest, coop: Cooperation, plan: str) -> HttpResponse:
    """Say of a plan that is on paper alone that nothing of it is on the table.

    :raises Http404: there is no such plan at all.
    """
    row = listing.record_row(request.desk.node, request.desk.number(coop), plan)
    if row is None or row.kind != "plan":
        raise Http404
    context = {**partner_tabs(request.desk, coop, "plan"), "row": row}
    return render(request, "web/negotiating/on_paper.html", context)


def _to_line(request: DeskRequest, lines: tuple[Outline, ...]) -> HttpResponse:
    """Go to the line of a number, on the page where it stands."""
    wanted = request.GET["line"].strip()
    line = next((one for one in lines if one.serial == wanted), None)
    if line is None:
        raise Http404
    show = "open" if line.is_open else "all"
    place = pages.chosen(lines, show).index(line)
    query = urlencode({"show": show, "page": place // pages.SIZE + 1})
    return redirect(f"{request.path}?{query}#{pages.anchors(lines)[line.record]}")


def _answered(request: DeskRequest, coop: Cooperation, plan: str) -> HttpResponse:
    """Show what the words that were chosen come to; where one lacks its reason, the page comes back as it was."""
    sent = kept_words.merged(request.session, coop.id, plan, request.POST)
    kept_words.keep(request.session, coop.id, plan, sent)
    if "go" in sent:
        query = request.GET.copy()
        query["page"] = sent.get("go", "")
        return redirect(f"{request.path}?{query.urlencode()}")
    if "forget" in sent:
        kept_words.forget(request.session, coop.id, plan)
        return redirect(request.get_full_path())
    bare = [one.anchor for one in pages.words_in(sent) if one.word == "decline" and not one.reason]
    errors = dict.fromkeys(bare, _("Say why: the reason goes out with it."))
    intent = pages.intent_of(sent, request.get_full_path(), plan if "again" in sent else "")
    whole = ""
    if intent is None:
        whole = _("Nothing is chosen yet: choose a word for a line, or tick a draft.")
    elif intent.plan and (intent.decline or intent.withdraw or intent.ad_referendum):
        whole = _("The plan can be offered again with texts that are accepted in full: sign the other words first.")
    if intent is None or errors or whole:
        return _page(request, coop, plan, errors=errors, whole=whole)
    if not request.desk.may("records.draft", coop):
        raise PermissionDenied("records.draft")
    return signing.to_review(request, coop, intent)


def _show(request: DeskRequest) -> str:
    """Which lines are shown."""
    show = request.GET.get("show", "open")
    return show if show in pages.SHOWN else "open"


def _list(request: DeskRequest, coop: Cooperation, plan: str) -> List:
    """The lines that are shown, of all pages; the plan's own text first where its page shows it."""
    show = _show(request)
    found = pages.table(request.desk, coop, plan, show, "", size=lists.MOST)
    titled = [("", one) for one in found.shown]
    if show == "open" and found.head.is_on_the_table:
        titled.insert(0, (_("The plan's own text"), found.head))
    return working_lists.lines(coop.name, titled, request.desk.language)


def _page(
    request: DeskRequest, coop: Cooperation, plan: str, *, errors: dict[str, str] | None = None, whole: str = ""
) -> HttpResponse:
    desk = request.desk
    show = _show(request)
    sent = kept_words.merged(request.session, coop.id, plan, request.POST)
    table = pages.table(desk, coop, plan, show, request.GET.get("page", ""), sent, errors)
    settled = [line for line in table.lines if not line.is_open]
    context = {
        **partner_tabs(desk, coop, "plan"),
        "coop_code": coop.code,
        "head": table.head,
        "lines": table.shown,
        "page": table.page,
        "filters": [(word, label, len(pages.chosen(table.lines, word))) for word, label in pages.SHOWN.items()],
        "show": show,
        "number_of_lines": len(table.lines),
        "settled": _settled(request, coop, settled, table.places) if show != "all" else [],
        "number_settled": len(settled),
        "is_settled": _is_settled(table.head, table.lines),
        "may_consent": desk.may(_CONSENT, coop),
        "has_words": any(one.choices or one.drafts for one in (table.head, *table.shown)),
        "may_draft": desk.may("records.draft", coop),
        "here": request.get_full_path(),
        "ticked": sent.getlist("draft"),
        "elsewhere": kept_words.elsewhere(sent, {one.anchor for one in (table.head, *table.shown)}),
        "errors": _errors((table.head, *table.shown), whole),
    }
    status = 400 if errors or whole else 200
    return render(request, "web/negotiating/negotiation.html", context, status=status)


@needs("records.draft", keeps_typed=True)
def answer(request: DeskRequest, coop: str, kind: str, code: str, uid: str) -> HttpResponse:
    """A text that stands in no plan, with everything that can be said of it; what is chosen goes to the review."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    record, sent = f"{code}/{uid}", request.POST
    if kind == "plan":
        return redirect("negotiation", coop, code, uid)
    bare = [one.anchor for one in pages.words_in(sent) if one.word == "decline" and not one.reason]
    errors = dict.fromkeys(bare, _("Say why: the reason goes out with it."))
    whole = ""
    if request.method == "POST" and not errors:
        intent = pages.intent_of(sent, reverse("record", args=[coop, kind, code, uid]))
        if intent is not None:
            return signing.to_review(request, cooperation, intent)
        whole = _("Nothing is chosen yet: choose a word, or tick a draft.")
    try:
        line = pages.single(desk, cooperation, record, sent, errors)
    except NotFoundError:
        raise Http404 from None
    if line.kind_name != kind:
        raise Http404
    context = {
        **partner_tabs(desk, cooperation, kind),
        "coop_code": cooperation.code,
        "one": line,
        "may_consent": desk.may(_CONSENT, cooperation),
        "may_draft": True,
        "ticked": sent.getlist("draft"),
        "errors": _errors((line,), whole),
    }
    return render(request, "web/negotiating/single.html", context, status=400 if errors or whole else 200)


def _is_settled(head: LineShown, lines: tuple[Outline, ...]) -> bool:
    """Say whether the plan may be offered again with the final texts of its lines: none of them waits for anybody."""
    return head.line.standing != "agreed" and bool(lines) and not any(one.is_ours or one.is_theirs for one in lines)


def _settled(
    request: DeskRequest, coop: Cooperation, settled: list[Outline], places: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The lines of which nothing is open, folded: the first so many, each in one row."""
    desk = request.desk
    some = settled[: pages.SIZE]
    rows = listing.record_rows(desk.node, desk.number(coop), [line.record for line in some])
    return [
        {"serial": line.serial, "anchor": places[line.record], "row": rows[line.record]}
        for line in some
        if line.record in rows
    ]


def _errors(lines: tuple[LineShown, ...], whole: str) -> list[dict[str, str]]:
    found = [{"id": "", "text": whole}] if whole else []
    for line in lines:
        if line.error:
            number = line.line.serial or line.line.record
            is_alone = line.anchor == pages.ALONE
            text = line.error if is_alone else _("Line %(number)s: %(error)s") % {"number": number, "error": line.error}
            found.append({"id": f"reason-{line.anchor}", "text": text})
    return found
