"""Where other offices are reached, and when each is tried next."""

import pytest

from foedus.exchange.errors import AddressError
from foedus.office import contacts, peers
from foedus.office.errors import NotFoundError
from foedus.office.peers import Contact, Peer, is_due, pause_seconds
from tests.office.desk import Desk

NOW = "2024-06-01T12:00:00Z"


def test_address_is_kept_changed_and_removed(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    assert peers.peers(italy.node) == ()
    peers.set_address(italy.node, italy.coop, "AZE", "https://office.example")
    kept = peers.set_address(italy.node, italy.coop, "AZE", "https://other.example/x")
    assert kept == Peer(italy.coop.id, "AZE", "https://other.example/x/")
    assert peers.peers(italy.node) == peers.peers(italy.node, italy.coop) == (kept,)
    assert peers.peer_of(italy.node, italy.coop.id, "AZE") == kept
    peers.remove_address(italy.node, italy.coop, "AZE")
    assert peers.peers(italy.node) == ()
    with pytest.raises(NotFoundError):
        peers.peer_of(italy.node, italy.coop.id, "AZE")
    with pytest.raises(NotFoundError):
        peers.remove_address(italy.node, italy.coop, "AZE")


def test_address_of_nobody_and_what_is_none_are_refused(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    for code in ("KAZ", "ITA"):
        with pytest.raises(NotFoundError):
            peers.set_address(italy.node, italy.coop, code, "https://office.example")
    with pytest.raises(AddressError):
        peers.set_address(italy.node, italy.coop, "AZE", "http://office.example")


def test_pause_doubles_up_to_an_hour_and_varies_by_a_third() -> None:
    middle, least, most = bytes([128]), bytes([0]), bytes([255])
    assert [round(pause_seconds(failures, middle) / 10) for failures in range(10)] == [
        30, 3, 6, 12, 24, 48, 96, 192, 360, 360,
    ]  # fmt: skip
    assert (pause_seconds(1, least), pause_seconds(1, most)) == (20, 40)
    assert pause_seconds(10_000, most) == 4800
    assert [pause_seconds(tries, most, 86_400) // 3600 for tries in (8, 9, 10, 11, 12, 13, 40)] == [
        1, 2, 5, 11, 22, 32, 32,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "next_at, is_now",
    [
        ("", True),
        ("2024-06-01T11:59:59Z", True),
        (NOW, True),
        ("2024-06-01T12:00:01Z", False),
        ("2024-06-01T14:00:00Z", False),
        ("2024-06-01T14:00:01Z", True),  # no pause is as long: a clock went wrong when it was set
        ("2034-06-01T12:00:00Z", True),
    ],
)
def test_try_is_due_when_its_time_has_come_and_no_clock_puts_it_off(next_at: str, *, is_now: bool) -> None:
    assert is_due(Contact(next_at=next_at), NOW) == is_now


@pytest.mark.parametrize("next_at, is_now", [("2024-06-03T12:00:00Z", False), ("2024-06-03T12:00:01Z", True)])
def test_whoever_has_left_may_wait_for_longer(next_at: str, *, is_now: bool) -> None:
    assert is_due(Contact(next_at=next_at, tries_after_leaving=12), NOW) == is_now


def test_what_came_of_it_is_kept_for_each_office(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    contact = Contact(tried_at=NOW, failures=2, failure=peers.Failure("ExchangeError", "cut", {"host": "x"}))
    assert peers.contact_of(italy.node, italy.coop.id, "AZE") == Contact()
    peers.keep_contact(italy.node, italy.coop.id, "AZE", contact)
    assert peers.contact_of(italy.node, italy.coop.id, "AZE") == contact
    assert list(peers.contacts(italy.node)) == [(italy.coop.id, "AZE", contact)]
    assert list(peers.contacts(italy.node, italy.coop)) == [(italy.coop.id, "AZE", contact)]
    assert peers.peers(italy.node) == ()
    assert contacts.listed(italy.node, italy.coop) == ()
    assert peers.next_try(italy.node, 0, is_soon=True)[:11] == "2024-01-01T"


def test_seconds_between_times() -> None:
    assert peers.seconds_between("2024-06-01T11:59:30Z", NOW) == 30
