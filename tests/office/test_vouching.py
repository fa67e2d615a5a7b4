"""A part is signed with a key that its receiver can verify, wherever our keys changed; old and new keys, both sides."""

import json
from pathlib import Path

import pytest

from foedus.exchange.envelope import decrypt
from foedus.exchange.errors import ExchangeError
from foedus.ledger.bundle import read_cover
from foedus.office import own_keys, peers
from foedus.office.errors import CallerError
from foedus.office.exchanged import IN, haves
from foedus.office.exchanging import Post, exchange
from foedus.office.parts import write_part
from foedus.office.peers import Contact
from foedus.office.ports import Dispatch
from tests.office.desk import Desk
from tests.office.lines import line_to
from tests.office.test_exchanging import ADDRESS, declare, entries


@pytest.fixture
def known(pair: tuple[Desk, Desk]) -> tuple[Desk, Desk]:
    """The pair, Italy knowing where Azerbaijan is reached, with parts of two entries either way."""
    italy, azerbaijan = pair
    peers.set_address(italy.node, italy.coop, "AZE", ADDRESS)
    peers.keep_contact(italy.node, italy.coop.id, "AZE", Contact(most=2))
    peers.keep_contact(azerbaijan.node, azerbaijan.coop.id, "ITA", Contact(answer_most=2))
    return italy, azerbaijan


def test_change_of_keys_that_follows_more_than_a_part_holds_arrives_from_either_side(known: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = known
    for desk in known:
        declare(desk, 3)
        own_keys.rotate(desk.node, [desk.coop], age=True)
        declare(desk, 9)
        own_keys.recover(desk.node, [desk.coop], age=True)
    told = exchange(italy.node, italy.coop, "AZE", line_to(azerbaijan))
    assert (told.failure, told.is_left) == (None, False)
    assert entries(italy) == entries(azerbaijan) == {"AZE": 16, "ITA": 16}


def test_part_reaches_as_far_as_the_recovery_where_the_old_keys_are_lost(known: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = known
    for desk in known:
        declare(desk, 5)
    own_keys.recover(italy.node, [italy.coop], age=True)
    own_keys.recover(azerbaijan.node, [azerbaijan.coop])
    lose_old_keys(italy, "seeds", "identities")
    lose_old_keys(azerbaijan, "seeds")
    told = exchange(italy.node, italy.coop, "AZE", line_to(azerbaijan))
    assert told.failure is None
    assert entries(italy) == entries(azerbaijan) == {"AZE": 7, "ITA": 8}


def lose_old_keys(desk: Desk, *names: str) -> None:
    """Leave the newest of these keys alone on the machine."""
    path = desk.folder / "home" / "keys" / "signing-key"
    held = json.loads(path.read_text())
    path.write_text(json.dumps({**held, **{name: held[name][:1] for name in names}}))
    desk.node.keyring._opened.clear()  # type: ignore[attr-defined]  # as a process that begins now


def signer(desk: Desk, other: Desk, *, is_doubted: bool = False) -> str:
    """Whose key signs the next part."""
    path, plain = desk.folder / "part", desk.folder / "plain"
    path.unlink(missing_ok=True)
    write_part(desk.node, desk.coop, other.code, path, 100, is_doubted=is_doubted)
    decrypt(path, plain, other.node.keyring.identities())
    return read_cover(plain).kid


def test_newest_key_that_the_receiver_knows_signs(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    (before,) = (one.thumbprint for one in own_keys.own_keys(italy.node))
    own_keys.rotate(italy.node, [italy.coop])
    (after,) = (one.thumbprint for one in own_keys.own_keys(italy.node))
    assert [signer(italy, azerbaijan), signer(italy, azerbaijan, is_doubted=True)] == [after, before]
    italy.send(azerbaijan)
    azerbaijan.send(italy)
    assert signer(italy, azerbaijan) == after


def test_office_that_was_restored_and_forgot_the_new_key_is_reached_by_the_second_try(known: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = known
    declare(italy, 1)
    own_keys.rotate(italy.node, [italy.coop])
    held = haves(italy.node.store.open(italy.coop.id))
    have = {code: tuple(one.hash for one in ends) for code, ends in held.items()}
    italy.node.store.put_dispatch(Dispatch(0, italy.coop.id, IN, "AZE", "", "", "", 0, have, ()))
    told = [exchange(italy.node, italy.coop, "AZE", turned_away(line_to(azerbaijan))) for _ in range(2)]
    assert [one.failure.reason if one.failure is not None else "" for one in told] == ["no-answer", ""]
    assert entries(italy) == entries(azerbaijan) == {"AZE": 1, "ITA": 3}


def turned_away(post: Post) -> Post:
    """A line at whose end there is no answer for whoever is not proved."""

    def carry(address: str, ours: Path, theirs: Path) -> None:
        try:
            post(address, ours, theirs)
        except CallerError:
            raise ExchangeError("no-answer", host="sample") from None

    return carry
