"""Says which database a home has: a file in it, or the server's that a line in it names; it opens neither."""

import os
from pathlib import Path
from typing import Any, Final

from foedus.ledger.errors import LedgerError
from foedus.store.database import postgresql, sqlite
from foedus.store.keyring import write_durably

DATABASE: Final = "foedus.db"
"""The database in a home where no other is named."""
NAMED: Final = "database"
"""The file whose one line names the database that a server keeps."""
KEYS: Final = "keys"
FACTOR_KEY: Final = "second-factors"
"""Among the keys: what the workbench encrypts the secrets of second factors with."""


class HomeError(LedgerError):
    """A folder is no node's home, or is one already, or its database cannot be opened."""


def is_home(home: Path) -> bool:
    """Say whether a folder is a node's home."""
    return (home / NAMED).is_file() or (home / DATABASE).is_file()


def named(home: Path) -> str | None:
    """The address of the database that a server keeps for this home, None where it is the file."""
    try:
        return (home / NAMED).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def database_of(home: Path, *, is_pooled: bool = False) -> dict[str, Any]:
    """Django's settings for a home's database.

    :param is_pooled: as ``database.postgresql``.
    :raises DatabaseNameError: the line names no database.
    """
    url = named(home)
    return sqlite(home / DATABASE) if url is None else postgresql(url, is_pooled=is_pooled)


def name_database(home: Path, url: str | None) -> None:
    """Name another database for a home, in one step that a crash leaves done or undone.

    :param url: of a server's; None for the file.
    """
    if url is not None:
        write_durably(home / NAMED, f"{url}\n".encode())
        return
    (home / NAMED).unlink(missing_ok=True)
    folder = os.open(home, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
