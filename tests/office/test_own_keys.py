"""New keys: a rotation, and a recovery that mends conflicting registers."""

import shutil

from foedus.office import own_keys, receiving
from foedus.office.receiving import signing_keys
from foedus.office.signing import own_number, thumbprint_in_force
from foedus.store.node import open_node
from tests.office.desk import Clock, Desk


def test_rotated_key_signs_from_then_on(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    own_keys.rotate(italy.node, italy.coop)
    italy.propose(italy.draft("activity", title="Corso"))
    (told,) = italy.send(azerbaijan)
    assert [change.what for change in told.changes] == ["keys-changed", "proposed"]
    ledger = azerbaijan.node.store.open(azerbaijan.coop.id)
    assert len(signing_keys(ledger, "ITA")) == 2
    own = italy.node.store.open(italy.coop.id)
    assert thumbprint_in_force(own, own_number(italy.node, own)) != italy.card.thumbprint


def test_recovery_mends_conflicting_registers(pair: tuple[Desk, Desk], clock: Clock) -> None:
    italy, azerbaijan = pair
    copy = italy.folder / "copy"
    shutil.copytree(italy.folder / "home", copy)
    other = Desk(open_node(copy, lambda: None, clock), italy.folder, "ITA")
    other.sent = 50
    kept = italy.propose(italy.draft("activity", title="Corso"))
    other.propose(other.draft("activity", title="Altro corso"))
    receiving.receive(italy.node, other.write(is_plain=True))
    signed = own_keys.recover(italy.node, italy.coop, kept.entries[-1].hash)
    assert signed.seq == 2
    italy.propose(italy.draft("activity", title="Ancora un corso"))
    told = receiving.receive(azerbaijan.node, italy.write())
    assert [(one.code, one.seq) for one in told.alarms] == [("ITA", 1)]
    assert "recovered" in [change.what for change in told.changes]
    assert told.refused == ()


def test_recovery_goes_on_from_the_longest_register(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    italy.propose(italy.draft("activity", title="Corso"))
    assert own_keys.recover(italy.node, italy.coop).seq == 2
    (told,) = italy.send(azerbaijan)
    assert [change.what for change in told.changes] == ["proposed", "recovered"]
