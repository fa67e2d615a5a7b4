"""Says what is wrong with a copy's folder, its database and its backups; it changes nothing, and words nothing."""

import hashlib
import importlib.metadata
import json
import os
import platform
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import msgspec
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DatabaseError

from foedus.ledger.errors import LedgerError
from foedus.office.checkup import CHECKS, Finding, How
from foedus.office.errors import KeyringError, OfficeError
from foedus.office.ports import Node
from foedus.store.database import attach, check_form, disconnect, is_current, is_server, version_of
from foedus.store.home import DATABASE, KEYS, NAMED, database_of, is_home, named
from foedus.store.keyring import FileKeyring, write_durably
from foedus.store.node import NodeDatabase, now

LAST_BACKUP: Final = "last-backup.json"
BACKUP_DAYS: Final = 7
"""A backup that is older is told of."""
LEAST_BYTES, FEW_BYTES = 256 * 1024**2, 2 * 1024**3
"""Less free space is wrong, less than the second is worth a look."""
OLDEST_SERVER: Final = 14
_ON: Final = ("fsync", "full_page_writes")
_PRIVATE: Final = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", NAMED, "web-secret")


def checkup(home: Path) -> list[Finding]:
    """Make every check of a copy, as far as it can be opened.

    :param home: its folder, which need not be there.
    """
    found = [*versions(), *files(home)]
    if not is_home(home):
        return found
    found += [*space(home), *backups(home)]
    try:
        found += mode(home)
        with _opened(home) as connection:
            found += database(connection)
            if is_current(connection):
                node = Node(NodeDatabase(connection), FileKeyring(home / KEYS, lambda: None), now, secrets.token_bytes)
                for check in CHECKS:
                    found += _told(check, node)
    except (DatabaseError, OSError, LedgerError) as error:
        reason = "database-unreadable" if named_safely(home) is None else "database-unreachable"
        found.append(Finding("database", "wrong", reason, {"detail": _detail(error)}))
    return found


def _told(check: Callable[[Node], list[Finding]], node: Node) -> list[Finding]:
    """What a check found; where a damaged copy lets it come to no end, that."""
    name = check.__name__.replace("_", "-").replace("exchanges", "exchange")
    try:
        return check(node)
    except KeyringError as error:
        return [Finding(name, "wrong", "keys-damaged", {"detail": _detail(error)})]
    except (DatabaseError, LedgerError, OfficeError, msgspec.MsgspecError, OSError, ValueError, LookupError) as error:
        return [Finding(name, "wrong", "not-checked", {"detail": _detail(error)})]


def _detail(error: Exception) -> str:
    return str(getattr(error, "reason", "") or error).strip()[:200] or type(error).__name__


@contextmanager
def _opened(home: Path) -> Iterator[BaseDatabaseWrapper]:
    connection = attach(database_of(home))
    try:
        yield connection
    finally:
        disconnect(connection)


def named_safely(home: Path) -> str | None:
    """As ``home.named``; a file that cannot be read names a server all the same."""
    try:
        return named(home)
    except (OSError, ValueError):
        return ""


def versions() -> list[Finding]:
    """Say what runs here."""
    facts = {
        "foedus": importlib.metadata.version("foedus"),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
    return [Finding("versions", "ok", "versions", facts)]


def files(home: Path) -> list[Finding]:
    """See that the copy's files are there, and readable by its owner alone."""
    if not is_home(home):
        return [Finding("files", "wrong", "no-copy", {"home": str(home)})]
    keys = home / KEYS
    found = [
        Finding("files", "wrong", "open-to-others", {"file": str(path), "mode": mode, "wanted": wanted})
        for path in (home, keys, *(home / name for name in _PRIVATE), *_inside(keys))
        for wanted in ("700" if path.is_dir() else "600",)
        for mode in (_mode(path),)
        if mode and int(mode, 8) & 0o077
    ]
    found += [
        Finding("files", "wrong", "key-file-missing", {"file": str(keys / name)})
        for name in ("signing-key",)
        if not (keys / name).is_file()
    ]
    if not os.access(home, os.W_OK):
        found.append(Finding("files", "wrong", "read-only", {"home": str(home)}))
    if not found and not FileKeyring(keys, lambda: None).is_protected:
        found.append(Finding("files", "look", "keys-unprotected", {"home": str(home)}))
    return found or [Finding("files", "ok", "files", {"home": str(home)})]


def _inside(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _mode(path: Path) -> str:
    try:
        return f"{path.stat().st_mode & 0o777:o}"
    except FileNotFoundError:
        return ""


def space(home: Path) -> list[Finding]:
    """See that the disk of a copy has room: one that cannot write takes nothing in."""
    return room(shutil.disk_usage(home).free)


def room(free_bytes: int) -> list[Finding]:
    """Judge how much of a disk is free."""
    how: How = "wrong" if free_bytes < LEAST_BYTES else "look" if free_bytes < FEW_BYTES else "ok"
    return [Finding("space", how, "space" if how == "ok" else "little-space", {"free": f"{free_bytes / 1024**3:.1f}"})]


def database(connection: BaseDatabaseWrapper) -> list[Finding]:
    """See that the database answers, has the tables of this program, and has on the disk what it acknowledged.

    :raises DatabaseError: it does not answer.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    found = [] if is_current(connection) else [Finding("database", "wrong", "tables-old")]
    found += _server(connection) if is_server(connection) else _file(connection)
    return found or [Finding("database", "ok", "database", {"version": version_of(connection)})]


def _file(connection: BaseDatabaseWrapper) -> Iterator[Finding]:
    told = str(_one(connection, "PRAGMA quick_check(1)"))
    if told != "ok":
        yield Finding("database", "wrong", "database-damaged", {"detail": told})


def mode(home: Path) -> list[Finding]:
    """See that the database's file is written to as this program does; to be asked before it opens the file.

    The SQLite database file format, section 1.3: bytes 18 and 19 are 2 where there is a write-ahead log.
    """
    if named_safely(home) is not None:
        return []
    with (home / DATABASE).open("rb") as opened:
        is_as_ours = opened.read(20)[18:] in {b"\x02\x02", b""}
    return [] if is_as_ours else [Finding("database", "look", "another-mode")]


def _server(connection: BaseDatabaseWrapper) -> Iterator[Finding]:
    try:
        check_form(connection)
    except LedgerError as error:
        yield Finding("database", "wrong", "unfit-server", {"detail": _detail(error)})
    version = int(_one(connection, "SHOW server_version_num")) // 10_000
    yield from server(version, {name: _one(connection, f"SHOW {name}") for name in _ON})


def server(version: int, settings: Mapping[str, str]) -> Iterator[Finding]:
    """Judge a PostgreSQL server.

    :param version: its first number. :param settings: those that say whether what is acknowledged is on the disk.
    """
    if version < OLDEST_SERVER:
        yield Finding("database", "wrong", "old-server", {"version": version, "oldest": OLDEST_SERVER})
    unsafe = [f"{name}={value}" for name, value in settings.items() if value != "on"]
    if unsafe:
        yield Finding("database", "wrong", "not-on-disk", {"detail": ", ".join(unsafe)})


def _one(connection: BaseDatabaseWrapper, question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def backups(home: Path) -> list[Finding]:
    """Say when the last backup was made, and whether anybody saw that it is whole."""
    known = _last_backup(home)
    if not known:
        return [Finding("backup", "look", "no-backup")]
    facts = {key: str(known.get(key, "")) for key in ("at", "file", "verified")}
    if _days_since(facts["at"]) > BACKUP_DAYS:
        return [Finding("backup", "wrong", "backup-old", {**facts, "days": BACKUP_DAYS})]
    if not facts["verified"]:
        return [Finding("backup", "look", "backup-unverified", facts)]
    return [Finding("backup", "ok", "backup", facts)]


def note_backup(home: Path, file: Path, at: str) -> None:
    """Remember that a backup was made.

    :param at: the time now.
    """
    known = {"at": at, "file": str(file), "sha256": _digest(file), "verified": ""}
    write_durably(home / LAST_BACKUP, json.dumps(known, indent=1).encode())


def note_verified(home: Path, file: Path, at: str) -> None:
    """Remember that the last backup was found whole; of any other nothing is remembered."""
    known = _last_backup(home)
    if known and os.access(home, os.W_OK) and known.get("sha256") == _digest(file):
        write_durably(home / LAST_BACKUP, json.dumps({**known, "verified": at}, indent=1).encode())


def _last_backup(home: Path) -> dict[str, Any]:
    try:
        known = json.loads((home / LAST_BACKUP).read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _days_since(at: str) -> float:
    try:
        made = datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return float("inf")
    return (datetime.now(UTC) - made).total_seconds() / 86400


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
