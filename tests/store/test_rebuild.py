"""What is derived is dropped and made again: the same bytes, however the journals came, and nothing old believed."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.journals import Journals
from foedus.exchange.intake import take_in
from foedus.ledger.line import split_line
from foedus.ledger.partnership import Partnership
from foedus.ledger.strict import base64url
from foedus.store.cooperation import StoredCooperation
from foedus.store.node import NodeDatabase
from foedus.store.rebuild import RebuildError, derived_digest, rebuild
from tests.ledger.scenario import Scenario, key
from tests.store.nodes import database, eventful, ledger_of, receive, stored_state, take


def several(folder: Path) -> tuple[NodeDatabase, list[StoredCooperation], list[Scenario]]:
    """Three partnerships whose entries came in turn, some out of order, some never."""
    folder.mkdir(exist_ok=True)
    node = database(folder)
    told = [
        eventful(1),
        eventful(2, last=lambda one: one.say("GEO", one.statement("GEO", 90, kind="meeting/1"))),
        eventful(3, last=lambda one: one.propose("ITA", 91, kind="plan/1")),
    ]
    ledgers = [ledger_of(node, one.id, f"sample {number}") for number, one in enumerate(told)]
    for start in range(0, 60, 4):
        for number, ledger in enumerate(ledgers):
            lines = told[number].lines[start : start + 4]
            take(node, ledger, list(reversed(lines)) if start and number == 1 else lines)
    held_back = told[2].lines[30]
    assert held_back.envelope.seq > 0
    return node, ledgers, told


@pytest.mark.parametrize("jobs", [0, 2])
def test_rebuilt_tables_are_the_same_byte_for_byte(tmp_path: Path, jobs: int) -> None:
    node, ledgers, _ = several(tmp_path)
    before, states = derived_digest(node), [stored_state(ledger) for ledger in ledgers]
    waiting = [ledger.all_waiting() for ledger in ledgers]
    done: list[int] = []
    count = rebuild(node, done.append, jobs)
    assert derived_digest(node) == before
    assert [stored_state(ledger) for ledger in ledgers] == states
    assert [ledger.all_waiting() for ledger in ledgers] == waiting
    assert sum(done) == count == sum(1 for ledger in ledgers for _ in ledger.applied_since(0))


def test_rebuilt_tables_of_two_partnerships_taken_in_at_once_are_the_same(tmp_path: Path) -> None:
    node = database(tmp_path)
    told = [eventful(1), eventful(2, last=lambda one: one.say("GEO", one.statement("GEO", 90, kind="meeting/1")))]
    ledgers = [ledger_of(node, one.id, f"sample {number}") for number, one in enumerate(told)]
    with node.transaction():
        for place in range(max(len(one.lines) for one in told)):
            for number, ledger in enumerate(ledgers):
                receive(ledger, told[number].lines[place : place + 1])
    before = derived_digest(node)
    rebuild(node, jobs=0)
    assert derived_digest(node) == before


def test_long_journals_rebuilt_in_processes_are_the_same(tmp_path: Path) -> None:
    journals = Journals(600)
    node = database(tmp_path)
    ledger = ledger_of(node, journals.partnership)
    with node.transaction():
        take_in(Partnership(ledger), journals.write(tmp_path), jobs=2)
    before = derived_digest(node)
    assert rebuild(node) == 2402
    assert derived_digest(node) == before


def test_digest_tells_one_changed_value(tmp_path: Path) -> None:
    node, _, _ = several(tmp_path)
    before = derived_digest(node)
    execute(
        node, "UPDATE foedus_store_void SET reason = 'other' WHERE entry = (SELECT min(entry) FROM foedus_store_void)"
    )
    after = derived_digest(node)
    assert [table for table in before if before[table] != after[table]] == ["void"]


def test_derived_tables_changed_behind_our_back_are_made_right(tmp_path: Path) -> None:
    node, _, _ = several(tmp_path)
    before = derived_digest(node)
    execute(node, "UPDATE foedus_store_facts SET facts = %s", b"\xff")
    execute(node, "DELETE FROM foedus_store_record WHERE id > 3")
    execute(node, "UPDATE foedus_store_placed SET party = 7")
    execute(node, "DELETE FROM foedus_store_kind")
    rebuild(node, jobs=0)
    assert derived_digest(node) == before


def execute(node: NodeDatabase, query: str, *parameters: Any) -> None:
    with node.connection.cursor() as cursor:
        cursor.execute(query, parameters)


def line_of(node: NodeDatabase, number: int) -> bytes:
    with node.connection.cursor() as cursor:
        cursor.execute("SELECT line FROM foedus_store_journal WHERE id = %s", [number])
        return bytes(cursor.fetchone()[0])


def forged(line: bytes) -> bytes:
    """Another text, signed by another key under the same name."""
    _, protected, _, payload = split_line(line)
    return protected + b".." + base64url(key("nobody").sign(protected + b"." + payload)) + b" " + payload


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "one letter of a text": lambda line: line.replace(b"2026-01-01T00:00:00Z", b"2026-01-01T00:00:01Z"),
    "the signature": lambda line: line[:200] + (b"A" if line[200:201] != b"A" else b"B") + line[201:],
    "signed by another": forged,
    "cut off": lambda line: line[:-5],
    "emptied": lambda _: b"",
    "two lines": lambda line: line + b"\n" + line,
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("place", [0.0, 0.5, 1.0])
def test_line_changed_behind_our_back_is_refused_and_nothing_changes(tmp_path: Path, change: str, place: float) -> None:
    node, _, _ = several(tmp_path)
    last = max(placed.number for ledger in node.ledgers() for placed in ledger.applied_since(0))
    number = 1 + round(place * (last - 1))
    execute(
        node, "UPDATE foedus_store_journal SET line = %s WHERE id = %s", CHANGES[change](line_of(node, number)), number
    )
    before = derived_digest(node)
    asides = [ledger.all_aside() for ledger in node.ledgers()]
    with pytest.raises(RebuildError) as caught:
        rebuild(node, jobs=0)
    assert caught.value.reason == "line-changed"
    assert set(caught.value.facts) == {"number", "cooperation", "why"}
    assert caught.value.facts["number"] == number
    assert derived_digest(node) == before
    assert [ledger.all_aside() for ledger in node.ledgers()] == asides


def test_line_taken_out_of_the_middle_is_noticed(tmp_path: Path) -> None:
    node, _, _ = several(tmp_path)
    execute(node, "DELETE FROM foedus_store_journal WHERE id = 5")
    with pytest.raises(RebuildError):
        rebuild(node, jobs=0)


def test_point_changed_behind_our_back_makes_no_forged_line_good(tmp_path: Path) -> None:
    told = Scenario("ITA", "AZE")
    node = database(tmp_path)
    ledger = ledger_of(node, told.id)
    take(node, ledger, told.lines)
    facts = ledger.facts()
    with node.transaction():
        ledger.facts().points[key("AZE").thumbprint] = key("nobody").jwk.point()
        ledger.put_facts()
    execute(node, "UPDATE foedus_store_journal SET line = %s WHERE id = 2", forged(line_of(node, 2)))
    assert facts is not ledger.facts()
    with pytest.raises(RebuildError) as caught:
        rebuild(node, jobs=0)
    assert caught.value.facts == {"number": 2, "cooperation": "sample", "why": "signature"}


def test_copy_of_the_database_rebuilds_to_the_same(tmp_path: Path) -> None:
    node, _, _ = several(tmp_path / "one")
    before = derived_digest(node)
    node.connection.close()
    shutil.copytree(tmp_path / "one", tmp_path / "other")
    other = database(tmp_path / "other")
    rebuild(other, jobs=0)
    assert derived_digest(other) == before
