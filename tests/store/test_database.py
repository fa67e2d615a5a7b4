"""A node's database: several in one process, each its own, made once, with what keeps it whole switched on."""

import sqlite3
import stat
from pathlib import Path
from typing import Any

from foedus.store.database import connect, sqlite
from foedus.store.node import create_node


def ask(path: Path, query: str) -> list[Any]:
    connection = connect(sqlite(path))
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = list(cursor.fetchall())
    connection.close()
    return found


def test_new_database_has_the_tables_and_keeps_them_when_opened_again(tmp_path: Path) -> None:
    tables = ask(tmp_path / "a.db", "SELECT name FROM sqlite_master WHERE name LIKE 'foedus_%' ORDER BY name")
    assert ("foedus_store_journal",) in tables
    before = ask(tmp_path / "a.db", "SELECT app, name, applied FROM django_migrations ORDER BY id")
    assert ask(tmp_path / "a.db", "SELECT app, name, applied FROM django_migrations ORDER BY id") == before
    assert [app for app, _, _ in before] == ["foedus_store"] * len(before)


def test_database_writes_ahead_and_onto_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    assert ask(path, "PRAGMA journal_mode") == [("wal",)]
    assert ask(path, "PRAGMA synchronous") == [(2,)]
    assert ask(path, "PRAGMA foreign_keys") == [(1,)]


def test_transaction_takes_the_right_to_write_at_its_beginning(tmp_path: Path) -> None:
    settings = sqlite(tmp_path / "a.db")
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert settings["OPTIONS"]["timeout"] > 5


def test_two_databases_in_one_process_share_nothing(tmp_path: Path) -> None:
    one, other = connect(sqlite(tmp_path / "one.db")), connect(sqlite(tmp_path / "other.db"))
    with one.cursor() as cursor:
        cursor.execute("INSERT INTO foedus_store_kind (name) VALUES ('plan')")
    with other.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM foedus_store_kind")
        assert cursor.fetchall() == [(0,)]
    assert one.alias != other.alias


def test_old_database_gets_the_tables_that_are_missing(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "a.db").close()
    assert ask(tmp_path / "a.db", "SELECT count(*) FROM foedus_store_journal") == [(0,)]


def test_database_of_a_node_is_for_its_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    create_node(home, None)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.glob("foedus.db*")}
    assert set(modes.values()) == {0o600}


def test_entries_are_found_by_hash_and_by_place_and_have_no_other_index(tmp_path: Path) -> None:
    query = (
        "SELECT t.column1, group_concat(c.name) FROM (VALUES ('journal'), ('placed')) t"
        " JOIN pragma_index_list('foedus_store_' || t.column1) i JOIN pragma_index_info(i.name) c"
        " GROUP BY i.name ORDER BY i.name"
    )
    assert ask(tmp_path / "a.db", query) == [("placed", "cooperation,hash"), ("placed", "cooperation,branch,seq")]
