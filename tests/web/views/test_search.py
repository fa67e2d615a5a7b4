"""The one box: what is found and marked, by what it is narrowed, what is sent as one types, going straight."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foedus.office import drafts, notes, stating
from foedus.store import listing
from tests.office.desk import Desk
from tests.web.conftest import SignIn
from tests.web.pages import addresses, opened, page_of

TYPING = {"HX-Request": "true", "HX-Target": "found"}


@pytest.fixture
def courses(web: Desk) -> Desk:
    """Italy with two milestones and a meeting, declared."""
    number = web.draft("meeting", title={"it": "Incontro a Gəncə", "en": "Meeting at Ganja"}, dates="2024-05-06")
    web_drafts = [web.draft("milestone", what=f"Corso di soccorso alpino {place}") for place in ("uno", "due")]
    stating.declare(web.node, web.coop, [number, *web_drafts])
    return web


@pytest.mark.usefixtures("courses")
def test_words_are_found_in_every_language_and_marked(sign_in: SignIn) -> None:
    page = sign_in("reader").get("/search/", {"q": "GENCE inc"}).content.decode()
    assert ("<mark>Incontro</mark> a <mark>Gəncə</mark>" in page, "1 record found" in page) == (True, True)
    page = sign_in("reader").get("/search/", {"q": "ganja nowhere"}).content.decode()
    assert "Nothing holds all of these words." in page


@pytest.mark.usefixtures("courses")
def test_facets_count_and_narrow(sign_in: SignIn) -> None:
    client = sign_in("reader")
    page = client.get("/search/", {"q": "di"}).content.decode()
    assert 'href="?q=di&amp;kind=milestone"' in page
    narrowed = client.get("/search/", {"q": "di", "kind": "milestone", "standing": "stated"})
    assert opened(narrowed) == ["Corso di soccorso alpino due", "Corso di soccorso alpino uno"]
    assert addresses(narrowed, "chip") == ["?q=di&standing=stated", "?q=di&kind=milestone"]
    assert opened(client.get("/search/", {"q": "di", "kind": "plan"})) == []
    assert len(opened(client.get("/search/", {"q": "di", "year": "20x4", "page": "x"}))) == 2
    assert client.get("/search/", {"q": "di", "partner": "nobody"}).status_code == 404


@pytest.mark.usefixtures("courses")
def test_as_one_types_only_what_was_found_is_sent(sign_in: SignIn) -> None:
    page = sign_in("reader").get("/search/", {"q": "soccor"}, headers=TYPING).content.decode()
    assert (page.startswith('<div id="found">'), "2 records found" in page, "<html" in page) == (True, True, False)


@pytest.mark.usefixtures("courses")
def test_short_name_leads_straight_to_its_record(sign_in: SignIn) -> None:
    client = sign_in("reader")
    found = client.get("/search/", {"q": "alpino uno"})
    (address,) = addresses(found)
    shown = re.findall(r"ITA/\d+/\d+</span>", page_of(found))[0].removesuffix("</span>")
    name = address.removeprefix("/partners/AZE/milestone/").strip("/")
    assert client.get("/search/", {"q": shown.lower()}).headers["Location"] == address
    assert client.get("/search/", {"q": name}).headers["Location"] == address
    typed = client.get("/search/", {"q": shown}, headers=TYPING)
    assert addresses(typed)[0] == address


def test_name_of_an_older_text_leads_to_its_record(courses: Desk, sign_in: SignIn) -> None:
    client = sign_in("reader")
    found = client.get("/search/", {"q": "alpino uno"})
    (address,) = addresses(found)
    shown = re.findall(r"ITA/\d+/\d+</span>", page_of(found))[0].removesuffix("</span>")
    name = address.removeprefix("/partners/AZE/milestone/").strip("/")
    again = drafts.new(courses.node, courses.coop, record=name, body={"what": "Corso di soccorso alpino, primo"})
    stating.declare(courses.node, courses.coop, [again.number])
    assert client.get("/search/", {"q": shown}).headers["Location"] == address
    assert client.get("/search/", {"q": "ITA/999/0"}).status_code == 200


@pytest.mark.usefixtures("courses")
def test_only_what_one_may_see_is_found(sign_in: SignIn) -> None:
    answer = sign_in("reader", coop="f" * 64).get("/search/", {"q": "soccorso"})
    assert (opened(answer), "facet" in page_of(answer)) == ([], False)


def test_questions_do_not_grow_with_what_is_found(courses: Desk, sign_in: SignIn) -> None:
    client = sign_in("reader")
    client.get("/search/", {"q": "alpino"})
    counts = []
    for more in (0, 15):
        if more:
            numbers = [courses.draft("milestone", what=f"Corso di soccorso alpino {place}") for place in range(more)]
            stating.declare(courses.node, courses.coop, numbers)
            client.get("/search/", {"q": "alpino"})
        with CaptureQueriesContext(connection) as asked:
            client.get("/search/", {"q": "alpino"})
        counts.append(len(asked))
    assert (counts[0] == counts[1], counts[1] <= 12) == (True, True), counts


@pytest.mark.usefixtures("contexts")
def test_private_notes_are_found_by_who_may_read_them_and_nobody_else(courses: Desk, sign_in: SignIn) -> None:
    listing.catch_up(courses.node)
    row = listing.records(courses.node, [1], kind="milestone").rows[0]
    notes.add(courses.node, courses.coop, row.name, "Perché il Colonnello preferisce la primavera")
    page = sign_in("officer").get("/search/?q=primav+PERCHE")
    [found] = page.context["notes"]
    assert (found.row.name, found.coop, [text for text, is_hit in found.runs if is_hit]) == (
        row.name, "AZE", ["Perché", "primavera"],
    )  # fmt: skip
    assert (page.context["total"], "In private notes of this office" in page.content.decode()) == (0, True)
    assert sign_in("officer").get("/search/?q=primavera+autunno").context["notes"] == []
    assert sign_in("officer").get("/search/?q=primavera&kind=milestone").context["notes"] == []
    assert sign_in("officer", username="other", coop="f" * 64).get("/search/?q=primavera").context["notes"] == []
