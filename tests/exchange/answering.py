"""A server of the tests that answers as it is told, byte by byte; it knows no office."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

HERE = "127.0.0.1"
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
Answering = Callable[[socket.socket, bytes], None]


def read_request(line: socket.socket) -> bytes:
    """Read a request to the end of its body."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += _some(line)
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(int(one.split(b":")[1]) for one in head.lower().split(b"\r\n") if one.startswith(b"content-length:"))
    while len(body) < length:
        body += _some(line)
    return body


def _some(line: socket.socket) -> bytes:
    data = line.recv(65536)
    if not data:
        raise ConnectionResetError
    return data


def whole(body: bytes, status: bytes = b"200 OK", more: bytes = b"") -> Answering:
    """Answer with this body."""

    def answer(line: socket.socket, _request: bytes) -> None:
        head = b"HTTP/1.1 " + status + b"\r\n" + more + b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n"
        line.sendall(head + body)

    return answer


@contextmanager
def answering(answer: Answering) -> Iterator[str]:
    """Listen until the block ends, and answer every request; gives the address."""
    with socket.create_server((HERE, 0)) as listening:
        port = listening.getsockname()[1]

        def run() -> None:
            while True:
                try:
                    line, _ = listening.accept()
                except OSError:
                    return
                with line, suppress(OSError, IndexError):
                    answer(line, read_request(line))

        work = threading.Thread(target=run)
        work.start()
        try:
            yield f"http://{HERE}:{port}/"
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            work.join()
