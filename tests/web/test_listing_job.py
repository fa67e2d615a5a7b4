"""What came is listed once it has come: not while more comes, and not twice."""

import sqlite3
from contextlib import closing

from foedus.office import partnerships, stating
from foedus.store import listing
from foedus.web import alarms
from foedus.web.listing_job import Due, list_what_came
from tests.databases import ON_FILE_ALONE
from tests.office.desk import Desk, Open


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


@ON_FILE_ALONE
def test_others_may_write_after_each_cooperation_that_is_listed(web: Desk, open_desk: Open) -> None:
    partnerships.found(web.node, "Another", cards=[open_desk("KAZ").card])
    written = []

    def write() -> None:
        with closing(sqlite3.connect(web.folder / "home" / "foedus.db", timeout=0)) as other:
            other.execute("BEGIN IMMEDIATE")
            written.append(other.in_transaction)

    alarms.catch_up(web.node, rest=write)
    alarms.catch_up(web.node, rest=write)
    assert written == [True, True]
