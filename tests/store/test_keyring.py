"""Secret keys on disk: protected so that age alone opens them, for their owner alone, and whole after a crash."""

import json
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from foedus.ledger.keys import SigningKey
from foedus.office.errors import KeyringError
from foedus.store.keyring import FileKeyring, write_durably
from tests.databases import ON_FILE_ALONE

pytestmark = ON_FILE_ALONE

PASSPHRASE = "a sample passphrase"
ID = "a" * 64


def counting() -> Callable[[int], bytes]:
    """Chance that gives other bytes every time."""
    calls = iter(range(1, 250))
    return lambda count: bytes([next(calls)]) * count


def made(folder: Path, passphrase: str | None) -> FileKeyring:
    keyring = FileKeyring(folder / "keys", lambda: passphrase)
    keyring.make(counting(), passphrase)
    return keyring


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Protected keys, made once: the lock is slow, so that nobody can try many passphrases."""
    folder = tmp_path_factory.mktemp("protected")
    made(folder, PASSPHRASE)
    return folder / "keys"


@pytest.fixture
def protected(made_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_once, tmp_path / "keys"))


def test_protected_file_opens_with_age_and_the_passphrase_alone(protected: Path) -> None:
    data = (protected / "recovery-key").read_bytes()
    assert data.startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert json.loads(pyrage.passphrase.decrypt(data, PASSPHRASE)) == {"seeds": [(bytes([2]) * 32).hex()]}


def test_protected_files_hold_no_secret_in_the_clear(protected: Path) -> None:
    files = b"".join((protected / name).read_bytes() for name in ("signing-key", "recovery-key"))
    assert FileKeyring(protected, lambda: None).is_protected
    assert (bytes([1] * 32).hex().encode() in files, b"AGE-SECRET-KEY" in files) == (False, False)


def test_files_without_a_passphrase_stand_in_the_clear(tmp_path: Path) -> None:
    keyring = made(tmp_path, None)
    assert not keyring.is_protected
    assert json.loads((tmp_path / "keys" / "recovery-key").read_bytes()) == {"seeds": [(bytes([2]) * 32).hex()]}


def test_keys_are_found_by_thumbprint_and_the_passphrase_asked_once_a_file(protected: Path) -> None:
    asked: list[str] = []

    def ask() -> str:
        asked.append("asked")
        return PASSPHRASE

    keyring = FileKeyring(protected, ask)
    signing, recovery = SigningKey(bytes([1]) * 32), SigningKey(bytes([2]) * 32)
    assert keyring.signing(signing.thumbprint).sign(b"x") == signing.sign(b"x")
    assert keyring.recovery(recovery.thumbprint).sign(b"x") == recovery.sign(b"x")
    assert keyring.newest()[0].thumbprint == signing.thumbprint
    assert str(pyrage.x25519.Identity.from_str(keyring.identities()[0]).to_public()) == keyring.newest()[2]
    assert asked == ["asked", "asked"]


@pytest.mark.parametrize(
    "passphrase, reason", [("wrong", "passphrase-wrong"), ("", "passphrase-missing"), (None, "passphrase-missing")]
)
def test_passphrase_that_does_not_open_is_refused(protected: Path, passphrase: str | None, reason: str) -> None:
    with pytest.raises(KeyringError) as caught:
        FileKeyring(protected, lambda: passphrase).signing("x" * 43)
    assert (caught.value.reason, caught.value.facts) == (reason, {"file": str(protected / "signing-key")})


def test_key_that_is_not_here_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyringError) as caught:
        made(tmp_path, None).signing("x" * 43)
    assert (caught.value.reason, caught.value.facts) == ("key-missing", {"thumbprint": "x" * 43})


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"seeds":["00"]}', b'{"seeds":["zz"]}', b'{"seeds":7}'])
def test_broken_key_file_is_refused(tmp_path: Path, content: bytes) -> None:
    made(tmp_path, None)
    (tmp_path / "keys" / "recovery-key").write_bytes(content)
    with pytest.raises(KeyringError) as caught:
        FileKeyring(tmp_path / "keys", lambda: None).recovery("x" * 43)
    assert caught.value.reason == "key-file-broken"


@pytest.mark.parametrize("identities", ["7", "[7]", '["AGE-SECRET-KEY-1"]', "null"])
def test_broken_identity_is_refused(tmp_path: Path, identities: str) -> None:
    made(tmp_path, None)
    (tmp_path / "keys" / "signing-key").write_text(f'{{"seeds": [], "identities": {identities}}}')
    with pytest.raises(KeyringError, match="key-file-broken"):
        FileKeyring(tmp_path / "keys", lambda: None).identities()


def test_missing_key_file_is_named(tmp_path: Path) -> None:
    made(tmp_path, None)
    (tmp_path / "keys" / "signing-key").unlink()
    with pytest.raises(KeyringError) as caught:
        FileKeyring(tmp_path / "keys", lambda: None).identities()
    assert caught.value.reason == "key-file-missing"


def test_new_keys_stand_before_the_old_ones(tmp_path: Path) -> None:
    keyring = made(tmp_path, None)
    identity = str(pyrage.x25519.Identity.generate())
    keyring.add(seed=bytes([7]) * 32, recovery_seed=bytes([8]) * 32, identity=identity)
    again = FileKeyring(tmp_path / "keys", lambda: None)
    newest = again.newest()
    assert [key.thumbprint for key in newest[:2]] == [SigningKey(bytes([n]) * 32).thumbprint for n in (7, 8)]
    for number, find in ((1, again.signing), (2, again.recovery)):
        old = SigningKey(bytes([number]) * 32).thumbprint
        assert find(old).thumbprint == old
    assert (again.identities()[0], len(again.identities())) == (identity, 2)


def test_new_key_is_under_the_same_passphrase(protected: Path) -> None:
    FileKeyring(protected, lambda: PASSPHRASE).add(seed=bytes([7]) * 32)
    data = json.loads(pyrage.passphrase.decrypt((protected / "signing-key").read_bytes(), PASSPHRASE))
    assert data["seeds"] == [(bytes([number]) * 32).hex() for number in (7, 1)]


def test_files_and_their_folder_are_for_their_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made(tmp_path, None).note_signed(ID, 1, "b" * 64)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys").iterdir()}
    assert modes == {"signing-key": 0o600, "recovery-key": 0o600, "last-signed.json": 0o600}


def test_last_signed_is_remembered_for_each_partnership(tmp_path: Path) -> None:
    keyring = made(tmp_path, None)
    assert keyring.last_signed(ID) is None
    keyring.note_signed(ID, 3, "b" * 64)
    keyring.note_signed("c" * 64, 1, "d" * 64)
    keyring.note_signed(ID, 4, "e" * 64)
    again = FileKeyring(tmp_path / "keys", lambda: None)
    assert (again.last_signed(ID), again.last_signed("c" * 64)) == ((4, "e" * 64), (1, "d" * 64))


def test_note_stays_where_it_is_said_to_be_later(tmp_path: Path) -> None:
    keyring = made(tmp_path, None)
    asked: list[str] = []
    keyring.note_signed(ID, 3, "b" * 64, unless=lambda noted: bool(asked.append(noted)))  # type: ignore[func-returns-value]  # nobody asks
    keyring.note_signed(ID, 2, "c" * 64, unless=lambda noted: noted == "b" * 64)
    assert (asked, keyring.last_signed(ID)) == ([], (3, "b" * 64))
    keyring.note_signed(ID, 2, "c" * 64, unless=lambda noted: noted == "d" * 64)
    assert keyring.last_signed(ID) == (2, "c" * 64)


def test_file_is_on_the_disk_before_it_takes_the_place_of_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    seen: list[tuple[str, bytes]] = []
    fsync, replace = os.fsync, Path.replace

    def watched_fsync(descriptor: int) -> None:
        fsync(descriptor)
        seen.append((stat.filemode(os.fstat(descriptor).st_mode)[0], path.read_bytes()))

    def watched_replace(self: Path, target: Path) -> Path:
        seen.append(("replace", path.read_bytes()))
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(Path, "replace", watched_replace)
    write_durably(path, b"new")
    assert seen == [("-", b"old"), ("replace", b"old"), ("d", b"new")]
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_keys_for_the_next_change_stay_the_same_until_one_is_used(tmp_path: Path) -> None:
    keyring = made(tmp_path, None)
    drawn = keyring.prepared(os.urandom)
    assert FileKeyring(tmp_path / "keys", lambda: None).prepared(os.urandom) == drawn
    assert drawn.identity not in keyring.identities()
    keyring.add(identity=drawn.identity)
    other = keyring.prepared(os.urandom)
    assert (drawn.identity != other.identity, drawn.seed != other.seed) == (True, True)
    keyring.add(seed=other.seed)
    assert keyring.prepared(os.urandom) != other


def test_keys_for_the_next_change_are_protected_as_the_others(protected: Path) -> None:
    FileKeyring(protected, lambda: PASSPHRASE).prepared(counting())
    assert (protected / "next-keys").read_bytes().startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert stat.S_IMODE((protected / "next-keys").stat().st_mode) == 0o600


def test_recovery_key_is_removed_from_the_disk(tmp_path: Path) -> None:
    keyring = made(tmp_path, None)
    keyring.add(recovery_seed=bytes([9]) * 32)
    first, second = SigningKey(bytes([2]) * 32).thumbprint, SigningKey(bytes([9]) * 32).thumbprint
    assert keyring.recovery_seeds() == {second: bytes([9]) * 32, first: bytes([2]) * 32}
    keyring.drop_recovery(kept={second})
    assert list(FileKeyring(tmp_path / "keys", lambda: None).recovery_seeds()) == [second]
    keyring.drop_recovery()
    assert (keyring.has_recovery, keyring.recovery_seeds()) == (False, {})
    assert not (tmp_path / "keys" / "recovery-key").exists()
    keyring.add(recovery_seed=bytes([7]) * 32)
    assert list(keyring.recovery_seeds()) == [SigningKey(bytes([7]) * 32).thumbprint]


def test_key_that_another_process_added_is_not_lost(tmp_path: Path) -> None:
    one, other = made(tmp_path, None), FileKeyring(tmp_path / "keys", lambda: None)
    other.identities()
    one.add(seed=bytes([8]) * 32)
    other.add(seed=bytes([9]) * 32)
    known = {SigningKey(bytes([number]) * 32).thumbprint for number in (1, 8, 9)}
    assert FileKeyring(tmp_path / "keys", lambda: None).signing_thumbprints() == known


def test_keys_are_made_with_what_a_sheet_holds(tmp_path: Path) -> None:
    identity = str(pyrage.x25519.Identity.generate())
    keyring = FileKeyring(tmp_path / "keys", lambda: None)
    keyring.make(counting(), None, recovery_seed=bytes([5]) * 32, identities=[identity])
    assert list(keyring.recovery_seeds().values()) == [bytes([5]) * 32]
    assert (len(keyring.identities()), keyring.identities()[1]) == (2, identity)
