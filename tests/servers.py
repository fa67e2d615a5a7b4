"""Servers that tests start as processes: a port for one, the wait for its first answer, its end; it starts none."""

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path

HERE = "127.0.0.1"
TOO_LONG_SECONDS = 60
PAUSE_SECONDS = 0.05


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as one:
        one.bind((HERE, 0))
        port: int = one.getsockname()[1]
    return port


def wait_until_it_answers(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Wait for the first answer.

    :raises AssertionError: the server has ended, or says nothing for too long.
    """
    for _ in range(int(TOO_LONG_SECONDS / PAUSE_SECONDS)):
        assert server.poll() is None, f"the server ended: {log.read_text(errors='replace')}"
        connection = HTTPConnection(HERE, port, timeout=TOO_LONG_SECONDS)
        try:
            connection.request("GET", "/login/")
            connection.getresponse().read()
        except OSError:
            time.sleep(PAUSE_SECONDS)
        else:
            return
        finally:
            connection.close()
    raise AssertionError(f"the server does not answer: {log.read_text(errors='replace')}")


def stop(server: "subprocess.Popen[bytes]") -> None:
    """End a server and whatever it started."""
    if server.poll() is None:
        server.terminate()
    with suppress(subprocess.TimeoutExpired):
        server.wait(TOO_LONG_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
