"""The workbench over a home in a folder of its own, and people with each role; it plays no browser."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.db import connections
from django.test import Client, override_settings

from foedus.office import partnerships
from foedus.store.home import database_of, named
from foedus.web import second_factor
from foedus.web.desk import Desk as WebDesk
from foedus.web.models import Grant, User
from tests.office.conftest import clock, open_desk
from tests.office.desk import Desk, Open
from tests.web.agreed import keep_contexts
from tests.web.tables import make_tables

__all__ = ["clock", "open_desk"]

PASSWORD = "a sample password that guards nothing"

SignIn = Callable[..., Client]


@pytest.fixture
def offices(request: pytest.FixtureRequest, open_desk: Open) -> Any:
    """What a module's ``OFFICES`` makes, as ``agree``, ``bargain`` and ``planned`` do: offices and what they have."""
    return request.module.OFFICES(open_desk)


@pytest.fixture
def plans(offices: Any) -> Any:
    """The offices, where an agreed plan is what they have: ``OFFICES`` is ``planned``."""
    return offices


@pytest.fixture
def italy(request: pytest.FixtureRequest, open_desk: Open) -> Desk:
    """Italy, with one cooperation with Azerbaijan, which is connected, and nothing in it; or that of ``OFFICES``."""
    if hasattr(request.module, "OFFICES"):
        made: Desk = request.getfixturevalue("offices").italy
        return made
    desk = open_desk("ITA")
    azerbaijan = open_desk("AZE")
    partnerships.found(desk.node, "Azerbaijan", cards=[azerbaijan.card])
    partnerships.join(azerbaijan.node, desk.write())
    azerbaijan.send(desk)
    return desk


@pytest.fixture
def web(italy: Desk) -> Iterator[Desk]:
    """Italy's home as the one that is served: pages are asked for with ``sign_in``."""
    home: Path = italy.folder / "home"
    with served(home):
        yield italy


@pytest.fixture
def contexts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let answers keep what their templates were handed."""
    keep_contexts(monkeypatch)


class served:  # noqa: N801 - it is used as a context manager, and reads as a word
    """Make a home the one that Django serves, for as long as this lasts; a second factor is asked of nobody there."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def __enter__(self) -> None:
        self._settings = override_settings(HOME=self._home)
        self._settings.enable()
        self._before = connections.settings["default"]
        connections["default"].close()
        del connections["default"]
        configured = connections.configure_settings({"default": database_of(self._home)})
        connections.settings["default"] = configured["default"]
        if named(self._home) is None:  # a server's database has them from the one that it is a copy of
            make_tables(self._home / "foedus.db")
        second_factor.ask_of(WebDesk(None).node, ())

    def __exit__(self, *_: object) -> None:
        connections["default"].close()
        del connections["default"]
        connections.settings["default"] = self._before
        self._settings.disable()


def come_in(client: Client, user: User, *, seconds_ago: float = 0) -> None:
    """Let a person in as if the password had just been shown, or that long ago, without its second of hashing."""
    client.force_login(user)
    session = client.session
    shown = {"method": "password", "at": time.time() - seconds_ago, "reauthenticated": True}
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [shown]
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
    session.save()


@pytest.fixture
def sign_in(web: Desk) -> SignIn:  # noqa: ARG001 - the home must be served before anybody can sign in
    """Make a person with a role, and a client that is signed in as that person.

    ``sign_in("officer")``, ``sign_in("head", coop=coop)``; nothing signs in nobody.
    """

    def make(
        role: str = "", *, username: str = "", coop: str = "", begins: date | None = None, ends: date | None = None
    ) -> Client:
        client = Client(SERVER_NAME="localhost")
        if role:
            name = username or f"sample-{role}"
            user, is_new = User.objects.get_or_create(username=name, defaults={"name": f"Sample {role}"})
            if is_new:
                user.set_password(PASSWORD)
                user.save()
            Grant.objects.create(user=user, role=role, partnership=coop, begins=begins, ends=ends)
            come_in(client, user)
        return client

    return make
