"""Opens a node's database with Django, however many nodes one process opens; it knows no table."""

import atexit
import errno
import itertools
import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import atomic
from django.db.utils import DatabaseError

from foedus.ledger.errors import LedgerError

PRAGMAS = (
    "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    " PRAGMA cache_size=-32000"
)
BUSY_SECONDS = 20
_DISK_FULL: Final = "53100"
"""The SQLSTATE of a server whose disk has no room left."""
POOLED: Final = 10
"""So many connections one web process keeps to a server at most."""
SCHEME: Final = "postgresql://"
_aliases = itertools.count()
_MIGRATIONS = Path(__file__).parent / "migrations"
_WRITER, _BUILDER = 6_613_301, 6_613_302
"""The right to write a database, and that to change its tables: numbers that no other program is likely to take."""
_BEGIN: Final = (
    "SELECT pg_advisory_xact_lock(%s),"
    " CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', true) END"
)
_IS_FIT: Final = (
    "SELECT current_setting('server_encoding'), (SELECT string_agg(word, '' ORDER BY word)"
    " FROM (VALUES ('a'), ('Z'), ('_'), ('é'), ('a-b'), ('aa')) told (word))"
)
IN_ORDER: Final = "Z_aa-baaé"


class DatabaseNameError(LedgerError):
    """What names a database is no address of one."""


class DatabaseFormError(LedgerError):
    """A database server keeps texts in another way than this program needs."""


def sqlite(path: Path) -> dict[str, Any]:
    """Django's settings for a database in a file: writers wait in line, and what was committed is on the disk."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": BUSY_SECONDS, "init_command": PRAGMAS},
    }


def postgresql(url: str, *, is_pooled: bool = False) -> dict[str, Any]:
    """Django's settings for a database that a PostgreSQL server keeps.

    :param url: ``postgresql://user@host/name`` with whatever libpq takes after it; what is not said libpq finds where
        it always does (``PGPASSFILE``, services). To another machine the line is encrypted and its name proved by an
        authority that the system knows, unless ``sslmode`` or ``sslrootcert`` say otherwise.
    :param is_pooled: many threads ask it, and share some connections.
    :raises DatabaseNameError: it is no such address, or names no database.
    """
    from psycopg import ProgrammingError  # noqa: PLC0415 - a laptop's copy needs no driver
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415 - as above

    try:
        told: dict[str, Any] = conninfo_to_dict(url if url.startswith(SCHEME) else "")
    except ProgrammingError:
        told = {}
    name = told.pop("dbname", "")
    if not name:
        raise DatabaseNameError("not-an-address", scheme=SCHEME)
    options: dict[str, Any] = {"application_name": "foedus", **_line(told), **told}
    plain = {ours: str(options.pop(theirs, "")) for ours, theirs in _PARTS}
    if is_pooled:
        options["pool"] = {"min_size": 1, "max_size": POOLED, "timeout": BUSY_SECONDS}
    return {"ENGINE": "django.db.backends.postgresql", "NAME": name, **plain, "OPTIONS": options}


def _line(told: Mapping[str, Any]) -> dict[str, str]:
    """How the line to a server is kept, where nobody has said."""
    hosts = str(told.get("host", "")).split(",")
    if all(_HERE.match(host) for host in hosts) or "sslmode" in told or "service" in told or "PGSSLMODE" in os.environ:
        return {}
    return {"sslmode": "verify-full", "sslrootcert": "system"}


_HERE: Final = re.compile(r"(|[/@].*|localhost|127\.[\d.]+|::1)\Z")
"""Hosts to which the line does not leave the machine: a socket, or itself."""
_PARTS: Final = (("USER", "user"), ("PASSWORD", "password"), ("HOST", "host"), ("PORT", "port"))


def connect(database: dict[str, Any]) -> BaseDatabaseWrapper:
    """Open a database under an alias of its own, its tables as this program has them.

    :param database: Django's settings for it.
    :raises DatabaseFormError: its server keeps texts in another way than needed.
    """
    connection = attach(database)
    with ExitStack() as undone:
        undone.callback(disconnect, connection)
        if not is_current(connection):
            bring_up(connection, "foedus_store")
        undone.pop_all()
    return connection


def attach(database: dict[str, Any]) -> BaseDatabaseWrapper:
    """Name a database by an alias of its own, and leave its tables as they are; it is opened when it is first asked.

    :param database: Django's settings for it.
    """
    alias = f"node{next(_aliases)}"
    configured = connections.configure_settings({"default": {}, alias: database})
    connections.settings[alias] = configured[alias]
    return connections[alias]


def disconnect(connection: BaseDatabaseWrapper) -> None:
    """Close a database that ``connect`` opened, and forget it."""
    connection.close()
    del connections[connection.alias]
    del connections.settings[connection.alias]


def let_go() -> None:
    """Close everything that is open in this process: at its end, and before others are begun that would share it."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if is_server(connection):
            connection.close_pool()  # type: ignore[attr-defined]  # of a server's alone


# Whoever closes a file last folds into it what SQLite keeps beside it: not left to how Python ends.
atexit.register(let_go)


def bring_up(connection: BaseDatabaseWrapper, *apps: str) -> None:
    """Make the tables that are missing, and change those of an older program; one process at a time.

    :param apps: these alone; none named stands for all that are installed.
    :raises DatabaseFormError: its server keeps texts in another way than needed.
    """
    if is_server(connection):
        check_form(connection)
    with _at_once(connection), _as_default(connection):
        for app in apps or ("",):
            named = (app,) if app else ()
            call_command("migrate", *named, database=connection.alias, verbosity=0, interactive=False)


def is_server(connection: BaseDatabaseWrapper) -> bool:
    """Whether a server keeps it, and not a file."""
    return connection.vendor == "postgresql"


def check_form(connection: BaseDatabaseWrapper) -> None:
    """See that a server keeps every letter, and puts texts in order by their letters' numbers, as a file does.

    :raises DatabaseFormError: it does not.
    """
    with connection.cursor() as cursor:
        cursor.execute(_IS_FIT)
        refuse_unfit(*cursor.fetchone())


def refuse_unfit(encoding: str, order: str) -> None:
    """Judge how a server keeps texts.

    :param encoding: in which it writes them.
    :param order: some words, put together in the order that it puts them in.
    :raises DatabaseFormError: a letter would be lost, or lists would come in another order.
    """
    if encoding != "UTF8":
        raise DatabaseFormError("another-encoding", encoding=encoding)
    if order != IN_ORDER:
        raise DatabaseFormError("another-order")


def take_right_to_write(connection: BaseDatabaseWrapper) -> None:
    """Wait for the one right to write, and hold it to the end of the transaction that was begun.

    SQLite gives it where a transaction begins. Of a server it is asked, so that what is read after this is what
    everybody else has committed; and that a commit is on the disk before it is acknowledged.
    """
    if is_server(connection):
        with connection.wrap_database_errors:  # as BEGIN, it is no question of anybody's
            connection.connection.execute(_BEGIN, [_WRITER])


@contextmanager
def _at_once(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let a server change all tables or none, one process at a time; SQLite changes its tables one by one."""
    if not is_server(connection):
        yield
        return
    with atomic(using=connection.alias):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_BUILDER])
        yield


@contextmanager
def _as_default(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let it be the database that is meant where none is named: some libraries change rows so in their migrations."""
    before = connections["default"]
    connections["default"] = connection
    try:
        yield
    finally:
        connections["default"] = before


def system_error(error: BaseException) -> OSError | None:
    """The system's own word for what a database refused, where its disk is full; None where it is something else."""
    cause = error.__cause__ if isinstance(error, DatabaseError) else None
    is_full = getattr(cause, "sqlite_errorname", "") == "SQLITE_FULL" or getattr(cause, "sqlstate", "") == _DISK_FULL
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) if is_full else None


def version_of(connection: BaseDatabaseWrapper) -> str:
    """What keeps it, with its version."""
    if not is_server(connection):
        return f"SQLite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0]}"


def is_current(connection: BaseDatabaseWrapper) -> bool:
    """Whether it has every table of the store as this program wants them."""
    wanted = {path.stem for path in _MIGRATIONS.glob("[0-9]*.py")}
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return False
        cursor.execute("SELECT name FROM django_migrations WHERE app = %s", ["foedus_store"])
        return wanted <= {name for (name,) in cursor.fetchall()}
