"""By how many years a plan moves."""

from datetime import date

import pytest
from django.http import QueryDict

from foedus.store import listing
from foedus.store.listing import RecordRow
from foedus.web.cloning import years_of
from tests.office.desk import Open
from tests.web.planned import planned


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
