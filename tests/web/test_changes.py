"""Who changed what of a record, and when: what became of each text, and what was told since."""

import pytest

from foedus.office import answering, drafts, stating, texts
from foedus.store import listing
from foedus.store.listing.around import around
from foedus.web import changes
from foedus.web.desk import Desk as WebDesk
from foedus.web.models import User
from tests.office.desk import Desk
from tests.web.agreed import Offices, agree

pytestmark = pytest.mark.usefixtures("web")
OFFICES = agree


def change(desk: Desk, record: str, **fields: str) -> str:
    """Offer a change; gives its version."""
    number = drafts.new(desk.node, desk.coop, record=record, fields=fields).number
    return desk.propose(number).versions[0].version


def test_what_became_of_each_text_is_told(offices: Offices) -> None:
    italy, azerbaijan = offices.italy, offices.azerbaijan
    refused = change(azerbaijan, offices.line, days="3")
    azerbaijan.send(italy)
    answering.answer(italy.node, italy.coop, decline={refused: {"en": "No"}})
    change(italy, offices.line, days="5")
    steps = texts.history(italy.node, italy.coop, offices.line)
    assert [changes.standing_of(step) for step in steps] == ["agreed", "declined", "proposed"]
    taken = change(italy, offices.other, days="2")
    answering.answer(italy.node, italy.coop, withdraw={taken: {"en": "A slip"}})
    steps = texts.history(italy.node, italy.coop, offices.other)
    assert [changes.standing_of(step) for step in steps] == ["agreed", "withdrawn"]


def test_what_a_translation_remembers_of_its_original_is_no_change(offices: Offices) -> None:
    node, coop = offices.italy.node, offices.italy.coop
    number = drafts.new(
        node, coop, record=offices.line, fields={"title.it": "Corso di neve", "title.en": "Snow course"}
    ).number
    offices.italy.propose(number)
    found = changes.history(WebDesk(User()), coop, offices.line)
    assert "of" in texts.history(node, coop, offices.line)[-1].text.body["title"]
    assert [one.where for one in found.changes] == ["Title: Italian", "Title: English"]


def test_outcome_that_replaces_another_is_a_change_of_one_side(offices: Offices) -> None:
    node, coop = offices.italy.node, offices.italy.coop
    for outcome in ("dates_confirmed", "held"):
        stating.report(node, coop, offices.line, outcome)
    desk = WebDesk(User())
    listing.catch_up(desk.node)
    number = listing.cooperations(desk.node)[0].number
    reports = around(desk.node, number, offices.line).links_back["reports"]
    found = changes.history(desk, coop, offices.line, reports)
    assert [(one.field, one.who, one.before, one.after) for one in found.changes] == [
        ("outcome", "ITA", "Dates confirmed", "Held"),
        ("outcome", "ITA", "", "Dates confirmed"),
    ]
    assert changes.history(desk, coop, "ITA/00000000-0000-4000-8000-000000000000") == changes.History((), ())
