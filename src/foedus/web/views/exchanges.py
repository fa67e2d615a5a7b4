"""The address at which other offices call, and the pages on which ours keeps theirs and calls them."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from foedus.office import peers
from foedus.web.desk import DeskRequest
from foedus.web.doors import address_of
from foedus.web.exchanging import calling
from foedus.web.exchanging.hearing import hear
from foedus.web.forms.settings import AddressesForm
from foedus.web.rights import EVERYONE, needs
from foedus.web.settings_tabs import tabs

_NOTHING = 404


@csrf_exempt
@needs(EVERYONE)
def exchange(request: HttpRequest) -> HttpResponseBase:
    """Answer a Party that proves itself; everybody and everything else gets the same nothing."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if request.method != "POST" or not length.isdecimal():
        return HttpResponse(status=_NOTHING)
    told = hear(request.read, int(length), address_of(request))
    if told is None:
        return HttpResponse(status=_NOTHING)
    return FileResponse(told, content_type="application/octet-stream")


@require_POST
@needs("dispatches.move")
def exchange_now(request: DeskRequest, coop: str) -> HttpResponse:
    """Begin an exchange with an office now; its page says how far it is."""
    desk, code = request.desk, request.POST.get("code", "")
    held = desk.cooperation(coop)
    if code not in {one.code for one in peers.peers(desk.node, held)}:
        raise Http404
    desk.log("exchange-begun", held, code=code)
    calling.call_aside(desk, held, code)
    return redirect("partner-dispatches", coop)


@needs("addresses.manage")
def addresses(request: DeskRequest, coop: str) -> HttpResponse:
    """Keep, or forget, where the other Parties' offices are reached."""
    desk = request.desk
    held = desk.cooperation(coop)
    codes = peers.exchanged_with(desk.node, desk.node.store.open(held.id))
    known = {one.code: one.address for one in peers.peers(desk.node, held)}
    form = AddressesForm(request.POST or None, codes=codes, initial=known)
    if request.method == "POST" and form.is_valid():
        changed = {code: form.cleaned_data[code] for code in codes if form.cleaned_data[code] != known.get(code, "")}
        for code, address in changed.items():
            with desk.doing("address-kept" if address else "address-forgotten", held, code=code):
                if address:
                    peers.set_address(desk.node, held, code, address)
                else:
                    peers.remove_address(desk.node, held, code)
        messages.success(request, _("The addresses are kept."))
        return redirect("partner-dispatches", coop)
    context: dict[str, Any] = {"coop": coop, "codes": codes, "form": form}
    return render(request, "web/settings/addresses.html", {**tabs(desk, "cooperations"), **context})
