"""A lost copy: begun anew from the recovery sheet, taken back from another party, recovered, and gone on with."""

from pathlib import Path

import pytest

from foedus.office import dispatching, own_keys, parties, partnerships, receiving
from foedus.office.errors import KeyringError, OfficeError
from foedus.office.recovery_sheet import sheet_of
from foedus.office.recovery_words import read_sheet
from foedus.office.taking_back import take_back
from foedus.store.node import create_node, open_node
from tests.office.desk import Clock, Desk, Open

Pair = tuple[Desk, Desk]


def anew(folder: Path, scanned: str, clock: Clock, code: str = "ITA") -> Desk:
    """A copy on another machine, from the sheet alone."""
    read = read_sheet(scanned)
    node = create_node(folder / "home", None, clock, recovery_seed=read.seed, identities=read.identities)
    signing, recovery, age = node.keyring.newest()  # type: ignore[attr-defined]  # the port does not need it
    parties.set_own_card(node, code, f"Sample {code}", {}, signing.jwk, recovery.jwk, age)
    return Desk(node, folder, code)


def whole(desk: Desk) -> Path:
    """Everything that a party holds, for one who lost it."""
    file = desk.folder / "whole.foedus.age"
    dispatching.export(desk.node, desk.coop, file, is_whole=True)
    return file


def test_lost_copy_comes_back_recovers_and_goes_on(pair: Pair, clock: Clock, tmp_path: Path) -> None:
    italy, azerbaijan = pair
    italy.propose(italy.draft("activity", title="Corso"))
    italy.send(azerbaijan)
    lost = italy.propose(italy.draft("activity", title="Mai arrivato"))
    scanned = sheet_of(italy.node).keys[0].scanned
    back = anew(tmp_path / "new", scanned, clock)
    told = take_back(back.node, whole(azerbaijan), name="AZE")
    assert (told.partnership.name, told.partnership.entries) == ("AZE", {"AZE": 0, "ITA": 1})
    assert [one.is_us for one in told.partnership.parties] == [True, False]
    with pytest.raises(KeyringError, match="key-missing"):
        back.propose(back.draft("activity", title="Altro corso"))
    own_keys.recover(back.node, [back.coop], age=True)
    back.propose(back.draft("activity", title="Altro corso"))
    (arrived,) = back.send(azerbaijan)
    assert [change.what for change in arrived.changes] == ["recovered", "keys-changed", "proposed"]
    azerbaijan.propose(azerbaijan.draft("activity", title="Visita"))
    (answer,) = azerbaijan.send(back)
    assert ([one.what for one in answer.changes], answer.refused) == (["proposed"], ())
    (held,) = own_keys.own_keys(back.node)
    assert held.age == parties.own_card(back.node).age
    assert lost.entries[0].seq == 2


def test_latest_entry_that_anybody_holds_is_the_one_to_go_on_from(
    open_desk: Open, clock: Clock, tmp_path: Path
) -> None:
    italy, azerbaijan, kazakhstan = (open_desk(code) for code in ("ITA", "AZE", "KAZ"))
    partnerships.found(italy.node, "Sample", cards=[azerbaijan.card, kazakhstan.card])
    founding = italy.write()
    for other in (azerbaijan, kazakhstan):
        partnerships.join(other.node, founding)
        other.send(italy)
    italy.send(azerbaijan, kazakhstan)
    italy.propose(italy.draft("activity", title="Corso"))
    italy.send(kazakhstan)
    back = anew(tmp_path / "new", sheet_of(italy.node).keys[0].scanned, clock)
    told = take_back(back.node, whole(azerbaijan))
    assert told.partnership.entries["ITA"] == 0
    receiving.receive(back.node, whole(kazakhstan))
    (signed,) = own_keys.recover(back.node, [back.coop], age=True)
    assert [entry.seq for entry in signed.entries] == [2, 3]
    arrived = back.send(azerbaijan, kazakhstan)
    assert [(one.refused, one.alarms) for one in arrived] == [((), ()), ((), ())]
    assert own_keys.own_keys(back.node)[0].since > "2024"


def test_what_was_signed_and_never_arrived_is_a_conflict_that_the_recovery_has_settled(
    pair: Pair, clock: Clock, tmp_path: Path
) -> None:
    italy, azerbaijan = pair
    back = anew(tmp_path / "new", sheet_of(italy.node).keys[0].scanned, clock)
    take_back(back.node, whole(azerbaijan))
    own_keys.recover(back.node, [back.coop])
    back.send(azerbaijan)
    italy.propose(italy.draft("activity", title="Dal computer ritrovato"))
    told = receiving.receive(azerbaijan.node, italy.write(is_plain=True))
    assert [(one.code, one.seq) for one in told.alarms] == [("ITA", 1)]
    back.propose(back.draft("activity", title="Altro corso"))
    (arrived,) = back.send(azerbaijan)
    assert [change.what for change in arrived.changes] == ["proposed"]


def test_cooperation_of_others_or_one_that_is_here_is_not_taken_back(
    pair: Pair, open_desk: Open, clock: Clock, tmp_path: Path
) -> None:
    italy, azerbaijan = pair
    with pytest.raises(OfficeError, match="already-joined"):
        take_back(italy.node, whole(azerbaijan))
    other = open_desk("UZB")
    plain = azerbaijan.folder / "plain.foedus"
    dispatching.export(azerbaijan.node, azerbaijan.coop, plain, is_plain=True)
    with pytest.raises(OfficeError, match="not-ours-to-take-back"):
        take_back(other.node, plain)
    own_keys.recover(italy.node, [italy.coop])
    old_sheet = anew(tmp_path / "other", sheet_of(other.node).keys[0].scanned, clock)
    with pytest.raises(OfficeError, match="not-ours-to-take-back"):
        take_back(old_sheet.node, plain)
    assert (other.node.store.cooperations(), old_sheet.node.store.cooperations()) == ([], [])


def test_copy_with_its_keys_takes_back_what_it_lacks_and_signs(pair: Pair, clock: Clock, tmp_path: Path) -> None:
    italy, azerbaijan = pair
    read = read_sheet(sheet_of(italy.node).keys[0].scanned)
    node = create_node(tmp_path / "new" / "home", None, clock, recovery_seed=read.seed, identities=read.identities)
    (tmp_path / "new" / "home" / "keys" / "signing-key").write_bytes(
        (italy.folder / "home" / "keys" / "signing-key").read_bytes()
    )
    card = italy.card
    parties.set_own_card(node, "ITA", "Sample ITA", {}, card.key, card.recovery, card.age)
    back = Desk(open_node(tmp_path / "new" / "home", lambda: None, clock), tmp_path / "new", "ITA")
    take_back(back.node, whole(azerbaijan))
    assert partnerships.parties_of(back.node, back.coop)[0].is_us
    back.propose(back.draft("activity", title="Corso"))
    assert [change.what for change in back.send(azerbaijan)[0].changes] == ["proposed"]
