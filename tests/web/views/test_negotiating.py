"""A plan's negotiation in the browser: what differs and why, words for many lines at once, one review."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foedus.office import answering, drafts, stating
from foedus.office.versions import body_of
from foedus.web import negotiation
from foedus.web.models import LogLine
from foedus.web.negotiation import SIZE
from tests.web.bargain import WHY, Bargain, bargain, line, sign
from tests.web.conftest import SignIn

pytestmark = pytest.mark.usefixtures("web", "contexts")
OFFICES = bargain


def test_counter_text_shows_where_it_differs_and_why(offices: Bargain, sign_in: SignIn) -> None:
    page = sign_in("head").get(offices.address)
    second = next(one for one in page.context["lines"] if one.line.serial == "2")
    assert second.anchor == "line-2"
    assert {one.where: [cell.runs for cell in one.cells] for one in second.differences} == {
        "Title: Italian": [(("kept", "Corso campione 2"),), (("kept", "Corso campione 2"), ("added", " avanzato"))],
        "Period": [(("removed", "May 2024"),), (("added", "June 2024"),)],
    }
    assert [(one.party, one.is_refusal, one.words) for one in second.reasons] == [("AZE", False, WHY)]
    text = unescape(page.content.decode())
    assert 'id="line-2"' in text
    assert WHY in text


def test_refusal_is_told_with_its_reason(offices: Bargain, sign_in: SignIn) -> None:
    page = sign_in("reader").get(offices.address)
    third = next(one for one in page.context["lines"] if one.line.serial == "3")
    assert [(one.party, one.is_refusal, one.words) for one in third.reasons] == [
        ("AZE", True, "Nessuna sede in quei giorni")
    ]


def test_lines_are_chosen_by_the_address(offices: Bargain, sign_in: SignIn) -> None:
    client = sign_in("head")
    found = {
        show: [one.line.serial for one in client.get(offices.address, {"show": show}).context["lines"]]
        for show in ("open", "ours", "differ", "all", "nonsense")
    }
    assert found == {
        "open": ["1", "2", "3", "4", "5"],
        "ours": ["2", "3", "5"],
        "differ": ["2"],
        "all": ["1", "2", "3", "4", "5"],
        "nonsense": ["1", "2", "3", "4", "5"],
    }


def test_line_is_found_by_its_number(offices: Bargain, sign_in: SignIn) -> None:
    client = sign_in("reader")
    answer = client.get(offices.address, {"line": " 2 "})
    assert (answer.status_code, answer["Location"]) == (302, f"{offices.address}?show=open&page=1#line-2")
    assert client.get(offices.address, {"line": "99"}).status_code == 404


def test_words_of_many_lines_are_signed_in_one_entry(offices: Bargain, sign_in: SignIn) -> None:
    client = sign_in("head")
    review = client.post(
        offices.address,
        follow=True,
        data={
            "word:line-2": f"accept {offices.counter}",
            "word:line-3": f"withdraw {offices.texts['3']}",
            "word:line-4": "",
            "word:line-5": f"decline {offices.theirs}",
            "reason:line-5": "Troppo tardi",
        },
    )
    [entry] = review.context["entries"]
    assert sorted((one.act.act, one.act.record) for one in entry) == sorted(
        [
            ("endorse", offices.records["2"]),
            ("withdraw", offices.records["2"]),
            ("withdraw", offices.records["3"]),
            ("decline", offices.records["5"]),
        ]
    )
    assert sign(client, review).status_code == 302
    assert offices.word_of(offices.italy, offices.counter) == ["endorse"]
    assert offices.word_of(offices.italy, offices.theirs) == ["decline"]
    assert [(one.verb, one.detail) for one in LogLine.objects.all()] == [("sign.answer", {"texts": 4})]


def test_acceptance_ad_referendum_stands_beside_one_in_full(offices: Bargain, sign_in: SignIn) -> None:
    client = sign_in("head")
    words = {"word:line-2": f"accept {offices.counter}", "word:line-5": f"ad-referendum {offices.theirs}"}
    review = client.post(offices.address, words, follow=True)
    sign(client, review)
    lines = {one.line.serial: one for one in client.get(offices.address).context["lines"]}
    assert lines["5"].line.theirs.partly == ("ITA",)
    assert [choice.word for choice in lines["5"].choices] == ["accept", "decline"]


def test_refusal_without_reason_keeps_what_was_chosen(offices: Bargain, sign_in: SignIn) -> None:
    words = {"word:line-2": f"accept {offices.counter}", "word:line-5": f"decline {offices.theirs}"}
    page = sign_in("head").post(offices.address, {**words, "reason:line-2": "Bene"})
    assert page.status_code == 400
    assert page.context["errors"] == [{"id": "reason-line-5", "text": "Line 5: Say why: the reason goes out with it."}]
    kept = {one.line.serial: (one.chosen, one.reason) for one in page.context["lines"] if one.chosen}
    assert kept == {"2": ("accept", "Bene"), "5": ("decline", "")}


def test_nothing_chosen_says_so(offices: Bargain, sign_in: SignIn) -> None:
    page = sign_in("head").post(offices.address, {"word:line-2": ""})
    assert (page.status_code, len(page.context["errors"])) == (400, 1)


def test_whoever_may_not_consent_chooses_for_the_head_and_a_reader_chooses_nothing(
    offices: Bargain, sign_in: SignIn
) -> None:
    text = sign_in("officer").get(offices.address).content.decode()
    assert 'name="word:line-2"' in text
    assert 'name="word:line-2"' not in sign_in("reader").get(offices.address).content.decode()
    assert f'name="answers" value="{offices.counter}"' in text
    assert sign_in("reader").post(offices.address, {"word:line-2": f"accept {offices.counter}"}).status_code == 403


def test_plan_is_accepted_with_all_of_its_lines(offices: Bargain, sign_in: SignIn) -> None:
    azerbaijan = offices.azerbaijan
    plan = azerbaijan.draft("plan", title={"it": "Secondo piano campione"}, period="2025")
    whole = azerbaijan.propose(plan, line(azerbaijan, azerbaijan.record(plan), "1", "AZE")).versions[-1]
    azerbaijan.send(offices.italy)
    client = sign_in("head")
    page = client.get(f"/partners/AZE/plan/{whole.record}/negotiation/")
    assert page.context["head"].line.can == ("accept", "ad_referendum", "counter", "decline", "ask")
    assert [one.word for one in page.context["head"].choices] == ["decline"]
    review = client.post("/partners/AZE/review/", {"verb": "answer", "all_of": whole.version}, follow=True)
    sign(client, review)
    assert offices.word_of(offices.italy, whole.version) == ["endorse"]
    offices.italy.send(azerbaijan)
    azerbaijan.send(offices.italy)
    agreed = client.get(f"/partners/AZE/plan/{whole.record}/negotiation/")
    assert (agreed.context["lines"], [one["serial"] for one in agreed.context["settled"]]) == ((), ["1"])


def test_plan_is_offered_again_with_the_final_texts(offices: Bargain, sign_in: SignIn) -> None:
    client = sign_in("head")
    assert client.get(offices.address).context["is_settled"] is False
    words = {"word:line-2": f"accept {offices.counter}", "word:line-5": f"accept {offices.theirs}", "again": "1"}
    review = client.post(offices.address, words, follow=True)
    assert [len(entry) for entry in review.context["entries"]] == [4, 2]
    [plan] = [one for one in review.context["entries"][1] if one.act.act == "propose"]
    assert plan.with_lines == ("Sample course 1", "Sample course 4", "Sample course 2", "Sample course 5")
    assert review.context["review"].dropped == ("ITA/1/2",)
    sign(client, review)
    offices.italy.send(offices.azerbaijan)
    again = client.get(offices.address).context["head"].line.ours.version
    answering.accept(offices.azerbaijan.node, offices.azerbaijan.coop, all_of=again)
    offices.azerbaijan.send(offices.italy)
    assert client.get(offices.address).context["head"].line.standing == "agreed"


def test_plan_is_not_offered_again_with_words_that_are_no_full_consent(offices: Bargain, sign_in: SignIn) -> None:
    words = {"word:line-5": f"ad-referendum {offices.theirs}", "again": "1"}
    page = sign_in("head").post(offices.address, words)
    assert (page.status_code, len(page.context["errors"])) == (400, 1)


def test_draft_of_a_line_is_shown_and_can_be_signed_along(offices: Bargain, sign_in: SignIn) -> None:
    node, coop = offices.italy.node, offices.italy.coop
    draft = drafts.new(node, coop, answers=offices.counter, fields={"period": "2024-07"})
    client = sign_in("head")
    second = next(one for one in client.get(offices.address).context["lines"] if one.line.serial == "2")
    assert [(one.number, [where.where for where in one.differences]) for one in second.drafts] == [
        (draft.number, ["Period"])
    ]
    review = client.post(
        offices.address, {"draft": str(draft.number), "word:line-5": f"accept {offices.theirs}"}, follow=True
    )
    sign(client, review)
    ledger = node.store.open(coop.id)
    again = client.get(offices.address).context["lines"]
    ours = next(one for one in again if one.line.serial == "2").line.ours
    assert body_of(ledger, ours.version)["period"]["from"] == "2024-07-01"


def test_question_about_a_line_stands_beside_it(offices: Bargain, sign_in: SignIn) -> None:
    azerbaijan = offices.azerbaijan
    number = azerbaijan.draft("comment", about=offices.texts["4"], text={"it": "Quanti posti?"}, asks=True)
    stating.declare(azerbaijan.node, azerbaijan.coop, [number])
    azerbaijan.send(offices.italy)
    client = sign_in("officer")
    fourth = next(one for one in client.get(offices.address).context["lines"] if one.line.serial == "4")
    [asked] = fourth.said
    assert (asked.author, asked.body["asks"], asked.body["text"]["it"]) == ("AZE", True, "Quanti posti?")
    begun = client.post("/partners/AZE/drafts/new/comment/", {"about": asked.version})
    answer = client.get(begun["Location"])
    assert answer.context["about"].version == asked.version


def test_number_of_questions_does_not_grow_with_the_lines(offices: Bargain, sign_in: SignIn) -> None:
    azerbaijan, client = offices.azerbaijan, sign_in("head")
    found = []
    for number in (3, 60):
        plan = azerbaijan.draft("plan", title={"it": f"Piano di {number}"}, period="2025")
        record = azerbaijan.record(plan)
        azerbaijan.propose(plan, *(line(azerbaijan, record, str(serial), "AZE") for serial in range(number)))
        azerbaijan.send(offices.italy)
        client.get("/partners/AZE/records/plan/")
        with CaptureQueriesContext(connection) as asked:
            page = client.get(f"/partners/AZE/plan/{record}/negotiation/")
        found.append((len(page.context["lines"]), len(asked)))
    assert [lines for lines, _ in found] == [3, SIZE]
    assert found[0][1] == found[1][1]
    assert found[1][1] <= 30


def test_plan_that_is_not_there_is_not_found(offices: Bargain, sign_in: SignIn) -> None:
    client = sign_in("head")
    missing = offices.plan[:-1] + ("0" if offices.plan[-1] != "0" else "1")
    assert client.get(f"/partners/AZE/plan/{missing}/negotiation/").status_code == 404
    assert client.get(f"/partners/AZE/plan/{offices.records['1']}/negotiation/").status_code == 404


def test_words_stay_chosen_while_the_pages_are_turned(
    offices: Bargain, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(negotiation, "SIZE", 2)
    client = sign_in("head")
    counter = {"word:line-2": f"accept {offices.counter}", "go": "2"}
    turned = client.post(f"{offices.address}?show=all", counter)
    assert turned.headers["Location"] == f"{offices.address}?show=all&page=2"
    there = client.get(turned.headers["Location"])
    assert there.context["elsewhere"] == 1
    last = client.post(f"{offices.address}?show=all&page=3", {"word:line-5": f"accept {offices.theirs}"})
    review = client.get(last.headers["Location"])
    assert sorted(act.act.act for entry in review.context["entries"] for act in entry) == [
        "endorse",
        "endorse",
        "withdraw",
    ]
    sign(client, review)
    assert client.get(f"{offices.address}?show=all").context["elsewhere"] == 0
    assert offices.word_of(offices.italy, offices.counter)[-1:] == ["endorse"]


def test_words_are_forgotten_where_that_is_asked(offices: Bargain, sign_in: SignIn) -> None:
    client = sign_in("head")
    client.post(offices.address, {"word:line-99": "accept x", "go": "1"})
    assert client.get(offices.address).context["elsewhere"] == 1
    client.post(offices.address, {"forget": "1"})
    assert client.get(offices.address).context["elsewhere"] == 0


def test_text_that_stands_in_no_plan_has_every_answer(offices: Bargain, sign_in: SignIn) -> None:
    azerbaijan = offices.azerbaijan
    [own] = azerbaijan.propose(azerbaijan.draft("agreement", title={"it": "Accordo campione"})).versions
    azerbaijan.send(offices.italy)
    client = sign_in("head")
    address = f"/partners/AZE/agreement/{own.record}/answer/"
    page = client.get(address)
    line = page.context["one"]
    assert [choice.word for choice in line.choices] == ["accept", "ad-referendum", "decline"]
    assert [word for word in ("counter", "ask") if word in line.line.can] == ["counter", "ask"]
    assert f'href="{address}"' in client.get(f"/partners/AZE/agreement/{own.record}/").content.decode()
    assert client.post(address, {}).status_code == 400
    bare = client.post(address, {"word:text": f"decline {own.version}"})
    assert (bare.status_code, bare.context["one"].error) == (400, "Say why: the reason goes out with it.")
    said = {"word:text": f"decline {own.version}", "reason:text": "Manca la durata"}
    sign(client, client.get(client.post(address, said).headers["Location"]))
    assert offices.word_of(offices.italy, own.version)[-1:] == ["decline"]


def test_answer_of_a_plan_is_its_negotiation_and_of_nothing_is_not_found(offices: Bargain, sign_in: SignIn) -> None:
    client = sign_in("head")
    assert client.get(f"/partners/AZE/plan/{offices.plan}/answer/").headers["Location"] == offices.address
    assert client.get("/partners/AZE/agreement/AZE/nothing/answer/").status_code == 404
    assert client.get(f"/partners/AZE/agreement/{offices.records['1']}/answer/").status_code == 404
