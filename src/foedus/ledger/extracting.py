"""Writes files of a ZIP out, two at a time; it knows neither what they are nor how large they may be."""

import hashlib
import zipfile
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import IO

_CHUNK_BYTES = 256 * 1024
_TOGETHER = 2
"""Most bundles hold two long journals."""
_TELL_SECONDS = 0.2


class Extracted:
    """A file as it is written out: its name in the ZIP, where it is, its SHA-256 (``digest``, hex), how many lines."""

    def __init__(self, info: zipfile.ZipInfo, into: Path) -> None:
        self.name = info.filename
        self.path = into / info.filename.replace("/", "-")
        self.digest = ""
        self.lines = self.size = 0
        self.is_ended = False
        """Set from outside to leave it unfinished."""

    def write(self, part: IO[bytes]) -> None:
        """Write it out."""
        digest = hashlib.sha256()
        with self.path.open("wb") as out:
            while not self.is_ended and (chunk := part.read(_CHUNK_BYTES)):
                self.size += len(chunk)
                self.lines += chunk.count(b"\n")
                digest.update(chunk)
                out.write(chunk)
        self.digest = digest.hexdigest()


def extract(
    archive: zipfile.ZipFile,
    members: Iterable[zipfile.ZipInfo],
    into: Path,
    progress: Callable[[int], None] | None = None,
) -> list[Extracted]:
    """Write files out, none with more bytes than it says itself that it has: ``zipfile`` reads no further.

    :param into: a folder of the caller's, who removes it.
    :param progress: called with the number of bytes since the last call.
    :returns: as they were asked for.
    :raises zipfile.BadZipFile: one is not what the ZIP says of it; its other errors are ``zipfile``'s and ``zlib``'s.
    """
    files = {info: Extracted(info, into) for info in members}
    largest_first = sorted(files, key=lambda info: -info.file_size)
    with ThreadPoolExecutor(_TOGETHER) as threads:
        for start in range(0, len(largest_first), _TOGETHER):
            some = {info: files[info] for info in largest_first[start : start + _TOGETHER]}
            _extract_together(archive, some, threads, progress)
    return list(files.values())


def _extract_together(
    archive: zipfile.ZipFile,
    files: dict[zipfile.ZipInfo, Extracted],
    threads: ThreadPoolExecutor,
    progress: Callable[[int], None] | None,
) -> None:
    # Opened and closed here: a ZIP counts its open files, and not for several threads.
    parts: list[IO[bytes]] = []
    begun: list[Future[None]] = []
    try:
        for info, file in files.items():
            parts.append(archive.open(info))
            begun.append(threads.submit(file.write, parts[-1]))
        told, rest = 0, set(begun)
        while rest:
            rest = wait(rest, _TELL_SECONDS).not_done
            done = sum(file.size for file in files.values())
            if progress is not None and done > told:
                progress(done - told)
                told = done
        for one in begun:
            one.result()
    finally:
        for file in files.values():
            file.is_ended = True
        wait(begun)
        for part in parts:
            part.close()
