"""A node's database: several in one process, each its own, made once, with what keeps it whole switched on."""

import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.transaction import atomic

from foedus.store.database import (
    IN_ORDER,
    DatabaseFormError,
    bring_up,
    connect,
    disconnect,
    is_server,
    let_go,
    postgresql,
    refuse_unfit,
    sqlite,
    take_right_to_write,
)
from foedus.store.node import NodeDatabase, create_node
from tests.databases import ON_FILE_ALONE, fresh
from tests.postgres import shared

pytestmark = ON_FILE_ALONE


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
    assert ask(path, "PRAGMA page_size") == [(8192,)]
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


def test_server_that_keeps_texts_otherwise_is_refused() -> None:
    server = shared()
    server.ask("CREATE DATABASE western TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    with pytest.raises(DatabaseFormError) as caught:
        connect(postgresql(server.address("western")))
    server.ask("DROP DATABASE western WITH (FORCE)")
    assert (caught.value.reason, caught.value.facts) == ("another-encoding", {"encoding": "LATIN1"})
    with pytest.raises(DatabaseFormError, match="another-order"):
        refuse_unfit("UTF8", "a_aa-baaéZ")
    refuse_unfit("UTF8", IN_ORDER)


def test_what_is_open_is_closed_before_others_are_begun() -> None:
    connection = connect({**postgresql(fresh(), is_pooled=True)})
    assert connection.is_usable()
    let_go()
    assert connection.connection is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
    let_go()


def test_server_gets_the_tables_once_and_keeps_them() -> None:
    server = shared()
    server.ask("CREATE DATABASE begun")
    connection = connect(postgresql(server.address("begun")))
    applied = "SELECT app, name, applied FROM django_migrations ORDER BY id"
    before = server.ask(applied, "begun")
    bring_up(connection, "foedus_store")
    disconnect(connection)
    connection = connect(postgresql(server.address("begun")))
    assert is_server(connection)
    assert (server.ask(applied, "begun"), {app for app, _, _ in before}) == (before, {"foedus_store"})
    disconnect(connection)
    server.ask("DROP DATABASE begun WITH (FORCE)")


def test_right_to_write_on_a_server_is_one_and_commits_reach_its_disk() -> None:
    address = fresh()
    one, other = (NodeDatabase(connect(postgresql(f"{address}&options=-csynchronous_commit%3Doff"))) for _ in range(2))
    asked = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM"
    held = f"{asked} pg_database WHERE datname = current_database())"
    with one.transaction(), one.connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)
        with other.connection.cursor() as asking:
            asking.execute(held)
            assert asking.fetchone() == (1,)
            asking.execute("SET lock_timeout = 1")
            with pytest.raises(OperationalError, match="lock timeout"), atomic(using=other.connection.alias):
                take_right_to_write(other.connection)
    with other.connection.cursor() as asking:
        asking.execute(held)
        assert asking.fetchone() == (0,)
