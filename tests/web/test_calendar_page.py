"""What the calendar shows where there is much of it."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from foedus.store.listing.calendar import KINDS
from foedus.web import calendar_page
from foedus.web.calendars import days_of
from foedus.web.desk import Desk as WebDesk
from foedus.web.models import Grant, User
from tests.office.desk import Desk
from tests.web.conftest import SignIn

TODAY = date(2024, 5, 15)
PLACE = {"kind": "country", "country": "IT", "town": "Roma"}


@pytest.fixture
def desk(web: Desk, sign_in: SignIn) -> WebDesk:
    """A reader's desk over three activities in one town at once, and three more that only have their month."""
    plan = web.draft("plan", title="Piano", period="2024")
    lines = [
        web.draft("activity", web.record(plan), title=f"Corso {n}", serial=str(n), period=period, place=PLACE)
        for n, period in enumerate(("2024-05-06", "2024-05-06", "2024-05-06", "2024-05", "2024-05", "2024-05"))
    ]
    web.propose(plan, *lines)
    sign_in("reader").get("/calendar/")
    assert Grant.objects.count() == 1
    return WebDesk(User.objects.get())


def page(desk: WebDesk, show: str, on: str = "2024-05") -> dict[str, Any]:
    return calendar_page.calendar_page(
        desk, days_of(show, on, TODAY), desk.cooperations(), KINDS, QueryDict("partner=AZE&page=3")
    )


def test_what_is_too_much_is_told_as_more(desk: WebDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = page(desk, "month")
    assert (len(whole["clashes"]), whole["clashes_cut"], len(whole["clashing"])) == (3, False, 3)
    monkeypatch.setattr(calendar_page, "_MOST_VAGUE", 1)
    monkeypatch.setattr(calendar_page, "_FEW_CONFLICTS", 2)
    cut = page(desk, "month")
    assert (cut["more_vague"], len(cut["clashes"]), cut["clashes_cut"]) == (2, 2, True)
    monkeypatch.setattr(calendar_page, "_MOST_ASKED", 2)
    apart = page(desk, "month")
    assert (apart["asked_apart"], "clashes" in apart, apart["clashing"]) == (True, False, frozenset())


def test_day_in_a_year_leads_to_its_list(desk: WebDesk) -> None:
    assert page(desk, "year", "2024")["list_url"] == "?partner=AZE&show=list&on="


def test_holidays_of_many_parties_are_left_out_of_a_year(desk: WebDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert page(desk, "year", "2024")["holidays_cut"] is False
    monkeypatch.setattr(calendar_page, "_MANY_PARTIES", 1)
    year = page(desk, "year", "2024")
    parties = {code for _, held in year["holidays_listed"] for off in held for code in off.parties}
    assert (year["holidays_cut"], parties) == (True, {"ITA"})
    assert page(desk, "month")["holidays_cut"] is False
