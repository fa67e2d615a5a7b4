"""Users and roles: added, invited once, given roles from day to day, shut out; the last administrator stays."""

import json
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foedus.web.models import Grant, LogLine, User
from foedus.web.templatetags.foedus import day
from tests.office.desk import Desk
from tests.web.conftest import PASSWORD, SignIn


@pytest.fixture
def administrator(sign_in: SignIn) -> Client:
    return sign_in("administrator")


@pytest.fixture
def person(administrator: Client) -> User:
    """A person who was added just now."""
    administrator.post("/settings/users/new/", {"username": "sample-new", "name": "Sample new"})
    return User.objects.get(username="sample-new")


def test_person_is_added_without_a_password(person: User) -> None:
    assert (person.name, person.has_usable_password(), person.is_active) == ("Sample new", False, True)


@pytest.mark.parametrize("username", ["SAMPLE-NEW", "with blank", ""])
def test_name_that_cannot_be_taken_is_refused(administrator: Client, person: User, username: str) -> None:
    del person
    said = {"username": username, "name": "Sample other"}
    page = administrator.post("/settings/users/new/", said).content.decode()
    assert ("error-summary" in page, 'value="Sample other"' in page) == (True, True)
    assert User.objects.count() == 2


def test_invitation_is_shown_once_and_opens(administrator: Client, person: User, sign_in: SignIn) -> None:
    page = administrator.post(f"/settings/users/{person.pk}/invite/").content.decode()
    (link,) = re.findall(r"http://localhost(/welcome/[\w-]+/)", page)
    assert link not in administrator.get(f"/settings/users/{person.pk}/").content.decode()
    newcomer = sign_in()
    newcomer.post(link, {"password": PASSWORD, "again": PASSWORD})
    assert newcomer.get("/settings/").status_code == 200


def test_role_counts_with_its_partner_and_its_days(administrator: Client, person: User, web: Desk) -> None:
    today = date.today()  # noqa: DTZ011 - the day, where the office is
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    for begins, ends, status in (
        (today - timedelta(9), today - timedelta(1), 404),
        (today + timedelta(1), None, 404),
        (today, today, 200),
    ):
        Grant.objects.filter(user=person).delete()
        said = {"role": "reader", "partnership": web.coop.id, "begins": begins.isoformat()}
        said |= {"ends": ends.isoformat()} if ends else {}
        assert administrator.post(f"/settings/users/{person.pk}/", said).status_code == 302
        assert client.get("/partners/AZE/").status_code == status


@pytest.mark.parametrize(
    "said",
    [
        {"role": "nothing"},
        {"role": "reader", "partnership": "f" * 64},
        {"role": "reader", "begins": "2026-02-02", "ends": "2026-02-01"},
        {"role": "stand_in", "begins": "2026-02-02"},
        {"role": "stand_in", "ends": "2026-02-02"},
    ],
)
def test_role_that_makes_no_sense_is_refused(administrator: Client, person: User, said: dict[str, str]) -> None:
    assert "error-summary" in administrator.post(f"/settings/users/{person.pk}/", said).content.decode()
    assert Grant.objects.filter(user=person).count() == 0


def test_role_is_taken_away(administrator: Client, person: User) -> None:
    grant = Grant.objects.create(user=person, role="reader")
    administrator.post(f"/settings/users/{person.pk}/roles/{grant.pk}/end/")
    assert Grant.objects.filter(user=person).count() == 0
    assert LogLine.objects.filter(verb="role-taken").get().detail["role"] == "reader"


def test_last_administrator_stays(administrator: Client) -> None:
    grant = Grant.objects.get()
    administrator.post(f"/settings/users/{grant.user_id}/roles/{grant.pk}/end/")
    assert Grant.objects.filter(pk=grant.pk).exists()
    Grant.objects.create(user=User.objects.create(username="second"), role="administrator")
    administrator.post(f"/settings/users/{grant.user_id}/roles/{grant.pk}/end/")
    assert not Grant.objects.filter(pk=grant.pk).exists()


def test_person_is_shut_out_and_let_in_again(administrator: Client, person: User) -> None:
    Grant.objects.create(user=person, role="reader")
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    administrator.post(f"/settings/users/{person.pk}/active/", {"active": "no"})
    assert client.get("/settings/").status_code == 302
    administrator.post(f"/settings/users/{person.pk}/active/", {"active": "yes"})
    assert client.get("/settings/").status_code == 302
    assert User.objects.get(pk=person.pk).is_active


def test_nobody_shuts_themselves_out(administrator: Client) -> None:
    user = User.objects.get()
    assert administrator.post(f"/settings/users/{user.pk}/active/", {"active": "no"}).status_code == 403


def test_sessions_of_a_person_end(administrator: Client, person: User) -> None:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    assert client.get("/settings/").status_code == 200
    administrator.post(f"/settings/users/{person.pk}/sessions/")
    assert client.get("/settings/").status_code == 302


def test_file_of_people_says_what_the_page_says(administrator: Client, person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)
    today = timezone.localdate()
    for role, ends in (("reader", today - timedelta(days=1)), ("officer", today), ("unit", None)):
        Grant.objects.create(user=person, role=role, ends=ends)
    rows = json.loads(administrator.get("/settings/users/?as=json").content)
    assert [(one["username"], one["name"], one["may_come_in"], one["roles"]) for one in rows] == [
        ("sample-administrator", "Sample administrator", True, "Administrator, all partners"),
        ("sample-new", "Sample new", False, f"Officer, all partners until {day(today)}; Unit, all partners"),
    ]
    last = User.objects.get(username="sample-administrator").last_login
    assert last is not None
    assert [one["last"] for one in rows] == [last.isoformat(timespec="seconds"), ""]


def test_list_of_people_asks_the_same_however_many(administrator: Client) -> None:
    asked = []
    for number in range(3):
        user = User.objects.create(username=f"sample-{number}", name="Sample")
        Grant.objects.create(user=user, role="reader")
        with CaptureQueriesContext(connection) as queries:
            assert administrator.get("/settings/users/").content.decode().count("Sample</a>") == number + 1
        asked.append(len(queries))
    assert (asked[1] == asked[2], asked[2] <= 12) == (True, True), asked
