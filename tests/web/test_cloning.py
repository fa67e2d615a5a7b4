"""By how many years a plan moves, and whether it moved already."""

from datetime import date

import pytest
from django.http import QueryDict

from foedus.office.cloning import clone
from foedus.store import listing
from foedus.store.listing import RecordRow
from foedus.web.cloning import There, there_already, years_of
from foedus.web.desk import Desk as WebDesk
from foedus.web.models import User
from tests.office.desk import Desk, Open
from tests.web.conftest import SignIn
from tests.web.planned import Planned, planned

OFFICES = planned


@pytest.fixture
def row(open_desk: Open) -> RecordRow:
    made = planned(open_desk)
    [cooperation] = listing.cooperations(made.italy.node)
    found = listing.record_row(made.italy.node, cooperation.number, made.plan)
    assert found is not None
    return found


@pytest.mark.parametrize("text, years", [("", 2), ("years=1", 1), ("years=0", 0), ("years=x", 2), ("years=21", 2)])
def test_plan_moves_by_its_own_length_unless_it_is_said(row: RecordRow, text: str, years: int) -> None:
    assert row.begins == date(2024, 1, 1)
    assert years_of(QueryDict(text), row) == years


def test_plan_signed_again_without_any_line_is_known_by_its_years_and_title(
    plans: Planned, web: Desk, sign_in: SignIn
) -> None:
    sign_in("officer")
    desk = WebDesk(User.objects.get())
    other = web.draft("plan", title={"it": "Altro piano", "en": "Other plan"}, period="2026-2027")
    cloned = clone(web.node, web.coop, plans.plan, desk.today, years=2, without=plans.lines)
    again = web.record(cloned.plan)
    web.propose(other, cloned.plan)
    listing.catch_up(web.node)
    assert cloned.lines == ()
    found = {years: there_already(desk, web.coop, plans.plan, years) for years in (0, 1, 2, 3)}
    assert found == {0: None, 1: None, 2: There(again, is_signed=True), 3: None}
