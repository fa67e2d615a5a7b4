"""What came is listed once it has come: not while more comes, and not twice."""

from foedus.office import stating
from foedus.store import listing
from foedus.web.listing_job import Due, list_what_came
from tests.office.desk import Desk


def declare(desk: Desk, what: str) -> None:
    stating.declare(desk.node, desk.coop, [desk.draft("milestone", what=what)])


def test_what_came_is_due_once_when_nothing_more_comes(web: Desk) -> None:
    due = Due()
    assert [len(list(due(web.node))) for _ in range(4)] == [0, 1, 0, 0]


def test_what_still_comes_is_not_due_yet(web: Desk) -> None:
    due, turns = Due(), []
    for what in ("Aperto", "Ancora aperto", "Chiuso"):
        declare(web, what)
        turns.append(list(due(web.node)))
    assert (turns, [list(due(web.node)) for _ in range(2)]) == ([[], [], []], [[()], []])


def test_task_lists_what_came(web: Desk) -> None:
    list_what_came.call()
    declare(web, "Aperto")
    list_what_came.call()
    assert not listing.catch_up(web.node)
