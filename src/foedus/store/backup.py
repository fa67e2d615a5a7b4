"""Makes, checks and restores a backup of an office's copy: one ZIP file with its database and its keys as they stand.

Whoever holds a backup holds the keys, encrypted or not as on the disk; it knows no way to encrypt it once more.
"""

import hashlib
import json
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any, Final

import msgspec
from django.db.utils import DatabaseError

from foedus.ledger.errors import LedgerError
from foedus.office import partnerships
from foedus.office.ports import Node
from foedus.store.database import connect, disconnect, sqlite
from foedus.store.home import DATABASE, FACTOR_KEY, KEYS, named
from foedus.store.keyring import FileKeyring
from foedus.store.moving import copy_into_file
from foedus.store.node import NodeDatabase, now

FORM: Final = "foedus-backup/1"
LIMIT: Final = 64 * 1024**3
"""More bytes than any office's copy has: a ZIP file that unfolds to more is none of ours."""
_CONTENTS = "contents.json"
_KEY_FILES: Final = ("signing-key", "recovery-key", "last-signed.json", FACTOR_KEY)
_NEEDED: Final = frozenset({DATABASE, f"{KEYS}/signing-key"})
_CHUNK = 1024 * 1024


class BackupError(LedgerError):
    """A file is no backup, or not whole, or cannot be restored there."""


class HeldCooperation(msgspec.Struct, frozen=True):
    """A cooperation in a backup: by its check code one sees that it is the same as another copy's."""

    name: str
    title: str
    digest: str
    entries: int


class Backup(msgspec.Struct, frozen=True):
    """A backup that is whole: when it was made, with which keys, and what is in it."""

    at: str
    has_recovery_key: bool
    is_protected: bool
    cooperations: tuple[HeldCooperation, ...]


def make(home: Path, target: IO[bytes], at: str) -> None:
    """Write a backup of a home that may be in use meanwhile.

    The keys are copied first: a copy whose database is behind what it last signed must not sign.

    :param target: an empty file, open for writing. :param at: the time now.
    """
    with tempfile.TemporaryDirectory(prefix="foedus-") as name, zipfile.ZipFile(target, "w") as archive:
        folder = Path(name)
        parts = {f"{KEYS}/{key}": home / KEYS / key for key in _KEY_FILES if (home / KEYS / key).is_file()}
        kept = {part: path.read_bytes() for part, path in parts.items()}
        copy = folder / DATABASE
        _copy_database(home, copy)
        files = {part: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)} for part, data in kept.items()}
        files[DATABASE] = {"sha256": _digest_of(copy), "size": copy.stat().st_size}
        for part, data in kept.items():
            archive.writestr(part, data)
        archive.write(copy, DATABASE, zipfile.ZIP_DEFLATED)
        archive.writestr(_CONTENTS, json.dumps({"form": FORM, "at": at, "files": files}, indent=1))


def _copy_database(home: Path, copy: Path) -> None:
    """Copy a home's database into a file; what a server keeps becomes a file too, from which any home can go on."""
    if named(home) is not None:
        copy_into_file(home, copy)
        return
    with closing(sqlite3.connect(home / DATABASE)) as held, closing(sqlite3.connect(copy)) as written:
        held.backup(written)


def verify(source: Path | IO[bytes]) -> Backup:
    """Check a backup whole: every file, the database, and the check code of each cooperation in it.

    :raises BackupError: it is none, or something in it is not as it was.
    """
    with _unpacked(source) as (folder, contents):
        signing = folder / KEYS / "signing-key"
        keyring = FileKeyring(folder / KEYS, lambda: None)
        return Backup(
            at=str(contents["at"]),
            has_recovery_key=(signing.parent / "recovery-key").is_file(),
            is_protected=keyring.is_protected,
            cooperations=_held(folder, keyring),
        )


def restore(source: Path, home: Path) -> None:
    """Put a backup in place as a home.

    :param home: a folder that is empty or not there.
    :raises BackupError: the folder is not empty, or it is no whole backup.
    """
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise BackupError("home-not-empty", home=str(home))
    with _unpacked(source) as (folder, _contents):
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        (home / KEYS).mkdir(mode=0o700)
        for path in sorted((folder / KEYS).iterdir()):
            _put(path, home / KEYS / path.name)
        _put(folder / DATABASE, home / DATABASE)


def _put(path: Path, target: Path) -> None:
    target.touch(mode=0o600)
    shutil.copyfile(path, target)


def _held(folder: Path, keyring: FileKeyring) -> tuple[HeldCooperation, ...]:
    """What the database in a folder holds, which is ours to change: older tables are brought up to date in it."""
    connection = None
    try:
        connection = connect(sqlite(folder / DATABASE))
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            told = str(cursor.fetchone()[0])
        if told != "ok":
            raise BackupError("database-damaged", detail=told)
        node = Node(NodeDatabase(connection), keyring, now, lambda _number: b"")
        return tuple(
            HeldCooperation(view.name, view.title, view.digest, sum(map(_entries, view.entries.values())))
            for view in partnerships.overview(node)
        )
    except DatabaseError as error:
        raise BackupError("database-damaged", detail=str(error)) from None
    finally:
        if connection is not None:
            disconnect(connection)


def _entries(last: int | list[int]) -> int:
    """How many entries a register holds whose last number this is; its longest where registers conflict."""
    return (max(last) if isinstance(last, list) else last) + 1


@contextmanager
def _unpacked(source: Path | IO[bytes]) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Unfold a backup into a folder that is gone afterwards, every file compared with the list of contents."""
    with tempfile.TemporaryDirectory(prefix="foedus-") as name:
        folder = Path(name)
        (folder / KEYS).mkdir(mode=0o700)
        try:
            with zipfile.ZipFile(source) as archive:
                contents = _contents(archive)
                for part, told in contents["files"].items():
                    _unfold(archive, part, told, folder)
        except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError):
            raise BackupError("not-a-backup") from None
        yield folder, contents


def _contents(archive: zipfile.ZipFile) -> Mapping[str, Any]:
    """The list of contents, of its form, naming nothing but what a backup holds."""
    if _CONTENTS not in archive.namelist() or archive.getinfo(_CONTENTS).file_size > _CHUNK:
        raise BackupError("not-a-backup")
    try:
        contents = msgspec.json.decode(archive.read(_CONTENTS), type=dict[str, Any])
        files = msgspec.convert(contents.get("files"), dict[str, dict[str, str | int]])
    except msgspec.MsgspecError:
        raise BackupError("not-a-backup") from None
    if contents.get("form") != FORM:
        raise BackupError("another-form", form=str(contents.get("form")))
    allowed = {DATABASE, *(f"{KEYS}/{name}" for name in _KEY_FILES)}
    if not _NEEDED <= files.keys() <= allowed or "at" not in contents:
        raise BackupError("not-a-backup")
    return contents


def _unfold(archive: zipfile.ZipFile, part: str, told: Mapping[str, Any], folder: Path) -> None:
    if part not in archive.namelist():
        raise BackupError("file-missing", file=part)
    if archive.getinfo(part).file_size > LIMIT:
        raise BackupError("too-large", limit=LIMIT)
    with archive.open(part) as packed, (folder / part).open("wb") as target:
        shutil.copyfileobj(packed, target, _CHUNK)
    if _digest_of(folder / part) != told.get("sha256"):
        raise BackupError("file-changed", file=part)


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
