"""Lists, one record in full, the state of play, check codes."""

from datetime import date

import pytest

from foedus.ledger.digest import version_check
from foedus.office import answering, drafts, looking, notes, stating
from foedus.office.errors import NotFoundError, OfficeError
from foedus.office.looking import standing_word
from foedus.office.proposing import Signed
from tests.office.desk import Desk


def agree(italy: Desk, azerbaijan: Desk, plan: str) -> None:
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=plan)
    azerbaijan.send(italy)
    italy.send(azerbaijan)


def test_records_list_drafts_and_what_is_on_the_table(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    number = italy.draft("milestone", what="Aperto l'ufficio")
    rows = looking.records(italy.node, italy.coop)
    standings = {row.record: row.standing for row in rows}
    assert standings[italy.record(number)] == "draft"
    assert {standings[one.record] for one in signed.versions} == {"proposed"}
    assert standings["ITA/charter"] == "agreed"
    (plan,) = looking.records(azerbaijan.node, azerbaijan.coop, kind="plan")
    assert (plan.captions, plan.version_shown, plan.author) == (
        {"it": "Piano campione", "en": "Sample plan"},
        "ITA/2/0",
        "ITA",
    )
    assert list(plan.featured) == ["period"]


def test_show_has_proposals_side_by_side(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    line, plan = signed.versions[0], signed.versions[-1]
    counter = drafts.new(azerbaijan.node, azerbaijan.coop, answers=line.version, fields={"title.it": "Corso avanzato"})
    answering.answer(azerbaijan.node, azerbaijan.coop, drafts=[counter.number], note="Più utile")
    azerbaijan.send(italy)
    notes.add(italy.node, italy.coop, line.record, "Accept")
    shown = looking.show(italy.node, italy.coop, line.shown)
    assert [(one.named.author, one.answers_shown, one.note) for one in shown.open] == [
        ("ITA", "", {}),
        ("AZE", line.shown, {"it": "Più utile"}),
    ]
    assert [one.words for one in shown.open[1].differences] == [
        (("kept", "Corso "), ("removed", "1"), ("added", "avanzato"))
    ]
    assert (shown.standing, shown.waits_for, [note.text for note in shown.notes]) == (
        "proposed",
        ("ITA", "AZE"),
        ["Accept"],
    )
    back = looking.show(italy.node, italy.coop, plan.record).links_back
    assert {one.record for one in back["activities"]} == {one.record for one in signed.versions[:-1]}


def test_show_tells_what_is_agreed_and_who_consented(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    plan = signed.versions[-1]
    agree(italy, azerbaijan, plan.version)
    shown = looking.show(azerbaijan.node, azerbaijan.coop, plan.record)
    (agreed,) = shown.agreed
    assert (shown.standing, shown.open, shown.waits_for) == ("agreed", (), ())
    assert [(one.party, one.word, one.capacity) for one in agreed.consents] == [
        ("ITA", "propose", "full"),
        ("AZE", "endorse", "full"),
    ]
    assert agreed.check == version_check(italy.coop.id, plan.version).code
    assert [one.version for one in agreed.with_] == [one.version for one in signed.versions[:-1]]


def test_show_of_nothing_is_refused(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    with pytest.raises(NotFoundError):
        looking.show(italy.node, italy.coop, "ITA/00000000-0000-4000-8000-000000000000")


def test_standing_words_of_a_record(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    first, second, *_ = signed.versions
    answering.decline(azerbaijan.node, azerbaijan.coop, [first.version], reason="Senza mezzi")
    azerbaijan.send(italy)
    answering.withdraw(italy.node, italy.coop, [second.version])
    ledger = italy.node.store.open(italy.coop.id)
    words = [
        standing_word(ledger, record)
        for one in (first, second)
        if (record := ledger.record(one.record, is_stated=False)) is not None
    ]
    assert words == [("declined", first.version), ("withdrawn", second.version)]


def test_records_stand_by_serial_then_date_then_title(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    for fields in (
        {"serial": "10"}, {"title": "b"}, {"title": "a"}, {"serial": "7a"}, {"period": "2024-05"}, {"serial": "7"},
        {"period": "2024-03"},
    ):  # fmt: skip
        italy.draft("activity", **{"title": "c", **fields})
    italy.draft("agreement", title="z", type="agreement")
    rows = looking.records(italy.node, italy.coop)
    told = [
        (row.featured.get("serial"), row.featured.get("period", {}).get("from"), row.captions["it"]) for row in rows
    ]
    assert told == [
        ("7", None, "c"),
        ("7a", None, "c"),
        ("10", None, "c"),
        (None, "2024-03-01", "c"),
        (None, "2024-05-01", "c"),
        (None, None, "a"),
        (None, None, "b"),
        (None, None, "z"),
        (None, None, "Sample cooperation"),
    ]


def test_check_is_the_same_on_both_sides(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    plan = signed.versions[-1]
    with pytest.raises(OfficeError, match="not-agreed"):
        looking.check(italy.node, italy.coop, plan.record)
    agree(italy, azerbaijan, plan.version)
    for record in (None, plan.record):
        ours = looking.check(italy.node, italy.coop, record)
        theirs = looking.check(azerbaijan.node, azerbaijan.coop, record)
        assert (ours, len(ours.words), len(ours.digits)) == (theirs, 12, 32)


def test_state_is_the_same_on_both_sides(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    agree(italy, azerbaijan, signed.versions[-1].version)
    azerbaijan.send(italy)
    state = looking.state(italy.node, italy.coop)
    assert state == looking.state(azerbaijan.node, azerbaijan.coop)
    assert (state["heads"], len(state["sealed"]), state["void"], state["waiting"]) == ({"AZE": 1, "ITA": 3}, 5, [], {})


def test_state_of_play_and_its_years(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    agree(italy, azerbaijan, signed.versions[-1].version)
    stating.report(italy.node, italy.coop, signed.versions[0].record, "held")
    today = date(2024, 12, 31)
    drawn = looking.standing(italy.node, italy.coop, 2024, today)
    assert (drawn.plan.planned.number, drawn.plan.by_status["held"].number) == (4, 1)
    assert looking.years(italy.node, italy.coop, today) == (2024,)
    held = looking.holdings(italy.node, italy.coop)
    assert (held.us, held.parties, len(held.agreed), len(held.stated)) == ("ITA", ("ITA", "AZE"), 5, 1)
