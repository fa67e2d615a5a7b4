"""Writes into the log who came in, how, and what changed in how they come in; it decides nothing."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from allauth.socialaccount.signals import social_account_added, social_account_removed
from django.http import HttpRequest
from django.utils import timezone

from foedus.web import log_lines, second_factor
from foedus.web.models import LogLine, User


def write(verb: str, user: User | None, **detail: Any) -> None:
    """Write a line.

    :param user: whom it is about; None where nobody is known by the name that was tried.
    """
    who = user.username if user else ""
    line = LogLine.objects.create(at=timezone.now(), who=who, verb=verb, detail=detail)
    log_lines.tell(verb, line=line.pk)


def listen() -> None:
    """Listen to what allauth tells, for as long as the process lives."""
    user_logged_in.connect(_came_in, dispatch_uid="foedus-log-in")
    authenticator_used.connect(_used, dispatch_uid="foedus-log-used")
    authentication_failed.connect(_wrong_code, dispatch_uid="foedus-log-wrong-code")
    authenticator_added.connect(_added, dispatch_uid="foedus-log-added")
    authenticator_removed.connect(_removed, dispatch_uid="foedus-log-removed")
    authenticator_reset.connect(_renewed, dispatch_uid="foedus-log-renewed")
    social_account_added.connect(_connected, dispatch_uid="foedus-log-connected")
    social_account_removed.connect(_disconnected, dispatch_uid="foedus-log-disconnected")


def _came_in(request: HttpRequest, user: User, **_signal: Any) -> None:
    ways = [str(one.get("type") or one.get("method")) for one in get_authentication_records(request, user)]
    write("sign-in", user, by=", ".join(dict.fromkeys(ways)))


def _wrong_code(user: User, authenticator: Authenticator, **_signal: Any) -> None:
    write("second-factor-failed", user, what=authenticator.type)


def _used(user: User, authenticator: Authenticator, **signal: Any) -> None:
    if signal["reauthenticated"]:  # coming in with it is told as coming in
        write("identity-shown", user, by=authenticator.type)


def _added(user: User, authenticator: Authenticator, **_signal: Any) -> None:
    write("second-factor-added", user, what=authenticator.type)


def _removed(request: HttpRequest, user: User, authenticator: Authenticator, **_signal: Any) -> None:
    second_factor.forget(request.session)
    write("second-factor-removed", user, what=authenticator.type)


def _renewed(user: User, **_signal: Any) -> None:
    write("recovery-codes-made", user)


def _connected(sociallogin: Any, **_signal: Any) -> None:
    write("identity-connected", sociallogin.user, by=sociallogin.account.provider)


def _disconnected(socialaccount: Any, **_signal: Any) -> None:
    write("identity-disconnected", socialaccount.user, by=socialaccount.provider)
