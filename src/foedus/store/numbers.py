"""Gives entries, records and kinds their numbers in one database; it knows no partnership.

A number is drawn inside a transaction that holds the database's one right to write, so that two processes never draw
the same; what was read is forgotten when a transaction begins.
"""

from django.db.backends.base.base import BaseDatabaseWrapper


class Numbers:
    """The numbers of one database.

    :param connection: the node's database.
    """

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection
        self.reset()

    def reset(self) -> None:
        """Forget what was read."""
        self._entry = self._record = 0
        self._kinds: dict[str, int] = {}

    def _after_last(self, table: str) -> int:
        with self._connection.cursor() as cursor:
            cursor.execute(f"SELECT max(id) FROM foedus_store_{table}")
            [last] = cursor.fetchone()
        return (last or 0) + 1

    def entry(self) -> int:
        """The next entry's."""
        self._entry = self._entry + 1 if self._entry else self._after_last("journal")
        return self._entry

    def record(self) -> int:
        """The next record's."""
        self._record = self._record + 1 if self._record else self._after_last("record")
        return self._record

    def kind(self, name: str) -> int:
        """A kind's, a new one where it has none."""
        if name not in self._kinds:
            with self._connection.cursor() as cursor:
                cursor.execute("SELECT name, id FROM foedus_store_kind")
                self._kinds = dict(cursor.fetchall())
                if name not in self._kinds:
                    self._kinds[name] = len(self._kinds) + 1
                    cursor.execute(
                        "INSERT INTO foedus_store_kind (id, name) VALUES (%s, %s)", [self._kinds[name], name]
                    )
        return self._kinds[name]
