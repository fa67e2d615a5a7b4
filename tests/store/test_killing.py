"""A writing process is ended by SIGKILL at random moments, on either database: nothing acknowledged is missing."""

import subprocess
import sys

import pytest

from tests.databases import ON_FILE_ALONE
from tests.house.source import ROOT

pytestmark = ON_FILE_ALONE
KILLS = 200


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_whoever_is_ended_at_random_loses_nothing_that_was_acknowledged(kind: str) -> None:
    command = [sys.executable, "-m", "tests.store.killing", "--kills", str(KILLS), "--database", kind]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    ended, _, acknowledged, _, _ = done.stdout.removeprefix(f"{kind}: ").replace(",", "").split()[0:5]
    assert int(ended) == KILLS
    assert int(acknowledged) > KILLS
