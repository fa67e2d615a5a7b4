"""Who is who at a partner's: kept, ended, forgotten, for this office alone; nothing of it ever leaves."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foedus.office import contacts as office
from foedus.office.errors import NotFoundError
from foedus.web import drafting
from foedus.web.desk import DeskRequest
from foedus.web.forms.contacts import ContactForm, initial_of
from foedus.web.frame import partner_tabs
from foedus.web.rights import READ, needs


@needs(READ)
def contacts(request: DeskRequest, coop: str) -> HttpResponse:
    """Who is who now, and who was; whoever keeps private notes may add and change."""
    desk = request.desk
    cooperation = desk.cooperation(coop)
    may_keep = desk.may("steps.keep", cooperation)
    parties = drafting.parties_of(desk, cooperation)
    found = office.listed(desk.node, cooperation)
    changed = request.GET.get("change", "")
    held = next((one for one in found if one.id == changed), None)
    form = ContactForm(
        parties=parties, initial=initial_of(held) if held else {"party": _first(parties, cooperation.code)}
    )
    if request.method == "POST":
        if not may_keep:
            raise Http404
        form = ContactForm(request.POST, parties=parties)
        if form.is_valid():
            return _keep(request, coop, form)
    context = {
        **partner_tabs(desk, cooperation, "contacts"),
        "in_post": [one for one in found if one.is_in_post(desk.today)],
        "past": [one for one in found if not one.is_in_post(desk.today)],
        "form": form,
        "changed": held,
        "may_keep": may_keep,
    }
    return render(request, "web/partners/contacts.html", context)


def _first(parties: dict[str, str], us: str) -> str:
    return next((code for code in parties if code != us), us)


def _keep(request: DeskRequest, coop: str, form: ContactForm) -> HttpResponse:
    desk = request.desk
    cooperation = desk.cooperation(coop)
    contact = form.contact(request.POST.get("contact", ""))
    try:
        with desk.doing("contact.keep", cooperation):
            if contact.id:
                office.change(desk.node, cooperation, contact)
            else:
                office.add(desk.node, cooperation, contact)
    except NotFoundError:
        raise Http404 from None
    messages.success(request, _("Kept. It never leaves this office."))
    return redirect("contacts", coop)


@require_POST
@needs("steps.keep")
def contact_step(request: DeskRequest, coop: str) -> HttpResponse:
    """End a contact today, or forget it for good."""
    desk, sent = request.desk, request.POST
    cooperation = desk.cooperation(coop)
    try:
        with desk.doing(f"contact.{'drop' if sent.get('step') == 'drop' else 'end'}", cooperation):
            if sent.get("step") == "drop":
                office.drop(desk.node, cooperation, sent.get("contact", ""))
                said = _("Forgotten for good.")
            else:
                office.end(desk.node, cooperation, sent.get("contact", ""), desk.today)
                said = _("Ended today.")
    except NotFoundError:
        raise Http404 from None
    messages.success(request, said)
    return redirect("contacts", coop)
