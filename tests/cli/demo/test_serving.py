"""The demo's offices are opened with sample people, and every way of ending it ends them too."""

import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from foedus.cli.demo import serving
from foedus.cli.demo.stage import OFFICES, Stage, surroundings
from foedus.cli.demo.story import Story
from tests.databases import ON_FILE_ALONE

pytestmark = ON_FILE_ALONE  # a newcomer has no server
PLAYER = """
import sys
from pathlib import Path
from foedus.cli.demo import serving
from foedus.cli.demo.story import Story
serving.serve(Path(sys.argv[1]), Story())
"""
PAUSE_SECONDS = 0.1
TOO_LONG = 600


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_offices_are_open_until_it_is_ended(tmp_path: Path, end: signal.Signals) -> None:
    stage = Stage(tmp_path)
    for code in OFFICES:
        stage.begin(Story(is_held=True), code, has_card=False)
    log = tmp_path / "told"
    with log.open("wb") as said:
        player = subprocess.Popen(
            [sys.executable, "-c", PLAYER, str(tmp_path)], env=surroundings(), stdout=said, stderr=said
        )
    addresses = wait_for_addresses(player, log)
    for address in addresses:
        assert status(address) == 200
    player.send_signal(end)
    assert player.wait(60) == 0
    told = log.read_text(encoding="utf-8")
    assert (len(addresses), len(set(addresses)), "Ended. The offices stay in" in told) == (4, 4, True)
    assert [is_open(address) for address in addresses] == [False] * 4
    assert [name for name in serving.ROLES if f"    {name}" not in told] == []


def wait_for_addresses(player: "subprocess.Popen[bytes]", log: Path) -> list[str]:
    """What it prints once everything is open."""
    for _ in range(TOO_LONG):
        told = log.read_text(encoding="utf-8")
        if "To try:" in told and told.rstrip().endswith("dispatches/."):
            lines = [line.split() for line in told.splitlines() if line.startswith("    http")]
            return [line[0] for line in lines]
        assert player.poll() is None, told
        time.sleep(PAUSE_SECONDS)
    raise AssertionError(log.read_text(encoding="utf-8"))


def port_of(address: str) -> int:
    return int(address.rstrip("/").rpartition(":")[2])


def status(address: str) -> int:
    connection = HTTPConnection(serving.HERE, port_of(address), timeout=60)
    connection.request("GET", "/login/")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def is_open(address: str) -> bool:
    connection = HTTPConnection(serving.HERE, port_of(address), timeout=5)
    try:
        connection.connect()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def test_port_that_is_taken_is_passed_over() -> None:
    first = serving.free_port(serving.FIRST_PORT)
    with socket.socket() as taken:
        taken.bind((serving.HERE, first))
        taken.listen()
        assert serving.free_port(first) > first
