"""Twenty thousand entries at once, over a line that breaks on the way, between two offices that are served."""

from pathlib import Path

from msgspec import UNSET

from foedus.ledger import acts as a
from foedus.office.signing import sign
from tests.live.office import Office, joined
from tests.live.test_lines import QUIET
from tests.live.wires import Cut, wire

ENTRIES = 20_000


def state_many(office: Office, number: int) -> None:
    """Sign so many declarations, an entry each."""
    desk = office.desk
    with desk.node.store.transaction():
        ledger = desk.node.store.open(desk.coop.id)
        for place in range(number):
            record = f"{office.code}/{place:08x}-0000-4000-8000-000000000000"
            body = {"what": {"it": f"Aperto {place}"}}
            sign(desk.node, ledger, [a.State(record=record, kind="milestone/1", body=body, replaces=UNSET)])


def test_twenty_thousand_entries_come_over_a_line_that_breaks(tmp_path: Path) -> None:
    italy, azerbaijan = joined(tmp_path, "ITA", "AZE")
    state_many(italy, ENTRIES)
    cuts = {1: Cut(up=100_000), 3: Cut(down=100), 5: Cut(up=200_000)}
    with azerbaijan.served(QUIET), wire(azerbaijan.port, lambda call: cuts.get(call, Cut())) as address:
        italy.reaches(azerbaijan, address)
        told = [italy.calls(azerbaijan) for _ in range(len(cuts) + 1)]
    assert [one.failure is None for one in told] == [False] * len(cuts) + [True]
    assert azerbaijan.entries() == italy.entries() == {"AZE": 1, "ITA": ENTRIES + 1}
