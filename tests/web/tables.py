"""Makes the workbench's tables in a home: migrated for the first home of a process, copied into every other one."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.core.management import call_command

_made: list[str] = []
"""What the first migration made, as statements; nothing until then."""


def make_tables(database: Path) -> None:
    """Make the workbench's tables in a home's database that Django serves, which has only the office's yet."""
    with closing(sqlite3.connect(database)) as opened:
        before, known = _objects(opened), _migrations(opened)
    if "foedus_web_user" in before:
        return
    if not _made:
        call_command("migrate", verbosity=0, interactive=False)
        with closing(sqlite3.connect(database)) as opened:
            _made.extend(_statements(opened, before, known))
        return
    with closing(sqlite3.connect(database)) as opened:
        opened.executescript("\n".join(["BEGIN;", *_made, "COMMIT;"]))


def _objects(opened: sqlite3.Connection) -> dict[str, str]:
    found = opened.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    return dict(found)


def _migrations(opened: sqlite3.Connection) -> set[tuple[str, str]]:
    return set(opened.execute("SELECT app, name FROM django_migrations"))


def _statements(opened: sqlite3.Connection, before: dict[str, str], known: set[tuple[str, str]]) -> list[str]:
    made = {name: sql for name, sql in _objects(opened).items() if name not in before}
    tables = [name for name, sql in made.items() if sql.startswith("CREATE TABLE")]
    rows = [line for line in opened.iterdump() if line.startswith(tuple(f'INSERT INTO "{one}" ' for one in tables))]
    new = sorted(_migrations(opened) - known)
    migrations = [line for line in opened.iterdump() if any(f"'{app}','{name}'" in line for app, name in new)]
    return [
        *(f"{made[name]};" for name in tables),
        *rows,
        *(f"{sql};" for name, sql in made.items() if name not in tables),
        *migrations,
    ]
