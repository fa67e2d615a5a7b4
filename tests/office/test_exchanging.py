"""Two offices exchange to the end, however often the line breaks; one may stand between two that never meet."""

from datetime import datetime
from pathlib import Path

import pytest

from foedus.exchange.errors import ExchangeError
from foedus.office import partnerships, peers, stating
from foedus.office.callers import prove
from foedus.office.errors import CallerError, NotFoundError, OfficeError
from foedus.office.exchanging import (
    UNREACHED_AFTER_LEAVING,
    Exchanged,
    answer,
    exchange,
    failure_of,
    is_over,
    is_untold,
)
from foedus.office.peers import FEWEST_ENTRIES, FIRST_ENTRIES, Contact, Failure
from tests.office.desk import Clock, Desk, Open
from tests.office.lines import broken, line_to
from tests.office.test_callers import leave

ADDRESS = "https://office.example/"


def declare(desk: Desk, number: int) -> None:
    for place in range(number):
        stating.declare(desk.node, desk.coop, [desk.draft("milestone", what=f"Aperto {place}")])


def entries(desk: Desk) -> dict[str, int]:
    ledger = desk.node.store.open(desk.coop.id)
    return {code: sum(1 for _ in ledger.lines_of(code)) for code in ledger.codes()}


@pytest.fixture
def known(pair: tuple[Desk, Desk]) -> tuple[Desk, Desk]:
    """The pair, Italy knowing where Azerbaijan is reached."""
    italy, _ = pair
    peers.set_address(italy.node, italy.coop, "AZE", ADDRESS)
    return pair


def contact(desk: Desk, code: str) -> Contact:
    return peers.contact_of(desk.node, desk.coop.id, code)


def test_exchange_goes_on_until_neither_has_more(known: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = known
    declare(italy, 3)
    declare(azerbaijan, 2)
    small = Contact(most=2)
    peers.keep_contact(italy.node, italy.coop.id, "AZE", small)
    peers.keep_contact(azerbaijan.node, azerbaijan.coop.id, "ITA", Contact(answer_most=1))
    told = exchange(italy.node, italy.coop, "AZE", line_to(azerbaijan))
    assert told == Exchanged("AZE", rounds=2, sent=3, taken=2)
    assert entries(italy) == entries(azerbaijan) == {"AZE": 3, "ITA": 4}
    kept = contact(italy, "AZE")
    assert (kept.sent, kept.taken, kept.failures, kept.failure, kept.most) == (3, 2, 0, None, 8)
    assert (bool(kept.reached_at), kept.under_way) == (True, "")


def test_exchange_repeated_carries_nothing_and_leaves_one_row(known: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = known
    declare(italy, 1)
    exchange(italy.node, italy.coop, "AZE", line_to(azerbaijan))
    exchange(italy.node, italy.coop, "AZE", line_to(azerbaijan))
    before = len(italy.node.store.dispatches(italy.coop.id)), len(azerbaijan.node.store.dispatches(italy.coop.id))
    told = [exchange(italy.node, italy.coop, "AZE", line_to(azerbaijan)) for _ in range(3)]
    after = len(italy.node.store.dispatches(italy.coop.id)), len(azerbaijan.node.store.dispatches(italy.coop.id))
    assert told == [Exchanged("AZE", rounds=1)] * 3
    assert after == before


@pytest.mark.parametrize("after", [False, True])
def test_line_that_breaks_loses_nothing_and_gets_smaller_parts(known: tuple[Desk, Desk], *, after: bool) -> None:
    italy, azerbaijan = known
    declare(italy, 30)
    declare(azerbaijan, 30)
    post = broken(line_to(azerbaijan), lambda call: call % 3 != 2, after=after)
    told: list[Exchanged] = []
    while not told or told[-1].failure is not None:
        told.append(exchange(italy.node, italy.coop, "AZE", post))
        assert len(told) < 20
    assert entries(italy) == entries(azerbaijan) == {"AZE": 31, "ITA": 31}
    assert told[0].failure == Failure("ExchangeError", "cut", {"host": "sample"})
    assert contact(italy, "AZE").failures == 0


def test_failures_are_counted_and_the_next_part_is_smaller(known: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = known
    post = broken(line_to(azerbaijan), lambda _call: True, after=False)
    kept = []
    for _ in range(4):
        exchange(italy.node, italy.coop, "AZE", post)
        kept.append((contact(italy, "AZE").failures, contact(italy, "AZE").most))
    assert kept == [(1, FIRST_ENTRIES // 4), (2, FIRST_ENTRIES // 16), (3, FEWEST_ENTRIES), (4, FEWEST_ENTRIES)]
    exchange(italy.node, italy.coop, "AZE", line_to(azerbaijan))
    assert (contact(italy, "AZE").failures, contact(italy, "AZE").failure) == (0, None)


def test_answer_that_did_not_arrive_is_followed_by_a_smaller_one(known: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = known
    declare(azerbaijan, 3)
    post = broken(line_to(azerbaijan), lambda call: call < 2, after=True)
    for _ in range(3):
        exchange(italy.node, italy.coop, "AZE", post)
    assert entries(italy) == {"AZE": 4, "ITA": 1}
    assert contact(azerbaijan, "ITA").answer_most == FIRST_ENTRIES // 16


def test_other_office_that_takes_nothing_ends_it(known: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = known
    declare(italy, 1)
    silent = azerbaijan.folder / "answer"

    def post(_address: str, ours: Path, theirs: Path) -> None:
        del ours  # it is not taken in
        from foedus.office.parts import write_part  # noqa: PLC0415 - for this alone

        silent.unlink(missing_ok=True)
        write_part(azerbaijan.node, azerbaijan.coop, "ITA", silent, 10)
        theirs.write_bytes(silent.read_bytes())

    told = exchange(italy.node, italy.coop, "AZE", post)
    assert (told.rounds, told.is_left, told.failure) == (1, True, None)


def test_answer_of_another_office_is_refused(known: tuple[Desk, Desk], open_desk: Open) -> None:
    italy, _ = known
    kazakhstan = open_desk("KAZ")
    partnerships.admit(italy.node, italy.coop, kazakhstan.card)
    partnerships.join(kazakhstan.node, italy.write())
    told = exchange(italy.node, italy.coop, "AZE", lambda _a, _o, theirs: _write(kazakhstan, theirs))
    assert told.failure is not None
    assert (told.failure.reason, told.failure.facts["code"]) == ("another-office", "KAZ")


def _write(desk: Desk, target: Path) -> None:
    target.write_bytes(desk.write().read_bytes())


def test_relay_carries_between_two_that_never_meet(open_desk: Open) -> None:
    italy, azerbaijan, kazakhstan = (open_desk(code) for code in ("ITA", "AZE", "KAZ"))
    partnerships.found(italy.node, "Sample cooperation", cards=[azerbaijan.card, kazakhstan.card])
    for desk in (azerbaijan, kazakhstan):
        partnerships.join(desk.node, italy.write())
    peers.set_address(italy.node, italy.coop, "AZE", ADDRESS)
    peers.set_address(kazakhstan.node, kazakhstan.coop, "ITA", ADDRESS)
    declare(kazakhstan, 2)
    declare(azerbaijan, 2)
    exchange(kazakhstan.node, kazakhstan.coop, "ITA", line_to(italy))
    exchange(italy.node, italy.coop, "AZE", line_to(azerbaijan))
    exchange(kazakhstan.node, kazakhstan.coop, "ITA", line_to(italy))
    assert entries(kazakhstan) == entries(azerbaijan) == entries(italy)
    assert entries(italy)["KAZ"] == 3


@pytest.mark.parametrize("caller", ["founder", "who joined", "who was admitted"])
def test_party_that_joined_just_now_exchanges_at_once(open_desk: Open, caller: str) -> None:
    italy, azerbaijan = open_desk("ITA"), open_desk("AZE")
    if caller == "who was admitted":
        partnerships.found(italy.node, "Sample cooperation")
        partnerships.admit(italy.node, italy.coop, azerbaijan.card)
    else:
        partnerships.found(italy.node, "Sample cooperation", cards=[azerbaijan.card])
    partnerships.join(azerbaijan.node, italy.write())
    declare(italy, 1)
    one, other = (italy, azerbaijan) if caller == "founder" else (azerbaijan, italy)
    peers.set_address(one.node, one.coop, other.code, ADDRESS)
    told = exchange(one.node, one.coop, other.code, line_to(other))
    assert (told.failure, told.is_left) == (None, False)
    assert entries(italy) == entries(azerbaijan)
    assert entries(italy)["AZE"] == 1


def test_caller_that_leaves_with_this_is_taken_in_and_not_answered(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    italy, azerbaijan = pair
    leave(azerbaijan)
    source = azerbaijan.write()
    caller = prove(italy.node, source, tmp_path / "plain")
    with pytest.raises(CallerError) as told:
        answer(italy.node, caller, tmp_path / "plain", tmp_path / "answer")
    assert (told.value.reason, (tmp_path / "answer").exists()) == ("has-left", False)
    assert entries(italy) == {"AZE": 2, "ITA": 1}


def test_office_that_was_left_and_cannot_be_reached_is_tried_rarer_and_at_last_no_more(
    known: tuple[Desk, Desk], clock: Clock
) -> None:
    italy, azerbaijan = known
    nobody = broken(line_to(azerbaijan), lambda _call: True, after=False)
    for _ in range(UNREACHED_AFTER_LEAVING):
        exchange(italy.node, italy.coop, "AZE", nobody)
    assert (contact(italy, "AZE").failures, contact(italy, "AZE").tries_after_leaving) == (UNREACHED_AFTER_LEAVING, 0)
    leave(italy)
    began, tries = datetime.fromisoformat(clock()), 0
    while not is_over(italy.node, italy.coop, "AZE", contact(italy, "AZE")):
        assert not is_untold(contact(italy, "AZE"))
        exchange(italy.node, italy.coop, "AZE", nobody)
        tries += 1
        found = contact(italy, "AZE")
        assert not peers.is_due(found, clock())
        clock.go_to(found.next_at)
        assert peers.is_due(found, clock())
    ended = datetime.fromisoformat(clock())
    # A chance of a third more or less stands in every pause.
    assert (tries, 20 <= (ended - began).days <= 42) == (UNREACHED_AFTER_LEAVING, True)
    assert is_untold(contact(italy, "AZE"))
    peers.set_address(italy.node, italy.coop, "AZE", ADDRESS)
    assert not is_over(italy.node, italy.coop, "AZE", contact(italy, "AZE"))
    italy.send(azerbaijan)
    assert entries(azerbaijan)["ITA"] == 2


def test_farewell_arrives_once_the_office_is_reached_again(known: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = known
    leave(italy)
    post = broken(line_to(azerbaijan), lambda call: call < 12, after=False)
    for _ in range(12):
        exchange(italy.node, italy.coop, "AZE", post)
    assert entries(azerbaijan)["ITA"] == 1
    assert not is_over(italy.node, italy.coop, "AZE", contact(italy, "AZE"))
    exchange(italy.node, italy.coop, "AZE", post)
    assert entries(azerbaijan)["ITA"] == 2


def test_office_without_address_is_not_tried(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    with pytest.raises(NotFoundError):
        exchange(italy.node, italy.coop, "AZE", line_to(azerbaijan))


def test_failure_keeps_what_words_need() -> None:
    assert [
        failure_of(error)
        for error in (
            ExchangeError("cut", host="x"),
            OfficeError("no-card"),
            OSError(28, "No space left on device", "/x"),
        )
    ] == [
        Failure("ExchangeError", "cut", {"host": "x"}),
        Failure("OfficeError", "no-card", {}),
        Failure("OSError", "", {"errno": 28, "detail": "No space left on device", "file": "/x"}),
    ]
