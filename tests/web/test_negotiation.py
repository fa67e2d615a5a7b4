"""Which lines a negotiation's page shows and where, and what the words chosen there come to."""

from django.http import QueryDict

from foedus.office.negotiation import Outline
from foedus.web.intents import Intent
from foedus.web.negotiation import Word, anchors, chosen, intent_of, words_in

LINES = (
    Outline("ITA/a0000000-1", "1", is_open=False),
    Outline("ITA/b0000000-1", "2", is_open=True, differs=True, is_ours=True, is_theirs=True),
    Outline("ITA/c0000000-1", "2", is_open=True, is_refused=True),
    Outline("ITA/d0000000-1", "3 bis", is_open=True),
    Outline("ITA/e0000000-1", "", is_open=True),
)
FORM = QueryDict(
    "word:line-1=accept+x/0&word:line-2=decline+y/1&reason:line-2=+Troppo+tardi+&word:line-3=&word:line-4=seal+z/0"
    "&word:line-5=ad-referendum+v/0&word:line-6=withdraw+w/0&draft=3&draft=x&other=1"
)


def test_lines_are_chosen_by_what_is_asked() -> None:
    found = {show: [LINES.index(line) for line in chosen(LINES, show)] for show in ("open", "ours", "differ", "all")}
    assert found == {"open": [1, 2, 3, 4], "ours": [1, 2], "differ": [1], "all": [0, 1, 2, 3, 4]}


def test_every_line_has_an_anchor_of_its_own() -> None:
    assert list(anchors(LINES).values()) == ["line-1", "line-2", "line-2-c0000000", "line-3-bis", "line--e0000000"]


def test_words_are_read_and_what_is_none_is_left_out() -> None:
    assert words_in(FORM) == (
        Word("line-1", "accept", "x/0", ""),
        Word("line-2", "decline", "y/1", "Troppo tardi"),
        Word("line-5", "ad-referendum", "v/0", ""),
        Word("line-6", "withdraw", "w/0", ""),
    )


def test_words_come_to_one_intent() -> None:
    assert intent_of(FORM, "/next/") == Intent(
        "answer",
        drafts=(3,),
        accept=("x/0",),
        ad_referendum=("v/0",),
        decline={"y/1": "Troppo tardi"},
        withdraw={"w/0": ""},
        next="/next/",
    )


def test_plan_that_is_offered_again_needs_no_word() -> None:
    assert intent_of(QueryDict(), "", "ITA/plan") == Intent("repropose", plan="ITA/plan")
    assert intent_of(QueryDict("word:line-1="), "") is None
