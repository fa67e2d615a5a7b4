"""Keys: which are none, what a signature is, and how thumbprints are spoken."""

import hashlib

import pytest
from joserfc.jwk import OKPKey
from nacl import bindings

from foedus.ledger.errors import KeyFormError
from foedus.ledger.keys import Jwk, SigningKey, as_plain, is_signature, public_jwk, spoken, thumbprint_words
from foedus.ledger.strict import base64url
from tests.ledger.malformed_lines import NOT_CANONICAL, SMALL_ORDERS
from tests.ledger.scenario import key

# RFC 8032, 7.1, test 2.
SEED = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
POINT = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)
ORDER = 2**252 + 27742317777372353535851937790883648493


def jwk(x: str, kty: str = "OKP", crv: str = "Ed25519") -> Jwk:
    return Jwk(kty=kty, crv=crv, x=x)


def test_signature_is_that_of_the_standard() -> None:
    made = SigningKey(SEED)
    assert (made.jwk.point(), made.sign(b"\x72")) == (POINT, SIGNATURE)
    assert is_signature(POINT, b"\x72", SIGNATURE)
    assert not is_signature(POINT, b"\x73", SIGNATURE)
    assert not is_signature(key("x").jwk.point(), b"\x72", SIGNATURE)


def test_thumbprint_is_that_of_the_standard() -> None:
    # RFC 8037, A.3.
    known = jwk("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
    assert known.thumbprint() == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    assert OKPKey.import_key(as_plain(key("ITA").jwk)).thumbprint() == key("ITA").thumbprint


def test_public_key_is_written_as_it_is_read() -> None:
    assert public_jwk(POINT).point() == POINT
    assert as_plain(public_jwk(POINT)) == {"kty": "OKP", "crv": "Ed25519", "x": base64url(POINT).decode()}


@pytest.mark.parametrize("name", SMALL_ORDERS)
def test_key_of_small_order_is_none(name: str) -> None:
    with pytest.raises(KeyFormError, match="key-small-order"):
        public_jwk(SMALL_ORDERS[name]).point()


@pytest.mark.parametrize(
    "made, reason",
    [
        (jwk(base64url(POINT).decode(), kty="EC"), "key-type"),
        (jwk(base64url(POINT).decode(), crv="X25519"), "key-type"),
        (jwk(base64url(POINT).decode() + "="), "key-base64url"),
        (jwk("è" * 43), "key-base64url"),
        (jwk(base64url(POINT + b"\0").decode()), "key-length"),
        (jwk(NOT_CANONICAL), "key-not-canonical"),
        (jwk(base64url(b"\xff" * 32).decode()), "key-not-canonical"),
        (jwk(base64url((2).to_bytes(32, "little")).decode()), "key-not-on-curve"),
    ],
)
def test_key_of_another_form_is_none(made: Jwk, reason: str) -> None:
    with pytest.raises(KeyFormError) as refused:
        made.point()
    assert refused.value.reason == reason


def test_seed_has_32_bytes() -> None:
    with pytest.raises(KeyFormError, match="seed-length bytes=31"):
        SigningKey(bytes(31))


def challenge(point: bytes, message: bytes, r: bytes) -> int:
    return int.from_bytes(hashlib.sha512(r + point + message).digest(), "little") % ORDER


def scalar(seed: bytes) -> int:
    secret = bytearray(hashlib.sha512(seed).digest()[:32])
    secret[0] &= 248
    secret[31] = secret[31] & 127 | 64
    return int.from_bytes(secret, "little")


def with_r(r: bytes, nonce: int = 0) -> bytes:
    """A signature over ``m`` whose R is chosen: only who holds the key can make it."""
    s = (nonce + challenge(POINT, b"m", r) * scalar(SEED)) % ORDER
    return r + s.to_bytes(32, "little")


def test_signature_whose_r_is_of_small_order_is_refused() -> None:
    """RFC 8032 admits it (R is the identity, and S B = R + h A holds); libsodium does not, and so neither do we."""
    assert not is_signature(POINT, b"m", with_r(SMALL_ORDERS["the identity"]))


@pytest.mark.parametrize("name", ["order two", "order eight"])
def test_signature_that_only_the_cofactor_would_save_is_refused(name: str) -> None:
    nonce = 123_456_789
    honest = bindings.crypto_scalarmult_ed25519_base_noclamp(nonce.to_bytes(32, "little"))
    assert is_signature(POINT, b"m", with_r(honest, nonce))
    twisted = bindings.crypto_core_ed25519_add(honest, SMALL_ORDERS[name])
    assert not is_signature(POINT, b"m", with_r(twisted, nonce))


def test_signature_whose_s_is_not_below_the_order_is_refused() -> None:
    s = int.from_bytes(SIGNATURE[32:], "little") + ORDER
    assert not is_signature(POINT, b"\x72", SIGNATURE[:32] + s.to_bytes(32, "little"))


def test_signature_cut_short_is_refused() -> None:
    assert not is_signature(POINT, b"\x72", SIGNATURE[:63])


def test_digest_is_spoken_as_the_word_list_says() -> None:
    # The list's first and last words: eleven bits each.
    assert spoken(bytes(32)) == ("abandon",) * 12
    assert spoken(b"\xff" * 32) == ("zoo",) * 12
    assert spoken(bytes([0, 0x20]) + bytes(30), words=2) == ("ability", "abandon")
    assert len(thumbprint_words(key("ITA").thumbprint)) == 12
