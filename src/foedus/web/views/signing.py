"""Review and sign: exactly what will be signed, word for word, then one act; it drafts nothing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foedus.office.errors import OfficeError
from foedus.office.ports import Cooperation
from foedus.office.proposing import Signed
from foedus.office.review import Review
from foedus.office.witness import ChangedError
from foedus.web import intents, reviewing
from foedus.web.desk import DeskRequest
from foedus.web.frame import partner_tabs
from foedus.web.intents import Intent
from foedus.web.rights import needs


@needs("records.draft")
def review(request: DeskRequest, coop: str) -> HttpResponse:
    """Show what will be signed; sign it where that was asked and nothing has changed since."""
    cooperation = request.desk.cooperation(coop)
    intent = _intent_of(request)
    if intent is None:
        return HttpResponseBadRequest()
    if request.method == "POST" and request.POST.get("step") == "sign":
        return _sign(request, cooperation, intent)
    return _show(request, cooperation, intent)


def _intent_of(request: DeskRequest) -> Intent | None:
    """What is to be signed: as a form carried it, or as an address names drafts."""
    if "intent" in request.POST:
        intent = intents.from_text(request.POST["intent"])
        return reviewing.with_terms(intent, request.POST) if intent is not None else None
    if request.method == "POST":
        return reviewing.intent_of_form(request.POST)
    return reviewing.intent_of_address(request.GET)


def _show(request: DeskRequest, cooperation: Cooperation, intent: Intent, *, changed: bool = False) -> HttpResponse:
    desk = request.desk
    try:
        shown = intents.preview(desk.node, cooperation, intent)
    except OfficeError as error:
        context = {"told": reviewing.told(error), "back": _next(request, cooperation, intent)}
        page = {**partner_tabs(desk, cooperation, "drafts"), **context}
        return render(request, "web/signing/refused.html", page, status=409)
    context = {
        **partner_tabs(desk, cooperation, "drafts"),
        "review": shown,
        "entries": reviewing.entries(desk, cooperation, shown),
        "suspects": reviewing.suspects(desk, shown),
        "faults": reviewing.faults(desk, shown),
        "intent": intent,
        "intent_text": intents.to_text(intent),
        "token": intents.new_token(),
        "may_sign": desk.may(intents.POWER[intent.verb], cooperation),
        "changed": changed,
        "back": _next(request, cooperation, intent),
        "number_of_texts": sum(len(entry) for entry in shown.entries),
    }
    return render(request, "web/signing/review.html", context, status=409 if changed else 200)


def _sign(request: DeskRequest, cooperation: Cooperation, intent: Intent) -> HttpResponse:
    desk, sent = request.desk, request.POST
    if not desk.may(intents.POWER[intent.verb], cooperation):
        raise PermissionDenied(intents.POWER[intent.verb])
    goes_on = _next(request, cooperation, intent)
    if intents.done_before(sent.get("token", "")) is not None:
        messages.info(request, _("This was signed already; it was not signed a second time."))
        return redirect(goes_on)
    shown = _current(request, cooperation, intent)
    if shown is not None and shown.needs_confirmation and sent.get("personal") != "none":
        messages.error(request, _("Nothing was signed: say first that what is marked is no personal data."))
        return _show(request, cooperation, intent)
    try:
        with desk.doing(f"sign.{intent.verb}", cooperation, texts=len(shown.entries) if shown else 0):
            intents.take_once(sent.get("token", ""), {"url": goes_on})
            signed = intents.sign(desk.node, cooperation, intent, sent.get("digest", ""))
    except ChangedError:
        return _show(request, cooperation, intent, changed=True)
    except OfficeError as error:
        page = {**partner_tabs(desk, cooperation, "drafts"), "told": reviewing.told(error), "back": goes_on}
        return render(request, "web/signing/refused.html", page, status=409)
    messages.success(request, _told(signed))
    return redirect(goes_on)


def _current(request: DeskRequest, cooperation: Cooperation, intent: Intent) -> Review | None:
    try:
        return intents.preview(request.desk.node, cooperation, intent)
    except OfficeError:
        return None  # signing refuses it in its turn, in words


def _told(signed: Signed) -> str:
    """What was signed, and what is agreed by it."""
    number = sum(entry.acts for entry in signed.entries)
    told = ngettext("%(n)s text signed.", "%(n)s texts signed.", number) % {"n": number}
    if signed.sealed:
        agreed = len(signed.sealed)
        told += " " + ngettext("%(n)s is agreed now.", "%(n)s are agreed now.", agreed) % {"n": agreed}
    waits: Any = _("It goes out with the next dispatch.")
    return f"{told} {waits}"


def _next(request: DeskRequest, cooperation: Cooperation, intent: Intent) -> str:
    wanted = intent.next
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return reverse("partner", args=[cooperation.name])
