"""Closes a database to writing once all that it holds stands in another: whoever has it open still writes nothing more.

The database itself refuses, by triggers, so that no process has to know of it. It knows no table.
"""

from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

from foedus.store.database import is_server

_NAME: Final = "foedus_moved"
_TOLD: Final = "this copy was moved to another database: start foedus again, or repeat foedus move-database"
_REFUSE: Final = (
    f"CREATE OR REPLACE FUNCTION {_NAME}() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN RAISE EXCEPTION '{_TOLD}'; END $$"
)
_VIRTUAL: Final = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%%'"


def close_to_writing(connection: BaseDatabaseWrapper) -> None:
    """Refuse every change from now on; to be called inside a transaction."""
    open_to_writing(connection)
    with connection.cursor() as cursor:
        if is_server(connection):
            cursor.execute(_REFUSE)
            for table in tables_of(connection):
                cursor.execute(
                    f'CREATE TRIGGER {_NAME} BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}"'
                    f" FOR EACH STATEMENT EXECUTE FUNCTION {_NAME}()"
                )
            return
        for table in tables_of(connection):
            for verb in ("INSERT", "UPDATE", "DELETE"):
                cursor.execute(
                    f'CREATE TRIGGER "{_NAME}_{verb}_{table}" BEFORE {verb} ON "{table}"'
                    f" BEGIN SELECT RAISE(ABORT, '{_TOLD}'); END"
                )


def open_to_writing(connection: BaseDatabaseWrapper) -> None:
    """Let it be changed again."""
    with connection.cursor() as cursor:
        if is_server(connection):
            cursor.execute(f"DROP FUNCTION IF EXISTS {_NAME}() CASCADE")
            return
        cursor.execute(f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '{_NAME}_%%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def is_closed(connection: BaseDatabaseWrapper) -> bool:
    """Say whether it refuses every change."""
    query = (
        f"SELECT count(*) FROM pg_proc WHERE proname = '{_NAME}'"
        if is_server(connection)
        else f"SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE '{_NAME}_%%'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return bool(cursor.fetchone()[0])


def tables_of(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables that hold rows of their own, by name."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        if is_server(connection):
            return sorted(names)
        cursor.execute(_VIRTUAL)
        virtual = [name for (name,) in cursor.fetchall()]
    return sorted(name for name in names if not any(name == one or name.startswith(f"{one}_") for one in virtual))
