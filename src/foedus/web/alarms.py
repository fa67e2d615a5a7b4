"""What stands on every page until someone with the right has read it: conflicting registers, forged and false entries.

It reads what a dispatch left behind once, when it was taken in, and keeps it in a table, so that a page asks once.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import msgspec
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foedus.office.ports import Cooperation, Ledger, Node
from foedus.store import listing
from foedus.store import models as tables
from foedus.web.models import StandingAlarm, User
from foedus.web.names import party_name

if TYPE_CHECKING:
    from foedus.web.desk import Desk

CONFLICT: Final = "conflict"
ASIDE: Final = "aside"
FORGED: Final = "forged"

_LATEST_ASIDE = 500
_LATEST_DISPATCHES = 50
_FORGED_REASON = "signature"
_POWER = "alarms.read"


class Alarm(msgspec.Struct, frozen=True):
    """An alarm: ``what`` happened in the register of ``code``, and who has read it.

    ``facts``: of a ``conflict`` its ``seq`` and the hashes ``one`` and ``other``; of an ``aside`` its ``reason``,
    ``detail``, ``bearer`` and ``digest``; of a ``forged`` one ``file``, ``line`` and ``bearer``.
    """

    key: str
    what: str
    code: str
    at: datetime
    text: str
    facts: dict[str, Any]
    read_by: str
    read_at: datetime | None


def alarms(desk: "Desk") -> list[dict[str, Any]]:
    """The alarms that nobody with the right has read, those of one sort and Party as one: ``[{text, url}]``."""
    found = desk.unread_alarms
    if found is None:
        unread = StandingAlarm.objects.filter(read_at=None).order_by("pk")
        found = list(unread.values_list("partnership", "what", "code"))
    counted = Counter(found)
    known = {one.id: one for one in desk.concerned()} if counted else {}
    shown = []
    for (partnership, what, code), number in counted.items():
        if partnership in known:
            one = known[partnership]
            url = reverse("partner-dispatches", args=[one.name]) if desk.may("dispatches.read", one) else ""
            where = "" if one.name == code else f"{party_name(one.name, desk.language)}: "
            shown.append({"text": f"{where}{_text(what, code, number, desk.language)}", "url": url})
    return shown


def all(desk: "Desk", cooperation: Cooperation) -> tuple[Alarm, ...]:  # noqa: A001 - read as alarms.all
    """Every alarm of a cooperation, those that were read too, newest first: one query, also for the page's frame.

    :raises PermissionDenied: the person may not see dispatches here.
    """
    if not desk.may("dispatches.read", cooperation):
        raise PermissionDenied("dispatches.read")
    reader = User.objects.filter(username=OuterRef("read_by")).values("name")[:1]
    wanted = StandingAlarm.objects.filter(Q(partnership=cooperation.id) | Q(read_at=None))
    rows = list(wanted.order_by("-pk").annotate(reader=Subquery(reader)))
    desk.unread_alarms = [(row.partnership, row.what, row.code) for row in reversed(rows) if row.read_at is None]
    return tuple(
        Alarm(
            key=row.key,
            what=row.what,
            code=row.code,
            at=row.at,
            text=_text(row.what, row.code, 1, desk.language),
            facts=row.facts,
            read_by=row.reader or row.read_by,
            read_at=row.read_at,
        )
        for row in rows
        if row.partnership == cooperation.id
    )


def mark_read(desk: "Desk", cooperation: Cooperation, key: str) -> bool:
    """Say that somebody answers for an alarm: it stands on the pages no more.

    :returns: whether it was unread until now.
    :raises PermissionDenied: the person may not answer for alarms here.
    """
    if not desk.may(_POWER, cooperation):
        raise PermissionDenied(_POWER)
    with desk.doing("alarm-read", cooperation, alarm=key):
        rows = StandingAlarm.objects.filter(partnership=cooperation.id, key=key, read_at=None)
        return bool(rows.update(read_by=desk.user.username, read_at=timezone.now()))


def catch_up(node: Node, settings: Sequence[str] = (), rest: Callable[[], object] = lambda: None) -> None:
    """List what came since the last time, and look for alarms where something did.

    :param settings: as ``listing.catch_up`` has them.
    :param rest: called after each cooperation that was listed, when anybody may write.
    """
    news: list[str] = []

    def listed(partnership: str) -> None:
        news.append(partnership)
        rest()

    listing.catch_up(node, settings=settings, listed=listed)
    if news:
        for cooperation in node.store.cooperations():
            if cooperation.id in news:
                refresh(node, cooperation)


def refresh(node: Node, cooperation: Cooperation) -> None:
    """Look for alarms in what is held of a cooperation; to be called when a dispatch was taken in.

    Those that are known stay as they are.
    """
    now = timezone.now()
    StandingAlarm.objects.bulk_create(
        (
            StandingAlarm(partnership=cooperation.id, key=_key(facts), what=what, code=code, facts=facts, at=now)
            for what, code, facts in _found(node, cooperation)
        ),
        ignore_conflicts=True,
    )


def _found(node: Node, cooperation: Cooperation) -> Iterator[tuple[str, str, dict[str, Any]]]:
    yield from _conflicts(node.store.open(cooperation.id))
    numbers = tables.Cooperation.objects.filter(hash=cooperation.id).values("pk")
    aside = tables.Aside.objects.filter(cooperation__in=numbers, is_well_signed=True).order_by("-pk")
    for row in reversed(aside[:_LATEST_ASIDE]):
        facts = {"reason": row.reason, "detail": row.detail, "bearer": row.bearer, "digest": row.digest}
        yield ASIDE, row.bearer, facts
    came = tables.Dispatch.objects.filter(partnership=cooperation.id).order_by("-pk")
    for dispatch in reversed(came[:_LATEST_DISPATCHES]):
        content = dispatch.content
        for one in content.get("refused", ()):
            if one["reason"] == _FORGED_REASON:
                facts = {"file": content["file"], "line": one["line"], "bearer": content["peer"], "code": one["code"]}
                yield FORGED, content["peer"], facts


def _conflicts(ledger: Ledger) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Where registers of one Party part: two entries in one place, as the ledger notes them when they come."""
    facts = ledger.facts()
    for party in facts.parties:
        first = party.branches[0] if party.branches else None
        for number in party.branches[1:]:
            branch = facts.branches[number]
            rival = branch.parent if branch.parent >= 0 else first
            if rival is None:
                continue
            one = ledger.entry_at(rival, branch.start).hash
            other = ledger.entry_at(number, branch.start).hash
            yield CONFLICT, party.code, {"seq": branch.start, "one": one, "other": other}


def _key(facts: dict[str, Any]) -> str:
    return hashlib.sha256(msgspec.json.encode(facts, order="deterministic")).hexdigest()


def _text(what: str, code: str, number: int, language: str) -> str:
    who = party_name(code, language)
    if what == CONFLICT:
        return _("%(code)s keeps conflicting registers: two different entries bear the same number.") % {"code": who}
    if what == FORGED:
        text = ngettext(
            "A dispatch of %(code)s brought an entry with a signature that is not its author's; it was not taken.",
            "Dispatches of %(code)s brought %(number)s entries with signatures that are not their authors'; "
            "they were not taken.",
            number,
        )
    else:
        text = ngettext(
            "A dispatch of %(code)s brought an entry that is well signed and breaks the rules; it was not taken.",
            "Dispatches of %(code)s brought %(number)s entries that are well signed and break the rules; "
            "they were not taken.",
            number,
        )
    return text % {"code": who, "number": number}
