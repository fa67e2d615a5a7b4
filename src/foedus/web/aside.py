"""How far a long piece of work is, told to every process that answers; it knows nothing of the work.

A small file says it, under a lock for as long as somebody works: the lock ends with the process, whatever ends that.
"""

import fcntl
import os
from pathlib import Path

import msgspec

_FIGURE = 12


class HowFar(msgspec.Struct, frozen=True):
    """How much is done, of how much."""

    done: int
    total: int


class Progress:
    """The side of whoever works.

    :param path: of the file. :param total: how many steps there are.
    """

    def __init__(self, path: Path, total: int) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path, self._total, self._done = path, total, 0
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self.step(0)

    def step(self, count: int) -> None:
        """Go on by so many."""
        self._done = min(self._total, self._done + count)
        os.pwrite(self._file, f"{self._done:{_FIGURE}} {self._total:{_FIGURE}}".encode(), 0)

    def end(self) -> None:
        """Say no more: what came of it is told elsewhere by now."""
        self._path.unlink(missing_ok=True)
        os.close(self._file)


def how_far(path: Path) -> HowFar | None:
    """How far the work of a file is; None where nobody works at it any more."""
    try:
        opened = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        done, _blank, total = os.pread(opened, 2 * _FIGURE + 1, 0).decode().strip().partition(" ")
        return HowFar(int(done or 0), int(total or 0))
    else:
        return None
    finally:
        os.close(opened)
