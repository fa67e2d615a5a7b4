"""Mails the administrators that something which runs by itself on the machine did not end well; it looks at nothing.

Only what failed, by its name there, and how much is wrong: the machine itself says what.
"""

import logging
from smtplib import SMTPException
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foedus.web.mailing import Sent
from foedus.web.models import Grant, User

_ADMINISTRATOR: Final = "administrator"
_log = logging.getLogger(__name__)


def tell(unit: str, wrong: int) -> Sent:
    """Mail every administrator who has a mail address, in their language; one that is not reached stops nobody else.

    :param unit: what failed. :param wrong: how much ``foedus doctor`` found that is wrong.
    """
    connection, done = get_connection(), []
    for user in _administrators():
        with translation.override(user.language):
            mail = EmailMessage(
                _("foedus: %(unit)s failed") % {"unit": unit},
                _words(unit, wrong),
                settings.DEFAULT_FROM_EMAIL,
                [user.email],
                connection=connection,
            )
            try:
                mail.send()
            except (SMTPException, OSError) as error:
                _log.warning("mail-failed", extra={"user": user.pk, "reason": type(error).__name__})
                done.append(False)
            else:
                done.append(True)
    return Sent(done.count(True), done.count(False))


def _administrators() -> list[User]:
    today = timezone.localdate()
    found = {
        grant.user
        for grant in Grant.objects.filter(role=_ADMINISTRATOR, user__is_active=True).select_related("user")
        if grant.user.email and grant.counts_on(today)
    }
    return sorted(found, key=lambda user: user.pk)


def _words(unit: str, wrong: int) -> str:
    lines = (
        _("On the machine of this office %(unit)s did not end well.") % {"unit": unit},
        _("Found to be wrong there: %(wrong)s.") % {"wrong": wrong},
        _("There “journalctl -u %(unit)s” says what happened, and “foedus doctor” what to do.") % {"unit": unit},
        settings.ADDRESS,
    )
    return "\n\n".join(line for line in lines if line) + "\n"
