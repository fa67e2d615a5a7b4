"""The guard of the one place that signs: no copy older than what it last signed, no register in conflict."""

import shutil

import pytest

from foedus.ledger import acts as a
from foedus.ledger.errors import SigningError
from foedus.office import dispatching, receiving, stating
from foedus.office.errors import GuardError
from foedus.office.signing import age_in_force, check_guard, note_last, own_number, sign, thumbprint_in_force
from foedus.store.node import open_node
from tests.databases import keep_aside
from tests.office.desk import Clock, Desk


def test_own_number_and_keys_are_those_of_the_charter(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    ledger = azerbaijan.node.store.open(azerbaijan.coop.id)
    us = own_number(azerbaijan.node, ledger)
    assert ledger.facts().parties[us].code == "AZE"
    assert thumbprint_in_force(ledger, us) == azerbaijan.card.thumbprint
    assert age_in_force(ledger, own_number(italy.node, italy.node.store.open(italy.coop.id))) == italy.card.age


def test_what_was_signed_is_noted_outside_the_database(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    signed = stating.declare(italy.node, italy.coop, [italy.draft("milestone", what="Aperto l'ufficio")])
    assert italy.node.keyring.last_signed(italy.coop.id) == (1, signed.entries[0].hash)


def test_note_of_what_was_signed_does_not_go_back_where_an_earlier_one_comes_late(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    for what in ("Aperto l'ufficio", "Consegnato il materiale"):
        stating.declare(italy.node, italy.coop, [italy.draft("milestone", what=what)])
    ledger = italy.node.store.open(italy.coop.id)
    *_, first, second = ledger.applied_since(0)
    note_last(italy.node, ledger, first)
    assert italy.node.keyring.last_signed(italy.coop.id) == (2, second.hash)
    italy.node.keyring.note_signed(italy.coop.id, 0, italy.coop.id)
    note_last(italy.node, ledger, first)
    assert italy.node.keyring.last_signed(italy.coop.id) == (1, first.hash)


def test_void_act_is_refused_and_nothing_of_its_entry_stays(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    ledger = italy.node.store.open(italy.coop.id)
    before = italy.node.keyring.last_signed(italy.coop.id)
    acts: list[a.Act] = [a.Endorse(f"{italy.coop.id}/0"), a.Decline("0" * 64 + "/0")]
    with pytest.raises(SigningError) as caught, italy.node.store.transaction():
        sign(italy.node, ledger, acts)
    assert (caught.value.reason, caught.value.facts) == ("unknown-version", {"act": "decline", "index": 1})
    again = italy.node.store.open(italy.coop.id)
    assert (again.last_number(), italy.node.keyring.last_signed(italy.coop.id)) == (2, before)


def test_copy_restored_from_an_old_backup_signs_only_after_it_has_its_own_entries_back(
    pair: tuple[Desk, Desk], clock: Clock
) -> None:
    italy, azerbaijan = pair
    home, backup = italy.folder / "home", italy.folder / "backup"
    keep_aside(home, backup)
    stating.declare(italy.node, italy.coop, [italy.draft("milestone", what="Aperto l'ufficio")])
    italy.send(azerbaijan)
    (keys,) = [path for path in home.iterdir() if path.is_dir()]
    shutil.rmtree(backup / keys.name)
    shutil.copytree(keys, backup / keys.name)
    restored = Desk(open_node(backup, lambda: None, clock), italy.folder, "ITA")
    restored.sent = 50
    number = restored.draft("milestone", what="Consegnato il materiale")
    with pytest.raises(GuardError) as caught:
        stating.declare(restored.node, restored.coop, [number])
    assert (caught.value.reason, caught.value.facts) == ("copy-behind", {"last_signed": 1, "held": 0})
    path = restored.write()
    receiving.receive(azerbaijan.node, path)
    back = azerbaijan.folder / "back"
    dispatching.export(azerbaijan.node, azerbaijan.coop, back)
    told = receiving.receive(restored.node, back)
    assert [(one.what, one.facts) for one in told.changes] == [("returned", {"entries": 1})]
    signed = stating.declare(restored.node, restored.coop, [number])
    assert [entry.seq for entry in signed.entries] == [2]


def test_register_in_conflict_is_not_signed_on(pair: tuple[Desk, Desk], clock: Clock) -> None:
    italy, azerbaijan = pair
    backup = italy.folder / "copy"
    keep_aside(italy.folder / "home", backup)
    other = Desk(open_node(backup, lambda: None, clock), italy.folder, "ITA")
    other.sent = 50
    italy.propose(italy.draft("activity", title="Corso"))
    other.propose(other.draft("activity", title="Altro corso"))
    italy.send(azerbaijan)
    (told,) = other.send(azerbaijan)
    assert [(one.code, one.seq) for one in told.alarms] == [("ITA", 1)]
    (told,) = azerbaijan.send(italy)
    assert told.books_refused == ""
    ledger = italy.node.store.open(italy.coop.id)
    with pytest.raises(GuardError, match="conflicting-registers"):
        check_guard(italy.node, ledger, own_number(italy.node, ledger))
    with pytest.raises(GuardError, match="conflicting-registers"):
        italy.propose(italy.draft("activity", title="Ancora"))
