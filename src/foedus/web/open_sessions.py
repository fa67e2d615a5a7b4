"""Where people are signed in, since when, and the end of it; it lets nobody in and shows no page."""

from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from foedus.web.doors import address_of
from foedus.web.models import OpenSession, User

SEEN_SECONDS: Final = 300
"""How exact the time is at which a session was last used: written once in that many seconds at most, not with every
page."""
_SINCE: Final = "since"
_SEEN: Final = "seen"
_BROWSERS: Final = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"))
_SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def device(agent: str) -> str:
    """What a browser says it is, in two words; empty where it says nothing that is known here."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "Safari" if "Safari/" in agent else "")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return ", ".join(part for part in (browser, system) if part)


def begin(request: HttpRequest, user: User, **_signal: Any) -> None:
    """Remember that somebody has come in, where and when; called by Django's signal."""
    now = timezone.now()
    session = request.session
    session[_SINCE] = session[_SEEN] = now.timestamp()
    session.save()
    OpenSession.objects.filter(begun_at__lt=now - timedelta(seconds=settings.SESSION_COOKIE_AGE)).delete()
    OpenSession.objects.update_or_create(
        key=session.session_key or "",
        defaults={
            "user": user,
            "begun_at": now,
            "seen_at": now,
            "address": address_of(request)[:64],
            "device": device(str(request.META.get("HTTP_USER_AGENT", ""))),
        },
    )


def finish(request: HttpRequest, **_signal: Any) -> None:
    """Forget a session whose person is signing out; called by Django's signal."""
    OpenSession.objects.filter(key=request.session.session_key or "").delete()


def see(session: SessionBase) -> None:
    """Remember that a session is in use, now and then."""
    now = timezone.now()
    if session.get(_SEEN, 0.0) + _exactness() < now.timestamp():
        session[_SEEN] = now.timestamp()
        OpenSession.objects.filter(key=session.session_key or "").update(seen_at=now)


def _exactness() -> float:
    return min(SEEN_SECONDS, settings.IDLE_SECONDS / 10) if settings.IDLE_SECONDS else SEEN_SECONDS


def moved(session: SessionBase, before: str | None) -> None:
    """A session goes on under another key, as after a new password."""
    session.save()
    OpenSession.objects.filter(key=before or "").update(key=session.session_key)


def has_ended(session: SessionBase, user: User) -> bool:
    """Say whether a session is over: too old, too long without use, or all of the person's were ended since."""
    since = session.get(_SINCE, 0.0)
    now = timezone.now().timestamp()
    if since + settings.SESSION_COOKIE_AGE < now:
        return True
    if settings.IDLE_SECONDS and session.get(_SEEN, 0.0) + settings.IDLE_SECONDS + _exactness() < now:
        return True
    return user.signed_out_at is not None and since < user.signed_out_at.timestamp()


def of(user: User) -> QuerySet[OpenSession]:
    """Where a person is signed in, the last used first."""
    begun = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return OpenSession.objects.filter(user=user, begun_at__gte=begun).order_by("-seen_at", "-pk")


def end(one: OpenSession) -> None:
    """End a session, wherever it is open."""
    Session.objects.filter(pk=one.key).delete()
    one.delete()


def end_all(user: User, *, but: SessionBase | None = None) -> None:
    """End a person's sessions, wherever they are open.

    :param but: the one that goes on.
    """
    now = timezone.now()
    User.objects.filter(pk=user.pk).update(signed_out_at=now)
    kept = but.session_key if but is not None else None
    others = OpenSession.objects.filter(user=user).exclude(key=kept or "")
    Session.objects.filter(pk__in=list(others.values_list("key", flat=True))).delete()
    others.delete()
    if but is not None:
        but[_SINCE] = timezone.now().timestamp()
        but.save()
