"""Offices on real homes, alone and in a cooperation: on files, and once more on databases that a server keeps."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.office import Office
from tests.databases import FILE, on


@pytest.fixture(autouse=True)
def _on_both(either_database: str) -> None:
    """Runs each test twice; those that open no office, or are about one database alone, say so."""


@pytest.fixture
def open_office(tmp_path: Path) -> Callable[[str], Office]:
    """Begins an office's copy in a folder of its own."""
    return lambda code: Office(tmp_path, code).begin()


def joined(italy: Office, azerbaijan: Office) -> tuple[Office, Office]:
    """Begin both, and let them join one cooperation."""
    italy.begin()
    azerbaijan.begin()
    italy.run("partnership", "found", "Sample cooperation", "--with", azerbaijan.card(), "--name", "AZE")
    azerbaijan.run("partnership", "join", italy.write("AZE"), "--name", "ITA")
    azerbaijan.send("ITA", italy)
    return italy, azerbaijan


@pytest.fixture(scope="session")
def pair_on_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a pair whose homes are copied: making a file's tables takes longer than most tests."""
    folder = tmp_path_factory.mktemp("pair")
    with on(FILE):
        joined(Office(folder, "ITA"), Office(folder, "AZE"))
    return folder


@pytest.fixture
def pair(request: pytest.FixtureRequest, tmp_path: Path, either_database: str) -> tuple[Office, Office]:
    """Italy and Azerbaijan in one cooperation, both joined: Italy calls it AZE, Azerbaijan ITA."""
    italy, azerbaijan = Office(tmp_path, "ITA"), Office(tmp_path, "AZE")
    if either_database != FILE:
        return joined(italy, azerbaijan)
    folder: Path = request.getfixturevalue("pair_on_files")
    for one in (italy, azerbaijan):
        shutil.copytree(folder / one.code, one.home)
    return italy, azerbaijan


@pytest.fixture
def offered(pair: tuple[Office, Office]) -> tuple[Office, Office]:
    """The pair, with a plan of two lines that Italy has offered and Azerbaijan has received."""
    italy, azerbaijan = pair
    italy.run(
        "draft", "AZE", "plan", "--set", "title.it=Piano campione", "--set", "title.en=Sample plan",
        "--set", 'period={"from": "2024-01-01", "to": "2025-12-31", "precision": "year"}',
    )  # fmt: skip
    italy.run("draft", "AZE", "activity", "--plan", "d1", "--set", "title=Corso campione", "--set", "host=ITA",
              "--set", 'period={"from": "2024-05-13", "to": "2024-05-17", "precision": "day"}')  # fmt: skip
    italy.run("draft", "AZE", "activity", "--plan", "d1", "--set", "title=Visita campione", "--set", "host=AZE")
    italy.run("propose", "AZE", "d1-d3", "--yes")
    italy.send("AZE", azerbaijan)
    return italy, azerbaijan


@pytest.fixture
def agreed(offered: tuple[Office, Office]) -> tuple[Office, Office]:
    """The pair, with the plan and its lines agreed, and both know it."""
    italy, azerbaijan = offered
    azerbaijan.run("accept", "ITA", "--all-of", "ITA/2/0")
    azerbaijan.send("ITA", italy)
    italy.send("AZE", azerbaijan)
    return italy, azerbaijan
