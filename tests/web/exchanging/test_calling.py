"""This copy calls another office: what goes wrong here, too, is kept where pages tell it, and nothing is lost."""

from collections.abc import Iterator

import pytest
from django.db import connection

from foedus.exchange.addresses import PLACE
from foedus.office import partnerships, peers, stating
from foedus.web.desk import Desk as WebDesk
from foedus.web.exchanging.calling import call
from foedus.web.exchanging.showing import lines
from foedus.web.models import User
from tests.databases import ON_FILE_ALONE
from tests.exchange.answering import answering, whole
from tests.office.desk import Desk, Open
from tests.web.conftest import served

DECLARATIONS = 20


@pytest.fixture
def answered(open_desk: Open) -> Iterator[Desk]:
    """Italy, whose home is served, and which keeps an address where it is answered with what Azerbaijan declared."""
    italy, azerbaijan = open_desk("ITA"), open_desk("AZE")
    partnerships.found(italy.node, "Sample cooperation", cards=[azerbaijan.card], name="AZE")
    partnerships.join(azerbaijan.node, italy.write())
    for number in range(DECLARATIONS):
        words = f"Açıldı {number} " + "uzun-uzadı " * 300
        stating.declare(azerbaijan.node, azerbaijan.coop, [azerbaijan.draft("milestone", what=words)])
    with answering(whole(azerbaijan.write().read_bytes())) as address, served(italy.folder / "home"):
        peers.set_address(italy.node, italy.coop, "AZE", address.removesuffix(PLACE))
        yield italy


def held(desk: Desk) -> int:
    ledger = desk.node.store.open(desk.coop.id)
    return sum(1 for _ in ledger.lines_of("AZE"))


def limit(pages: int) -> None:
    """Let the database grow by so many pages and no more, as a disk that is full does."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + pages}")


@ON_FILE_ALONE
@pytest.mark.parametrize("room", [0, 8, 16])
def test_disk_that_is_full_here_is_told_and_the_next_try_goes_on(answered: Desk, room: int) -> None:
    desk = WebDesk(User(username="sample"))
    limit(room)
    told = call(desk, answered.coop, "AZE")
    assert told.failure is not None
    (line,) = lines(desk, answered.coop)
    assert (line.is_under_way, line.failure[0]) == (False, "The system refused: the disk is full.")
    assert held(answered) == 0
    limit(10_000)
    assert call(desk, answered.coop, "AZE").taken == DECLARATIONS + 1
    assert held(answered) == DECLARATIONS + 1
