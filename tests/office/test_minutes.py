"""Decisions of a meeting become undertakings that it names."""

import pytest

from foedus.office import minutes, stating
from foedus.office.errors import OfficeError
from foedus.office.ports import Draft
from tests.office.desk import Desk

DECISIONS = [
    {"what": "Inviare il programma", "who": ["ITA", "AZE"], "due": "2024-09-01"},
    {"what": "Studiare un corso", "who": ["AZE"]},
    {"what": "Si prende atto"},
]


def kept(desk: Desk, number: int) -> Draft:
    draft = desk.node.store.draft(number)
    assert draft is not None
    return draft


def test_decisions_become_undertakings_both_ways_by_strength(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    meeting = italy.draft("meeting", title="Staff Talks", level="staff_talks", decisions=DECISIONS)
    made = minutes.undertakings_of(italy.node, italy.coop, meeting, strengths={1: "hope"})
    bodies = [kept(italy, number).body for number in made]
    assert [(body["who"], body["strength"], body.get("due"), body["made_at"]) for body in bodies] == [
        ("ITA", "decision", "2024-09-01", italy.record(meeting)),
        ("AZE", "decision", "2024-09-01", italy.record(meeting)),
        ("AZE", "hope", None, italy.record(meeting)),
    ]
    decisions = kept(italy, meeting).body["decisions"]
    assert [one.get("undertakings", []) for one in decisions] == [
        [italy.record(made[0]), italy.record(made[1])],
        [italy.record(made[2])],
        [],
    ]
    assert minutes.undertakings_of(italy.node, italy.coop, meeting) == ()
    signed = italy.propose(meeting, *made)
    (told,) = italy.send(azerbaijan)
    assert [turn.named.version for turn in told.ours] == [one.version for one in signed.versions]


def test_meeting_and_undertakings_are_declared_as_our_own_word(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    meeting = italy.draft("meeting", title="Staff Talks", decisions=DECISIONS[1:2])
    made = minutes.undertakings_of(italy.node, italy.coop, meeting)
    signed = stating.declare(italy.node, italy.coop, [meeting, *made])
    assert [one.kind for one in signed.versions] == ["meeting/1", "undertaking/1"]


def test_what_is_no_meeting_or_no_strength_is_refused(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    meeting = italy.draft("meeting", title="Staff Talks", decisions=DECISIONS)
    with pytest.raises(OfficeError, match="strength-unknown"):
        minutes.undertakings_of(italy.node, italy.coop, meeting, strengths={0: "oath"})
    with pytest.raises(OfficeError, match="draft-of-no-meeting"):
        minutes.undertakings_of(italy.node, italy.coop, italy.draft("milestone", what="Aperto"))
    assert len(italy.node.store.drafts(italy.coop.id)) == 2
