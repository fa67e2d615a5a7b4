"""Rows of lists: the names that programs rely on, and what a row of each says."""

import json
from datetime import date

from foedus.office import stating
from foedus.publishing.lists import JSON, written
from foedus.store import listing
from foedus.store.listing.calendar import Stretch
from foedus.web import lists
from foedus.web.desk import Desk as WebDesk
from foedus.web.models import Grant, User
from tests.office.desk import Desk


def reader(web: Desk) -> WebDesk:
    """The desk of somebody who reads everything."""
    user = User.objects.create(username="sample-reader")
    Grant.objects.create(user=user, role="reader")
    listing.catch_up(web.node)
    return WebDesk(user)


def test_activity_says_when_where_and_what_came_of_it(web: Desk) -> None:
    place = {"kind": "country", "country": "IT", "town": "Roma"}
    draft = web.draft("activity", title="Corso", serial="7", period="2026-05-04/2026-05-08", place=place, type="course")
    web.propose(draft)
    desk = reader(web)
    [row] = lists.activities(desk, desk.cooperations(), listing.ActivityFilter(), "usual")
    told = {name: row[name] for name in ("serial", "title", "type", "place", "begins", "ends", "status")}
    assert told == {
        "serial": "7",
        "title": "Corso",
        "type": "Course",
        "place": "Roma, Italy",
        "begins": date(2026, 5, 4),
        "ends": date(2026, 5, 8),
        "status": "Proposed",
    }
    assert set(row) == set(lists.ACTIVITY)


def test_records_tell_what_their_kind_features(web: Desk) -> None:
    stating.declare(web.node, web.coop, [web.draft("meeting", title="Incontro", dates="2026-05-04", host="ITA")])
    desk = reader(web)
    [row] = json.loads(written(lists.records(desk, web.coop, "meeting", (), "usual"), JSON))
    assert (row["title"], row["dates"], row["host"], row["standing"]) == ("Incontro", "4 May 2026", "Italy", "declared")


def test_event_tells_its_days(web: Desk) -> None:
    stating.declare(web.node, web.coop, [web.draft("meeting", title="Incontro", dates="2026-05-04")])
    desk = reader(web)
    stretch = Stretch(desk.numbers(), date(2026, 5, 1), date(2026, 5, 31))
    [row] = json.loads(written(lists.events(desk, desk.cooperations(), stretch), JSON))
    assert (row["begins"], row["kind"], row["precision"]) == ("2026-05-04", "Meeting", "Day")
    assert set(row) == set(lists.EVENT)
