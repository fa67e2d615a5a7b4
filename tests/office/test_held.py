"""What the state of play is drawn from, out of one partnership's memory."""

from foedus.office import answering, drafts, stating
from foedus.office.held import has_answered, holdings_of, is_charter, keeper_code, offered
from foedus.office.proposing import Signed
from foedus.office.signing import own_number
from foedus.office.versions import open_versions, version_of
from foedus.records.holdings import Holdings
from tests.office.desk import Desk


def held(desk: Desk) -> Holdings:
    ledger = desk.node.store.open(desk.coop.id)
    return holdings_of(desk.node, ledger, own_number(desk.node, ledger))


def test_offered_are_the_texts_on_the_table(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, signed = offered
    now = held(italy)
    assert {one.version for one in now.offered} == {one.version for one in signed.versions}
    assert {(one.author, one.concerned, one.answered) for one in now.offered} == {("ITA", ("ITA", "AZE"), ("ITA",))}
    assert (now.agreed, now.stated, now.parties) == ((), (), ("ITA", "AZE"))


def test_agreed_and_stated_are_their_current_texts(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    first = stating.declare(azerbaijan.node, azerbaijan.coop, [azerbaijan.draft("milestone", what="Aperto")])
    again = drafts.new(
        azerbaijan.node, azerbaijan.coop, record=first.versions[0].record, fields={"what.it": "Aperto l'ufficio"}
    )
    second = stating.declare(azerbaijan.node, azerbaijan.coop, [again.number]).versions[0]
    azerbaijan.send(italy)
    stating.acknowledge(italy.node, italy.coop, [second.version])
    now = held(italy)
    assert {one.version for one in now.agreed} == {one.version for one in signed.versions}
    assert [(one.version, one.author, one.acknowledged_by, one.on_paper) for one in now.stated] == [
        (second.version, "AZE", ("ITA",), ())
    ]
    assert (now.offered, sorted(now.seen)) == ((), ["AZE"])


def test_counter_text_answers_what_it_stands_beside(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    first = italy.propose(italy.draft("activity", title="Corso", host="AZE")).versions[0]
    italy.send(azerbaijan)
    counter = drafts.new(azerbaijan.node, azerbaijan.coop, answers=first.version, fields={"days": "3"})
    azerbaijan.propose(counter.number)
    azerbaijan.send(italy)
    ledger = italy.node.store.open(italy.coop.id)
    answered = {one.author: one.answered for one in offered(ledger, "2024-01-02T00:00:00Z")}
    assert answered == {"ITA": ("ITA", "AZE"), "AZE": ("AZE",)}
    record, version = version_of(ledger, first.version)
    waiting = open_versions(ledger, record)
    assert [has_answered(ledger, version, party, waiting) for party in version.concerned] == [True, True]
    assert (keeper_code(ledger, record, version), is_charter(record)) == ("ITA", False)
