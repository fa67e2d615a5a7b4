"""Bundles that come in: told in facts, refused whole where they are not what they say."""

from pathlib import Path

import msgspec
import pytest

from foedus.exchange.envelope import EnvelopeError
from foedus.ledger.bundle import Manifest, pack
from foedus.ledger.errors import BundleError
from foedus.ledger.keys import SigningKey
from foedus.office import answering, dispatching, files, partnerships, receiving, stating
from foedus.office.errors import DispatchError, NotFoundError
from foedus.office.exchanged import haves, wants
from foedus.office.proposing import Signed
from foedus.office.receiving import opened, signing_keys, touched
from tests.office.desk import Desk, Open


def packed(desk: Desk, key: SigningKey, sender: str, *, blobs: list[tuple[str, bytes]] | None = None) -> Path:
    ledger = desk.node.store.open(desk.coop.id)
    manifest = Manifest("foedus-bundle/1", desk.coop.id, sender, ("ITA",), "2024-01-01T00:00:00Z", haves(ledger))
    path = desk.folder / "made.foedus"
    with path.open("wb") as out:
        pack(out, manifest, key, {code: ledger.lines_of(code) for code in ledger.codes()}, blobs or [])
    return path


def key_of(desk: Desk) -> SigningKey:
    return desk.node.keyring.signing(desk.card.thumbprint)


def test_received_bundle_is_told_in_facts(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    answering.answer(
        azerbaijan.node,
        azerbaijan.coop,
        accept=[signed.versions[0].version],
        decline={signed.versions[1].version: {"it": "Date occupate", "en": "Dates taken"}},
    )
    (told,) = azerbaijan.send(italy)
    assert (told.sender, told.applied, told.known, told.waiting, told.refused) == ("AZE", {"AZE": 1}, 0, {}, ())
    assert [(one.what, one.party, one.note) for one in told.changes] == [
        ("accepted", "AZE", {}),
        ("declined", "AZE", {"it": "Date occupate", "en": "Dates taken"}),
    ]
    assert [(one.party, one.entry_shown, one.last, one.told) for one in told.seen] == [("AZE", "ITA/2", 2, "dispatch")]
    assert {(turn.party, turn.what, turn.named.shown) for turn in told.theirs} == {
        ("AZE", "answer", one.shown) for one in signed.versions[2:]
    }


def test_much_held_asks_only_what_the_bundle_touched(
    offered: tuple[Desk, Desk, Signed], monkeypatch: pytest.MonkeyPatch
) -> None:
    italy, azerbaijan, _ = offered
    azerbaijan.send(italy)
    monkeypatch.setattr(receiving, "MANY_ENTRIES", 1)
    signed = italy.propose(italy.draft("activity", title="Corso in più"))
    (told,) = italy.send(azerbaijan)
    assert (told.turns_of, [turn.named for turn in told.ours]) == ("new", list(signed.versions))
    assert touched(told.changes, ()) == {signed.versions[0].record}


def test_what_comes_over_the_line_is_not_asked_who_has_to_answer_it(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, _ = offered
    italy.propose(italy.draft("activity", title="Corso in più"))
    told = receiving.receive(azerbaijan.node, italy.write(), over_the_line=True)
    assert (told.applied, told.turns_of, told.ours, told.theirs) == ({"ITA": 1}, "none", (), ())


def test_bundle_taken_in_twice_changes_nothing_more(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, _ = offered
    path = azerbaijan.write()
    receiving.receive(italy.node, path)
    told = receiving.receive(italy.node, path)
    assert (told.applied, told.changes) == ({}, ())


def test_bundle_of_another_partnership_is_refused(pair: tuple[Desk, Desk], open_desk: Open) -> None:
    italy, _ = pair
    kazakhstan = open_desk("KAZ")
    partnerships.found(kazakhstan.node, "Another", cards=[italy.card])
    with pytest.raises(DispatchError, match="another-partnership"):
        receiving.receive(italy.node, kazakhstan.write())


def test_bundle_signed_by_another_key_is_refused_whole(pair: tuple[Desk, Desk], open_desk: Open) -> None:
    italy, azerbaijan = pair
    stranger = open_desk("KAZ")
    stating.declare(azerbaijan.node, azerbaijan.coop, [azerbaijan.draft("milestone", what="Aperto l'ufficio")])
    before = italy.node.store.open(italy.coop.id).last_number()
    for key, sender, reason in (
        (key_of(stranger), "AZE", "signature"),
        (key_of(azerbaijan), "KAZ", "not-the-senders-key"),
        (key_of(italy), "AZE", "not-the-senders-key"),
    ):
        with pytest.raises(DispatchError) as caught:
            receiving.receive(italy.node, packed(azerbaijan, key, sender))
        assert caught.value.reason == reason
    ledger = italy.node.store.open(italy.coop.id)
    assert (ledger.last_number(), len(italy.node.store.dispatches(italy.coop.id))) == (before, 2)
    assert set(signing_keys(ledger, "AZE")) == {azerbaijan.card.thumbprint}


def test_bundle_for_others_cannot_be_opened(pair: tuple[Desk, Desk], open_desk: Open) -> None:
    italy, _ = pair
    with pytest.raises(EnvelopeError, match="not-for-us"):
        receiving.receive(open_desk("KAZ").node, italy.write())


def test_file_that_is_no_bundle_is_refused(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    italy, _ = pair
    path = tmp_path / "letter.txt"
    with pytest.raises(NotFoundError, match="file-unknown"):
        receiving.receive(italy.node, path)
    path.write_text("no bundle")
    with pytest.raises(BundleError, match="not-a-bundle"):
        receiving.receive(italy.node, path)


def test_line_that_was_changed_is_named_and_the_rest_taken(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    stating.declare(azerbaijan.node, azerbaijan.coop, [azerbaijan.draft("milestone", what="Aperto")])
    path = azerbaijan.folder / "made.foedus"
    ledger = azerbaijan.node.store.open(azerbaijan.coop.id)
    lines = [line.replace(b"Aperto", b"Chiuso") for line in ledger.lines_of("AZE")]
    manifest = Manifest("foedus-bundle/1", azerbaijan.coop.id, "AZE", ("ITA",), "2024-01-01T00:00:00Z")
    with path.open("wb") as out:
        pack(out, manifest, key_of(azerbaijan), {"AZE": lines})
    told = receiving.receive(italy.node, path)
    assert [(one.file, one.line, one.reason) for one in told.refused] == [("journals/AZE.jsonl", 2, "signature")]
    assert told.applied == {}


def test_file_that_nothing_refers_to_is_refused(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    reference = files.attach(azerbaijan.node, azerbaijan.coop, b"x", name="x.pdf", media_type="application/pdf")
    sha256 = reference["blob"].removeprefix("sha256:")
    data = azerbaijan.node.store.open(azerbaijan.coop.id).blob(sha256)
    assert data is not None
    told = receiving.receive(italy.node, packed(azerbaijan, key_of(azerbaijan), "AZE", blobs=[(sha256, data)]))
    assert [(one.file, one.reason) for one in told.refused] == [(f"blobs/{sha256}", "not-referred-to")]
    assert italy.node.store.open(italy.coop.id).blobs() == []


def test_missing_file_is_asked_for_and_comes(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    scan = files.attach(italy.node, italy.coop, b"sample", name="a.pdf", media_type="application/pdf")
    number = italy.draft("milestone", what="Aperto", attachments=[scan])
    stating.declare(italy.node, italy.coop, [number])
    told = receiving.receive(azerbaijan.node, packed(italy, key_of(italy), "ITA"))
    sha256 = scan["blob"].removeprefix("sha256:")
    assert [(one.what, one.hash) for one in told.missing] == [("blob", sha256)]
    assert wants(azerbaijan.node.store.open(azerbaijan.coop.id)) == (sha256,)
    azerbaijan.send(italy)
    (told,) = italy.send(azerbaijan)
    assert (told.applied, told.blobs, told.missing) == ({}, 1, ())
    assert files.open_file(azerbaijan.node, azerbaijan.coop, scan["blob"]).content == b"sample"


def test_received_is_plain_when_written_as_json(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, _ = offered
    told = receiving.receive(italy.node, azerbaijan.write())
    assert msgspec.json.decode(msgspec.json.encode(told))["sender"] == "AZE"


def test_opened_bundle_leaves_no_file_behind(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    with opened(azerbaijan.node, italy.write()) as bundle:
        paths = list(bundle.journals.values())
        assert [path.is_file() for path in paths] == [True] * len(paths)
    assert [path.exists() for path in paths] == [False] * len(paths)
    assert dispatching.file_name(italy.node, italy.coop, is_plain=True).endswith(".foedus")
