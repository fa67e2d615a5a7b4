"""The door: links that open once and in time, wrong passwords that cost more, sessions that end."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from foedus.web import doors
from foedus.web.models import OneTimeLink, SignInFailure, User
from tests.web.conftest import SignIn

pytestmark = pytest.mark.usefixtures("web")


def person(name: str = "sample") -> User:
    return User.objects.create(username=name, name="Sample person")


def test_link_opens_once_and_in_time() -> None:
    token = doors.new_link("invitation", user=person())
    link = doors.open_link(token, "invitation")
    assert link is not None
    assert (doors.open_link(token, "outcome"), doors.open_link("x", "invitation")) == (None, None)
    link.used_at = timezone.now()
    link.save()
    assert doors.open_link(token, "invitation") is None


def test_link_that_is_too_old_opens_nothing() -> None:
    token = doors.new_link("invitation", user=person())
    OneTimeLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert doors.open_link(token, "invitation") is None


def test_secret_of_a_link_is_not_kept() -> None:
    token = doors.new_link("invitation", user=person())
    assert [link.digest for link in OneTimeLink.objects.all()] == [doors.digest_of(token)]
    assert token not in doors.digest_of(token)


def test_new_invitation_closes_the_one_before() -> None:
    one = person()
    older, newer = doors.new_invitation(one), doors.new_invitation(one)
    assert doors.open_link(older, "invitation") is None
    assert doors.open_link(newer, "invitation") is not None


def test_wrong_password_costs_more_after_some_tries() -> None:
    waits = []
    for _ in range(doors.FREE_TRIES + 3):
        waits.append(doors.seconds_to_wait("Sample", "127.0.0.1"))
        doors.note_failure("sample", "127.0.0.1")
    assert waits[: doors.FREE_TRIES] == [0] * doors.FREE_TRIES
    assert waits[doors.FREE_TRIES :] == [5, 10, 20]
    assert (doors.seconds_to_wait("other", "127.0.0.1"), doors.seconds_to_wait("sample", "127.0.0.2")) == (0, 0)


def test_longest_wait_ends() -> None:
    for _ in range(30):
        doors.note_failure("sample", "127.0.0.1")
    assert doors.seconds_to_wait("sample", "127.0.0.1") == doors.LONGEST_SECONDS
    SignInFailure.objects.update(at=timezone.now() - timedelta(seconds=doors.LONGEST_SECONDS + 1))
    assert doors.seconds_to_wait("sample", "127.0.0.1") == 0


def test_right_password_forgets_the_wrong_ones() -> None:
    doors.note_failure("sample", "127.0.0.1")
    doors.forget_failures("sample", "127.0.0.1")
    assert SignInFailure.objects.count() == 0


def test_name_that_was_tried_is_not_kept() -> None:
    doors.note_failure("sample", "127.0.0.1")
    assert "sample" not in str(SignInFailure.objects.values().get())


def is_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


def test_session_that_is_too_old_has_ended(sign_in: SignIn) -> None:
    client = sign_in("reader")
    assert is_in(client)
    session = client.session
    session["since"] -= 10 * 3600 + 1
    session.save()
    assert not is_in(client)


def test_session_without_a_beginning_has_ended(sign_in: SignIn) -> None:
    client = sign_in("reader")
    session = client.session
    del session["since"]
    session.save()
    assert not is_in(client)


def test_sessions_end_everywhere(sign_in: SignIn) -> None:
    one, other = sign_in("reader"), sign_in("reader")
    doors.end_sessions(User.objects.get(username="sample-reader"))
    assert (is_in(one), is_in(other)) == (False, False)
    assert is_in(sign_in("reader"))


def test_session_of_someone_shut_out_has_ended(sign_in: SignIn) -> None:
    client = sign_in("reader")
    User.objects.update(is_active=False)
    assert not is_in(client)
