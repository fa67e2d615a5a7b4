"""The committed workbooks are those that their script writes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from foedus.reading.workbook import read_sheets
from tests.reading.workbooks import FIXTURES, SAMPLES

COMMITTED = sorted([*FIXTURES.glob("*.xlsx"), *SAMPLES.glob("*.xlsx")])


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    subprocess.run(
        [sys.executable, "-m", "tests.fixtures.sheets.make", str(folder)], check=True, cwd=FIXTURES.parents[2]
    )
    return folder


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.name)
def test_committed_workbook_is_what_the_script_writes(path: Path, written: Path) -> None:
    again = written / path.name
    assert read_sheets(path.read_bytes(), path.name) == read_sheets(again.read_bytes(), path.name)


def test_script_writes_every_committed_workbook(written: Path) -> None:
    assert sorted(path.name for path in written.iterdir()) == sorted(path.name for path in COMMITTED)
