"""The full-text index over what is listed, as SQLite keeps it: the one place that another database needs anew."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from foedus.office.search_words import pieces_of

TABLE = "foedus_store_listedwords"
_MAKE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5"
    "(title, words, tokenize = \"unicode61 remove_diacritics 0\", prefix = '2 3')"
)
_PUT = f"INSERT INTO {TABLE} (rowid, title, words) VALUES (%s, %s, %s)"


MOST = 5_000
"""So many texts are looked at for one search, the newest first; more are not told apart by rank."""


def make(connection: BaseDatabaseWrapper) -> None:
    """Make the index."""
    with connection.cursor() as cursor:
        cursor.execute(_MAKE)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take the index away."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {TABLE}")


def put(connection: BaseDatabaseWrapper, rows: Sequence[tuple[int, str, str]]) -> None:
    """Index texts: the number of each, its title and all its words, folded."""
    with connection.cursor() as cursor:
        cursor.executemany(_PUT, rows)


def forget(connection: BaseDatabaseWrapper, numbers: Iterable[int]) -> None:
    """Take texts out of the index."""
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(number,) for number in numbers])


def clear(connection: BaseDatabaseWrapper) -> None:
    """Take every text out of the index."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")


def numbers_with(text: str) -> tuple[str, list[Any]]:
    """A question for the numbers of the texts in which words begin so, all of them, and its parameters."""
    query = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s"
    return query, [_match(text)]


def hits(text: str) -> tuple[str, list[Any]]:
    """A question for the texts in which words begin so (``id``, and ``rank``: less is better), and its parameters.

    A title counts ten times as much as another word.
    """
    query = (
        f"SELECT rowid AS id, bm25({TABLE}, 10.0, 1.0) AS rank FROM {TABLE} WHERE {TABLE} MATCH %s"
        f" ORDER BY rowid DESC LIMIT {MOST + 1}"
    )
    return query, [_match(text)]


def _match(text: str) -> str:
    """Each piece as the beginning of words in a row; quoted, so that nothing that is typed is an operator."""
    return " ".join(f'"{piece}"*' for piece in pieces_of(text)) or '""'
