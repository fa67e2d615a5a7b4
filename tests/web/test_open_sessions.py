"""Sessions: where somebody is signed in is known, and each of them ends by age, by hand, or all at once."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client, override_settings

from foedus.web import open_sessions
from foedus.web.models import OpenSession, User
from tests.web.conftest import PASSWORD, SignIn

pytestmark = pytest.mark.usefixtures("web")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1"


def is_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


def test_session_that_is_too_old_has_ended(sign_in: SignIn) -> None:
    client = sign_in("reader")
    assert is_in(client)
    session = client.session
    session["since"] -= 10 * 3600 + 1
    session.save()
    assert not is_in(client)


def unused(client: Client, seconds: float) -> Client:
    """The same session, last used so long ago."""
    session = client.session
    session["seen"] -= seconds
    session.save()
    return client


def test_session_that_nobody_used_for_an_hour_has_ended(sign_in: SignIn) -> None:
    assert is_in(unused(sign_in("reader"), 3600 - 60))
    assert not is_in(unused(sign_in("reader"), 3600 + open_sessions.SEEN_SECONDS + 1))


def test_session_in_use_goes_on_and_is_idle_from_its_last_use(sign_in: SignIn) -> None:
    client = sign_in("reader")
    for _ in range(3):
        assert is_in(unused(client, 3000))


@pytest.mark.parametrize("minutes, last_used, goes_on", [(5, 290, True), (5, 331, False), (0, 9 * 3600, True)])
def test_time_without_use_is_a_setting(sign_in: SignIn, minutes: int, last_used: int, goes_on: bool) -> None:  # noqa: FBT001 - a parameter of the test
    with override_settings(IDLE_SECONDS=60 * minutes):
        assert is_in(unused(sign_in("reader"), last_used)) == goes_on


def test_session_without_a_beginning_has_ended(sign_in: SignIn) -> None:
    client = sign_in("reader")
    session = client.session
    del session["since"]
    session.save()
    assert not is_in(client)


def test_sessions_end_everywhere(sign_in: SignIn) -> None:
    one, other = sign_in("reader"), sign_in("reader")
    open_sessions.end_all(User.objects.get(username="sample-reader"))
    assert (is_in(one), is_in(other)) == (False, False)
    assert is_in(sign_in("reader"))


def test_session_of_someone_shut_out_has_ended(sign_in: SignIn) -> None:
    client = sign_in("reader")
    User.objects.update(is_active=False)
    assert not is_in(client)


@pytest.mark.parametrize(
    "agent, told", [(FIREFOX, "Firefox, Linux"), (SAFARI, "Safari, iPhone"), ("curl/8", ""), ("", "")]
)
def test_browser_is_told_in_two_words(agent: str, told: str) -> None:
    assert open_sessions.device(agent) == told


def test_session_is_known_from_signing_in_to_signing_out(sign_in: SignIn) -> None:
    sign_in("reader")
    OpenSession.objects.all().delete()
    client = sign_in()
    said = {"username": "sample-reader", "password": PASSWORD}
    client.post("/login/", said, headers={"User-Agent": FIREFOX})
    (one,) = OpenSession.objects.all()
    assert (one.key, one.address, one.device) == (client.session.session_key, "127.0.0.1", "Firefox, Linux")
    client.post("/logout/")
    assert OpenSession.objects.count() == 0


def test_session_that_is_used_is_seen_now_and_then(sign_in: SignIn) -> None:
    client = sign_in("reader")
    (before,) = OpenSession.objects.values_list("seen_at", flat=True)
    client.get("/settings/")
    assert list(OpenSession.objects.values_list("seen_at", flat=True)) == [before]
    session = client.session
    session["seen"] -= open_sessions.SEEN_SECONDS + 1
    session.save()
    client.get("/settings/")
    (after,) = OpenSession.objects.values_list("seen_at", flat=True)
    assert after > before


def test_one_session_ends_and_the_other_goes_on(sign_in: SignIn) -> None:
    one, other = sign_in("reader"), sign_in("reader")
    open_sessions.end(OpenSession.objects.get(key=one.session.session_key))
    assert (is_in(one), is_in(other), Session.objects.count()) == (False, True, 1)


def test_session_that_asks_goes_on_when_all_others_end(sign_in: SignIn) -> None:
    one, other = sign_in("reader"), sign_in("reader")
    session = one.session
    open_sessions.end_all(User.objects.get(), but=session)
    assert (is_in(one), is_in(other)) == (True, False)
    assert [kept.key for kept in open_sessions.of(User.objects.get())] == [session.session_key]


def test_session_is_known_under_its_new_key_after_a_new_password(sign_in: SignIn) -> None:
    client = sign_in("reader")
    new = "another sample password of the test"
    client.post("/settings/account/password/", {"new-old": PASSWORD, "new-password": new, "new-again": new})
    assert is_in(client)
    assert [one.key for one in OpenSession.objects.all()] == [client.session.session_key]
