"""Dispatches as rows: they come back as they were put, and the last of each party is found."""

from pathlib import Path

from foedus.office.ports import Dispatch
from foedus.store import passed
from tests.store.nodes import database

AT = "2026-02-01T09:00:00Z"
ID, OTHER = "1" * 64, "2" * 64


def test_dispatch_comes_back_from_its_row_as_it_was() -> None:
    came = Dispatch(7, ID, "in", "AZE", AT, AT, "a.foedus", 3, {"ITA": (OTHER,)}, (ID,), ({"line": 2},))
    row = passed.row_of(came)
    assert (passed.dispatch_of(row), row.direction, row.peer) == (came, "in", "AZE")


def test_last_dispatch_of_each_party_is_told_apart_by_its_way(tmp_path: Path) -> None:
    node = database(tmp_path)
    ways = [(ID, "in", "AZE"), (ID, "out", "AZE"), (ID, "in", "AZE"), (ID, "in", "KAZ"), (OTHER, "in", "AZE")]
    kept = [node.put_dispatch(Dispatch(0, where, way, code, AT, AT, "", 1)) for where, way, code in ways]
    node.put_dispatch(Dispatch(0, ID, "out", "", AT, AT, "for-an-auditor", 1))
    assert node.last_dispatches(ID, "in") == {"AZE": kept[2], "KAZ": kept[3]}
    assert node.last_dispatches(ID, "out") == {"AZE": kept[1]}
    assert (node.last_dispatch(ID, "in", "AZE"), node.last_dispatch(ID, "out", "KAZ")) == (kept[2], None)
