"""The timer's job of mails: only where mail is set up, and once a minute at most."""

import pytest
from django.test import override_settings

from foedus.web.mail_job import Due
from foedus.web.models import User
from tests.office.desk import Desk


@pytest.fixture
def somebody(web: Desk) -> Desk:
    """Somebody who wants mails every day."""
    User.objects.create(username="sample", email="sample@office.example", mail_rhythm="daily")
    return web


def test_mails_are_due_once_a_minute_where_mail_is_set_up(somebody: Desk) -> None:
    due = Due()
    with override_settings(SMTP="smtp://127.0.0.1", ADDRESS="https://office.example/"):
        assert [list(due(somebody.node)) for _ in range(2)] == [[()], []]


def test_nothing_is_due_where_mail_is_not_set_up(somebody: Desk) -> None:
    assert list(Due()(somebody.node)) == []


def test_nothing_is_due_where_nobody_wants_mails(web: Desk) -> None:
    User.objects.create(username="sample", email="sample@office.example")
    with override_settings(SMTP="smtp://127.0.0.1", ADDRESS="https://office.example/"):
        assert list(Due()(web.node)) == []
