"""A bundle goes and an answer comes, or it is told what went wrong on the line; nothing but an answer is kept."""

import socket
import time
from pathlib import Path

import pytest

from foedus.exchange.errors import ExchangeError
from foedus.exchange.https import CA_FILE, Patience, Trust, post
from tests.exchange.answering import HERE, PLAIN, Answering, answering, whole

AGE = b"age-encryption.org/v1\n"


@pytest.fixture
def body(tmp_path: Path) -> Path:
    path = tmp_path / "ours"
    path.write_bytes(b"x" * 300_000)
    return path


def refused(address: str, body: Path, patience: Patience | None = None) -> str:
    """Why a bundle could not be handed over."""
    with pytest.raises(ExchangeError) as told:
        post(address, body, body.with_name("theirs"), patience=patience)
    assert told.value.facts["host"] == HERE
    return told.value.reason


def test_bundle_goes_whole_and_the_answer_is_kept(body: Path) -> None:
    came: list[bytes] = []
    counted: list[int] = []

    def answer(line: socket.socket, request: bytes) -> None:
        came.append(request)
        whole(AGE + b"y" * 100_000)(line, request)

    with answering(answer) as address:
        post(address, body, body.with_name("theirs"), progress=counted.append)
    assert came == [body.read_bytes()]
    assert body.with_name("theirs").read_bytes() == AGE + b"y" * 100_000
    assert sum(counted) == 300_000 + len(AGE) + 100_000


def endless(line: socket.socket, _request: bytes) -> None:
    line.sendall(PLAIN + b"\r\n" + AGE)
    while True:
        line.sendall(b"z" * 65536)


def short(line: socket.socket, _request: bytes) -> None:
    line.sendall(PLAIN + b"Content-Length: 1000\r\n\r\n" + AGE)


def nothing(line: socket.socket, _request: bytes) -> None:
    line.close()


@pytest.mark.parametrize(
    "answer, reason",
    [
        (whole(b"", b"404 Not Found"), "no-answer"),
        (whole(b"", b"500 Broken"), "status"),
        (whole(b"", b"502 Bad Gateway"), "not-served"),
        (whole(b"", b"503 Service Unavailable"), "not-served"),
        (whole(b"", b"504 Gateway Timeout"), "not-served"),
        (whole(b"", b"302 Found", b"Location: https://other.example/\r\n"), "redirect"),
        (whole(b"<!doctype html><html></html>"), "not-an-answer"),
        (whole(bytes(range(256)) * 10), "not-an-answer"),
        (whole(b""), "not-an-answer"),
        (whole(AGE[:5]), "not-an-answer"),
        (short, "cut"),
        (nothing, "cut"),
    ],
)
def test_what_is_no_answer_is_told(body: Path, answer: Answering, reason: str) -> None:
    with answering(answer) as address:
        assert refused(address, body) == reason


def test_answer_without_end_is_stopped(body: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foedus.exchange.https.LARGEST_BYTES", 1_000_000)
    with answering(endless) as address:
        assert refused(address, body) == "answer-too-large"
    assert body.with_name("theirs").stat().st_size <= 1_000_000


def test_body_that_is_too_large_is_not_sent(body: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foedus.exchange.https.LARGEST_BYTES", 299_999)
    assert refused(f"http://{HERE}:1/", body) == "too-large"


def test_nobody_listens(body: Path) -> None:
    with socket.create_server((HERE, 0)) as taken:
        port = taken.getsockname()[1]
    assert refused(f"http://{HERE}:{port}/", body) == "nobody-listens"


def test_line_that_trickles_is_given_up(body: Path) -> None:
    def trickle(line: socket.socket, _request: bytes) -> None:
        line.sendall(PLAIN + b"\r\n" + AGE)
        while True:
            time.sleep(0.01)
            line.sendall(b"z")

    with answering(trickle) as address:
        assert refused(address, body, Patience(grace_seconds=0.2, least_bytes_second=10_000_000)) == "too-slow"


def test_silence_is_given_up(body: Path) -> None:
    def silent(line: socket.socket, _request: bytes) -> None:
        line.recv(1)

    with answering(silent) as address:
        assert refused(address, body, Patience(silence_seconds=0.2)) == "silent"


def test_proxy_that_a_variable_names_is_not_asked(body: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://{HERE}:1/")
    with answering(whole(AGE)) as address:
        post(address, body, body.with_name("theirs"))
    assert body.with_name("theirs").read_bytes() == AGE


def test_trust_is_of_what_the_surroundings_name(tmp_path: Path) -> None:
    assert Trust.of({}) == Trust(None)
    broken = tmp_path / "ca.pem"
    broken.write_text("no certificate")
    with pytest.raises(ExchangeError) as told:
        Trust.of({CA_FILE: str(broken)}).context()
    assert told.value.reason == "ca-file"


@pytest.mark.parametrize("host", ["xn--", "\u2603.invalid", "office.invalid"])
def test_name_that_is_nobodys_or_none_is_told(body: Path, host: str) -> None:
    with pytest.raises(ExchangeError) as told:
        post(f"https://{host}/", body, body.with_name("theirs"))
    assert (told.value.reason, told.value.facts) == ("name-unknown", {"host": host})
