"""What is to be done, line by line: who waits, since when, and the one action of each line for the person who looks."""

from datetime import date

from django.utils import translation

from foedus.store.listing.waits import Wait, wait_lines, waits
from foedus.web.desk import Desk as WebDesk
from foedus.web.duties import Duties, totals, who_waits
from foedus.web.models import User
from tests.office.desk import Desk
from tests.web.bargain import Bargain, bargain
from tests.web.conftest import SignIn

OFFICES = bargain


def desk_of(sign_in: SignIn, role: str) -> WebDesk:
    sign_in(role).get("/")
    return WebDesk(User.objects.get(username=f"sample-{role}"))


def actions(desk: WebDesk, web: Desk) -> list[tuple[str, str, bool]]:
    """The title of each line of ours, its action, and whether that is the main one."""
    number = desk.number(web.coop)
    with translation.override("en"):
        told = totals(waits(desk.node, [number], today=date(2024, 2, 1)), is_ours=True)
        lines = wait_lines(desk.node, [number], today=date(2024, 2, 1), is_ours=True, start=0, end=50, lines=told)
        found = Duties(desk, "/").sections(lines, told)
        return [
            (line.title, line.action.label, line.action.is_main)
            for section in found
            for line in section.lines
            if line.action is not None
        ]


def test_texts_of_a_plan_are_answered_in_its_negotiation(web: Desk, sign_in: SignIn) -> None:
    assert actions(desk_of(sign_in, "officer"), web)[0] == ("Sample plan", "Answer", True)
    assert actions(desk_of(sign_in, "auditor"), web)[0] == ("Sample plan", "Open", False)


def test_text_that_stands_in_no_plan_is_answered_on_its_own_page(offices: Bargain, web: Desk, sign_in: SignIn) -> None:
    azerbaijan = offices.azerbaijan
    [own] = azerbaijan.propose(azerbaijan.draft("agreement", title={"it": "Accordo campione"})).versions
    azerbaijan.send(web)
    desk = desk_of(sign_in, "officer")
    number = desk.number(web.coop)
    lines = wait_lines(desk.node, [number], today=date(2024, 2, 1), is_ours=True, start=0, end=50, lines={"answer": 50})
    line = next(one for one in lines if one.turn.name == own.record)
    action = Duties(desk, "/").wait(line).action
    assert action is not None
    assert (action.url, action.fields) == (f"/partners/AZE/agreement/{own.record}/answer/", ())


def test_totals_are_of_one_side() -> None:
    found = (
        Wait(1, "ITA", "answer", is_ours=True, number=3, lines=2, since="2024-01-02"),
        Wait(1, "AZE", "answer", is_ours=False, number=1, lines=1, since="2024-01-01"),
        Wait(2, "ITA", "answer", is_ours=True, number=1, lines=1, since="2024-01-03"),
    )
    assert (totals(found, is_ours=True), totals(found, is_ours=False)) == ({"answer": 3}, {"answer": 1})


def test_who_waits_is_told_in_one_line(web: Desk, sign_in: SignIn) -> None:
    desk = desk_of(sign_in, "officer")
    with translation.override("en"):
        [line] = who_waits(desk, waits(desk.node, [desk.number(web.coop)], today=date(2024, 2, 1)))
    assert (line.coop, line.party) == ("AZE", "Azerbaijan")
