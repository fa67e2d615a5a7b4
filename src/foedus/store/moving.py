"""Moves an office's copy from one database to another, row by row, and compares both; it knows no row's meaning.

What is listed from the registers is not moved: it is made again from them. The home names the new database once both
hold the same, and the old one refuses every change from before that moment on.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec
from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import atomic

from foedus.ledger.errors import LedgerError
from foedus.store import bulk
from foedus.store.closing import close_to_writing, open_to_writing, tables_of
from foedus.store.database import bring_up, connect, disconnect, is_server, postgresql, sqlite, take_right_to_write
from foedus.store.home import DATABASE, HomeError, database_of, is_home, name_database, named
from foedus.store.listing import index
from foedus.store.models import LISTED, Blob, Cooperation, Draft, Journal, Setting

_BEING_MADE: Final = f"{DATABASE}.moving"
_ENDS: Final = ("", "-wal", "-shm", "-journal")
_OWN_KEEPING: Final = frozenset({"django_migrations", index.TABLE, "sqlite_sequence"})
"""Tables that each database fills for itself."""
_TOGETHER: Final = 1_000
_FEW: Final[dict[type[models.Model], int]] = {Blob: 1, Journal: 100}
"""Of these, rows are read so many at a time: one can be large."""


class MoveError(LedgerError):
    """A copy cannot be moved there, or did not arrive as it was."""


class Moved(msgspec.Struct, frozen=True):
    """What was moved: ``rows`` in all, their ``digest`` in both databases, and where the old one is still kept."""

    rows: int
    digest: str
    kept: str


Digests = dict[str, tuple[int, str]]
Step = Callable[[int], None]


def rows_in(home: Path) -> int:
    """How many rows a home's database holds that would be moved.

    :raises HomeError: there is no copy.
    """
    with _opened(_database(home)) as old:
        bring_up(old)
        return sum(table._default_manager.using(old.alias).count() for table in _tables())  # noqa: SLF001 - as below


def move(home: Path, url: str | None, progress: Step | None = None) -> Moved | None:
    """Move a home's database to a server, or into a file of the home.

    Interrupted at any moment, the home has the old database or the new one, whole; repeating it completes it.

    :param url: of an empty database; None for the file.
    :param progress: called with the number of rows written or compared since the last call: thrice for each.
    :returns: None where it is there already; a database that a move had closed is opened again then.
    :raises HomeError: there is no copy.
    :raises MoveError: the new database holds something else, or not what was moved.
    """
    with _opened(_database(home)) as old:
        if named(home) == url:
            with atomic(using=old.alias):
                open_to_writing(old)
            return None
        bring_up(old)
        _see_that_all_is_known(old)
        here = _move(home, old, url, progress or _nobody)
    kept = _name(home, url)
    rows = sum(count for count, _ in here.values())
    return Moved(rows, hashlib.sha256(repr(sorted(here.items())).encode()).hexdigest(), kept)


def _database(home: Path) -> dict[str, Any]:
    if not is_home(home):
        raise HomeError("no-node-here", home=str(home))
    return database_of(home)


@contextmanager
def _opened(settings: dict[str, Any]) -> Iterator[BaseDatabaseWrapper]:
    connection = connect(settings)
    try:
        yield connection
    finally:
        disconnect(connection)


def _move(home: Path, old: BaseDatabaseWrapper, url: str | None, step: Step) -> Digests:
    """Copy, compare, and close the old one: it is closed before the new one is there for good."""
    target = home / _BEING_MADE
    if url is None:
        _remove(target)
        target.touch(mode=0o600)
    with ExitStack() as opened:
        new = opened.enter_context(_opened(sqlite(target) if url is None else postgresql(url)))
        bring_up(new)
        opened.enter_context(atomic(using=new.alias))
        with atomic(using=old.alias):
            _hold(old)
            is_used = _is_used(new)
            if not is_used:
                _copy(old, new, step)
            here, there = _digests(old, step), _digests(new, step)
            if here != there:
                raise MoveError("holds-another" if is_used else "not-the-same", tables=_unlike(here, there))
            close_to_writing(old)
    return here


def copy_into_file(home: Path, target: Path) -> None:
    """Copy what a server keeps for a home into a file, as it stands at one moment; nobody has to wait meanwhile.

    :param target: an empty file.
    :raises MoveError: the file does not hold the same.
    """
    with ExitStack() as opened:
        old, new = (opened.enter_context(_opened(one)) for one in (_database(home), sqlite(target)))
        bring_up(old)
        bring_up(new)
        _see_that_all_is_known(old)
        opened.enter_context(atomic(using=new.alias))
        opened.enter_context(atomic(using=old.alias))
        with old.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        _copy(old, new, _nobody)
        here, there = _digests(old, _nobody), _digests(new, _nobody)
        if here != there:
            raise MoveError("not-the-same", tables=_unlike(here, there))


def _nobody(_: int) -> None:
    """Nobody watches."""


def _unlike(here: Digests, there: Digests) -> str:
    return ", ".join(sorted(table for table in here if here[table] != there[table]))


def _hold(old: BaseDatabaseWrapper) -> None:
    """Keep everybody from changing it, to the end of the transaction; SQLite does so where that begins."""
    if is_server(old):
        take_right_to_write(old)
        names = ", ".join(f'"{table}"' for table in tables_of(old))
        with old.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def _name(home: Path, url: str | None) -> str:
    """Let the home have the new database; gives where the old one stays."""
    if url is None:
        kept = named(home) or ""
        (home / _BEING_MADE).replace(home / DATABASE)
        name_database(home, None)
        return kept
    before = named(home)
    name_database(home, url)
    if before is not None:
        return before
    aside = home / f"{DATABASE}.until-{datetime.now(UTC).strftime('%Y%m%dT%H%M%SZ')}"
    for end in _ENDS:
        if (home / f"{DATABASE}{end}").exists():
            (home / f"{DATABASE}{end}").replace(f"{aside}{end}")
    return str(aside)


def _remove(database: Path) -> None:
    for end in _ENDS:
        database.with_name(f"{database.name}{end}").unlink(missing_ok=True)


# Tables and rows


def _tables() -> list[type[models.Model]]:
    """Every table whose rows are moved."""
    return [
        table
        for table in apps.get_models(include_auto_created=True)
        if table._meta.managed and not table._meta.proxy and table not in LISTED  # noqa: SLF001 - Django's documented name for it
    ]


def _see_that_all_is_known(old: BaseDatabaseWrapper) -> None:
    """Refuse to move a database with a table that would be left behind.

    :raises MoveError: it has one.
    """
    ours: list[type[models.Model]] = [*_tables(), *LISTED]
    known = {table._meta.db_table for table in ours} | _OWN_KEEPING  # noqa: SLF001 - as above
    unknown = [table for table in tables_of(old) if table not in known]
    if unknown:
        raise MoveError("unknown-tables", tables=", ".join(unknown))


def _is_used(new: BaseDatabaseWrapper) -> bool:
    return any(table._default_manager.using(new.alias).exists() for table in (Setting, Cooperation, Draft))  # noqa: SLF001 - as above


def _copy(old: BaseDatabaseWrapper, new: BaseDatabaseWrapper, step: Step) -> None:
    for table in _tables():
        fields = _fields(table)
        columns = [field.column for field in fields]
        with new.cursor() as cursor:
            cursor.execute(f'DELETE FROM "{table._meta.db_table}"')  # noqa: SLF001 - as above
        for some in _rows(old, table):
            rows = [
                tuple(field.get_db_prep_save(value, new) for field, value in zip(fields, row, strict=True))
                for row in some
            ]
            bulk.write(new, table, columns, rows)
            step(len(rows))
        if isinstance(table._meta.pk, models.AutoField | models.BigAutoField):  # noqa: SLF001 - as above
            go_on(new, table, last_drawn(old, table))


def _digests(connection: BaseDatabaseWrapper, step: Step) -> Digests:
    """Of each table how many rows it has, and the SHA-256 of them all in order."""
    found: Digests = {}
    for table in _tables():
        digest = hashlib.sha256()
        count = 0
        for some in _rows(connection, table):
            for row in some:
                digest.update(repr(tuple(map(_plain, row))).encode())
            count += len(some)
            step(len(some))
        found[table._meta.db_table] = (count, digest.hexdigest())  # noqa: SLF001 - as above
    return found


def _plain(value: Any) -> Any:
    """A value in one form, whichever database it comes from."""
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True)
    return value


def _fields(table: type[models.Model]) -> "list[models.Field[Any, Any]]":
    return [field for field in table._meta.concrete_fields if field.column]  # noqa: SLF001 - as above


def _rows(connection: BaseDatabaseWrapper, table: type[models.Model]) -> Iterator[list[tuple[Any, ...]]]:
    """A table's rows in order, some at a time."""
    names = [field.attname for field in _fields(table)]
    at_once = _FEW.get(table, _TOGETHER)
    rows = table._default_manager.using(connection.alias).order_by("pk").values_list(*names)  # noqa: SLF001 - as above
    found = rows.iterator(chunk_size=at_once)
    while some := list(islice(found, at_once)):
        yield some


# Numbers that the database draws: those that were drawn are not drawn again, though their rows are gone


def last_drawn(connection: BaseDatabaseWrapper, table: type[models.Model]) -> int:
    """The last number that a database drew for a table; 0 where it drew none."""
    name, column = table._meta.db_table, table._meta.pk.column  # noqa: SLF001 - as above
    query = (
        "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)"
        if is_server(connection)
        else "SELECT max(seq) FROM sqlite_sequence WHERE name = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [name, column] if is_server(connection) else [name])
        (last,) = cursor.fetchone()
        cursor.execute(f'SELECT max("{column}") FROM "{name}"')
        (highest,) = cursor.fetchone()
    return max(last or 0, highest or 0)


def go_on(connection: BaseDatabaseWrapper, table: type[models.Model], last: int) -> None:
    """Let a database draw numbers for a table after this one."""
    name, column = table._meta.db_table, table._meta.pk.column  # noqa: SLF001 - as above
    with connection.cursor() as cursor:
        if is_server(connection):
            query = "SELECT setval(pg_get_serial_sequence(%s, %s)::regclass, %s, %s)"
            cursor.execute(query, [name, column, max(last, 1), last > 0])
            return
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, last])
