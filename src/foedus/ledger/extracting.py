"""Writes files of a ZIP out, some at a time, and counts every byte; it knows neither their names nor their contents."""

import hashlib
import zipfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from threading import Lock

from foedus.ledger.errors import BundleError

CHUNK_BYTES = 256 * 1024
_TOGETHER = 2
"""So many files are written out at once: most bundles hold two long journals."""
_TELL_SECONDS = 0.2


class Budget:
    """Counts bytes as they are unpacked, in whatever thread: what a ZIP says of its sizes is not believed.

    :param limit: how many there may be.
    :param progress: called with the number of bytes since the last call, by ``tell``.
    """

    def __init__(self, limit: int, progress: Callable[[int], None] | None) -> None:
        self._left = limit
        self._limit = limit
        self._progress = progress
        self._told = 0
        self._lock = Lock()

    def spend(self, count: int, name: str) -> None:
        """Count bytes of a file.

        :raises BundleError: there are more than there may be.
        """
        with self._lock:
            self._left -= count
            if self._left < 0:
                raise BundleError("too-large", file=name, limit=self._limit)

    def stop(self) -> None:
        """Let no more be spent."""
        with self._lock:
            self._left = -1

    def tell(self) -> None:
        """Tell the progress, in the caller's thread."""
        done = self._limit - self._left
        if self._progress is not None and done > self._told:
            self._progress(done - self._told)
            self._told = done


def extract(
    archive: zipfile.ZipFile, members: Mapping[zipfile.ZipInfo, int], into: Path, budget: Budget
) -> list[tuple[str, Path, str, int]]:
    """Write files out.

    :param members: which, and how many bytes each may have.
    :param into: a folder of the caller's, who removes it.
    :returns: of each its name, where it is now, its SHA-256 (hex), and how many lines it has.
    :raises BundleError: one is too large, or all together are. Of a broken ZIP it is ``zipfile`` that tells.
    """
    opening = Lock()  # a ZIP counts its open files without one
    targets = [(info, into / info.filename.replace("/", "-")) for info in members]
    with ThreadPoolExecutor(_TOGETHER) as threads:
        try:
            begun = [
                threads.submit(_extract, archive, info, target, members[info], budget, opening)
                for info, target in targets
            ]
            for work in begun:
                while wait([work], _TELL_SECONDS).not_done:
                    budget.tell()
                work.result()
                budget.tell()
        finally:
            budget.stop()
            threads.shutdown(cancel_futures=True)
    return [(info.filename, target, *work.result()) for (info, target), work in zip(targets, begun, strict=True)]


def _extract(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, limit: int, budget: Budget, opening: Lock
) -> tuple[str, int]:
    digest, size, lines = hashlib.sha256(), 0, 0
    with opening:
        part = archive.open(info)
    try:
        with target.open("wb") as out:
            while chunk := part.read(CHUNK_BYTES):
                size += len(chunk)
                if size > limit:
                    raise BundleError("too-large", file=info.filename, limit=limit)
                budget.spend(len(chunk), info.filename)
                digest.update(chunk)
                lines += chunk.count(b"\n")
                out.write(chunk)
    finally:
        with opening:
            part.close()
    return digest.hexdigest(), lines
