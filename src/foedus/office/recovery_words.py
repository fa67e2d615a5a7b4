"""Writes a recovery sheet's secrets as words and a line to type, and reads them back; it keeps none of them.

A recovery key's 32 bytes are 24 words of the BIP-39 English list: their last 8 bits are a check, so that a word misread
or left out is noticed. The key that opens dispatches stands in its own form, Bech32 (``AGE-SECRET-KEY-1...``), which
has a check of its own. The square on a sheet holds both, one after the other, as plain text.
"""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

import msgspec

from foedus.exchange.envelope import EnvelopeError, recipient_of
from foedus.ledger.keys import KEY_BYTES, SigningKey
from foedus.office.errors import OfficeError

WORDS = 24
_HEAD = "foedus-recovery/1"
_AGE = "AGE-SECRET-KEY-1"
_AGE_LETTERS = 58
_TOO_LONG = 4_000


class RecoveryWordsError(OfficeError):
    """What was typed or scanned is no recovery key; no word of it is told, only its place."""


class SheetSecrets(msgspec.Struct, frozen=True):
    """What a recovery sheet holds: a recovery key's seed, and the keys that open dispatches."""

    seed: bytes
    identities: tuple[str, ...] = ()

    @property
    def key(self) -> SigningKey:
        """The recovery key."""
        return SigningKey(self.seed)


@lru_cache(maxsize=1)
def _places() -> dict[str, int]:
    from mnemonic import Mnemonic  # noqa: PLC0415 - slow to import, and few commands speak words

    return {word: place for place, word in enumerate(Mnemonic("english").wordlist)}


def words_of(seed: bytes) -> tuple[str, ...]:
    """Write a recovery key's 32 bytes as 24 words: BIP-39, with the key as its entropy."""
    from mnemonic import Mnemonic  # noqa: PLC0415 - as above

    return tuple(Mnemonic("english").to_mnemonic(seed).split())


def scanned_text(seed: bytes, identities: Sequence[str] = ()) -> str:
    """What the square on a sheet holds."""
    return "\n".join((f"{_HEAD} {' '.join(words_of(seed))}", *identities))


def read_sheet(text: str) -> SheetSecrets:
    """Read what was scanned from a sheet, or typed from it; capitals, numbers, blanks and lines do not matter.

    :raises RecoveryWordsError: a word is not of the list, there are not 24, they do not fit together, or a key that
        opens dispatches was mistyped.
    """
    if len(text) > _TOO_LONG:
        raise RecoveryWordsError("words-count", number=len(text.split()), expected=WORDS)
    words, *keys = re.split(re.escape(_AGE), text, flags=re.IGNORECASE)
    return SheetSecrets(_seed(words.replace(_HEAD, " ")), tuple(_identity(key) for key in keys))


def _seed(text: str) -> bytes:
    from mnemonic import Mnemonic  # noqa: PLC0415 - as above

    words = re.findall(r"[^\W\d_]+", text.casefold())
    for place, word in enumerate(words, 1):
        if word not in _places():
            raise RecoveryWordsError("word-unknown", place=place)
    if len(words) != WORDS:
        raise RecoveryWordsError("words-count", number=len(words), expected=WORDS)
    try:
        return bytes(Mnemonic("english").to_entropy(words))[:KEY_BYTES]
    except ValueError:
        raise RecoveryWordsError("words-check") from None


def _identity(rest: str) -> str:
    letters = re.sub(r"[\s-]", "", rest).upper()
    identity = _AGE + letters
    try:
        recipient_of(identity)
    except EnvelopeError:
        raise RecoveryWordsError("age-key", number=len(letters), expected=_AGE_LETTERS) from None
    return identity


def check_read_back(text: str, thumbprints: Collection[str]) -> str:
    """Check that what was typed from the sheet is one of these keys, so that the sheet is known to be readable.

    :param thumbprints: of the recovery keys that are on this machine.
    :returns: the thumbprint of the one that was typed.
    :raises RecoveryWordsError: it is none of them.
    """
    thumbprint = read_sheet(text).key.thumbprint
    if thumbprint not in thumbprints:
        raise RecoveryWordsError("another-key", thumbprint=thumbprint)
    return thumbprint
