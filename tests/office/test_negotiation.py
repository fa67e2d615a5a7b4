"""A plan under negotiation: each line's texts side by side, and what can be said of it now."""

import pytest

from foedus.office import answering, drafts
from foedus.office.errors import NotFoundError
from foedus.office.negotiation import Line, Negotiation, laid_out, negotiation, outline
from foedus.office.proposing import Signed
from tests.office.desk import Desk

Offered = tuple[Desk, Desk, Signed]


def seen_by(desk: Desk, signed: Signed) -> Negotiation:
    return negotiation(desk.node, desk.coop, signed.versions[-1].record)


def line(desk: Desk, signed: Signed, place: int) -> Line:
    return seen_by(desk, signed).lines[place]


def countered(desk: Desk, version: str, **fields: object) -> None:
    draft = drafts.new(desk.node, desk.coop, answers=version, fields=fields, note="Non ci sono fondi")
    desk.propose(draft.number)


def test_their_lines_wait_for_us_and_can_be_answered(offered: Offered) -> None:
    italy, azerbaijan, signed = offered
    found = seen_by(azerbaijan, signed)
    assert ([one.serial for one in found.lines], found.waiting) == (["1", "2", "3", "4"], 4)
    first = found.lines[0]
    assert first.theirs is not None
    assert (first.ours, first.theirs.author, first.theirs.consented, first.compared) == (
        None,
        "ITA",
        ("ITA",),
        ("", ""),
    )
    assert first.can == ("accept", "ad_referendum", "counter", "decline", "ask")
    assert first.answers == first.theirs.version == signed.versions[0].version
    own = line(italy, signed, 0)
    assert (own.can, own.waits_for, own.withdraws) == (("amend", "withdraw"), ("AZE",), signed.versions[0].version)


def test_counter_text_stands_beside_ours_with_its_reason(offered: Offered) -> None:
    italy, azerbaijan, signed = offered
    countered(azerbaijan, signed.versions[0].version, title="Corso 1 breve")
    azerbaijan.send(italy)
    found = line(italy, signed, 0)
    assert found.ours is not None
    assert found.theirs is not None
    assert (found.ours.author, found.theirs.author, found.theirs.note) == ("ITA", "AZE", {"it": "Non ci sono fondi"})
    assert (found.compared, [one.path for one in found.differences]) == (("ours", "theirs"), [("title", "it")])
    assert found.differences[0].words[-1] == ("added", " breve")
    assert found.can == ("accept", "ad_referendum", "counter", "amend", "decline", "ask", "withdraw")


def test_refusal_is_told_with_its_reason_and_can_be_taken_back(offered: Offered) -> None:
    italy, azerbaijan, signed = offered
    answering.decline(azerbaijan.node, azerbaijan.coop, [signed.versions[1].version], reason="Non in quest'anno")
    assert line(azerbaijan, signed, 1).can == ("accept", "ad_referendum", "counter", "ask")
    azerbaijan.send(italy)
    found = line(italy, signed, 1)
    assert found.ours is not None
    assert [(one.party, one.note) for one in found.ours.declined_by] == [("AZE", {"it": "Non in quest'anno"})]
    assert found.standing == "declined"


def test_consent_in_part_can_be_confirmed(offered: Offered) -> None:
    _, azerbaijan, signed = offered
    answering.accept(azerbaijan.node, azerbaijan.coop, [signed.versions[2].version], capacity="ad-referendum")
    found = line(azerbaijan, signed, 2)
    assert found.theirs is not None
    assert (found.theirs.partly, found.can) == (("AZE",), ("confirm", "counter", "decline", "ask"))
    answering.accept(azerbaijan.node, azerbaijan.coop, [signed.versions[2].version])
    assert line(azerbaijan, signed, 2).can == ("counter", "decline", "ask")


def test_draft_shows_what_it_would_change(offered: Offered) -> None:
    _, azerbaijan, signed = offered
    draft = drafts.new(
        azerbaijan.node, azerbaijan.coop, answers=signed.versions[3].version, fields={"period": "2024-06"}
    )
    new = azerbaijan.draft("activity", signed.versions[-1].record, title="Visita", serial="10")
    found = seen_by(azerbaijan, signed)
    assert [(one.number, [changed.path for changed in one.differences]) for one in found.lines[3].drafts] == [
        (draft.number, [("period",)])
    ]
    assert (found.lines[4].standing, [one.number for one in found.lines[4].drafts]) == ("draft", [new])


def test_agreed_line_is_compared_with_its_amendment(offered: Offered) -> None:
    italy, azerbaijan, signed = offered
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    azerbaijan.send(italy)
    italy.send(azerbaijan)
    first = line(azerbaijan, signed, 0)
    assert (first.standing, first.can, first.waits_for) == ("agreed", ("amend", "ask"), ())
    amended = drafts.new(italy.node, italy.coop, record=first.record, fields={"serial": "1a"})
    italy.propose(amended.number)
    italy.send(azerbaijan)
    found = line(azerbaijan, signed, 0)
    assert (found.compared, [one.path for one in found.differences]) == (("agreed", "theirs"), [("serial",)])
    assert negotiation(
        azerbaijan.node, azerbaijan.coop, signed.versions[-1].record, also=[first.record]
    ).lines == tuple(seen_by(azerbaijan, signed).lines)


def test_lines_of_one_page_are_shown_alone(offered: Offered) -> None:
    _, azerbaijan, signed = offered
    records = [signed.versions[2].record, signed.versions[1].record]
    _, found = laid_out(azerbaijan.node, azerbaijan.coop, signed.versions[-1].record, lambda _: records)
    assert ([one.serial for one in found.lines], found.waiting) == (["2", "3"], 2)


def test_what_is_no_plan_is_refused(offered: Offered) -> None:
    italy, _, signed = offered
    with pytest.raises(NotFoundError, match="plan-unknown"):
        negotiation(italy.node, italy.coop, signed.versions[0].record)


def test_outline_says_of_each_line_who_waits_and_whether_texts_differ(offered: Offered) -> None:
    italy, azerbaijan, signed = offered
    countered(azerbaijan, signed.versions[0].version, title="Corso 1 breve")
    answering.answer(
        azerbaijan.node,
        azerbaijan.coop,
        accept=[signed.versions[1].version],
        decline={signed.versions[2].version: "Non in quest'anno"},
    )
    drafted = azerbaijan.draft("activity", signed.versions[-1].record, title="Visita", serial="10")
    azerbaijan.send(italy)
    plan = signed.versions[-1].record
    told = [
        (one.serial, one.is_open, one.differs, one.is_ours, one.is_theirs, one.is_refused)
        for one in outline(italy.node, italy.coop, plan)
    ]
    assert told == [
        ("1", True, True, True, True, False),
        ("2", True, False, False, False, False),
        ("3", True, False, False, False, True),
        ("4", True, False, False, True, False),
    ]
    last = outline(azerbaijan.node, azerbaijan.coop, plan)[-1]
    assert (last.record, last.serial, last.is_open) == (azerbaijan.record(drafted), "10", True)
