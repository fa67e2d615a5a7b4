"""A plan and its lines are drafted again for a later period."""

from datetime import date

import pytest

from foedus.office import answering, cloning, paper, partnerships, stating
from foedus.office.errors import OfficeError
from foedus.office.proposing import Signed
from foedus.records.base import Body
from foedus.records.values import text_hash
from tests.office.desk import Desk, Open

TODAY = date(2024, 11, 20)


@pytest.fixture
def over(offered: tuple[Desk, Desk, Signed]) -> tuple[Desk, str, list[str]]:
    """Italy with an agreed plan for 2024-2025: held, cancelled, postponed, and a line of which nothing was said."""
    italy, azerbaijan, signed = offered
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    azerbaijan.send(italy)
    lines = [one.record for one in signed.versions[:-1]]
    for record, outcome in zip(lines, ("held", "cancelled", "postponed"), strict=False):
        fields = {"reason": "funds"} if outcome == "cancelled" else {}
        stating.report(italy.node, italy.coop, record, outcome, fields=fields)
    return italy, signed.versions[-1].record, lines


def body_of(desk: Desk, number: int) -> Body:
    draft = desk.node.store.draft(number)
    return draft.body if draft is not None else {}


def test_clone_drafts_the_lines_by_what_became_of_them(over: tuple[Desk, str, list[str]]) -> None:
    italy, plan, lines = over
    made = cloning.clone(italy.node, italy.coop, plan, TODAY, years=2)
    assert made.left_out == (lines[1],)
    bodies = [body_of(italy, number) for number in made.lines]
    assert [(body["continues"], body["origin"], body["serial"]) for body in bodies] == [
        (lines[0], "recurrent", "1"),
        (lines[2], "carried_over", "3"),
        (lines[3], "recurrent", "4"),
    ]
    assert bodies[0]["period"] == {"from": "2026-05-01", "to": "2026-05-31", "precision": "month"}
    assert {body["plan"] for body in bodies} == {italy.record(made.plan)} != {plan}
    assert body_of(italy, made.plan)["period"] == {"from": "2026-01-01", "to": "2027-12-31", "precision": "year"}


def test_clone_can_be_proposed_as_it_is(over: tuple[Desk, str, list[str]]) -> None:
    italy, plan, _ = over
    made = cloning.clone(italy.node, italy.coop, plan, TODAY, leave_out=())
    assert len(italy.propose(made.plan, *made.lines).versions) == 5


def test_preview_shows_what_would_become_of_each_line(over: tuple[Desk, str, list[str]]) -> None:
    italy, plan, lines = over
    found = cloning.preview(italy.node, italy.coop, plan, TODAY, leave_out=["held"], without=[lines[3]])
    assert [(one.serial, one.status, one.origin, one.is_left_out) for one in found] == [
        ("1", "held", "recurrent", True),
        ("2", "cancelled", "carried_over", False),
        ("3", "postponed", "carried_over", False),
        ("4", "agreed", "recurrent", True),
    ]
    assert (found[0].before["from"], found[0].after["from"]) == ("2024-05-01", "2025-05-01")
    assert found[0].captions == {"it": "Corso 1", "en": "Corso 1"}
    assert italy.node.store.drafts(italy.coop.id) == []


def test_clone_of_a_plan_on_paper(open_desk: Open) -> None:
    desk = open_desk("ITA")
    partnerships.found(desk.node, "Sample cooperation", expected={"KAZ": "Sample KAZ"}, name="KAZ")
    plan = desk.draft("plan", title="Piano 2024", period="2024")
    line = desk.draft("activity", desk.record(plan), title="Corso", period="2024-02-26/2024-03-01")
    kept = desk.draft("activity", desk.record(plan), title="Solo una bozza")
    signed = paper.record_on_paper(
        desk.node, desk.coop, [plan, line], ["KAZ"], b"scan", file_name="a.pdf", media_type="application/pdf"
    )
    made = cloning.clone(desk.node, desk.coop, signed.versions[0].record, TODAY)
    assert [body_of(desk, number)["continues"] for number in made.lines] == [signed.versions[1].record]
    assert body_of(desk, made.plan)["title"] == {"original": "it", "it": "Piano 2025"}
    assert made.left_out == (desk.record(kept),)


def test_clone_that_moves_back_is_refused(over: tuple[Desk, str, list[str]]) -> None:
    italy, plan, _ = over
    with pytest.raises(OfficeError, match="years-not-moved"):
        cloning.clone(italy.node, italy.coop, plan, TODAY, years=-1)


def test_plan_again_leaves_behind_what_belongs_to_one_year() -> None:
    before = {
        "title": {
            "original": "it",
            "it": "Piano 2024, firmato nel 2023",
            "en": "Plan 2024",
            "of": {"en": text_hash("Piano 2024, firmato nel 2023")},
        },
        "code": "P-2024/20245",
        "period": {"from": "2024-01-01", "to": "2024-12-31", "precision": "year"},
        "edition": 6,
        "stage": "signed",
        "agreed_at": "ITA/00000001-0000-4000-8000-000000000000",
        "signatures": [{"party": "ITA", "post": "Capo", "place": "Roma", "date": "2023-11-01"}],
    }
    assert cloning.plan_again(before, 1) == {
        "title": {
            "original": "it",
            "it": "Piano 2025, firmato nel 2023",
            "en": "Plan 2025",
            "of": {"en": text_hash("Piano 2025, firmato nel 2023")},
        },
        "code": "P-2025/20245",
        "period": {"from": "2025-01-01", "to": "2025-12-31", "precision": "year"},
        "edition": 7,
        "signatures": [{"party": "ITA", "post": "Capo"}],
    }
    assert before["signatures"][0]["place"] == "Roma"  # type: ignore[index]  # plain JSON


@pytest.mark.parametrize(
    "period,after,days",
    [
        (("2024-02-28", "2024-03-01", "day"), ("2025-02-01", "2025-03-31", "month"), 3),
        (("2024-02-29", "2024-02-29", "day"), ("2025-02-01", "2025-02-28", "month"), 1),
        (("2024-07-29", "2024-08-04", "week"), ("2025-07-01", "2025-08-31", "month"), None),
        (("2024-04-01", "2024-06-30", "quarter"), ("2025-04-01", "2025-06-30", "quarter"), None),
        (("2024-01-01", "2025-12-31", "year"), ("2025-01-01", "2026-12-31", "year"), None),
    ],
)
def test_period_moves_without_guessing_days(
    period: tuple[str, str, str], after: tuple[str, str, str], days: int | None
) -> None:
    names = ("from", "to", "precision")
    body = {"title": {"original": "en", "en": "Visit"}, "period": dict(zip(names, period, strict=True))}
    again = cloning.body_again(body, years=1, continues="ITA/x", origin="recurrent")
    assert again["period"] == dict(zip(names, after, strict=True))
    assert again.get("days") == days


def test_period_that_is_not_known_stays_so() -> None:
    assert cloning.period_again({"precision": "none"}, 1) == {"precision": "none"}
