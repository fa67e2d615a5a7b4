"""What a dispatch did, in a few sentences: which texts were accepted, countered or refused, and what is agreed now."""

import pytest

from foedus.office import answering, stating
from foedus.store import listing
from foedus.web.arrival_news import sentences
from foedus.web.desk import Desk as WebDesk
from foedus.web.intake import facts_of
from foedus.web.models import User
from tests.office.desk import Desk, Open
from tests.web.agreed import Offices, agree
from tests.web.bargain import Bargain, bargain

OFFICES = bargain


def news(sender: Desk, receiver: Desk) -> list[str]:
    """What the next dispatch does at the receiver's, whose home is served."""
    [received] = sender.send(receiver)
    listing.catch_up(receiver.node)
    return sentences(WebDesk(User()), receiver.coop, facts_of(received))


@pytest.mark.usefixtures("web")
def test_texts_that_are_few_are_named_with_what_is_agreed(offices: Bargain, italy: Desk) -> None:
    azerbaijan = offices.azerbaijan
    answering.answer(
        azerbaijan.node,
        azerbaijan.coop,
        accept=[offices.texts["4"]],
        withdraw={offices.theirs: {"it": "Non serve più"}},
    )
    assert news(azerbaijan, italy) == [
        "Azerbaijan accepted line 4, Sample course 4.",
        "Azerbaijan took back line 5, Sample course 5.",
    ]


@pytest.mark.usefixtures("web")
def test_single_text_is_agreed_by_the_last_word(offices: Bargain, italy: Desk) -> None:
    [own] = italy.propose(italy.draft("agreement", title={"it": "Accordo campione", "en": "Sample agreement"})).versions
    italy.send(offices.azerbaijan)
    answering.accept(offices.azerbaijan.node, offices.azerbaijan.coop, [own.version])
    assert news(offices.azerbaijan, italy) == ["Azerbaijan accepted Sample agreement: agreed now."]


@pytest.mark.usefixtures("web")
def test_many_texts_are_counted(offices: Bargain, italy: Desk) -> None:
    drafts = [italy.draft("milestone", what={"it": f"Aperto {n}"}) for n in range(5)]
    stating.declare(italy.node, italy.coop, drafts)
    azerbaijan = offices.azerbaijan
    numbers = [azerbaijan.draft("agreement", title={"it": f"Accordo {n}"}) for n in range(4)]
    azerbaijan.propose(*numbers)
    assert news(azerbaijan, italy) == ["Azerbaijan offers 4 texts."]


class TestOutcomes:
    """What is told of activities."""

    @pytest.fixture
    def both(self, open_desk: Open) -> Offices:
        return agree(open_desk)

    @pytest.fixture
    def italy(self, both: Offices) -> Desk:
        return both.italy

    @pytest.mark.usefixtures("web")
    def test_outcome_names_its_activity(self, both: Offices, italy: Desk) -> None:
        stating.report(both.azerbaijan.node, both.azerbaijan.coop, both.line, "held")
        assert news(both.azerbaijan, italy) == ["Azerbaijan says what came of line 1, Sample course: Held."]


def test_too_much_to_be_counted_says_nothing(web: Desk) -> None:
    assert sentences(WebDesk(User()), web.coop, {"changes_left_out": 1, "changes": [], "sealed_here": []}) == []
