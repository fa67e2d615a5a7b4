"""What went and came with a partner, and what a page tells of what waits: as the tables hold it, in words."""

from foedus.office import receiving
from foedus.office.ports import Dispatch
from foedus.store import listing
from foedus.web import traffic
from foedus.web.desk import Desk as WebDesk
from foedus.web.models import User
from tests.office.desk import Clock, Desk
from tests.web.conftest import SignIn
from tests.web.test_alarms import azerbaijan, forge

AT = "2026-02-01T09:00:00Z"


def desk_of(sign_in: SignIn, role: str, coop: str = "") -> WebDesk:
    sign_in(role, coop=coop)
    return WebDesk(User.objects.get(username=f"sample-{role}"))


def test_what_went_and_came_stands_newest_first(web: Desk, clock: Clock, sign_in: SignIn) -> None:
    other = azerbaijan(web, clock)
    web.propose(web.draft("activity", title="Corso campione"))
    receiving.receive(other.node, web.write())
    receiving.receive(web.node, other.write())
    page = traffic.page_of(desk_of(sign_in, "officer"), web.coop, None)
    told = [(one.is_in, one.peer, one.entries, one.is_plain, one.refused) for one in page]
    assert told[:2] == [(True, "AZE", 0, False, ()), (False, "AZE", 1, False, ())]
    assert [one.url for one in page] == [""] * len(page.object_list)


def test_pages_of_what_passed_follow_each_other_and_know_the_last_of_each_party(web: Desk, sign_in: SignIn) -> None:
    for number in range(traffic.ROWS + 1):
        sent = Dispatch(0, web.coop.id, "out", "AZE", AT, AT, f"{number}.foedus", number)
        web.node.store.put_dispatch(sent)
    desk = desk_of(sign_in, "officer")
    total = len(web.node.store.dispatches(web.coop.id))
    first, second, beyond = (traffic.page_of(desk, web.coop, number) for number in ("1", "2", "9"))
    assert [one.entries for one in first] == list(range(traffic.ROWS, 0, -1))
    assert second[0].entries == 0
    assert (len(second), [one.at for one in beyond]) == (total - traffic.ROWS, [one.at for one in second])
    assert [traffic.page_of(desk, web.coop, wrong).number for wrong in ("-1", "0", "x", "9" * 30)] == [2, 2, 1, 2]


def test_refused_lines_are_told_with_their_reason(web: Desk, clock: Clock, sign_in: SignIn) -> None:
    forge(azerbaijan(web, clock), web)
    page = traffic.page_of(desk_of(sign_in, "officer"), web.coop, "1")
    (refused,) = page[0].refused
    assert (refused.where, page[0].refused_more) == ("journals/AZE.jsonl, line 2", 0)
    assert refused.why.startswith("its signature is not of the key that it names")


def test_standing_tells_what_they_lack_and_who_can_be_sent_to(web: Desk, sign_in: SignIn) -> None:
    web.propose(web.draft("activity", title="Corso campione"))
    told = traffic.standing(desk_of(sign_in, "officer"), web.coop)
    assert (told["receivers"], told["waits"], told["aside"], told["missing_files"]) == (("AZE",), [], [], 0)
    assert [(one.told.party, one.lacks) for one in told["seen"]] == [("AZE", 1)]


def test_overview_has_the_partners_that_one_may_see(web: Desk, sign_in: SignIn) -> None:
    listing.catch_up(web.node)
    (row,) = traffic.overview(desk_of(sign_in, "officer"))
    assert (row.row.name, row.waiting, row.aside, row.alarms, row.last_in != "") == ("AZE", 0, 0, 0, True)
    assert traffic.overview(desk_of(sign_in, "reader")) == []
