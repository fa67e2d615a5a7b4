"""Plays histories and looks whether every promise was kept, and whether enough happened for that to mean something."""

import ast
import inspect
import subprocess
import sys
from collections import Counter
from types import ModuleType

import pytest

from tests.simulation import journals, oracle, verdicts
from tests.simulation.canary import CANARIES, caught
from tests.simulation.history import Result, play

HISTORIES = 400
CANARY_HISTORIES = 400
CIRCUMSTANCES = (
    "partition",
    "relayed",
    "bundle late",
    "bundle lost",
    "bundle twice",
    "bundle shuffled",
    "bundle gap",
    "bundle cut short",
    "bundle repeated",
    "bundle packed",
    "bundle packed and cut short",
    "bundle unpacked and imported",
    "everything imported",
    "crossing offer",
    "counter",
    "decline",
    "withdraw",
    "withdrawn too late",
    "consent ad-referendum",
    "consent initialled",
    "consent with an end",
    "endorse again",
    "seals that hold",
    "amendments sealed",
    "plans sealed with their lines",
    "records handed over",
    "records in dispute",
    "state",
    "acknowledged",
    "erase",
    "charter amendments sealed",
    "parties admitted late",
    "parties that left",
    "dropped who had left",
    "rotations",
    "recoveries",
    "parties that forked",
    "restored from an old backup, guarded",
    "restored from an old backup, unguarded",
    "signed nothing until its own came back",
    "two faces",
    "key stolen",
    "forged signature",
    "wrong key",
    "altered payload",
    "planted journal",
    "line of another partnership",
    "fork shown",
    "rival seal",
    "stale seen",
    "short seen",
    "wrong number",
    "newer form",
    "not alone",
    "second join",
    "garbage",
    "seal without consent",
    "seal by one who is not the keeper",
    "seal of several",
    "another's record stated",
    "speaks for another",
    "charter rewritten",
    "another charter",
    "rival admission",
    "nonsense proposed",
    "two texts at once",
    "void: no-consent",
    "void: not-in-full-capacity",
    "void: consent-expired",
    "void: withdrawn",
    "void: not-the-keeper",
    "void: base-not-last",
    "void: with-not-sealed",
    "void: others-record",
    "void: others-reference",
    "void: key-changed",
    "void: party-dropped",
    "void: not-the-founder",
    "void: left",
)


@pytest.fixture(scope="module")
def histories() -> list[Result]:
    return [play(seed) for seed in range(HISTORIES)]


def test_promises_on_random_histories_are_kept(histories: list[Result]) -> None:
    failed = [f"--seed {one.seed}: {one.failure}\n" + "\n".join(one.story) for one in histories if one.failure]
    assert failed == []


def test_circumstances_in_these_histories_all_occur(histories: list[Result]) -> None:
    counts: Counter[str] = Counter()
    for one in histories:
        counts.update(one.counts)
    assert [name for name in CIRCUMSTANCES if not counts[name]] == []


@pytest.mark.parametrize("module", [journals, verdicts, oracle])
def test_oracle_shares_no_code_with_the_ledger(module: ModuleType) -> None:
    tree = ast.parse(inspect.getsource(module))
    named = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    named += [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    assert [name for name in named if name.partition(".")[0] == "foedus"] == []


@pytest.mark.parametrize("name", CANARIES)
def test_rule_switched_off_is_noticed(name: str) -> None:
    result = caught(name, CANARY_HISTORIES)
    assert result is not None
    assert result.failure is not None


def test_rule_switched_on_again_is_kept() -> None:
    caught("forks are not seen", CANARY_HISTORIES)
    assert [play(seed).failure for seed in range(20)] == [None] * 20


def test_seed_played_twice_in_other_processes_tells_one_story() -> None:
    told = [
        subprocess.run(
            [sys.executable, "-m", "tests.simulation", "--seed", "11"],
            env={"PYTHONHASHSEED": hash_seed, "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hash_seed in ("1", "2")
    ]
    assert told[0] == told[1]
    assert told[0].splitlines()[-2].startswith("history 11, digest ")
