"""Cooperations: founded alone and with a card, joined, a key compared by words, a Party admitted as it was shown."""

import io
import json
import re
from pathlib import Path

import pytest
from django.test import Client

from foedus.office import parties, partnerships
from foedus.web.models import Grant, LogLine
from tests.office.desk import Desk, Open
from tests.web.conftest import SignIn


@pytest.fixture
def head(sign_in: SignIn) -> Client:
    return sign_in("head")


def upload(desk: Desk) -> io.BytesIO:
    """A Party's card as a file."""
    file = io.BytesIO(parties.card_file(desk.card))
    file.name = "card.json"
    return file


def hidden(page: str) -> dict[str, str]:
    """What a page's forms carry."""
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    return {name: value.replace("&quot;", '"') for name, value in found.items()}


def told(page: str) -> str:
    """The summary of what was wrong."""
    found = re.search(r'<div class="error-summary".*?</div>', page, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", found[0])).strip() if found else ""


def test_cooperation_is_founded_alone(head: Client, web: Desk) -> None:
    said = {"title": "Sample title", "name": "kaz", "expected": "KAZ Kazakhstan\n\nUZB  Uzbekistan"}
    asked = head.post("/settings/cooperations/found/", said).content.decode()
    assert ("Not connected yet: Kazakhstan (KAZ)" in asked, len(web.node.store.cooperations())) == (True, 1)
    assert "We found this cooperation, with these Parties and rules of exchange" in asked
    assert "Whoever is in it reads everything in it" in asked
    answer = head.post("/settings/cooperations/found/", {**said, "digest": hidden(asked)["digest"], "sure": "yes"})
    assert answer.headers["Location"] == "/settings/cooperations/of/kaz/"
    view = partnerships.view(web.node, partnerships.resolve(web.node, "kaz"))
    assert (view.title, view.expected) == ("Sample title", {"KAZ": "Kazakhstan", "UZB": "Uzbekistan"})
    assert "kaz" in head.get("/settings/cooperations/").content.decode()
    listed = json.loads(head.get("/settings/cooperations/?as=json").content)
    assert [(one["name"], one["parties"]) for one in listed] == [("AZE", "ITA, AZE"), ("kaz", "ITA")]


def test_cooperation_goes_on_from_one_before_it(head: Client, web: Desk) -> None:
    said = {"title": "Second", "name": "second", "expected": "KAZ Kazakhstan", "continues": "AZE"}
    asked = head.post("/settings/cooperations/found/", said).content.decode()
    text = plain(asked)
    assert ("It goes on from the cooperation AZE" in text, "Nothing is carried over" in text) == (True, True)
    carried = {**said, **hidden(asked), "sure": "yes"}
    assert head.post("/settings/cooperations/found/", carried).status_code == 302
    second = partnerships.resolve(web.node, "second")
    founding = web.node.store.open(second.id).declaration(f"{second.id}/0")
    assert getattr(founding, "continues", "") == web.coop.id


def test_cooperation_is_founded_with_a_card_and_joined(head: Client, web: Desk, open_desk: Open) -> None:
    kazakhstan = open_desk("KAZ")
    asked = head.post("/settings/cooperations/found/", {"title": "Sample", "card": upload(kazakhstan)}).content.decode()
    assert " ".join(kazakhstan.card.words) in asked
    head.post("/settings/cooperations/found/", {**hidden(asked), "title": "Sample", "sure": "yes"})
    coop = partnerships.resolve(web.node, "KAZ")
    assert [party.code for party in partnerships.parties_of(web.node, coop)] == ["ITA", "KAZ"]


@pytest.mark.parametrize(
    "said, words",
    [
        ({"title": ""}, "Title of the cooperation"),
        ({"title": "x", "name": "with blank"}, "without blanks"),
        ({"title": "x", "expected": "kaz"}, "is not a code and a name"),
        ({"title": "x", "name": "AZE", "sure": "yes"}, "Another cooperation of this office is called AZE."),
        ({"title": "x", "expected": "ITA Italy", "sure": "yes"}, "no other Party can bear it"),
    ],
)
def test_cooperation_that_cannot_be_founded_is_told(head: Client, said: dict[str, str], words: str) -> None:
    page = head.post("/settings/cooperations/found/", said).content.decode()
    assert words in told(page)
    assert f'value="{said["title"]}"' in page or not said["title"]


def test_head_of_one_partner_sees_what_they_founded(web: Desk, sign_in: SignIn) -> None:
    client = sign_in("head", coop=web.coop.id)
    said = {"title": "Sample", "expected": "KAZ Kazakhstan", "sure": "yes"}
    digest = hidden(client.post("/settings/cooperations/found/", said).content.decode())["digest"]
    founded = client.post("/settings/cooperations/found/", {**said, "digest": digest})
    assert client.get(founded.headers["Location"]).status_code == 200
    assert Grant.objects.count() == 2


def test_cooperation_is_joined_from_a_dispatch(head: Client, web: Desk, open_desk: Open) -> None:
    kazakhstan = open_desk("KAZ")
    partnerships.found(kazakhstan.node, "Sample", cards=[web.card])
    with kazakhstan.write().open("rb") as dispatch:
        shown = head.post("/settings/cooperations/join/", {"dispatch": dispatch}).content.decode()
    assert "We join by these Parties and rules of exchange" in shown
    assert "Everything in the cooperation can be read here" in shown
    assert len(web.node.store.cooperations()) == 1
    answer = head.post("/dispatches/join/", hidden(shown))
    assert answer.headers["Location"].startswith("/partners/KAZ/dispatches/in/")
    assert "Only the founding Party can propose that" in head.get("/settings/cooperations/of/KAZ/").content.decode()
    assert 'name="card"' in head.get(COOPERATION).content.decode()


def test_dispatch_that_does_not_name_us_is_told(head: Client, web: Desk, open_desk: Open) -> None:
    kazakhstan = open_desk("KAZ")
    partnerships.found(kazakhstan.node, "Sample", cards=[open_desk("UZB").card])
    with kazakhstan.write(is_plain=True).open("rb") as dispatch:
        page = head.post("/settings/cooperations/join/", {"dispatch": dispatch}).content.decode()
    assert "and not this Party (ITA) with its keys" in told(page)
    assert len(web.node.store.cooperations()) == 1


COMPARE = "/settings/cooperations/of/AZE/compare/AZE/"
COOPERATION = "/settings/cooperations/of/AZE/"


def plain(page: str) -> str:
    """A page without its markup."""
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))


def test_key_is_compared_by_the_words_that_one_hears(web: Desk, sign_in: SignIn) -> None:
    client = sign_in("officer")
    words = partnerships.parties_of(web.node, web.coop)[1].words
    said = {"way": "telephone", "with_whom": "registry"}
    wrong = [*words[:3], "another", *words[4:]]
    for heard, place in ((wrong, 4), (words[:5], 6)):
        page = client.post(COMPARE, {**said, "words": " ".join(heard)}).content.decode()
        assert f"Word {place} is not the one" in told(page)
    assert "key not yet compared" in client.get(COOPERATION).content.decode()
    client.post(COMPARE, {**said, "words": ", ".join(words).upper()})
    page = plain(client.get(COOPERATION).content.decode())
    assert ("key not yet compared" in page, "by telephone, by Sample officer" in page) == (False, True)
    assert "with registry" in page
    assert LogLine.objects.get().detail == {"code": "AZE", "way": "telephone"}


def test_nothing_is_chosen_or_ticked_beforehand(web: Desk, sign_in: SignIn) -> None:
    client = sign_in("officer")
    pages = [client.get(address).content.decode() for address in (COMPARE, f"{COMPARE}?together=1")]
    assert [page.count(" checked") for page in pages] == [0, 0]
    page = told(client.post(COMPARE, {"words": "x"}).content.decode())
    assert ("Choose how" in page, "Say who reads them out" in page) == (True, True)
    assert "Tick the box" in told(client.post(f"{COMPARE}?together=1", {"way": "in-person"}).content.decode())
    assert not any(one.is_compared for one in partnerships.parties_of(web.node, web.coop))


def test_key_is_compared_by_reading_the_words_to_each_other(web: Desk, sign_in: SignIn) -> None:
    client = sign_in("officer")
    client.post(f"{COMPARE}?together=1", {"way": "in-person", "with_whom": "registry", "read_together": "on"})
    found = partnerships.parties_of(web.node, web.coop)[1].compared
    assert found is not None
    assert (found.way, found.by, found.with_whom) == ("in-person", "Sample officer", "registry")


def test_words_to_be_heard_do_not_stand_on_the_page(web: Desk, sign_in: SignIn) -> None:
    client = sign_in("officer")
    words = " ".join(partnerships.parties_of(web.node, web.coop)[1].words)
    assert words not in plain(client.get(COMPARE).content.decode())
    assert words in plain(client.get(f"{COMPARE}?together=1").content.decode())


def test_own_key_and_one_that_is_not_there_cannot_be_compared(web: Desk, sign_in: SignIn) -> None:
    client = sign_in("officer")
    addresses = [f"{COOPERATION}compare/{code}/" for code in (web.code, "XYZ")]
    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_party_is_admitted_as_it_was_shown(head: Client, web: Desk, open_desk: Open) -> None:
    kazakhstan = open_desk("KAZ")
    shown = head.post("/settings/cooperations/of/AZE/admit/", {"card": upload(kazakhstan)}).content.decode()
    before = web.node.store.open(web.coop.id).last_number()
    said = {name: value for name, value in hidden(shown).items() if name in {"kept_card", "digest"}}
    assert (set(said), kazakhstan.card.words[0] in shown) == ({"kept_card", "digest"}, True)
    again = head.post("/settings/cooperations/of/AZE/admit/", {**said, "digest": "0" * 64}).content.decode()
    assert "Something has changed since you looked" in told(again)
    assert web.node.store.open(web.coop.id).last_number() == before
    assert head.post("/settings/cooperations/of/AZE/admit/", said).status_code == 302
    assert web.node.store.open(web.coop.id).last_number() == before + 1
    codes = [(one.code, one.is_admitted) for one in partnerships.parties_of(web.node, web.coop)]
    assert codes == [("ITA", True), ("AZE", True), ("KAZ", False)]


def test_party_that_is_there_already_is_told(head: Client, web: Desk) -> None:
    page = head.post("/settings/cooperations/of/AZE/admit/", {"card": upload(web)}).content.decode()
    assert "ITA is a Party already" in told(page)


def test_check_code_is_worked_out_when_it_is_asked_for(head: Client, web: Desk) -> None:
    digest = partnerships.view(web.node, web.coop).digest
    assert digest not in head.get("/settings/cooperations/of/AZE/").content.decode()
    assert digest in head.get("/settings/cooperations/of/AZE/?check=1").content.decode()


def test_file_of_the_dispatch_is_not_kept(head: Client, web: Desk, open_desk: Open, tmp_path: Path) -> None:
    del open_desk, web
    letter = tmp_path / "letter.txt"
    letter.write_text("no dispatch")
    with letter.open("rb") as dispatch:
        page = head.post("/settings/cooperations/join/", {"dispatch": dispatch}).content.decode()
    assert "it is no dispatch, or it is damaged" in told(page)


def test_founding_that_was_shown_otherwise_is_shown_again(head: Client, web: Desk) -> None:
    said = {"title": "Sample", "expected": "KAZ Kazakhstan"}
    digest = hidden(head.post("/settings/cooperations/found/", said).content.decode())["digest"]
    other = head.post("/settings/cooperations/found/", {**said, "title": "Other", "digest": digest, "sure": "yes"})
    assert "Something has changed since you looked" in other.content.decode()
    assert hidden(other.content.decode())["digest"] != digest
    assert len(web.node.store.cooperations()) == 1
