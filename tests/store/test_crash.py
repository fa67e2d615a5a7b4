"""A crash at the nth write of an import, for every n: the node is whole, nothing is missing, a repeat completes it."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from foedus.office.ports import Cooperation
from foedus.store.models import Aside, Blob, Dispatch, Journal, Waiting
from foedus.store.node import NodeDatabase, create_node, open_node
from foedus.store.rebuild import derived_digest, rebuild
from tests.databases import ON_FILE_ALONE
from tests.house.source import ROOT
from tests.ledger.scenario import Scenario
from tests.store.crashing import ENDED
from tests.store.nodes import eventful, stored_state, take, write_journals

pytestmark = ON_FILE_ALONE

HELD = 24
BLOBS = " ".join(["a" * 64, "b" * 64])
NEVER = 1_000_000


def store_of(home: Path) -> NodeDatabase:
    store = open_node(home, lambda: None).store
    assert isinstance(store, NodeDatabase)
    return store


@contextmanager
def opened(home: Path) -> Iterator[NodeDatabase]:
    store = store_of(home)
    try:
        yield store
    finally:
        store.connection.close()


def prepared(home: Path, told: Scenario) -> None:
    """A node that holds the first lines, and one that waits for what is in none of them."""
    create_node(home, None)
    with opened(home) as store:
        with store.transaction():
            ledger = store.create(Cooperation(told.id, "sample", "ITA"))
        take(store, ledger, [*told.lines[:HELD], told.lines[HELD + 3]])


def looked_at(store: NodeDatabase, partnership: str) -> dict[str, Any]:
    """All that a node holds, as rows and as state."""
    ledger = store.open(partnership)
    alias = store.connection.alias
    rows = {
        table.__name__.lower(): list(table._default_manager.using(alias).order_by("pk").values())
        for table in (Journal, Waiting, Aside, Blob, Dispatch)
    }
    return {"state": stored_state(ledger), "derived": derived_digest(store), **rows}


def check_whole(store: NodeDatabase) -> None:
    """The file is sound, and what is derived is what follows from the journals."""
    with store.connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchall() == [("ok",)]
    before = derived_digest(store)
    rebuild(store, jobs=0)
    assert derived_digest(store) == before


@pytest.fixture
def warm() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.store.crashing"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def crashed(warm: subprocess.Popen[str], nth: int, *what: str) -> tuple[int, bool]:
    """Run an import that ends at its nth write: how it ended, and whether it was acknowledged."""
    assert warm.stdin is not None
    assert warm.stdout is not None
    warm.stdin.write("\t".join([str(nth), *what]) + "\n")
    warm.stdin.flush()
    is_taken = False
    while (line := warm.stdout.readline().split())[0] != "ended":
        is_taken = is_taken or line == ["taken"]
    return int(line[1]), is_taken


def bundle_of(told: Scenario, folder: Path) -> dict[str, Path]:
    """What comes: the rest, but for one line that others wait for, and a line that breaks a rule."""
    held_back = told.lines[-3]
    journals = write_journals([line for line in told.lines[HELD - 5 :] if line is not held_back], folder)
    broken = told.lines[-1].raw.replace(b'"acts":[', b'"acts":[ ')
    with journals["ITA"].open("ab") as journal:
        journal.write(broken + b"\n")
    return journals


def test_crash_at_the_nth_write_loses_nothing_and_a_repeat_completes(
    tmp_path: Path, warm: subprocess.Popen[str]
) -> None:
    told = eventful()
    prepared(tmp_path / "before", told)
    bundle_of(told, tmp_path / "bundle")
    what = (told.id, str(tmp_path / "bundle"), BLOBS)
    shutil.copytree(tmp_path / "before", tmp_path / "whole")
    assert crashed(warm, NEVER, str(tmp_path / "whole"), *what) == (0, True)
    with opened(tmp_path / "before") as store:
        before = looked_at(store, told.id)
    with opened(tmp_path / "whole") as store:
        whole = looked_at(store, told.id)
    assert whole["state"]["waiting"] != {}
    noted = [(tmp_path / name / "keys" / "last-signed.json").read_bytes() for name in ("before", "whole")]
    nth = acknowledged = 0
    ended = ENDED
    while ended == ENDED:
        nth += 1
        home = tmp_path / "home"
        shutil.copytree(tmp_path / "before", home)
        ended, is_acknowledged = crashed(warm, nth, str(home), *what)
        acknowledged += is_acknowledged
        with opened(home) as store:
            after = looked_at(store, told.id)
            assert after in ([whole] if is_acknowledged else [before, whole])
            check_whole(store)
        assert (home / "keys" / "last-signed.json").read_bytes() == noted[after == whole]
        assert crashed(warm, NEVER, str(home), *what) == (0, True)
        with opened(home) as store:
            assert {**looked_at(store, told.id), "dispatch": []} == {**whole, "dispatch": []}
        shutil.rmtree(home)
    assert ended == 0
    assert acknowledged == 1
    assert nth > 50
