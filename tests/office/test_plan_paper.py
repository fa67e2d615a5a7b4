"""What a plan's paper shows, from real nodes: drafts, texts offered and answered, agreed, agreed later, on paper."""

import pytest

from foedus.office import answering, drafts, paper, partnerships, proposing
from foedus.office.errors import NotFoundError, OfficeError
from foedus.office.plan_paper import paper_of
from foedus.office.proposing import Signed
from foedus.publishing.paper_content import OpenPoint, PlanPaper
from tests.office.desk import Desk, Open

Offered = tuple[Desk, Desk, Signed]


def plan_of(desk: Desk) -> str:
    """The name of the one plan there is."""
    ledger = desk.node.store.open(desk.coop.id)
    found = {record.name for record in ledger.records(kind="plan")}
    found |= {draft.record for draft in desk.node.store.drafts(desk.coop.id) if draft.kind == "plan/1"}
    return found.pop()


def paper_at(desk: Desk, *languages: str) -> PlanPaper:
    """The paper of the one plan there is."""
    return paper_of(desk.node, desk.coop, plan_of(desk), languages)


def points(found: PlanPaper) -> list[OpenPoint | None]:
    """How each line stands."""
    return [line.open for line in found.lines]


def line(signed: Signed, place: int) -> str:
    """The version of the line at a place of the plan."""
    return [one for one in signed.versions if one.kind == "activity/1"][place].version


def accept_all(offered: Offered) -> tuple[Desk, Desk]:
    """Azerbaijan accepts the plan with its lines; both know it as agreed."""
    italy, azerbaijan, signed = offered
    plan = next(one.version for one in signed.versions if one.kind == "plan/1")
    answering.accept(azerbaijan.node, azerbaijan.coop, (), all_of=plan)
    azerbaijan.send(italy)
    italy.send(azerbaijan)
    return italy, azerbaijan


def test_drafts_are_a_paper_of_their_own(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    plan = italy.draft("plan", title={"it": "Piano", "en": "Plan"})
    italy.draft("activity", plan=italy.record(plan), title="Corso", serial="1")
    found = paper_of(italy.node, italy.coop, f"d{plan}")
    assert (found.standing, found.languages, found.check) == ("draft", ("it", "en"), None)
    assert [party.code for party in found.parties] == ["ITA", "AZE"]
    assert (found.open, points(found)) == (OpenPoint("ITA", is_draft=True), [OpenPoint("ITA", is_draft=True)])


def test_offered_lines_wait_for_the_other(offered: Offered) -> None:
    italy, azerbaijan, signed = offered
    shown = [one.shown for one in signed.versions if one.kind == "activity/1"]
    assert points(paper_at(italy)) == [OpenPoint("ITA", name, waits_for=("AZE",)) for name in shown]
    assert [one.waits_for for one in points(paper_at(azerbaijan)) if one is not None] == [("AZE",)] * 4


def test_counter_text_stands_beside_ours(offered: Offered) -> None:
    italy, azerbaijan, signed = offered
    counter = drafts.new(azerbaijan.node, azerbaijan.coop, "", answers=line(signed, 1), fields={"title": "Corso lungo"})
    proposing.propose(azerbaijan.node, azerbaijan.coop, [counter.number], note="Serve più tempo")
    azerbaijan.send(italy)
    second = points(paper_at(italy))[1]
    assert second is not None
    assert (second.by, second.waits_for) == ("ITA", ())
    assert [(one.party, one.body["title"]["it"], one.note) for one in second.others] == [
        ("AZE", "Corso lungo", {"it": "Serve più tempo"})
    ]
    theirs = paper_at(azerbaijan)
    assert (theirs.lines[1].body["title"]["it"], theirs.lines[1].open) == (
        "Corso lungo",
        OpenPoint(
            "AZE",
            "AZE/1/0",
            others=(type(second.others[0])("ITA", signed.versions[1].shown, paper_at(italy).lines[1].body, {}),),
        ),
    )


def test_refusal_bears_its_reason(offered: Offered) -> None:
    italy, azerbaijan, signed = offered
    answering.decline(azerbaijan.node, azerbaijan.coop, [line(signed, 2)], reason="Mancano i fondi")
    azerbaijan.send(italy)
    third = points(paper_at(italy))[2]
    assert third is not None
    assert ([(one.party, one.note) for one in third.refusals], third.waits_for) == (
        [("AZE", {"it": "Mancano i fondi"})],
        (),
    )


def test_agreed_plan_bears_its_check_code_at_both(offered: Offered) -> None:
    italy, azerbaijan = accept_all(offered)
    ours, theirs = paper_at(italy), paper_at(azerbaijan)
    assert (ours.standing, [one.standing for one in ours.lines]) == ("agreed", ["agreed"] * 4)
    assert ours.check is not None
    assert (ours.check, ours.at, ours.lines) == (theirs.check, theirs.at, theirs.lines)
    assert [one.later for one in ours.lines] == [None] * 4


def test_line_agreed_after_the_plan_has_a_check_code_of_its_own(offered: Offered) -> None:
    italy, azerbaijan = accept_all(offered)
    before = paper_at(italy)
    record = before.lines[0].record
    amended = drafts.new(italy.node, italy.coop, "activity", record=record, fields={"title": "Corso nuovo"})
    assert paper_at(italy) == before
    signed = italy.propose(amended.number)
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, [signed.versions[0].version])
    azerbaijan.send(italy)
    after = paper_at(italy)
    assert (after.check, after.lines[0].body["title"]["it"]) == (before.check, "Corso nuovo")
    assert [one.later is None for one in after.lines] == [False, True, True, True]


def test_plan_agreed_on_paper_says_by_whom(open_desk: Open) -> None:
    italy = open_desk("ITA")
    partnerships.found(italy.node, "Sample cooperation", expected={"KAZ": "Sample KAZ"})
    plan = italy.draft("plan", title={"it": "Piano", "en": "Plan"})
    course = italy.draft("activity", plan=italy.record(plan), title="Corso", serial="1")
    paper.record_on_paper(
        italy.node,
        italy.coop,
        [plan, course],
        ["ITA", "KAZ"],
        b"scan",
        file_name="scan.pdf",
        media_type="application/pdf",
    )
    found = paper_at(italy, "it")
    assert (found.standing, found.on_paper, found.recorded_by) == ("on-paper", ("ITA", "KAZ"), "ITA")
    assert ([one.standing for one in found.lines], found.languages) == (["on-paper"], ("it",))
    assert [party.name for party in found.parties] == ["Sample ITA", "Sample KAZ"]


def test_agreement_and_talks_are_called_by_their_titles(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    agreement = italy.draft("agreement", title={"it": "Accordo", "en": "Agreement"})
    record = italy.record(agreement)
    italy.propose(agreement)
    italy.draft("plan", title="Piano", agreement=record, agreed_at="ITA/22222222-2222-4222-8222-222222222222")
    found = paper_at(italy)
    assert found.agreement is not None
    assert (found.agreement["en"], found.agreed_at) == ("Agreement", None)


@pytest.mark.parametrize("languages", [("it", "en", "ru"), ("xx",)])
def test_other_than_one_or_two_languages_are_refused(offered: Offered, languages: tuple[str, ...]) -> None:
    italy, _, _ = offered
    with pytest.raises(OfficeError, match="paper-languages"):
        paper_at(italy, *languages)


def test_what_is_no_plan_is_refused(offered: Offered) -> None:
    italy, _, signed = offered
    course = next(one.record for one in signed.versions if one.kind == "activity/1")
    with pytest.raises(NotFoundError, match="plan-unknown"):
        paper_of(italy.node, italy.coop, course)
