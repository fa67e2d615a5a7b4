"""What a verb would sign is shown first, and nothing else is signed."""

import pytest

from foedus.office import answering, drafts, looking, proposing
from foedus.office.errors import OfficeError
from foedus.office.proposing import Signed
from foedus.office.witness import ChangedError, preview, sign_as_shown
from tests.office.desk import Desk


def test_preview_of_answer_names_what_it_would_sign_and_signs_nothing(offered: tuple[Desk, Desk, Signed]) -> None:
    _, azerbaijan, signed = offered
    line = signed.versions[0].version
    before = looking.state(azerbaijan.node, azerbaijan.coop)
    review = preview(lambda: answering.accept(azerbaijan.node, azerbaijan.coop, [line]))
    assert [[act.act for act in entry] for entry in review.entries] == [["endorse"]]
    assert looking.state(azerbaijan.node, azerbaijan.coop) == before


def test_preview_of_draft_keeps_the_draft(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    number = italy.draft("milestone", what="Sample", date="2024-05-01")
    preview(lambda: proposing.propose(italy.node, italy.coop, [italy.draft("plan", title="Sample", period="2024")]))
    assert [draft.number for draft in italy.node.store.drafts(italy.coop.id)] == [number, number + 1]


def test_signing_as_shown_signs_what_was_shown(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    number = italy.draft("plan", title="Sample plan", period="2024")

    def verb() -> Signed:
        return proposing.propose(italy.node, italy.coop, [number])

    shown = preview(verb)
    assert sign_as_shown(shown.digest, verb).review.digest == shown.digest


def test_signing_after_a_change_is_refused_and_tells_what_it_would_be(pair: tuple[Desk, Desk]) -> None:
    italy, _ = pair
    number = italy.draft("plan", title="Sample plan", period="2024")

    def verb() -> Signed:
        return proposing.propose(italy.node, italy.coop, [number])

    shown = preview(verb)
    drafts.change(italy.node, number, fields={"code": "S-2"})
    with pytest.raises(ChangedError) as refused:
        sign_as_shown(shown.digest, verb)
    assert refused.value.facts["review"].digest == preview(verb).digest
    assert italy.node.store.draft(number) is not None


def test_preview_of_verb_that_signs_nothing_is_refused() -> None:
    with pytest.raises(OfficeError):
        preview(lambda: None)
