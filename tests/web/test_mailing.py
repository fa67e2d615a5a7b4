"""Mails over a real SMTP server: to whom, when, in which language, and that nothing of a text stands in them."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.test import override_settings

from foedus.office import stating
from foedus.web import mailing
from foedus.web.mailing import is_due, send_due
from foedus.web.models import Grant, User
from tests.office.desk import Desk

NOW = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)
"""A Wednesday."""


class Postbox:
    """Takes every mail but those to an address that it refuses."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.port = 0

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 - as the server calls it
        if address.startswith("refused"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - as the server calls it
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A real SMTP server on this machine."""
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    box.port = port
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(
        EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, ADDRESS="https://office.example/"
    ):
        yield box
    server.stop()


@pytest.fixture
def waiting(web: Desk) -> Desk:
    """Italy, which promised something that is due."""
    promise = web.draft("undertaking", who="ITA", words="Corso segretissimo", strength="offer", due="2020-01-31")
    stating.declare(web.node, web.coop, [promise])
    return web


def person(rhythm: str, email: str = "sample@office.example", **more: Any) -> User:
    """Somebody who reads everything."""
    user = User.objects.create(username=email, email=email, mail_rhythm=rhythm, **more)
    Grant.objects.create(user=user, role="officer")
    return user


@pytest.mark.usefixtures("waiting")
def test_mail_says_how_much_waits_and_no_word_of_it(postbox: Postbox) -> None:
    person("daily", language="it")
    assert send_due(NOW) == mailing.Sent(1, 0)
    [mail] = postbox.mails
    plain, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    assert mail["To"] == "sample@office.example"
    assert mail["Subject"] == "foedus: 1 cosa attende questo ufficio"
    assert "- Nostri impegni in scadenza: 1 (la più vecchia dal 31 gennaio 2020)" in plain.get_content()
    assert "https://office.example/" in plain.get_content()
    assert '<html lang="it">' in html.get_content()
    assert "segretissimo" not in mail.as_string() + plain.get_content() + html.get_content()


@pytest.mark.usefixtures("web")
def test_nothing_to_say_sends_nothing(postbox: Postbox) -> None:
    person("at_once")
    assert (send_due(NOW), postbox.mails) == (mailing.Sent(0, 0), [])


@pytest.mark.usefixtures("waiting")
def test_same_is_not_mailed_twice_at_once(postbox: Postbox) -> None:
    person("at_once")
    assert [send_due(NOW + timedelta(minutes=n)).sent for n in range(3)] == [1, 0, 0]
    assert len(postbox.mails) == 1


@pytest.mark.usefixtures("waiting")
def test_mailbox_that_refuses_stops_nobody_else(postbox: Postbox) -> None:
    refused = person("daily", "refused@office.example")
    person("daily", "second@office.example")
    assert send_due(NOW) == mailing.Sent(1, 1)
    assert [mail["To"] for mail in postbox.mails] == ["second@office.example"]
    refused.refresh_from_db()
    assert refused.mailed_at is None


@pytest.mark.usefixtures("waiting")
def test_server_that_is_not_there_is_told_and_tried_again() -> None:
    person("daily")
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=1, ADDRESS="https://x/"):
        assert send_due(NOW) == mailing.Sent(0, 1)
    assert User.objects.get().mailed_at is None


@pytest.mark.usefixtures("waiting")
def test_person_who_may_read_nothing_gets_nothing(postbox: Postbox) -> None:
    person("daily")
    Grant.objects.all().delete()
    assert (send_due(NOW), postbox.mails) == (mailing.Sent(0, 0), [])


@pytest.mark.parametrize(
    "rhythm, before, due",
    [
        ("none", None, False),
        ("at_once", NOW, True),
        ("daily", None, True),
        ("daily", NOW.replace(hour=8), False),
        ("daily", NOW.replace(hour=6), True),
        ("daily", NOW - timedelta(days=1), True),
        ("weekly", NOW - timedelta(days=1), False),
        ("weekly", NOW - timedelta(days=3), True),
    ],
)
def test_time_has_come_by_the_rhythm(rhythm: str, before: datetime | None, due: object) -> None:
    user = User(email="sample@office.example", mail_rhythm=rhythm, mailed_at=before)
    assert is_due(user, NOW) is due
    assert is_due(User(email="", mail_rhythm=rhythm), NOW) is False
