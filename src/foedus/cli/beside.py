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
        self._watch = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        """Begin it."""
        self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        self._ended.set()
        self._watch.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            # A machine that has no process left to give has one again later.
            with suppress(OSError):
                self._work()
            self._ended.wait(_PAUSE_SECONDS)

    def _work(self) -> None:
        with subprocess.Popen(  # noqa: S603 - our own program, with no word of anybody else
            [*_COMMAND, str(os.getpid())], stdin=subprocess.DEVNULL, env=os.environ
        ) as process:
            while process.poll() is None and not self._ended.wait(0.2):
                pass
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
