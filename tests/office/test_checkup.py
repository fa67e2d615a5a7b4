"""Each check of a copy's own entries says what is wrong, and nothing where nothing is."""

from msgspec.structs import replace

from foedus.ledger.bundle import Manifest, pack
from foedus.office import checkup, comparisons, partnerships, peers, receiving, stating
from foedus.office.checkup import Finding
from foedus.office.exchanging import UNREACHED_AFTER_LEAVING
from foedus.office.peers import Contact, Failure
from foedus.store.node import open_node
from tests.databases import keep_aside
from tests.office.desk import Clock, Desk

Pair = tuple[Desk, Desk]


def told(found: list[Finding]) -> list[tuple[str, str]]:
    return [(one.how, one.reason) for one in found]


def declare(desk: Desk, what: str) -> None:
    stating.declare(desk.node, desk.coop, [desk.draft("milestone", what=what)])


def test_copy_of_which_nothing_is_wrong(pair: Pair) -> None:
    italy, azerbaijan = pair
    for one in checkup.CHECKS:
        assert [found.how for found in one(italy.node)] in (["ok"], ["look"]), one.__name__
    comparisons.compare(
        italy.node, italy.coop, "AZE", way="telephone", by="Sample", with_whom="registry", is_read_together=True,
        heard=" ".join(azerbaijan.card.words),
    )  # fmt: skip
    italy.node.keyring.drop_recovery()
    assert [found.how for one in checkup.CHECKS for found in one(italy.node)] == ["ok"] * len(checkup.CHECKS)


def test_copy_older_than_what_it_signed(pair: Pair) -> None:
    italy, _ = pair
    italy.node.keyring.note_signed(italy.coop.id, 7, "0" * 64)
    (found,) = checkup.last_signed(italy.node)
    facts = {"cooperation": italy.coop.name, "last_signed": 7, "held": 1}
    assert (found.how, found.reason, found.facts) == ("wrong", "copy-behind", facts | {"held": found.facts["held"]})


def test_entries_that_wait(pair: Pair) -> None:
    italy, azerbaijan = pair
    declare(azerbaijan, "Açıldı")
    declare(azerbaijan, "Bağlandı")
    path = azerbaijan.folder / "late.foedus"
    manifest = Manifest("foedus-bundle/1", azerbaijan.coop.id, "AZE", ("ITA",), "2024-01-01T00:00:00Z")
    ledger = azerbaijan.node.store.open(azerbaijan.coop.id)
    with path.open("wb") as out:
        key = azerbaijan.node.keyring.signing(azerbaijan.card.thumbprint)
        pack(out, manifest, key, {"AZE": list(ledger.lines_of("AZE"))[-1:]})
    receiving.receive(italy.node, path)
    (found,) = checkup.waiting(italy.node)
    assert (found.how, found.reason, found.facts) == (
        "look",
        "waiting",
        {"cooperation": italy.coop.name, "number": 1, "since": "2024-01-01", "bearers": ["AZE"]},
    )


def test_registers_that_part_here_and_there(pair: Pair, clock: Clock) -> None:
    italy, azerbaijan = pair
    home = azerbaijan.folder / "home"
    keep_aside(home, home.with_name("copy"))
    copy = Desk(open_node(home.with_name("copy"), lambda: None, clock), azerbaijan.folder, "AZE")
    copy.sent = 50
    declare(azerbaijan, "Açıldı")
    declare(copy, "Bağlandı")
    azerbaijan.send(italy)
    copy.send(italy)
    assert told(checkup.conflicts(italy.node)) == [("look", "conflict")]
    italy.send(azerbaijan)
    assert told(checkup.conflicts(azerbaijan.node)) == [("wrong", "own-conflict")]


def test_office_that_is_not_reached(pair: Pair) -> None:
    italy, _ = pair
    peers.set_address(italy.node, italy.coop, "AZE", "http://127.0.0.1:9/")
    assert told(checkup.exchanges(italy.node)) == [("look", "never-reached")]
    failed = Contact(failures=1, failure=Failure("ExchangeError", "nobody-listens", {"host": "127.0.0.1"}))
    for contact, expected in (
        (failed, ("look", "not-reached-yet")),
        (replace(failed, failures=3), ("wrong", "not-reached-yet")),
        (replace(failed, failures=3, reached_at="2024-01-01T00:00:00Z"), ("wrong", "not-reached")),
        (Contact(reached_at="2024-01-01T00:00:00Z"), ("ok", "reached")),
    ):
        peers.keep_contact(italy.node, italy.coop.id, "AZE", contact)
        assert told(checkup.exchanges(italy.node)) == [expected]
    partnerships.leave(italy.node, italy.coop)
    unanswered = Failure("ExchangeError", "left-unanswered", {"host": "127.0.0.1"})
    for contact, expected in (
        (replace(failed, failures=9, tries_after_leaving=9), ("look", "not-reached-yet")),
        (replace(failed, tries_after_leaving=UNREACHED_AFTER_LEAVING), ("look", "left-untold")),
        (Contact(tries_after_leaving=UNREACHED_AFTER_LEAVING, failure=unanswered), ("ok", "left")),
    ):
        peers.keep_contact(italy.node, italy.coop.id, "AZE", contact)
        assert told(checkup.exchanges(italy.node)) == [expected]


def test_clock_that_went_back_or_stands_apart(pair: Pair, clock: Clock) -> None:
    italy, azerbaijan = pair
    clock.day = "2024-06-01"
    declare(azerbaijan, "Açıldı")
    azerbaijan.send(italy)
    clock.day = "2024-01-01"
    assert told(checkup.clock(italy.node)) == [("look", "clock-apart")]
    assert told(checkup.clock(azerbaijan.node)) == [("wrong", "clock-back")]
