"""Keeps a server running, in a process of its own, as long as it is measured; it knows no home and measures nothing."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Final

import httpx

_READY_SECONDS: Final = 120
_LOOK_SECONDS: Final = 0.2


class NotServedError(RuntimeError):
    """A server that does not answer: what would be measured then is nothing."""


@contextmanager
def running(
    command: Sequence[str], port: int, surroundings: Mapping[str, str] | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    """Start a server of the workbench, and wait until its door opens; it ends with this, and all that it has begun.

    :param port: where it answers, on this machine.
    :param surroundings: its environment; None for our own.
    :raises NotServedError: it ended, or did not answer in time.
    """
    process = subprocess.Popen(
        command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        end = time.monotonic() + _READY_SECONDS
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > end:
                raise NotServedError(port, process.returncode)
            time.sleep(_LOOK_SECONDS)
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _answers(port: int) -> bool:
    try:
        httpx.get(f"http://127.0.0.1:{port}/login/", timeout=5)
    except httpx.HTTPError:
        return False
    return True
