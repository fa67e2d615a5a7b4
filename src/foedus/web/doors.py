"""Who may come in: one-time links, the slowing down of wrong passwords, the end of sessions; it shows no page."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils import timezone

from foedus.web.models import OneTimeLink, SignInFailure, User

LINK_DAYS = 14
FREE_TRIES = 5
LONGEST_SECONDS = 900
_SINCE = "since"


def digest_of(token: str) -> str:
    """What is kept of a link's secret: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_link(purpose: str, *, user: User | None = None, partnership: str = "", record: str = "", unit: str = "") -> str:
    """Make a link that opens once.

    :param purpose: ``invitation`` or ``outcome``.
    :returns: its secret, which is kept nowhere.
    """
    token, now = secrets.token_urlsafe(32), timezone.now()
    OneTimeLink.objects.create(
        digest=digest_of(token),
        purpose=purpose,
        user=user,
        partnership=partnership,
        record=record,
        unit=unit,
        made_at=now,
        expires_at=now + timedelta(days=LINK_DAYS),
    )
    return token


def new_invitation(user: User) -> str:
    """Make the link by which a person chooses a password; those made before open nothing any more.

    :returns: its secret, which is kept nowhere.
    """
    OneTimeLink.objects.filter(user=user, purpose="invitation", used_at=None).delete()
    return new_link("invitation", user=user)


def open_link(token: str, purpose: str) -> OneTimeLink | None:
    """The link of this secret, where it may still be used."""
    found = OneTimeLink.objects.filter(digest=digest_of(token), purpose=purpose, used_at=None).first()
    return found if found is not None and found.expires_at > timezone.now() else None


def _digest_of_try(username: str, address: str) -> str:
    return digest_of(f"{username.casefold()}\n{address}")


def seconds_to_wait(username: str, address: str) -> int:
    """How long this name has to wait from this address before the next try: doubled with every wrong one after some.

    :param address: where the try comes from.
    """
    failures = SignInFailure.objects.filter(digest=_digest_of_try(username, address)).order_by("-at")
    since = timezone.now() - timedelta(seconds=LONGEST_SECONDS)
    times = list(failures.filter(at__gte=since).values_list("at", flat=True))
    if len(times) < FREE_TRIES:
        return 0
    pause = min(2 ** (len(times) - FREE_TRIES) * 5, LONGEST_SECONDS)
    return max(0, int((times[0] + timedelta(seconds=pause) - timezone.now()).total_seconds() + 0.999))


def note_failure(username: str, address: str) -> None:
    """Remember a wrong password, by a digest alone."""
    now = timezone.now()
    SignInFailure.objects.filter(at__lt=now - timedelta(seconds=2 * LONGEST_SECONDS)).delete()
    SignInFailure.objects.create(digest=_digest_of_try(username, address), at=now)


def forget_failures(username: str, address: str) -> None:
    """The right password was given."""
    SignInFailure.objects.filter(digest=_digest_of_try(username, address)).delete()


def note_sign_in(request: HttpRequest, **_signal: Any) -> None:
    """Remember in the session when it began; called by Django's signal whenever somebody has come in."""
    request.session[_SINCE] = timezone.now().timestamp()


def has_ended(session: SessionBase, user: User) -> bool:
    """Say whether a session is over: it is too old, or the person has ended it from elsewhere."""
    since = session.get(_SINCE, 0.0)
    if since + settings.SESSION_COOKIE_AGE < timezone.now().timestamp():
        return True
    return user.signed_out_at is not None and since < user.signed_out_at.timestamp()


def end_sessions(user: User) -> None:
    """End a person's sessions, wherever they are open."""
    User.objects.filter(pk=user.pk).update(signed_out_at=timezone.now())
