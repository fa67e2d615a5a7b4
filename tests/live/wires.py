"""Lines between a caller and a server, which break, crawl or encrypt; they read nothing of what they carry."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

HERE = "127.0.0.1"
NEVER = 1 << 62


@dataclass(frozen=True)
class Cut:
    """After how many bytes a line breaks: of those that go, and of those that come."""

    up: int = NEVER
    down: int = NEVER


@contextmanager
def wire(
    port: int,
    cuts: Callable[[int], Cut] = lambda _call: Cut(),
    *,
    pause: Callable[[], object] = lambda: None,
    piece: int = 65536,
    certificate: Path | None = None,
) -> Iterator[str]:
    """Carry calls to a port until the block ends; gives the address at which to call.

    :param cuts: where the line of each call breaks, by its number. :param pause: waits before each piece.
    :param certificate: a file with key and certificate, where the line is to be encrypted up to here.
    """
    context = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    with socket.create_server((HERE, 0)) as listening:
        work = threading.Thread(target=_listen, args=(listening, port, cuts, pause, piece, context))
        work.start()
        scheme = "https" if context is not None else "http"
        try:
            yield f"{scheme}://{HERE}:{listening.getsockname()[1]}/"
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            work.join()


def _listen(
    listening: socket.socket,
    port: int,
    cuts: Callable[[int], Cut],
    pause: Callable[[], object],
    piece: int,
    context: ssl.SSLContext | None,
) -> None:
    lines = []
    for call in range(NEVER):
        try:
            caller, _ = listening.accept()
        except OSError:
            break
        arguments = (caller, port, cuts(call), pause, piece, context)
        lines.append(threading.Thread(target=_carry, args=arguments))
        lines[-1].start()
    for line in lines:
        line.join()


def _carry(
    caller: socket.socket,
    port: int,
    cut: Cut,
    pause: Callable[[], object],
    piece: int,
    context: ssl.SSLContext | None,
) -> None:
    with caller, suppress(OSError):
        near = context.wrap_socket(caller, server_side=True) if context is not None else caller
        with near, socket.create_connection((HERE, port)) as far:
            up = threading.Thread(target=_pass, args=(near, far, cut.up, pause, piece))
            up.start()
            _pass(far, near, cut.down, pause, piece)
            for one in (near, far):
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
            up.join()


def _pass(source: socket.socket, target: socket.socket, most: int, pause: Callable[[], object], piece: int) -> None:
    """Pass bytes on until the source ends, or so many have passed: then the line breaks both ways."""
    left = most
    with suppress(OSError):
        while left and (data := source.recv(min(piece, left))):
            pause()
            target.sendall(data)
            left -= len(data)
        if left == 0 or most == NEVER:
            for one in (source, target):
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
