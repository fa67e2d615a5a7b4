"""Knows Ed25519 keys as parties show them (JWK, thumbprint, words); it refuses to know where a secret is kept."""

import hashlib
from functools import lru_cache
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from nacl import bindings
from nacl.exceptions import CryptoError

from foedus.ledger.errors import KeyFormError, LineError
from foedus.ledger.limits import THUMBPRINT_FORM
from foedus.ledger.strict import base64url, unbase64url

_FIELD = 2**255 - 19
_BASE_POINT = bytes([0x58]) + bytes([0x66]) * 31
_IDENTITY = bytes([1]) + bytes(31)
KEY_BYTES = 32


class Jwk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A public key as it stands in a charter: exactly ``kty`` OKP, ``crv`` Ed25519 and ``x`` (RFC 8037)."""

    kty: Annotated[str, Meta(extra_json_schema={"const": "OKP"})]
    crv: Annotated[str, Meta(extra_json_schema={"const": "Ed25519"})]
    x: Annotated[str, Meta(extra_json_schema={"pattern": THUMBPRINT_FORM})]

    def point(self) -> bytes:
        """The 32 bytes of the key.

        :raises KeyFormError: not an Ed25519 key, not canonical, or of small order.
        """
        if self.kty != "OKP" or self.crv != "Ed25519":
            raise KeyFormError("key-type", kty=self.kty[:20], crv=self.crv[:20])
        return _checked_point(self.x)

    def thumbprint(self) -> str:
        """The thumbprint of RFC 7638, base64url: what an entry's ``kid`` says."""
        text = f'{{"crv":"{self.crv}","kty":"{self.kty}","x":"{self.x}"}}'
        return base64url(hashlib.sha256(text.encode()).digest()).decode()


@lru_cache(maxsize=1024)
def _checked_point(x: str) -> bytes:
    try:
        point = unbase64url(x.encode("ascii"))
    except (LineError, UnicodeEncodeError):
        raise KeyFormError("key-base64url") from None
    if len(point) != KEY_BYTES:
        raise KeyFormError("key-length", bytes=len(point))
    if int.from_bytes(point, "little") & (2**255 - 1) >= _FIELD:
        raise KeyFormError("key-not-canonical")
    try:
        bindings.crypto_core_ed25519_add(point, _BASE_POINT)
        eightfold = point
        for _ in range(3):
            eightfold = bindings.crypto_core_ed25519_add(eightfold, eightfold)
    except (CryptoError, RuntimeError):
        raise KeyFormError("key-not-on-curve") from None
    if eightfold == _IDENTITY:
        raise KeyFormError("key-small-order")
    return point


def public_jwk(point: bytes) -> Jwk:
    """Write a public key of 32 bytes as a JWK."""
    return Jwk(kty="OKP", crv="Ed25519", x=base64url(point).decode())


def is_signature(point: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether ``signature`` (64 bytes) over ``message`` is of the key ``point``: RFC 8032, as libsodium has it."""
    try:
        bindings.crypto_sign_open(signature + message, point)
    except (CryptoError, ValueError):
        return False
    return True


class SigningKey:
    """A party's secret Ed25519 key, made from a seed of 32 bytes that the caller drew."""

    def __init__(self, seed: bytes) -> None:
        if len(seed) != KEY_BYTES:
            raise KeyFormError("seed-length", bytes=len(seed))
        self._point, self._secret = bindings.crypto_sign_seed_keypair(seed)
        self.jwk = public_jwk(self._point)
        self.thumbprint = self.jwk.thumbprint()

    def sign(self, message: bytes) -> bytes:
        """Sign: 64 bytes, the same for the same message (RFC 8032, 5.1.6)."""
        signed: bytes = bindings.crypto_sign(message, self._secret)
        return signed[:64]


@lru_cache(maxsize=1)
def _word_list() -> tuple[str, ...]:
    from mnemonic import Mnemonic  # noqa: PLC0415 - slow to import, and few commands speak words

    return tuple(Mnemonic("english").wordlist)


def spoken(digest: bytes, words: int = 12) -> tuple[str, ...]:
    """Say the first bits of a digest as words of the BIP-39 English list, 11 bits a word.

    :param digest: at least 17 bytes for 12 words.
    :param words: how many words; 12 take the first 132 bits.
    """
    number = int.from_bytes(digest, "big") >> (len(digest) * 8 - words * 11)
    return tuple(_word_list()[number >> (11 * place) & 2047] for place in reversed(range(words)))


def thumbprint_words(thumbprint: str) -> tuple[str, ...]:
    """Say a key's thumbprint as 12 words, for the telephone."""
    return spoken(unbase64url(thumbprint.encode()))


def as_plain(value: Any) -> Any:
    """Turn acts and keys into plain JSON values, absent fields left out."""
    return msgspec.to_builtins(value)
