"""Settings: this Party and its card, its lists, one's own account, this copy; each changes one thing."""

import json
from typing import Any, Final

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from foedus.office.parties import card_file
from foedus.office.suspense_templates import TemplateStep, edited, keep, reset, template
from foedus.records.activity_terms import ACTIVITY_TYPES, STEPS
from foedus.records.agreement_terms import all_lists
from foedus.web import doors, exporting, open_sessions
from foedus.web.desk import DeskRequest
from foedus.web.forms.people import AccountForm, NewPasswordForm
from foedus.web.forms.settings import StepFormSet
from foedus.web.frame import VERSION
from foedus.web.key_notes import to_compare
from foedus.web.lists import list_of
from foedus.web.models import OpenSession, User
from foedus.web.rights import ROLE_NAMES, SIGNED_IN, needs
from foedus.web.settings_tabs import tabs
from foedus.web.style import sample

_TERM: Final = {"list": gettext_lazy("List"), "id": gettext_lazy("Id"), "it": "Italiano", "en": "English"}
NO_TYPE = "none"
"""In addresses: the steps of activities without a type."""


@require_safe
@needs(SIGNED_IN)
def settings(request: DeskRequest) -> HttpResponse:
    """The way to all settings that one may open."""
    return render(request, "web/settings/settings.html", tabs(request.desk, "settings"))


@require_safe
@needs(SIGNED_IN)
def party(request: DeskRequest) -> HttpResponse:
    """This Party: its code, its names, its key with its words, its card."""
    card = request.desk.card
    compact = json.dumps(json.loads(card_file(card)), ensure_ascii=False, separators=(",", ":"))
    drawing = segno.make(compact, error="l", micro=False).svg_inline(omitsize=True, svgclass="qr", lineclass="qr__line")
    waiting = [one for coop in request.desk.cooperations("dispatches.read") for one in to_compare(request.desk, coop)]
    context: dict[str, Any] = {"to_compare": waiting}
    context |= {"card": card, "qr": mark_safe(drawing)}  # noqa: S308 - drawn by segno out of our own card
    return render(request, "web/settings/party.html", {**tabs(request.desk, "party"), **context})


@require_safe
@needs(SIGNED_IN)
def card_json(request: DeskRequest) -> HttpResponse:
    """This Party's card, to be handed to a partner; it holds no secret."""
    card = request.desk.card
    name = f"{card.code}-card.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(card_file(card), content_type="application/json", headers=headers)


@needs(SIGNED_IN)
def account(request: DeskRequest) -> HttpResponse:
    """One's own language and look."""
    user = request.user
    form = AccountForm(request.POST or None, initial={"language": user.language, "scheme": user.scheme})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        User.objects.filter(pk=user.pk).update(language=said["language"], scheme=said["scheme"])
        translation.activate(said["language"])
        messages.success(request, _("Kept."))
        return redirect("account")
    return render(request, "web/settings/account.html", _account(request, form=form))


def _account(request: DeskRequest, **forms: Any) -> dict[str, Any]:
    user = request.user
    grants = [
        {
            "role": str(ROLE_NAMES.get(grant.role, grant.role)),
            "with": request.desk.name_of(grant.partnership) if grant.partnership else _("all partners"),
            "begins": grant.begins,
            "ends": grant.ends,
        }
        for grant in user.grants.order_by("pk")
    ]
    ours = {
        "form": AccountForm(initial={"language": user.language, "scheme": user.scheme}),
        "password_form": NewPasswordForm(user=user, prefix="new"),
        "grants": grants,
        "sessions": open_sessions.of(user),
        "own_key": request.session.session_key,
    }
    return {**tabs(request.desk, "account"), **ours, **forms}


@sensitive_post_parameters()
@require_POST
@needs(SIGNED_IN)
def password(request: DeskRequest) -> HttpResponse:
    """Another password; sessions elsewhere end."""
    form = NewPasswordForm(request.POST, user=request.user, prefix="new")
    wait = doors.seconds_to_wait(request.user.username, doors.address_of(request))
    if wait:
        form.add_error(None, _("Too many wrong tries. Wait %(seconds)s seconds, then try again.") % {"seconds": wait})
    if form.is_valid():
        with request.desk.doing("password-changed"):
            request.user.set_password(form.cleaned_data["password"])
            request.user.save()
        before = request.session.session_key
        update_session_auth_hash(request, request.user)
        open_sessions.moved(request.session, before)
        open_sessions.end_all(request.user, but=request.session)
        messages.success(request, _("Your password is changed. Sessions elsewhere have ended."))
        return redirect("account")
    if "old" in form.errors and not wait:
        doors.note_failure(request.user.username, doors.address_of(request))
    return render(request, "web/settings/account.html", _account(request, password_form=form))


@require_POST
@needs(SIGNED_IN)
def end_own_sessions(request: DeskRequest) -> HttpResponse:
    """End one's own sessions on every other computer."""
    with request.desk.doing("sessions-ended"):
        open_sessions.end_all(request.user, but=request.session)
    messages.success(request, _("Your sessions elsewhere have ended."))
    return redirect("account")


@require_POST
@needs(SIGNED_IN)
def end_own_session(request: DeskRequest, number: int) -> HttpResponse:
    """End one of one's own sessions."""
    one = get_object_or_404(OpenSession, pk=number, user=request.user)
    with request.desk.doing("session-ended"):
        open_sessions.end(one)
    messages.success(request, _("The session has ended."))
    return redirect("account")


@require_safe
@needs(SIGNED_IN)
def lists(request: DeskRequest) -> HttpResponse:
    """The lists of terms with their labels, and the steps of each type of activity."""
    if form := exporting.asked(request):
        terms = ({"list": one.name, "id": term.id, "it": term.it, "en": term.en} for one in all_lists() for term in one)
        return exporting.handed(list_of(_("Lists of terms"), _TERM, terms), form)
    changed = set(edited(request.desk.node))
    types = [(NO_TYPE, _("without a type"), "" in changed)]
    types += [(term.id, term.label(request.desk.language), term.id in changed) for term in ACTIVITY_TYPES]
    context = {"lists": all_lists(), "types": types, "may_edit": request.desk.may("lists.edit")}
    return render(request, "web/settings/lists.html", {**tabs(request.desk, "lists"), **context})


@needs("lists.edit")
def steps(request: DeskRequest, type: str) -> HttpResponse:  # noqa: A002 - the word in the address
    """The steps before and after an activity of a type, as this office has them."""
    node = request.desk.node
    sort = "" if type == NO_TYPE else type
    if sort and sort not in ACTIVITY_TYPES:
        raise Http404
    if request.method == "POST" and "reset" in request.POST:
        with request.desk.doing("steps-reset", type=sort):
            reset(node, sort)
        messages.success(request, _("The steps are as they were delivered."))
        return redirect("lists")
    initial = [
        {"id": one.id, **one.labels, "offset_days": one.offset_days, "turn": one.turn} for one in template(node, sort)
    ]
    form = StepFormSet(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with request.desk.doing("steps-kept", type=sort):
            keep(node, sort, _steps(form.cleaned_data))
        messages.success(request, _("The steps are kept."))
        return redirect("lists")
    title = ACTIVITY_TYPES.label(sort, request.desk.language) if sort else _("Activities without a type")
    context = {"formset": form, "title": title, "is_edited": sort in edited(node)}
    return render(request, "web/settings/steps.html", {**tabs(request.desk, "lists"), **context})


def _steps(rows: list[dict[str, Any]]) -> list[TemplateStep]:
    """The steps of the form; an added one gets an id of its own."""
    found: list[TemplateStep] = []
    taken = {row.get("id") for row in rows}
    for row in rows:
        if not row or row.get("remove") or not (row.get("id") or row.get("it")):
            continue
        own = next(f"own_{number}" for number in range(1, len(rows) + 2) if f"own_{number}" not in taken)
        name = row.get("id") or own
        taken.add(name)
        labels = {} if name in STEPS else {"it": row["it"].strip(), "en": row["en"].strip()}
        found.append(TemplateStep(name, row["offset_days"], row["turn"], labels))
    return found


@require_safe
@needs(SIGNED_IN)
def about(request: DeskRequest) -> HttpResponse:
    """The program, its licence, this office's copy."""
    context = {"version": VERSION, "now": timezone.now(), "coops": request.desk.cooperations("dispatches.read")}
    return render(request, "web/settings/about.html", {**tabs(request.desk, "about"), **context})


@require_safe
@needs(SIGNED_IN)
def style(request: DeskRequest) -> HttpResponse:
    """Every part of the pages once."""
    return render(request, "web/style.html", sample())
