"""The door: links that open once and in time, wrong passwords that cost more, and cost nobody else much."""

from datetime import timedelta

import pytest
from django.test import RequestFactory, override_settings
from django.utils import timezone

from foedus.web import doors
from foedus.web.models import OneTimeLink, SignInFailure, User

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


def wait_after(count: int, name: str, address: str) -> int:
    """How long ``sample`` at ``127.0.0.1`` waits after so many failures of a name from an address."""
    for number in range(count):
        doors.note_failure(name.format(number), address.format(number))
    return doors.seconds_to_wait("sample", "127.0.0.1")


@pytest.mark.parametrize("by, name, address", [("name", "sample", "10.0.0.{}"), ("address", "other-{}", "127.0.0.1")])
def test_guesses_at_a_name_or_from_an_address_cost_it_a_minute_at_most(by: str, name: str, address: str) -> None:
    limit = doors.LIMITS[by]
    assert wait_after(limit.free_tries - 1, name, address) == 0
    assert wait_after(1, name, address) == 5
    assert wait_after(30, name, address) == limit.longest_seconds == 60


def test_right_password_forgets_the_wrong_ones_of_the_name_and_not_those_of_the_address() -> None:
    for _ in range(doors.FREE_TRIES):
        doors.note_failure("sample", "127.0.0.1")
    doors.forget_failures("Sample", "127.0.0.1")
    assert (doors.seconds_to_wait("sample", "127.0.0.1"), SignInFailure.objects.count()) == (0, doors.FREE_TRIES)


def test_name_that_was_tried_is_not_kept() -> None:
    doors.note_failure("sample", "127.0.0.1")
    kept = str(list(SignInFailure.objects.values()))
    assert ("sample" in kept, "127.0.0.1" in kept) == (False, False)


@pytest.mark.parametrize(
    "proxies, said, found",
    [
        (0, "10.0.0.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "10.0.0.9", "10.0.0.9"),
        (1, "1.1.1.1, 10.0.0.9", "10.0.0.9"),
        (2, "1.1.1.1, 10.0.0.9, 10.0.0.1", "10.0.0.9"),
        (2, "10.0.0.9", "127.0.0.1"),
    ],
)
def test_address_is_what_our_own_proxies_say(proxies: int, said: str, found: str) -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": said} if said else {})
    with override_settings(PROXIES=proxies):
        assert doors.address_of(request) == found
