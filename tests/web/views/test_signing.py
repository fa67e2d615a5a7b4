"""Review and sign in the browser: word for word, once, not too late, and only by who may."""

import json

import pytest
from django.test import Client

from foedus.office import answering, dispatching, drafts, paper, partnerships, proposing, receiving, stating
from foedus.web.models import DoneOnce, DraftStep, LogLine
from tests.office.desk import Desk, Open
from tests.web.bargain import Bargain, bargain, hidden, line, sign, signing
from tests.web.conftest import SignIn

pytestmark = pytest.mark.usefixtures("web", "contexts")
OFFICES = bargain
REVIEW = "/partners/AZE/review/"
PERSONAL = "Il Col. Mario Campione apre il corso"


@pytest.fixture
def head(sign_in: SignIn) -> Client:
    return sign_in("head")


def entries_of(desk: Desk) -> int:
    """How many entries of a party there are."""
    ledger = desk.node.store.open(desk.coop.id)
    return len(list(ledger.lines_of(desk.code)))


def test_plan_and_its_lines_are_signed_as_one_act(offices: Bargain, head: Client) -> None:
    italy = offices.italy
    plan = italy.draft("plan", title={"it": "Terzo piano campione"}, period="2026")
    lines = [line(italy, italy.record(plan), str(serial), "ITA") for serial in range(1, 32)]
    query = "&".join(f"draft={number}" for number in (plan, *lines))
    review = head.get(f"{REVIEW}?verb=propose&{query}&next=/partners/AZE/drafts/")
    assert [len(entry) for entry in review.context["entries"]] == [31, 1]
    assert len(review.context["entries"][1][0].with_lines) == 31
    answer = sign(head, review)
    assert answer.status_code == 302
    told = head.get(answer["Location"])
    assert (told.context["number"], told.context["goes_on"]) == (32, "/partners/AZE/drafts/")
    assert "/partners/AZE/dispatches/" in told.content.decode()
    assert [(one.verb, one.who, one.detail) for one in LogLine.objects.all()] == [
        ("sign.propose", "sample-head", {"texts": 32})
    ]
    assert italy.node.store.drafts(italy.coop.id) == []


def test_second_press_signs_nothing_and_says_what_was_done(offices: Bargain, head: Client) -> None:
    review = head.post(REVIEW, {"verb": "answer", "accept": offices.theirs}, follow=True)
    fields = signing(review)
    first = head.post(REVIEW, fields)
    before = entries_of(offices.italy)
    again = head.post(REVIEW, fields)
    assert (again.status_code, again["Location"]) == (302, first["Location"])
    assert "not signed a second time" in head.get(again["Location"]).content.decode()
    assert (entries_of(offices.italy), DoneOnce.objects.count()) == (before, 1)


def test_going_back_and_reviewing_again_signs_nothing_twice(offices: Bargain, head: Client) -> None:
    wanted = {"verb": "answer", "accept": offices.theirs}
    sign(head, head.post(REVIEW, wanted, follow=True))
    before = entries_of(offices.italy)
    late = head.post(REVIEW, wanted, follow=True)
    assert late.status_code == 409
    assert "accepted it already" in late.content.decode()
    assert entries_of(offices.italy) == before


def test_review_has_an_address_that_can_be_loaded_again(offices: Bargain, head: Client, sign_in: SignIn) -> None:
    address = head.post(REVIEW, {"verb": "answer", "accept": offices.theirs})["Location"]
    first, again = head.get(address), head.get(address)
    assert first.context["review"] == again.context["review"]
    assert sign(head, first).status_code == 302
    assert "accepted it already" in head.get(address).content.decode()
    assert sign_in("stand_in").get(address)["Location"] == "/partners/AZE/"


def test_form_without_its_token_is_refused(offices: Bargain, head: Client) -> None:
    fields = signing(head.post(REVIEW, {"verb": "answer", "accept": offices.theirs}, follow=True))
    before = entries_of(offices.italy)
    assert head.post(REVIEW, {**fields, "token": ""}).status_code == 400
    assert entries_of(offices.italy) == before


@pytest.mark.parametrize("what", ["withdrawn", "replaced"])
def test_consent_that_comes_too_late_says_so(offices: Bargain, head: Client, what: str) -> None:
    azerbaijan, version = offices.azerbaijan, offices.counter
    review = head.post(REVIEW, {"verb": "answer", "accept": version}, follow=True)
    if what == "withdrawn":
        answering.withdraw(azerbaijan.node, azerbaijan.coop, [version], reason="Non serve")
    else:
        newer = drafts.new(azerbaijan.node, azerbaijan.coop, record=offices.records["2"], fields={"days": "9"})
        proposing.propose(azerbaijan.node, azerbaijan.coop, [newer.number])
    azerbaijan.send(offices.italy)
    before = entries_of(offices.italy)
    late = sign(head, review)
    text = late.content.decode()
    assert (late.status_code, "it was withdrawn" in text, "Nothing was signed" in text) == (409, True, True)
    assert entries_of(offices.italy) == before


def test_text_that_was_agreed_meanwhile_says_so(offices: Bargain, head: Client) -> None:
    azerbaijan = offices.azerbaijan
    alone = azerbaijan.draft("activity", title={"it": "Visita campione"}, host="AZE", period="2024-09")
    version = azerbaijan.propose(alone).versions[0].version
    azerbaijan.send(offices.italy)
    answering.accept(offices.italy.node, offices.italy.coop, [version])
    offices.italy.send(azerbaijan)
    azerbaijan.send(offices.italy)
    late = head.post(REVIEW, {"verb": "answer", "accept": version}, follow=True)
    assert (late.status_code, "it is agreed already" in late.content.decode()) == (409, True)


def test_draft_that_changed_since_is_shown_again_and_not_signed(offices: Bargain, head: Client) -> None:
    number = line(offices.italy, offices.plan, "6", "ITA")
    review = head.get(f"{REVIEW}?verb=propose&draft={number}")
    drafts.change(offices.italy.node, number, fields={"days": "3"})
    before = entries_of(offices.italy)
    again = sign(head, review)
    assert again.status_code == 409
    assert "Something has changed since you looked" in again.content.decode()
    assert entries_of(offices.italy) == before
    assert sign(head, again).status_code == 302


def test_draft_that_is_gone_is_told(offices: Bargain, head: Client) -> None:
    number = line(offices.italy, offices.plan, "6", "ITA")
    review = head.get(f"{REVIEW}?verb=propose&draft={number}")
    drafts.drop(offices.italy.node, number)
    gone = sign(head, review)
    assert gone.status_code == 409
    assert f"There is no draft d{number}" in gone.content.decode()


def test_what_looks_personal_is_marked_in_the_text_and_confirmed(offices: Bargain, head: Client) -> None:
    number = offices.italy.draft("milestone", what={"it": PERSONAL}, when="2024-05")
    review = head.get(f"{REVIEW}?verb=declare&draft={number}")
    assert [one["text"] for one in review.context["suspects"]] == ["Col. Mario Campione"]
    assert 'Il <mark class="personal">Col. Mario Campione</mark> apre' in review.content.decode()
    before = entries_of(offices.italy)
    refused = sign(head, review)
    assert (refused.status_code, refused.context["personal_missing"]) == (400, True)
    assert entries_of(offices.italy) == before
    assert sign(head, refused, personal="none").status_code == 302
    assert entries_of(offices.italy) == before + 1


def test_what_is_private_or_only_suggested_is_named(offices: Bargain, head: Client) -> None:
    node, coop = offices.italy.node, offices.italy.coop
    draft = drafts.new(
        node,
        coop,
        "activity",
        body={"title": {"it": "Corso campione 7"}},
        plan=offices.plan,
        private={"cost": ["1000"]},
        inferred=[{"field": "host", "value": "ITA", "rule": "place"}],
    )
    review = head.get(f"{REVIEW}?verb=propose&draft={draft.number}")
    assert [one["fields"] for one in review.context["private"]] == ["costs"]
    assert [(one["field"], one["value"]) for one in review.context["unconfirmed"]] == [("Host Party", "Italy")]


def test_terms_are_shown_before_they_are_signed(offices: Bargain, head: Client) -> None:
    review = head.post(REVIEW, {"verb": "answer", "accept": offices.theirs}, follow=True)
    fields = {"intent": hidden(review, "intent"), "step": "terms", "capacity": "initialled", "until": "2024-12-31"}
    again = head.post(REVIEW, {**fields, "note:en": "Subject to funds"}, follow=True)
    [[act]] = again.context["entries"]
    assert (act.act.capacity, act.act.until, act.note) == (
        "initialled",
        "2024-12-31T23:59:59Z",
        (("en", "Subject to funds"),),
    )
    assert sign(head, again).status_code == 302


def test_until_that_is_no_day_is_refused_in_words(offices: Bargain, head: Client) -> None:
    answer = head.post(REVIEW, {"verb": "answer", "accept": offices.theirs, "until": "tomorrow"}, follow=True)
    assert answer.status_code == 409
    assert "tomorrow" in answer.content.decode()


def test_whoever_may_not_sign_sends_to_the_head(offices: Bargain, sign_in: SignIn) -> None:
    officer = sign_in("officer")
    number = line(offices.italy, offices.plan, "6", "ITA")
    review = officer.get(f"{REVIEW}?verb=propose&draft={number}")
    assert review.context["may_sign"] is False
    assert "Send to the head" in review.content.decode()
    fields = {"step": "sign", "intent": review.context["intent_text"], "token": review.context["token"], "digest": "x"}
    before = entries_of(offices.italy)
    assert officer.post(REVIEW, fields).status_code == 403
    assert entries_of(offices.italy) == before
    officer.post("/partners/AZE/drafts/step/", {"draft": number, "step": "send", "text": "Per favore"})
    assert [(one.step, one.text) for one in DraftStep.objects.all()] == [("sent", "Per favore")]


def test_officer_declares_and_acknowledges(offices: Bargain, sign_in: SignIn) -> None:

    azerbaijan, officer = offices.azerbaijan, sign_in("officer")
    said = stating.declare(
        azerbaijan.node, azerbaijan.coop, [azerbaijan.draft("milestone", what={"it": "Aperto"}, when="2024-05")]
    )
    azerbaijan.send(offices.italy)
    version = said.versions[0].version
    assert (
        sign(officer, officer.post(REVIEW, {"verb": "acknowledge", "acknowledge": version}, follow=True)).status_code
        == 302
    )
    assert LogLine.objects.get().verb == "sign.acknowledge"


def test_text_recorded_on_paper_is_offered_once_the_partner_connects(
    offices: Bargain, head: Client, open_desk: Open
) -> None:
    node, kazakhstan = offices.italy.node, open_desk("KAZ")
    partnerships.found(node, "Another sample", expected={"KAZ": "Sample KAZ"}, name="KAZ")
    coop = next(one for one in node.store.cooperations() if one.name == "KAZ")
    number = drafts.new(node, coop, "activity", body={"title": {"it": "Corso campione"}, "host": "KAZ"}).number
    recorded = paper.record_on_paper(
        node, coop, [number], ["KAZ"], b"%PDF-1.4 sample", file_name="a.pdf", media_type="application/pdf"
    )
    path = offices.italy.folder / "kaz.foedus"
    partnerships.admit(node, coop, kazakhstan.card)
    dispatching.export(node, coop, path)
    partnerships.join(kazakhstan.node, path)
    receiving.receive(node, kazakhstan.write())
    record = recorded.versions[0].record
    review = head.post("/partners/KAZ/review/", {"verb": "offer", "record": record}, follow=True)
    assert [(one.act.act, one.act.record) for entry in review.context["entries"] for one in entry] == [
        ("propose", record)
    ]
    assert review.context["has_terms"] is False
    assert head.post("/partners/KAZ/review/", signing(review)).status_code == 302


def test_what_is_no_intent_is_refused(head: Client) -> None:
    assert head.post(REVIEW, {"verb": "nonsense"}, follow=True).status_code == 400
    assert head.post(REVIEW, {"intent": json.dumps({"verb": "propose", "more": 1})}).status_code == 400
    assert head.get(f"{REVIEW}?draft=x").status_code == 400


def test_address_of_another_site_is_not_gone_on_to(offices: Bargain, head: Client) -> None:
    review = head.post(
        REVIEW, {"verb": "answer", "accept": offices.theirs, "next": "https://elsewhere.example/"}, follow=True
    )
    assert review.context["back"] == "/partners/AZE/"


def test_what_was_signed_is_that_is_unknown_is_not_there(head: Client) -> None:
    assert head.get("/partners/AZE/signed/nothing/").status_code == 404
