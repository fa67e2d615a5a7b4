"""Files: handed out, put on a draft, and asked to be erased; it shows none of them in a page."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foedus.ledger.errors import LedgerError
from foedus.office import drafts, files
from foedus.office.errors import NotFoundError, OfficeError
from foedus.office.ports import Cooperation
from foedus.web import draft_steps, drafting, intents, reviewing
from foedus.web.desk import DeskRequest
from foedus.web.file_types import type_of
from foedus.web.frame import partner_tabs
from foedus.web.rights import READ, needs
from foedus.web.wording import tell


@needs(READ)
def file(request: DeskRequest, coop: str, blob: str) -> HttpResponse:
    """Hand a file out, to be saved and never opened in this address."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    try:
        found = files.open_file(desk.node, cooperation, blob)
    except NotFoundError:
        raise Http404 from None
    response = HttpResponse(found.content, content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@needs("records.draft")
def attach(request: DeskRequest, coop: str, number: int) -> HttpResponse:
    """Put files on a draft whose kind has attachments; they leave this office only with the signed text."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    try:
        view = drafts.view(desk.node, cooperation, number)
    except NotFoundError:
        raise Http404 from None
    if "attachments" not in drafts.kind_of(view.kind).model_fields:
        raise Http404
    sent = request.FILES.getlist("file")
    refused = _not_attached(request, cooperation, number)
    if refused:
        messages.error(request, refused)
        return redirect("draft", coop, number)
    with desk.doing("draft.attach", cooperation, view.record, draft=number, files=len(sent)):
        new = [
            files.attach(desk.node, cooperation, content, name=one.name or "file", media_type=type_of(content))
            for one in sent
            for content in (one.read(),)
        ]
        kept = [*view.body.get("attachments", ()), *new]
        drafts.change(desk.node, number, body={**view.body, "attachments": kept})
    messages.success(request, _("Attached. It leaves this office only with the signed text."))
    return redirect("draft", coop, number)


def _not_attached(request: DeskRequest, cooperation: Cooperation, number: int) -> str:
    """Why nothing can be attached, in words; empty where nothing stands against it."""
    sent = request.FILES.getlist("file")
    if not sent:
        return _("Nothing was attached: choose a file first.")
    if not draft_steps.may_change(request.desk, cooperation, number):
        return _("This draft is with the head: take it back before you change it.")
    return drafting.file_refused(sent)


@needs("records.declare")
def erase(request: DeskRequest, coop: str, blob: str) -> HttpResponse:
    """Ask everybody to erase a file that only we refer to; what it means and the reason stand on the same page."""
    desk, sent = request.desk, request.POST
    cooperation = desk.cooperation(coop)
    try:
        found = files.open_file(desk.node, cooperation, blob)
    except (NotFoundError, OfficeError):
        raise Http404 from None
    goes_on = _next(request, coop)
    context: dict[str, Any] = {
        **partner_tabs(desk, cooperation, ""),
        "file": found,
        "blob": blob,
        "reason": sent.get("reason", ""),
        "next": goes_on,
        "token": sent.get("token") or intents.new_token(),
    }
    if request.method != "POST":
        return render(request, "web/records/erase.html", context)
    if intents.done_before(sent.get("token", "")) is not None:
        messages.info(request, _("This was signed already; it was not signed a second time."))
        return redirect(goes_on)
    suspects = [] if sent.get("personal") == "none" else _suspects(request)
    if suspects:
        return render(request, "web/records/erase.html", {**context, "suspects": suspects})
    try:
        _erase(request, cooperation, blob)
    except (OfficeError, LedgerError) as error:
        return render(request, "web/records/erase.html", {**context, "refused": tell(error)}, status=409)
    messages.success(request, _("The file is erased here. The other Parties are asked to erase it too."))
    return redirect(goes_on)


def _reason(request: DeskRequest) -> dict[str, str]:
    said = request.POST.get("reason", "").strip()
    return {request.desk.language: said} if said else {}


def _suspects(request: DeskRequest) -> list[dict[str, str]]:
    """What in the reason looks like personal data."""
    found = drafts.suspects_in_note(_reason(request))
    return [{"text": one.text, "sort": str(reviewing.SORTS.get(one.sort, one.sort))} for one in found]


def _erase(request: DeskRequest, cooperation: Cooperation, blob: str) -> None:
    desk, sent = request.desk, request.POST
    with desk.node.store.transaction():
        if intents.take_once(sent.get("token", "") or intents.new_token(), {"blob": blob}):
            files.erase(desk.node, cooperation, blob, _reason(request), personal_confirmed=True)
            desk.log("file.erase", cooperation, file=blob)


def _next(request: DeskRequest, coop: str) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if is_ours else f"/partners/{quote(coop)}/"
