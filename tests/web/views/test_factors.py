"""The second factor: an app and recovery codes open, who owes one gets no further, sessions are listed and ended."""

import re
from urllib.parse import quote

import pytest
from django.test import Client

from foedus.web import doors, second_factor
from foedus.web.models import Grant, LogLine, OpenSession, User
from foedus.web.rights import EVERYONE, SETTING_UP
from foedus.web.urls import PAGES
from tests.office.desk import Desk
from tests.web.codes import next_code, set_up_app, wrong_code
from tests.web.conftest import PASSWORD, SignIn, come_in

OVERVIEW = "/settings/account/second-factor/"


def by_password(client: Client, username: str, **more: str) -> str:
    """Sign in with the password; where one is led."""
    said = {"username": username, "password": PASSWORD, **more}
    return client.post("/login/", said).headers.get("Location", "")


def by_code(client: Client, code: str) -> str:
    """Give a code; where one is led, or what is told."""
    answer = client.post("/login/code/", {"code": code})
    told = re.search(r'<div class="error-summary".*?</div>', answer.content.decode(), re.DOTALL)
    return answer.headers.get("Location", "") or re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", told[0] if told else ""))


def verbs(*left_out: str) -> list[str]:
    return [line.verb for line in LogLine.objects.order_by("pk") if line.verb not in left_out]


@pytest.fixture
def head(sign_in: SignIn) -> Client:
    """A head who has come in by password just now."""
    sign_in("head")
    client = sign_in()
    assert by_password(client, "sample-head") == "/"
    return client


def test_app_is_set_up_and_asked_for_from_then_on(head: Client, sign_in: SignIn) -> None:
    secret, codes = set_up_app(head)
    assert (len(set(codes)), verbs()) == (10, ["sign-in", "second-factor-added", "second-factor-added"])
    client = sign_in()
    assert by_password(client, "sample-head", next="/calendar/") == "/login/code/"
    assert client.get("/settings/").headers["Location"] == "/login/?next=/settings/"
    assert "This code does not open" in by_code(client, wrong_code(secret))
    assert by_code(client, next_code(secret)) == "/calendar/"
    assert client.get("/settings/").status_code == 200
    assert [line.detail["by"] for line in LogLine.objects.filter(verb="sign-in")] == ["password, totp", "password"]
    assert LogLine.objects.get(verb="second-factor-failed").who == "sample-head"


def test_code_opens_once(head: Client, sign_in: SignIn) -> None:
    secret, _ = set_up_app(head)
    one, other = sign_in(), sign_in()
    by_password(one, "sample-head")
    by_password(other, "sample-head")
    code = next_code(secret)
    assert by_code(one, code) == "/"
    assert "This code does not open" in by_code(other, f"{code[:3]} {code[3:]}")


def test_recovery_code_opens_once(head: Client, sign_in: SignIn) -> None:
    _, codes = set_up_app(head)
    for expected in ("/", None):
        client = sign_in()
        by_password(client, "sample-head")
        led = by_code(client, codes[3])
        assert led == expected or "This code does not open" in led
    assert "9 codes are left" in head.get(OVERVIEW).content.decode()


def test_recovery_codes_are_shown_once(head: Client) -> None:
    _, codes = set_up_app(head)
    page = head.get(f"{OVERVIEW}codes/").content.decode()
    assert ([code for code in codes if code in page], "shown once" in page) == ([], True)
    made = head.post(f"{OVERVIEW}codes/new/")
    page = head.get(made.headers["Location"]).content.decode()
    assert len(set(re.findall(r'<code class="code">(\d{8})</code>', page)) - set(codes)) == 10
    assert verbs()[-1] == "recovery-codes-made"


def test_too_many_wrong_codes_make_the_right_one_wait(head: Client, sign_in: SignIn) -> None:
    secret, _ = set_up_app(head)
    for number in range(6):
        client = sign_in()
        by_password(client, "sample-head")
        told = by_code(client, next_code(secret) if number == 5 else wrong_code(secret))
        assert ("Too many wrong tries" in told) == (number == 5), number


def test_pages_at_the_door_are_for_whoever_has_shown_a_password(sign_in: SignIn) -> None:
    assert sign_in().get("/login/code/").headers["Location"] == "/login/"


def test_how_one_comes_in_changes_only_when_one_has_shown_again_who_one_is(sign_in: SignIn) -> None:
    client = sign_in("head")
    come_in(client, User.objects.get(), seconds_ago=601)
    address = f"{OVERVIEW}app/"
    led = client.get(address).headers["Location"]
    assert led == f"/confirm/?next={quote(address, safe='')}"
    wrong = client.post(led, {"password": "wrong words"}).content.decode()
    assert "This is not your password" in wrong
    assert client.post(led, {"password": PASSWORD, "next": address}).headers["Location"] == address
    assert client.get(address).status_code == 200


def test_app_is_taken_away(head: Client, sign_in: SignIn) -> None:
    set_up_app(head)
    assert head.post(f"{OVERVIEW}app/end/").headers["Location"] == OVERVIEW
    assert by_password(sign_in(), "sample-head") == "/"
    assert verbs("sign-in", "second-factor-added") == ["second-factor-removed", "second-factor-removed"]


# Who must have one


def test_role_of_which_it_is_asked_reaches_nothing_else(web: Desk, sign_in: SignIn) -> None:
    second_factor.ask_of(web.node, ["head"])
    client = sign_in("head")
    places = {"coop": "AZE", "kind": "plan", "code": "ITA", "uid": "none", "type": "none", "token": "x", "blob": "x"}
    numbers = {"number": 1, "grant": 1, "session": 1, "pk": 1, "key": "x", "provider_id": "x"}
    for pattern in PAGES:
        power = getattr(pattern.callback, "power", None)
        address = "/" + re.sub(
            r"<(?:\w+:)?(\w+)>", lambda one: str({**places, **numbers}[one[1]]), str(pattern.pattern)
        )
        if power in {EVERYONE, SETTING_UP}:
            continue
        answers = {client.get(address).headers.get("Location"), client.post(address).headers.get("Location")}
        assert answers <= {OVERVIEW, None}, address
        assert OVERVIEW in answers, address
    page = client.get(OVERVIEW).content.decode()
    assert ("Your role needs a second factor" in page, "<nav" in page) == (True, False)


def test_who_has_set_one_up_goes_on(web: Desk, head: Client) -> None:
    second_factor.ask_of(web.node, ["head"])
    assert head.get("/").headers["Location"] == OVERVIEW
    set_up_app(head)
    assert head.get("/").status_code == 200
    head.post(f"{OVERVIEW}app/end/")
    assert head.get("/").headers["Location"] == OVERVIEW


def test_other_role_is_not_asked(web: Desk, sign_in: SignIn) -> None:
    second_factor.ask_of(web.node, ["head"])
    assert sign_in("officer").get("/").status_code == 200


def test_roles_are_chosen_by_the_administrator(web: Desk, sign_in: SignIn) -> None:
    client = sign_in("administrator")
    client.post("/settings/users/second-factor/", {"roles": ["officer", "reader"]})
    assert second_factor.asked_of(web.node) == {"officer", "reader"}
    assert LogLine.objects.get(verb="second-factor-asked").detail == {"roles": "officer, reader"}
    assert client.post("/settings/users/second-factor/", {"roles": ["nobody"]}).status_code == 400
    client.post("/settings/users/second-factor/")
    assert second_factor.asked_of(web.node) == frozenset()


# The administrator's links, and what is lost


def test_new_password_by_link_does_not_do_without_the_second_factor(head: Client, sign_in: SignIn) -> None:
    secret, _ = set_up_app(head)
    link = doors.new_invitation(User.objects.get(username="sample-head"))
    client, new = sign_in(), "another sample password of the test"
    answer = client.post(f"/welcome/{link}/", {"password": new, "again": new})
    assert answer.headers["Location"] == "/login/code/"
    assert head.get("/settings/").status_code == 302
    assert by_code(client, next_code(secret)) == "/"


def test_administrator_takes_away_what_was_lost(head: Client, sign_in: SignIn) -> None:
    set_up_app(head)
    administrator, user = sign_in("administrator"), User.objects.get(username="sample-head")
    assert "There is a second factor" in administrator.get(f"/settings/users/{user.pk}/").content.decode()
    administrator.post(f"/settings/users/{user.pk}/second-factor/")
    assert (second_factor.has_one(user), head.get("/settings/").status_code) == (False, 302)
    assert LogLine.objects.get(verb="second-factor-taken").detail == {"who": "sample-head"}
    own = Grant.objects.get(role="administrator").user_id
    assert administrator.post(f"/settings/users/{own}/second-factor/").status_code == 403


def test_sessions_are_listed_and_ended_by_the_person_and_by_the_administrator(sign_in: SignIn) -> None:
    administrator, _, reader, elsewhere = sign_in("administrator"), sign_in("reader"), sign_in(), sign_in()
    OpenSession.objects.exclude(user__username="sample-administrator").delete()
    for client in (reader, elsewhere):
        by_password(client, "sample-reader")
    numbers = {one.key: one.pk for one in OpenSession.objects.all()}
    page = reader.get("/settings/account/").content.decode()
    assert (page.count("127.0.0.1"), page.count("here, now")) == (2, 1)
    own_end = f"/settings/account/sessions/{numbers[elsewhere.session.session_key or '']}/end/"
    other = f"/settings/account/sessions/{numbers[administrator.session.session_key or '']}/end/"
    assert (reader.post(own_end).status_code, reader.post(other).status_code) == (302, 404)
    assert (reader.get("/settings/").status_code, elsewhere.get("/settings/").status_code) == (200, 302)
    user = User.objects.get(username="sample-reader")
    own = numbers[reader.session.session_key or ""]
    administrator.post(f"/settings/users/{user.pk}/sessions/{own}/end/")
    assert reader.get("/settings/").status_code == 302
    ended = LogLine.objects.filter(verb="session-ended").order_by("pk")
    assert [line.who for line in ended] == ["sample-reader", "sample-administrator"]
