"""Review and sign: exactly what will be signed, word for word, then one act; it drafts nothing."""

import secrets
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from foedus.office.errors import OfficeError, PersonalDataError
from foedus.office.ports import Cooperation
from foedus.office.proposing import Signed
from foedus.office.witness import ChangedError
from foedus.web import intents, kept_words, reviewing, sent_answers
from foedus.web.desk import DeskRequest
from foedus.web.frame import partner_tabs
from foedus.web.intents import Intent
from foedus.web.rights import needs
from foedus.web.wording import tell

_KEPT: Final = "reviews"
_MOST: Final = 12
"""Reviews that are kept in a session: more than a person has open."""


@needs("records.draft")
def review(request: DeskRequest, coop: str) -> HttpResponse:
    """Show what will be signed; sign it where that was asked and nothing has changed since.

    What a form brings is kept in the session, and its review has an address: to reload it and to go back to it does
    no harm.
    """
    cooperation = request.desk.cooperation(coop)
    if request.method != "POST":
        return _asked(request, cooperation)
    intent = _intent_of(request)
    if intent is None:
        return HttpResponseBadRequest()
    match request.POST.get("step"):
        case "sign":
            return _sign(request, cooperation, intent)
        case "send" | "send-back" | "take-off" as step:
            return _pass_on(request, cooperation, intent, step)
    return to_review(request, cooperation, intent)


def _pass_on(request: DeskRequest, cooperation: Cooperation, intent: Intent, step: str) -> HttpResponse:
    """Send answers that were chosen to the head, back to the officer, or take them off the lists."""
    desk, text = request.desk, request.POST.get("text", "").strip()
    if step == "send":
        sent_answers.send(desk, cooperation, intent, text)
        kept_words.forget(request.session, cooperation.id)
        messages.success(request, _("What you chose was sent to the head, who signs it or sends it back."))
        return redirect(_next(request, cooperation, intent))
    if step == "send-back":
        sent_answers.send_back(desk, cooperation, intent.sent, text)
        messages.success(request, _("Sent back to the officer."))
    else:
        sent_answers.take_off(desk, cooperation, intent.sent)
        messages.success(request, _("Taken off the list. Nothing was signed."))
    return redirect("todo")


def _asked(request: DeskRequest, cooperation: Cooperation) -> HttpResponse:
    """The review that an address names: of drafts, or of what a form brought before."""
    if "sent" in request.GET:
        sent = sent_answers.intent_of(cooperation, request.GET["sent"])
        if sent is not None:
            return show(request, cooperation, sent)
        messages.info(request, _("This review is over: choose again what is to be signed."))
        return redirect("todo")
    if "of" not in request.GET:
        intent = intents.intent_of_address(request.GET)
        return show(request, cooperation, intent) if intent is not None else HttpResponseBadRequest()
    kept = request.session.get(_KEPT, {}).get(request.GET["of"])
    intent = intents.from_text(kept["intent"]) if kept and kept["partnership"] == cooperation.id else None
    if intent is None:
        messages.info(request, _("This review is over: choose again what is to be signed."))
        return redirect("partner", cooperation.name)
    return show(request, cooperation, intent)


def to_review(request: DeskRequest, cooperation: Cooperation, intent: Intent) -> HttpResponse:
    """Keep what a form brought, and go to its review."""
    kept = dict(request.session.get(_KEPT, {}))
    key = secrets.token_urlsafe(8)
    kept[key] = {"partnership": cooperation.id, "intent": intents.to_text(intent)}
    request.session[_KEPT] = dict(list(kept.items())[-_MOST:])
    return redirect(f"{reverse('review', args=[cooperation.name])}?{urlencode({'of': key})}")


def _intent_of(request: DeskRequest) -> Intent | None:
    """What is to be signed, as a form says it: the review's own, or a page's."""
    if "intent" in request.POST:
        intent = intents.from_text(request.POST["intent"])
        return intents.with_terms(intent, request.POST) if intent is not None else None
    return intents.intent_of_form(request.POST)


def show(
    request: DeskRequest, cooperation: Cooperation, intent: Intent, *, changed: bool = False, personal: bool = False
) -> HttpResponse:
    """The page that shows word for word what an intent would sign, or why it cannot be signed.

    :param changed: something has changed since the person looked. :param personal: what looks personal was not looked
        at yet, and nothing was signed.
    """
    desk = request.desk
    try:
        shown = intents.preview(desk.node, cooperation, intent)
    except OfficeError as error:
        return _refused(request, cooperation, intent, error)
    frame = partner_tabs(desk, cooperation, "drafts")
    context = frame | reviewing.page(desk, cooperation, intent, shown)
    context |= {"changed": changed, "personal_missing": personal, "back": _next(request, cooperation, intent)}
    status = 409 if changed else 400 if personal else 200
    return render(request, "web/signing/review.html", context, status=status)


def _refused(request: DeskRequest, cooperation: Cooperation, intent: Intent, error: OfficeError) -> HttpResponse:
    """Nothing was signed, and why: a text was taken back, replaced or agreed meanwhile; a draft is gone."""
    context = {
        **partner_tabs(request.desk, cooperation, "drafts"),
        "told": tell(error),
        "back": _next(request, cooperation, intent),
        "intent": intent,
        "intent_text": intents.to_text(intent),
        "numbers": [number for number in intent.drafts if _is_there(request, cooperation, number)],
    }
    return render(request, "web/signing/refused.html", context, status=409)


def _is_there(request: DeskRequest, cooperation: Cooperation, number: int) -> bool:
    draft = request.desk.node.store.draft(number)
    return draft is not None and draft.partnership == cooperation.id


def _sign(request: DeskRequest, cooperation: Cooperation, intent: Intent) -> HttpResponse:
    """Sign what was shown, once: sent a second time it is answered with what was done."""
    desk, sent = request.desk, request.POST
    if not desk.may(intents.POWER[intent.verb], cooperation):
        raise PermissionDenied(intents.POWER[intent.verb])
    token = sent.get("token", "")
    if not intents.is_token(token):
        return HttpResponseBadRequest()
    if intents.done_before(token) is not None:
        return _done_before(request, cooperation, token)
    is_confirmed = sent.get("personal") == "none"
    try:
        with desk.node.store.transaction():
            if not intents.take_once(token, {"partnership": cooperation.id}):
                return _done_before(request, cooperation, token)
            signed = intents.sign(
                desk.node, cooperation, intent, sent.get("digest", ""), personal_confirmed=is_confirmed
            )
            told = reviewing.told_of(cooperation, intent, signed, _next(request, cooperation, intent))
            intents.remember(token, told)
            kept_words.forget(request.session, cooperation.id)
            sent_answers.settle(cooperation, intent.sent)
            desk.log(f"sign.{intent.verb}", cooperation, intent.plan, texts=_number_of_acts(signed))
    except ChangedError:
        return show(request, cooperation, intent, changed=True)
    except PersonalDataError:
        return show(request, cooperation, intent, personal=True)
    except OfficeError as error:
        return _refused(request, cooperation, intent, error)
    return redirect("signed", cooperation.name, token)


def _done_before(request: DeskRequest, cooperation: Cooperation, token: str) -> HttpResponse:
    messages.info(request, _("This was signed already; it was not signed a second time."))
    return redirect("signed", cooperation.name, token)


def _number_of_acts(signed: Signed) -> int:
    return sum(entry.acts for entry in signed.entries)


@needs("records.draft")
def signed(request: DeskRequest, coop: str, token: str) -> HttpResponse:
    """What was signed, what is agreed by it, and where to go on."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    told = intents.done_before(token)
    if told is None or told.get("partnership") != cooperation.id:
        raise Http404
    context: dict[str, Any] = {
        **partner_tabs(desk, cooperation, "drafts"),
        **told,
        "texts": [{**one, "what": reviewing.ACTS.get(one["act"], "")} for one in told.get("texts", ())],
        "may_send": desk.may("dispatches.read", cooperation),
    }
    return render(request, "web/signing/signed.html", context)


def _next(request: DeskRequest, cooperation: Cooperation, intent: Intent) -> str:
    wanted = intent.next
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return reverse("partner", args=[cooperation.name])
