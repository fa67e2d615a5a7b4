"""The door: signing in and out, one-time links, language and light or dark; the second factor is not asked here."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.socialaccount.adapter import get_adapter as get_socialaccount_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from foedus.office import first_link
from foedus.web import door_log, doors, elsewhere, open_sessions, typed
from foedus.web.desk import DeskRequest
from foedus.web.forms.people import FirstAdministratorForm, PasswordForm, SignInForm
from foedus.web.models import Grant, User
from foedus.web.rights import EVERYONE, SIGNED_IN, needs

SCHEMES = ("auto", "light", "dark")
_ENDED = 403


def _next(request: HttpRequest) -> str:
    """Where to go on: an address of our own, or the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=False)
    return wanted if is_ours else reverse(settings.LOGIN_REDIRECT_URL)


@sensitive_post_parameters("password")
@needs(EVERYONE)
def sign_in(request: DeskRequest) -> HttpResponse:
    """Let a person in, or on to their second factor; a wrong password costs more time with every try."""
    if request.desk.is_signed_in:
        return redirect(_next(request))
    ended = getattr(request, "carried", None)
    carried = ended or typed.carried(request)
    form = SignInForm(None if ended else request.POST or None)
    if form.is_bound and form.is_valid():
        username, address = form.cleaned_data["username"], doors.address_of(request)
        wait = doors.seconds_to_wait(username, address)
        user = None if wait else authenticate(request, username=username, password=form.cleaned_data["password"])
        if user is not None:
            doors.forget_failures(username, address)
            if carried is not None:
                typed.keep(request.session, carried)
            return _come_in(request, user, reverse("typed") if carried else _next(request))
        if not wait:
            doors.note_failure(username, address)
            door_log.write("sign-in-failed", User.objects.filter(username=username).first())
        form.add_error(None, _wrong(wait))
    context = {
        "form": form,
        "next": carried.page if carried else _next(request),
        "providers": get_socialaccount_adapter().list_providers(request),
        "has_ended": carried is not None,
        "typed": typed.written(carried) if carried else "",
    }
    return render(request, "web/people/sign_in.html", context, status=_ENDED if ended else None)


@needs(SIGNED_IN)
def typed_before(request: DeskRequest) -> HttpResponse:
    """What was typed before the session had ended, to be sent now or dropped."""
    found = typed.kept(request.session)
    if found is None:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if request.method == "POST":
        typed.forget(request.session)
        return redirect(found.page)
    return render(request, "web/people/typed.html", {"typed": found})


def _come_in(request: HttpRequest, user: AbstractBaseUser, goes_on: str) -> HttpResponse:
    """Let in whoever has shown a password, or ask for the second factor first, where there is one."""
    record_authentication(request, user, method="password", reauthenticated=True)
    answer: HttpResponse = perform_login(request, user, redirect_url=goes_on)
    return answer


def _wrong(wait: int) -> str:
    if wait:
        return _("Too many wrong tries. Wait %(seconds)s seconds, then try again.") % {"seconds": wait}
    return _("User name and password do not belong together. Nothing was changed; try again.")


@require_POST
@needs(EVERYONE)
def sign_out(request: DeskRequest) -> HttpResponse:
    """Let a person out, and on to their identity provider where they came in from there."""
    there = elsewhere.sign_out_address(request)
    if request.desk.is_signed_in:
        request.desk.log("sign-out")
    logout(request)
    return redirect(there or settings.LOGOUT_REDIRECT_URL)


@sensitive_post_parameters("password", "again")
@needs(EVERYONE)
def welcome(request: DeskRequest, token: str) -> HttpResponse:
    """Open a one-time link: the first administrator's, or an invitation to set a password."""
    if first_link.opens(request.desk.node, token):
        return _first_administrator(request)
    link = doors.open_link(token, "invitation")
    if link is None or link.user is None:
        raise Http404
    form = PasswordForm(request.POST or None, user=link.user)
    if request.method == "POST" and form.is_valid():
        with request.desk.doing("password-set"):
            link.user.set_password(form.cleaned_data["password"])
            link.user.save()
            link.used_at = timezone.now()
            link.save()
            open_sessions.end_all(link.user)
        logout(request)
        return _come_in(request, link.user, reverse(settings.LOGIN_REDIRECT_URL))
    context = {"form": form, "person": link.user, "is_first": False}
    return render(request, "web/people/welcome.html", context)


def _first_administrator(request: DeskRequest) -> HttpResponse:
    form = FirstAdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if User.objects.filter(username=said["username"]).exists():
            form.add_error("username", _("There is a user of this name already."))
        else:
            with request.desk.doing("first-administrator"):
                user = User.objects.create_user(said["username"], password=said["password"], name=said["name"])
                user.language = request.desk.language
                user.save()
                Grant.objects.create(user=user, role="administrator")
                first_link.close(request.desk.node)
            messages.success(request, _("You are the administrator. Now add the people of your office."))
            return _come_in(request, user, reverse("users"))
    return render(request, "web/people/welcome.html", {"form": form, "is_first": True})


@require_POST
@needs(EVERYONE)
def set_language(request: DeskRequest) -> HttpResponse:
    """Go on in another language, and remember it."""
    language = request.POST.get("language", "")
    response = redirect(_next(request))
    if language in dict(settings.LANGUAGES):
        if request.desk.is_signed_in:
            User.objects.filter(pk=request.user.pk).update(language=language)
        translation.activate(language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 86400, samesite="Strict", httponly=True
        )
    return response


@require_POST
@needs(SIGNED_IN)
def set_scheme(request: DeskRequest) -> HttpResponse:
    """Light, dark, or as the system has it."""
    scheme = request.POST.get("scheme", "")
    if scheme in SCHEMES:
        User.objects.filter(pk=request.user.pk).update(scheme=scheme)
    return redirect(_next(request))
