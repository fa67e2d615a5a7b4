"""Each check of the workbench says what is wrong, and nothing where nothing is."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from foedus.office.checkup import Finding
from foedus.web import checkup, second_factor
from foedus.web.desk import Desk as WebDesk
from foedus.web.models import Grant, OpenSession, StandingAlarm, User
from tests.office.desk import Desk
from tests.web.conftest import PASSWORD

pytestmark = pytest.mark.usefixtures("web")


def told(found: list[Finding]) -> list[tuple[str, str]]:
    return [(one.how, one.reason) for one in found]


def person(name: str, role: str) -> User:
    user = User(username=name, name=name)
    user.set_password(PASSWORD)
    user.save()
    Grant.objects.create(user=user, role=role)
    return user


def test_alarm_that_nobody_has_read(web: Desk) -> None:
    assert told(checkup.alarms(web.node)) == [("ok", "no-alarms")]
    now = timezone.now()
    one = StandingAlarm(partnership=web.coop.id, key="sample", what="aside", code="AZE", facts={}, at=now)
    one.save()
    (found,) = checkup.alarms(web.node)
    assert (found.how, found.facts) == ("wrong", {"cooperation": web.coop.name, "number": 1})
    StandingAlarm.objects.update(read_at=now)
    assert told(checkup.alarms(web.node)) == [("ok", "no-alarms")]


def test_people_of_whom_nobody_is_an_administrator() -> None:
    assert told(checkup.people()) == [("look", "nobody")]
    person("sample-officer", "officer")
    assert told(checkup.people()) == [("wrong", "no-administrator")]
    administrator = person("sample-administrator", "administrator")
    assert told(checkup.people()) == [("ok", "people")]
    Grant.objects.filter(user=administrator).update(ends=timezone.localdate() - timedelta(days=1))
    assert told(checkup.people()) == [("wrong", "no-administrator")]


def test_second_factor_that_is_asked_and_missing() -> None:
    node = WebDesk(None).node
    person("sample-head", "head")
    assert told(checkup.second_factors(node)) == [("look", "second-factor-unasked")]
    second_factor.ask_of(node, {"head"})
    (found,) = checkup.second_factors(node)
    assert (found.reason, found.facts) == ("second-factor-missing", {"people": ["sample-head"]})
    second_factor.ask_of(node, {"administrator"})
    assert told(checkup.second_factors(node)) == [("ok", "second-factor")]


def test_session_that_nobody_uses() -> None:
    user = person("sample-head", "head")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session.set_expiry(timedelta(days=365))
    session.create()
    now = timezone.now()
    one = OpenSession.objects.create(user=user, key=session.session_key, begun_at=now, seen_at=now)
    assert told(checkup.sessions()) == [("ok", "sessions")]
    one.seen_at = now - checkup.UNUSED - timedelta(days=1)
    one.save()
    assert told(checkup.sessions()) == [("look", "sessions-unused")]


def test_mail_that_does_not_leave_or_leads_nowhere() -> None:
    with override_settings(SMTP="", ADDRESS=""):
        assert told(checkup.mail()) == [("look", "no-mail")]
    with override_settings(SMTP="smtp://127.0.0.1", ADDRESS=""):
        assert told(checkup.mail()) == [("wrong", "mail-without-address")]
    with override_settings(SMTP="smtp://127.0.0.1", ADDRESS="https://office.example/"):
        assert told(checkup.mail()) == [("ok", "mail")]


def test_surroundings_that_name_too_little(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FOEDUS_TIME_ZONE", "FOEDUS_HOSTS", "FOEDUS_HTTPS"):
        monkeypatch.delenv(name, raising=False)
    assert told(checkup.surroundings()) == [("look", "no-time-zone")]
    monkeypatch.setenv("FOEDUS_TIME_ZONE", "Europe/Rome")
    assert told(checkup.surroundings()) == [("ok", "surroundings")]
    monkeypatch.setenv("FOEDUS_HTTPS", "1")
    assert told(checkup.surroundings()) == [("wrong", "no-hosts")]


def test_tables_of_an_older_program() -> None:
    assert told(checkup.tables()) == [("ok", "workbench")]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'foedus_web'")
    assert told(checkup.checkup()) == [("wrong", "workbench-old")]
