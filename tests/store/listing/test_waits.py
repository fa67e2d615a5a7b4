"""What waits, put together: a plan and its lines are one line, few of a sort may be asked for, the longest first."""

from datetime import date

from django.test.utils import CaptureQueriesContext

from foedus.office import answering, stating
from foedus.office.proposing import Signed
from foedus.office.versions import Named
from foedus.store import listing
from foedus.store.listing.update import store_of
from foedus.store.listing.waits import captions_of, wait_lines, waits
from foedus.store.queries import AT_ONCE
from tests.office.desk import Desk

TODAY = date(2024, 7, 1)


def number_of(desk: Desk) -> int:
    listing.catch_up(desk.node)
    return listing.cooperations(desk.node)[0].number


def plan_of(signed: Signed) -> Named:
    return next(one for one in signed.versions if one.kind.startswith("plan"))


def test_waits_counts_a_plan_with_its_lines_once(offered: tuple[Desk, Desk, Signed]) -> None:
    _, azerbaijan, _ = offered
    (told,) = waits(azerbaijan.node, [number_of(azerbaijan)], today=TODAY)
    assert (told.party, told.what, told.is_ours, told.number, told.lines) == ("AZE", "answer", True, 5, 1)
    assert told.since == "2024-01-01"


def test_wait_lines_gives_a_plan_with_its_lines_as_one(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    (line,) = wait_lines(azerbaijan.node, [number_of(azerbaijan)], today=TODAY, is_ours=True, lines={"answer": 1})
    assert (line.turn.kind, line.number, line.plan) == ("plan", 5, plan_of(signed).record)
    assert line.plan_captions["it"] == "Piano campione"
    seen = {number_of(italy): {"AZE": "2024-01-02"}}
    (theirs,) = wait_lines(italy.node, [number_of(italy)], today=TODAY, is_ours=False, lines={"answer": 1}, seen=seen)
    assert (theirs.turn.party, theirs.turn.seen, theirs.number) == ("AZE", "2024-01-02", 5)


def test_wait_lines_names_the_plan_where_it_is_agreed_already(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    answering.accept(azerbaijan.node, azerbaijan.coop, (), all_of=plan_of(signed).version)
    azerbaijan.send(italy)
    again = italy.draft("activity", plan_of(signed).record, title="Corso nuovo", host="ITA", period="2024-08")
    italy.propose(again)
    italy.send(azerbaijan)
    day, number = date(2024, 2, 1), number_of(azerbaijan)
    lines = wait_lines(azerbaijan.node, [number], today=day, is_ours=True, lines={"answer": 1})
    assert [(line.turn.kind, line.number, line.plan) for line in lines] == [("activity", 1, plan_of(signed).record)]
    assert lines[0].plan_captions["it"] == "Piano campione"


def test_wait_lines_gives_few_of_a_sort_the_longest_first(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    answering.accept(azerbaijan.node, azerbaijan.coop, (), all_of=plan_of(signed).version)
    azerbaijan.send(italy)
    number = number_of(italy)
    all_of_them = wait_lines(italy.node, [number], today=TODAY, is_ours=True, lines={"report": 4})
    assert [line.turn.what for line in all_of_them] == ["report"] * 4
    few = wait_lines(italy.node, [number], today=TODAY, is_ours=True, lines={"report": 3})
    assert [line.turn.name for line in few] == [line.turn.name for line in all_of_them][:3]
    rest = wait_lines(italy.node, [number], today=TODAY, is_ours=True, lines={"comment": 2, "report": 4}, start=5)
    assert [line.turn.name for line in rest] == [line.turn.name for line in all_of_them][3:]


def test_wait_lines_says_of_which_activity_an_outcome_tells(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, azerbaijan, signed = offered
    answering.accept(azerbaijan.node, azerbaijan.coop, (), all_of=plan_of(signed).version)
    azerbaijan.send(italy)
    activity = next(one.record for one in signed.versions if one.captions.get("it") == "Corso 1")
    told = italy.draft("report", activity=activity, side="ITA", outcome="held")
    stating.declare(italy.node, italy.coop, [told])
    italy.send(azerbaijan)
    number = number_of(azerbaijan)
    (line,) = wait_lines(azerbaijan.node, [number], today=TODAY, is_ours=True, lines={"acknowledge": 1})
    assert line.about["it"] == "Corso 1"
    assert captions_of(azerbaijan.node, {(number, activity)})[number, activity]["it"] == "Corso 1"
    many = {(number, f"{before}/{one}") for before in ("A", "Z") for one in range(AT_ONCE)}
    assert captions_of(azerbaijan.node, many | {(number, activity)}) == captions_of(
        azerbaijan.node, {(number, activity)}
    )


def test_waits_are_one_question_and_their_lines_two_at_most(offered: tuple[Desk, Desk, Signed]) -> None:
    italy, _, _ = offered
    number = number_of(italy)
    with CaptureQueriesContext(store_of(italy.node).connection) as questions:
        waits(italy.node, [number], today=TODAY)
        wait_lines(italy.node, [number], today=TODAY, is_ours=False, lines={"answer": 1, "comment": 1})
        captions_of(italy.node, [])
    assert len(questions) == 3
