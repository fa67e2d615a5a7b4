"""Calendar feeds over the wire: shown once, read by nobody else, ended, and never more than their person may read."""

import re
from datetime import date, timedelta
from typing import Any

from django.test import Client
from icalendar import Calendar

from foedus.office import drafts, partnerships, stating
from foedus.office.visits import Slot, Visit, keep
from foedus.web.models import Feed, Grant, LogLine, User
from tests.office.desk import Desk
from tests.web.conftest import SignIn

TODAY = date.today()  # noqa: DTZ011 - the pages' own day


def made(client: Client, partner: str = "") -> str:
    """Make a feed, and give its address as the page shows it."""
    page = client.post("/settings/feeds/", {"partner": partner}).content.decode()
    found = re.search(r'value="(http://[^"]+\.ics)"', page)
    assert found is not None
    return found[1].partition("localhost")[2]


def events(client: Client, address: str) -> list[tuple[str, str]]:
    calendar = Calendar.from_ical(client.get(address).content)
    return [(str(one["SUMMARY"]), str(one["STATUS"])) for one in calendar.walk("VEVENT")]


def meeting(desk: Desk, title: str) -> str:
    """Declare a meeting of today, and give its record."""
    number = desk.draft("meeting", title=title, dates=TODAY.isoformat(), place={"kind": "country", "country": "AZ"})
    return stating.declare(desk.node, desk.coop, [number]).versions[0].record


def test_feed_tells_what_its_person_may_read_without_signing_in(web: Desk, sign_in: SignIn) -> None:
    meeting(web, "Incontro di prova")
    officer = sign_in("officer")
    address = made(officer)
    assert events(sign_in(), address) == [(f"{web.coop.name}: Incontro di prova", "CONFIRMED")]
    assert Feed.objects.get().read_at is not None
    assert address not in officer.get("/settings/feeds/").content.decode()


def test_feed_ends_with_its_persons_rights(web: Desk, sign_in: SignIn) -> None:
    meeting(web, "Incontro di prova")
    address = made(sign_in("officer"))
    Grant.objects.all().delete()
    assert sign_in().get(address).status_code == 404


def test_feed_of_a_person_who_is_no_longer_active_is_not_there(sign_in: SignIn) -> None:
    address = made(sign_in("officer"))
    User.objects.update(is_active=False)
    assert sign_in().get(address).status_code == 404


def test_feed_of_one_partner_tells_of_that_partner_alone(web: Desk, sign_in: SignIn) -> None:
    meeting(web, "Con uno")
    partnerships.found(web.node, "Other", cards=[])
    other = next(one for one in web.node.store.cooperations() if one.id != web.coop.id)
    body = {"title": "Con altro", "dates": TODAY.isoformat()}
    stating.declare(web.node, other, [drafts.new(web.node, other, "meeting", body=body).number])
    officer = sign_in("officer")
    assert [name for name, _ in events(sign_in(), made(officer, web.coop.name))] == [f"{web.coop.name}: Con uno"]
    assert len(events(sign_in(), made(officer))) == 2


def test_feed_that_is_ended_opens_nothing_and_is_logged(sign_in: SignIn) -> None:
    officer = sign_in("officer")
    address = made(officer)
    stranger = sign_in("head", username="sample-other")
    assert stranger.post(f"/settings/feeds/{Feed.objects.get().pk}/end/").status_code == 404
    assert officer.post(f"/settings/feeds/{Feed.objects.get().pk}/end/").status_code == 302
    assert sign_in().get(address).status_code == 404
    assert list(LogLine.objects.order_by("pk").values_list("verb", flat=True)) == ["feed-made", "feed-ended"]


def test_calendar_that_looks_again_finds_the_same_happening_changed(web: Desk, sign_in: SignIn) -> None:
    record = meeting(web, "Incontro di prova")
    address = made(sign_in("officer"))

    def told() -> tuple[Any, Any, Any, Any]:
        (one,) = Calendar.from_ical(sign_in().get(address).content).walk("VEVENT")
        uid, sequence, title, begins = (one.decoded(name) for name in ("UID", "SEQUENCE", "SUMMARY", "DTSTART"))
        return uid, sequence, title, begins

    before = told()
    moved = TODAY + timedelta(days=3)
    fields = {"title.it": "Incontro spostato", "dates": moved.isoformat()}
    again = drafts.new(web.node, web.coop, record=record, fields=fields)
    stating.declare(web.node, web.coop, [again.number])
    after = told()
    assert (after[0], after[1] > before[1]) == (before[0], True)
    assert (str(after[2]), after[3]) == (f"{web.coop.name}: Incontro spostato", moved)


def test_record_is_handed_out_as_a_file(web: Desk, sign_in: SignIn) -> None:
    record = meeting(web, "Incontro di prova")
    client = sign_in("reader")
    address = f"/partners/{web.coop.name}/meeting/{record}/calendar.ics"
    assert events(client, address) == [(f"{web.coop.name}: Incontro di prova", "CONFIRMED")]
    assert client.get(f"/partners/{web.coop.name}/meeting/ITA/nothing/calendar.ics").status_code == 404


def test_programme_leaves_as_a_file_by_the_clock_of_its_place(web: Desk, sign_in: SignIn) -> None:
    record = meeting(web, "Visita")
    keep(web.node, web.coop, record, Visit(programme=(Slot(TODAY.isoformat(), "09:00", "Arrivo"),)))
    told = sign_in("officer").get(f"/partners/{web.coop.name}/meeting/{record}/visit/programme.ics").content
    assert b"DTSTART;TZID=Asia/Baku:" in told
    assert LogLine.objects.get().verb == "programme-out"
