"""A workbench behind the proxies of docs/running, over TLS: what they say is believed, what a caller claims is not."""

import json
import re
import socket
import ssl
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from foedus.exchange.https import LARGEST_BYTES, Trust, post
from foedus.office.exchanging import exchange
from foedus.web.doors import digest_of
from tests.databases import ON_FILE_FIRST
from tests.live.certificates import Authority
from tests.live.office import Office, joined, until
from tests.live.proxies import NAME, caddy, nginx
from tests.servers import HERE
from tests.web.conftest import served

Proxy = Callable[[Path, int, Path], AbstractContextManager[tuple[int, int]]]
PROXIES: dict[str, Proxy] = {"nginx": nginx, "caddy": caddy}
SETTINGS = {"FOEDUS_HTTPS": "1", "FOEDUS_HOSTS": NAME, "FOEDUS_PROXIES": "1"}
ELSEWHERE = "127.0.0.2"
LIES = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "other.example"}
MEBIBYTE = 1 << 20
BAD_REQUEST = 400
HIDDEN = f"POST /exchange/ HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
UNCLEAR = (
    ("Content-Length: 5", "Content-Length: 6"),
    ("Content-Length: 5, 6",),
    ("Content-Length: +5",),
    ("Content-Length : 5",),
)
"""Heads that say twice how long a body is, or in a way that programs read differently."""
CHUNKS, LENGTH = "Transfer-Encoding: chunked", f"Content-Length: {len(HIDDEN) + 5}"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Caller:
    """Somebody at another address, who says of the way whatever he likes."""

    def __init__(self, port: int, authority: Authority) -> None:
        self._port = port
        self._context = ssl.create_default_context(cafile=authority.file)
        self._cookies: dict[str, str] = {}

    def asks(self, method: str, path: str, body: str = "", name: str = NAME) -> tuple[HTTPResponse, str]:
        """Ask for a page over TLS."""
        connection = self._line()
        cookies = "; ".join(f"{one}={value}" for one, value in self._cookies.items())
        about = {"Host": name, "Referer": f"https://{name}{path}", "Cookie": cookies, **LIES}
        with closing(connection):
            form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
            connection.request(method, path, body or None, headers={**about, **form})
            told = connection.getresponse()
            text = told.read().decode()
        for cookie in told.headers.get_all("Set-Cookie") or []:
            one, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[one] = value
        return told, text

    def sends(self, size: int, pieces: int) -> int:
        """Call as an office does with a body said to be so long, of which some MiB are really sent."""
        with closing(self._line()) as connection:
            connection.putrequest("POST", "/exchange/")
            connection.putheader("Content-Length", str(size))
            connection.endheaders()
            for _ in range(pieces):
                connection.send(bytes(MEBIBYTE))
            return connection.getresponse().status

    def sends_raw(self, head: tuple[str, ...], body: str) -> list[int]:
        """Send one call byte by byte as written, and a second in its body; gives the answers up to one that refuses."""
        lines = ("POST /exchange/ HTTP/1.1", f"Host: {NAME}", *head, "", body + HIDDEN)
        found: list[int] = []
        with closing(self._line()) as connection:
            connection.connect()
            connection.sock.sendall("\r\n".join(lines).encode())
            with connection.sock.makefile("rb") as answer:
                for line in answer:
                    if line.startswith(b"HTTP/1.1 "):
                        found.append(int(line.split()[1]))
                    if found and found[-1] == BAD_REQUEST:
                        break
        return found

    def _line(self) -> HTTPSConnection:
        return HTTPSConnection(NAME, self._port, timeout=300, context=self._context, source_address=(ELSEWHERE, 0))


def failures_of(office: Office) -> set[str]:
    """The digests of whom wrong passwords are counted against."""
    with served(office.home):
        from foedus.web.models import SignInFailure  # noqa: PLC0415 - their tables are there from now on

        return set(SignInFailure.objects.values_list("digest", flat=True))


def turned_away(office: Office) -> int:
    """How many calls were read to their end and not answered, as the server's lines say."""
    return lines_with(office, event="not-answered")


def lines_with(office: Office, **told: str) -> int:
    """How many lines the server has written that say so."""
    (log,) = office.folder.glob("server-*.log")
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
    return sum(1 for line in lines if told.items() <= line.items())


@ON_FILE_FIRST
def test_proxies_of_the_page_on_running_are_believed_and_callers_are_not(tmp_path: Path) -> None:
    italy, azerbaijan = joined(tmp_path, "ITA", "AZE")
    authority = Authority(tmp_path)
    certificate = authority.issue(NAME)
    with azerbaijan.served("--no-exchange", more=SETTINGS):
        for name, proxy in PROXIES.items():
            with proxy(tmp_path / name, azerbaijan.port, certificate) as (secure, plain):
                caller = Caller(secure, authority)
                look_at_ciphers(secure, authority)
                look_at_pages(caller, azerbaijan)
                look_at_exchange(caller, azerbaijan, LARGEST_BYTES if name == "nginx" else MEBIBYTE)
                look_at_framing(caller, azerbaijan, is_strict=name == "nginx")
                exchange_over(italy, azerbaijan, f"https://{NAME}:{secure}/", authority)
                if plain:
                    told = asked_in_the_clear(plain)
                    assert (told.status, told.headers["Location"]) == (301, f"https://{NAME}/login/?next=/")
        told = asked_in_the_clear(azerbaijan.port)
    assert (told.status, told.headers["Location"]) == (301, f"https://{NAME}/login/?next=/")
    assert azerbaijan.entries() == italy.entries() == {"AZE": 1 + len(PROXIES), "ITA": 1 + len(PROXIES)}


def look_at_ciphers(port: int, authority: Authority) -> None:
    """TLS 1.3 or 1.2 is spoken, and neither with a cipher that does not authenticate nor with a key that is kept."""
    assert version_with(port, authority) == "TLSv1.3"
    assert version_with(port, authority, "ECDHE+AESGCM") == "TLSv1.2"
    for ciphers in ("ECDHE+SHA1", "ECDHE+SHA256:!AESGCM:!CHACHA20", "kRSA+AES"):
        with pytest.raises(ssl.SSLError):
            version_with(port, authority, ciphers)


def version_with(port: int, authority: Authority, ciphers: str = "") -> str | None:
    """Which TLS is spoken with somebody who knows everything, or these ciphers of TLS 1.2 alone."""
    context = ssl.create_default_context(cafile=authority.file)
    if ciphers:
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers(ciphers)
    with (
        socket.create_connection((HERE, port), timeout=60) as line,
        context.wrap_socket(line, server_hostname=NAME) as tls,
    ):
        return tls.version()


def look_at_pages(caller: Caller, office: Office) -> None:
    """Cookies are for secure lines; who sends a wrong password is whom the proxy saw, not whom he names."""
    told, text = caller.asks("GET", "/login/")
    (cookie,) = told.headers.get_all("Set-Cookie") or []
    assert (told.status, cookie.startswith("__Host-foedus"), "; Secure" in cookie) == (200, True, True)
    assert told.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    token = TOKEN.search(text)
    assert token is not None
    form = urlencode({"csrfmiddlewaretoken": token[1], "username": "sample", "password": "not the password"})
    assert caller.asks("POST", "/login/", form)[0].status == 200
    wanted = {digest_of(one) for one in (f"sample\n{ELSEWHERE}", "name\nsample", f"address\n{ELSEWHERE}")}
    assert failures_of(office) == wanted
    led, _ = caller.asks("GET", "/")
    assert (led.status, led.headers["Location"]) == (302, "/login/?next=/")


def look_at_exchange(caller: Caller, office: Office, size: int) -> None:
    """A call of so many bytes reaches the office whole; one that is larger than allowed does not."""
    before = turned_away(office)
    assert (caller.sends(size, size // MEBIBYTE), turned_away(office)) == (404, before + 1)
    assert (caller.sends(LARGEST_BYTES + 1, 0), turned_away(office)) == (413, before + 1)


def look_at_framing(caller: Caller, office: Office, *, is_strict: bool) -> None:
    """Where a call ends is read alike by the proxy and the office: none is hidden in another.

    :param is_strict: the proxy refuses a length beside chunks; others go by the chunks, as the standard says.
    """
    before = lines_with(office, event="request")
    assert [caller.sends_raw(head, "hello") for head in UNCLEAR] == [[BAD_REQUEST]] * len(UNCLEAR)
    answers = [caller.sends_raw(head, "0\r\n\r\n") for head in ((CHUNKS, LENGTH), (LENGTH, CHUNKS))]
    assert answers == [[BAD_REQUEST] if is_strict else [404, 404]] * 2
    heard = sum(one.count(404) for one in answers)
    assert until(lambda: lines_with(office, event="request") - before, lambda number: number >= heard) == heard


def exchange_over(italy: Office, azerbaijan: Office, address: str, authority: Authority) -> None:
    """Entries go both ways."""
    for office in (italy, azerbaijan):
        office.state(address)
    italy.reaches(azerbaijan, address)
    trust = Trust(authority.file)
    told = exchange(italy.desk.node, italy.desk.coop, "AZE", lambda to, ours, theirs: post(to, ours, theirs, trust))
    assert (told.failure, told.sent, told.taken) == (None, 1, 1)


def asked_in_the_clear(port: int) -> HTTPResponse:
    """Ask without TLS, and claim that there was."""
    with closing(HTTPConnection(HERE, port, timeout=60)) as connection:
        connection.request("GET", "/login/?next=/", headers={"Host": NAME})
        return connection.getresponse()
