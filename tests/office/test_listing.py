"""What lists show of one record, whatever it stands at; that lists agree with whole ledgers is held by the store."""

from foedus.ledger import acts as a
from foedus.office import answering, drafts, proposing, stating
from foedus.office.listing import Link, Partly, Text, texts_of, touched, usual_order
from foedus.office.ports import Ledger
from foedus.office.proposing import Signed
from tests.office.desk import Desk


def ledger_of(desk: Desk) -> Ledger:
    return desk.node.store.open(desk.coop.id)


def texts(desk: Desk, record: str) -> list[tuple[str, bool, str]]:
    """Role, whether it shows the record, and the record's standing, of each text."""
    return [(one.role, one.is_shown, one.standing) for one in texts_of(ledger_of(desk), record)]


def the(found: tuple[Text, ...]) -> Text:
    (text,) = found
    return text


def test_text_on_the_table_is_told_with_its_answers(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, signed = offered
    plan = the(texts_of(ledger_of(italy), signed.versions[-1].record))
    assert (plan.role, plan.standing, plan.kind, plan.answered, plan.waits_for) == (
        "offered",
        "proposed",
        "plan",
        ("ITA",),
        ("AZE",),
    )
    assert plan.together == tuple(one.version for one in signed.versions[:-1])
    assert (plan.begins, plan.ends, plan.precision) == ("2024-01-01", "2025-12-31", "year")
    line = the(texts_of(ledger_of(italy), signed.versions[0].record))
    assert line.links == (Link("activities", plan.name),)
    assert (line.number, line.index) == (plan.number - 1, 0)


def test_agreed_text_and_its_amendment_both_count(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    azerbaijan.send(italy)
    record = signed.versions[0].record
    assert texts(italy, record) == [("agreed", True, "agreed")]
    again = drafts.new(italy.node, italy.coop, "", record=record, fields={"serial": "9"})
    proposing.propose(italy.node, italy.coop, [again.number])
    assert texts(italy, record) == [("agreed", True, "agreed"), ("offered", False, "agreed")]


def test_text_that_was_taken_back_only_shows_its_record(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    line = italy.propose(italy.draft("activity", title="Corso")).versions[0]
    answering.withdraw(italy.node, italy.coop, [line.version])
    assert texts(italy, line.record) == [("", True, "withdrawn")]


def test_consents_that_end_are_told_with_their_time(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    line = italy.propose(italy.draft("activity", title="Corso")).versions[0]
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, [line.version], until="2024-02-01")
    text = the(texts_of(ledger_of(azerbaijan), line.record))
    (partly,) = text.partly
    assert (partly.code, partly.until[:10]) == ("AZE", "2024-02-01")
    assert isinstance(partly, Partly)


def test_own_record_is_told_with_its_readers(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    said = stating.declare(italy.node, italy.coop, [italy.draft("meeting", title="Colloqui", dates="2024-10")])
    italy.send(azerbaijan)
    stating.acknowledge(azerbaijan.node, azerbaijan.coop, [said.versions[0].version])
    text = the(texts_of(ledger_of(azerbaijan), said.versions[0].record))
    assert (text.role, text.standing, text.acknowledged, text.paper) == ("stated", "stated", ("AZE",), ())


def test_nothing_is_told_of_what_is_not_there(pair: tuple[Desk, Desk]) -> None:
    assert texts_of(ledger_of(pair[0]), "ITA/00000000-0000-4000-8000-000000000000") == ()


def test_acts_touch_what_they_name(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, signed = offered
    ledger = ledger_of(italy)
    first, second = signed.versions[:2]
    acts: list[a.Act] = [
        a.Endorse(first.version),
        a.Seal((first.version, second.version)),
        a.Acknowledge(f"{'0' * 64}/0"),
        a.Leave(),
    ]
    assert list(touched(acts, ledger)) == [first.record, first.record, second.record]
    found = list(touched([a.Found("Sample", (), ())], ledger))
    assert found == [ledger.facts().charter_name]


def test_usual_order_is_by_serial_then_day_then_title() -> None:
    rows = [
        ({"serial": "10"}, "", {"it": "A"}),
        ({"serial": "7a"}, "", {"it": "A"}),
        ({"serial": "7"}, "", {"it": "B"}),
        ({"serial": "7"}, "", {"it": "a"}),
        ({}, "2024-05-01", {"it": "Z"}),
        ({}, "", {"it": "A"}),
    ]
    keys = [usual_order(body, begins, captions, "ITA/1/0") for body, begins, captions in rows]
    assert [keys.index(key) for key in sorted(keys)] == [3, 2, 1, 0, 4, 5]
    assert usual_order({}, "", {}, "ITA/2/0") < usual_order({}, "", {}, "ITA/10/0")
