"""Passes answers that an officer chose to the head of office, who signs them or sends them back; it signs none."""

from collections.abc import Iterable
from typing import Final

import msgspec
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from msgspec.structs import replace

from foedus.office.ports import Cooperation
from foedus.web import intents
from foedus.web.desk import Desk
from foedus.web.intents import Intent
from foedus.web.models import SentAnswers, User

SENT: Final = "sent"
BACK: Final = "back"
DONE: Final = "done"
_DRAFT: Final = "records.draft"
_CONSENT: Final = "records.consent"


class Lying(msgspec.Struct, frozen=True):
    """Answers that lie with the head, or that came back: who sent them, when, with what words, of how many texts."""

    number: int
    cooperation: Cooperation
    state: str
    who: str
    day: str
    text: str
    texts: int


def send(desk: Desk, coop: Cooperation, intent: Intent, text: str) -> None:
    """Send what was chosen to the head; what came back and is sent again takes its own place.

    :raises PermissionDenied: the person may not prepare anything with this partner.
    """
    if not desk.may(_DRAFT, coop):
        raise PermissionDenied(_DRAFT)
    facts = {"who": desk.user.username, "at": timezone.now(), "state": SENT, "text": text}
    with desk.doing("answers-sent", coop, texts=texts_of(intent)):
        again = SentAnswers.objects.filter(pk=intent.sent, partnership=coop.id, state=BACK)
        kept = again.first() or SentAnswers(partnership=coop.id)
        for name, value in facts.items():
            setattr(kept, name, value)
        kept.intent = intents.to_text(replace(intent, sent=0))
        kept.save()


def send_back(desk: Desk, coop: Cooperation, number: int, text: str) -> None:
    """Send answers back to whoever chose them.

    :raises PermissionDenied: the person is no head with this partner.
    """
    if not desk.may(_CONSENT, coop):
        raise PermissionDenied(_CONSENT)
    with desk.doing("answers-back", coop):
        rows = SentAnswers.objects.filter(pk=number, partnership=coop.id, state=SENT)
        rows.update(state=BACK, text=text, at=timezone.now())


def settle(coop: Cooperation, number: int) -> None:
    """Take answers off the lists: they were signed."""
    SentAnswers.objects.filter(pk=number, partnership=coop.id).update(state=DONE)


def take_off(desk: Desk, coop: Cooperation, number: int) -> None:
    """Take answers off the lists that are not wanted any more: one's own, and as the head anybody's."""
    rows = SentAnswers.objects.filter(pk=number, partnership=coop.id)
    if not desk.may(_CONSENT, coop):
        rows = rows.filter(who=desk.user.username)
    rows.update(state=DONE)


def intent_of(coop: Cooperation, number: str) -> Intent | None:
    """What was sent, as the review shows it; None where it is not there, or settled."""
    if not (number.isascii() and number.isdecimal() and len(number) < 18):  # noqa: PLR2004 - what a column holds
        return None
    row = SentAnswers.objects.filter(pk=int(number), partnership=coop.id).exclude(state=DONE).first()
    found = intents.from_text(row.intent) if row is not None else None
    return replace(found, sent=row.pk) if found is not None and row is not None else None


def texts_of(intent: Intent) -> int:
    """How many texts an answer is about."""
    return sum(map(len, (intent.accept, intent.ad_referendum, intent.decline, intent.withdraw, intent.drafts)))


def lying(desk: Desk) -> tuple[tuple[Lying, ...], tuple[Lying, ...]]:
    """What lies with the person as the head, and what came back to them as who sent it, the oldest first."""
    known = {one.id: one for one in desk.cooperations(_DRAFT)}
    consents = {one.id for one in desk.cooperations(_CONSENT)}
    rows = list(SentAnswers.objects.filter(partnership__in=known, state__in=[SENT, BACK]).order_by("pk"))
    called = (
        dict(User.objects.filter(username__in={row.who for row in rows}).values_list("username", "name"))
        if rows
        else {}
    )
    at_head = [row for row in rows if row.state == SENT and row.partnership in consents]
    back = [row for row in rows if row.state == BACK and row.who == desk.user.username]

    def shown(those: Iterable[SentAnswers]) -> tuple[Lying, ...]:
        return tuple(
            Lying(
                row.pk,
                known[row.partnership],
                row.state,
                called.get(row.who) or row.who,
                timezone.localtime(row.at).date().isoformat(),
                row.text,
                texts_of(found) if (found := intents.from_text(row.intent)) is not None else 0,
            )
            for row in those
        )

    return shown(at_head), shown(back)
