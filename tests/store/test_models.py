"""The tables as they are declared are the tables that a new node gets."""

import importlib
from io import StringIO
from pathlib import Path

from django.apps import apps
from django.core.management import call_command

from foedus.office.ports import Dispatch
from foedus.store.models import DERIVED
from foedus.store.models import Dispatch as Table
from tests.store.nodes import database


def test_migrations_are_those_of_the_models() -> None:
    said = StringIO()
    call_command("makemigrations", "foedus_store", check=True, dry_run=True, stdout=said)
    assert said.getvalue() == "No changes detected in app 'foedus_store'\n"


def test_derived_tables_are_named() -> None:
    assert [table.__name__ for table in DERIVED] == [
        "Facts",
        "Placed",
        "Kind",
        "Record",
        "Void",
        "Reference",
        "Erasure",
    ]


def test_what_came_of_a_call_is_named_apart_from_peoples_posts(tmp_path: Path) -> None:
    store, partnership = database(tmp_path), "0" * 64
    person = f"contact/{partnership}/8a0e4f1c-7d11-4c52-9a58-0c3f2f1d5b6e"
    store.put_setting(f"contact/{partnership}/AZE", {"failures": 1})
    store.put_setting(person, {"post": "Head"})
    step = importlib.import_module("foedus.store.migrations.0010_days_and_costs")
    with store.connection.schema_editor() as editor:
        step.name_contacts_apart(apps, editor)
    assert store.settings("") == {person: {"post": "Head"}, f"peer/{partnership}/AZE/contact": {"failures": 1}}


def test_which_way_older_dispatches_went_is_read_from_what_is_told_of_them(tmp_path: Path) -> None:
    store, partnership = database(tmp_path), "0" * 64
    for way, peer in (("in", "AZE"), ("out", "")):
        store.put_dispatch(Dispatch(0, partnership, way, peer, "", "", "", 1))
    rows = Table.objects.using(store.connection.alias)
    rows.update(direction="", peer="")
    step = importlib.import_module("foedus.store.migrations.0011_last_dispatches")
    with store.connection.schema_editor() as editor:
        step.name_whom_they_were_for(apps, editor)
    assert list(rows.order_by("pk").values_list("direction", "peer")) == [("in", "AZE"), ("out", "")]
