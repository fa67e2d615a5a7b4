"""Preparing the next talks: what goes with us, each line with its sources, and the drafts made out of it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foedus.office import stating
from foedus.web.models import LogLine
from tests.office.desk import Desk, Open
from tests.web.agreed import Offices, agree
from tests.web.conftest import SignIn
from tests.web.pages import addresses, opened, page_of, words_of

ADDRESS = "/partners/AZE/talks/"


@pytest.fixture
def offices(open_desk: Open) -> Offices:
    """An agreed plan: one line cancelled for lack of funds, one postponed with a request heard; talks before."""
    made = agree(open_desk)
    desk = made.italy
    stating.report(desk.node, desk.coop, made.line, "cancelled", fields={"reason": "funds", "decided_by": "ITA"})
    stating.report(desk.node, desk.coop, made.other, "postponed", fields={"requests_heard": '["Un corso in più"]'})
    decisions = [{"what": "Aprire un ufficio", "who": ["AZE"]}]
    talks = desk.draft(
        "meeting", title="Talks", level="staff_talks", edition=6, dates="2024-02-05/2024-02-06", decisions=decisions
    )
    promise = desk.draft("undertaking", who="ITA", words="Venti posti", strength="decision", due="2024-12-01")
    hope = desk.draft("undertaking", who="AZE", to_whom=["ITA"], words="Altri corsi", strength="hope")
    stating.declare(desk.node, desk.coop, [talks, promise, hope])
    return made


@pytest.fixture
def italy(offices: Offices) -> Desk:
    """The office whose home is served."""
    return offices.italy


def test_everything_that_is_open_goes_with_us(offices: Offices, web: Desk, sign_in: SignIn) -> None:
    answer = sign_in("officer").get(ADDRESS)
    assert opened(answer) == [
        "1. Sample course",
        "2. Visita campione",
        "Un corso in più",
        "Venti posti",
        "Altri corsi",
        "Aprire un ufficio",
    ]
    words = words_of(answer)
    told = (
        "Lack of funds",
        "Cancelled by Italy",
        "no undertaking is named",
        "due 1 December 2024",
        "Overdue",
        "to Italy",
    )
    assert [one for one in told if one not in words] == []
    assert addresses(answer)[0] == offices.address()
    assert "Places offered and used" in words
    assert web.code == "ITA"


def test_one_section_is_shown_in_full(offices: Offices, web: Desk, sign_in: SignIn) -> None:
    assert (offices.italy, opened(sign_in("head").get(f"{ADDRESS}?section=promised"))) == (
        web,
        ["Venti posti", "Altri corsi"],
    )


def test_talks_and_what_is_ticked_become_drafts(offices: Offices, web: Desk, sign_in: SignIn) -> None:
    client = sign_in("officer")
    answer = client.post(ADDRESS, {"propose": [offices.line], "plan": offices.plan, "year": "2027"})
    meeting, activity = sorted(web.node.store.drafts(web.coop.id), key=lambda draft: draft.number)
    assert answer.headers["Location"] == f"/partners/AZE/drafts/{meeting.number}/"
    assert (meeting.kind, meeting.body["edition"], activity.kind) == ("meeting/1", 7, "activity/1")
    assert (activity.body["continues"], activity.body["plan"]) == (offices.line, offices.plan)
    assert activity.body["period"]["from"][:4] == "2027"
    assert LogLine.objects.get().detail == {"activities": 1, "year": 2027}


@pytest.mark.parametrize("year", ["", "soon", "99999"])
def test_what_was_ticked_is_kept_where_the_year_is_missing(
    offices: Offices, web: Desk, sign_in: SignIn, year: str
) -> None:
    answer = sign_in("officer").post(ADDRESS, {"propose": [offices.line], "year": year})
    page = page_of(answer)
    assert (answer.status_code, page.count(" checked"), "error-summary" in page) == (400, 1, True)
    assert len(web.node.store.drafts(web.coop.id)) == 0


@pytest.mark.usefixtures("web")
def test_button_ticks_a_whole_section_and_drafts_nothing(offices: Offices, sign_in: SignIn) -> None:
    desk, client = offices.italy, sign_in("officer")
    stating.report(desk.node, desk.coop, offices.other, "not_held", fields={"decided_by": "AZE"})
    answer = client.post(ADDRESS, {"tick": "not_done", "year": "2027", "plan": offices.plan})
    assert sorted(re.findall(r'name="propose" value="([^"]+)" checked', page_of(answer))) == sorted(
        [offices.line, offices.other]
    )
    assert f'<option value="{offices.plan}" selected>' in page_of(answer)
    assert not desk.node.store.drafts(desk.coop.id)


def test_activity_that_is_not_agreed_is_told(offices: Offices, web: Desk, sign_in: SignIn) -> None:
    answer = sign_in("officer").post(ADDRESS, {"propose": [offices.plan], "year": "2027"})
    assert (answer.status_code, "not agreed any more" in words_of(answer)) == (400, True)
    assert len(web.node.store.drafts(web.coop.id)) == 0


def test_questions_do_not_grow_with_what_is_open(offices: Offices, web: Desk, sign_in: SignIn) -> None:
    client, desk = sign_in("officer"), offices.italy
    counts = []
    for more in (0, 12):
        numbers = [web.draft("undertaking", who="ITA", words=f"P {n}", strength="offer") for n in range(more)]
        if numbers:
            stating.declare(desk.node, desk.coop, numbers)
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as asked:
            client.get(ADDRESS)
        counts.append(len(asked))
    assert (counts[0] == counts[1], counts[1] <= 12) == (True, True), counts
