"""Drops what is derived from the journals and makes it again, each line verified again; it knows no rule."""

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from foedus.exchange.checking import Checked, checker, keys_in, without_collection
from foedus.ledger.errors import LedgerError
from foedus.ledger.limits import LINE_BYTES
from foedus.ledger.line import Line, read_line
from foedus.ledger.partnership import Partnership, Taken
from foedus.store.cooperation import StoredCooperation
from foedus.store.listing.update import forget_listed
from foedus.store.models import DERIVED, Kind
from foedus.store.node import NodeDatabase

_AT_ONCE = 1_000


class RebuildError(LedgerError):
    """A line of a journal is not the one that was taken in: the file was changed behind the program's back."""


def rebuild(database: NodeDatabase, progress: Callable[[int], None] | None = None, jobs: int | None = None) -> int:
    """Make every derived table again, in one transaction. Of the old ones nothing is believed.

    :param progress: called with the number of lines done since the last call.
    :param jobs: processes that verify; as ``exchange.checking.checker``.
    :returns: the number of lines.
    :raises RebuildError: a line does not verify any more. Nothing was changed then.
    """
    connection = database.connection
    with database.transaction(), tempfile.TemporaryDirectory(prefix="foedus-") as folder:
        ledgers = {ledger.number: ledger for ledger in database.ledgers()}
        journal = Path(folder) / "journal"
        _write_lines(connection, ledgers, journal)
        with connection.cursor() as cursor:
            for table in DERIVED:
                cursor.execute(f"DELETE FROM {table._meta.db_table}")  # noqa: SLF001 - Django's documented name for it
        forget_listed(connection)
        database.forget()
        keys = keys_in({"": journal})
        places = _places(connection)
        count = 0
        again = _Again(ledgers)
        with checker(journal.stat().st_size, keys, jobs) as check, without_collection():
            for part in check.checked(journal):
                again.take(part, [next(places) for _ in part.lines])
                count += len(part.lines)
                if progress is not None:
                    progress(len(part.lines))
    return count


class _Again:
    """Takes the lines of all journals in again, in the order in which they were applied."""

    def __init__(self, ledgers: dict[int, StoredCooperation]) -> None:
        self._ledgers = ledgers
        self._partnerships = {number: Partnership(ledger) for number, ledger in ledgers.items()}

    def take(self, part: Checked, places: list[tuple[int, int]]) -> None:
        lines = [self._read(part, number, place) for number, place in enumerate(places)]
        for number, ledger in self._ledgers.items():
            ledger.expect([line for (_, one), line in zip(places, lines, strict=True) if one == number])
        for (id_, number), line in zip(places, lines, strict=True):
            self._ledgers[number].rebuild_from(id_)
            outcome = self._partnerships[number].receive(line)
            if outcome.taken is not Taken.APPLIED:
                raise _changed(self._ledgers[number], id_, outcome.reason or outcome.taken.value)

    def _read(self, part: Checked, number: int, place: tuple[int, int]) -> Line:
        try:
            return part.line(number) if part.verified[number] else read_line(part.lines[number], {})
        except LedgerError as error:
            raise _changed(self._ledgers[place[1]], place[0], error.reason) from None


def _write_lines(connection: BaseDatabaseWrapper, ledgers: dict[int, StoredCooperation], journal: Path) -> None:
    """Write all lines into one file, from which others may check them."""
    with journal.open("wb") as file:
        for id_, number, line in _rows(connection, "id, cooperation, line"):
            if number not in ledgers or b"\n" in line or len(line) >= LINE_BYTES:
                raise _changed(ledgers.get(number), id_, "not-a-line")
            file.write(bytes(line) + b"\n")


def _places(connection: BaseDatabaseWrapper) -> Iterator[tuple[int, int]]:
    yield from _rows(connection, "id, cooperation")


def _rows(connection: BaseDatabaseWrapper, columns: str) -> Iterator[tuple[Any, ...]]:
    last = 0
    while True:
        with connection.cursor() as cursor:
            query = f"SELECT {columns} FROM foedus_store_journal WHERE id > %s ORDER BY id LIMIT %s"
            cursor.execute(query, [last, _AT_ONCE])
            some = cursor.fetchall()
        if not some:
            return
        yield from some
        last = some[-1][0]


def _changed(ledger: StoredCooperation | None, id_: int, why: str) -> RebuildError:
    name = ledger.cooperation.name if ledger is not None else ""
    return RebuildError("line-changed", number=id_, cooperation=name, why=why)


def derived_digest(database: NodeDatabase) -> dict[str, str]:
    """The SHA-256 of each derived table's rows, in order, byte for byte: the same before and after a rebuild."""
    return {table.__name__.lower(): table_digest(database.connection, table) for table in DERIVED}


def table_digest(connection: BaseDatabaseWrapper, table: type[models.Model]) -> str:
    """The SHA-256 of one table's rows, in order."""
    digest = hashlib.sha256()
    fields = table._meta.concrete_fields  # noqa: SLF001 - Django's documented name for it
    # A number that the database itself draws goes on after a deletion, and names nothing: it gives the order, within
    # a partnership, alone.
    drawn = [field for field in fields if isinstance(field, models.BigAutoField)]
    quoted = ", ".join(f'"{field.column}"' for field in fields if field not in drawn)
    order = "cooperation, id" if drawn and table is not Kind else quoted
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {quoted} FROM {table._meta.db_table} ORDER BY {order}")  # noqa: SLF001 - as above
        while rows := cursor.fetchmany(_AT_ONCE):
            for row in rows:
                plain = [bytes(value) if isinstance(value, memoryview) else value for value in row]
                digest.update(repr(plain).encode())
    return digest.hexdigest()
