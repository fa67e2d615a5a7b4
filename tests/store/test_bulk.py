"""Many rows are written at once, and changed where they are there, on either database."""

from pathlib import Path
from typing import Any

import pytest

from foedus.store import bulk
from foedus.store.models import Journal, ListedLink, Record, Void
from foedus.store.node import NodeDatabase
from tests.databases import ON_FILE_ALONE, ON_SERVER_ALONE
from tests.store.nodes import database

RECORD = ("id", "cooperation", "name", "is_stated", "kind", "is_open", "facts")


@pytest.fixture
def store(tmp_path: Path) -> NodeDatabase:
    return database(tmp_path)


def held(store: NodeDatabase, table: Any, *columns: str) -> list[tuple[Any, ...]]:
    rows = table.objects.using(store.connection.alias).order_by("pk").values_list(*columns)
    return [tuple(bytes(one) if isinstance(one, memoryview) else one for one in row) for row in rows]


def test_columns_are_those_of_the_model_in_order() -> None:
    assert bulk.columns_of(ListedLink) == ["cooperation", "target", "way", "source"]


@pytest.mark.parametrize("count", [0, 1, 1_200])
def test_rows_are_written_as_they_are(store: NodeDatabase, count: int) -> None:
    every_byte = bytes(range(256))
    rows = [(number, 1, every_byte + str(number).encode()) for number in range(1, count + 1)]
    with store.transaction():
        bulk.write(store.connection, Journal, ("id", "cooperation", "line"), rows)
    assert held(store, Journal, "id", "cooperation", "line") == rows


@ON_FILE_ALONE
def test_what_is_written_ahead_is_begun_to_be_put_on_the_disk_a_stretch_at_a_time(store: NodeDatabase) -> None:
    log = Path(f"{store.connection.settings_dict['NAME']}-wal")
    done = [bulk.write_back(store.connection, 0)]
    sizes = [0]
    with store.transaction(), store.connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size=10")
        for number in range(1, 13):
            bulk.write(store.connection, Journal, ("id", "cooperation", "line"), [(number, 1, bytes(1024 * 1024))])
            done.append(bulk.write_back(store.connection, done[-1]))
            sizes.append(log.stat().st_size)
    expected = [0]
    for size in sizes[1:]:
        expected.append(size if size - expected[-1] >= 4 * 1024 * 1024 else expected[-1])
    assert (done, len(set(done))) == (expected, 4)
    assert len(held(store, Journal, "id")) == 12


@ON_SERVER_ALONE
def test_server_is_left_to_write_by_itself(store: NodeDatabase) -> None:
    assert bulk.write_back(store.connection, 7) == 7


def test_texts_with_tabs_ends_of_lines_and_backslashes_are_written_as_they_are(store: NodeDatabase) -> None:
    rows = [(1, 0, "a\tb\nc\\N\\.\r'\"%s"), (2, 0, "")]
    bulk.write(store.connection, Void, ("entry", "index", "reason"), rows)
    assert held(store, Void, "entry", "index", "reason") == rows


@pytest.mark.parametrize("count", [1, 1_200])
def test_rows_that_are_there_are_changed_in_what_may_change(store: NodeDatabase, count: int) -> None:
    first = [(number, 1, f"ITA/{number}", False, 1, True, b"first") for number in range(1, count + 1)]
    bulk.put(store.connection, Record, RECORD, ("is_open", "facts"), first)
    again = [(number, 9, "other", True, 9, False, b"again") for number in range(1, count + 2)]
    bulk.put(store.connection, Record, RECORD, ("is_open", "facts"), again)
    assert held(store, Record, *RECORD) == [
        *((number, 1, f"ITA/{number}", False, 1, False, b"again") for number in range(1, count + 1)),
        again[-1],
    ]
