"""Encrypts what codes are made from, under a key that stands beside the database and not in it; it checks no code.

XChaCha20-Poly1305 (libsodium). Whoever has the database alone, or a copy of it, opens no second factor with it.
"""

import base64
import binascii
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from nacl.exceptions import CryptoError
from nacl.secret import Aead

from foedus.store.home import FACTOR_KEY, KEYS
from foedus.store.keyring import write_durably

_MARK: Final = "x1:"
"""What an encrypted text begins with: neither a secret of an app nor a seed of recovery codes has a colon."""
_SECRETS: Final = ("secret", "seed")


class FactorKeyError(Exception):
    """What was encrypted cannot be read: its key is not here, or is another one."""


def key_file() -> Path:
    """Where the key of the home that is served stands."""
    return Path(settings.HOME or "") / KEYS / FACTOR_KEY


def encrypt(text: str) -> str:
    """Encrypt a secret; the first one makes the key."""
    sealed = Aead(_key(or_made=True)).encrypt(text.encode())
    return _MARK + base64.urlsafe_b64encode(sealed).decode()


def decrypt(text: str) -> str:
    """Read a secret; one that was written before there was a key is given as it is.

    :raises FactorKeyError: its key is not here.
    """
    if not text.startswith(_MARK):
        return text
    try:
        return Aead(_key()).decrypt(base64.urlsafe_b64decode(text.removeprefix(_MARK))).decode()
    except (FileNotFoundError, CryptoError, binascii.Error, ValueError):
        raise FactorKeyError from None


def encrypt_what_is_not() -> int:
    """Encrypt what was written before there was a key; gives of how many factors."""
    done = 0
    with transaction.atomic():
        for factor in Authenticator.objects.select_for_update().filter(type__in=("totp", "recovery_codes")):
            open_ = [name for name in _SECRETS if not str(factor.data.get(name, _MARK)).startswith(_MARK)]
            if open_:
                factor.data |= {name: encrypt(str(factor.data[name])) for name in open_}
                factor.save(update_fields=["data"])
                done += 1
    return done


def _key(*, or_made: bool = False) -> bytes:
    file = key_file()
    if or_made and not file.is_file():
        _make(file)
    return bytes.fromhex(file.read_text(encoding="ascii"))


def _make(file: Path) -> None:
    """Write a new key; of two processes that do so at once, one wins and both read its key."""
    drawn = file.with_name(f"{file.name}-{secrets.token_hex(4)}")
    write_durably(drawn, secrets.token_bytes(Aead.KEY_SIZE).hex().encode())
    try:
        with suppress(FileExistsError):
            os.link(drawn, file)
    finally:
        drawn.unlink()
