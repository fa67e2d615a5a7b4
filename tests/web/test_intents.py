"""What a person means to sign, as forms and addresses carry it."""

import pytest
from django.http import QueryDict

from foedus.web import intents
from foedus.web.intents import Intent

FORM = (
    "verb=answer&draft=3&accept=a&accept=b&ad_referendum=c&decline:d=Troppo+tardi+&withdraw:e=&capacity=initialled"
    "&until=2024-12-31&note:it=+Nota+&note:en=&next=/partners/"
)


def test_form_says_every_word() -> None:
    assert intents.intent_of_form(QueryDict(FORM)) == Intent(
        "answer",
        drafts=(3,),
        accept=("a", "b"),
        ad_referendum=("c",),
        decline={"d": "Troppo tardi"},
        withdraw={"e": ""},
        capacity="initialled",
        until="2024-12-31",
        note={"it": "Nota"},
        next="/partners/",
    )


@pytest.mark.parametrize("form", ["", "verb=seal", "verb=propose&draft=x"])
def test_form_that_means_nothing_is_none(form: str) -> None:
    assert intents.intent_of_form(QueryDict(form)) is None


def test_address_names_drafts() -> None:
    assert intents.intent_of_address(QueryDict("draft=1&draft=2&verb=nonsense")) == Intent("propose", drafts=(1, 2))
    assert intents.intent_of_address(QueryDict("draft=1&verb=declare")) == Intent("declare", drafts=(1,))
    assert intents.intent_of_address(QueryDict("draft=one")) is None


def test_intent_goes_through_a_form_and_back() -> None:
    intent = intents.intent_of_form(QueryDict(FORM))
    assert intent is not None
    assert intents.from_text(intents.to_text(intent)) == intent


@pytest.mark.parametrize("text", ["", "[]", '{"verb":"seal"}', '{"verb":"answer","more":1}'])
def test_text_that_is_no_intent_is_none(text: str) -> None:
    assert intents.from_text(text) is None


def test_terms_that_are_not_in_the_form_stay() -> None:
    intent = Intent("answer", capacity="initialled", until="2024-12-31", note={"it": "Nota"})
    assert intents.with_terms(intent, QueryDict("capacity=nonsense")) == intent
    assert intents.with_terms(intent, QueryDict("capacity=full&until=")).until == ""


def test_every_verb_has_its_power() -> None:
    assert set(intents.POWER) == set(Intent.__annotations__["verb"].__args__)


def test_token_is_known_by_its_length() -> None:
    assert (intents.is_token(intents.new_token()), intents.is_token(""), intents.is_token("short")) == (
        True,
        False,
        False,
    )


@pytest.mark.usefixtures("web")
def test_token_is_taken_once() -> None:
    token = intents.new_token()
    assert (intents.done_before(token), intents.take_once(token, {"a": 1}), intents.take_once(token, {"a": 2})) == (
        None,
        True,
        False,
    )
    intents.remember(token, {"a": 3})
    assert intents.done_before(token) == {"a": 3}
