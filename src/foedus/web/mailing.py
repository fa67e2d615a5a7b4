"""Mails a person how much waits for their office, as often as they like; never a word of any text.

A mail travels in the clear and lies in mailboxes of others: it says how much waits and since when, and leads to the
first page, where one signs in. With nothing to say, nothing is sent.
"""

import hashlib
import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from smtplib import SMTPException
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foedus.records import phrases
from foedus.store import listing
from foedus.store.listing.steps import due_steps
from foedus.store.listing.story import due_undertakings
from foedus.store.listing.waits import ORDER, waits
from foedus.web import log_lines
from foedus.web.desk import Desk
from foedus.web.duties import HEADINGS
from foedus.web.models import User
from foedus.web.rights import READ

NONE, AT_ONCE, DAILY, WEEKLY = RHYTHMS = ("none", "at_once", "daily", "weekly")
HOUR: Final = time(7)
"""From then on the day's mails go out, by the office's clock; the week's on Mondays."""
_MOST_UNDERTAKINGS: Final = 1_000


@dataclass(frozen=True)
class Line:
    """So much of a sort waits with a partner, the oldest since a day."""

    partner: str
    what: str
    number: int
    since: str


@dataclass(frozen=True)
class Digest:
    """What is mailed: lines, and a fingerprint of them, by which the same is not mailed twice at once."""

    lines: tuple[Line, ...]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the lines."""
        told = json.dumps([[one.partner, one.what, one.number, one.since] for one in self.lines])
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True)
class Sent:
    """How many mails went out, and how many could not."""

    sent: int
    failed: int


def is_due(user: User, now: datetime) -> bool:
    """Say whether a person's time for a mail has come, whatever there is to say.

    :param now: the time, with its zone.
    """
    if not user.email or user.mail_rhythm not in RHYTHMS[1:]:
        return False
    if user.mail_rhythm == AT_ONCE or user.mailed_at is None:
        return True
    here = timezone.localtime(now)
    begins = datetime.combine(here.date(), HOUR, here.tzinfo)
    if user.mail_rhythm == WEEKLY:
        begins -= timedelta(days=here.weekday())
    if here < begins:
        begins -= timedelta(days=7 if user.mail_rhythm == WEEKLY else 1)
    return user.mailed_at < begins


def digest_of(desk: Desk) -> Digest:
    """What waits for the office of those partners that the desk's person may read, in the language that is active."""
    coops = {desk.number(one): one for one in desk.cooperations(READ)}
    found = [one for one in waits(desk.node, list(coops), today=desk.today) if one.is_ours]
    found.sort(
        key=lambda one: (coops[one.cooperation].name, ORDER.index(one.what) if one.what in ORDER else len(ORDER))
    )
    lines = [
        Line(coops[one.cooperation].name, str(HEADINGS.get(one.what, one.what)), one.lines, _day(one.since, desk))
        for one in found
    ]
    steps = due_steps(desk.node, coops, desk.today, size=1)
    if steps.total:
        lines.append(Line("", _("Suspense list: late or near"), steps.total, ""))
    due = due_undertakings(desk.node, list(coops), today=desk.today, most=_MOST_UNDERTAKINGS)
    if due:
        lines.append(Line("", _("Undertakings of ours that are due"), len(due), _day(_oldest(due), desk)))
    return Digest(tuple(lines))


def _oldest(due: Any) -> str:
    return min((one.due.isoformat() for one in due if one.due), default="")


def _day(text: str, desk: Desk) -> str:
    return phrases.day(date.fromisoformat(text[:10]), desk.language) if text else ""


def message_of(user: User, digest: Digest, address: str) -> EmailMultiAlternatives:
    """Word a mail, as plain text and as HTML.

    :param address: of this office's first page, where one signs in.
    """
    number = sum(one.number for one in digest.lines)
    subject = ngettext("foedus: %(n)s thing waits for this office", "foedus: %(n)s things wait for this office", number)
    context: Mapping[str, Any] = {
        "lines": digest.lines,
        "address": address,
        "account": f"{address.rstrip('/')}/settings/mail/",
        "language": user.language,
    }
    mail = EmailMultiAlternatives(
        subject % {"n": number},
        render_to_string("web/mail/digest.txt", context),
        settings.DEFAULT_FROM_EMAIL,
        [user.email],
    )
    mail.attach_alternative(render_to_string("web/mail/digest.html", context), "text/html")
    return mail


def send_due(now: datetime) -> Sent:
    """Mail everybody whose time has come and for whom something waits; one that cannot be reached stops nobody else.

    A mail that went out and a mail that had nothing to say are both noted, so that none goes out twice.

    :param now: the time, with its zone.
    """
    people = [user for user in User.objects.filter(is_active=True).order_by("pk") if is_due(user, now)]
    if not people:
        return Sent(0, 0)
    listing.catch_up(Desk(None).node)
    done = list(_each(people, now, get_connection()))
    return Sent(done.count("sent"), done.count("failed"))


def _each(people: list[User], now: datetime, connection: BaseEmailBackend) -> Iterator[str]:
    for user in people:
        with translation.override(user.language):
            digest = digest_of(Desk(user))
            is_news = bool(digest.lines) and (user.mail_rhythm != AT_ONCE or digest.fingerprint != user.mailed_digest)
            if is_news:
                mail = message_of(user, digest, settings.ADDRESS)
                mail.connection = connection
                try:
                    mail.send()
                except (SMTPException, OSError) as error:
                    reason = type(error).__name__
                    log_lines.tell("mail-failed", level=logging.WARNING, user=user.pk, reason=reason)
                    yield "failed"
                    continue
        User.objects.filter(pk=user.pk).update(mailed_at=now, mailed_digest=digest.fingerprint)
        yield "sent" if is_news else "nothing"
