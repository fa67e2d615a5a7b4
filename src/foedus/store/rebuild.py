"""Drops what is derived from the journals and makes it again, each line verified again; it knows no rule."""

import hashlib
from collections.abc import Callable, Iterator

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from foedus.exchange.checking import checker
from foedus.ledger.errors import LedgerError
from foedus.ledger.line import Line, read_line
from foedus.ledger.partnership import Partnership, Taken
from foedus.store.cooperation import StoredCooperation
from foedus.store.models import DERIVED, Journal
from foedus.store.node import NodeDatabase

_AT_ONCE = 1_000
_LINE_BYTES = 700
"""About how long a line is: to tell whether many processors are worth it."""


class RebuildError(LedgerError):
    """A line of a journal is not the one that was taken in: the file was changed behind the program's back."""


def rebuild(database: NodeDatabase, progress: Callable[[int], None] | None = None, jobs: int | None = None) -> int:
    """Make every derived table again, in one transaction.

    :param progress: called with the number of lines done since the last call.
    :param jobs: processes that verify; as ``exchange.checking.checker``.
    :returns: the number of lines.
    :raises RebuildError: a line does not verify any more. Nothing was changed then.
    """
    connection = database.connection
    count = Journal.objects.using(connection.alias).count()
    with database.transaction():
        ledgers = {ledger.number: ledger for ledger in database.ledgers()}
        keys = {kid: point for ledger in ledgers.values() for kid, point in ledger.facts().points.items()}
        with connection.cursor() as cursor:
            for table in DERIVED:
                cursor.execute(f"DELETE FROM {table._meta.db_table}")  # noqa: SLF001 - Django's documented name for it
        database.forget()
        partnerships = {number: Partnership(ledger) for number, ledger in ledgers.items()}
        with checker(count * _LINE_BYTES, keys, jobs) as check:
            rows: list[list[tuple[int, int]]] = []
            for raws, verified in check.checked_lines(_lines(connection, rows)):
                places = rows.pop(0)
                lines = [
                    _read(ledgers[number], id_, raw, keys if is_verified else {})
                    for (id_, number), raw, is_verified in zip(places, raws, verified, strict=True)
                ]
                for number, ledger in ledgers.items():
                    ledger.expect([line for (_, one), line in zip(places, lines, strict=True) if one == number])
                for (id_, number), line in zip(places, lines, strict=True):
                    ledgers[number].rebuild_from(id_)
                    outcome = partnerships[number].receive(line)
                    if outcome.taken is not Taken.APPLIED:
                        raise _changed(ledgers[number], id_, outcome.reason or outcome.taken.value)
                if progress is not None:
                    progress(len(raws))
    return count


def _lines(connection: BaseDatabaseWrapper, rows: list[list[tuple[int, int]]]) -> Iterator[list[bytes]]:
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, cooperation, line FROM foedus_store_journal WHERE id > %s ORDER BY id LIMIT %s",
                [last, _AT_ONCE],
            )
            some = cursor.fetchall()
        if not some:
            return
        last = some[-1][0]
        rows.append([(id_, number) for id_, number, _ in some])
        yield [bytes(line) for _, _, line in some]


def _read(ledger: StoredCooperation, id_: int, raw: bytes, keys: dict[str, bytes]) -> Line:
    try:
        return read_line(raw, keys, is_checked=bool(keys))
    except LedgerError as error:
        raise _changed(ledger, id_, str(error)) from None


def _changed(ledger: StoredCooperation, id_: int, why: str) -> RebuildError:
    return RebuildError("line-changed", number=id_, cooperation=ledger.cooperation.name, why=why)


def derived_digest(database: NodeDatabase) -> dict[str, str]:
    """The SHA-256 of each derived table's rows, in order, byte for byte: the same before and after a rebuild."""
    return {table.__name__.lower(): _table_digest(database.connection, table) for table in DERIVED}


def _table_digest(connection: BaseDatabaseWrapper, table: type[models.Model]) -> str:
    digest = hashlib.sha256()
    fields = table._meta.concrete_fields  # noqa: SLF001 - Django's documented name for it
    # A number that the database itself draws goes on after a deletion, and names nothing: it gives the order alone.
    drawn = [field for field in fields if isinstance(field, models.BigAutoField)]
    quoted = ", ".join(f'"{field.column}"' for field in fields if field not in drawn)
    order = "id" if drawn else quoted
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {quoted} FROM {table._meta.db_table} ORDER BY {order}")  # noqa: SLF001 - as above
        for row in cursor.fetchall():
            digest.update(repr([bytes(value) if isinstance(value, memoryview) else value for value in row]).encode())
    return digest.hexdigest()
