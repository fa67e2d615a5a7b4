"""A partnership's memory on disk: holds what the memory that forgets holds, and asks no more where it holds much."""

import random
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from benchmarks.journals import Journals
from foedus.ledger import acts as a
from foedus.ledger.line import Line, read_line
from foedus.ledger.store import MemoryStore
from foedus.store import ledger as memory
from foedus.store.cooperation import StoredCooperation
from foedus.store.node import NodeDatabase
from tests.ledger.scenario import Scenario
from tests.store.nodes import (
    database,
    eventful,
    file_reference,
    ledger_of,
    memory_state,
    orders,
    receive,
    stored_state,
    take,
)


@pytest.mark.parametrize("at_once", [1, 7, 1000])
@pytest.mark.parametrize("order", range(5))
def test_same_lines_in_any_order_and_batch_give_the_same_state(tmp_path: Path, at_once: int, order: int) -> None:
    told = eventful()
    lines = orders(told.lines)[order]
    node = database(tmp_path)
    ledger = ledger_of(node, told.id)
    store = MemoryStore(told.id)
    for _ in range(3):
        take(node, ledger, lines, at_once)
        receive(store, lines)
        assert stored_state(ledger) == memory_state(store)
    assert [(one.raw, one.reason) for one in ledger.all_aside()] == list(
        dict.fromkeys((one.raw, one.reason) for one in store.aside)
    )


def test_whole_partnership_gives_the_state_of_whoever_heard_it_live(tmp_path: Path) -> None:
    told = eventful()
    node = database(tmp_path)
    ledger = ledger_of(node, told.id)
    take(node, ledger, told.lines)
    assert stored_state(ledger) == told.state()
    assert {reason for _, reason in told.state()["void"]} >= {"not-the-keeper", "others-record", "others-reference"}


def test_some_lines_missing_the_rest_waits_alike(tmp_path: Path) -> None:
    told = eventful()
    chance = random.Random(5)
    lines = [line for line in told.lines if line.envelope.seq == 0 or chance.random() < 0.9]
    node = database(tmp_path)
    ledger = ledger_of(node, told.id)
    store = MemoryStore(told.id)
    take(node, ledger, lines, 10)
    receive(store, lines)
    assert stored_state(ledger)["waiting"] != {}
    assert stored_state(ledger) == memory_state(store)
    take(node, ledger, told.lines, 10)
    take(node, ledger, told.lines, 10)
    assert stored_state(ledger) == told.state()


def test_memory_forgotten_all_the_time_gives_the_same_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "KEPT", 3)
    told = eventful()
    node = database(tmp_path)
    ledger = ledger_of(node, told.id)
    with node.transaction():
        for line in told.lines:
            ledger.expect([line])
            receive(ledger, [line])
    assert stored_state(ledger) == told.state()


def test_memory_opened_anew_for_every_line_gives_the_same_state(tmp_path: Path) -> None:
    told = eventful()
    node = database(tmp_path)
    ledger_of(node, told.id)
    for line in told.lines:
        fresh = node.open(told.id)
        with node.transaction():
            receive(fresh, [line])
    assert stored_state(node.open(told.id)) == told.state()


def test_version_after_an_erasure_in_the_same_entry_is_found_again(tmp_path: Path) -> None:
    told = Scenario("ITA", "AZE")
    blob = file_reference(1)
    said = told.say(
        "ITA",
        told.statement("ITA", 1, body={"file": blob}),
        a.Erase(blob["blob"], {"en": "asked for"}),
        told.proposal("ITA", 2),
    )
    node = database(tmp_path)
    ledger = ledger_of(node, told.id)
    take(node, ledger, told.lines)
    record = node.open(told.id).record_of(said.version(2))
    assert record is not None
    assert record.name == told.proposal("ITA", 2).record
    assert [one.blob for one in ledger.erasures()] == [blob["blob"]]


def fail_after(node: NodeDatabase, ledger: StoredCooperation, lines: Sequence[Line]) -> None:
    with node.transaction():
        receive(ledger, lines)
        raise LookupError


def test_rolled_back_transaction_leaves_nothing_at_hand(tmp_path: Path) -> None:
    told = eventful()
    node = database(tmp_path)
    ledger = ledger_of(node, told.id)
    take(node, ledger, told.lines[:20])
    before = stored_state(ledger)
    with pytest.raises(LookupError):
        fail_after(node, ledger, told.lines)
    assert stored_state(ledger) == before
    take(node, ledger, told.lines)
    assert stored_state(ledger) == told.state()


def test_transaction_that_fails_inside_another_takes_back_its_own_alone(tmp_path: Path) -> None:
    told = eventful()
    node = database(tmp_path)
    ledger = ledger_of(node, told.id)
    with node.transaction():
        receive(ledger, told.lines[:20])
        with pytest.raises(LookupError):
            fail_after(node, ledger, told.lines[20:30])
    store = MemoryStore(told.id)
    receive(store, told.lines[:20])
    assert stored_state(ledger) == memory_state(store)


class Statements:
    """Counts what a database is asked."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django calls it so
        self.count += 1
        return execute(sql, parameters, many, context)


@contextmanager
def counted(node: NodeDatabase) -> Any:
    statements = Statements()
    with node.connection.execute_wrapper(statements):
        yield statements


def lines_of(journals: Journals, start: tuple[int, int] = (0, 0)) -> list[Line]:
    """The two parties' lines in an order in which each can be applied at once: they answer each other in turn."""
    ita, aze = journals.one.lines[start[0] :], journals.other.lines[start[1] :]
    raws: list[bytes] = []
    for place in range(0, len(ita), 2):
        if start == (0, 0) and place == 0:
            raws += [ita[0], aze[0]]
    for place in range(1 if start == (0, 0) else 0, len(ita), 2):
        raws += [ita[place], aze[place], ita[place + 1], aze[place + 1]]
    return [read_line(raw, {}) for raw in raws]


def imported(node: NodeDatabase, partnership: str, lines: Sequence[Line]) -> int:
    ledger = node.open(partnership)
    with counted(node) as statements, node.transaction():
        ledger.expect(lines)
        receive(ledger, lines)
    return int(statements.count)


def test_cost_of_an_import_grows_with_what_comes_and_not_with_what_is_held(tmp_path: Path) -> None:
    journals = Journals(1)
    counts = []
    for held in (1, 5_000):
        journals.add(held - (len(journals.one.lines) - 1) // 2)
        folder = tmp_path / str(held)
        folder.mkdir()
        node = database(folder)
        ledger_of(node, journals.partnership)
        imported(node, journals.partnership, lines_of(journals))
        start = (len(journals.one.lines), len(journals.other.lines))
        journals.add(25)
        new = lines_of(journals, start)
        assert len(new) == 100
        counts.append(imported(node, journals.partnership, new))
    assert counts[0] == counts[1]
    assert counts[0] < 20
