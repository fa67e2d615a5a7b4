"""Signing in from elsewhere (OpenID Connect): going there, coming back, connecting; what comes back allauth checks."""

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.openid_connect import views
from allauth.socialaccount.views import ConnectionsView
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foedus.web.desk import DeskRequest
from foedus.web.rights import EVERYONE, SIGNED_IN, needs
from foedus.web.settings_tabs import tabs


@require_POST
@needs(EVERYONE)
def leave(request: DeskRequest, provider_id: str) -> HttpResponseBase:
    """Go to the identity provider; nobody is sent there by a link."""
    answer: HttpResponseBase = views.login(request, provider_id)
    return answer


@require_GET
@needs(EVERYONE)
def come_back(request: DeskRequest, provider_id: str) -> HttpResponseBase:
    """Come back from the identity provider with what it says of the person."""
    answer: HttpResponseBase = views.callback(request, provider_id)
    return answer


@needs(EVERYONE)
def cancelled(request: DeskRequest) -> HttpResponse:
    """Somebody did not want to sign in there."""
    messages.info(request, _("You did not sign in. Nothing was changed."))
    return redirect("login")


@needs(EVERYONE)
def failed(request: DeskRequest) -> HttpResponse:
    """What came back was not in order."""
    messages.error(request, _("Signing in from there did not work. Try again, or use your password."))
    return redirect("login")


@needs(EVERYONE)
def unknown(request: DeskRequest) -> HttpResponse:
    """Who is known there, and connected to nobody here."""
    request.session.pop("socialaccount_sociallogin", None)
    messages.error(
        request,
        _("Nobody here has connected that account yet. Sign in with your password, and connect it in My settings."),
    )
    return redirect("login")


class _Identities(ConnectionsView):
    request: DeskRequest
    template_name = "web/people/identities.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is connected, and what can be."""
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        providers = get_adapter().list_providers(self.request)
        return {**tabs(self.request.desk, "account"), **shown, "providers": providers}


identities = needs(SIGNED_IN)(_Identities.as_view())
