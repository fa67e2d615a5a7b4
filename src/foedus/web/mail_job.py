"""Mails people what waits for them by itself: a job of the timer, where this copy is set up to send mail."""

import time
from collections.abc import Iterable
from typing import Final

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from foedus.office.ports import Node
from foedus.web.mailing import is_due, send_due
from foedus.web.models import User
from foedus.web.timer import Arguments, Job

_EVERY_SECONDS: Final = 60.0


@task()
def mail_what_waits() -> None:
    """Mail everybody whose time has come."""
    send_due(timezone.now())


class Due:
    """Whether somebody's time has come: looked at once a minute."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self, _node: Node) -> Iterable[Arguments]:
        """Once, where somebody is to be mailed."""
        if not (settings.SMTP and settings.ADDRESS) or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _EVERY_SECONDS
        now = timezone.now()
        people = User.objects.filter(is_active=True).exclude(mail_rhythm="none").exclude(email="")
        if any(is_due(user, now) for user in people):
            yield ()


MAIL: Final = Job(mail_what_waits, Due())
