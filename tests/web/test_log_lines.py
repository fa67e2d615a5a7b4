"""Log lines are JSON and tell how it goes, never of whom: secrets and names are fed in, and none of them is found."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from foedus.web import doors, log_lines
from foedus.web.models import LogLine, User
from foedus.web.rights import EVERYONE, needs
from foedus.web.urls import urlpatterns as ours
from tests.web.codes import set_up_app
from tests.web.conftest import PASSWORD, SignIn

SECRET = "a-secret-that-must-not-be-told"


@needs(EVERYONE)
def break_down(request: HttpRequest, token: str) -> HttpResponse:
    """A view with a mistake, whose error tells a secret."""
    raise ValueError(f"{token} of {request.user}")


urlpatterns = [path("broken/<str:token>/", break_down), *ours]


@pytest.fixture
def told() -> Iterator[io.StringIO]:
    """What the server says meanwhile."""
    stream, root, own = io.StringIO(), logging.getLogger(), logging.getLogger("foedus.web")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(log_lines.JsonLines())
    before = own.level
    root.addHandler(handler)
    own.setLevel(logging.INFO)
    yield stream
    own.setLevel(before)
    root.removeHandler(handler)


def lines(told: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in told.getvalue().splitlines()]


def test_request_is_one_line_without_its_path(told: io.StringIO, sign_in: SignIn) -> None:
    sign_in("reader").get(f"/partners/{SECRET}/?q={SECRET}")
    (line,) = [one for one in lines(told) if one["event"] == "request"]
    facts = {name: line[name] for name in ("level", "method", "route", "status")}
    assert facts == {"level": "info", "method": "GET", "route": "partners/<str:coop>/", "status": 404}
    assert sorted(line) == ["at", "event", "id", "level", "method", "milliseconds", "route", "status"]


def test_event_names_the_line_of_the_log_and_nobody(told: io.StringIO, sign_in: SignIn) -> None:
    sign_in("reader")
    sign_in().post("/login/", {"username": "sample-reader", "password": PASSWORD})
    (line,) = [one for one in lines(told) if one["event"] == "sign-in"]
    assert line["line"] == LogLine.objects.get(verb="sign-in").pk
    assert sorted(line) == ["at", "event", "level", "line"]


def test_no_secret_and_no_name_is_told(told: io.StringIO, sign_in: SignIn) -> None:
    sign_in("head", username="sample-person-by-name")
    user = User.objects.get()
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    said = {"username": "sample-person-by-name", "password": PASSWORD}
    client.post("/login/", said, headers={"User-Agent": SECRET, "Referer": f"http://localhost/{SECRET}"})
    totp, codes = set_up_app(client)
    link = doors.new_invitation(user)
    client.get(f"/welcome/{SECRET}/")
    client.get(f"/unit/{link}/")
    client.post("/login/", {"username": SECRET, "password": SECRET})
    client.get("/", headers={"Host": f"{SECRET}.example"})
    Client(SERVER_NAME="localhost", enforce_csrf_checks=True).post("/login/", said)
    with override_settings(ROOT_URLCONF="tests.web.test_log_lines"):
        assert client.get(f"/broken/{SECRET}/").status_code == 500
    session = str(client.session.session_key)
    hidden = [SECRET, PASSWORD, "by-name", "Sample head", totp, totp.replace(" ", ""), link, session, *codes]
    assert [secret for secret in hidden if secret in told.getvalue()] == []
    (broken,) = [one for one in lines(told) if one.get("error") == "ValueError"]
    assert (broken["status"], broken["route"]) == (500, "broken/<str:token>/")
    assert broken["frames"][-1].endswith(" break_down")


def test_line_of_another_program_tells_where_it_comes_from_alone() -> None:
    record = logging.LogRecord("other", logging.WARNING, __file__, 7, f"{SECRET} %s", (SECRET,), None, "somewhere")
    line = json.loads(log_lines.JsonLines().format(record))
    assert line.pop("at").startswith("20")
    assert line == {"level": "warning", "event": "told", "by": "other", "where": "somewhere:7"}


def test_fact_that_is_no_json_is_told_by_its_kind(told: io.StringIO) -> None:
    logging.getLogger("foedus.web").setLevel(logging.INFO)
    log_lines.tell("sample", one=sys.stdout.__class__)
    assert lines(told)[0]["one"] == "type"
