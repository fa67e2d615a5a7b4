"""The tables as they are declared are the tables that a new node gets."""

from io import StringIO

from django.core.management import call_command

from foedus.store.models import DERIVED


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
