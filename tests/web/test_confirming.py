"""Showing again who one is: what a session left open must not do waits for it, and is then done as it was sent."""

from urllib.parse import quote

import pytest
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import Client, override_settings
from django.urls import reverse

from foedus.office import own_keys
from foedus.web.confirming import confirmed
from foedus.web.models import AccessToken, Feed, Grant, LogLine, User
from tests.office.desk import Desk
from tests.web.conftest import PASSWORD, SignIn, come_in

TEN_MINUTES = 600
PROGRAMS = "/settings/programs/"
KEYS = "/settings/keys/"


def came_in_long_ago(client: Client) -> Client:
    come_in(client, User.objects.get(username=f"sample-{Grant.objects.latest('pk').role}"), seconds_ago=TEN_MINUTES + 1)
    return client


def asks(address: str) -> str:
    return f"/confirm/?next={quote(address, safe='')}"


def test_what_was_sent_is_done_once_one_has_shown_who_one_is(sign_in: SignIn) -> None:
    client = came_in_long_ago(sign_in("reader"))
    assert client.get(PROGRAMS).status_code == 200
    led = client.post(PROGRAMS, {"name": "sample program"}).headers["Location"]
    assert (led, AccessToken.objects.count()) == (asks(PROGRAMS), 0)
    assert "This is not your password" in client.post(led, {"password": "wrong words"}).content.decode()
    assert AccessToken.objects.count() == 0
    answer = client.post("/confirm/", {"password": PASSWORD, "next": PROGRAMS})
    assert (answer.status_code, AccessToken.objects.get().name) == (200, "sample program")
    client.post(PROGRAMS, {"name": "another program"})
    assert AccessToken.objects.count() == 2


def test_log_says_that_one_showed_or_did_not_show_who_one_is(sign_in: SignIn) -> None:
    client = came_in_long_ago(sign_in("reader"))
    for password in ("wrong words", PASSWORD):
        client.post("/confirm/", {"password": password, "next": PROGRAMS})
    told = [(line.verb, line.who, line.detail) for line in LogLine.objects.order_by("pk")]
    by = {"by": "password"}
    assert told == [("identity-not-shown", "sample-reader", by), ("identity-shown", "sample-reader", by)]


@pytest.mark.parametrize(
    "limit, status, told",
    [
        ({"login_failed": "1/h/key"}, 200, "Too many wrong tries. Wait five minutes"),
        ({"reauthenticate": "1/h/user"}, 429, "This was tried too often in a short time"),
    ],
)
def test_wrong_tries_make_the_right_one_wait(sign_in: SignIn, limit: dict[str, str], status: int, told: str) -> None:
    client = came_in_long_ago(sign_in("reader"))
    with override_settings(ACCOUNT_RATE_LIMITS=limit):
        client.post("/confirm/", {"password": "wrong words", "next": PROGRAMS})
        answer = client.post("/confirm/", {"password": PASSWORD, "next": PROGRAMS})
    assert (answer.status_code, told in answer.content.decode()) == (status, True)


def test_who_came_in_a_moment_ago_is_not_asked(sign_in: SignIn) -> None:
    sign_in("reader").post("/settings/feeds/", {"partner": ""})
    assert Feed.objects.count() == 1


@pytest.mark.parametrize("address", ["/settings/feeds/", "/settings/mail/", PROGRAMS])
def test_own_ways_out_of_the_house_wait(sign_in: SignIn, address: str) -> None:
    said = {"name": "sample", "rhythm": "daily", "email": "sample@example.invalid"}
    answer = came_in_long_ago(sign_in("reader")).post(address, said)
    assert answer.headers["Location"] == asks(address)
    assert (Feed.objects.count(), AccessToken.objects.count(), User.objects.get().email) == (0, 0, "")


@pytest.mark.parametrize("action", ["", "invite/", "second-factor/", "active/"])
def test_what_lets_others_in_waits(sign_in: SignIn, action: str) -> None:
    client = came_in_long_ago(sign_in("administrator"))
    person = User.objects.create(username="sample-person", name="Sample person", is_active=False)
    address = f"/settings/users/{person.pk}/{action}"
    assert client.post(address, {"role": "head", "active": "yes"}).headers["Location"] == asks(address)
    person.refresh_from_db()
    assert (person.is_active, person.grants.count(), person.onetimelink_set.count()) == (False, 0, 0)


def test_of_whom_a_second_factor_is_asked_changes_only_after_it(sign_in: SignIn) -> None:
    address = "/settings/users/second-factor/"
    assert came_in_long_ago(sign_in("administrator")).post(address).headers["Location"] == asks(address)


def test_form_that_holds_a_secret_is_kept_nowhere_meanwhile(sign_in: SignIn) -> None:
    @confirmed(back="keys")
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.POST["words"])

    def asked(client: Client, method: str) -> tuple[HttpResponse, list[str]]:
        request = client.get("/settings/").wsgi_request
        request.method, request.POST = method, QueryDict("words=sample")
        answer = view(request)
        assert "words" not in repr(dict(request.session))
        return answer, [str(one) for one in get_messages(request)]  # type: ignore[return-value]  # it is a response

    client = sign_in("administrator")
    assert asked(client, "POST")[0].content == b"sample"
    came_in_long_ago(client)
    opened, sent = asked(client, "GET"), asked(client, "POST")
    assert [answer.headers["Location"] for answer, _said in (opened, sent)] == [asks(reverse("keys"))] * 2
    assert opened[1] == []
    assert sent[1] == ["Nothing was done yet. Show who you are, then send the form once more."]


@pytest.mark.parametrize("page", ["rotate", "recover", "sheet", "remove"])
def test_keys_are_changed_printed_and_removed_only_after_it(web: Desk, sign_in: SignIn, page: str) -> None:
    address = f"{KEYS}{page}/"
    client = came_in_long_ago(sign_in("administrator"))
    assert [client.get(address).headers["Location"], client.post(address).headers["Location"]] == [asks(address)] * 2
    typed = {"coops": ["AZE"], "words": "abandon " * 24, "digest": "0" * 64, "sure": "yes"}
    assert client.post(address, typed).headers["Location"] == asks(address)
    assert "abandon" not in repr(dict(client.session))
    assert client.post(asks(address), {"password": PASSWORD, "next": address}).headers["Location"] == address
    assert client.get(address).status_code == 200
    assert own_keys.own_keys(web.node)[0].thumbprint == web.card.thumbprint


def test_backup_which_holds_the_keys_waits(sign_in: SignIn) -> None:
    client = came_in_long_ago(sign_in("administrator"))
    assert client.post("/settings/backup/make/").headers["Location"] == asks("/settings/backup/")
