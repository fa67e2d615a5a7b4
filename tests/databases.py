"""On which of the two databases the nodes of a test stand: a file in the home, or one that a server keeps.

    def test_x(either_database: str, tmp_path: Path) -> None:
        node = new_home(tmp_path / "home")

runs twice. A server's databases are copies of one whose tables are made already; a test leaves them empty to the next.
Where a test is dear, its offices stand on both at once (``ON_FILE_FIRST``).
"""

import fcntl
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import connections

from foedus.office.ports import Node
from foedus.store.database import bring_up, connect, disconnect, postgresql, sqlite
from foedus.store.home import DATABASE, KEYS, name_database, named
from foedus.store.keyring import FileKeyring
from foedus.store.node import create_node, now, open_node
from tests.postgres import Server, shared

FILE, SERVER = "sqlite", "postgresql"
BOTH: Final = (FILE, SERVER)
ON_FILE_ALONE: Final = pytest.mark.parametrize("either_database", [FILE], indirect=True)
"""For tests that are about files, or that open no node."""
ON_SERVER_ALONE: Final = pytest.mark.parametrize("either_database", [SERVER], indirect=True)
"""For tests of what no file can do: several processes that answer or work."""
WRONG_HERE: Final = {FILE: [], SERVER: ["not-on-disk"]}
"""What ``foedus doctor`` finds wrong with an office of the tests: their server waits for no disk."""
FILE_FIRST, SERVER_FIRST = f"{FILE}+{SERVER}", f"{SERVER}+{FILE}"
ON_FILE_FIRST: Final = pytest.mark.parametrize("either_database", [FILE_FIRST], indirect=True)
"""For tests of several offices that take long: the first is in a file, the second on a server, and so on in turn."""
ON_SERVER_FIRST: Final = pytest.mark.parametrize("either_database", [SERVER_FIRST], indirect=True)
"""The other way round."""
_TEMPLATE: Final = "foedus_template"
_EMPTY: Final = """
DO $$
DECLARE one record; is_there boolean; full_ones text := '';
BEGIN
  PERFORM pg_terminate_backend(pid, 60000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
  FOR one IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'
    AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission')
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %I)', one.name) INTO is_there;
    IF is_there THEN full_ones := full_ones || ', ' || quote_ident(one.name); END IF;
  END LOOP;
  IF full_ones <> '' THEN EXECUTE 'TRUNCATE ' || substr(full_ones, 3) || ' CASCADE'; END IF;
  FOR one IN SELECT sequencename AS name FROM pg_sequences WHERE last_value IS NOT NULL
    AND sequencename NOT LIKE 'django_%' AND sequencename NOT LIKE 'auth_permission%'
  LOOP
    EXECUTE format('ALTER SEQUENCE %I RESTART', one.name);
  END LOOP;
END $$
"""
"""Empties a database, but for what its tables were made with; who was served from it and is ended writes no more."""
_numbers = itertools.count()


class _Current:
    """What the nodes of the running test stand on."""

    kinds: Iterator[str] = itertools.repeat(FILE)
    made: list[str] = []  # noqa: RUF012 - one for the process, emptied by each test
    free: list[str] = []  # noqa: RUF012 - likewise: those that were emptied
    copies: list[str] = []  # noqa: RUF012 - likewise: those that are of use to no other test


def next_address() -> str | None:
    """The address of the database on which the next home of the running test stands; None for the file in it."""
    return fresh() if next(_Current.kinds) == SERVER else None


def new_home(home: Path, passphrase: str | None = None, clock: Callable[[], str] = now) -> Node:
    """Make a party's node, on the database of the running test."""
    address = next_address()
    if address is not None:
        return create_node(home, passphrase, clock, database=address)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    FileKeyring(home / KEYS, lambda: passphrase).make(os.urandom, passphrase)
    (home / DATABASE).touch(mode=0o600)
    (home / DATABASE).write_bytes(_file_with_tables())
    return open_node(home, lambda: passphrase, clock)


@cache
def _file_with_tables() -> bytes:
    """A home's database as a new node has it, made once: making its tables takes longer than most tests."""
    with tempfile.TemporaryDirectory(prefix="foedus-") as folder:
        path = Path(folder) / DATABASE
        disconnect(connect(sqlite(path)))
        return path.read_bytes()


def settings_in(folder: Path) -> dict[str, Any]:
    """Django's settings for a database that belongs to a folder: the same one whenever this is asked."""
    told = folder / "node.address"
    if not told.exists():
        told.write_text(next_address() or "")
    return postgresql(address) if (address := told.read_text()) else sqlite(folder / "node.db")


def keep_aside(home: Path, folder: Path, *, is_for_all: bool = False) -> Path:
    """Copy a home with its database, which nobody else asks meanwhile, as a backup would; gives the copy's folder.

    :param is_for_all: the copy outlives the running test, so that others copy it in their turn.
    """
    address = named(home)
    stands_on = str(home / DATABASE) if address is None else name_in(address)
    for alias, about in connections.settings.items():
        if about["NAME"] == stands_on:
            connections[alias].close()
    shutil.copytree(home, folder)
    if address is not None:
        name = f"kept_{os.getpid()}_{next(_numbers)}"
        shared().ask(f"CREATE DATABASE {name} TEMPLATE {name_in(address)}")
        if not is_for_all:
            _Current.copies.append(name)
        name_database(folder, shared().address(name))
    return folder


def keep_from_others(address: str) -> None:
    """Let no other test have a database after this one, which changes its tables; nothing where there is no address."""
    name = name_in(address)
    if name in _Current.made:
        _Current.made.remove(name)
        _Current.copies.append(name)


def name_in(address: str) -> str:
    """The name of a database on the server of the tests."""
    return address.removeprefix("postgresql:///").partition("?")[0]


def fresh() -> str:
    """The address of a new database, its tables made, on the server that all tests share."""
    server = _with_template()
    if _Current.free:
        name = _Current.free.pop()
    else:
        name = f"node_{os.getpid()}_{next(_numbers)}"
        server.ask(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
    _Current.made.append(name)
    return server.address(name)


@contextmanager
def empty(name: str) -> Iterator[tuple[Server, str]]:
    """A database of a name, with nothing in it, gone after the block; gives its server and its address."""
    server = shared()
    server.ask(f"CREATE DATABASE {name}")
    try:
        yield server, server.address(name)
    finally:
        server.ask(f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _with_template() -> Server:
    server = shared()
    with (server.folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not server.ask(f"SELECT 1 FROM pg_database WHERE datname = '{_TEMPLATE}'"):  # noqa: S608 - our own name
            server.ask(f"CREATE DATABASE {_TEMPLATE}_begun")
            connection = connect(postgresql(server.address(f"{_TEMPLATE}_begun")))
            bring_up(connection)
            disconnect(connection)
            server.ask(f"ALTER DATABASE {_TEMPLATE}_begun RENAME TO {_TEMPLATE}")
    return server


@contextmanager
def on(kinds: str) -> Iterator[str]:
    """Let the nodes that are made stand on a kind of database, and close all of them at the end.

    :param kinds: one, or several with ``+`` between them, which the homes take in turn.
    """
    before, _Current.kinds = _Current.kinds, itertools.cycle(kinds.split("+"))
    made, _Current.made = _Current.made, []
    copies, _Current.copies = _Current.copies, []
    try:
        yield kinds
    finally:
        for alias in list(connections.settings):
            if alias.startswith("node"):
                disconnect(connections[alias])
        for name in _Current.copies:
            shared().ask(f"DROP DATABASE {name} WITH (FORCE)")
        for name in _Current.made:
            shared().ask(_EMPTY, name)
        _Current.free += _Current.made
        _Current.kinds, _Current.made, _Current.copies = before, made, copies
