"""What stands around every page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.office.desk import Desk
from tests.web.conftest import SignIn

pytestmark = pytest.mark.usefixtures("web")


def test_first_page_of_officer_answers(web: Desk, sign_in: SignIn) -> None:
    answer = sign_in("officer").get("/")
    assert answer.status_code == 200
    assert web.code in answer.content.decode()


def test_page_for_nobody_leads_to_the_door(sign_in: SignIn) -> None:
    answer = sign_in().get("/partners/?year=2024")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login/?next=/partners/%3Fyear%3D2024")


def test_frame_of_a_page_asks_five_questions(sign_in: SignIn) -> None:
    client = sign_in("administrator")
    client.get("/settings/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/settings/")
    assert len(asked) == 5
