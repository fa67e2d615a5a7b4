"""Leaving a cooperation, shown before it is signed; and taking a lost one back, which signs nothing."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from foedus.ledger.errors import LedgerError
from foedus.office import partnerships
from foedus.office.errors import OfficeError
from foedus.office.ports import Cooperation
from foedus.office.taking_back import take_back
from foedus.office.witness import ChangedError, sign_as_shown
from foedus.phrases.keys import LEAVE
from foedus.store import listing
from foedus.web import alarms, key_reviewing
from foedus.web.desk import Desk, DeskRequest
from foedus.web.forms.keys import LeaveForm
from foedus.web.forms.settings import TakeBackForm
from foedus.web.rights import needs
from foedus.web.settings_tabs import tabs
from foedus.web.views.settings_cooperations import let_in
from foedus.web.wording import tell


@needs("parties.admit")
def leave(request: DeskRequest, coop: str) -> HttpResponse:
    """Leave a cooperation: what is signed and what follows is shown first."""
    desk = request.desk
    held = desk.cooperation(coop)
    form = LeaveForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _leave_page(request, held, form=form)
    words = form.cleaned_data["note"].strip()
    note = {desk.language: words} if words else None
    digest, changed = request.POST.get("digest", ""), False
    try:
        if digest and request.POST.get("sure") == "yes":
            with desk.doing("cooperation-left", held):
                sign_as_shown(digest, lambda: partnerships.leave(desk.node, held, note=note))
            listing.catch_up(desk.node)
            messages.success(request, _("Signed: this Party has left. Send the others a dispatch that says so."))
            return redirect("partner-dispatches", coop)
    except ChangedError:
        changed = True
    except (OfficeError, LedgerError) as error:
        return _leave_page(request, held, form=form, refused=tell(error))
    return _review(request, held, note, changed=changed)


def _review(request: DeskRequest, coop: Cooperation, note: dict[str, str] | None, *, changed: bool) -> HttpResponse:
    desk = request.desk
    words = next(iter(note.values()), "") if note else ""
    try:
        shown = key_reviewing.page(
            lambda: partnerships.leave(desk.node, coop, note=note), LEAVE, desk.language, [("note", words)]
        )
    except (OfficeError, LedgerError) as error:
        return _leave_page(request, coop, form=LeaveForm({"note": words}), refused=tell(error))
    context = {
        "title": _("Leave the cooperation %(coop)s") % {"coop": coop.name},
        "changed": changed,
        "back_url": reverse("cooperation", args=[coop.name]),
    }
    page = {**tabs(desk, "cooperations"), **shown, **context}
    return render(request, "web/settings/sign_keys.html", page, status=409 if changed else 200)


def _leave_page(request: DeskRequest, coop: Cooperation, **more: Any) -> HttpResponse:
    context = {"coop": coop.name, **more}
    return render(request, "web/settings/leave.html", {**tabs(request.desk, "cooperations"), **context})


@needs("keys.manage")
def take_back_lost(request: DeskRequest) -> HttpResponse:
    """Take a cooperation back from another Party's dispatch, after this copy was lost; nothing is signed."""
    desk = request.desk
    form = TakeBackForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            coop = _take_back(desk, form)
        except (OfficeError, LedgerError) as error:
            context["refused"] = tell(error)
        else:
            messages.success(
                request, _("Taken back: %(coop)s. Where the signing key is lost, recover now.") % {"coop": coop.name}
            )
            return redirect("keys")
    return render(request, "web/settings/take_back.html", {**tabs(desk, "keys"), **context})


def _take_back(desk: Desk, form: TakeBackForm) -> Cooperation:
    with TemporaryDirectory(prefix="foedus-") as folder:
        source = Path(folder) / "dispatch.foedus"
        with source.open("wb") as target:
            for chunk in form.cleaned_data["dispatch"].chunks():
                target.write(chunk)
        with desk.doing("cooperation-taken-back"):
            made = take_back(desk.node, source, name=form.cleaned_data["name"] or None).partnership
            let_in(desk, made.id)
    listing.catch_up(desk.node)
    coop = Cooperation(made.id, made.name, made.code)
    alarms.refresh(desk.node, coop)
    return coop
