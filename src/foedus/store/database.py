"""Opens a node's database with Django, however many nodes one process opens; it knows no table."""

import itertools
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000"
BUSY_SECONDS = 20
_aliases = itertools.count()
_MIGRATIONS = Path(__file__).parent / "migrations"


def sqlite(path: Path) -> dict[str, Any]:
    """Django's settings for a database in a file: writers wait in line, and what was committed is on the disk."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": BUSY_SECONDS, "init_command": PRAGMAS},
    }


def connect(database: dict[str, Any]) -> BaseDatabaseWrapper:
    """Open a database under an alias of its own, its tables as this program has them.

    :param database: Django's settings for it.
    """
    alias = f"node{next(_aliases)}"
    configured = connections.configure_settings({"default": {}, alias: database})
    connections.settings[alias] = configured[alias]
    connection = connections[alias]
    if not _is_current(connection):
        call_command("migrate", "foedus_store", database=alias, verbosity=0, interactive=False)
    return connection


def _is_current(connection: BaseDatabaseWrapper) -> bool:
    wanted = {path.stem for path in _MIGRATIONS.glob("[0-9]*.py")}
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return False
        cursor.execute("SELECT name FROM django_migrations WHERE app = %s", ["foedus_store"])
        return wanted <= {name for (name,) in cursor.fetchall()}
