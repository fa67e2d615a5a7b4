"""New keys: shown first and signed as shown, in one cooperation or in all; and a recovery that mends conflicts."""

import shutil

import pytest

from foedus.office import dispatching, own_keys, partnerships, receiving
from foedus.office.errors import GuardError, KeyringError
from foedus.office.parties import own_card
from foedus.office.receiving import signing_keys
from foedus.office.recovery_words import RecoveryWordsError
from foedus.office.signing import age_in_force, own_number, thumbprint_in_force
from foedus.office.witness import ChangedError, preview, sign_as_shown
from foedus.store.node import open_node
from tests.databases import keep_aside
from tests.office.desk import Clock, Desk, Open

Pair = tuple[Desk, Desk]


def key_of(desk: Desk, code: str) -> str:
    """A party's signing key in force, as this desk holds it."""
    return next(one.thumbprint for one in partnerships.parties_of(desk.node, desk.coop) if one.code == code)


def files(desk: Desk) -> dict[str, bytes]:
    """The key files, but those drawn for the next change."""
    folder = desk.folder / "home" / "keys"
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "next-keys"}


def test_rotated_key_signs_from_then_on(pair: Pair) -> None:
    italy, azerbaijan = pair
    own_keys.rotate(italy.node, [italy.coop])
    italy.propose(italy.draft("activity", title="Corso"))
    (told,) = italy.send(azerbaijan)
    assert [change.what for change in told.changes] == ["keys-changed", "proposed"]
    ledger = azerbaijan.node.store.open(azerbaijan.coop.id)
    assert len(signing_keys(ledger, "ITA")) == 2
    own = italy.node.store.open(italy.coop.id)
    assert thumbprint_in_force(own, own_number(italy.node, own)) != italy.card.thumbprint


def test_what_is_shown_before_is_what_is_signed(pair: Pair) -> None:
    italy, _azerbaijan = pair
    before = files(italy)
    verb = lambda: own_keys.rotate(italy.node, [italy.coop], age=True)  # noqa: E731 - the verb, shown and signed
    shown = preview(verb)
    assert (files(italy), italy.node.store.open(italy.coop.id).last_number()) == (before, 2)
    sign_as_shown(shown.digest, verb)
    ((act,),) = shown.entries
    (held,) = own_keys.own_keys(italy.node)
    assert (act.act, act.keys) == (
        "rotate",
        {"cooperation": "AZE", "key": held.thumbprint, "words": " ".join(held.words), "age": held.age},
    )
    with pytest.raises(ChangedError):
        sign_as_shown(shown.digest, verb)


def test_rotated_encryption_key_opens_what_follows_and_the_old_one_what_was_under_way(pair: Pair) -> None:
    italy, azerbaijan = pair
    under_way = azerbaijan.write()
    own_keys.rotate(italy.node, [italy.coop], key=False, age=True)
    assert (key_of(italy, "ITA"), own_card(italy.node).age != italy.card.age) == (italy.card.thumbprint, True)
    assert receiving.receive(italy.node, under_way).refused == ()
    italy.send(azerbaijan)
    ledger = azerbaijan.node.store.open(azerbaijan.coop.id)
    number = ledger.facts().party_of("ITA", italy.card.thumbprint)
    assert age_in_force(ledger, number or 0) == own_card(italy.node).age
    assert receiving.receive(italy.node, azerbaijan.write()).refused == ()


def test_one_new_key_goes_to_every_cooperation_and_onto_the_card(pair: Pair, open_desk: Open) -> None:
    italy, _azerbaijan = pair
    kazakhstan = open_desk("KAZ")
    partnerships.found(italy.node, "Second", cards=[kazakhstan.card], name="KAZ")
    signed = own_keys.rotate(italy.node, own_keys.present_cooperations(italy.node))
    assert [one.cooperation.name for one in signed] == ["AZE", "KAZ"]
    (new,) = {one.thumbprint for one in own_keys.own_keys(italy.node)}
    assert (own_card(italy.node).thumbprint, new != italy.card.thumbprint) == (new, True)
    third = partnerships.found(italy.node, "Third", expected={"UZB": "Sample"})
    assert third.parties[0].thumbprint == new


def test_keys_change_in_all_cooperations_or_in_none(pair: Pair) -> None:
    italy, _azerbaijan = pair
    partnerships.found(italy.node, "Left", expected={"KAZ": "Sample"}, name="KAZ")
    both = own_keys.present_cooperations(italy.node)
    partnerships.leave(italy.node, partnerships.resolve(italy.node, "KAZ"))
    assert own_keys.present_cooperations(italy.node) == (italy.coop,)
    with pytest.raises(GuardError, match="not-a-party"):
        own_keys.rotate(italy.node, both)
    assert key_of(italy, "ITA") == italy.card.thumbprint


def test_recovery_mends_conflicting_registers(pair: Pair, clock: Clock) -> None:
    italy, azerbaijan = pair
    copy = italy.folder / "copy"
    keep_aside(italy.folder / "home", copy)
    other = Desk(open_node(copy, lambda: None, clock), italy.folder, "ITA")
    other.sent = 50
    kept = italy.propose(italy.draft("activity", title="Corso"))
    other.propose(other.draft("activity", title="Altro corso"))
    receiving.receive(italy.node, other.write(is_plain=True))
    (signed,) = own_keys.recover(italy.node, [italy.coop], kept.entries[-1].hash)
    assert [entry.seq for entry in signed.entries] == [2]
    italy.propose(italy.draft("activity", title="Ancora un corso"))
    told = receiving.receive(azerbaijan.node, italy.write())
    assert [(one.code, one.seq) for one in told.alarms] == [("ITA", 1)]
    assert "recovered" in [change.what for change in told.changes]
    assert told.refused == ()


def test_recovery_goes_on_from_the_longest_register(pair: Pair) -> None:
    italy, azerbaijan = pair
    italy.propose(italy.draft("activity", title="Corso"))
    ((act,), (after,)) = preview(lambda: own_keys.recover(italy.node, [italy.coop], age=True)).entries
    assert (act.act, act.keys["prev"], after.act, sorted(after.keys)) == (
        "recover",
        "ITA/1",
        "rotate",
        ["age", "cooperation"],
    )
    (signed,) = own_keys.recover(italy.node, [italy.coop], age=True)
    assert [entry.seq for entry in signed.entries] == [2, 3]
    (told,) = italy.send(azerbaijan)
    assert [change.what for change in told.changes] == ["proposed", "recovered", "keys-changed"]


def test_stolen_key_signs_nothing_that_counts_after_a_recovery_from_the_sheet(pair: Pair, clock: Clock) -> None:
    italy, azerbaijan = pair
    seed = next(iter(italy.node.keyring.recovery_seeds().values()))
    italy.node.keyring.drop_recovery()
    thief_home = keep_aside(italy.folder / "home", italy.folder / "thief")
    thief = Desk(open_node(thief_home, lambda: None, clock), italy.folder, "ITA")
    thief.sent = 80
    with pytest.raises(KeyringError, match="key-file-missing"):
        own_keys.recover(thief.node, [thief.coop])
    with pytest.raises(RecoveryWordsError, match="not-in-force"):
        own_keys.recover(italy.node, [italy.coop], sheet_seed=bytes(32))
    own_keys.recover(italy.node, [italy.coop], sheet_seed=seed, age=True)
    italy.send(azerbaijan)
    thief.propose(thief.draft("activity", title="Corso"))
    stolen = thief.write(is_plain=True)
    told = receiving.receive(azerbaijan.node, stolen)
    assert [(one.code, one.seq) for one in told.alarms] == [("ITA", 1)]
    assert told.ours == ()
    with pytest.raises(RecoveryWordsError, match="not-in-force"):
        own_keys.recover(italy.node, [italy.coop], sheet_seed=seed)


def test_copy_behind_what_nobody_holds_any_more_goes_on_after_a_recovery(pair: Pair, clock: Clock) -> None:
    italy, azerbaijan = pair
    backup = keep_aside(italy.folder / "home", italy.folder / "backup")
    italy.propose(italy.draft("activity", title="Corso"))
    shutil.copy(italy.folder / "home" / "keys" / "last-signed.json", backup / "keys")
    italy.node.store.connection.close()  # type: ignore[attr-defined]  # of the node on disk
    again = Desk(open_node(backup, lambda: None, clock), italy.folder, "ITA")
    again.sent = 20
    with pytest.raises(GuardError, match="copy-behind"):
        again.propose(again.draft("activity", title="Altro corso"))
    own_keys.recover(again.node, [again.coop], age=True)
    again.propose(again.draft("activity", title="Altro corso"))
    out = again.folder / "after.foedus.age"
    dispatching.export(again.node, again.coop, out)
    assert receiving.receive(azerbaijan.node, out).refused == ()
