"""Who may come in: one-time links, and the slowing down of wrong passwords; it shows no page and ends no session."""

import hashlib
import secrets
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from foedus.web.models import OneTimeLink, SignInFailure, User

LINK_DAYS = 14
LONGEST_SECONDS = 900
_FIRST_PAUSE_SECONDS: Final = 5


class Limit(NamedTuple):
    """How many wrong tries cost nothing, and how long the longest pause is after that."""

    free_tries: int
    longest_seconds: int


FREE_TRIES = 5
LIMITS: Final = {
    "name and address": Limit(FREE_TRIES, LONGEST_SECONDS),
    "name": Limit(20, 60),
    "address": Limit(50, 60),
}
"""By what wrong tries are counted. Whoever else guesses at a name, or from the same address, costs a person a minute
at most: nobody can be shut out by being guessed at."""


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


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: what the last of our own proxies says, where there are any.

    What stands before that in the header anybody may have written, and it is not read.
    """
    own = str(request.META.get("REMOTE_ADDR", ""))
    proxies: int = settings.PROXIES
    if not proxies:
        return own
    said = [one.strip() for one in str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",") if one.strip()]
    return said[-proxies] if len(said) >= proxies else own


def _digests(username: str, address: str) -> dict[str, Limit]:
    name = username.casefold()
    tried = {"name and address": f"{name}\n{address}", "name": f"name\n{name}", "address": f"address\n{address}"}
    return {digest_of(tried[by]): limit for by, limit in LIMITS.items()}


def seconds_to_wait(username: str, address: str) -> int:
    """How long this name has to wait from this address before the next try: doubled with every wrong one after some.

    :param address: where the try comes from.
    """
    now = timezone.now()
    digests = _digests(username, address)
    recent = SignInFailure.objects.filter(digest__in=digests, at__gte=now - timedelta(seconds=LONGEST_SECONDS))
    times: dict[str, list[datetime]] = defaultdict(list)
    for digest, at in recent.values_list("digest", "at"):
        times[digest].append(at)
    return max((_pause(limit, times[digest], now) for digest, limit in digests.items()), default=0)


def _pause(limit: Limit, times: list[datetime], now: datetime) -> int:
    over = len(times) - limit.free_tries
    if over < 0:
        return 0
    pause = min(_FIRST_PAUSE_SECONDS * 2 ** min(over, 20), limit.longest_seconds)
    return max(0, int((max(times) + timedelta(seconds=pause) - now).total_seconds() + 0.999))


def note_failure(username: str, address: str) -> None:
    """Remember a wrong password, by digests alone."""
    now = timezone.now()
    SignInFailure.objects.filter(at__lt=now - timedelta(seconds=2 * LONGEST_SECONDS)).delete()
    SignInFailure.objects.bulk_create(SignInFailure(digest=one, at=now) for one in _digests(username, address))


def forget_failures(username: str, address: str) -> None:
    """The right password was given: the name is free again. What was tried from the address is not forgotten."""
    both, name, _ = _digests(username, address)
    SignInFailure.objects.filter(digest__in=(both, name)).delete()
