"""A backup of a copy that is in use: whole, checked against its list of contents, and put back in place."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.office import parties, partnerships
from foedus.store import backup
from foedus.store.backup import BackupError
from foedus.store.node import open_node
from tests.databases import ON_FILE_ALONE, new_home

AT = "2026-01-01T00:00:00Z"
Change = Callable[[dict[str, bytes]], None]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one cooperation that was founded alone."""
    node = new_home(tmp_path / "home", clock=lambda: AT)
    signing, recovery, age = node.keyring.newest()  # type: ignore[attr-defined]  # the port does not need it
    parties.set_own_card(node, "ITA", "Sample", {}, signing.jwk, recovery.jwk, age)
    partnerships.found(node, "Sample cooperation", expected={"AZE": "Azerbaijan"})
    return tmp_path / "home"


def made(home: Path) -> bytes:
    target = io.BytesIO()
    backup.make(home, target, AT)
    return target.getvalue()


def changed(data: bytes, change: Change) -> io.BytesIO:
    """A backup with other parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target


def test_backup_tells_what_is_in_it(home: Path) -> None:
    view = partnerships.overview(open_node(home, lambda: None))[0]
    told = backup.verify(io.BytesIO(made(home)))
    assert (told.at, told.has_recovery_key, told.is_protected) == (AT, True, False)
    assert told.cooperations == (backup.HeldCooperation("AZE", "Sample cooperation", view.digest, 1),)


def test_key_of_second_factors_comes_back_for_its_owner_alone(home: Path, tmp_path: Path) -> None:
    (home / "keys" / "second-factors").write_text("sample")
    file, again = tmp_path / "sample.zip", tmp_path / "again" / "keys" / "second-factors"
    file.write_bytes(made(home))
    backup.restore(file, tmp_path / "again")
    assert (again.read_text(), again.stat().st_mode & 0o777) == ("sample", 0o600)


def test_backup_restored_is_the_same_copy(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "sample.zip"
    file.write_bytes(made(home))
    backup.restore(file, tmp_path / "again")
    one, other = (open_node(folder, lambda: None) for folder in (home, tmp_path / "again"))
    assert partnerships.overview(one) == partnerships.overview(other)
    assert one.keyring.identities() == other.keyring.identities()
    partnership = one.store.cooperations()[0].id
    assert one.keyring.last_signed(partnership) == other.keyring.last_signed(partnership)
    assert {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "again" / "keys").iterdir()} == {
        "last-signed.json": 0o600,
        "recovery-key": 0o600,
        "signing-key": 0o600,
    }


def test_backup_without_the_recovery_key_says_so(home: Path) -> None:
    (home / "keys" / "recovery-key").unlink()
    assert not backup.verify(io.BytesIO(made(home))).has_recovery_key


def test_backup_is_not_restored_over_a_home(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "sample.zip"
    file.write_bytes(made(home))
    with pytest.raises(BackupError, match="home-not-empty"):
        backup.restore(file, home)


def _with_contents(**said: object) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        parts["contents.json"] = json.dumps({**json.loads(parts["contents.json"]), **said}).encode()

    return change


def _with_file(name: str) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        files = json.loads(parts["contents.json"])["files"]
        _with_contents(files={**files, name: {"sha256": "0" * 64, "size": 0}})(parts)

    return change


@pytest.mark.parametrize(
    "change, reason",
    [
        (lambda parts: parts.pop("contents.json"), "not-a-backup"),
        (lambda parts: parts.update({"contents.json": b"{"}), "not-a-backup"),
        (_with_contents(files=[]), "not-a-backup"),
        (_with_contents(files={}), "not-a-backup"),
        (_with_contents(form="foedus-backup/9"), "another-form"),
        (_with_file("../outside"), "not-a-backup"),
        (lambda parts: parts.pop("foedus.db"), "file-missing"),
        (lambda parts: parts.update({"keys/signing-key": b"{}"}), "file-changed"),
    ],
)
def test_backup_that_was_changed_is_refused(home: Path, change: Change, reason: str) -> None:
    with pytest.raises(BackupError) as caught:
        backup.verify(changed(made(home), change))
    assert caught.value.reason == reason


def test_file_that_is_no_backup_is_refused() -> None:
    with pytest.raises(BackupError, match="not-a-backup"):
        backup.verify(io.BytesIO(b"a letter"))


@ON_FILE_ALONE
def test_backup_of_a_damaged_database_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "LIMIT", 1)
    with pytest.raises(BackupError, match="too-large"):
        backup.verify(io.BytesIO(made(home)))
    monkeypatch.undo()
    with sqlite3.connect(home / "foedus.db") as connection:
        connection.execute("DROP TABLE foedus_store_cooperation")
    connection.close()
    with pytest.raises(BackupError, match="database-damaged"):
        backup.verify(io.BytesIO(made(home)))
