"""A party's card: written, read, and refused where it is none."""

import json

import pytest

from foedus.ledger.keys import SigningKey, thumbprint_words
from foedus.office import parties
from foedus.office.errors import CardError, OfficeError
from foedus.office.parties import Card, card_file, make_card, read_card
from tests.office.desk import Desk, Open

AGE = "age1" + "q" * 58


def card() -> Card:
    key, recovery = SigningKey(bytes([1]) * 32), SigningKey(bytes([2]) * 32)
    return make_card("ITA", "Sample Italy", {"it": "Italia campione"}, key.jwk, recovery.jwk, AGE)


def test_card_survives_its_file() -> None:
    made = card()
    assert read_card(card_file(made)) == made
    assert made.words == thumbprint_words(made.thumbprint)
    assert made.party().code == "ITA"


@pytest.mark.parametrize(
    "change, reason",
    [
        ({"code": "ita"}, "field-form"),
        ({"extra": 1}, "field-unknown"),
        ({"format": "foedus-card/2"}, "format-unknown"),
        ({"age": "age1"}, "field-form"),
        ({"key": {"kty": "OKP", "crv": "Ed25519", "x": "AAAA"}}, "key-length"),
        ({"key": {"kty": "OKP", "crv": "Ed25519", "x": "AQ" + "A" * 41}}, "key-small-order"),
    ],
)
def test_card_that_is_none_is_refused(change: dict[str, object], reason: str) -> None:
    plain = {**json.loads(card_file(card())), **change}
    with pytest.raises(CardError) as caught:
        read_card(json.dumps(plain).encode())
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "data, reason",
    [
        (b"", "not-an-object"),
        (b"[]", "not-an-object"),
        (b'{"code":"ITA","code":"AZE"}', "duplicate-name"),
        (b"\xff{}", "not-an-object"),
        (b'{"code":"\xff"}', "not-utf8"),
        (b'{"code":"ITA"}', "not-a-card"),
        (b'{"format":"foedus-card/1"}', "field-missing"),
    ],
)
def test_file_that_is_no_card_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(CardError) as caught:
        read_card(data)
    assert caught.value.reason == reason


def test_one_key_for_both_is_refused() -> None:
    key = SigningKey(bytes([1]) * 32)
    with pytest.raises(CardError, match="key-twice"):
        make_card("ITA", "Sample", {}, key.jwk, key.jwk, AGE)


def test_own_card_is_set_once(open_desk: Open) -> None:
    italy: Desk = open_desk("ITA")
    assert parties.own_card(italy.node) == italy.card
    made = card()
    with pytest.raises(OfficeError, match="card-there-already"):
        parties.set_own_card(italy.node, "ITA", "Sample", {}, made.key, made.recovery, AGE)
