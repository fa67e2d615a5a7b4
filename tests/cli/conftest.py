"""Offices on real homes, alone and in a cooperation: on files, and once more on databases that a server keeps."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.office import Office
from tests.databases import keep_aside, on


@pytest.fixture(autouse=True)
def _on_both(either_database: str) -> None:
    """Runs each test twice; those that open no office, or are about one database alone, say so."""


@pytest.fixture
def open_office(tmp_path: Path) -> Callable[[str], Office]:
    """Begins an office's copy in a folder of its own."""
    return lambda code: Office(tmp_path, code).begin()


Pair = tuple[Office, Office]
"""Italy and Azerbaijan."""


@pytest.fixture(scope="session")
def at_stage(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str, Path], Pair]:
    """Copies of a pair that was brought to a stage once on each database: the way there takes longer than most tests.

    ``at_stage("offered", either_database, tmp_path)``
    """
    made: dict[tuple[str, str], Path] = {}

    def copies(stage: str, kind: str, folder: Path) -> Pair:
        if (stage, kind) not in made:
            kept = tmp_path_factory.mktemp(stage)
            before, go_on = STAGES[stage]
            with on(kind):
                at_work = kept / "at-work"
                at_work.mkdir()
                pair = copies(before, kind, at_work) if before else (Office(at_work, "ITA"), Office(at_work, "AZE"))
                go_on(*pair)
                for one in pair:
                    keep_aside(one.home, kept / one.code, is_for_all=True)
            made[stage, kind] = kept
        return Office(folder, "ITA", made[stage, kind] / "ITA"), Office(folder, "AZE", made[stage, kind] / "AZE")

    return copies


def join(italy: Office, azerbaijan: Office) -> None:
    """Begin both, and let them join one cooperation."""
    italy.begin()
    azerbaijan.begin()
    italy.run("partnership", "found", "Sample cooperation", "--with", azerbaijan.card(), "--name", "AZE")
    azerbaijan.run("partnership", "join", italy.write("AZE"), "--name", "ITA")
    azerbaijan.send("ITA", italy)


def offer(italy: Office, azerbaijan: Office) -> None:
    """Offer a plan of two lines, and let the other receive it."""
    italy.run(
        "draft", "AZE", "plan", "--set", "title.it=Piano campione", "--set", "title.en=Sample plan",
        "--set", 'period={"from": "2024-01-01", "to": "2025-12-31", "precision": "year"}',
    )  # fmt: skip
    italy.run("draft", "AZE", "activity", "--plan", "d1", "--set", "title=Corso campione", "--set", "host=ITA",
              "--set", 'period={"from": "2024-05-13", "to": "2024-05-17", "precision": "day"}')  # fmt: skip
    italy.run("draft", "AZE", "activity", "--plan", "d1", "--set", "title=Visita campione", "--set", "host=AZE")
    italy.run("propose", "AZE", "d1-d3", "--yes")
    italy.send("AZE", azerbaijan)


def agree(italy: Office, azerbaijan: Office) -> None:
    """Accept all of it, and let both know."""
    azerbaijan.run("accept", "ITA", "--all-of", "ITA/2/0")
    azerbaijan.send("ITA", italy)
    italy.send("AZE", azerbaijan)


STAGES = {"joined": ("", join), "offered": ("joined", offer), "agreed": ("offered", agree)}
"""Of a pair: the stage before, and what leads from there to it."""


@pytest.fixture
def pair(at_stage: Callable[[str, str, Path], Pair], tmp_path: Path, either_database: str) -> Pair:
    """Italy and Azerbaijan in one cooperation, both joined: Italy calls it AZE, Azerbaijan ITA."""
    return at_stage("joined", either_database, tmp_path)


@pytest.fixture
def offered(at_stage: Callable[[str, str, Path], Pair], tmp_path: Path, either_database: str) -> Pair:
    """The pair, with a plan of two lines that Italy has offered and Azerbaijan has received."""
    return at_stage("offered", either_database, tmp_path)


@pytest.fixture
def agreed(at_stage: Callable[[str, str, Path], Pair], tmp_path: Path, either_database: str) -> Pair:
    """The pair, with the plan and its lines agreed, and both know it."""
    return at_stage("agreed", either_database, tmp_path)
