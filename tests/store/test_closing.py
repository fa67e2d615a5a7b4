"""A database that was moved away refuses every change, in whatever process, until it is opened again."""

from pathlib import Path

import pytest
from django.db import DatabaseError
from django.db.transaction import atomic

from foedus.store.closing import close_to_writing, is_closed, open_to_writing, tables_of
from foedus.store.models import LISTED, Setting
from foedus.store.node import NodeDatabase
from tests.store.nodes import database


def test_closed_database_refuses_every_change_and_can_be_read(tmp_path: Path) -> None:
    node = database(tmp_path)
    other = NodeDatabase(database(tmp_path).connection)
    node.put_setting("language", "it")
    with atomic(using=node.connection.alias):
        close_to_writing(node.connection)
    assert (is_closed(node.connection), other.setting("language")) == (True, "it")
    rows = Setting.objects.using(other.connection.alias)
    for change in (lambda: other.put_setting("a", 1), rows.all().delete, lambda: rows.update(value=7)):
        with pytest.raises(DatabaseError, match="this copy was moved"), atomic(using=other.connection.alias):
            change()
    with atomic(using=node.connection.alias):
        close_to_writing(node.connection)
        open_to_writing(node.connection)
    other.put_setting("language", "en")
    assert (is_closed(node.connection), node.setting("language")) == (False, "en")


def test_tables_are_those_with_rows_of_their_own(tmp_path: Path) -> None:
    names = tables_of(database(tmp_path).connection)
    assert {table._meta.db_table for table in LISTED} < set(names)
    assert [name for name in names if "words_" in name] == []
