"""A party's secret keys as files beside the database, and what it last signed; it knows no partnership's rules.

Each file holds one JSON object, encrypted with the passphrase by age (scrypt), so that it opens with any age program
even where foedus is gone. Without a passphrase it stands in the clear, and who makes the node is told.
"""

import fcntl
import json
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyrage

from foedus.ledger.errors import KeyFormError
from foedus.ledger.keys import SigningKey
from foedus.office.errors import KeyringError
from foedus.office.ports import Prepared
from foedus.store.locking import lock, unlock

_SIGNING, _RECOVERY, _NEXT, _SIGNED = "signing-key", "recovery-key", "next-keys", "last-signed.json"
_MARK = b"age-encryption.org/"


class FileKeyring:
    """The keys of one node.

    :param folder: where the files stand.
    :param passphrase: asked once, when a protected file is opened first; None where there is none to give.
    """

    def __init__(self, folder: Path, passphrase: Callable[[], str | None]) -> None:
        self._folder = folder
        self._ask = passphrase
        self._opened: dict[str, dict[str, Any]] = {}

    @property
    def is_protected(self) -> bool:
        """Say whether the keys are encrypted."""
        return (self._folder / _SIGNING).read_bytes().startswith(_MARK)

    def make(
        self,
        chance: Callable[[int], bytes],
        passphrase: str | None,
        *,
        recovery_seed: bytes | None = None,
        identities: Sequence[str] = (),
    ) -> None:
        """Make the first signing key, recovery key and age identity.

        :param chance: so many random bytes.
        :param recovery_seed: of the recovery key that a sheet holds, in place of a new one.
        :param identities: age identities that a sheet holds, besides a new one.
        """
        self._folder.mkdir(mode=0o700)
        identity = str(pyrage.x25519.Identity.generate())
        self._write(_SIGNING, {"seeds": [chance(32).hex()], "identities": [identity, *identities]}, passphrase)
        self._write(_RECOVERY, {"seeds": [(recovery_seed or chance(32)).hex()]}, passphrase)

    def _write(self, name: str, content: dict[str, Any], passphrase: str | None) -> None:
        data = json.dumps(content).encode()
        if passphrase:
            data = lock(data, passphrase)
        write_durably(self._folder / name, data)
        self._opened[name] = content

    def _open(self, name: str) -> dict[str, Any]:
        if name not in self._opened:
            try:
                data = (self._folder / name).read_bytes()
            except FileNotFoundError:
                raise KeyringError("key-file-missing", file=str(self._folder / name)) from None
            if data.startswith(_MARK):
                data = self._decrypt(name, data)
            try:
                self._opened[name] = json.loads(data)
            except ValueError:
                raise KeyringError("key-file-broken", file=str(self._folder / name)) from None
        return self._opened[name]

    def _decrypt(self, name: str, data: bytes) -> bytes:
        passphrase = self._ask()
        if not passphrase:
            raise KeyringError("passphrase-missing", file=str(self._folder / name))
        return unlock(data, passphrase, self._folder / name)

    def _keys(self, name: str) -> list[SigningKey]:
        try:
            return [SigningKey(bytes.fromhex(seed)) for seed in self._open(name)["seeds"]]
        except (KeyError, TypeError, ValueError, KeyFormError):
            raise KeyringError("key-file-broken", file=str(self._folder / name)) from None

    def _key(self, name: str, thumbprint: str) -> SigningKey:
        for key in self._keys(name):
            if key.thumbprint == thumbprint:
                return key
        raise KeyringError("key-missing", thumbprint=thumbprint)

    def signing(self, thumbprint: str) -> SigningKey:
        """As ``Keyring``."""
        return self._key(_SIGNING, thumbprint)

    def signing_thumbprints(self) -> frozenset[str]:
        """As ``Keyring``."""
        return frozenset(key.thumbprint for key in self._keys(_SIGNING))

    def recovery(self, thumbprint: str) -> SigningKey:
        """As ``Keyring``."""
        return self._key(_RECOVERY, thumbprint)

    def newest(self) -> tuple[SigningKey, SigningKey, str]:
        """The newest signing key, recovery key, and age recipient: what a new card shows."""
        recipient = str(pyrage.x25519.Identity.from_str(self.identities()[0]).to_public())
        return self._keys(_SIGNING)[0], self._keys(_RECOVERY)[0], recipient

    def add(
        self, *, seed: bytes | None = None, recovery_seed: bytes | None = None, identity: str | None = None
    ) -> None:
        """Keep new keys before those that are here, under the same passphrase.

        :param seed: a new signing key's 32 bytes.
        :param recovery_seed: a new recovery key's 32 bytes.
        :param identity: a new age identity.
        """
        passphrase = self._ask() if self.is_protected else None
        self._opened.clear()  # another process may have added one meanwhile
        signing = self._open(_SIGNING)
        if seed is not None or identity is not None:
            seeds = [seed.hex(), *signing["seeds"]] if seed is not None else signing["seeds"]
            identities = [identity, *signing["identities"]] if identity is not None else signing["identities"]
            self._write(_SIGNING, {"seeds": seeds, "identities": identities}, passphrase)
        if recovery_seed is not None:
            seeds = [recovery_seed.hex(), *(self._open(_RECOVERY)["seeds"] if self.has_recovery else ())]
            self._write(_RECOVERY, {"seeds": seeds}, passphrase)

    @property
    def has_recovery(self) -> bool:
        """As ``Keyring``."""
        return (self._folder / _RECOVERY).is_file()

    def recovery_seeds(self) -> dict[str, bytes]:
        """As ``Keyring``."""
        if not self.has_recovery:
            return {}
        return {key.thumbprint: bytes.fromhex(seed) for key, seed in self._with_seeds(_RECOVERY)}

    def _with_seeds(self, name: str) -> list[tuple[SigningKey, str]]:
        return list(zip(self._keys(name), self._open(name)["seeds"], strict=True))

    def drop_recovery(self, kept: Collection[str] = ()) -> None:
        """As ``Keyring``."""
        seeds = [seed for key, seed in self._with_seeds(_RECOVERY) if key.thumbprint in kept]
        passphrase = self._ask() if seeds and self.is_protected else None
        if seeds:
            self._write(_RECOVERY, {"seeds": seeds}, passphrase)
        else:
            (self._folder / _RECOVERY).unlink()
            self._opened.pop(_RECOVERY, None)
            _settle(self._folder)

    def prepared(self, chance: Callable[[int], bytes]) -> Prepared:
        """As ``Keyring``."""
        if (self._folder / _NEXT).is_file():
            held = self._open(_NEXT)
            used = {*self.identities(), *self._open(_SIGNING)["seeds"]}
            if not {held["identity"], held["seed"]} & used:
                return _prepared(held)
        drawn = {
            "seed": chance(32).hex(),
            "recovery_seed": chance(32).hex(),
            "identity": str(pyrage.x25519.Identity.generate()),
        }
        self._write(_NEXT, drawn, self._ask() if self.is_protected else None)
        return _prepared(drawn)

    def identities(self) -> list[str]:
        """As ``Keyring``."""
        try:
            identities = [str(one) for one in self._open(_SIGNING)["identities"]]
            for one in identities:
                pyrage.x25519.Identity.from_str(one)
        except (KeyError, TypeError, pyrage.IdentityError):
            raise KeyringError("key-file-broken", file=str(self._folder / _SIGNING)) from None
        return identities

    def _signed(self) -> dict[str, Any]:
        try:
            signed: dict[str, Any] = json.loads((self._folder / _SIGNED).read_bytes())
        except FileNotFoundError:
            return {}
        except ValueError:
            raise KeyringError("key-file-broken", file=str(self._folder / _SIGNED)) from None
        return signed

    def last_signed(self, partnership: str) -> tuple[int, str] | None:
        """As ``Keyring``."""
        known = self._signed().get(partnership)
        return (known["seq"], known["hash"]) if known else None

    def note_signed(
        self, partnership: str, seq: int, hash_: str, *, unless: Callable[[str], bool] | None = None
    ) -> None:
        """As ``Keyring``."""
        with _alone_in(self._folder):
            signed = self._signed()
            if unless is not None and partnership in signed and unless(signed[partnership]["hash"]):
                return
            signed[partnership] = {"seq": seq, "hash": hash_}
            write_durably(self._folder / _SIGNED, json.dumps(signed, indent=1).encode())


def _prepared(held: dict[str, Any]) -> Prepared:
    return Prepared(bytes.fromhex(held["seed"]), bytes.fromhex(held["recovery_seed"]), held["identity"])


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep other processes from writing there until this is done."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def write_durably(path: Path, data: bytes) -> None:
    """Write a file so that after a crash it is there whole or as it was: for us alone, and onto the disk."""
    partial = path.with_name(path.name + ".part")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Have what was done in a folder on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
