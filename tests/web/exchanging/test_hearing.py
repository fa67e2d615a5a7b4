"""What is read of a call, and what is kept of one that is turned away: for our own people, and for nobody else."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from foedus.exchange.addresses import AT_ONCE
from foedus.exchange.https import LARGEST_BYTES
from foedus.office import peers
from foedus.web.exchanging import gates
from foedus.web.exchanging.hearing import hear, rest_of_step
from foedus.web.log_lines import JsonLines
from foedus.web.models import LogLine, TakenIn
from tests.office.desk import Desk, Open
from tests.web.conftest import served


@pytest.fixture
def offices(open_desk: Open) -> Iterator[tuple[Desk, Desk]]:
    """Italy, whose home is served, and Azerbaijan, with a declaration that Italy has not had."""
    from foedus.office import partnerships, stating  # noqa: PLC0415 - for this alone

    italy, azerbaijan = open_desk("ITA"), open_desk("AZE")
    partnerships.found(italy.node, "Sample cooperation", cards=[azerbaijan.card])
    partnerships.join(azerbaijan.node, italy.write())
    stating.declare(azerbaijan.node, azerbaijan.coop, [azerbaijan.draft("milestone", what="Açıldı")])
    with served(italy.folder / "home"):
        yield italy, azerbaijan


def heard(body: bytes, size: int | None = None, address: str = "192.0.2.1") -> bytes | None:
    """What a call is answered."""
    told = hear(BytesIO(body).read, len(body) if size is None else size, address)
    if told is None:
        return None
    with told:
        return told.read()


def test_party_is_answered_and_what_it_brought_is_kept_for_the_pages(offices: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = offices
    told = heard(azerbaijan.write().read_bytes())
    assert (told or b"").startswith(b"age-encryption.org/")
    assert list(TakenIn.objects.values_list("file", "who")) == [("", "")]
    (line,) = LogLine.objects.all()
    assert (line.verb, line.detail) == ("exchange-in", {"sender": "AZE", "entries": 2, "refused": 0})
    assert list((italy.folder / "home" / "calls").iterdir()) == []


def test_body_is_not_even_read_where_it_is_too_large_or_empty(offices: tuple[Desk, Desk]) -> None:
    del offices
    for size in (0, -1, LARGEST_BYTES + 1):
        body = BytesIO(b"x" * 10)
        assert hear(body.read, size, "192.0.2.1") is None
        assert body.tell() == 0


def test_body_that_ends_early_is_no_call(offices: tuple[Desk, Desk]) -> None:
    _, azerbaijan = offices
    body = azerbaijan.write().read_bytes()
    assert heard(body[:100], len(body)) is None


def test_address_that_calls_too_often_is_not_read(offices: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    _, azerbaijan = offices
    monkeypatch.setattr(gates, "addresses", gates.Rate(1, 0))
    body = azerbaijan.write().read_bytes()
    assert [heard(body) is not None, heard(body) is not None] == [True, False]
    assert heard(body, address="192.0.2.2") is not None


def test_party_that_calls_too_often_is_turned_away_and_our_people_are_told(
    offices: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    italy, azerbaijan = offices
    monkeypatch.setattr(gates, "parties", gates.Rate(0, 0))
    assert heard(azerbaijan.write().read_bytes()) is None
    why = peers.contact_of(italy.node, italy.coop.id, "AZE").turned_away
    assert why is not None
    assert why.reason == "too-often"


def test_place_is_kept_for_others_where_one_address_calls_at_once(offices: tuple[Desk, Desk]) -> None:
    _, azerbaijan = offices
    body = azerbaijan.write().read_bytes()
    told = []

    def slowly(size: int) -> bytes:
        told.append(heard(body))
        return body[:size]

    inside = [gates.doorway.entered("192.0.2.1") for _ in range(gates.AT_ONCE_FROM_ONE)]
    for one in inside:
        one.__enter__()
    try:
        assert hear(slowly, len(body), "192.0.2.1") is None
        assert heard(body, address="192.0.2.2") is not None
    finally:
        for one in inside:
            one.__exit__(None, None, None)
    assert (told, gates.AT_ONCE_FROM_ONE < AT_ONCE) == ([], True)


def test_log_of_the_server_says_why_nobody_was_answered(
    offices: tuple[Desk, Desk], caplog: pytest.LogCaptureFixture
) -> None:
    del offices
    with caplog.at_level("INFO"):
        assert heard(b"rubbish") is None
    (line,) = [json.loads(JsonLines().format(one)) for one in caplog.records]
    del line["at"]
    assert line == {"level": "warning", "event": "not-answered", "reason": "not-encrypted"}


def test_refusal_comes_at_whole_steps() -> None:
    assert [rest_of_step(seconds) for seconds in (0, 0.25, 0.125, 1.0, 1.125)] == [0, 0, 0.125, 0, 0.125]


def test_what_a_crash_left_is_swept_out(offices: tuple[Desk, Desk]) -> None:
    import os  # noqa: PLC0415 - for this alone

    italy, _ = offices
    left: Path = italy.folder / "home" / "calls" / "left"
    left.mkdir(parents=True)
    (left / "theirs").write_bytes(b"x")
    os.utime(left, (0, 0))
    assert heard(b"rubbish") is None
    assert not left.exists()
