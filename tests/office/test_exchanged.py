"""What each party holds and has seen of ours."""

from foedus.office import partnerships, stating
from foedus.office.exchanged import common_ground, haves, last_received, receivers, seen_of, wants
from foedus.office.proposing import Signed
from foedus.office.signing import own_number
from foedus.office.versions import codes_of
from tests.office.desk import Desk, Open


def test_haves_are_the_last_entries_by_code(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, signed = offered
    ledger = italy.node.store.open(italy.coop.id)
    assert {code: [one.seq for one in known] for code, known in haves(ledger).items()} == {"AZE": [0], "ITA": [2]}
    assert haves(ledger)["ITA"][0].hash == signed.entries[-1].hash
    assert wants(ledger) == ()


def test_seen_is_what_its_entries_or_its_bundle_tell(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, _ = offered
    ledger = italy.node.store.open(italy.coop.id)
    us = own_number(italy.node, ledger)
    (before,) = seen_of(italy.node, ledger, us)
    assert (before.entry_shown, before.seq, before.last) == ("ITA/0", 0, 2)
    stating.declare(azerbaijan.node, azerbaijan.coop, [azerbaijan.draft("milestone", what="Aperto")])
    azerbaijan.send(italy)
    (after,) = seen_of(italy.node, italy.node.store.open(italy.coop.id), us)
    assert (after.party, after.entry_shown, after.told) == ("AZE", "ITA/2", "dispatch")
    assert after.told_at > after.at


def test_party_that_never_answered_has_seen_nothing_that_we_know_of(pair: tuple[Desk, Desk]) -> None:
    _, azerbaijan = pair
    ledger = azerbaijan.node.store.open(azerbaijan.coop.id)
    (seen,) = seen_of(azerbaijan.node, ledger, own_number(azerbaijan.node, ledger))
    assert (seen.entry_shown, seen.at, seen.told) == ("", "", "")


def test_common_ground_of_one_that_never_sent_is_nothing(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    ledger = italy.node.store.open(italy.coop.id)
    received = last_received(italy.node, italy.coop.id)
    ground = common_ground(ledger, [received["AZE"]])
    assert sorted(ground) == ["AZE", "ITA"]
    assert common_ground(ledger, [received["AZE"], None]) == {}
    assert common_ground(ledger, [received["AZE"], received["AZE"]]) == ground


def test_receivers_are_the_others(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    ledger = italy.node.store.open(italy.coop.id)
    us = own_number(italy.node, ledger)
    assert [ledger.facts().parties[number].code for number in receivers(ledger, us)] == ["AZE"]


def test_receivers_are_not_those_whose_admission_was_overtaken(open_desk: Open) -> None:
    italy, azerbaijan, kazakhstan = (open_desk(code) for code in ("ITA", "AZE", "KAZ"))
    partnerships.found(italy.node, "Sample cooperation", name="KAZ")
    partnerships.admit(italy.node, italy.coop, azerbaijan.card)
    partnerships.admit(italy.node, italy.coop, kazakhstan.card)
    ledger = italy.node.store.open(italy.coop.id)
    assert codes_of(ledger, receivers(ledger, own_number(italy.node, ledger))) == ("AZE", "KAZ")
    partnerships.join(kazakhstan.node, italy.write())
    kazakhstan.send(italy)
    ledger = italy.node.store.open(italy.coop.id)
    assert codes_of(ledger, receivers(ledger, own_number(italy.node, ledger))) == ("KAZ",)
