"""The interface for programs: what it describes is what it does, and nobody reads without a token that opens it."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok

from foedus.office import stating
from foedus.web import tokens
from foedus.web.api import api
from foedus.web.models import Grant, User
from foedus.web.wsgi import application
from tests.office.desk import Desk
from tests.web.conftest import SignIn

V1 = "/api/v1"
TODAY = date.today()  # noqa: DTZ011 - the interface's own day


def person(role: str = "reader", coop: str = "") -> User:
    """Somebody with a role."""
    user = User.objects.create(username=f"sample-{role}-{User.objects.count()}")
    Grant.objects.create(user=user, role=role, partnership=coop)
    return user


def asking(token: str) -> Client:
    """A program with a token."""
    return Client(SERVER_NAME="localhost", headers={"Authorization": f"Bearer {token}"})


@pytest.fixture
def told(web: Desk) -> Desk:
    """Italy with a proposed activity, a meeting and an undertaking."""
    web.propose(web.draft("activity", title="Corso", serial="1", period=TODAY.isoformat()))
    meeting = web.draft("meeting", title="Incontro", dates=TODAY.isoformat())
    promise = web.draft("undertaking", who="ITA", words="Prova", strength="offer")
    stating.declare(web.node, web.coop, [meeting, promise])
    return web


def test_every_question_is_refused_without_a_token(told: Desk) -> None:
    paths = api.get_openapi_schema()["paths"]
    asked = [path.format(coop=told.coop.name, kind="meeting", code="ITA", uid="x") for path in paths]
    assert [Client(SERVER_NAME="localhost").get(path).status_code for path in asked] == [401] * len(asked)
    assert [asking("foedus_wrong").get(path).status_code for path in asked] == [401] * len(asked)
    assert sorted({method for path in paths.values() for method in path}) == ["get"]


def test_token_reads_what_its_person_may_read(told: Desk) -> None:
    client = asking(tokens.new_token(person(), "Sample", None, None))
    coop = f"{V1}/cooperations/{told.coop.name}"
    assert [one["name"] for one in client.get(f"{V1}/cooperations").json()] == [told.coop.name]
    [activity] = client.get(f"{coop}/activities").json()["items"]
    assert (activity["title"], activity["status"]) == ({"it": "Corso", "en": "Corso"}, "proposed")
    [meeting] = client.get(f"{coop}/records/meeting").json()["items"]
    assert client.get(f"{coop}/record/{meeting['record']}").json() == meeting
    [promise] = client.get(f"{coop}/undertakings").json()["items"]
    assert (promise["who"], promise["strength"]) == ("ITA", "offer")
    days = {"first": TODAY.isoformat(), "last": TODAY.isoformat()}
    found = client.get(f"{V1}/calendar", days).json()["items"]
    assert sorted(one["kind"] for one in found) == ["activity", "meeting"]


def test_token_of_a_person_without_rights_finds_nothing(told: Desk) -> None:
    client = asking(tokens.new_token(person("administrator"), "Sample", None, None))
    assert client.get(f"{V1}/cooperations").json() == []
    there = client.get(f"{V1}/cooperations/{told.coop.name}/activities")
    not_there = client.get(f"{V1}/cooperations/XYZ/activities")
    assert (there.status_code, there.content) == (404, not_there.content)


def test_token_of_one_partner_reads_no_other(told: Desk) -> None:
    other = told.node.store.cooperations()[0]
    client = asking(tokens.new_token(person(coop="0" * 64), "Sample", other, None))
    assert client.get(f"{V1}/cooperations").json() == []


def test_token_that_is_over_or_ended_opens_nothing(told: Desk) -> None:
    over = asking(tokens.new_token(person(), "Sample", None, TODAY - timedelta(days=1)))
    assert over.get(f"{V1}/cooperations").status_code == 401
    user = person()
    client = asking(tokens.new_token(user, "Sample", told.coop, TODAY))
    assert client.get(f"{V1}/cooperations").status_code == 200
    user.tokens.all().delete()
    assert client.get(f"{V1}/cooperations").status_code == 401


def test_session_of_a_browser_opens_nothing_here(told: Desk, sign_in: SignIn) -> None:
    assert sign_in("reader").get(f"{V1}/cooperations/{told.coop.name}/activities").status_code == 401


def test_description_is_what_is_answered(told: Desk) -> None:
    headers = {"Authorization": f"Bearer {tokens.new_token(person(), 'Sample', told.coop, None)}", "Host": "localhost"}
    headers["Accept-Encoding"] = "identity"
    schema = schemathesis.openapi.from_wsgi(f"{V1}/openapi.json", application)
    asked: Counter[int] = Counter()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
        def check(case: schemathesis.Case[Any]) -> None:
            if "coop" in case.path_parameters:
                case.path_parameters["coop"] = told.coop.name
            asked[case.call_and_validate(headers=headers).status_code] += 1

        check()
    assert asked[200] > 0
    assert set(asked) <= {200, 400, 404, 422}
