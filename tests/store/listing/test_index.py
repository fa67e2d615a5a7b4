"""The full-text index takes words in, finds their beginnings and forgets them."""

from pathlib import Path

import pytest

from foedus.store.listing import index
from foedus.store.node import NodeDatabase
from tests.store.nodes import database


@pytest.fixture
def store(tmp_path: Path) -> NodeDatabase:
    """A database whose index holds two texts."""
    found = database(tmp_path)
    index.put(found.connection, [(1, "corso", "corso di lingua"), (2, "visita", "visita dopo il corso")])
    return found


def numbers(store: NodeDatabase, text: str) -> list[int]:
    query, parameters = index.numbers_with(store.connection, text)
    with store.connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return sorted(number for (number,) in cursor.fetchall())


@pytest.mark.parametrize(
    "text, found",
    [
        ("cor", [1, 2]),
        ("CORSO visita", [2]),
        ("lingua", [1]),
        ("ingua", []),
        ("corso-di", [1]),
        ('"', []),
        ("NEAR(", []),
    ],
)
def test_beginnings_of_words_are_found(store: NodeDatabase, text: str, found: list[int]) -> None:
    assert numbers(store, text) == found


def test_title_counts_more_than_another_word(store: NodeDatabase) -> None:
    query, parameters = index.hits(store.connection, "corso")
    with store.connection.cursor() as cursor:
        cursor.execute(query, parameters)
        ranks = dict(cursor.fetchall())
    assert min(ranks, key=lambda number: ranks[number]) == 1


def test_forgotten_texts_are_not_found(store: NodeDatabase) -> None:
    index.forget(store.connection, [1])
    assert numbers(store, "corso") == [2]
    index.clear(store.connection)
    assert numbers(store, "corso") == []


def test_index_is_made_and_dropped(store: NodeDatabase) -> None:
    index.drop(store.connection)
    index.make(store.connection)
    assert numbers(store, "corso") == []
