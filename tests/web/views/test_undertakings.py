"""Undertakings over all partners and of one: what was promised in July, how firmly, on what source."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foedus.office import stating
from tests.office.desk import Desk
from tests.web.conftest import SignIn
from tests.web.pages import addresses, opened, page_of, words_of

NOTE = {"what": "web", "number": "https://www.example.org/sample/page.html", "by": "Sample office"}


@pytest.fixture
def promised(web: Desk) -> Desk:
    """Italy with a visit in July 2025, an undertaking made there, one kept by a milestone, and one of Azerbaijan's."""
    visit = web.draft("meeting", title="Visita campione", level="high_level_visit", dates="2025-07-23/2025-07-24")
    opened = web.draft("milestone", what="Ufficio aperto")
    made: dict[str, Any] = {"made_at": web.record(visit), "source": NOTE}
    numbers = [
        web.draft("undertaking", who="ITA", to_whom=["AZE"], words="Diciannove posti", strength="agreement", **made),
        web.draft("undertaking", who="ITA", words="Un ufficio", strength="offer", kept_by=[web.record(opened)]),
        web.draft("undertaking", who="AZE", words="Un programma", strength="request", due="2025-01-01"),
    ]
    stating.declare(web.node, web.coop, [visit, opened, *numbers])
    return web


@pytest.mark.usefixtures("promised")
def test_what_we_promised_in_july_is_told_with_its_source(sign_in: SignIn) -> None:
    answer = sign_in("reader").get("/undertakings/", {"made": "2025-07", "who": "ITA"})
    page = page_of(answer)
    assert opened(answer) == ["Diciannove posti"]
    told = ("Visita campione", "badge--agreement", ">www.example.org</a>", "Sample office", "23 July 2025", "July 2025")
    assert [words for words in told if words not in page] == []


@pytest.mark.usefixtures("promised")
def test_overdue_leads_and_filters_stand_in_the_address(sign_in: SignIn) -> None:
    client = sign_in("reader")
    assert opened(client.get("/undertakings/")) == ["Un programma", "Diciannove posti", "Un ufficio"]
    assert opened(client.get("/undertakings/?state=overdue")) == ["Un programma"]
    assert opened(client.get("/undertakings/?state=kept&partner=AZE")) == ["Un ufficio"]
    assert opened(client.get("/undertakings/?who=others")) == ["Un programma"]
    assert opened(client.get("/undertakings/?strength=offer&made=nonsense")) == ["Un ufficio"]
    assert addresses(client.get("/undertakings/?who=ITA&strength=offer"), "chip") == ["?strength=offer", "?who=ITA"]


@pytest.mark.usefixtures("promised")
def test_what_keeps_an_undertaking_and_how_firm_the_open_ones_are(sign_in: SignIn) -> None:
    answer = sign_in("officer").get("/partners/AZE/records/undertaking/")
    assert "Italy 1 – – – – 1 the other Parties – – – 1 – 1" in words_of(answer)
    assert re.findall(r'/milestone/[^"]+">([^<]+)</a>', page_of(answer)) == ["Ufficio aperto"]
    assert 'action="/partners/AZE/drafts/new/undertaking/"' in page_of(answer)


@pytest.mark.usefixtures("promised")
def test_only_what_one_may_see_is_listed(sign_in: SignIn) -> None:
    assert opened(sign_in("reader", coop="f" * 64).get("/undertakings/")) == []


def test_questions_do_not_grow_with_the_rows(promised: Desk, sign_in: SignIn) -> None:
    client = sign_in("reader")
    counts = []
    for more in (0, 20):
        numbers = [promised.draft("undertaking", who="ITA", words=f"P {n}", strength="hope") for n in range(more)]
        if numbers:
            stating.declare(promised.node, promised.coop, numbers)
        client.get("/undertakings/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/undertakings/")
        counts.append(len(asked))
    assert (counts[0] == counts[1], counts[1] <= 12) == (True, True), counts
