"""An officer's chosen answers go to the head, who signs them or sends them back with words."""

from typing import Any

import pytest
from django.test import Client

from foedus.web.models import LogLine, SentAnswers
from tests.web.bargain import Bargain, bargain, hidden, sign
from tests.web.conftest import SignIn

pytestmark = pytest.mark.usefixtures("web", "contexts")
OFFICES = bargain
REVIEW = "/partners/AZE/review/"


def chosen(client: Client, offices: Bargain) -> Any:
    """The review of what an officer chose in the negotiation."""
    words = {"word:line-2": f"accept {offices.counter}", "word:line-5": f"decline {offices.theirs}"}
    answer = client.post(offices.address, {**words, "reason:line-5": "Manca la sede"})
    return client.get(answer.headers["Location"])


def to_do(client: Client, what: str) -> list[str]:
    """What lies with a person, as the page names it."""
    return [line.title for line in client.get("/").context[what]]


def test_chosen_answers_go_to_the_head_and_are_signed(offices: Bargain, sign_in: SignIn) -> None:
    officer, head = sign_in("officer"), sign_in("head")
    review = chosen(officer, offices)
    assert not review.context["may_sign"]
    sent = officer.post(REVIEW, {"intent": hidden(review, "intent"), "step": "send", "text": "Vanno bene"})
    assert sent.headers["Location"].startswith(offices.address)
    assert offices.word_of(offices.italy, offices.counter) == []
    assert (to_do(head, "to_decide"), to_do(officer, "to_decide")) == (["Answers chosen for 2 texts"], [])
    shown = head.get(f"{REVIEW}?sent={SentAnswers.objects.get().pk}")
    assert [one.act.act for entry in shown.context["entries"] for one in entry] == ["endorse", "withdraw", "decline"]
    sign(head, shown)
    assert offices.word_of(offices.italy, offices.counter)[-1:] == ["endorse"]
    assert offices.word_of(offices.italy, offices.theirs)[-1:] == ["decline"]
    assert (to_do(head, "to_decide"), SentAnswers.objects.get().state) == ([], "done")


def test_answers_come_back_with_words_and_are_sent_again(offices: Bargain, sign_in: SignIn) -> None:
    officer, head = sign_in("officer"), sign_in("head")
    officer.post(REVIEW, {"intent": hidden(chosen(officer, offices), "intent"), "step": "send"})
    address = f"{REVIEW}?sent={SentAnswers.objects.get().pk}"
    head.post(REVIEW, {"intent": hidden(head.get(address), "intent"), "step": "send-back", "text": "Aspettiamo"})
    assert (to_do(head, "to_decide"), to_do(officer, "came_back")) == ([], ["Answers chosen for 2 texts"])
    [line] = officer.get("/").context["came_back"]
    assert line.more[1:2] + line.more[-1:] == ("came back from the head", "“Aspettiamo”")
    officer.post(REVIEW, {"intent": hidden(officer.get(address), "intent"), "step": "send"})
    assert (to_do(head, "to_decide"), SentAnswers.objects.count()) == (["Answers chosen for 2 texts"], 1)
    assert list(LogLine.objects.filter(verb__startswith="answers").values_list("verb", flat=True)) == [
        "answers-sent", "answers-back", "answers-sent",
    ]  # fmt: skip


def test_answers_are_taken_off_by_who_sent_them_alone(offices: Bargain, sign_in: SignIn) -> None:
    officer, other = sign_in("officer"), sign_in("officer", username="other-officer")
    officer.post(REVIEW, {"intent": hidden(chosen(officer, offices), "intent"), "step": "send"})
    intent = hidden(officer.get(f"{REVIEW}?sent={SentAnswers.objects.get().pk}"), "intent")
    other.post(REVIEW, {"intent": intent, "step": "take-off"})
    assert SentAnswers.objects.get().state == "sent"
    officer.post(REVIEW, {"intent": intent, "step": "take-off"})
    assert SentAnswers.objects.get().state == "done"


def test_officer_sends_nothing_back_and_what_is_not_there_is_over(offices: Bargain, sign_in: SignIn) -> None:
    officer = sign_in("officer")
    officer.post(REVIEW, {"intent": hidden(chosen(officer, offices), "intent"), "step": "send"})
    intent = hidden(officer.get(f"{REVIEW}?sent={SentAnswers.objects.get().pk}"), "intent")
    assert officer.post(REVIEW, {"intent": intent, "step": "send-back"}).status_code == 403
    assert officer.get(f"{REVIEW}?sent=99").headers["Location"] == "/"
    assert officer.get(f"{REVIEW}?sent=x").headers["Location"] == "/"
