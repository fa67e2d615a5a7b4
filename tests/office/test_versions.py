"""Records and versions as the verbs read them."""

import pytest

from foedus.office import answering, drafts
from foedus.office.errors import NotFoundError
from foedus.office.proposing import Signed
from foedus.office.signing import own_number
from foedus.office.versions import (
    body_of,
    captions_of,
    codes_of,
    founding_version,
    has_consented,
    has_declined,
    head_of,
    heads_of,
    last_stated,
    missing_blobs,
    named,
    next_keeper,
    open_versions,
    order,
    past_of,
    place_in_register,
    present_codes,
    shown_as,
    version_of,
)
from tests.office.desk import Desk


def test_open_versions_are_those_on_the_agreed_text(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    line = signed.versions[1]
    counter = drafts.new(azerbaijan.node, azerbaijan.coop, answers=line.version, fields={"days": "3"})
    theirs = azerbaijan.propose(counter.number).versions[0]
    azerbaijan.send(italy)
    ledger = italy.node.store.open(italy.coop.id)
    record, version = version_of(ledger, line.version)
    assert [one.name for one in open_versions(ledger, record)] == [line.version, theirs.version]
    assert (head_of(ledger, record), heads_of(ledger, record), next_keeper(ledger, record)) == (None, [], "ITA")
    us = own_number(italy.node, ledger)
    assert [has_consented(ledger, version, party) for party in (us, 1 - us)] == [True, False]
    assert not has_declined(version, us)
    assert order(ledger, version)[1] == 1


def test_agreed_version_is_the_head_and_hands_the_record_over(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    line = signed.versions[1]
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    azerbaijan.send(italy)
    ledger = italy.node.store.open(italy.coop.id)
    record, _ = version_of(ledger, line.version)
    assert (head_of(ledger, record), open_versions(ledger, record)) == (line.version, [])
    assert next_keeper(ledger, record) == "AZE"
    assert head_of(ledger, None) is None
    assert last_stated(ledger, None) is None


def test_charter_is_read_as_any_record(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    ledger = italy.node.store.open(italy.coop.id)
    name = founding_version(ledger, "ITA/charter")
    assert name == f"{italy.coop.id}/0"
    assert sorted(body_of(ledger, name)) == ["languages", "name", "parties"]
    told = named(ledger, name)
    assert (told.kind, told.shown, told.captions["en"]) == ("charter/1", "ITA/0/0", "Sample cooperation")
    assert (present_codes(ledger), codes_of(ledger, [1])) == (("ITA", "AZE"), ("AZE",))
    assert len(past_of(ledger)) == 2


def test_names_of_nothing(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    ledger = italy.node.store.open(italy.coop.id)
    with pytest.raises(NotFoundError, match="version-unknown"):
        version_of(ledger, "0" * 64 + "/0")
    assert (shown_as(ledger, None), shown_as(ledger, "0" * 64 + "/0")) == ("", "")
    assert captions_of("treaty/7", {"x": 1}) == {}
    reference = {"blob": "sha256:" + "1" * 64, "name": "file", "type": "file", "size": 1}
    assert missing_blobs(ledger, [reference, {"x": reference}]) == ("1" * 64,)


def test_texts_are_put_in_the_order_of_the_registers() -> None:
    names = ["ITA/1/0", "AZE/10/0", "AZE/2/1", "AZE/2/0", "d4"]
    assert sorted(names, key=place_in_register) == ["AZE/2/0", "AZE/2/1", "AZE/10/0", "ITA/1/0", "d4"]
