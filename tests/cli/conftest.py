"""Offices on real homes, alone and in a cooperation."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.office import Office


@pytest.fixture
def open_office(tmp_path: Path) -> Callable[[str], Office]:
    """Begins an office's copy in a folder of its own."""
    return lambda code: Office(tmp_path, code).begin()


@pytest.fixture
def pair(open_office: Callable[[str], Office]) -> tuple[Office, Office]:
    """Italy and Azerbaijan in one cooperation, both joined: Italy calls it AZE, Azerbaijan ITA."""
    italy, azerbaijan = open_office("ITA"), open_office("AZE")
    italy.run("partnership", "found", "Sample cooperation", "--with", azerbaijan.card(), "--name", "AZE")
    azerbaijan.run("partnership", "join", italy.write("AZE"), "--name", "ITA")
    azerbaijan.send("ITA", italy)
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
