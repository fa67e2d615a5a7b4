"""Undertakings as their page asks for them: when each was made and on what source, what is overdue first.

An undertaking was made when the meeting was that it names, else on the day of its source, else when it was signed.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

import msgspec
from django.db.models import Case, CharField, Count, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf, Substr

from foedus.office.ports import Node
from foedus.store.listing.answers import NamedRow, Page, UndertakingRow, day_in, page_of
from foedus.store.listing.records import listed
from foedus.store.listing.rows import body_in, captions_in
from foedus.store.listing.turns import OPEN, due_on, undertaking_of
from foedus.store.listing.update import store_of
from foedus.store.models import ListedUndertaking

AT_MEETING, BY_SOURCE, AS_SIGNED = "meeting", "source", "signed"


class PromiseFilter(msgspec.Struct, frozen=True, kw_only=True):
    """By what undertakings are narrowed; what is left out narrows nothing.

    ``who`` are the parties who made them, ``but`` those who did not; ``to_whom`` a party; ``made`` begins the day on
    which they were made (``2025`` or ``2025-07``); ``meeting`` is a record.
    """

    who: Collection[str] = ()
    but: Collection[str] = ()
    to_whom: str = ""
    strength: Collection[str] = ()
    state: Collection[str] = ()
    is_due: bool | None = None
    made: str = ""
    meeting: str = ""


class Promise(msgspec.Struct, frozen=True):
    """An undertaking: ``made`` is the day on which it counts as made, ``how`` where that is known from."""

    row: UndertakingRow
    shown: str
    made: date | None
    how: str
    source: Mapping[str, Any]


_ANY: Final = PromiseFilter()


def promises(
    node: Node,
    coops: Collection[int],
    filters: PromiseFilter = _ANY,
    *,
    today: date,
    page: int = 1,
    size: int = 50,
    total: int | None = None,
) -> Page[Promise]:
    """A page of undertakings: what is overdue leads, then what is open by its day, then the rest, the newest first.

    :param coops: the cooperations that may be seen, by number.
    :param total: how many there are at most, where they need not be counted.
    """
    found = _narrowed(node, coops, filters, today)
    rank = Case(
        When(due_on(today), then=Value(0)),
        When(state__in=OPEN, due__gt="", then=Value(1)),
        When(state__in=OPEN, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    ordered = found.annotate(rank=rank).order_by("rank", "due", "-made", "name").select_related("listed")
    number = found.count() if total is None else total
    return page_of(number, page, size, lambda start, end: tuple(_promise(row, today) for row in ordered[start:end]))


def promise_counts(
    node: Node, coops: Collection[int], filters: PromiseFilter = _ANY, *, today: date
) -> dict[tuple[str, str], int]:
    """How many undertakings there are of each party and strength."""
    found = _narrowed(node, coops, filters, today).order_by("who", "strength").values_list("who", "strength")
    return {(who, strength): number for who, strength, number in found.annotate(number=Count("*"))}


def named_rows(node: Node, names: Collection[tuple[int, str]]) -> dict[tuple[int, str], NamedRow]:
    """Records by cooperation and name: one query, none where none is asked."""
    if not names:
        return {}
    query = _NAMED.format(pairs=", ".join(["(%s, %s)"] * len(names)))
    with store_of(node).connection.cursor() as cursor:
        cursor.execute(query, [value for pair in sorted(names) for value in pair])
        rows = [NamedRow(coop, name, captions_in(captions), kind) for coop, name, captions, kind in cursor.fetchall()]
    return {(row.cooperation, row.name): row for row in rows}


_NAMED: Final = (
    "WITH asked (cooperation, name) AS (VALUES {pairs}) SELECT l.cooperation, l.name, l.captions, l.kind FROM asked"
    " JOIN foedus_store_listed l ON l.cooperation = asked.cooperation AND l.name = asked.name AND l.is_shown"
)


def _narrowed(node: Node, coops: Collection[int], filters: PromiseFilter, today: date) -> QuerySet[ListedUndertaking]:
    found = ListedUndertaking.objects.using(store_of(node).connection.alias).filter(cooperation__in=sorted(coops))
    found = found.annotate(**_made(node))
    several = {"who": filters.who, "strength": filters.strength, "state": filters.state}
    found = found.filter(**{f"{field}__in": sorted(values) for field, values in several.items() if values})
    if filters.but:
        found = found.exclude(who__in=sorted(filters.but))
    if filters.to_whom:
        found = found.filter(Q(to_whom__contains=f" {filters.to_whom} ") | Q(to_whom="") & ~Q(who=filters.to_whom))
    if filters.is_due is not None:
        found = found.filter(due_on(today)) if filters.is_due else found.exclude(due_on(today))
    if filters.made:
        found = found.filter(Q(made__startswith=filters.made))
    if filters.meeting:
        found = found.filter(meeting=filters.meeting)
    return found


class _SourceDay(Func):
    """The day of the source in a body."""

    template = "json_extract(%(expressions)s, '$.source.date')"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """As a server says it."""
        return self.as_sql(compiler, connection, template="(%(expressions)s::jsonb #>> '{source,date}')", **context)


def _made(node: Node) -> dict[str, Any]:
    """The day on which an undertaking was made, and the two days that it is taken from before that of its entry."""
    meetings = listed(node).filter(cooperation=OuterRef("cooperation"), name=OuterRef("meeting"), is_shown=True)
    sourced = _SourceDay(F("listed__body"), output_field=CharField())
    met = NullIf(Subquery(meetings.values("begins")[:1]), Value(""))
    return {"met": met, "sourced": sourced, "made": Coalesce(met, sourced, Substr("listed__at", 1, 10))}


def _promise(row: Any, today: date) -> Promise:
    how = AT_MEETING if row.met else BY_SOURCE if row.sourced else AS_SIGNED
    source = body_in(row.listed.body).get("source", {})
    return Promise(undertaking_of(row, today), row.listed.shown, day_in(row.made or ""), how, source)
