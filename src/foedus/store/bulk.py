"""Writes many rows of a table at once: by COPY on a server, one statement for many on SQLite; it knows no table."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from foedus.store.database import is_server

_TOGETHER = 500
"""Rows that one statement holds."""
_WRITTEN_BACK = 4 * 1024 * 1024
"""From so many bytes on, what SQLite wrote ahead is sent on to the disk."""


def columns_of(table: type[models.Model]) -> list[str]:
    """The names of a table's columns, in the order of the model."""
    return [field.column for field in table._meta.concrete_fields if field.column]  # noqa: SLF001 - Django's documented name for it


def write(
    connection: BaseDatabaseWrapper, table: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Add rows to a table.

    :param columns: which are written; the database fills in the others.
    :param rows: values as the database's driver takes them, in the order of the columns.
    """
    if not rows:
        return
    into = _into(table, columns)
    with connection.cursor() as cursor:
        if not is_server(connection):
            cursor.executemany(f"INSERT INTO {into} VALUES ({_places(columns)})", rows)
            return
        with cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def put(
    connection: BaseDatabaseWrapper,
    table: type[models.Model],
    columns: Sequence[str],
    changed: Sequence[str],
    rows: Sequence[Sequence[Any]],
) -> None:
    """Add rows to a table, or change those that are there already: no two of these rows are the same.

    :param columns: as ``write``; the first tells which row it is.
    :param changed: the columns that are set where the row is there.
    """
    into, one = _into(table, columns), f"({_places(columns)})"
    then = f"ON CONFLICT ({columns[0]}) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in changed)}"
    with connection.cursor() as cursor:
        if not is_server(connection):
            cursor.executemany(f"INSERT INTO {into} VALUES {one} {then}", rows)
            return
        for start in range(0, len(rows), _TOGETHER):
            some = rows[start : start + _TOGETHER]
            values = ", ".join([one] * len(some))
            cursor.execute(f"INSERT INTO {into} VALUES {values} {then}", [value for row in some for value in row])


def write_back(connection: BaseDatabaseWrapper, done: int) -> int:
    """Begin to put on the disk what a long transaction has made SQLite write ahead, so that its end waits for less.

    Nothing is waited for and nothing is promised: only the end of the transaction is a promise. A log that is
    long already, since an earlier transaction made it so, is sent on once and then left to the end.

    :param done: up to which byte this was begun before.
    :returns: up to which it is begun now.
    """
    if is_server(connection) or sys.platform != "linux":
        return done
    log = Path(f"{connection.settings_dict['NAME']}-wal")
    size = log.stat().st_size if log.exists() else 0
    if size - done < _WRITTEN_BACK:
        return done
    # SQLite holds no lock on this file, which closing it would open. Linux begins to write whatever nobody needs soon.
    with log.open("rb") as file:
        os.posix_fadvise(file.fileno(), done, size - done, os.POSIX_FADV_DONTNEED)
    return size


def _into(table: type[models.Model], columns: Sequence[str]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    return f"{table._meta.db_table} ({names})"  # noqa: SLF001 - as above


def _places(columns: Sequence[str]) -> str:
    return ", ".join(["%s"] * len(columns))
