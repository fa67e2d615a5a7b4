"""What went and came, what waits or was set aside, what they have seen, for pages of dispatches; it moves none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.urls import reverse

from foedus.office.exchanged import IN, Seen, gone, missing_entries, receivers, seen_of
from foedus.office.ports import Cooperation
from foedus.office.signing import own_number
from foedus.office.versions import codes_of
from foedus.store import listing
from foedus.store import models as tables
from foedus.store.listing.update import store_of
from foedus.store.outside import AsideRow, outside
from foedus.store.passed import last_of_each
from foedus.web import alarms, arrivals
from foedus.web.desk import Desk
from foedus.web.exchanging.showing import Trouble, troubles
from foedus.web.key_notes import to_compare
from foedus.web.models import StandingAlarm, TakenIn

ROWS: Final = 50
_DIGITS: Final = 9
"""A page's number has no more."""


@dataclass(frozen=True)
class Passed:
    """A dispatch that went or came."""

    is_in: bool
    peer: str
    at: str
    created: str
    file: str
    entries: int
    refused: tuple[arrivals.Refusal, ...]
    refused_more: int
    is_plain: bool
    url: str


@dataclass(frozen=True)
class SeenOfOurs:
    """What a Party has seen of our register: ``lacks`` are our later entries that it is not known to have."""

    told: Seen
    lacks: int


@dataclass(frozen=True)
class Partner:
    """A partner's line in the table over all partners: times are the entries' own, numbers of what stands open."""

    row: listing.CooperationRow
    last_in: str
    last_out: str
    waiting: int
    aside: int
    alarms: int
    troubles: Sequence[Trouble] = ()
    """What does not go well with its offices, where they are reached directly."""


def overview(desk: Desk) -> list[Partner]:
    """Every partner whose dispatches the person may see, by name."""
    coops = desk.cooperations("dispatches.read")
    rows = listing.cooperations(desk.node, [desk.number(one) for one in coops])
    last = _last_of([one.id for one in coops])
    numbers = [row.number for row in rows]
    waiting = _counts(tables.Waiting.objects.filter(cooperation__in=numbers).values_list("cooperation"))
    aside = _counts(tables.Aside.objects.filter(cooperation__in=numbers).values_list("cooperation"))
    unread = StandingAlarm.objects.filter(read_at=None, partnership__in=[one.id for one in coops])
    standing = _counts(unread.values_list("partnership"))
    wrong = troubles(desk, {one.id for one in coops})
    return [
        Partner(
            row,
            last.get((row.id, "in"), ""),
            last.get((row.id, "out"), ""),
            waiting.get(row.number, 0),
            aside.get(row.number, 0),
            standing.get(row.id, 0),
            wrong.get(row.id, ()),
        )
        for row in rows
    ]


def _counts(values: Any) -> dict[Any, int]:
    return dict(values.annotate(number=Count("pk")).order_by())


def _last_of(partnerships: Iterable[str]) -> dict[tuple[str, str], str]:
    """When the last dispatch of each direction passed."""
    rows = tables.Dispatch.objects.filter(partnership__in=list(partnerships)).order_by()
    last = rows.values("partnership", "direction").annotate(last=Max("pk")).values("last")
    found = tables.Dispatch.objects.filter(pk__in=last).values_list("partnership", "direction", KT("content__at"))
    return {(partnership, direction): at for partnership, direction, at in found}


def page_of(desk: Desk, coop: Cooperation, page: str | None, *, size: int = ROWS) -> Page[Any]:
    """What went and came, newest first; its rows are ``Passed``.

    One question brings the page, how many there are, and the last of each party, of which the rest of the page tells.
    """
    number = int(page) if page is not None and page.isdecimal() and len(page) <= _DIGITS else 1
    rows = _rows(coop, max(number, 1), size)
    found: Page[Any] = Paginator(range(rows[0].total if rows else 0), size).get_page(page)
    if rows and found.number != number:
        rows = _rows(coop, found.number, size)
    store_of(desk.node).learn_last(coop.id, IN, rows)
    found.object_list = [_passed(desk, coop, row.content, row.taken) for row in rows[::-1] if row.is_shown]
    return found


def _rows(coop: Cooperation, page: int, size: int) -> list[Any]:
    """A page's dispatches and the last of each party, oldest first, each with how many there are in all."""
    every = tables.Dispatch.objects.filter(partnership=coop.id).order_by()
    shown = Q(pk__in=every.order_by("-pk").values("pk")[(page - 1) * size : page * size])
    rows = every.filter(shown | Q(pk__in=last_of_each(coop.id, IN)))
    brought = TakenIn.objects.filter(partnership=coop.id, dispatch=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    total = every.values("partnership").annotate(total=Count("pk")).values("total")
    told = rows.annotate(taken=Subquery(brought), is_shown=shown, total=Subquery(total))
    return list(told.order_by("pk"))


def _passed(desk: Desk, coop: Cooperation, content: Mapping[str, Any], taken: int | None) -> Passed:
    refused = content.get("refused", ())
    shown = refused[: arrivals.LINES_SHOWN]
    return Passed(
        is_in=content["direction"] == "in",
        peer=content["peer"],
        at=content["at"],
        created=content["created"],
        file=content["file"],
        entries=content["entries"],
        refused=arrivals.refusals(shown, desk.language),
        refused_more=len(refused) - len(shown),
        is_plain=not content["peer"],
        url=reverse("dispatch-taken", args=[coop.name, taken]) if taken else "",
    )


def standing(desk: Desk, coop: Cooperation) -> dict[str, Any]:
    """What a partner's page tells besides: receivers, who left, what was seen, waits or was set aside."""
    ledger = desk.node.store.open(coop.id)
    us = own_number(desk.node, ledger)
    around = outside(store_of(desk.node).open(coop.id), arrivals.LINES_SHOWN + 1)
    waiting = around.waiting
    return {
        "receivers": codes_of(ledger, receivers(ledger, us)),
        "gone": codes_of(ledger, gone(ledger, us)),
        "seen": [SeenOfOurs(one, one.last - one.seq) for one in seen_of(desk.node, ledger, us)],
        "waits": arrivals.waits(waiting[: arrivals.LINES_SHOWN]),
        "waits_more": max(0, len(waiting) - arrivals.LINES_SHOWN),
        "missing_entries": len(missing_entries(ledger, waiting)),
        "missing_files": around.missing_blobs,
        "to_compare": to_compare(desk, coop),
        "standing_alarms": alarms.all(desk, coop),
        **_aside(desk, around.aside),
    }


def _aside(desk: Desk, found: Iterable[AsideRow]) -> dict[str, Any]:
    shown = [
        arrivals.Refusal(
            "", arrivals.reason(one.reason, one.detail, desk.language), one.bearer, one.digest, one.is_well_signed
        )
        for one in found
    ]
    return {"aside": shown[: arrivals.LINES_SHOWN], "aside_is_cut": len(shown) > arrivals.LINES_SHOWN}
