"""What waits for whom, what only waits to be recorded as agreed, and what was undertaken; it reminds nobody."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import msgspec
from django.db.models import Count, Q, QuerySet

from foedus.office.ports import Node
from foedus.store.listing.answers import Page, PendingRow, TurnCount, TurnRow, UndertakingRow, day_in, page_of
from foedus.store.listing.records import cooperations
from foedus.store.listing.rows import captions_in, told
from foedus.store.listing.update import store_of
from foedus.store.models import ListedTurn, ListedUndertaking

OPEN = ("open", "partly_kept")
"""The states of an undertaking that is not over."""

_PENDING = "pending"
_note = msgspec.json.Decoder(dict[str, Any]).decode


def turns(
    node: Node,
    coops: Collection[int],
    *,
    today: date,
    is_ours: bool | None = None,
    what: Collection[str] = (),
    party: str = "",
    record: str = "",
    page: int = 1,
    size: int = 50,
) -> Page[TurnRow]:
    """A page of what waits for us, for others, or for both, what waits longest first.

    :param coops: the cooperations that may be seen, by number.
    :param today: what begins to wait later than on this day is left out.
    :param what: these sorts alone, as ``office.todo.Turn.what``.
    :param party: what this party has to do alone.
    :param record: what this record asks alone.
    """
    found = waiting_on(node, coops, today)
    if is_ours is not None:
        found = found.filter(is_ours=is_ours)
    if what:
        found = found.filter(what__in=sorted(what))
    if party:
        found = found.filter(party=party)
    if record:
        found = found.filter(record=record)
    seen = {one.number: one.seen for one in cooperations(node, coops)}
    ordered = found.order_by("since", "cooperation", "record", "version", "party", "what", "asked_by")
    return page_of(
        found.count(), page, size, lambda start, end: tuple(turn_of(row, seen) for row in ordered[start:end])
    )


def waiting_on(node: Node, coops: Collection[int], today: date) -> QuerySet[ListedTurn]:
    """What waits on a day, but what only waits to be recorded as agreed."""
    found = _all(node, coops)
    return found.filter(from_day__lte=today.isoformat()).exclude(what=_PENDING)


def _all(node: Node, coops: Collection[int]) -> QuerySet[ListedTurn]:
    return ListedTurn.objects.using(store_of(node).connection.alias).filter(cooperation__in=sorted(coops))


def turn_of(row: Any, seen: Mapping[int, Mapping[str, str]]) -> TurnRow:
    """A row of what waits; ``seen``: for each cooperation the day of our last entry that each party had seen."""
    return TurnRow(
        row.cooperation,
        row.record,
        captions_in(row.captions),
        row.party,
        row.what,
        bool(row.is_ours),
        row.version,
        row.shown,
        row.kind,
        row.asked_by,
        row.since,
        "" if row.is_ours else seen.get(row.cooperation, {}).get(row.party, ""),
        row.together_with,
        _note(row.note),
        day_in(row.from_day),
    )


def turn_counts(node: Node, coops: Collection[int], *, today: date) -> tuple[TurnCount, ...]:
    """How many things of each sort each party has to do, by cooperation."""
    by = ("cooperation", "party", "what", "is_ours")
    found = waiting_on(node, coops, today).order_by(*by).values_list(*by).annotate(number=Count("*"))
    return tuple(TurnCount(*values) for values in found)


def pendings(node: Node, coops: Collection[int]) -> tuple[PendingRow, ...]:
    """Every text that all have consented to and that is not recorded as agreed."""
    found = _all(node, coops).filter(what=_PENDING).order_by("cooperation", "since", "record", "version")
    return tuple(
        PendingRow(
            row.cooperation,
            row.record,
            captions_in(row.captions),
            row.version,
            row.shown,
            row.kind,
            row.party,
            row.since,
            row.together_with,
            bool(_note(row.note).get("waits_for_plan")),
        )
        for row in found
    )


def undertakings(
    node: Node,
    coops: Collection[int],
    *,
    today: date,
    state: Collection[str] = (),
    who: str = "",
    strength: Collection[str] = (),
    is_due: bool | None = None,
    meeting: str = "",
    page: int = 1,
    size: int = 50,
) -> Page[UndertakingRow]:
    """A page of undertakings, what is due first leading, what has no day last.

    :param coops: the cooperations that may be seen, by number.
    :param today: the day on which they are due.
    :param is_due: those that are open and whose day has come, or all others.
    :param meeting: the record of the meeting at which they were made.
    """
    alias = store_of(node).connection.alias
    found = ListedUndertaking.objects.using(alias).filter(cooperation__in=sorted(coops))
    due = due_on(today)
    if is_due is not None:
        found = found.filter(due) if is_due else found.exclude(due)
    if state:
        found = found.filter(state__in=sorted(state))
    if strength:
        found = found.filter(strength__in=sorted(strength))
    same = {name: value for name, value in (("who", who), ("meeting", meeting)) if value}
    found = found.filter(**same)
    ordered = found.annotate(is_undated=Q(due="")).order_by("is_undated", "due", "cooperation", "name")
    return page_of(
        found.count(),
        page,
        size,
        lambda start, end: tuple(undertaking_of(row, today) for row in ordered.select_related("listed")[start:end]),
    )


def due_on(today: date) -> Q:
    """Whether an undertaking is open, and its day has come."""
    return Q(state__in=OPEN, due__gt="", due__lte=today.isoformat())


def undertaking_of(row: ListedUndertaking, today: date) -> UndertakingRow:
    """A row of the table as pages get it, on a day."""
    due = day_in(row.due)
    return UndertakingRow(
        row.cooperation,
        row.name,
        captions_in(row.listed.captions),
        row.listed.version,
        row.listed.standing,
        row.listed.author,
        row.who,
        told(row.to_whom),
        row.strength,
        due,
        row.state,
        row.state in OPEN and due is not None and due <= today,
        row.meeting,
        told(row.kept_by),
    )
