"""Takes an uploaded dispatch in: kept under the home, whole or not at all, a large one aside; it words nothing."""

import re
import secrets
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connections
from django.utils import timezone, translation

from foedus.office import partnerships, receiving
from foedus.office.ports import Cooperation
from foedus.office.receiving import Received
from foedus.office.review import Review
from foedus.office.witness import preview, sign_as_shown
from foedus.store import listing
from foedus.store import models as tables
from foedus.web import alarms
from foedus.web.aside import HowFar, Progress, how_far
from foedus.web.desk import Desk
from foedus.web.models import TakenIn
from foedus.web.wording import WORDINGS, tell

LARGEST_BYTES: Final = 256 * 1024 * 1024
AT_ONCE: Final = 20_000
"""So many entries are taken in while the person waits; more are taken in aside, and the page says how far it is."""
MOST_CHANGES: Final = 200
_KEPT_SECONDS: Final = 24 * 3600
_LONGEST_NAME: Final = 100
_TOKEN = re.compile(r"[0-9a-f]{32}")

KNOWN: Final = tuple(WORDINGS)
"""Every error that can be told in words."""


class Look(msgspec.Struct, frozen=True):
    """What a dispatch says of itself: of which cooperation, from whom, how many lines."""

    partnership: str
    sender: str
    lines: int


_threads: dict[int, threading.Thread] = {}


def progress_of(number: int) -> HowFar | None:
    """How far the taking in of this number is: lines, then entries that the lists read; None where nobody does it.

    To be asked before the row: what came of it is kept first, and then nobody does it.
    """
    return how_far(_progress_file(number))


# The file


def _folder() -> Path:
    return Path(settings.HOME or "") / "arriving"


def _progress_file(number: int) -> Path:
    return _folder() / f"{number}.progress"


def keep(upload: UploadedFile) -> Path:
    """Keep an uploaded file under the home, in a folder of its own, until ``forget``, a day at most."""
    _sweep()
    folder = _folder() / secrets.token_hex(16)
    folder.mkdir(mode=0o700, parents=True)
    path = folder / (Path(upload.name or "").name[-_LONGEST_NAME:] or "dispatch")
    with path.open("wb") as target:
        for chunk in upload.chunks():
            target.write(chunk)
    return path


def kept(token: str) -> Path | None:
    """The file that was kept under this token, where it still is."""
    folder = _folder() / token
    if not _TOKEN.fullmatch(token) or not folder.is_dir():
        return None
    return next(folder.iterdir(), None)


def token_of(path: Path) -> str:
    """What a form carries instead of the file."""
    return path.parent.name


def forget(path: Path) -> None:
    """Delete a kept file."""
    shutil.rmtree(path.parent, ignore_errors=True)


def _sweep() -> None:
    """Delete what was kept and never asked for again."""
    if not _folder().is_dir():
        return
    for one in _folder().iterdir():
        if one.stat().st_mtime < time.time() - _KEPT_SECONDS:
            if one.is_dir():
                shutil.rmtree(one, ignore_errors=True)
            else:
                one.unlink(missing_ok=True)


# What it is


def look(desk: Desk, path: Path) -> Look:
    """Open a dispatch far enough to say whose it is; nothing is taken in.

    :raises LedgerError: it is no dispatch, or not encrypted to us.
    """
    with receiving.opened(desk.node, path) as bundle:
        lines = sum(_lines(one) for one in bundle.journals.values())
        return Look(bundle.manifest.partnership, bundle.manifest.from_, lines)


def _lines(path: Path) -> int:
    with path.open("rb") as opened:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: opened.read(1 << 20), b""))


# Taking in


def take(desk: Desk, coop: Cooperation, path: Path) -> TakenIn:
    """Take a dispatch in while the person waits, list it, look for alarms and log it: all of it, or nothing.

    :raises LedgerError: it is refused whole. :raises OfficeError: likewise.
    """
    with desk.node.store.transaction():
        return _take(desk, coop, path, _new(desk, coop, path), None)


def joining(desk: Desk, path: Path) -> Review:
    """What joining the cooperation of a dispatch would sign; nothing is signed, and nothing taken in.

    :raises OfficeError: it names us with other keys, or not at all. :raises LedgerError: it is refused whole.
    """
    return preview(lambda: partnerships.join(desk.node, path))


def join(desk: Desk, path: Path, name: str, digest: str, let_in: Callable[[str], None]) -> tuple[Cooperation, TakenIn]:
    """Join the cooperation of a dispatch as it was shown, and take it in.

    :param digest: of what ``joining`` showed.
    :param name: this office's short name for it; empty for one made of the others' codes.
    :param let_in: called with the cooperation's id, so that whoever brings it in may see it.
    :raises ChangedError: something has changed since. :raises OfficeError: it names us with other keys, or not at all.
    """
    with desk.node.store.transaction():
        joined = sign_as_shown(digest, lambda: partnerships.join(desk.node, path, name=name or None))
        view = joined.partnership
        let_in(view.id)
        coop = Cooperation(view.id, view.name, view.code)
        taken = _new(desk, coop, path)
        desk.log("cooperation-joined", coop)
        return coop, _told(desk, coop, taken, joined.received, None)


def take_aside(desk: Desk, coop: Cooperation, path: Path, lines: int) -> TakenIn:
    """Begin to take a large dispatch in, in a thread of its own; the row says what came of it."""
    taken = _new(desk, coop, path)
    progress = Progress(_progress_file(taken.pk), 2 * lines)
    language = translation.get_language() or "en"
    work = threading.Thread(target=_aside, args=(Desk(desk.user), coop, path, taken, progress, language), daemon=True)
    _threads[taken.pk] = work
    work.start()
    return taken


def at_work() -> tuple[threading.Thread, ...]:
    """The threads that take something in now: for whoever must wait for them."""
    return tuple(_threads.values())


def _aside(desk: Desk, coop: Cooperation, path: Path, taken: TakenIn, progress: Progress, language: str) -> None:
    try:
        with translation.override(language), desk.node.store.transaction():
            _take(desk, coop, path, taken, progress)
    except KNOWN as error:
        with translation.override(language):
            taken.told = {"refused_whole": tell(error)}
        taken.save()
    finally:
        forget(path)
        progress.end()
        del _threads[taken.pk]
        connections.close_all()


def _new(desk: Desk, coop: Cooperation, path: Path) -> TakenIn:
    return TakenIn.objects.create(
        partnership=coop.id, file=path.name, who=desk.user.username, at=timezone.now(), told={}
    )


def _take(desk: Desk, coop: Cooperation, path: Path, taken: TakenIn, progress: Progress | None) -> TakenIn:
    step = progress.step if progress else None
    received = receiving.receive(desk.node, path, progress=step, jobs=1, tell_turns=False)
    return _told(desk, coop, taken, received, progress)


def _told(desk: Desk, coop: Cooperation, taken: TakenIn, received: Received, progress: Progress | None) -> TakenIn:
    """Keep what a dispatch brought, and let the lists, the alarms and the log know."""
    listing.catch_up(desk.node, progress.step if progress else None)
    alarms.refresh(desk.node, coop)
    taken.told = facts_of(received)
    last = tables.Dispatch.objects.filter(partnership=coop.id).order_by("-pk").values_list("pk", flat=True).first()
    taken.dispatch = last or 0
    taken.save()
    desk.log(
        "dispatch-in",
        coop,
        file=taken.file,
        sender=received.sender,
        entries=sum(received.applied.values()),
        refused=received.refused_count,
    )
    return taken


def facts_of(received: Received) -> dict[str, Any]:
    """What is kept of what a dispatch brought: plain facts, the newest changes. What waits for whom the lists know."""
    told: dict[str, Any] = msgspec.to_builtins(received)
    for name in ("turns_of", "ours", "theirs", "pending"):
        del told[name]
    changes = told["changes"]
    told["changes"] = changes[-MOST_CHANGES:]
    told["changes_left_out"] += len(changes) - len(told["changes"])
    told["refused"] = told["refused"][:MOST_CHANGES]
    return told
