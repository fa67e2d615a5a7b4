"""The process beside the server: begun with it, begun again, and ended with it, whatever it does meanwhile."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.cli import beside
from foedus.cli.beside import Beside
from tests.databases import ON_FILE_ALONE

_PATIENCE_SECONDS = 60
WAITS = "import time; time.sleep(600)"
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {WAITS}"

pytestmark = ON_FILE_ALONE
Runs = Callable[[str], Path]


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runs:
    """Let another program than ours work beside, which tells its number and whose it is in a file."""
    told = tmp_path / "told"

    def choose(program: str) -> Path:
        says = f"import os, sys; open({str(told)!r}, 'a').write(f'{{os.getpid()}} {{sys.argv[1]}}\\n')"
        monkeypatch.setattr(beside, "_COMMAND", [sys.executable, "-S", "-c", f"{says}; {program}"])
        monkeypatch.setattr(beside, "_PAUSE_SECONDS", 0.01)
        monkeypatch.setattr(beside, "_PATIENCE_SECONDS", 0.2)
        told.touch()
        return told

    return choose


def lines(told: Path, number: int) -> list[str]:
    """What was told, once it is so many lines."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while len(found := told.read_text().splitlines()) < number:
        assert time.monotonic() < until, found
        time.sleep(0.01)
    return found


def is_there(line: str) -> bool:
    return Path("/proc", line.split(maxsplit=1)[0]).exists()


@pytest.mark.parametrize("program", [WAITS, DEAF])
def test_it_knows_whose_it_is_and_ends_with_the_server(runs: Runs, program: str) -> None:
    told = runs(program)
    with Beside():
        (line,) = lines(told, 1)
        assert (line.split()[1], is_there(line)) == (str(os.getpid()), True)
    assert (is_there(line), told.read_text().splitlines()) == (False, [line])


def test_it_is_begun_again_where_it_ended_by_itself(runs: Runs) -> None:
    told = runs("sys.exit(3)")
    with Beside():
        found = lines(told, 2)
    assert found[0] != found[1]


def test_it_is_begun_later_where_the_machine_has_no_process_to_give(runs: Runs, tmp_path: Path) -> None:
    told, python = runs(WAITS), tmp_path / "python"
    beside._COMMAND[0] = str(python)
    with Beside():
        time.sleep(0.05)
        python.symlink_to(sys.executable)
        (line,) = lines(told, 1)
    assert is_there(line) is False
