"""A process that works beside the server, and ends with it; where it ends by itself it is begun again."""

import os
import subprocess
import sys
import threading
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

_COMMAND: Final = [sys.executable, "-m", "django", "work", "--with-parent"]
_PAUSE_SECONDS: Final = 5
_PATIENCE_SECONDS: Final = 5


class Beside:
    """The process that does what is done by itself, for as long as the block lasts.

    It looks after its parent itself, so that it cannot outlive whoever started it, however that ended.
    """

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._watch = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        """Begin it, before the server makes processes: one that is made at the same moment would hold this one up."""
        self._process = _begun()
        self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        self._ended.set()
        self._watch.join()

    def _run(self) -> None:
        while True:
            if self._process is not None:
                while self._process.poll() is None and not self._ended.wait(0.2):
                    pass
                _end(self._process)
            if self._ended.wait(_PAUSE_SECONDS):
                return
            self._process = _begun()


def _begun() -> "subprocess.Popen[bytes] | None":
    """The process, or none where the machine has none left to give: it has one again later."""
    with suppress(OSError):
        return subprocess.Popen(  # noqa: S603 - our own program, with no word of anybody else
            [*_COMMAND, str(os.getpid())], stdin=subprocess.DEVNULL, env=os.environ
        )
    return None


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
