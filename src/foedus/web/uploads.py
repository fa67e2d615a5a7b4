"""Keeps a file between the steps of a page, for whoever brought it and for one day; it does not look inside."""

import re
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import msgspec
from django.conf import settings
from django.utils import timezone

FOLDER: Final = "uploads"
KEPT_FOR: Final = timedelta(days=1)
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{20,64}\Z")


class Upload(msgspec.Struct, frozen=True):
    """A file that was brought in: ``said`` is what the page was told of it since, as plain JSON."""

    token: str
    name: str
    person: int
    cooperation: str
    said: dict[str, Any] = {}


def keep(content: bytes, name: str, *, person: int, cooperation: str, said: dict[str, Any] | None = None) -> Upload:
    """Keep a file, and let go of those that are older than a day.

    :param name: as the file was called. :param person: whoever brought it; nobody else is shown it.
    :param cooperation: the id of the cooperation that it is for.
    """
    folder = _folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    forget_old(timezone.now())
    upload = Upload(secrets.token_urlsafe(24), Path(name).name, person, cooperation, said or {})
    _write(folder / f"{upload.token}.file", content)
    _write(folder / f"{upload.token}.json", msgspec.json.encode(upload))
    return upload


def find(token: str, *, person: int, cooperation: str) -> Upload | None:
    """The file of this token, where this person brought it for this cooperation."""
    path = _folder() / f"{token}.json"
    if not _TOKEN.match(token) or not path.is_file():
        return None
    found = msgspec.json.decode(path.read_bytes(), type=Upload)
    return found if (found.person, found.cooperation) == (person, cooperation) else None


def content(upload: Upload) -> bytes:
    """The bytes of the file."""
    return (_folder() / f"{upload.token}.file").read_bytes()


def say(upload: Upload, **said: Any) -> Upload:
    """Remember what the page was told of the file."""
    changed = msgspec.structs.replace(upload, said={**upload.said, **said})
    _write(_folder() / f"{upload.token}.json", msgspec.json.encode(changed))
    return changed


def drop(upload: Upload) -> None:
    """Let go of the file."""
    for ending in ("file", "json"):
        (_folder() / f"{upload.token}.{ending}").unlink(missing_ok=True)


def forget_old(now: datetime) -> None:
    """Let go of every file that is older than a day."""
    for path in _folder().iterdir():
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < now - KEPT_FOR:
            path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.HOME or "") / FOLDER


def _write(path: Path, data: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(data)
