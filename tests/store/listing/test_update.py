"""What is listed follows the journals, entry by entry, and is the same as what is listed at once."""

from datetime import date
from pathlib import Path

import pytest
from django.test.utils import CaptureQueriesContext

from foedus.office import answering, drafts, partnerships, proposing, stating
from foedus.office.ports import Node
from foedus.office.proposing import Signed
from foedus.store import listing
from foedus.store.listing import update
from foedus.store.models import LISTED
from foedus.store.node import NodeDatabase
from foedus.store.rebuild import rebuild
from tests.databases import new_home
from tests.office.desk import Clock, Desk, Open
from tests.store.listing.same import check_listed_again, check_same, digests
from tests.store.nodes import eventful, ledger_of, orders, take


def database_of(node: Node) -> NodeDatabase:
    return update.store_of(node)


def test_plan_from_its_proposal_to_its_reports(offered: tuple[Desk, Desk, Signed], clock: Clock) -> None:
    italy, azerbaijan, signed = offered
    check_same(italy, azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    check_same(azerbaijan)
    azerbaijan.send(italy)
    italy.send(azerbaijan)
    check_same(italy, azerbaijan)
    clock.day = "2024-07-01"
    first, second, third, _ = (one.record for one in signed.versions[:-1])
    stating.report(italy.node, italy.coop, first, "held")
    stating.report(italy.node, italy.coop, second, "postponed")
    stating.report(italy.node, italy.coop, third, "dates_confirmed")
    italy.send(azerbaijan)
    check_same(italy, azerbaijan)
    stating.report(azerbaijan.node, azerbaijan.coop, first, "cancelled")
    stating.report(azerbaijan.node, azerbaijan.coop, second, "held")
    azerbaijan.send(italy)
    check_same(italy, azerbaijan)
    clock.day = "2025-06-01"
    check_same(italy, azerbaijan)


def test_plan_that_is_amended_moves_the_period_of_its_lines(pair: tuple[Desk, Desk], clock: Clock) -> None:
    italy, azerbaijan = pair
    plan = italy.draft("plan", title="Piano", code="P1", period="2024-02")
    lines = [italy.draft("activity", italy.record(plan), title=f"Corso {one}", serial=str(one)) for one in (1, 2)]
    signed = italy.propose(plan, *lines)
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    azerbaijan.send(italy)
    clock.day = "2024-03-01"
    check_same(italy)
    again = drafts.new(italy.node, italy.coop, "", record=signed.versions[-1].record, fields={"period": "2024-05"})
    amended = proposing.propose(italy.node, italy.coop, [again.number])
    italy.send(azerbaijan)
    check_same(italy, azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, [amended.versions[-1].version])
    azerbaijan.send(italy)
    check_same(italy)
    number = listing.cooperations(italy.node)[0].number
    today = date.fromisoformat(clock.day)
    assert {row.begins for row in listing.activities(italy.node, [number], today=today).rows} == {
        today.replace(month=5)
    }


def test_questions_declined_texts_and_promises(pair: tuple[Desk, Desk], clock: Clock) -> None:
    italy, azerbaijan = pair
    line = italy.propose(italy.draft("activity", title="Corso")).versions[0]
    asked = stating.declare(
        italy.node, italy.coop, [italy.draft("comment", about=line.version, text="Quando?", asks=True)]
    )
    italy.send(azerbaijan)
    check_same(italy, azerbaijan)
    stating.declare(
        azerbaijan.node, azerbaijan.coop, [azerbaijan.draft("comment", about=asked.versions[0].version, text="Maggio")]
    )
    answering.decline(azerbaijan.node, azerbaijan.coop, [line.version], reason="Senza mezzi")
    azerbaijan.send(italy)
    check_same(italy, azerbaijan)
    request = {"who": "ITA", "words": "Un corso", "strength": "request", "due": "2024-03-01"}
    promised = stating.declare(azerbaijan.node, azerbaijan.coop, [azerbaijan.draft("undertaking", **request)])
    azerbaijan.send(italy)
    clock.day = "2024-04-01"
    check_same(italy, azerbaijan)
    stating.acknowledge(italy.node, italy.coop, [promised.versions[0].version])
    answering.withdraw(italy.node, italy.coop, [line.version])
    check_same(italy)


@pytest.mark.parametrize("terms", [{"capacity": "ad-referendum"}, {"until": "2024-02-01"}])
def test_consent_that_ends_or_is_in_part(pair: tuple[Desk, Desk], clock: Clock, terms: dict[str, str]) -> None:
    italy, azerbaijan = pair
    line = italy.propose(italy.draft("activity", title="Corso")).versions[0]
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, [line.version], **terms)  # type: ignore[arg-type]  # by name
    check_same(azerbaijan)
    clock.day = "2024-03-01"
    check_same(azerbaijan)
    other = azerbaijan.propose(azerbaijan.draft("activity", title="Visita"))
    azerbaijan.send(italy)
    check_same(italy, azerbaijan)
    answering.withdraw(azerbaijan.node, azerbaijan.coop, [other.versions[0].version])
    answering.accept(azerbaijan.node, azerbaijan.coop, [line.version])
    check_same(azerbaijan)


def test_parties_that_come_and_go_list_everything_again(pair: tuple[Desk, Desk], open_desk: Open) -> None:
    italy, azerbaijan = pair
    kazakhstan = open_desk("KAZ")
    admitted = partnerships.admit(italy.node, italy.coop, kazakhstan.card)
    italy.send(azerbaijan)
    check_same(italy, azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, [admitted.versions[0].version])
    azerbaijan.send(italy)
    partnerships.join(kazakhstan.node, italy.write())
    kazakhstan.send(italy, azerbaijan)
    italy.propose(italy.draft("activity", title="Corso"))
    italy.send(azerbaijan, kazakhstan)
    check_same(italy, azerbaijan, kazakhstan)
    partnerships.leave(kazakhstan.node, kazakhstan.coop)
    kazakhstan.send(italy)
    check_same(italy)


@pytest.mark.parametrize("order", range(5))
def test_journal_in_which_everything_happens_in_any_order(tmp_path: Path, order: int) -> None:
    told = eventful(1)
    node = new_home(tmp_path / "home")
    ledger = ledger_of(database_of(node), told.id)
    lines = orders(told.lines)[order]
    for start in range(0, len(lines), 5):
        take(database_of(node), ledger, lines[start : start + 5])
        check_listed_again(node)


def test_rebuilt_node_is_listed_as_before(offered: tuple[Desk, Desk, Signed]) -> None:
    _, azerbaijan, signed = offered
    listing.catch_up(azerbaijan.node)
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    listing.catch_up(azerbaijan.node)
    before = digests(azerbaijan.node)
    rebuild(database_of(azerbaijan.node), jobs=0)
    assert not any(table.objects.using(alias_of(azerbaijan)).exists() for table in LISTED)
    listing.catch_up(azerbaijan.node)
    assert digests(azerbaijan.node) == before


def alias_of(desk: Desk) -> str:
    return str(database_of(desk.node).connection.alias)


def test_nothing_new_is_one_question(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, _ = offered
    done: list[int] = []
    assert listing.catch_up(italy.node, done.append) == sum(done) == 4
    with CaptureQueriesContext(database_of(italy.node).connection) as asked:
        assert listing.catch_up(italy.node) == 0
    assert len(asked) == 1


def test_cooperation_without_news_is_not_read(offered: tuple[Desk, Desk, Signed], open_desk: Open) -> None:
    italy, _, _ = offered
    listing.catch_up(italy.node)
    partnerships.found(italy.node, "Another cooperation", cards=[open_desk("KAZ").card], name="KAZ")
    with CaptureQueriesContext(database_of(italy.node).connection) as asked:
        assert listing.catch_up(italy.node) == 1
    read = [one["sql"] for one in asked if "foedus_store_journal" in one["sql"]]
    assert all("cooperation = 2" in query for query in read)
    assert listing.catch_up(italy.node) == 0
    check_listed_again(italy.node)


def test_program_that_lists_otherwise_lists_all_again(
    offered: tuple[Desk, Desk, Signed], monkeypatch: pytest.MonkeyPatch
) -> None:
    italy, _, _ = offered
    listing.catch_up(italy.node)
    monkeypatch.setattr(update, "FORM", update.FORM + 1)
    assert listing.catch_up(italy.node) == 4
    assert listing.catch_up(italy.node) == 0


def test_store_that_is_no_database_is_refused() -> None:
    class Other:
        store = object()

    with pytest.raises(TypeError):
        listing.catch_up(Other())  # type: ignore[arg-type]  # what it is for
