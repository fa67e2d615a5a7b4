"""Of whom a second factor is asked, and who has one; how it is proved is allauth's, and no page is shown here."""

from collections.abc import Iterable, Sequence
from typing import Final

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection

from foedus.office.ports import Node
from foedus.web.models import User
from foedus.web.rights import DEFAULT_SECOND_FACTOR

SETTING: Final = "second-factor"
_HAS_ONE: Final = "second-factor"
_TYPES: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SECOND_OF_THEM: Final = (
    "SELECT 1 FROM foedus_web_user WHERE is_active AND password <> ''"
    f" AND substr(password, 1, 1) <> '{UNUSABLE_PASSWORD_PREFIX}' LIMIT 1 OFFSET 1"
)
"""Whether several people can sign in, to be asked alone or together with something else."""


def is_set(node: Node) -> bool:
    """Say whether the administrator has said of which roles it is asked."""
    return node.store.setting(SETTING) is not None


def asked_of(node: Node) -> frozenset[str]:
    """The roles of which a second factor is asked.

    As long as nobody has said so: those that sign for the Party or let people in, once several people can sign in.
    """
    return _roles(node.store.setting(SETTING))


def _roles(said: Sequence[str] | None, *, are_several: bool | None = None) -> frozenset[str]:
    if said is not None:
        return frozenset(said)
    if are_several is None:
        are_several = _are_several()
    return DEFAULT_SECOND_FACTOR if are_several else frozenset()


def ask_of(node: Node, roles: Iterable[str]) -> None:
    """Ask it of these roles from now on, whoever has them."""
    node.store.put_setting(SETTING, sorted(roles))


def _are_several() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(SECOND_OF_THEM)
        return cursor.fetchone() is not None


def has_one(user: User) -> bool:
    """Say whether a person has an app or a passkey; recovery codes alone are none."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=_TYPES).exists()


def owes(
    user: User,
    roles: frozenset[str],
    said: Sequence[str] | None,
    session: SessionBase | None,
    *,
    are_several: bool | None = None,
) -> bool:
    """Say whether a person must set one up before anything else.

    :param said: the setting, as the administrator left it.
    :param session: remembers that there is one, so that it is asked once a session.
    :param are_several: whether several people can sign in, where that was asked already; otherwise it is asked.
    """
    if not roles or (session is not None and session.get(_HAS_ONE)):
        return False
    if not roles & _roles(said, are_several=are_several):
        return False
    if not has_one(user):
        return True
    if session is not None:
        session[_HAS_ONE] = True
    return False


def forget(session: SessionBase) -> None:
    """One was taken away: ask again."""
    session.pop(_HAS_ONE, None)


def take_away(user: User) -> int:
    """Take all second factors away from a person who has lost them; gives how many opened."""
    return Authenticator.objects.filter(user_id=user.pk).delete()[0]
