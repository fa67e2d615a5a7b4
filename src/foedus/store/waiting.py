"""The lines that wait for their causal past, kept at hand while a ledger is open: few, and asked for at every entry."""

import json

from django.db.backends.base.base import BaseDatabaseWrapper

from foedus.ledger.line import Line, read_line
from foedus.ledger.store import Waiting

Key = tuple[str, str]


class WaitingRoom:
    """The waiting lines of one partnership.

    :param connection: the node's database.
    :param number: the partnership's number there.
    """

    def __init__(self, connection: BaseDatabaseWrapper, number: int) -> None:
        self._connection = connection
        self._number = number
        self._lines: dict[Key, Waiting] | None = None
        self._missed: dict[str, dict[Key, None]] = {}
        self._counts: dict[str, int] = {}

    def reset(self) -> None:
        """Forget what was read."""
        self._lines = None

    def _held(self) -> dict[Key, Waiting]:
        if self._lines is None:
            self._lines, self._missed, self._counts = {}, {}, {}
            with self._connection.cursor() as cursor:
                cursor.execute(
                    "SELECT line, missing, bearer FROM foedus_store_waiting WHERE cooperation = %s ORDER BY id",
                    [self._number],
                )
                for raw, missing, bearer in cursor.fetchall():
                    line = read_line(bytes(raw), {}, is_checked=True)
                    self._keep(self._lines, Waiting(line, tuple(json.loads(missing)), bearer))
        return self._lines

    def _keep(self, lines: dict[Key, Waiting], waiting: Waiting) -> None:
        key = (waiting.line.hash, waiting.line.kid)
        lines[key] = waiting
        code = waiting.line.envelope.party
        self._counts[code] = self._counts.get(code, 0) + 1
        for missing in waiting.missing:
            self._missed.setdefault(missing, {})[key] = None

    def all(self) -> list[Waiting]:
        """Every line that waits, oldest first."""
        return list(self._held().values())

    def add(self, waiting: Waiting) -> None:
        """Keep a line."""
        self._keep(self._held(), waiting)
        with self._connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO foedus_store_waiting (cooperation, hash, kid, line, missing, bearer)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                [
                    self._number,
                    waiting.line.hash,
                    waiting.line.kid,
                    waiting.line.raw,
                    json.dumps(waiting.missing),
                    waiting.bearer,
                ],
            )

    def waiting_for(self, hash_: str) -> list[Waiting]:
        """The lines that miss this entry."""
        lines = self._held()
        return [lines[key] for key in self._missed.get(hash_, ()) if key in lines]

    def holds(self, line: Line) -> bool:
        """Say whether this line, under this key, waits."""
        return (line.hash, line.kid) in self._held()

    def drop(self, line: Line) -> None:
        """The line waits no more."""
        key = (line.hash, line.kid)
        gone = self._held().pop(key, None)
        if gone is None:
            return
        self._counts[line.envelope.party] -= 1
        for missing in gone.missing:
            self._missed[missing].pop(key, None)
        with self._connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM foedus_store_waiting WHERE cooperation = %s AND hash = %s AND kid = %s",
                [self._number, *key],
            )

    def count(self, code: str) -> int:
        """How many lines of this code's journal wait."""
        self._held()
        return self._counts.get(code, 0)
