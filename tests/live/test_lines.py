"""Lines that break at every stage, crawl, and carry things twice or late: nothing is lost, nobody else is stopped."""

import shutil
import threading
from http.client import HTTPConnection
from pathlib import Path

import pytest

from foedus.office import dispatching
from tests.live.office import Office, joined
from tests.live.wires import Cut, wire
from tests.servers import HERE, TOO_LONG_SECONDS

QUIET = "--no-exchange"
STAGES = {
    "before a byte went": Cut(up=0),
    "in the head of the call": Cut(up=60),
    "in its body": Cut(up=900),
    "near the end of its body": Cut(up=1800),
    "before a byte came": Cut(down=0),
    "in the head of the answer": Cut(down=40),
    "in its body, near its beginning": Cut(down=700),
    "in its body, near its end": Cut(down=1500),
}


@pytest.fixture
def offices(tmp_path: Path) -> tuple[Office, Office]:
    italy, azerbaijan = joined(tmp_path, "ITA", "AZE")
    return italy, azerbaijan


def test_line_that_breaks_at_every_stage_in_turn_carries_all_in_the_end(offices: tuple[Office, Office]) -> None:
    italy, azerbaijan = offices
    cuts = list(STAGES.values())
    with azerbaijan.served(QUIET), wire(azerbaijan.port, lambda call: (*cuts, Cut())[min(call, len(cuts))]) as address:
        italy.reaches(azerbaijan, address)
        reasons = []
        for stage in STAGES:
            italy.state(f"Aperto {stage}")
            azerbaijan.state(f"Açıldı {stage}")
            told = italy.calls(azerbaijan)
            reasons.append(told.failure.reason if told.failure is not None else f"{stage}: none")
        assert reasons == ["cut"] * len(STAGES)
        last = italy.calls(azerbaijan)
    assert last.failure is None
    assert italy.entries() == azerbaijan.entries() == {"AZE": 1 + len(STAGES), "ITA": 1 + len(STAGES)}


def test_caller_that_crawls_stops_nobody_else(tmp_path: Path) -> None:
    italy, azerbaijan, kazakhstan = joined(tmp_path, "ITA", "AZE", "KAZ")
    for office in (azerbaijan, kazakhstan):
        office.state("Aperto")
    begun, may_run = threading.Event(), threading.Event()

    def pause() -> None:
        begun.set()
        may_run.wait(0.05)

    with italy.served(QUIET), wire(italy.port, pause=pause, piece=20) as crawling:
        azerbaijan.reaches(italy, crawling)
        kazakhstan.reaches(italy)
        slow = threading.Thread(target=azerbaijan.run, args=("peer", "try", "sample"))
        slow.start()
        begun.wait(TOO_LONG_SECONDS)
        told = kazakhstan.calls(italy)
        connection = HTTPConnection(HERE, italy.port, timeout=60)
        connection.request("GET", "/login/")
        status = connection.getresponse().status
        connection.close()
        was_crawling = slow.is_alive()
        may_run.set()
        slow.join()
    assert (told.failure, status, was_crawling) == (None, 200, True)
    assert azerbaijan.entries()["ITA"] == italy.entries()["ITA"]
    assert italy.entries() == {"AZE": 2, "ITA": 1, "KAZ": 2}


def test_what_comes_again_and_late_changes_nothing(offices: tuple[Office, Office], tmp_path: Path) -> None:
    italy, azerbaijan = offices
    files = []
    for number in range(3):
        azerbaijan.state(f"Açıldı {number}")
        files.append(tmp_path / str(number))
        dispatching.export(azerbaijan.desk.node, azerbaijan.desk.coop, files[-1])
    with italy.served(QUIET):
        for file in (files[2], files[0], files[1], files[2], files[0]):
            assert call(italy, file.read_bytes())[0] == 200
    assert italy.entries() == {"AZE": 4, "ITA": 1}
    shutil.rmtree(tmp_path, ignore_errors=True)


def call(office: Office, body: bytes, method: str = "POST", length: str = "") -> tuple[int, dict[str, str], bytes]:
    """Call an office, as anybody may."""
    connection = HTTPConnection(HERE, office.port, timeout=60)
    connection.putrequest(method, "/exchange/", skip_accept_encoding=True)
    connection.putheader("Content-Length", length or str(len(body)))
    connection.endheaders(body)
    told = connection.getresponse()
    headers = {name: value for name, value in told.getheaders() if name.lower() not in {"date", "connection"}}
    found = told.status, headers, told.read()
    connection.close()
    return found
