"""Bundles that go out: what the others lack, to those who may read it, and the whole for an auditor."""

from pathlib import Path

import pytest

from foedus.exchange.envelope import is_encrypted
from foedus.ledger.bundle import unpack
from foedus.office import dispatching, files, partnerships, receiving, stating
from foedus.office.errors import DispatchError
from foedus.office.proposing import Signed
from tests.office.desk import Desk, Open


def export(desk: Desk, name: str, **options: object) -> dispatching.Dispatched:
    return dispatching.export(desk.node, desk.coop, desk.folder / name, **options)  # type: ignore[arg-type]  # passed on


def test_export_sends_what_the_peer_is_not_known_to_hold(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, _ = offered
    assert export(italy, "again").entries == {"ITA": 2}
    azerbaijan.send(italy)
    told = export(italy, "after")
    assert (told.entries, told.to, told.is_encrypted, told.is_whole) == ({}, ("AZE",), True, False)
    assert is_encrypted(Path(told.file))


def test_export_after_the_peer_lost_its_newest_entries_counts_its_latest_word(
    offered: tuple[Desk, Desk, Signed],
) -> None:
    italy, azerbaijan, _ = offered
    early = azerbaijan.folder / "early"
    dispatching.export(azerbaijan.node, azerbaijan.coop, early)
    stating.declare(italy.node, italy.coop, [italy.draft("milestone", what="Aperto")])
    italy.send(azerbaijan)
    azerbaijan.send(italy)
    assert export(italy, "known").entries == {}
    receiving.receive(italy.node, early)
    assert export(italy, "after a restored backup").entries == {"ITA": 1}


def test_plain_export_is_the_whole_and_readable(offered: tuple[Desk, Desk, Signed], tmp_path: Path) -> None:
    italy, azerbaijan, _ = offered
    azerbaijan.send(italy)
    told = export(italy, "plain", is_plain=True)
    folder = tmp_path / "out"
    folder.mkdir()
    bundle = unpack(Path(told.file), folder)
    assert (told.entries, told.is_whole, told.is_encrypted) == ({"AZE": 1, "ITA": 3}, True, False)
    assert {code: path.read_bytes().count(b"\n") for code, path in bundle.journals.items()} == told.entries
    assert {code: [one.seq for one in known] for code, known in bundle.manifest.have.items()} == {
        "AZE": [0],
        "ITA": [2],
    }


def test_export_goes_to_all_and_each_gets_what_one_lacks(pair: tuple[Desk, Desk], open_desk: Open) -> None:
    italy, azerbaijan = pair
    kazakhstan = open_desk("KAZ")
    partnerships.admit(italy.node, italy.coop, kazakhstan.card)
    told = export(italy, "all")
    assert (told.to, told.is_whole) == (("AZE", "KAZ"), True)
    path = Path(told.file)
    receiving.receive(azerbaijan.node, path)
    partnerships.join(kazakhstan.node, path)
    assert export(italy, "one", to=["AZE"]).entries == {"ITA": 1}


def test_export_relays_every_journal(pair: tuple[Desk, Desk], open_desk: Open) -> None:
    italy, azerbaijan = pair
    kazakhstan = open_desk("KAZ")
    partnerships.admit(italy.node, italy.coop, kazakhstan.card)
    partnerships.join(kazakhstan.node, italy.write())
    kazakhstan.send(azerbaijan)
    assert azerbaijan.node.store.open(azerbaijan.coop.id).codes() == ["AZE", "ITA", "KAZ"]


def test_export_to_a_stranger_or_to_nobody_is_refused(pair: tuple[Desk, Desk], open_desk: Open) -> None:
    italy, _ = pair
    with pytest.raises(DispatchError, match="not-a-receiver"):
        export(italy, "x", to=["KAZ"])
    alone = open_desk("UZB")
    partnerships.found(alone.node, "Sample", name="alone")
    with pytest.raises(DispatchError, match="nobody-to-send-to"):
        export(alone, "x")
    assert not (alone.folder / "x").exists()


def test_export_sends_files_with_the_entries_that_refer_to_them(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    scan = files.attach(italy.node, italy.coop, b"sample", name="a.pdf", media_type="application/pdf")
    stating.declare(italy.node, italy.coop, [italy.draft("milestone", what="Aperto", attachments=[scan])])
    assert export(italy, "first").blobs == 1
    italy.send(azerbaijan)
    azerbaijan.send(italy)
    assert export(italy, "second").blobs == 0


def test_export_is_logged_and_named(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    export(italy, "logged")
    last = italy.node.store.dispatches(italy.coop.id)[-1]
    assert (last.direction, last.peer, last.file) == ("out", "AZE", "logged")
    name = dispatching.file_name(italy.node, italy.coop)
    assert (name.startswith("ITA-AZE-20240101T"), name.endswith("Z.foedus.age")) == (True, True)


def test_folder_that_is_not_there_is_not_made(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    italy, _ = pair
    with pytest.raises(FileNotFoundError) as caught:
        dispatching.export(italy.node, italy.coop, tmp_path / "mistyped" / "a.foedus.age")
    assert caught.value.filename == str(tmp_path / "mistyped")
    assert not (tmp_path / "mistyped").exists()
