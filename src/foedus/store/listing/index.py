"""The full-text index over what is listed: FTS5 in a file, ``tsvector`` on a server; it alone knows how each asks.

Words come folded and are found by their beginnings alike on both: the words of a text are cut here for the server, so
that no dictionary of its own has a say.
"""

import re
from collections.abc import Collection, Iterable
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper

from foedus.office.search_words import pieces_of
from foedus.store.database import is_server

TABLE: Final = "foedus_store_listedwords"
MOST: Final = 5_000
"""So many texts are looked at for one search, the newest first; more are not told apart by rank."""
_FEW: Final = 8
"""Of so many cooperations the index itself tells apart what is theirs; of more, who asks does."""
_OF: Final = "é{}"
"""The word that every text of a cooperation holds: what is folded, as all that is typed is, has no such letter."""
_MAKE_IN_FILE: Final = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5"
    "(title, words, of, tokenize = \"unicode61 remove_diacritics 0\", prefix = '1 2 3')"
)
_MAKE_ON_SERVER: Final = (
    f"CREATE TABLE {TABLE} (id bigint PRIMARY KEY, vector tsvector NOT NULL);"
    f" CREATE INDEX {TABLE}_vector ON {TABLE} USING gin (vector)"
)
_VECTOR_BYTES, _WORD_BYTES, _WORD_COSTS, _LAST_PLACE, _PLACES = 1_000_000, 2_000, 8, 16_383, 255
"""What a server takes of one text: bytes in all, of a word, beside each word; the last place, the places of a word."""
_WORD: Final = re.compile(r"[^\W_]+")


def make(connection: BaseDatabaseWrapper) -> None:
    """Make the index."""
    with connection.cursor() as cursor:
        cursor.execute(_MAKE_ON_SERVER if is_server(connection) else _MAKE_IN_FILE)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take the index away."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {TABLE}")


def put(connection: BaseDatabaseWrapper, cooperation: int, rows: Iterable[tuple[int, str, str]]) -> None:
    """Index texts of a cooperation: the number of each, its title and all its words, folded."""
    of_it = _OF.format(cooperation)
    with connection.cursor() as cursor:
        if not is_server(connection):
            query = f"INSERT INTO {TABLE} (rowid, title, words, of) VALUES (%s, %s, %s, '{of_it}')"
            cursor.executemany(query, list(rows))
            return
        with cursor.copy(f"COPY {TABLE} (id, vector) FROM STDIN") as copy:
            for number, title, words in rows:
                copy.write_row((number, f"{vector(title, words)} '{of_it}'"))


def forget(connection: BaseDatabaseWrapper, numbers: Iterable[int]) -> None:
    """Take texts out of the index."""
    with connection.cursor() as cursor:
        if is_server(connection):
            cursor.execute(f"DELETE FROM {TABLE} WHERE id = ANY(%s)", [list(numbers)])
            return
        cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(number,) for number in numbers])


def clear(connection: BaseDatabaseWrapper) -> None:
    """Take every text out of the index."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")


def numbers_with(connection: BaseDatabaseWrapper, text: str, coops: Collection[int]) -> tuple[str, list[Any]]:
    """A question for the numbers of the texts in which words begin so, all of them, and its parameters.

    :param coops: the cooperations whose texts are wanted; where they are many, others' may be among what is found.
    """
    if is_server(connection):
        return f"SELECT id FROM {TABLE} WHERE vector @@ %s::tsquery", [_query(text, coops)]
    return f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s", [_match(text, coops)]


def hits(connection: BaseDatabaseWrapper, text: str, coops: Collection[int]) -> tuple[str, list[Any]]:
    """A question for the texts in which words begin so (``id``, and ``rank``: less is better), and its parameters.

    A title counts ten times as much as another word.

    :param coops: as ``numbers_with`` has them.
    """
    if is_server(connection):
        query = (
            f"SELECT id, -ts_rank('{{0.1, 0.1, 0.1, 1.0}}', vector, %s::tsquery, 1) AS rank"
            f" FROM {TABLE} WHERE vector @@ %s::tsquery ORDER BY id DESC LIMIT {MOST + 1}"
        )
        return query, [_query(text, ()), _query(text, coops)]
    query = (
        f"SELECT rowid AS id, bm25({TABLE}, 10.0, 1.0, 0.0) AS rank FROM {TABLE} WHERE {TABLE} MATCH %s"
        f" ORDER BY rowid DESC LIMIT {MOST + 1}"
    )
    return query, [_match(text, coops)]


def _match(text: str, coops: Collection[int]) -> str:
    """Each piece as the beginning of words in a row; quoted, so that nothing that is typed is an operator."""
    pieces = " ".join(f'"{piece}"*' for piece in pieces_of(text))
    if not pieces:
        return '""'
    of_them = " OR ".join(f'"{word}"' for word in _those_of(coops))
    return f"({of_them}) AND {pieces}" if of_them else pieces


def _query(text: str, coops: Collection[int]) -> str:
    """As ``_match``, for a server; letters and digits alone stand between the quotes."""
    rows = (" <-> ".join(f"'{_short(word)}'" for word in _WORD.findall(piece)) for piece in pieces_of(text))
    pieces = " & ".join(f"({row}:*)" for row in rows if row)
    of_them = " | ".join(f"'{word}'" for word in _those_of(coops))
    return f"({of_them}) & {pieces}" if of_them and pieces else pieces


def _those_of(coops: Collection[int]) -> list[str]:
    """The words of few cooperations, none where they are many."""
    return [_OF.format(number) for number in sorted(coops)] if len(coops) <= _FEW else []


def vector(title: str, words: str) -> str:
    """A text's words with their places, those of the title marked, as a server reads it; the end of a huge text is cut.

    :param title: folded, as are the words.
    """
    places: dict[str, list[str]] = {}
    size = place = 0
    for mark, text in (("A", title), ("", words)):
        for found in _WORD.finditer(text):
            place = min(place + 1, _LAST_PLACE)
            word = _short(found.group())
            known = places.get(word)
            size += 2 if known is not None else len(word.encode()) + _WORD_COSTS
            if size > _VECTOR_BYTES:
                break
            if known is None:
                places[word] = [f"{place}{mark}"]
            elif len(known) < _PLACES and known[-1] != f"{place}{mark}":
                known.append(f"{place}{mark}")
        place = min(place + 1, _LAST_PLACE)  # no words in a row from a title into the text
    return " ".join(f"'{word}':{','.join(those)}" for word, those in places.items())


def _short(word: str) -> str:
    """As much of a word as a server keeps."""
    return word if len(word) * 4 <= _WORD_BYTES else word.encode()[:_WORD_BYTES].decode(errors="ignore")
