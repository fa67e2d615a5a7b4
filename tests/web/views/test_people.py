"""Signing in and out, links that open once, language: nothing tells who has a place here."""

import re

import pytest
from django.conf import settings
from django.test import Client

from foedus.office import first_link
from foedus.web import doors
from foedus.web.forms.people import AccountForm
from foedus.web.models import Grant, LogLine, User
from tests.office.desk import Desk
from tests.web.conftest import PASSWORD, SignIn


def come_in(client: Client, username: str, password: str = PASSWORD, **more: str) -> str:
    """Try to sign in; the address that one is led to, or the page."""
    answer = client.post("/login/", {"username": username, "password": password, **more})
    return answer.headers.get("Location", "") or answer.content.decode()


def told(page: str) -> str:
    """The summary of what was wrong."""
    found = re.search(r'<div class="error-summary".*?</div>', page, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", found[0])).strip() if found else ""


def test_right_password_opens(sign_in: SignIn) -> None:
    sign_in("reader")
    assert come_in(sign_in(), "sample-reader") == "/"
    assert come_in(sign_in(), "sample-reader", next="/calendar/?year=2026") == "/calendar/?year=2026"
    assert [line.verb for line in LogLine.objects.all()] == ["sign-in", "sign-in"]


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_address_elsewhere_is_not_led_to(sign_in: SignIn, address: str) -> None:
    sign_in("reader")
    assert come_in(sign_in(), "sample-reader", next=address) == "/"


def test_name_that_nobody_has_is_answered_like_a_wrong_password(sign_in: SignIn) -> None:
    sign_in("reader")
    known, unknown = (told(come_in(sign_in(), name, "wrong words")) for name in ("sample-reader", "nobody"))
    assert known == unknown
    assert "do not belong together" in known


def test_person_shut_out_is_answered_like_a_wrong_password(sign_in: SignIn) -> None:
    sign_in("reader")
    wrong = told(come_in(sign_in(), "sample-reader", "wrong words"))
    User.objects.update(is_active=False)
    assert told(come_in(sign_in(), "sample-reader")) == wrong


def test_too_many_wrong_tries_make_even_the_right_one_wait(sign_in: SignIn) -> None:
    sign_in("reader")
    for _ in range(doors.FREE_TRIES):
        come_in(sign_in(), "sample-reader", "wrong words")
    assert "Too many wrong tries. Wait 5 seconds" in told(come_in(sign_in(), "sample-reader"))
    for _ in range(doors.FREE_TRIES):
        come_in(sign_in(), "nobody", "wrong words")
    assert "Too many wrong tries. Wait 5 seconds" in told(come_in(sign_in(), "nobody"))


def test_form_that_is_not_ours_is_refused(sign_in: SignIn) -> None:
    sign_in("reader")
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    answer = client.post("/login/", {"username": "sample-reader", "password": PASSWORD})
    assert (answer.status_code, client.get("/settings/").status_code) == (403, 302)


def test_signing_in_changes_the_session(sign_in: SignIn) -> None:
    sign_in("reader")
    client = sign_in()
    client.get("/login/")
    client.post("/language/", {"language": "it"})
    before = client.session.session_key
    come_in(client, "sample-reader")
    assert client.session.session_key not in {None, before}


def test_signing_out_ends_the_session(sign_in: SignIn) -> None:
    client = sign_in("reader")
    assert client.get("/logout/").status_code == 405
    client.post("/logout/")
    assert client.get("/settings/").status_code == 302


def test_invitation_opens_once_and_takes_a_strong_password(sign_in: SignIn) -> None:
    one = sign_in()
    user = User.objects.create(username="sample-new", name="Sample new")
    address = f"/welcome/{doors.new_invitation(user)}/"
    for weak in ("short", "123456789012345", "sample-new-sample", "password1234"):
        page = one.post(address, {"password": weak, "again": weak}).content.decode()
        assert told(page), weak
    assert "not the same" in told(one.post(address, {"password": PASSWORD, "again": "another"}).content.decode())
    assert one.post(address, {"password": PASSWORD, "again": PASSWORD}).headers["Location"] == "/"
    assert one.get("/settings/").status_code == 200
    assert sign_in().get(address).status_code == 404
    assert come_in(sign_in(), "sample-new") == "/"


def test_first_link_makes_the_administrator_once(web: Desk, sign_in: SignIn) -> None:
    address = f"/welcome/{first_link.make(web.node)}/"
    client = sign_in()
    said = {"username": "sample-first", "name": "Sample first", "password": PASSWORD, "again": PASSWORD}
    assert client.post(address, said).headers["Location"] == "/settings/users/"
    assert [(grant.user.username, grant.role) for grant in Grant.objects.all()] == [("sample-first", "administrator")]
    assert sign_in().post(address, {**said, "username": "second"}).status_code == 404
    assert sign_in().get("/welcome/nothing/").status_code == 404


def test_language_is_kept(sign_in: SignIn) -> None:
    client = sign_in("reader")
    client.post("/language/", {"language": "it", "next": "/settings/"})
    assert client.get("/settings/").headers["Content-Language"] == "it"
    client.post("/language/", {"language": "xx"})
    assert User.objects.get().language == "it"
    nobody = sign_in()
    nobody.post("/language/", {"language": "it"})
    assert nobody.get("/login/").headers["Content-Language"] == "it"


def test_language_of_the_account_is_any_that_is_offered(sign_in: SignIn) -> None:
    offered = [one.data["value"] for one in AccountForm()["language"].subwidgets]
    assert offered == [code for code, _name in settings.LANGUAGES]
    client = sign_in("reader")
    client.post("/language/", {"language": "uz"})
    assert (User.objects.get().language, client.get("/").headers["Content-Language"]) == ("uz", "uz")


def test_scheme_is_kept(sign_in: SignIn) -> None:
    client = sign_in("reader")
    client.post("/scheme/", {"scheme": "dark"})
    client.post("/scheme/", {"scheme": "loud"})
    assert User.objects.get().scheme == "dark"
