"""Signing out at the identity provider too, where one came in from there; it ends no session of ours."""

from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.urls import reverse

from foedus.web.desk import DeskRequest

PROVIDER = "oidc"


def sign_out_address(request: DeskRequest) -> str:
    """Where a browser goes to sign out there, and then comes back to the door (OpenID Connect RP-Initiated Logout).

    Ask before the session here ends. No token is kept, so none is handed over: the provider asks whether it is meant.

    :returns: nothing where the person did not come in from there, or the provider offers none or does not answer.
    """
    shown = get_authentication_records(request, request.user)
    if not any(one.get("method") == "socialaccount" for one in shown):
        return ""
    adapter = OpenIDConnectOAuth2Adapter(request, PROVIDER)
    try:
        address = str(adapter.openid_config.get("end_session_endpoint", ""))
        client = adapter.get_provider().app.client_id  # type: ignore[no-untyped-call]  # it says nothing of what it gives
    except (SocialApp.DoesNotExist, OSError, ValueError):
        return ""  # signing out here does not wait for another machine
    back = request.build_absolute_uri(reverse("login"))
    said = urlencode({"client_id": client, "post_logout_redirect_uri": back})
    return f"{address}{'&' if '?' in address else '?'}{said}" if address else ""
