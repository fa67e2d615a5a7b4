"""Encrypts a bundle to its receivers with age, and opens it; it refuses to know what is inside."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

import pyrage

from foedus.ledger.errors import LedgerError

_BINARY, _ARMOURED = b"age-encryption.org/", b"-----BEGIN AGE"
_OF_THE_SYSTEM = re.compile(r"\(os error (\d+)\)$")


class EnvelopeError(LedgerError):
    """A file cannot be encrypted to these receivers, or not opened with these keys."""


def is_encrypted(path: Path) -> bool:
    """Say whether a file is encrypted with age."""
    with path.open("rb") as file:
        return file.read(len(_BINARY)).startswith((_BINARY, _ARMOURED))


def recipient_of(identity: str) -> str:
    """The age recipient (``age1...``) to which one encrypts for an age identity.

    :raises EnvelopeError: it is no age identity.
    """
    try:
        return str(pyrage.x25519.Identity.from_str(identity).to_public())
    except pyrage.IdentityError:
        raise EnvelopeError("identity") from None


def encrypt(source: Path, target: Path, recipients: Sequence[str]) -> None:
    """Encrypt a file to age recipients (``age1...``).

    :raises EnvelopeError: one of them is no age recipient, or there is none.
    """
    try:
        keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    except pyrage.RecipientError:
        raise EnvelopeError("recipient", recipients=", ".join(recipients)) from None
    if not keys:
        raise EnvelopeError("no-recipient")
    pyrage.encrypt_file(str(source), str(target), keys)


def decrypt(source: Path, target: Path, identities: Sequence[str]) -> None:
    """Open an encrypted file with age identities (``AGE-SECRET-KEY-1...``).

    :raises EnvelopeError: it is not encrypted to any of them, or was damaged on its way.
    """
    try:
        keys = [pyrage.x25519.Identity.from_str(identity) for identity in identities]
        pyrage.decrypt_file(str(source), str(target), keys)
    except (pyrage.IdentityError, pyrage.DecryptError, OSError) as error:
        target.unlink(missing_ok=True)
        # What the system refuses, and a part that was changed, come alike; the system's number stands in the text.
        number = _OF_THE_SYSTEM.search(str(error))
        if number is not None:
            raise OSError(int(number[1]), os.strerror(int(number[1])), str(target)) from None
        raise EnvelopeError("not-for-us", file=source.name, detail=str(error)[:200]) from None
