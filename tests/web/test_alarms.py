"""Alarms: what a lying peer leaves behind stands on every page until someone with the right has read it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foedus.ledger import acts as a
from foedus.ledger.bundle import Manifest, pack
from foedus.ledger.keys import SigningKey
from foedus.ledger.line import write_entry
from foedus.office import receiving, stating
from foedus.store.node import open_node
from foedus.web import alarms
from foedus.web.desk import Desk as WebDesk
from foedus.web.models import LogLine, User
from tests.databases import keep_aside
from tests.office.desk import Clock, Desk
from tests.web.conftest import SignIn


def azerbaijan(web: Desk, clock: Clock, copy: str = "") -> Desk:
    """Azerbaijan's desk, or a copy of it that goes on by itself."""
    home = web.folder.parent / "AZE" / "home"
    if copy:
        keep_aside(home, home.with_name(copy))
        home = home.with_name(copy)
    desk = Desk(open_node(home, lambda: None, clock), home.parent, "AZE")
    desk.sent = 50 if copy else 10
    return desk


def key_of(desk: Desk) -> SigningKey:
    return desk.node.keyring.signing(desk.card.thumbprint)


def send_lines(desk: Desk, web: Desk, lines: list[bytes]) -> None:
    """Send lines as they are, in a dispatch that is signed well."""
    path = desk.folder / "made.foedus"
    manifest = Manifest("foedus-bundle/1", desk.coop.id, "AZE", ("ITA",), "2024-01-01T00:00:00Z")
    with path.open("wb") as out:
        pack(out, manifest, key_of(desk), {"AZE": lines})
    receiving.receive(web.node, path)


def forge(desk: Desk, web: Desk) -> None:
    """Send an entry that was changed after it was signed."""
    stating.declare(desk.node, desk.coop, [desk.draft("milestone", what="Aperto")])
    ledger = desk.node.store.open(desk.coop.id)
    send_lines(desk, web, [line.replace(b"Aperto", b"Chiuso") for line in ledger.lines_of("AZE")])


def lie(desk: Desk, web: Desk) -> None:
    """Send an entry that is signed well, and numbered as none can be."""
    ledger = desk.node.store.open(desk.coop.id)
    (last,) = ledger.entry_hash("AZE", 0)
    entry = a.Entry(
        v=1, partnership=desk.coop.id, party="AZE", seq=7, prev=last, at="2024-01-02T00:00:00Z", acts=(a.Leave(),)
    )
    send_lines(desk, web, [*ledger.lines_of("AZE"), write_entry(entry, key_of(desk))])


def fork(web: Desk, clock: Clock) -> None:
    """Have two copies of one Party sign each by itself, and take both in."""
    other = azerbaijan(web, clock, "copy")
    one = azerbaijan(web, clock)
    for desk, what in ((one, "Aperto"), (other, "Chiuso")):
        stating.declare(desk.node, desk.coop, [desk.draft("milestone", what=what)])
        receiving.receive(web.node, desk.write())


@pytest.fixture
def head(web: Desk, sign_in: SignIn) -> WebDesk:
    sign_in("head", coop=web.coop.id)
    return WebDesk(User.objects.get(username="sample-head"))


def test_conflicting_registers_are_an_alarm_with_both_entries(web: Desk, clock: Clock, head: WebDesk) -> None:
    fork(web, clock)
    alarms.refresh(web.node, web.coop)
    (alarm,) = alarms.all(head, web.coop)
    hashes = web.node.store.open(web.coop.id).entry_hash("AZE", 1)
    assert (alarm.what, alarm.code, alarm.facts["seq"]) == ("conflict", "AZE", 1)
    assert sorted((alarm.facts["one"], alarm.facts["other"])) == sorted(hashes)
    assert alarms.alarms(head) == [
        {
            "text": "Azerbaijan keeps conflicting registers: two different entries bear the same number.",
            "url": "/partners/AZE/dispatches/",
        }
    ]


def test_forged_entry_is_an_alarm(web: Desk, clock: Clock, head: WebDesk) -> None:
    forge(azerbaijan(web, clock), web)
    alarms.refresh(web.node, web.coop)
    (alarm,) = alarms.all(head, web.coop)
    assert (alarm.what, alarm.code, alarm.facts) == (
        "forged",
        "AZE",
        {"file": "made.foedus", "line": 2, "bearer": "AZE", "code": "AZE"},
    )


def test_lie_that_is_signed_well_is_an_alarm(web: Desk, clock: Clock, head: WebDesk) -> None:
    lie(azerbaijan(web, clock), web)
    alarms.refresh(web.node, web.coop)
    (alarm,) = alarms.all(head, web.coop)
    assert (alarm.what, alarm.code, alarm.facts["reason"]) == ("aside", "AZE", "seq")


def test_alarm_is_kept_once_and_stays_read(web: Desk, clock: Clock, head: WebDesk) -> None:
    forge(azerbaijan(web, clock), web)
    for _ in range(2):
        alarms.refresh(web.node, web.coop)
    (alarm,) = alarms.all(head, web.coop)
    assert (alarms.mark_read(head, web.coop, alarm.key), alarms.mark_read(head, web.coop, alarm.key)) == (True, False)
    alarms.refresh(web.node, web.coop)
    (read,) = alarms.all(head, web.coop)
    assert (alarms.alarms(head), read.read_by) == ([], "Sample head")
    assert LogLine.objects.filter(verb="alarm-read").count() == 2


def test_alarm_stands_on_every_page_of_those_who_have_to_do_with_it(
    web: Desk, clock: Clock, sign_in: SignIn, head: WebDesk
) -> None:
    forge(azerbaijan(web, clock), web)
    alarms.refresh(web.node, web.coop)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        alarms.alarms(head)
    assert len([one for one in asked if "standingalarm" in one["sql"]]) == 1
    words = "A dispatch of Azerbaijan brought an entry with a signature that is not its author"
    assert words in sign_in("reader", coop=web.coop.id).get("/settings/").content.decode()
    assert words not in sign_in("officer", coop="f" * 64).get("/settings/").content.decode()
    assert words not in sign_in().get("/login/").content.decode()


def test_alarm_is_read_by_those_alone_who_answer_for_it(web: Desk, clock: Clock, sign_in: SignIn) -> None:
    forge(azerbaijan(web, clock), web)
    alarms.refresh(web.node, web.coop)
    sign_in("officer", coop=web.coop.id)
    officer = WebDesk(User.objects.get(username="sample-officer"))
    (alarm,) = alarms.all(officer, web.coop)
    with pytest.raises(PermissionDenied):
        alarms.mark_read(officer, web.coop, alarm.key)
    sign_in("reader", coop=web.coop.id)
    with pytest.raises(PermissionDenied):
        alarms.all(WebDesk(User.objects.get(username="sample-reader")), web.coop)


def test_alarm_is_found_when_a_dispatch_came_by_command(web: Desk, clock: Clock, sign_in: SignIn) -> None:
    client = sign_in("head", coop=web.coop.id)
    client.get("/settings/")
    fork(web, clock)
    assert "keeps conflicting registers" in client.get("/settings/").content.decode()


def test_office_without_alarms_is_told_nothing(web: Desk, head: WebDesk) -> None:
    alarms.refresh(web.node, web.coop)
    assert (alarms.alarms(head), alarms.all(head, web.coop)) == ([], ())
