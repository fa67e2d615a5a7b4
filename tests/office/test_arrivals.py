"""What entries changed, told act by act."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from foedus.ledger import acts as a
from foedus.ledger.author import next_entry
from foedus.ledger.line import read_line, write_entry
from foedus.ledger.partnership import Partnership
from foedus.office import arrivals, drafts, paper, partnerships, stating
from foedus.office.arrivals import changes_between
from foedus.office.ports import Node
from foedus.office.proposing import Signed
from foedus.office.signing import own_number
from foedus.store.listing.update import catch_up
from foedus.store.node import NodeDatabase
from tests.office.desk import Desk, Open


def told(desk: Desk, after: int = 0) -> tuple[tuple[arrivals.Change, ...], int]:
    ledger = desk.node.store.open(desk.coop.id)
    return changes_between(ledger, own_number(desk.node, ledger), after, ledger.last_number())


def test_counter_text_is_told_with_its_differences(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    line = signed.versions[0]
    counter = drafts.new(azerbaijan.node, azerbaijan.coop, answers=line.version, fields={"days": "5"}, note="Più breve")
    azerbaijan.propose(counter.number)
    (change,) = azerbaijan.send(italy)[0].changes
    assert (change.what, change.note, change.facts["answers_shown"]) == ("countered", {"it": "Più breve"}, line.shown)
    assert [(one.path, one.change, one.after) for one in change.facts["differences"]] == [(("days",), "added", 5)]


def test_declarations_are_told_apart(open_desk: Open) -> None:
    italy, azerbaijan = open_desk("ITA"), open_desk("AZE")
    partnerships.found(italy.node, "Sample", cards=[azerbaijan.card], expected={"KAZ": "Sample KAZ"})
    first = stating.declare(italy.node, italy.coop, [italy.draft("milestone", what="Aperto")])
    again = drafts.new(italy.node, italy.coop, record=first.versions[0].record, fields={"what.it": "Aperto l'ufficio"})
    stating.declare(italy.node, italy.coop, [again.number])
    number = italy.draft("activity", title="Corso")
    paper.record_on_paper(italy.node, italy.coop, [number], ["KAZ"], b"x", file_name="a", media_type="b")
    joined = partnerships.join(azerbaijan.node, italy.write())
    assert [change.what for change in joined.received.changes] == [
        "founded",
        "declared",
        "replaced",
        "declared-on-paper",
    ]
    assert joined.received.changes[-1].facts == {"parties": ("KAZ",)}


def test_act_without_effect_is_told_with_its_reason(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    ledger = azerbaijan.node.store.open(azerbaijan.coop.id)
    us = own_number(azerbaijan.node, ledger)
    key = azerbaijan.node.keyring.signing(azerbaijan.card.thumbprint)
    entry = next_entry(ledger, us, [a.Seal((f"{azerbaijan.coop.id}/0",))], "2024-01-01T00:00:00Z")
    line = read_line(write_entry(entry, key), {key.thumbprint: key.jwk.point()})
    with azerbaijan.node.store.transaction():
        Partnership(ledger).receive(line)
    (change,) = azerbaijan.send(italy)[0].changes
    assert (change.what, change.facts) == (
        "without-effect",
        {"act": "seal", "act_shown": "AZE/1/0", "reason": "not-the-keeper"},
    )


def test_only_the_newest_changes_are_told(offered: tuple[Desk, Desk, Signed], monkeypatch: pytest.MonkeyPatch) -> None:
    _, azerbaijan, _ = offered
    monkeypatch.setattr(arrivals, "MOST_TOLD", 2)
    changes, left_out = told(azerbaijan)
    assert ([change.what for change in changes][-1], len(changes)) == ("proposed", 2)
    assert left_out > 0


def test_entry_is_read_again_as_it_was_signed(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, signed = offered
    entry = italy.node.store.open(italy.coop.id).said(signed.entries[0].hash)
    assert (entry.party, entry.seq, len(entry.acts)) == ("ITA", 1, 4)


def questions_in(desk: Desk, call: Callable[[Node], object]) -> list[str]:
    """What a copy's database is asked while something is done with it that was not open before."""
    assert isinstance(desk.node.store, NodeDatabase)
    connection = desk.node.store.connection
    asked: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        call(msgspec.structs.replace(desk.node, store=NodeDatabase(connection)))
    return asked


def test_many_entries_are_read_together_and_not_one_by_one(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    numbers = []
    for count in (2, 10):
        catch_up(azerbaijan.node)
        after = azerbaijan.node.store.open(azerbaijan.coop.id).last_number()
        for _ in range(count):
            italy.propose(italy.draft("activity", title="Corso"))
        italy.send(azerbaijan)

        def tell(node: Node, after: int = after) -> None:
            ledger = node.store.open(azerbaijan.coop.id)
            changes_between(ledger, own_number(node, ledger), after, ledger.last_number())

        numbers.append([len(questions_in(azerbaijan, call)) for call in (tell, catch_up)])
    assert numbers[0] == numbers[1]
