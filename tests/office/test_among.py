"""A text that asks for the consent of some Parties alone, in a cooperation of three."""

import pytest

from foedus.office import answering, drafts, partnerships, proposing
from foedus.office.errors import DraftError
from tests.office.desk import Desk, Open

BOTH = ("AZE", "ITA")


@pytest.fixture
def three(open_desk: Open) -> tuple[Desk, Desk, Desk]:
    italy, azerbaijan, kazakhstan = (open_desk(code) for code in ("ITA", "AZE", "KAZ"))
    partnerships.found(italy.node, "Sample cooperation", cards=[azerbaijan.card, kazakhstan.card])
    for other in (azerbaijan, kazakhstan):
        partnerships.join(other.node, italy.write())
        other.send(italy)
    italy.send(azerbaijan, kazakhstan)
    return italy, azerbaijan, kazakhstan


def test_plan_of_two_with_its_line_is_agreed_by_them_alone_and_read_by_all(three: tuple[Desk, Desk, Desk]) -> None:
    italy, azerbaijan, kazakhstan = three
    plan = drafts.new(italy.node, italy.coop, "plan", body={"title": "Piano"}, among=["ITA", "AZE", "ITA"])
    line = italy.draft("activity", plan.record, title="Corso", host="ITA")
    assert [draft.among for draft in italy.node.store.drafts(italy.coop.id)] == [BOTH, BOTH]
    signed = italy.propose(plan.number, line)
    assert [act.concerned for entry in signed.review.entries for act in entry] == [BOTH, BOTH]
    italy.send(azerbaijan, kazakhstan)
    answering.accept(azerbaijan.node, azerbaijan.coop, all_of=signed.versions[-1].version)
    [told] = azerbaijan.send(italy)
    assert told.ours == ()
    italy.send(kazakhstan)
    amended = drafts.new(kazakhstan.node, kazakhstan.coop, record=plan.record)
    assert (amended.among, amended.body["title"]["it"]) == (BOTH, "Piano")
    again = proposing.repropose(italy.node, italy.coop, plan.record, note="Di nuovo")
    assert [act.concerned for entry in again.review.entries for act in entry] == [BOTH]


def test_choice_is_changed_and_everybody_is_no_choice(three: tuple[Desk, Desk, Desk]) -> None:
    italy, _, _ = three
    number = italy.draft("plan", title="Piano")
    said = [drafts.change(italy.node, number, among=codes).among for codes in (BOTH, ("ITA", "AZE", "KAZ"), ())]
    assert said == [BOTH, (), ()]
    assert drafts.change(italy.node, number, note="Perche").among == ()


@pytest.mark.parametrize(
    "kind,codes,reason",
    [
        ("plan", ["ITA"], "among-too-few"),
        ("plan", ["ITA", "USA"], "among-not-a-party"),
        ("milestone", ["ITA", "AZE"], "among-own-kind"),
    ],
)
def test_choice_that_is_none_is_refused(
    three: tuple[Desk, Desk, Desk], kind: str, codes: list[str], reason: str
) -> None:
    italy, _, _ = three
    with pytest.raises(DraftError, match=reason):
        drafts.new(italy.node, italy.coop, kind, among=codes)
    assert drafts.listed(italy.node, italy.coop) == ()
