"""What stands outside of a register is told by one question."""

from pathlib import Path

from foedus.ledger.store import SetAside
from foedus.store.outside import AsideRow, outside
from tests.store.nodes import database, ledger_of

ID = "a" * 64


def test_lines_that_were_set_aside_come_newest_first(tmp_path: Path) -> None:
    node = database(tmp_path)
    ledger = ledger_of(node, ID, "second", "ITA")
    with node.transaction():
        for number, raw in enumerate((b"one", b"two", b"three")):
            ledger.set_aside(SetAside(raw, f"reason-{number}", "", "AZE", is_well_signed=number == 1))
    found = outside(ledger, 2)
    assert (found.waiting, found.missing_blobs) == ((), 0)
    assert [(type(one), one.reason, one.bearer, one.is_well_signed) for one in found.aside] == [
        (AsideRow, "reason-2", "AZE", False),
        (AsideRow, "reason-1", "AZE", True),
    ]
