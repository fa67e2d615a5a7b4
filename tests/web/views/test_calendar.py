"""The calendar's pages over real records: days, no days, holidays, conflicts, and what one may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foedus.office import stating
from tests.office.desk import Desk
from tests.web.conftest import SignIn
from tests.web.pages import addresses, opened, page_of, words_of

SHOWS = ("month", "quarter", "year", "list", "conflicts")
ROME = {"kind": "country", "country": "IT", "town": "Roma", "site": "Scuola campione"}


@pytest.fixture
def may(web: Desk) -> Desk:
    """Italy with activities proposed for May 2024, two in the same place at once, one without days, and a meeting."""
    plan = web.draft("plan", title="Piano", period="2024")
    periods = ("2024-05-06/2024-05-08", "2024-05-07", "2024-05")
    lines = [
        web.draft("activity", web.record(plan), title=f"Corso {n}", period=period, place=ROME, serial=str(n))
        for n, period in enumerate(periods, 1)
    ]
    web.propose(plan, *lines)
    stating.declare(web.node, web.coop, [web.draft("meeting", title="Incontro", dates="2024-05-20/2024-05-21")])
    return web


@pytest.mark.usefixtures("may")
def test_month_shows_days_conflicts_holidays_and_what_has_no_days(sign_in: SignIn) -> None:
    answer = sign_in("reader").get("/calendar/?on=2024-05")
    page, words = page_of(answer), words_of(answer)
    assert (page.count("month__what--clash"), page.count("month__what--meeting")) == (4, 2)
    assert page.count("month__what--proposed") == 4
    assert opened(answer) == ["Corso 3"]
    told = (
        "May 2024",
        "AZE Victory over Fascism Day",
        "ITA Labor Day",
        "Scuola campione, Roma the same place 7 May 2024",
    )
    assert [one for one in told if one not in words] == []


@pytest.mark.usefixtures("may")
def test_quarter_year_and_list_show_the_same(sign_in: SignIn) -> None:
    client = sign_in("reader")
    assert "Corso 1" in words_of(client.get("/calendar/?show=quarter&on=2024-06"))
    assert "Nothing takes place in these days" in words_of(client.get("/calendar/?show=quarter&on=2023-06"))
    year = client.get("/calendar/?show=year&on=2024")
    assert "May 2 1 1" in words_of(year)
    assert '<a href="?show=list&amp;on=2024-05-07" title="2">7</a>' in page_of(year)
    listed = client.get("/calendar/?show=list&on=2024-05")
    assert opened(listed) == ["Corso 1", "Corso 2", "Incontro", "Corso 3"]
    assert addresses(listed)[2].startswith("/partners/AZE/meeting/ITA/")
    assert opened(client.get("/calendar/?show=list&on=2024-05-07")) == ["Corso 1", "Corso 2", "Corso 3"]
    assert "Scuola campione" in words_of(client.get("/calendar/?show=conflicts&on=2024-05"))
    assert "Nothing asks for the same place" in words_of(client.get("/calendar/?show=conflicts&on=2024-06"))


@pytest.mark.usefixtures("may")
def test_partner_and_kind_narrow(sign_in: SignIn) -> None:
    client = sign_in("reader")
    assert opened(client.get("/calendar/?show=list&on=2024-05&kind=meeting&partner=AZE")) == ["Incontro"]
    assert "Nothing takes place in these days." in words_of(client.get("/calendar/?show=list&on=2024-08"))
    assert client.get("/calendar/?partner=nobody").status_code == 404
    assert client.get("/calendar/?show=month&on=99&kind=unheard").status_code == 200


@pytest.mark.usefixtures("may")
@pytest.mark.parametrize("show", SHOWS)
def test_what_one_may_not_see_is_in_no_calendar(sign_in: SignIn, show: str) -> None:
    words = words_of(sign_in("reader", coop="f" * 64).get(f"/calendar/?show={show}&on=2024-05"))
    assert [one for one in ("Corso", "Incontro", "AZE") if one in words] == []


@pytest.mark.parametrize("show", SHOWS)
def test_questions_do_not_grow_with_what_takes_place(may: Desk, sign_in: SignIn, show: str) -> None:
    client = sign_in("reader")
    counts = []
    for more in (0, 10):
        numbers = [may.draft("meeting", title=f"Incontro {n}", dates="2024-05-13") for n in range(more)]
        if numbers:
            stating.declare(may.node, may.coop, numbers)
        client.get(f"/calendar/?show={show}&on=2024-05")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/calendar/?show={show}&on=2024-05")
        counts.append(len(asked))
    assert (counts[0] == counts[1], counts[1] <= 12) == (True, True), counts


def test_day_with_many_shows_a_few_and_leads_to_the_rest(may: Desk, sign_in: SignIn) -> None:
    numbers = [may.draft("meeting", title=f"Incontro {n}", dates="2024-05-13") for n in range(9)]
    stating.declare(may.node, may.coop, numbers)
    answer = sign_in("reader").get("/calendar/?on=2024-05")
    assert addresses(answer, "month__more") == ["?show=list&on=2024-05-13"]
    assert "5 more" in words_of(answer)
