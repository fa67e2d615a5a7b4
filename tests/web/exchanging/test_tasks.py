"""Which offices are called now: those whose time has come, and soon those that lack what is new."""

import pytest
from msgspec.structs import replace

from foedus.office import partnerships, peers, stating
from foedus.office.exchanging import UNANSWERED_AFTER_LEAVING, UNREACHED_AFTER_LEAVING
from foedus.office.peers import Contact, Failure
from foedus.store.node import open_node
from foedus.web.exchanging import tasks
from foedus.web.exchanging.gates import AT_ONCE_FROM_ONE
from foedus.web.exchanging.tasks import AT_ONCE_WITH_ONE, Due
from tests.office.desk import Clock, Desk, Open

SOON = "2024-01-01T00:30:00Z"


@pytest.fixture
def known(web: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Italy, that knows Azerbaijan's address and has all in common with it; what is new is sent at once."""
    monkeypatch.setattr(tasks, "CALM_SECONDS", 0)
    peers.set_address(web.node, web.coop, "AZE", "https://office.example/")
    return web


def due(desk: Desk, ask: Due, contact: Contact) -> list[str]:
    peers.keep_contact(desk.node, desk.coop.id, "AZE", contact)
    return [code for _, code in ask(desk.node)]


def test_office_is_due_when_its_time_has_come(known: Desk) -> None:
    assert due(known, Due(), Contact()) == ["AZE"]
    assert due(known, Due(), Contact(next_at=SOON)) == []
    assert due(known, Due(), Contact(next_at="2023-12-31T00:00:00Z")) == ["AZE"]


def test_office_that_lacks_what_is_new_is_due_and_not_one_that_was_just_not_reached(known: Desk) -> None:
    ask = Due()
    assert due(known, ask, Contact(next_at=SOON)) == []
    stating.declare(known.node, known.coop, [known.draft("milestone", what="Aperto")])
    failed = Contact(next_at=SOON, failures=1, tried_at=known.node.clock())
    assert due(known, ask, failed) == []
    stating.declare(known.node, known.coop, [known.draft("milestone", what="Aperto ancora")])
    assert due(known, ask, Contact(next_at=SOON)) == ["AZE"]


def test_office_with_which_there_are_many_cooperations_is_called_for_some_at_a_time(
    known: Desk, open_desk: Open
) -> None:
    card = open_desk("KAZ").card
    for number in range(AT_ONCE_WITH_ONE):
        partnerships.found(known.node, "Another", cards=[card], name=f"KAZ-{number}")
    held = {one.id: one for one in known.node.store.cooperations()}
    for one in held.values():
        if one.id != known.coop.id:
            peers.set_address(known.node, one, "KAZ", "https://office.example/")
    ask, called = Due(), []
    for _ in range(len(held) + 1):
        found = list(ask(known.node))
        called.append(len(found))
        for partnership, code in found[:1]:
            peers.keep_contact(known.node, partnership, code, Contact(next_at=SOON))
    assert (AT_ONCE_WITH_ONE < AT_ONCE_FROM_ONE, called) == (True, [3, 3, 2, 1, 0])


def test_office_whose_address_was_forgotten_is_not_called(known: Desk) -> None:
    peers.remove_address(known.node, known.coop, "AZE")
    assert list(Due()(known.node)) == []
    tasks.exchange_with.call(known.coop.id, "AZE")
    assert peers.contact_of(known.node, known.coop.id, "AZE").tried_at == ""


def test_office_is_called_no_more_by_itself_once_a_party_has_left(known: Desk, clock: Clock) -> None:
    partner = Desk(open_node(known.folder.parent / "AZE" / "home", lambda: None, clock), known.folder, "AZE")
    partnerships.leave(known.node, known.coop)
    failure = Failure("ExchangeError", "left-unanswered")
    now = known.node.clock()
    unanswered = Contact(tried_at=now, tries_after_leaving=UNANSWERED_AFTER_LEAVING, failure=failure)
    assert due(known, Due(), replace(unanswered, tries_after_leaving=UNANSWERED_AFTER_LEAVING - 1)) == ["AZE"]
    assert due(known, Due(), unanswered) == []
    nobody = Failure("ExchangeError", "nobody-listens")
    unreached = replace(unanswered, tries_after_leaving=UNREACHED_AFTER_LEAVING, failure=nobody)
    assert due(known, Due(), replace(unreached, tries_after_leaving=UNREACHED_AFTER_LEAVING - 1)) == ["AZE"]
    assert due(known, Due(), unreached) == []
    peers.set_address(partner.node, partner.coop, "ITA", "https://office.example/")
    assert [code for _, code in Due()(partner.node)] == ["ITA"]
    known.send(partner)
    assert list(Due()(partner.node)) == []
