"""What is about to be signed, word for word, and what asks for a second look."""

import pytest

from foedus.office import drafts, partnerships
from foedus.office.errors import NotFoundError
from foedus.office.proposing import Signed
from foedus.office.review import changes, chosen_drafts, review
from foedus.office.versions import body_of
from tests.office.desk import Desk, Open


def test_review_is_word_for_word_what_is_signed(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    plan = italy.draft("plan", title="Piano")
    line = italy.draft("activity", italy.record(plan), title="Corso", host="AZE")
    told = review(italy.node, italy.coop)
    signed = italy.propose(plan, line)
    assert signed.review == told
    (reviewed_line,), (reviewed_plan,) = told.entries
    assert (reviewed_line.act, reviewed_line.keeper, reviewed_line.concerned) == ("propose", "AZE", ("AZE", "ITA"))
    assert reviewed_plan.with_records == (signed.versions[0].record,)
    ledger = italy.node.store.open(italy.coop.id)
    bodies = [body_of(ledger, one.version) for one in signed.versions]
    assert bodies == [reviewed_line.body, reviewed_plan.body]


def test_review_marks_what_looks_like_personal_data(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    remarks = "Col. Mario Campione, campione@sample.example, tel. 06 12345678"
    number = italy.draft("activity", title="Corso", remarks=remarks)
    told = review(italy.node, italy.coop, [number])
    assert [(one.draft, one.path, one.sort) for one in told.suspects] == [
        (number, ("remarks", "it"), sort) for sort in ("rank_with_name", "mail", "telephone")
    ]
    assert (told.is_ready, told.needs_confirmation) == (True, True)


def test_review_names_what_stays_here(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    guess = {"field": "type", "value": "course", "rule": "type-from-words:course", "evidence": ""}
    draft = drafts.new(
        italy.node, italy.coop, "activity", body={"title": "Corso"}, inferred=[guess], private={"cost": ["1200 EUR"]}
    )
    told = review(italy.node, italy.coop, [draft.number])
    assert told.unconfirmed == ((draft.number, "type", "course", "type-from-words:course"),)
    assert told.private == ((draft.number, ("cost",)),)


def test_review_shows_differences_to_what_is_answered(offered: tuple[Desk, Desk, Signed]) -> None:
    _, azerbaijan, signed = offered
    draft = drafts.new(
        azerbaijan.node, azerbaijan.coop, answers=signed.versions[0].version, fields={"title.it": "Corso lungo"}
    )
    act = review(azerbaijan.node, azerbaijan.coop, [draft.number]).entries[0][0]
    assert act.answers_shown == "ITA/1/0"
    assert [(one.path, one.words) for one in act.differences] == [
        (("title", "it"), (("kept", "Corso "), ("removed", "1"), ("added", "lungo")))
    ]


def test_review_tells_a_period_that_moves_as_one(offered: tuple[Desk, Desk, Signed]) -> None:
    _, azerbaijan, signed = offered
    version = signed.versions[0].version
    first = drafts.new(azerbaijan.node, azerbaijan.coop, answers=version, fields={"period": "2024-Q2"})
    act = review(azerbaijan.node, azerbaijan.coop, [first.number]).entries[0][0]
    assert [(one.path, one.after) for one in act.differences] == [
        (("period",), {"from": "2024-04-01", "to": "2024-06-30", "precision": "quarter"})
    ]


def test_review_digest_changes_with_the_text(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    number = italy.draft("activity", title="Corso")
    before = review(italy.node, italy.coop, [number]).digest
    assert review(italy.node, italy.coop, [number]).digest == before
    drafts.change(italy.node, number, fields={"days": "3"})
    assert review(italy.node, italy.coop, [number]).digest != before


def test_review_of_a_declaration_and_of_faults(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    meeting = italy.draft("meeting", title="Colloqui")
    activity = italy.draft("activity", title="Corso")
    told = review(italy.node, italy.coop, [meeting, activity], is_declared=True)
    assert [act.act for entry in told.entries for act in entry] == ["state", "propose"]
    assert [(one.draft, one.reason) for one in told.faults] == [(activity, "joint-kind")]
    assert not told.is_ready


def test_review_of_an_admission_asks_the_newcomer_too(pair: tuple[Desk, Desk], open_desk: Open) -> None:
    italy, _ = pair
    signed = partnerships.admit(italy.node, italy.coop, open_desk("KAZ").card)
    act = signed.review.entries[0][0]
    assert (act.concerned, [one.path for one in act.differences]) == (("AZE", "ITA", "KAZ"), [("parties", 2)])


def test_review_of_no_draft_is_refused(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    with pytest.raises(NotFoundError, match="no-drafts"):
        review(italy.node, italy.coop)
    with pytest.raises(NotFoundError, match="draft-unknown"):
        chosen_drafts(italy.node, italy.coop, [7])
    assert changes({"days": 3}, {"days": 3}) == ()
