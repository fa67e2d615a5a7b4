"""Declaring, acknowledging, and telling what came of an activity."""

from datetime import date

import pytest

from foedus.office import answering, drafts, looking, stating
from foedus.office.errors import ConsentError, DraftError, NotFoundError
from foedus.office.proposing import Signed
from foedus.records.standing import Standing
from tests.office.desk import Desk


@pytest.fixture
def agreed(offered: tuple[Desk, Desk, Signed]) -> tuple[Desk, Desk, list[str]]:
    """The pair with an agreed plan, and the records of its lines."""
    italy, azerbaijan, signed = offered
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    azerbaijan.send(italy)
    italy.send(azerbaijan)
    return italy, azerbaijan, [one.record for one in signed.versions[:-1]]


def drawn(desk: Desk) -> Standing:
    return looking.standing(desk.node, desk.coop, 2024, date(2024, 12, 31))


def test_declare_states_own_records_and_replaces_the_last(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    first = stating.declare(italy.node, italy.coop, [italy.draft("milestone", what="Aperto l'ufficio")])
    again = drafts.new(
        italy.node,
        italy.coop,
        record=first.versions[0].record,
        fields={"what.en": "Office opened", "when": "2023-10-01"},
    )
    second = stating.declare(italy.node, italy.coop, [again.number])
    assert second.review.entries[0][0].base_shown == first.versions[0].shown
    (told,) = italy.send(azerbaijan)
    assert [change.what for change in told.changes] == ["declared", "replaced"]
    assert [turn.what for turn in told.ours] == ["acknowledge"]


def test_declare_refuses_what_needs_consent(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    with pytest.raises(DraftError) as caught:
        stating.declare(italy.node, italy.coop, [italy.draft("activity", title="Corso")])
    assert [one.reason for one in caught.value.facts["problems"]] == ["joint-kind"]
    with pytest.raises(NotFoundError, match="no-drafts"):
        stating.declare(italy.node, italy.coop, [])


def test_either_kind_is_declared_or_proposed(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    stated = stating.declare(italy.node, italy.coop, [italy.draft("meeting", title="Sesti colloqui")])
    proposed = italy.propose(italy.draft("meeting", title="Sesti colloqui"))
    assert [one.review.entries[0][0].act for one in (stated, proposed)] == ["state", "propose"]


def test_acknowledge_says_that_we_have_read_it(pair: tuple[Desk, Desk]) -> None:
    italy, azerbaijan = pair
    signed = stating.declare(italy.node, italy.coop, [italy.draft("milestone", what="Aperto")])
    italy.send(azerbaijan)
    shown = signed.versions[0].shown
    stating.acknowledge(azerbaijan.node, azerbaijan.coop, [shown], note="Preso visione")
    (told,) = azerbaijan.send(italy)
    assert [(change.what, change.note) for change in told.changes] == [("acknowledged", {"it": "Preso visione"})]
    assert told.theirs == ()
    with pytest.raises(ConsentError, match="own-text"):
        stating.acknowledge(italy.node, italy.coop, [shown])


@pytest.mark.parametrize("is_known", [True, False])
def test_report_replaces_our_last_one_wherever_it_is_looked_for(
    agreed: tuple[Desk, Desk, list[str]], *, is_known: bool
) -> None:
    italy, _, lines = agreed
    (first,) = stating.report(italy.node, italy.coop, lines[0], "held").versions
    stating.report(italy.node, italy.coop, lines[1], "held")
    among = [first.record] if is_known else None
    (second,) = stating.report(italy.node, italy.coop, lines[0], "not_held", among=among).versions
    assert second.record == first.record
    (third,) = stating.report(italy.node, italy.coop, lines[0], "held", among=[]).versions
    assert third.record != first.record


def test_report_waits_for_nobody_and_accounts_may_differ(agreed: tuple[Desk, Desk, list[str]]) -> None:
    italy, azerbaijan, lines = agreed
    stating.report(italy.node, italy.coop, lines[0], "held")
    stating.report(azerbaijan.node, azerbaijan.coop, lines[0], "held")
    stating.report(
        azerbaijan.node, azerbaijan.coop, lines[1], "cancelled", fields={"reason": "funds", "decided_by": "AZE"}
    )
    stating.report(italy.node, italy.coop, lines[2], "held")
    stating.report(azerbaijan.node, azerbaijan.coop, lines[2], "not_held")
    italy.send(azerbaijan)
    azerbaijan.send(italy)
    statuses = {line.record: line.status for line in drawn(italy).activities}
    assert statuses == {
        lines[0]: "held",
        lines[1]: "cancelled",
        lines[2]: "accounts_differ",
        lines[3]: statuses[lines[3]],
    }
    assert drawn(azerbaijan).plan.planned.number == 4


def test_report_replaces_our_last_on_the_activity(agreed: tuple[Desk, Desk, list[str]]) -> None:
    italy, _, lines = agreed
    first = stating.report(italy.node, italy.coop, lines[0], "postponed")
    second = stating.report(italy.node, italy.coop, lines[0], "held")
    other = stating.report(italy.node, italy.coop, lines[0], "held", replace=False)
    assert second.versions[0].record == first.versions[0].record
    assert other.versions[0].record != first.versions[0].record


def test_report_on_what_is_no_activity_is_refused(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    signed = stating.declare(italy.node, italy.coop, [italy.draft("milestone", what="Aperto")])
    with pytest.raises(NotFoundError, match="activity-unknown"):
        stating.report(italy.node, italy.coop, signed.versions[0].record, "held")
    assert italy.node.store.drafts(italy.coop.id) == []
