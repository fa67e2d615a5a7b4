"""Carries a bundle to another office's address and its answer back, over TLS; it refuses to know what is in either.

TLS is needed everywhere but on this computer itself. Nothing of the surroundings changes the way: no proxy that a
variable names, no address to which an answer points, no list of certificates but the system's and the one given.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx
import msgspec

from foedus.exchange.addresses import PLACE, check_address
from foedus.exchange.errors import ExchangeError

LARGEST_BYTES: Final = 256 * 1024 * 1024
"""A body, either way. A bundle over the line is a part; what is left over comes with the next one."""
_CHUNK: Final = 64 * 1024
_ENCRYPTED: Final = b"age-encryption.org/"
_CLOCK_OR_AGE: Final = {9: "certificate-not-yet", 10: "certificate-expired"}
_FROM_A_PROXY: Final = frozenset({HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT})
_OF_ANOTHER_NAME: Final = frozenset({62, 64})
_UNKNOWN_ISSUER: Final = frozenset({18, 19, 20, 21})

Progress = Callable[[int], None]


class Patience(msgspec.Struct, frozen=True):
    """How long a line is waited for.

    ``silence_seconds``: so long nothing may come; the other side takes in what it was sent before it answers. A line
    slower than ``least_bytes_second``, after ``grace_seconds``, is given up: a satellite telephone carries more.
    """

    connect_seconds: float = 15
    silence_seconds: float = 180
    grace_seconds: float = 240
    least_bytes_second: float = 128


CA_FILE: Final = "FOEDUS_CA_FILE"
"""The variable that names a file of certificates to be believed besides the system's."""


class Trust(msgspec.Struct, frozen=True):
    """Whose certificates are believed: the system's list, and those of a file where one is given."""

    ca_file: Path | None = None

    @classmethod
    def of(cls, surroundings: Mapping[str, str]) -> "Trust":
        """What the environment names."""
        named = surroundings.get(CA_FILE)
        return cls(Path(named) if named else None)

    def context(self) -> ssl.SSLContext:
        """The rules of the line.

        :raises ExchangeError: the file holds no certificate.
        """
        context = ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self.ca_file is not None:
            try:
                context.load_verify_locations(self.ca_file)
            except (ssl.SSLError, OSError) as error:
                raise ExchangeError("ca-file", file=str(self.ca_file), detail=str(error)[:200]) from None
        return context


def post(
    address: str,
    body: Path,
    answer: Path,
    trust: Trust | None = None,
    progress: Progress = lambda _count: None,
    patience: Patience | None = None,
) -> None:
    """Hand a bundle over, and write what comes back.

    :param address: as ``check_address`` gives it.
    :param body: the bundle, encrypted to whoever is asked. :param answer: a file that is not there yet.
    :param progress: called with the number of bytes that went or came since the last call.
    :raises ExchangeError: nobody was reached, the line broke, or what came back is no bundle. What was written of the
        answer is for nothing then. :raises OSError: the disk is full.
    """
    address = check_address(address)
    host = urlsplit(address).hostname or ""
    waits = patience or Patience()
    pace = _Pace(host, waits)
    size = body.stat().st_size
    if size > LARGEST_BYTES:
        raise ExchangeError("too-large", host=host, limit=LARGEST_BYTES)
    headers = {
        "Content-Type": "application/octet-stream",
        "Content-Length": str(size),
        "Accept-Encoding": "identity",
        "User-Agent": "foedus",
    }
    timeout = httpx.Timeout(waits.silence_seconds, connect=waits.connect_seconds)
    try:
        with (
            httpx.Client(
                verify=(trust or Trust()).context(), trust_env=False, follow_redirects=False, timeout=timeout
            ) as client,
            body.open("rb") as file,
            client.stream("POST", address + PLACE, content=_sent(file.read, pace, progress), headers=headers) as told,
        ):
            _check_status(told, host)
            _keep(told, answer, pace, progress)
    except httpx.HTTPError as error:
        raise _why(error, host) from None
    except (httpx.InvalidURL, UnicodeError):  # what the rules of names in other scripts do not allow
        raise ExchangeError("name-unknown", host=host) from None


def _sent(read: Callable[[int], bytes], pace: "_Pace", progress: Progress) -> Iterator[bytes]:
    while chunk := read(_CHUNK):
        yield chunk
        pace.count(len(chunk))
        progress(len(chunk))


def _check_status(told: httpx.Response, host: str) -> None:
    if told.is_redirect:
        raise ExchangeError("redirect", host=host, to=told.headers.get("location", "")[:200])
    if told.status_code == HTTPStatus.NOT_FOUND:
        raise ExchangeError("no-answer", host=host)
    if told.status_code in _FROM_A_PROXY:
        raise ExchangeError("not-served", host=host, status=told.status_code)
    if told.status_code != HTTPStatus.OK:
        raise ExchangeError("status", host=host, status=told.status_code)


def _keep(told: httpx.Response, answer: Path, pace: "_Pace", progress: Progress) -> None:
    """Write the answer; what does not even begin as a bundle does is read no further."""
    size = 0
    begun = b""
    with answer.open("wb") as file:
        for chunk in told.iter_raw():  # as it comes: gathered into pieces, a trickle would never be seen
            size += len(chunk)
            if len(begun) < len(_ENCRYPTED):
                begun += chunk[: len(_ENCRYPTED)]
                if not _ENCRYPTED.startswith(begun[: len(_ENCRYPTED)]):
                    raise ExchangeError("not-an-answer", host=pace.host)
            if size > LARGEST_BYTES:
                raise ExchangeError("answer-too-large", host=pace.host, limit=LARGEST_BYTES)
            file.write(chunk)
            pace.count(len(chunk))
            progress(len(chunk))
    if len(begun) < len(_ENCRYPTED):
        raise ExchangeError("not-an-answer", host=pace.host)


class _Pace:
    """Watches how fast a line is: one that trickles would hold up everything behind it."""

    def __init__(self, host: str, patience: Patience) -> None:
        self.host = host
        self._patience = patience
        self._began = time.monotonic()
        self._bytes = 0

    def count(self, number: int) -> None:
        self._bytes += number
        seconds = time.monotonic() - self._began
        if seconds > self._patience.grace_seconds + self._bytes / self._patience.least_bytes_second:
            raise ExchangeError("too-slow", host=self.host)


def _why(error: httpx.HTTPError, host: str) -> ExchangeError:
    """What went wrong on the line, as a reason."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _certificate(cause, host)
        if isinstance(cause, ssl.SSLError):
            return ExchangeError("tls", host=host, detail=str(cause.reason or cause)[:200])
        if isinstance(cause, socket.gaierror):
            return ExchangeError("name-unknown", host=host)
        if isinstance(cause, ConnectionRefusedError):
            return ExchangeError("nobody-listens", host=host)
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.ConnectTimeout | httpx.ConnectError):
        return ExchangeError("not-reached", host=host)
    if isinstance(error, httpx.TimeoutException):
        return ExchangeError("silent", host=host)
    return ExchangeError("cut", host=host)


def _certificate(error: ssl.SSLCertVerificationError, host: str) -> ExchangeError:
    code = error.verify_code
    if code in _CLOCK_OR_AGE:
        return ExchangeError(_CLOCK_OR_AGE[code], host=host)
    if code in _OF_ANOTHER_NAME:
        return ExchangeError("certificate-name", host=host)
    if code in _UNKNOWN_ISSUER:
        return ExchangeError("certificate-issuer", host=host)
    return ExchangeError("certificate", host=host, detail=error.verify_message[:200])
