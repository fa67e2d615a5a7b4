"""Officer to head and back: who may, what lies where, and that nothing is done twice."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foedus.store.models import Draft
from foedus.web import draft_steps
from foedus.web.desk import Desk as WebDesk
from foedus.web.draft_steps import DraftStepError
from foedus.web.models import LogLine, User
from tests.office.desk import Desk
from tests.web.conftest import SignIn


@pytest.fixture
def desks(web: Desk, sign_in: SignIn) -> dict[str, WebDesk]:
    """The desks of an officer, a head and a reader, at the one cooperation that there is."""
    for role in ("officer", "head", "reader"):
        sign_in(role, coop=web.coop.id)
    return {role: WebDesk(User.objects.get(username=f"sample-{role}")) for role in ("officer", "head", "reader")}


@pytest.fixture
def number(web: Desk) -> int:
    return web.draft("milestone", what="Aperto")


def test_draft_goes_to_the_head_and_back(desks: dict[str, WebDesk], web: Desk, number: int) -> None:
    officer, head = desks["officer"], desks["head"]
    assert draft_steps.send(officer, web.coop, [number], "Please look") == (number,)
    assert draft_steps.with_the_head([number]) == {number}
    (waiting,) = draft_steps.waiting(head)
    assert (waiting.draft, waiting.kind, waiting.last.who, waiting.last.text) == (
        number,
        "milestone/1",
        "Sample officer",
        "Please look",
    )
    assert waiting.captions["it"] == "Aperto"
    assert draft_steps.send_back(head, web.coop, [number], "Say where") == (number,)
    assert (draft_steps.with_the_head([number]), draft_steps.waiting(head)) == (frozenset(), ())
    (back,) = draft_steps.came_back(officer)
    assert (back.draft, back.last.text, draft_steps.came_back(head)) == (number, "Say where", ())
    assert [(one.username, one.step) for one in draft_steps.steps(number)] == [
        ("sample-officer", "sent"),
        ("sample-head", "back"),
    ]


def test_draft_that_lies_with_the_head_is_changed_by_the_head_alone(
    desks: dict[str, WebDesk], web: Desk, number: int
) -> None:
    officer, head = desks["officer"], desks["head"]
    assert draft_steps.may_change(officer, web.coop, number)
    draft_steps.send(officer, web.coop, [number])
    assert (draft_steps.may_change(officer, web.coop, number), draft_steps.may_change(head, web.coop, number)) == (
        False,
        True,
    )
    draft_steps.take_back(officer, web.coop, [number])
    assert draft_steps.may_change(officer, web.coop, number)
    assert not draft_steps.may_change(desks["reader"], web.coop, number)


def test_comment_moves_nothing(desks: dict[str, WebDesk], web: Desk, number: int) -> None:
    draft_steps.send(desks["officer"], web.coop, [number])
    draft_steps.comment(desks["officer"], web.coop, number, " One more thing ")
    assert draft_steps.with_the_head([number]) == {number}
    assert [one.text for one in draft_steps.steps(number)] == ["", "One more thing"]


def test_step_taken_twice_is_taken_once(desks: dict[str, WebDesk], web: Desk, number: int) -> None:
    assert draft_steps.send(desks["officer"], web.coop, [number, number]) == (number,)
    assert draft_steps.send(desks["officer"], web.coop, [number]) == ()
    assert draft_steps.take_back(desks["officer"], web.coop, [number]) == (number,)
    assert draft_steps.take_back(desks["officer"], web.coop, [number]) == ()
    assert [(line.who, line.verb, line.detail) for line in LogLine.objects.order_by("pk")] == [
        ("sample-officer", "draft-sent", {"drafts": [number]}),
        ("sample-officer", "draft-taken-back", {"drafts": [number]}),
    ]


def test_step_without_words_is_refused(desks: dict[str, WebDesk], web: Desk, number: int) -> None:
    draft_steps.send(desks["officer"], web.coop, [number])
    for refused in (
        lambda: draft_steps.send_back(desks["head"], web.coop, [number], " "),
        lambda: draft_steps.comment(desks["head"], web.coop, number, ""),
    ):
        with pytest.raises(DraftStepError, match="text-missing"):
            refused()


def test_draft_of_another_cooperation_is_refused(desks: dict[str, WebDesk], web: Desk, number: int) -> None:
    with pytest.raises(DraftStepError) as caught:
        draft_steps.send(desks["officer"], web.coop, [number, number + 1])
    assert (caught.value.reason, caught.value.facts) == ("draft-unknown", {"drafts": [number + 1]})
    assert draft_steps.steps(number) == ()


def test_step_by_someone_who_may_not_is_refused(desks: dict[str, WebDesk], web: Desk, number: int) -> None:
    with pytest.raises(PermissionDenied):
        draft_steps.send(desks["reader"], web.coop, [number])
    draft_steps.send(desks["officer"], web.coop, [number])
    with pytest.raises(PermissionDenied):
        draft_steps.send_back(desks["officer"], web.coop, [number], "mine")


def test_draft_that_is_gone_waits_no_more(desks: dict[str, WebDesk], web: Desk, number: int) -> None:
    draft_steps.send(desks["officer"], web.coop, [number])
    Draft.objects.filter(pk=number).delete()
    assert draft_steps.waiting(desks["head"]) == ()


def test_list_of_what_waits_asks_the_same_however_much_it_is(desks: dict[str, WebDesk], web: Desk) -> None:
    numbers = [web.draft("milestone", what=f"Aperto {n}") for n in range(5)]
    asked = []
    for sent in (numbers[:1], numbers):
        draft_steps.send(desks["officer"], web.coop, sent)
        draft_steps.waiting(desks["head"])
        with CaptureQueriesContext(connection) as queries:
            assert [one.draft for one in draft_steps.waiting(desks["head"])] == sent
        asked.append(len(queries))
    assert asked == [3, 3]
