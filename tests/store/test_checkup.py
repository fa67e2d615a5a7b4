"""Each check of a copy's folder and database says what is wrong with real files and a real server."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from foedus.office.checkup import Finding
from foedus.store import checkup
from foedus.store.database import attach, disconnect, version_of
from foedus.store.home import DATABASE, NAMED, database_of, name_database, named
from foedus.store.node import NodeDatabase, create_node, now
from tests.databases import new_home

GIB = 1024**3


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A copy on a file, its keys under a passphrase."""
    made(tmp_path / "home", "sample words")
    return tmp_path / "home"


def made(home: Path, passphrase: str | None) -> None:
    """Make a copy on a file, and close it."""
    store = create_node(home, passphrase).store
    if isinstance(store, NodeDatabase):
        disconnect(store.connection)


def of(home: Path, check: str) -> list[tuple[str, str]]:
    """What one check says when all are made."""
    return [(one.how, one.reason) for one in checkup.checkup(home) if one.check == check]


def told(found: list[Finding]) -> list[tuple[str, str]]:
    return [(one.how, one.reason) for one in found]


def test_copy_of_which_nothing_is_wrong(home: Path) -> None:
    assert {(one.check, one.how) for one in checkup.checkup(home) if one.how == "wrong"} == set()
    assert of(home, "database") == [("ok", "database")]


@pytest.mark.parametrize("either_database", ["postgresql"], indirect=True)
def test_server_of_the_tests_which_does_not_wait_for_its_disk(tmp_path: Path, either_database: str) -> None:
    assert either_database == "postgresql"
    new_home(tmp_path / "home")
    (found,) = [one for one in checkup.checkup(tmp_path / "home") if one.check == "database"]
    told = {"detail": "fsync=off, full_page_writes=off"}
    assert (found.how, found.reason, found.facts) == ("wrong", "not-on-disk", told)


def test_folder_that_is_no_copy(tmp_path: Path) -> None:
    assert told(checkup.checkup(tmp_path)) == [("ok", "versions"), ("wrong", "no-copy")]


@pytest.mark.parametrize("name, mode", [(".", 0o755), ("keys", 0o750), ("keys/signing-key", 0o640), (DATABASE, 0o644)])
def test_file_that_others_may_read(home: Path, name: str, mode: int) -> None:
    (home / name).chmod(mode)
    (found,) = checkup.files(home)
    assert (found.reason, found.facts["file"], found.facts["mode"]) == ("open-to-others", str(home / name), f"{mode:o}")
    (home / name).chmod(int(found.facts["wanted"], 8))
    assert told(checkup.files(home)) == [("ok", "files")]


def test_keys_without_a_passphrase_and_without_a_file(tmp_path: Path, home: Path) -> None:
    made(tmp_path / "open", None)
    assert told(checkup.files(tmp_path / "open")) == [("look", "keys-unprotected")]
    (home / "keys" / "signing-key").unlink()
    assert told(checkup.files(home)) == [("wrong", "key-file-missing")]


def test_note_of_what_was_signed_that_is_damaged(home: Path) -> None:
    (home / "keys" / "last-signed.json").write_bytes(b"{")
    assert of(home, "last-signed") == [("ok", "last-signed")]  # it is in no cooperation yet


@pytest.mark.parametrize(
    "free, expected",
    [(GIB // 8, ("wrong", "little-space")), (GIB, ("look", "little-space")), (9 * GIB, ("ok", "space"))],
)
def test_disk_that_is_nearly_full(free: int, expected: tuple[str, str]) -> None:
    assert told(checkup.room(free)) == [expected]


def test_disk_of_the_copy_is_the_one_that_is_looked_at(home: Path) -> None:
    assert told(checkup.space(home)) == told(checkup.room(shutil.disk_usage(home).free))


def test_database_whose_file_is_damaged(home: Path) -> None:
    content = bytearray((home / DATABASE).read_bytes())
    content[100:60000] = b"\xff" * 59900
    (home / DATABASE).write_bytes(content)
    assert of(home, "database") == [("wrong", "database-unreadable")]


def test_database_that_another_program_has_set_to_another_mode(home: Path) -> None:
    with closing(sqlite3.connect(home / DATABASE)) as opened:
        opened.execute("PRAGMA journal_mode=DELETE")
    assert of(home, "database") == [("look", "another-mode"), ("ok", "database")]
    assert of(home, "database") == [("ok", "database")]


def test_database_of_an_older_program(tmp_path: Path, either_database: str) -> None:  # noqa: ARG001 - it says on which
    new_home(tmp_path / "home")
    connection = attach(database_of(tmp_path / "home"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(name) FROM django_migrations WHERE app = 'foedus_store'")
        (last,) = cursor.fetchone()
        cursor.execute("DELETE FROM django_migrations WHERE app = 'foedus_store' AND name = %s", [last])
    found = of(tmp_path / "home", "database")[:1]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('foedus_store', %s, %s)", [last, now()]
        )
    disconnect(connection)
    assert found == [("wrong", "tables-old")]


@pytest.mark.parametrize("address", ["postgresql://nobody@127.0.0.1:9/foedus", "no address"])
def test_server_that_does_not_answer_or_has_no_address(home: Path, address: str) -> None:
    name_database(home, address)
    assert of(home, "database") == [("wrong", "database-unreachable")]


@pytest.mark.parametrize("either_database", ["postgresql"], indirect=True)
def test_server_that_acknowledges_what_is_not_on_the_disk(tmp_path: Path, either_database: str) -> None:
    new_home(tmp_path / "home")
    connection = attach(database_of(tmp_path / "home"))
    assert (version_of(connection).split()[0].lower(), named(tmp_path / "home") is None) == (either_database, False)
    disconnect(connection)
    assert [told(list(checkup.server(1, settings))) for settings in ({"fsync": "off"}, {"fsync": "on"})] == [
        [("wrong", "old-server"), ("wrong", "not-on-disk")],
        [("wrong", "old-server")],
    ]
    assert (tmp_path / "home" / NAMED).is_file()


def test_backup_that_is_missing_unverified_and_old(home: Path, tmp_path: Path) -> None:
    assert told(checkup.backups(home)) == [("look", "no-backup")]
    file = tmp_path / "sample.zip"
    file.write_bytes(b"sample")
    checkup.note_backup(home, file, now())
    assert told(checkup.backups(home)) == [("look", "backup-unverified")]
    other = tmp_path / "other.zip"
    other.write_bytes(b"another")
    checkup.note_verified(home, other, now())
    assert told(checkup.backups(home)) == [("look", "backup-unverified")]
    checkup.note_verified(home, file, now())
    assert told(checkup.backups(home)) == [("ok", "backup")]
    checkup.note_backup(home, file, "2024-01-01T00:00:00Z")
    assert told(checkup.backups(home)) == [("wrong", "backup-old")]
    (home / checkup.LAST_BACKUP).write_text(json.dumps([]))
    assert told(checkup.backups(home)) == [("look", "no-backup")]
