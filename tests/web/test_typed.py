"""What was typed when the session had ended comes through the door, and the server keeps none of it."""

import re
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from foedus.office import drafts, visits
from foedus.web import typed
from tests.office.desk import Desk
from tests.web.agreed import Offices, agree
from tests.web.conftest import PASSWORD, SignIn

pytestmark = pytest.mark.usefixtures("web")
OFFICES = agree
TITLE = "Corso <campione> & altro"


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def come_in(client: Client, carried: dict[str, str], username: str = "sample-officer", password: str = PASSWORD) -> Any:
    return client.post("/login/", {**carried, "username": username, "password": password})


def test_draft_that_was_sent_too_late_is_kept_by_whoever_comes_in(web: Desk, sign_in: SignIn) -> None:
    number = web.draft("activity", title="Corso")
    address = f"/partners/AZE/drafts/{number}/"
    client = sign_in("officer")
    sent = {**hidden(client.get(address).content.decode()), "title.it": TITLE, "title.original": "it"}
    client.logout()
    before = Session.objects.count()
    answer = client.post(address, sent)
    carried = hidden(answer.content.decode())
    assert (answer.status_code, "Your session had ended" in answer.content.decode()) == (403, True)
    assert (Session.objects.count(), settings.SESSION_COOKIE_NAME in answer.cookies) == (before, False)
    wrong = come_in(client, carried, password="wrong words")
    assert hidden(wrong.content.decode())["typed"] == carried["typed"]
    assert come_in(client, carried).headers["Location"] == "/login/typed/"
    page = client.get("/login/typed/").content.decode()
    assert "Corso &lt;campione&gt; &amp; altro" in page
    again = hidden(page)
    assert drafts.view(web.node, web.coop, number).captions["it"] == "Corso"
    client.post("/partners/AZE/drafts/99/", {"title.it": "Altro"})
    assert client.get("/login/typed/").status_code == 200
    client.post(address, again)
    assert drafts.view(web.node, web.coop, number).captions["it"] == TITLE
    assert client.get("/login/typed/").headers["Location"] == "/"


def test_outcome_that_was_sent_too_late_is_shown_and_not_signed(offices: Offices, sign_in: SignIn) -> None:
    client, address = sign_in("officer"), offices.address("outcome/")
    sent = {**hidden(client.get(address).content.decode()), "outcome": "held", "sign": "1"}
    client.logout()
    come_in(client, hidden(client.post(address, sent).content.decode()))
    answer = client.post(address, hidden(client.get("/login/typed/").content.decode()))
    assert answer.status_code == 200
    assert re.search(r'<input[^>]*value="held"[^>]* checked', answer.content.decode())
    ledger = offices.italy.node.store.open(offices.italy.coop.id)
    assert list(ledger.records(is_stated=True, kind="report")) == []


def test_what_is_dropped_leads_to_the_page_where_it_stood(web: Desk, sign_in: SignIn) -> None:
    talks = web.draft("meeting", title="Incontro", dates="2025-07-22/2025-07-24")
    address = f"/partners/AZE/meeting/{web.record(talks)}/"
    client = sign_in("officer")
    client.logout()
    late = client.post(f"{address}note/", {"text": "Nota"}, headers={"Referer": f"http://localhost{address}"})
    come_in(client, hidden(late.content.decode()))
    assert client.post("/login/typed/").headers["Location"] == address
    assert client.get("/login/typed/").headers["Location"] == "/"
    assert visits.of(web.node, web.coop, web.record(talks)) == visits.Visit()


@pytest.mark.parametrize(
    "carried",
    [
        "",
        "[]",
        '{"to": "/settings/keys/recover/", "page": "/", "fields": []}',
        '{"to": "https://example.org/partners/AZE/drafts/1/", "page": "/", "fields": []}',
        '{"to": "/partners/AZE/drafts/1/", "page": "//example.org/", "fields": []}',
    ],
)
def test_door_carries_nothing_that_no_form_of_ours_waits_for(sign_in: SignIn, carried: str) -> None:
    sign_in("officer")
    client = sign_in()
    assert come_in(client, {"typed": carried}).headers["Location"] == "/"
    assert "typed" not in client.session


def test_other_forms_and_what_is_too_long_lead_to_the_door_as_ever(sign_in: SignIn) -> None:
    client = sign_in()
    assert client.post("/settings/account/password/", {"old": PASSWORD}).status_code == 302
    long = {"title.it": "x" * (typed.LARGEST + 1)}
    assert client.post("/partners/AZE/drafts/1/", long).status_code == 302
    assert client.post("/partners/AZE/drafts/1/", {}, headers={"HX-Request": "true"}).status_code == 302


def test_form_of_another_site_is_carried_nowhere(sign_in: SignIn) -> None:  # noqa: ARG001 - the home is served
    client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    answer = client.post("/partners/AZE/drafts/1/", {"title.it": "x"}, headers={"Origin": "https://example.org"})
    assert (answer.status_code, "This form was open too long" in answer.content.decode()) == (403, True)
