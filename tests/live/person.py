"""Somebody who works in an office that is served, without a script: signs in, reads pages, sends forms."""

import re
import time
from html import unescape
from typing import Self

import httpx

from tests.live.office import Office
from tests.servers import PAUSE_SECONDS, TOO_LONG_SECONDS
from tests.web.conftest import PASSWORD, served

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Person:
    """A head of office, signed in where the office is served.

    :param name: under which, in this office.
    """

    def __init__(self, office: Office, name: str = "sample-head") -> None:
        with served(office.home):
            from foedus.web.models import Grant, User  # noqa: PLC0415 - their tables are there from now on

            user = User(username=name, name="Sample head")
            user.set_password(PASSWORD)
            user.save()
            Grant.objects.create(user=user, role="head")
        self._name = name
        self._client = httpx.Client(base_url=office.address, trust_env=False, timeout=TOO_LONG_SECONDS)

    def __enter__(self) -> Self:
        """Come in by the door."""
        self.send("/login/", "/login/", username=self._name, password=PASSWORD)
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def read(self, path: str) -> str:
        """The words of a page."""
        told = self._client.get(path)
        assert told.status_code == 200, told.status_code
        return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", told.text)))

    def send(self, page: str, action: str, **fields: str) -> None:
        """Send a form of a page."""
        found = _TOKEN.search(self._client.get(page).text)
        assert found is not None
        told = self._client.post(action, data={"csrfmiddlewaretoken": found[1], **fields})
        assert told.status_code == 302, told.text

    def sign_alone(self, coop: str, draft: int) -> None:
        """Review a draft of what one states alone, and sign what the review shows."""
        place = f"/partners/{coop}/review/"
        told = self._client.get(place, params={"verb": "declare", "draft": draft})
        fields = {one: re.findall(rf'name="{one}" value="([^"]*)"', told.text) for one in ("intent", "digest", "token")}
        assert all(fields.values()), told.text
        shown = {one: unescape(values[0]) for one, values in fields.items()}
        token = _TOKEN.search(told.text)
        assert token is not None
        answer = self._client.post(place, data={"csrfmiddlewaretoken": token[1], "step": "sign", **shown})
        assert answer.status_code == 302, answer.text

    def waits_for(self, path: str, words: str, *, gone: str = "") -> str:
        """Look at a page again until it says this, and says that no more."""
        until = time.monotonic() + TOO_LONG_SECONDS
        while time.monotonic() < until:
            told = self.read(path)
            if words in told and not (gone and gone in told):
                return told
            time.sleep(PAUSE_SECONDS)
        raise AssertionError(f"{path} does not say {words!r}: {self.read(path)}")
