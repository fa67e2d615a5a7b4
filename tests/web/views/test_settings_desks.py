"""A desk handed over with its open points, and the activities of a unit."""

import json

import pytest

from foedus.web.models import Grant, LogLine, UnitActivity, User
from tests.office.desk import Desk
from tests.web.conftest import SignIn


def test_desk_is_handed_over_with_its_open_points(web: Desk, sign_in: SignIn) -> None:
    giver = sign_in("officer", username="sample-giver", coop=web.coop.id)
    taker = sign_in("reader", username="sample-taker", coop="f" * 64)
    web.draft("milestone", what="Aperto")
    head = sign_in("head")
    page = head.get("/settings/hand-over/").content.decode()
    assert ('<td class="num" data-label="Drafts">1</td>' in page, "Sample officer" in page) == (True, True)
    [told] = json.loads(head.get("/settings/hand-over/?as=json").content)
    assert told == {"name": "AZE", "officers": "Sample officer", "turns": "", "drafts": 1}
    said = {"giver": "sample-giver", "taker": "sample-taker", "partnerships": [web.coop.id]}
    assert head.post("/settings/hand-over/", said).status_code == 302
    assert (giver.get("/partners/AZE/").status_code, taker.get("/partners/AZE/").status_code) == (404, 200)
    assert LogLine.objects.get().detail == {"giver": "sample-giver", "taker": "sample-taker"}


def test_desk_is_handed_over_twice_without_harm(web: Desk, sign_in: SignIn) -> None:
    for name in ("sample-giver", "sample-taker"):
        sign_in("officer", username=name, coop=web.coop.id)
    said = {"giver": "sample-giver", "taker": "sample-taker", "partnerships": [web.coop.id]}
    for _ in range(2):
        sign_in("head").post("/settings/hand-over/", said)
    assert [grant.user.username for grant in Grant.objects.filter(role="officer")] == ["sample-taker"]


@pytest.mark.parametrize("said", [{}, {"giver": "sample-head", "taker": "sample-head"}, {"giver": "nobody"}])
def test_handing_over_that_makes_no_sense_is_refused(web: Desk, sign_in: SignIn, said: dict[str, str]) -> None:
    page = sign_in("head").post("/settings/hand-over/", {**said, "partnerships": [web.coop.id]}).content.decode()
    assert "error-summary" in page


def test_head_of_one_partner_hands_over_that_desk_alone(web: Desk, sign_in: SignIn) -> None:
    page = sign_in("head", coop="f" * 64).get("/settings/hand-over/").content.decode()
    assert web.coop.id not in page


@pytest.fixture
def activity(web: Desk) -> str:
    """An activity that was offered."""
    number = web.draft("activity", title="Corso campione", host="ITA", period="2024-05")
    record = web.record(number)
    web.propose(number)
    return record


def test_unit_is_given_activities_and_they_are_taken_away(sign_in: SignIn, activity: str) -> None:
    unit = sign_in("unit")
    officer = sign_in("officer")
    page = officer.get("/settings/units/?coop=AZE&q=campione").content.decode()
    assert (f'value="{activity}"' in page, "Corso campione" in page) == (True, True)
    said = {"unit": "sample-unit", "record": [activity, "ITA/nothing"]}
    assert officer.post("/settings/units/AZE/", said).status_code == 302
    given = UnitActivity.objects.get()
    assert (given.record, unit.get(f"/partners/AZE/activity/{activity}/").status_code) == (activity, 200)
    assert "Corso campione" in officer.get("/settings/units/").content.decode()
    told = {"unit": "Sample unit", "activity": "Corso campione", "partner": "AZE", "record": activity}
    assert json.loads(officer.get("/settings/units/?as=json").content) == [told]
    officer.post(f"/settings/units/AZE/{given.pk}/end/")
    assert unit.get(f"/partners/AZE/activity/{activity}/").status_code == 404


def test_activity_is_given_to_units_alone(sign_in: SignIn, activity: str) -> None:
    officer = sign_in("officer")
    assert officer.post("/settings/units/AZE/", {"unit": "sample-officer", "record": [activity]}).status_code == 404


def test_partner_that_one_does_not_see_is_not_looked_through(sign_in: SignIn, activity: str) -> None:
    del activity
    assert sign_in("officer", coop="f" * 64).get("/settings/units/?coop=AZE").status_code == 404


def test_unit_reads_no_other_page(web: Desk, sign_in: SignIn, activity: str) -> None:
    unit = sign_in("unit")
    UnitActivity.objects.create(user=User.objects.get(), partnership=web.coop.id, record=activity)
    history = f"/partners/AZE/activity/{activity}/history/"
    answers = {address: unit.get(address).status_code for address in ("/partners/AZE/", "/calendar/", history)}
    assert answers == {"/partners/AZE/": 404, "/calendar/": 403, history: 404}
