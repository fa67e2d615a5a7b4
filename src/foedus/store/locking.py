"""Locks a file with a passphrase, in the form of age, and opens it again; it knows no key and asks nobody.

The form is age-encryption.org/v1 with a scrypt recipient (C2SP age.md), so that any age program opens it. pyrage writes
it too, with as much work as the machine does in a second at that moment: up to a gibibyte of memory, or very little
while others work. Here the work is the same always; what pyrage locked is opened all the same.
"""

import hashlib
import hmac
import secrets
import time
from base64 import b64encode
from pathlib import Path
from typing import Final

import pyrage
from nacl.bindings import crypto_aead_chacha20poly1305_ietf_encrypt as sealed

from foedus.office.errors import KeyringError

WORK: Final = 17
"""The logarithm of scrypt's cost: 128 MiB and about a quarter of a second, as OWASP's sheet on passwords asks for."""
_BLOCK: Final = 8
_LABEL: Final = b"age-encryption.org/v1"
_CHUNK: Final = 64 * 1024
_TRIES: Final = 20
_PAUSE_SECONDS: Final = 0.25


def lock(data: bytes, passphrase: str, work: int = WORK) -> bytes:
    """Encrypt with a passphrase.

    :param work: the logarithm of scrypt's cost.
    """
    key, salt, nonce = secrets.token_bytes(16), secrets.token_bytes(16), secrets.token_bytes(16)
    wrapping = hashlib.scrypt(
        passphrase.encode(),
        salt=_LABEL + b"/scrypt" + salt,
        n=1 << work,
        r=_BLOCK,
        p=1,
        maxmem=(128 * _BLOCK << work) + (1 << 20),
        dklen=32,
    )
    body = sealed(key, None, bytes(12), wrapping)
    head = b"%s\n-> scrypt %s %d\n%s\n---" % (_LABEL, _text(salt), work, _text(body))
    proof = hmac.digest(_derived(key, b"", b"header"), head, "sha256")
    chunks = [data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK)] or [b""]
    payload = _derived(key, nonce, b"payload")
    last = len(chunks) - 1
    stream = [
        sealed(chunk, None, number.to_bytes(11, "big") + bytes([number == last]), payload)
        for number, chunk in enumerate(chunks)
    ]
    return b"".join([head, b" ", _text(proof), b"\n", nonce, *stream])


def unlock(data: bytes, passphrase: str, file: Path, tries: int = _TRIES) -> bytes:
    """Open what was locked.

    pyrage refuses at once what would take this machine much longer than it has just measured; a machine that others
    keep busy measures wrong, so it is asked again.

    :param file: which it is, for whoever is told. :param tries: so often it is asked.
    :raises KeyringError: the passphrase is another one, or this machine is too slow or too busy.
    """
    for left in reversed(range(tries)):
        try:
            return pyrage.passphrase.decrypt(data, passphrase)
        except pyrage.DecryptError as error:
            if not str(error).startswith("Excessive work"):
                raise KeyringError("passphrase-wrong", file=str(file)) from None
        if left:
            time.sleep(_PAUSE_SECONDS)
    raise KeyringError("machine-too-slow", file=str(file))


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    """HKDF with SHA-256, RFC 5869, of one block."""
    return hmac.digest(hmac.digest(salt or bytes(32), key, "sha256"), purpose + b"\x01", "sha256")


def _text(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")
