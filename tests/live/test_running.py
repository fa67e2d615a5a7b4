"""Two offices started from the page on running agree a plan over HTTPS while the line is cut ten times.

Every block marked for an office is played as it stands on the page; the workbench is served as the unit file says.
"""

import os
import re
import shlex
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.house.source import ROOT
from tests.live.certificates import Authority
from tests.live.office import HERE, PROGRAM, free_port
from tests.live.wires import Cut, wire

CUTS = 10
BLOCK = re.compile(r"^```sh (both|first|second)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OFFICES = {"first": ("ITA", "Sample Italy"), "second": ("AZE", "Sample Azerbaijan")}
PLACES = (Cut(up=0), Cut(up=700), Cut(down=0), Cut(down=300), Cut(up=1500))


def surroundings(folder: Path, which: str, more: dict[str, str]) -> dict[str, str]:
    """What the page's blocks ask to be set."""
    code, name = OFFICES[which]
    backups = folder / which / "backups"
    backups.mkdir(parents=True, exist_ok=True)
    return {
        "PATH": f"{Path(PROGRAM).parent}:/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(folder),
        "CODE": code, "NAME": name,
        "FOEDUS_HOME": str(folder / which / "home"), "PASSFILE": str(folder / which / "passphrase"), "OUT": str(folder),
        "BACKUPS": str(backups), "FOEDUS_TIME_ZONE": "UTC", **more,
    }  # fmt: skip


def play(folder: Path, which: str, block: str, more: dict[str, str]) -> str:
    """Play a block of the page in an office; the first command that fails ends it."""
    told = subprocess.run(
        ["/bin/sh", "-eu", "-c", block],
        env=surroundings(folder, which, more),
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, f"{block}\n{told.stdout}\n{told.stderr}"
    return told.stdout


@contextmanager
def served(folder: Path, which: str, port: int) -> Iterator[None]:
    """Serve an office with the command of the unit file, once it can be served."""
    unit = (ROOT / "docs" / "running" / "foedus.service").read_text(encoding="utf-8")
    (line,) = re.findall(r"^ExecStart=\S+/foedus (.+)$", unit, re.MULTILINE)
    command = [PROGRAM, *shlex.split(line.replace("%d", str(folder / which))), "--port", str(port)]
    with (folder / f"{which}.log").open("wb") as log:
        server = subprocess.Popen(
            command, env=surroundings(folder, which, {}), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
    try:
        while not answers(port):
            assert server.poll() is None, (folder / f"{which}.log").read_text(encoding="utf-8")
            time.sleep(0.1)
        yield
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(60)


def answers(port: int) -> bool:
    """Whether the workbench answers there."""
    connection = HTTPConnection(HERE, port, timeout=60)
    try:
        connection.request("GET", "/login/")
        connection.getresponse().read()
    except OSError:
        return False
    else:
        return True
    finally:
        connection.close()


def test_two_offices_started_from_the_page_agree_a_plan_over_a_line_cut_ten_times(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    blocks = BLOCK.findall(page)
    cut: list[int] = []

    def place(call: int) -> Cut:
        if len(cut) == CUTS or call % 4 == 3:
            return Cut()
        cut.append(call)
        return PLACES[len(cut) % len(PLACES)]

    authority = Authority(tmp_path)
    port = free_port()
    checked: dict[str, str] = {}
    before = next(number for number, (_, block) in enumerate(blocks) if "peer set" in block)
    for which, block in blocks[:before]:
        for one in OFFICES if which == "both" else (which,):
            play(tmp_path, one, block, {})
    with (
        served(tmp_path, "second", port),
        wire(port, place, certificate=authority.issue(HERE)) as address,
    ):
        more = {"PEER": address, "FOEDUS_CA_FILE": str(authority.file)}
        for which, block in blocks[before:]:
            told = play(tmp_path, which, block, more)
            if block.splitlines()[-1].startswith("foedus check"):
                checked[which] = told.split("\n\n")[0]
        plan = play(tmp_path, "second", "foedus records ITA --json", more)
    assert (len(cut), address.startswith("https://")) == (CUTS, True)
    assert plan.count('"standing": "agreed"') >= 4, plan
    assert words(checked["first"]) == words(checked["second"])


def words(told: str) -> list[str]:
    """The twelve words of a check."""
    return re.findall(r"\b[a-z]+(?: [a-z]+){11}\b", " ".join(told.split()))
