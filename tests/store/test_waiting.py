"""The lines that wait: found by what they miss, counted by code, whoever opens the node."""

from pathlib import Path

from foedus.ledger.store import Waiting
from foedus.store.node import NodeDatabase
from foedus.store.waiting import WaitingRoom
from tests.ledger.scenario import Scenario
from tests.store.nodes import database, ledger_of


def room(folder: Path) -> tuple[NodeDatabase, WaitingRoom, list[Waiting]]:
    told = Scenario("ITA", "AZE")
    node = database(folder)
    ledger_of(node, told.id)
    one, two, three = (
        told.say(code, told.statement(code, number)).line for number, code in enumerate(("ITA", "AZE", "ITA"))
    )
    held = [Waiting(one, ("a" * 64, "b" * 64), "ZZZ"), Waiting(two, ("a" * 64,), ""), Waiting(three, (), "ZZZ")]
    waiting = WaitingRoom(node.connection, 1)
    for each in held:
        waiting.add(each)
    return node, waiting, held


def raws(held: list[Waiting]) -> list[tuple[bytes, tuple[str, ...], str]]:
    return [(one.line.raw, one.missing, one.bearer) for one in held]


def test_line_is_found_by_what_it_misses(tmp_path: Path) -> None:
    _, waiting, held = room(tmp_path)
    assert raws(waiting.all()) == raws(held)
    assert raws(waiting.waiting_for("a" * 64)) == raws(held[:2])
    assert raws(waiting.waiting_for("b" * 64)) == raws(held[:1])
    assert waiting.waiting_for("c" * 64) == []
    assert [waiting.count(code) for code in ("ITA", "AZE", "ZZZ")] == [2, 1, 0]
    assert [waiting.holds(one.line) for one in held] == [True] * 3


def test_line_dropped_waits_no_more_for_anyone(tmp_path: Path) -> None:
    node, waiting, held = room(tmp_path)
    waiting.drop(held[0].line)
    waiting.drop(held[0].line)
    for seen in (waiting, WaitingRoom(node.connection, 1)):
        assert raws(seen.waiting_for("a" * 64)) == raws(held[1:2])
        assert seen.waiting_for("b" * 64) == []
        assert [seen.count(code) for code in ("ITA", "AZE")] == [1, 1]


def test_what_was_read_is_forgotten_on_reset(tmp_path: Path) -> None:
    node, waiting, held = room(tmp_path)
    other = WaitingRoom(node.connection, 1)
    assert other.count("ITA") == 2
    waiting.drop(held[0].line)
    other.reset()
    assert other.count("ITA") == 1


def test_waiting_lines_of_another_partnership_are_not_seen(tmp_path: Path) -> None:
    node, _, held = room(tmp_path)
    other = WaitingRoom(node.connection, 2)
    assert (other.all(), other.count("ITA"), other.holds(held[0].line)) == ([], 0, False)
