"""Parts of what another office lacks: each holds its causal past, and together they hold all."""

from pathlib import Path

import pytest

from foedus.office import files, receiving, stating
from foedus.office.errors import DispatchError
from foedus.office.parts import note_sent, write_part
from tests.office.desk import Desk


def declare(desk: Desk, number: int) -> None:
    for place in range(number):
        stating.declare(desk.node, desk.coop, [desk.draft("milestone", what=f"Aperto {place}")])


def test_part_is_cut_and_the_next_goes_on_from_there(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    italy, azerbaijan = pair
    declare(italy, 5)
    counts = []
    for number in range(4):
        path = tmp_path / str(number)
        part = write_part(italy.node, italy.coop, "AZE", path, 2)
        counts.append((part.count, part.is_cut, part.is_empty))
        assert receiving.receive(azerbaijan.node, path).waiting == {}
        azerbaijan.send(italy)
    assert counts == [(2, True, False), (2, True, False), (1, False, False), (0, False, True)]


def test_part_holds_entries_of_all_in_the_order_in_which_they_were_applied(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    italy, azerbaijan = pair
    for desk, other in ((italy, azerbaijan), (azerbaijan, italy)) * 2:
        declare(desk, 1)
        desk.send(other)
    part = write_part(italy.node, italy.coop, "AZE", tmp_path / "known", 100)
    assert part.entries == {}
    # Azerbaijan's word from before it held anything: all goes again, cut anywhere, and nothing has to wait.
    ledger = italy.node.store.open(italy.coop.id)
    order = [code for code, _ in ledger.lines_in_order({})]
    assert order == ["ITA", "AZE", "ITA", "AZE", "ITA", "AZE"]


def test_file_goes_with_its_entry_and_what_does_not_fit_is_asked_for(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    italy, azerbaijan = pair
    scans = [
        files.attach(italy.node, italy.coop, bytes([number]) * 6_000, name=f"{number}.jpg", media_type="image/jpeg")
        for number in range(2)
    ]
    stating.declare(italy.node, italy.coop, [italy.draft("milestone", what="Aperto", attachments=scans)])
    part = write_part(italy.node, italy.coop, "AZE", tmp_path / "one", 1)
    assert (part.count, part.blobs, part.is_cut) == (1, 1, True)
    received = receiving.receive(azerbaijan.node, tmp_path / "one")
    assert [one.what for one in received.missing] == ["blob"]
    azerbaijan.send(italy)
    rest = write_part(italy.node, italy.coop, "AZE", tmp_path / "two", 1)
    assert (rest.count, rest.blobs, rest.is_cut) == (0, 1, False)


def test_part_that_holds_nothing_leaves_no_trace(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    italy, azerbaijan = pair
    before = italy.node.store.dispatches(italy.coop.id)
    note_sent(italy.node, italy.coop, "AZE", write_part(italy.node, italy.coop, "AZE", tmp_path / "empty", 10))
    assert italy.node.store.dispatches(italy.coop.id) == before
    declare(italy, 1)
    note_sent(italy.node, italy.coop, "AZE", write_part(italy.node, italy.coop, "AZE", tmp_path / "one", 10))
    last = italy.node.store.dispatches(italy.coop.id)[-1]
    assert (last.direction, last.peer, last.entries, last.file) == ("out", "AZE", 1, "")
    assert azerbaijan.code == "AZE"


def test_part_for_nobody_is_refused(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    italy, _ = pair
    with pytest.raises(DispatchError):
        write_part(italy.node, italy.coop, "KAZ", tmp_path / "none", 10)
