"""The full-text index takes words in, finds their beginnings and forgets them."""

from pathlib import Path

import pytest

from foedus.store.listing import index
from foedus.store.node import NodeDatabase
from tests.store.nodes import database


@pytest.fixture
def store(tmp_path: Path) -> NodeDatabase:
    """A database whose index holds two texts of one cooperation."""
    found = database(tmp_path)
    index.put(found.connection, 7, [(1, "corso", "corso di lingua"), (2, "visita", "visita dopo il corso")])
    return found


def numbers(store: NodeDatabase, text: str, *coops: int) -> list[int]:
    query, parameters = index.numbers_with(store.connection, text, coops)
    with store.connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return sorted(number for (number,) in cursor.fetchall())


def ranked(store: NodeDatabase, text: str, *coops: int) -> list[tuple[int, float]]:
    query, parameters = index.hits(store.connection, text, coops)
    with store.connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return sorted(cursor.fetchall(), key=lambda hit: hit[1])


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
        ("é7", []),
    ],
)
def test_beginnings_of_words_are_found(store: NodeDatabase, text: str, found: list[int]) -> None:
    assert numbers(store, text) == found


def test_title_counts_more_than_another_word(store: NodeDatabase) -> None:
    assert [number for number, _ in ranked(store, "corso")] == [1, 2]


@pytest.mark.parametrize(
    "coops, found", [((7,), [1, 2]), ((8,), [3]), ((7, 8), [1, 2, 3]), ((9,), []), (tuple(range(9, 20)), [1, 2, 3])]
)
def test_texts_of_few_cooperations_are_told_apart(
    store: NodeDatabase, coops: tuple[int, ...], found: list[int]
) -> None:
    index.put(store.connection, 8, [(3, "altro", "un altro corso di lingua")])
    assert numbers(store, "corso", *coops) == found
    assert ranked(store, "corso", *coops) == [hit for hit in ranked(store, "corso") if hit[0] in found]


def test_forgotten_texts_are_not_found(store: NodeDatabase) -> None:
    index.forget(store.connection, [1])
    assert numbers(store, "corso") == [2]
    index.clear(store.connection)
    assert numbers(store, "corso") == []


def test_index_is_made_and_dropped(store: NodeDatabase) -> None:
    index.drop(store.connection)
    index.make(store.connection)
    assert numbers(store, "corso") == []
