"""What was typed into a form that was sent after its session had ended: the page carries it through the door.

Whoever is unknown is shown it again within the form of the door, and the server keeps none of it. Only once a password
was shown does it wait in that person's session, until they send it, drop it, or sign out. Which forms wait is said by
``needs(..., keeps_typed=True)``; nothing is sent by itself, and no word of a button that signs is kept.
"""

from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

FIELD: Final = "typed"
LARGEST: Final = 200_000
"""The most characters that are carried: whoever typed more is led to the door alone, as from any other form."""
_HELD: Final = "typed"
_NOT_KEPT: Final = frozenset({"csrfmiddlewaretoken", "sign", FIELD})
"""What is sent anew: the page's own secret, and the word of a button that signs."""
_SHOW: Final = (("show", "1"),)
"""Asks a form that would sign to be shown with all that was typed: nobody signs by coming in."""


class Typed(msgspec.Struct, frozen=True):
    """What was typed: ``to`` is the address that it was sent to, ``page`` the one where the form stood.

    ``has_files`` says that files must be chosen again.
    """

    to: str
    page: str
    fields: tuple[tuple[str, str], ...]
    has_files: bool = False

    @property
    def texts(self) -> list[str]:
        """What a person would know again: texts of several words; names of choices say little."""
        return list(dict.fromkeys(text for _name, text in self.fields if len(text.split()) > 1))


_READ: Final = msgspec.json.Decoder(Typed)


def sent_with(request: HttpRequest) -> Typed | None:
    """What this request sends, where its form waits for who sent it; None where it does not, or is too long."""
    if request.method != "POST" or "HX-Request" in request.headers or not _waits(request.path):
        return None
    sent = request.POST
    fields = tuple((name, text) for name in sent for text in sent.getlist(name) if name not in _NOT_KEPT)
    length = sum(len(name) + len(text) for name, text in fields)
    if length > LARGEST or not any(text for _name, text in fields):
        return None
    fields = (*fields, *(() if "show" in sent else _SHOW))
    came = urlsplit(request.headers.get("Referer", ""))
    page = came.path if came.netloc == request.get_host() and came.path else request.path
    return Typed(request.get_full_path(), page, fields, bool(request.FILES))


def written(typed: Typed) -> str:
    """Write it for a hidden field."""
    return msgspec.json.encode(typed).decode()


def carried(request: HttpRequest) -> Typed | None:
    """What the form of the door carries; None where there is none, or it is none that a page of ours wrote."""
    try:
        found = _READ.decode(request.POST.get(FIELD, ""))
    except msgspec.DecodeError:
        return None
    are_ours = all(url_has_allowed_host_and_scheme(one, allowed_hosts=None) for one in (found.to, found.page))
    return found if are_ours and _waits(found.to.partition("?")[0]) else None


def _waits(path: str) -> bool:
    try:
        return bool(getattr(resolve(path).func, "keeps_typed", False))
    except Resolver404:
        return False


def keep(session: SessionBase, typed: Typed) -> None:
    """Let it wait in the session of someone who has shown a password."""
    session[_HELD] = msgspec.to_builtins(typed)


def kept(session: SessionBase) -> Typed | None:
    """What waits there."""
    held: Any = session.get(_HELD)
    return msgspec.convert(held, Typed) if held else None


def is_sent(request: HttpRequest) -> None:
    """Drop what waits where it is sent with this request: its form shows it again where it must."""
    held = kept(request.session)
    if held is not None and held.to == request.get_full_path():
        forget(request.session)


def forget(session: SessionBase) -> None:
    """Drop what waits."""
    session.pop(_HELD, None)
