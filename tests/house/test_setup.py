"""Setting up on a bare machine: knows what is said where something is missing, and that nothing is done twice."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT

SHELL_WORDS = ("sh", "dirname", "pwd", "cat", "rm", "touch", "env")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What a newcomer has: the files that setting up reads, and no environment."""
    folder = tmp_path / "foedus clone"
    folder.mkdir()
    for name in ("Makefile", "bootstrap.sh", "uv.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A folder of programs that has a shell and no Python."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for word in SHELL_WORDS:
        found = shutil.which(word)
        if found:
            (folder / word).symlink_to(found)
    return folder


def set_up(clone: Path, programs: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run what make runs first, with these programs in reach and no others."""
    return subprocess.run(
        ["/bin/sh", "bootstrap.sh"],
        cwd=clone,
        env={"PATH": programs, "HOME": str(clone), **variables},
        check=False,
        capture_output=True,
        text=True,
    )


def python_that(bare_path: Path, program: str) -> None:
    """Put a python3 into the bare folder that runs this before what it is asked to."""
    start = bare_path / "site"
    start.mkdir()
    (start / "sitecustomize.py").write_text(program)
    python = bare_path / "python3"
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{start}" exec "{sys.executable}" "$@"\n')
    python.chmod(0o755)


def test_setup_without_python_says_what_to_install(clone: Path, bare_path: Path) -> None:
    told = set_up(clone, str(bare_path))
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith("\nfoedus cannot be set up: there is no python3.\nInstall Python 3.11 or later")
    assert not (clone / ".venv").exists()


def test_setup_with_old_python_says_which_is_needed(clone: Path, bare_path: Path) -> None:
    python_that(bare_path, "import sys\nsys.version_info = (3, 10, 2, 'final', 0)\n")
    told = set_up(clone, str(bare_path))
    assert told.returncode == 1
    assert told.stderr.startswith("\nfoedus cannot be set up: python3 is older than 3.11.\n")


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_setup_without_venv_says_install_python3_venv(clone: Path, bare_path: Path, module: str) -> None:
    python_that(bare_path, f"import sys\nsys.modules['{module}'] = None\n")
    told = set_up(clone, str(bare_path))
    assert told.returncode == 1
    assert "Install python3-venv (on Debian and Ubuntu: the package python3-venv)" in told.stderr
    assert "Traceback" not in told.stderr


def test_setup_without_network_says_check_the_network(clone: Path, bare_path: Path) -> None:
    (bare_path / "python3").symlink_to(sys.executable)
    told = set_up(
        clone,
        str(bare_path),
        PYTHON=getattr(sys, "_base_executable", sys.executable),
        PIP_CONFIG_FILE=os.devnull,
        PIP_INDEX_URL="http://127.0.0.1:9/simple",
        PIP_RETRIES="0",
    )
    assert told.returncode == 1
    assert (
        "foedus cannot be set up: uv could not be fetched from the Python package index.\nCheck the network"
        in told.stderr
    )
    assert not (clone / ".boot").exists()


def test_setup_done_before_starts_nothing(clone: Path, bare_path: Path) -> None:
    (clone / ".venv").mkdir()
    (clone / ".venv/.made-from-lock").write_text(f"{clone.resolve()}\n")
    told = set_up(clone, str(bare_path))
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


@pytest.mark.parametrize("name", ["uv.lock", "pyproject.toml"])
def test_setup_after_a_change_is_done_again(clone: Path, bare_path: Path, name: str) -> None:
    stamp = clone / ".venv/.made-from-lock"
    stamp.parent.mkdir()
    stamp.write_text(f"{clone.resolve()}\n")
    later = stamp.stat().st_mtime + 5
    os.utime(clone / name, (later, later))
    assert "there is no python3" in set_up(clone, str(bare_path)).stderr


def test_setup_after_a_move_is_done_again(clone: Path, bare_path: Path) -> None:
    (clone / ".venv").mkdir()
    (clone / ".venv/.made-from-lock").write_text("/somewhere/else\n")
    assert "there is no python3" in set_up(clone, str(bare_path)).stderr


def test_verify_without_django_still_answers() -> None:
    program = "import sys\nsys.modules['django'] = None\nfrom foedus.cli.main import main\nmain(['verify', '--help'])\n"
    told = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")
