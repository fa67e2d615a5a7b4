"""The lines that wait for their causal past: their names at hand, for every entry asks, the lines on disk; no rule."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from foedus.ledger.line import Line, read_line
from foedus.ledger.store import Waiting

Key = tuple[str, str]
_AT_ONCE = 100
_LINES = "SELECT line, missing, bearer FROM foedus_store_waiting WHERE cooperation = %s"


class WaitingRoom:
    """The waiting lines of one partnership.

    :param connection: the node's database.
    :param number: the partnership's number there.
    """

    def __init__(self, connection: BaseDatabaseWrapper, number: int) -> None:
        self._connection = connection
        self._number = number
        self._held: dict[Key, tuple[str, ...]] | None = None
        self._missed: dict[str, dict[Key, None]] = {}
        self._counts: Counter[str] = Counter()

    def reset(self) -> None:
        """Forget what was read."""
        self._held = None

    def _names(self) -> dict[Key, tuple[str, ...]]:
        if self._held is None:
            self._held, self._missed, self._counts = {}, {}, Counter()
            with self._connection.cursor() as cursor:
                cursor.execute(f"{_LINES} ORDER BY id", [self._number])
                while rows := cursor.fetchmany(_AT_ONCE):
                    for row in rows:
                        self._keep(self._held, read_waiting(row))
        return self._held

    def _keep(self, held: dict[Key, tuple[str, ...]], waiting: Waiting) -> None:
        key = (waiting.line.hash, waiting.line.kid)
        held[key] = waiting.missing
        self._counts[waiting.line.envelope.party] += 1
        for missing in waiting.missing:
            self._missed.setdefault(missing, {})[key] = None

    def all(self) -> list[Waiting]:
        """Every line that waits, oldest first."""
        with self._connection.cursor() as cursor:
            cursor.execute(f"{_LINES} ORDER BY id", [self._number])
            return [read_waiting(row) for row in cursor.fetchall()]

    def add(self, waiting: Waiting) -> None:
        """Keep a line."""
        self._keep(self._names(), waiting)
        line = waiting.line
        with self._connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO foedus_store_waiting (cooperation, hash, kid, line, missing, bearer)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                [self._number, line.hash, line.kid, line.raw, json.dumps(waiting.missing), waiting.bearer],
            )

    def waiting_for(self, hash_: str) -> list[Waiting]:
        """The lines that miss this entry."""
        if self._held is None:
            self._names()
        keys = self._missed.get(hash_)
        if not keys:
            return []
        found = []
        for key in keys:
            with self._connection.cursor() as cursor:
                cursor.execute(f"{_LINES} AND hash = %s AND kid = %s", [self._number, *key])
                found += [read_waiting(row) for row in cursor.fetchall()]
        return found

    def holds(self, line: Line) -> bool:
        """Say whether this line, under this key, waits."""
        held = self._held if self._held is not None else self._names()
        return bool(held) and (line.hash, line.kid) in held

    def drop(self, line: Line) -> None:
        """The line waits no more."""
        key = (line.hash, line.kid)
        missed = self._names().pop(key, None)
        if missed is None:
            return
        self._counts[line.envelope.party] -= 1
        for missing in missed:
            self._missed[missing].pop(key, None)
        with self._connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM foedus_store_waiting WHERE cooperation = %s AND hash = %s AND kid = %s",
                [self._number, *key],
            )

    def count(self, code: str) -> int:
        """How many lines of this code's journal wait."""
        self._names()
        return self._counts[code]


def read_waiting(row: Sequence[Any]) -> Waiting:
    """Read a line that waits: its bytes, what it misses as JSON, who brought it."""
    raw, missing, bearer = row
    return Waiting(read_line(bytes(raw), {}), tuple(json.loads(missing)), bearer)
