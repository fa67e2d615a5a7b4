"""Users and roles: added, invited by a link that opens once, their roles from day to day; it reads no record."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from foedus.publishing.lists import Row
from foedus.records import phrases
from foedus.web import doors, exporting, lists, open_sessions, second_factor
from foedus.web.confirming import confirmed
from foedus.web.desk import Desk, DeskRequest
from foedus.web.forms.factors import AskedOfForm
from foedus.web.forms.people import GrantForm, UserForm
from foedus.web.models import Grant, OpenSession, User
from foedus.web.rights import ROLE_NAMES, needs
from foedus.web.settings_tabs import tabs

_USERS: Final = {
    "name": gettext_lazy("Name"),
    "username": gettext_lazy("User name"),
    "may_come_in": gettext_lazy("May come in"),
    "roles": gettext_lazy("Roles"),
    "last": gettext_lazy("Last signed in"),
}


@require_safe
@needs("users.manage")
def users(request: DeskRequest) -> HttpResponse:
    """Everyone who has a place here, with their roles."""
    people = User.objects.prefetch_related(Prefetch("grants", Grant.objects.order_by("pk"))).order_by("username")
    rows: list[dict[str, Any]] = [{"person": one, "grants": _grants(request.desk, one)} for one in people]
    if form := exporting.asked(request):
        told = (_told(row["person"], row["grants"], request.desk.language) for row in rows)
        return exporting.handed(lists.list_of(_("Users and roles"), _USERS, told), form)
    asked = AskedOfForm(initial={"roles": sorted(second_factor.asked_of(request.desk.node))})
    context = {"rows": rows, "asked": asked, "is_said": second_factor.is_set(request.desk.node)}
    return render(request, "web/settings/users.html", {**tabs(request.desk, "users"), **context})


@require_POST
@needs("users.manage")
@confirmed()
def ask_second_factor(request: DeskRequest) -> HttpResponse:
    """Say of which roles a second factor is asked."""
    form = AskedOfForm(request.POST)
    if not form.is_valid():
        raise BadRequest("roles")
    roles = sorted(form.cleaned_data["roles"])
    with request.desk.doing("second-factor-asked", roles=", ".join(roles)):
        second_factor.ask_of(request.desk.node, roles)
    messages.success(request, _("Kept. It counts from the next page that somebody opens."))
    return redirect("users")


def _grants(desk: Desk, person: User) -> list[dict[str, Any]]:
    today = desk.today
    return [
        {
            "number": grant.pk,
            "role": str(ROLE_NAMES.get(grant.role, grant.role)),
            "with": _with(desk, grant),
            "begins": grant.begins,
            "ends": grant.ends,
            "is_over": grant.ends is not None and grant.ends < today,
        }
        for grant in person.grants.all()
    ]


def _told(person: User, grants: list[dict[str, Any]], language: str) -> Row:
    """A person as a row of the list's file, with the roles that are not over."""
    roles = []
    for one in grants:
        until = _("until %(day)s") % {"day": phrases.day(one["ends"], language)} if one["ends"] else ""
        if not one["is_over"]:
            roles.append(f"{one['role']}, {one['with']} {until}".strip())
    return {
        "name": person.get_full_name(),
        "username": person.username,
        "may_come_in": person.is_active,
        "roles": "; ".join(roles),
        "last": person.last_login.isoformat(timespec="seconds") if person.last_login else "",
    }


def _with(desk: Desk, grant: Grant) -> str:
    return (desk.name_of(grant.partnership) or grant.partnership[:12]) if grant.partnership else _("all partners")


def _choices(desk: Desk) -> list[tuple[str, str]]:
    return [(one.id, one.name) for one in desk.node.store.cooperations()]


@needs("users.manage")
def new_user(request: DeskRequest) -> HttpResponse:
    """Add a person; the password is chosen by whoever opens the link."""
    form = UserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with request.desk.doing("user-added", who=said["username"]):
            person = User(username=said["username"], name=said["name"], language=request.desk.language)
            person.set_unusable_password()
            person.save()
        messages.success(request, _("%(name)s is added. Give a role, then make a link.") % {"name": person.name})
        return redirect("user", person.pk)
    return render(request, "web/settings/user_new.html", {**tabs(request.desk, "users"), "form": form})


@needs("users.manage")
@confirmed()
def user(request: DeskRequest, number: int) -> HttpResponse:
    """One person: roles with partners, from day to day. What is sent adds a role."""
    person = get_object_or_404(User, pk=number)
    form = GrantForm(request.POST or None, partnerships=_choices(request.desk))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with request.desk.doing("role-given", who=person.username, role=said["role"], partnership=said["partnership"]):
            Grant.objects.create(user=person, **said)
        messages.success(request, _("The role is given."))
        return redirect("user", number)
    return _page(request, person, form=form)


def _page(request: DeskRequest, person: User, **more: Any) -> HttpResponse:
    context = {
        "person": person,
        "grants": _grants(request.desk, person),
        "form": GrantForm(partnerships=_choices(request.desk)),
        "link_days": doors.LINK_DAYS,
        "sessions": open_sessions.of(person),
        "has_factor": second_factor.has_one(person),
    }
    return render(request, "web/settings/user.html", {**tabs(request.desk, "users"), **context, **more})


@require_POST
@needs("users.manage")
@confirmed()
def invite(request: DeskRequest, number: int) -> HttpResponse:
    """Make the link by which a person chooses a password; it is shown once, and older ones open nothing."""
    person = get_object_or_404(User, pk=number)
    with request.desk.doing("user-invited", who=person.username):
        token = doors.new_invitation(person)
    link = request.build_absolute_uri(reverse("welcome", args=[token]))
    return _page(request, person, link=link)


@require_POST
@needs("users.manage")
def end_role(request: DeskRequest, number: int, grant: int) -> HttpResponse:
    """Take a role away, at once; the last administrator stays."""
    held = get_object_or_404(Grant, pk=grant, user_id=number)
    if held.role == "administrator" and not _others_administrate(number):
        messages.error(request, _("This is the last administrator. Name another one first."))
        return redirect("user", number)
    with request.desk.doing("role-taken", who=held.user.username, role=held.role, partnership=held.partnership):
        held.delete()
    messages.success(request, _("The role is taken away."))
    return redirect("user", number)


def _others_administrate(number: int) -> bool:
    others = Grant.objects.filter(role="administrator", partnership="", ends=None, user__is_active=True)
    return others.exclude(user_id=number).exists()


@require_POST
@needs("users.manage")
def end_sessions(request: DeskRequest, number: int) -> HttpResponse:
    """End a person's sessions, wherever they are open."""
    person = get_object_or_404(User, pk=number)
    with request.desk.doing("sessions-ended", who=person.username):
        open_sessions.end_all(person)
    messages.success(request, _("All sessions of %(name)s have ended.") % {"name": person.name})
    return redirect("user", number)


@require_POST
@needs("users.manage")
def end_session(request: DeskRequest, number: int, session: int) -> HttpResponse:
    """End one of a person's sessions."""
    one = get_object_or_404(OpenSession, pk=session, user_id=number)
    with request.desk.doing("session-ended", who=one.user.username):
        open_sessions.end(one)
    messages.success(request, _("The session has ended."))
    return redirect("user", number)


@require_POST
@needs("users.manage")
@confirmed()
def take_factors(request: DeskRequest, number: int) -> HttpResponse:
    """Take the second factors away from a person who has lost them; who has them takes them away by themselves."""
    person = get_object_or_404(User, pk=number)
    if person.pk == request.user.pk:
        raise PermissionDenied("users.manage")
    with request.desk.doing("second-factor-taken", who=person.username):
        second_factor.take_away(person)
        open_sessions.end_all(person)
    told = _("%(name)s has no second factor any more, and all sessions have ended.")
    messages.success(request, told % {"name": person.name})
    return redirect("user", number)


@require_POST
@needs("users.manage")
@confirmed()
def activate(request: DeskRequest, number: int) -> HttpResponse:
    """Let a person in no more, or again; what they did stays in the log."""
    person = get_object_or_404(User, pk=number)
    is_active = request.POST.get("active") == "yes"
    if person.pk == request.user.pk:
        raise PermissionDenied("users.manage")
    with request.desk.doing("user-let-in" if is_active else "user-shut-out", who=person.username):
        User.objects.filter(pk=person.pk).update(is_active=is_active)
        if not is_active:
            open_sessions.end_all(person)
    told = _("%(name)s may come in again.") if is_active else _("%(name)s may come in no more.")
    messages.success(request, told % {"name": person.name})
    return redirect("user", number)
