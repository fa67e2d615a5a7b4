"""What an activity's page shows beyond any record's: activities of the same days that ask for the same."""

from typing import Any

import pytest

from foedus.office import answering
from tests.web.agreed import Offices, agree
from tests.web.conftest import SignIn

pytestmark = pytest.mark.usefixtures("web", "contexts")
OFFICES = agree
PLACE = {"kind": "country", "country": "IT", "town": "Sampletown"}


def agreed(offices: Offices, **body: Any) -> str:
    """One more activity that both agree to, out of plan; gives its record."""
    italy, azerbaijan = offices.italy, offices.azerbaijan
    number = italy.draft("activity", title={"it": "Altro campione"}, **body)
    record = italy.record(number)
    [version] = italy.propose(number).versions
    italy.send(azerbaijan)
    answering.accept(azerbaijan.node, azerbaijan.coop, [version.version])
    azerbaijan.send(italy)
    return record


def test_activity_of_the_same_days_and_place_is_shown(offices: Offices, sign_in: SignIn) -> None:
    same = agreed(offices, period="2024-05-15/2024-05-17", place=PLACE)
    agreed(offices, period="2024-05-20/2024-05-21", place=PLACE)
    agreed(offices, period="2024-05-15/2024-05-17", place={**PLACE, "town": "Othertown"})
    page = sign_in("reader").get(offices.address()).context
    assert [(clash.name, clash.sort, clash.coop) for clash in page["clashes"]] == [(same, "place", "AZE")]
    assert [str(clash.label) for clash in page["clashes"]] == ["same place, same days"]


def test_activity_that_continues_another_leads_there_and_back(offices: Offices, sign_in: SignIn) -> None:
    later = agreed(offices, period="2025-05", continues=offices.line)
    client = sign_in("reader")
    assert [row.name for row in client.get(offices.address()).context["continued_by"]] == [later]
    assert client.get(offices.address(record=later)).context["continues"].name == offices.line
