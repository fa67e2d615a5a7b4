"""Twenty thousand entries at once, over a line that breaks on the way, between two offices that are served."""

import hashlib
from pathlib import Path

from foedus.exchange.intake import take_in
from foedus.ledger import acts as a
from foedus.ledger.author import own_tip
from foedus.ledger.line import write_entry
from foedus.ledger.partnership import Partnership
from tests.live.office import Office, joined
from tests.live.test_lines import QUIET
from tests.live.wires import Cut, wire

ENTRIES = 20_000


def state_many(office: Office, number: int) -> None:
    """Sign so many declarations, an entry each, and take them in as the office's own."""
    node, coop = office.desk.node, office.desk.coop
    ledger = node.store.open(coop.id)
    tip = own_tip(ledger, 0)
    assert tip is not None
    key = node.keyring.signing(ledger.facts().keys[tip.keys].signing)
    journal, prev = office.folder / "many.jsonl", tip.hash
    with journal.open("wb") as file:
        for place in range(number):
            body = {"what": {"it": f"Aperto {place}"}}
            act = a.State(f"{office.code}/{place:08x}-0000-4000-8000-000000000000", "milestone/1", body)
            seq = tip.seq + 1 + place
            entry = a.Entry(
                v=1, partnership=coop.id, party=office.code, seq=seq, prev=prev, at="2024-06-01T12:00:00Z", acts=(act,)
            )
            line = write_entry(entry, key)
            file.write(line + b"\n")
            prev = hashlib.sha256(line[line.index(b" ") + 1 :]).hexdigest()
    with node.store.transaction():
        taken = take_in(Partnership(node.store.open(coop.id)), {office.code: journal}, office.code)
        assert taken.applied == {office.code: number}
    node.keyring.note_signed(coop.id, tip.seq + number, prev)


def test_twenty_thousand_entries_come_over_a_line_that_breaks(tmp_path: Path) -> None:
    italy, azerbaijan = joined(tmp_path, "ITA", "AZE")
    state_many(italy, ENTRIES)
    cuts = {1: Cut(up=100_000), 3: Cut(down=100), 5: Cut(up=5_000)}
    with azerbaijan.served(QUIET), wire(azerbaijan.port, lambda call: cuts.get(call, Cut())) as address:
        italy.reaches(azerbaijan, address)
        told = [italy.calls(azerbaijan) for _ in range(len(cuts) + 1)]
    assert [one.failure is None for one in told] == [False] * len(cuts) + [True]
    assert azerbaijan.entries() == italy.entries() == {"AZE": 1, "ITA": ENTRIES + 1}
