"""Asks who one is once more before what a session left open must not do; allauth asks, this says before what."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from foedus.web.rights import Arguments, View


def confirmed(*, back: str = "") -> Callable[[View[Arguments]], View[Arguments]]:
    """Say of a view that whoever asks must have shown again who they are, within ``ACCOUNT_REAUTHENTICATION_TIMEOUT``.

    It stands under ``needs``. Without ``back`` a page opens as ever; a form that is sent waits in the session while the
    password, a code or a passkey is asked for, and is then taken as it was sent.

    :param back: the name of a page without arguments. With it nothing that was sent is kept meanwhile, as befits a form
        that holds a secret: the question comes when the page is opened too, and leads on to that page.
    """

    def decorate(view: View[Arguments]) -> View[Arguments]:
        if not back:
            asks: View[Arguments] = reauthentication_required(view, allow_get=True)
            return asks

        @wraps(view)
        def checked(request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponseBase:
            return view(request, *args, **kwargs) if did_recently_reauthenticate(request) else _ask(request, back)

        return cast("View[Arguments]", checked)

    return decorate


def _ask(request: HttpRequest, back: str) -> HttpResponseRedirect:
    if request.method == "POST":
        messages.info(request, _("Nothing was done yet. Show who you are, then send the form once more."))
    ways: list[dict[str, Any]] = get_adapter().get_reauthentication_methods(request.user)
    return HttpResponseRedirect(f"{ways[0]['url']}?{urlencode({REDIRECT_FIELD_NAME: reverse(back)})}")
