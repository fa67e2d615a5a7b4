"""Preparing the next talks: what goes with us, and the drafts of the meeting and of the lines to propose."""

from datetime import date

import pytest

from foedus.office import answering, next_talks, stating
from foedus.office.errors import NotFoundError
from foedus.office.looking import holdings
from foedus.office.ports import Draft
from foedus.office.proposing import Signed
from foedus.records.talks import Talks
from tests.office.desk import Desk
from tests.records.talks_fold import talks_of

TODAY = date(2024, 11, 20)


@pytest.fixture
def over(offered: tuple[Desk, Desk, Signed]) -> tuple[Desk, list[str]]:
    """Italy after a year with an agreed plan: one line held, one postponed; talks, and an undertaking."""
    italy, azerbaijan, signed = offered
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    azerbaijan.send(italy)
    lines = [one.record for one in signed.versions[:-1]]
    stating.report(italy.node, italy.coop, lines[0], "held", fields={"requests_heard": '["Un corso in più"]'})
    stating.report(italy.node, italy.coop, lines[1], "postponed")
    talks = italy.draft(
        "meeting", title="Staff Talks", level="staff_talks", edition=6, host="ITA", dates="2024-02-05/2024-02-06"
    )
    promise = italy.draft("undertaking", who="AZE", words="Invieremo il programma", strength="decision")
    stating.declare(italy.node, italy.coop, [talks, promise])
    return italy, lines


def kept(desk: Desk, number: int) -> Draft:
    draft = desk.node.store.draft(number)
    assert draft is not None
    return draft


def found_by(desk: Desk) -> Talks:
    return talks_of(holdings(desk.node, desk.coop), TODAY)


def test_prepare_drafts_the_meeting_with_its_agenda(over: tuple[Desk, list[str]]) -> None:
    italy, lines = over
    made = next_talks.prepare(italy.node, italy.coop, TODAY, found_by(italy))
    draft = kept(italy, made.meeting)
    assert [one["en"] for one in draft.body["agenda"]] == [
        "Opening, and adoption of the agenda",
        "Carrying out of the plan since 2024",
        draft.body["agenda"][2]["en"],
        "Activities postponed or carried over: Corso 2",
        "Requests of the Parties",
        "Undertakings",
        "Proposals for 2025",
        "Date and place of the next meeting",
    ]
    assert sorted(draft.body["agenda"][2]["it"].split(": ")[1].split("; ")) == ["Corso 3", "Corso 4"]
    assert (draft.body["title"]["it"], draft.body["edition"], draft.body["host"]) == (
        "Staff Talks, 7ª edizione",
        7,
        "AZE",
    )
    assert draft.body["delegations"] == [{"party": "ITA"}, {"party": "AZE"}]
    assert draft.source["talks"]["carried_over"][0] == lines[1]
    assert made.drafts == ()
    stating.declare(italy.node, italy.coop, [made.meeting])


def test_prepare_drafts_again_what_is_to_be_proposed(over: tuple[Desk, list[str]]) -> None:
    italy, lines = over
    plan = italy.record(italy.draft("plan", title="Piano 2025"))
    made = next_talks.prepare(italy.node, italy.coop, TODAY, found_by(italy), propose=[lines[1], lines[0]], plan=plan)
    bodies = [kept(italy, number).body for number in made.drafts]
    assert [(body["continues"], body["origin"], body["period"]["from"], body["plan"]) for body in bodies] == [
        (lines[1], "carried_over", "2025-05-01", plan),
        (lines[0], "recurrent", "2025-05-01", plan),
    ]


def test_prepare_with_what_is_no_agreed_activity_drafts_nothing(over: tuple[Desk, list[str]]) -> None:
    italy, _ = over
    plan = italy.record(italy.draft("plan", title="Piano 2025"))
    with pytest.raises(NotFoundError, match="activity-unknown"):
        next_talks.prepare(italy.node, italy.coop, TODAY, found_by(italy), propose=[plan])
    assert [draft.kind for draft in italy.node.store.drafts(italy.coop.id)] == ["plan/1"]
