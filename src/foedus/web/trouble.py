"""Mails the administrators that something which runs by itself on the machine did not end well; it looks at nothing.

Only what failed, by its name there, how much is wrong, and the last lines of its log, which name nobody and no secret.
"""

import logging
from collections.abc import Iterator
from smtplib import SMTPException
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.utils import DatabaseError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foedus.web import log_lines
from foedus.web.mailing import Sent
from foedus.web.models import Grant, User

_ADMINISTRATOR: Final = "administrator"
LINES: Final = 20
LINE_CHARACTERS: Final = 300


def tell(unit: str, wrong: int, log: str = "") -> Sent:
    """Mail every administrator who has a mail address, in their language; one that is not reached stops nobody else.

    The addresses of the settings are mailed too: where the database is what failed, nobody knows the others.

    :param unit: what failed. :param wrong: how much ``foedus doctor`` found that is wrong. :param log: what it wrote.
    """
    connection, done = get_connection(), []
    for address, language in dict(_addresses()).items():
        with translation.override(language):
            mail = EmailMessage(
                _("foedus: %(unit)s failed") % {"unit": unit},
                _words(unit, wrong, log),
                settings.DEFAULT_FROM_EMAIL,
                [address],
                connection=connection,
            )
            try:
                mail.send()
            except (SMTPException, OSError) as error:
                log_lines.tell("mail-failed", level=logging.WARNING, reason=type(error).__name__)
                done.append(False)
            else:
                done.append(True)
    return Sent(done.count(True), done.count(False))


def _addresses() -> Iterator[tuple[str, str]]:
    """Where to, each with its language."""
    for address in settings.TROUBLE_MAIL:
        yield address, settings.LANGUAGE_CODE
    try:
        for user in _administrators():
            yield user.email, user.language
    except DatabaseError as error:
        log_lines.tell("put-off", level=logging.WARNING, reason=type(error).__name__)


def _administrators() -> list[User]:
    today = timezone.localdate()
    found = {
        grant.user
        for grant in Grant.objects.filter(role=_ADMINISTRATOR, user__is_active=True).select_related("user")
        if grant.user.email and grant.counts_on(today)
    }
    return sorted(found, key=lambda user: user.pk)


def _words(unit: str, wrong: int, log: str) -> str:
    last = [line[:LINE_CHARACTERS] for line in log.splitlines() if line.strip()][-LINES:]
    lines = (
        _("On the machine of this office %(unit)s did not end well.") % {"unit": unit},
        _("Found to be wrong there: %(wrong)s.") % {"wrong": wrong},
        _("There “journalctl -u %(unit)s” says what happened, and “foedus doctor” what to do.") % {"unit": unit},
        "\n".join([_("What it wrote last:"), *last]) if last else "",
        settings.ADDRESS,
    )
    return "\n\n".join(line for line in lines if line) + "\n"
