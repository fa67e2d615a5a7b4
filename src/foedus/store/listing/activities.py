"""Tables of activities: what they are narrowed by, their status on any day, and how many there are of each sort.

The status is what ``records.activity_status`` says, as an expression over the columns; a test holds both together.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec
from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Substr

from foedus.office.ports import Node
from foedus.store.listing import index
from foedus.store.listing.answers import ActivityRow, Page, day_in, page_of
from foedus.store.listing.records import within
from foedus.store.listing.rows import body_in, captions_in, places_in, told
from foedus.store.listing.update import store_of
from foedus.store.models import ListedActivity


class ActivityFilter(msgspec.Struct, frozen=True, kw_only=True):
    """By what activities are narrowed; what is left out narrows nothing.

    ``plan`` is the plan's record, ``NO_PLAN`` what stands in none; ``month`` is ``YYYY-MM``: those that last in it, as
    are ``first`` and ``last``, days; ``status`` ids of `statuses` on the day that is asked for; ``owed_by`` a party
    that owes a report on that day; ``by`` a party whose word or decision the status is; ``text`` words that are looked
    for.
    """

    plan: str = ""
    host: str = ""
    venue: str = ""
    area: str = ""
    domain: str = ""
    type: str = ""
    branch: str = ""
    status: Collection[str] = ()
    year: int | None = None
    month: str = ""
    first: date | None = None
    last: date | None = None
    precision: str = ""
    is_agreed: bool | None = None
    is_planned: bool | None = None
    is_reserve: bool | None = None
    owed_by: str = ""
    by: str = ""
    lead: str = ""
    country: str = ""
    text: str = ""
    names: Collection[str] = ()


NO_PLAN = "-"
_ANY = ActivityFilter()
_SAME = ("host", "venue", "area", "domain", "type", "precision", "lead", "country")
_FLAGS = ("is_agreed", "is_planned", "is_reserve")

SORTS: dict[str, tuple[str, ...]] = {
    "usual": ("cooperation", "plan_code", "usual"),
    "begins": ("begins", "usual"),
    "-begins": ("-begins", "usual"),
    "host": ("host", "usual"),
    "status": ("status", "usual"),
    "type": ("type", "usual"),
    "area": ("area", "usual"),
    "serial": ("usual",),
    "branch": ("branches", "usual"),
}
"""The orders in which activities can be listed."""

GROUPS = (
    "status", "year", "month", "host", "venue", "where", "area", "domain", "type", "plan", "cooperation", "precision",
)  # fmt: skip
"""By what activities are counted; ``branch`` too.

``where`` is the venue of those in a third country, online or aboard, and the host of all others.
"""
_ELSEWHERE = ("third_country", "online", "aboard")

_PLAIN = (
    "cooperation",
    "name",
    "listed__captions",
    "listed__version",
    "listed__standing",
    "listed__author",
    "listed__at",
    "listed__body",
    "plan",
    "plan_code",
    "serial",
    "type",
    "area",
    "domain",
    "branches",
    "host",
    "venue",
    "country",
    "town",
    "site",
    "lead",
    "lead_party",
    "begins",
    "ends",
    "precision",
    "year",
    "is_agreed",
    "is_planned",
    "is_reserve",
    "status",
    "by",
    "said",
    "is_confirmed",
    "owed_by",
    "reports",
    "turns",
    "done",
    "places",
    "listed__waits_for",
)


def status_on(today: date, of: str = "") -> Case:
    """The status of an activity on a day, over the columns of ``ListedActivity``.

    :param of: what leads to them from another table, as ``activity__``.
    """
    day = today.isoformat()
    is_exact = Q((f"{of}precision", "day"))
    return Case(
        When(Q((f"{of}is_agreed", False)), then=Value("proposed")),
        When(~Q((f"{of}said", "")), then=F(f"{of}said")),
        When(Q((f"{of}begins", ""), (f"{of}is_confirmed", True)), then=Value("dates_confirmed")),
        When(Q((f"{of}begins", "")), then=Value("agreed")),
        When(Q((f"{of}lapses__gt", ""), (f"{of}lapses__lte", day)), then=Value("lapsed")),
        When(is_exact & Q((f"{of}begins__lte", day), (f"{of}ends__gte", day)), then=Value("under_way")),
        When(is_exact | Q((f"{of}is_confirmed", True)), then=Value("dates_confirmed")),
        default=Value("agreed"),
        output_field=CharField(),
    )


def is_over_on(today: date) -> Q:
    """Whether the last day that is meant has passed."""
    return Q(ends__gt="", ends__lt=today.isoformat())


def narrowed(
    node: Node, coops: Collection[int], filters: ActivityFilter, today: date, *, in_order: bool = False
) -> QuerySet[ListedActivity]:
    """The activities that a filter leaves, each with its ``status``.

    :param in_order: as ``records.within``.
    """
    rows = ListedActivity.objects.using(store_of(node).connection.alias).all()
    found = within(rows, coops, in_order=in_order).annotate(status=status_on(today))
    same = {field: getattr(filters, field) for field in _SAME if getattr(filters, field)}
    flags = {field: getattr(filters, field) for field in _FLAGS if getattr(filters, field) is not None}
    found = found.filter(**same, **flags)
    if filters.plan:
        found = found.filter(plan="" if filters.plan == NO_PLAN else filters.plan)
    if filters.branch:
        found = found.filter(branches__contains=f":{filters.branch} ")
    if filters.status:
        found = found.filter(status__in=sorted(filters.status))
    if filters.owed_by:
        found = found.filter(is_over_on(today), owed_by__contains=f" {filters.owed_by} ")
    if filters.by:
        found = found.filter(by__contains=f" {filters.by} ")
    if filters.names:
        found = found.filter(name__in=sorted(filters.names))
    if filters.text:
        query, parameters = index.numbers_with(store_of(node).connection, filters.text, coops)
        found = found.filter(pk__in=RawSQL(query, parameters))  # noqa: S611 - the words are a parameter
    return _in_time(found, filters)


def _in_time(found: QuerySet[ListedActivity], filters: ActivityFilter) -> QuerySet[ListedActivity]:
    first = filters.first.isoformat() if filters.first is not None else ""
    last = filters.last.isoformat() if filters.last is not None else ""
    if filters.year is not None:
        found = found.filter(year=filters.year)
    if filters.month:
        found = found.filter(begins__gt="", begins__lte=f"{filters.month}-31", ends__gte=f"{filters.month}-01")
    if last:
        found = found.filter(begins__gt="", begins__lte=last)
    if first:
        found = found.filter(ends__gte=first)
    return found


def activities(
    node: Node,
    coops: Collection[int],
    filters: ActivityFilter = _ANY,
    *,
    today: date,
    sort: str = "usual",
    page: int = 1,
    size: int = 50,
    total: int | None = None,
) -> Page[ActivityRow]:
    """A page of activities.

    :param coops: the cooperations that may be seen, by number.
    :param today: the day whose status is told.
    :param sort: one of ``SORTS``.
    :param total: how many there are, where that is known already; else they are counted.
    """
    is_in_time = filters.month or filters.first is not None or filters.last is not None
    by_day = filters.year is None and (is_in_time or SORTS[sort][0].lstrip("-") == "begins")
    found = narrowed(node, coops, filters, today, in_order=bool(by_day))
    ordered = found.order_by(*SORTS[sort], "pk").values_list("pk", flat=True)
    # Which rows stand on the page is asked of the columns alone: their texts are read where they are shown.
    there = ListedActivity.objects.using(ordered.db).annotate(status=status_on(today)).order_by(*SORTS[sort], "pk")
    numbers = list(ordered) if filters.text else ordered  # the words are looked for once, not for the number and again
    number = len(numbers) if isinstance(numbers, list) else found.count() if total is None else total
    return page_of(number, page, size, lambda start, end: _rows(there.filter(pk__in=numbers[start:end]), today))


def activity_row(node: Node, coop: int, name: str, *, today: date) -> ActivityRow | None:
    """One activity by its name, None where it is neither agreed nor proposed."""
    found = narrowed(node, [coop], ActivityFilter(names=[name]), today)
    return next(iter(_rows(found, today)), None)


def activity_counts(
    node: Node, coops: Collection[int], group_by: str, filters: ActivityFilter = _ANY, *, today: date
) -> dict[Any, int]:
    """How many activities there are of each sort; those of which nothing is said stand under the empty text or None.

    :param group_by: one of ``GROUPS``, or ``branch``, under which one activity may stand more than once.
    """
    found = narrowed(node, coops, filters, today)
    if group_by == "branch":
        return _branch_counts(found)
    if group_by == "month":
        found = found.annotate(month=Substr("begins", 1, 7))
    if group_by == "where":
        found = found.annotate(where=_where())
    return dict(found.order_by(group_by).values_list(group_by).annotate(number=Count("*")))


class Tally(NamedTuple):
    """How many activities take place somewhere and came to one end.

    ``where`` as in ``GROUPS``; ``by`` whose word or decision the ``status`` is, one party or several.
    """

    where: str
    status: str
    by: tuple[str, ...]
    number: int


def activity_tallies(
    node: Node, coops: Collection[int], filters: ActivityFilter = _ANY, *, today: date
) -> tuple[Tally, ...]:
    """How many activities there are by where they take place and what came of them, in one question."""
    found = narrowed(node, coops, filters, today).annotate(where=_where()).order_by("where", "status", "by")
    counted = found.values_list("where", "status", "by").annotate(number=Count("*"))
    return tuple(Tally(where or "", status, told(by), number) for where, status, by, number in counted)


def _where() -> Case:
    return Case(When(venue__in=_ELSEWHERE, then=F("venue")), default=F("host"), output_field=CharField())


def _branch_counts(found: QuerySet[ListedActivity]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for branches, number in found.order_by("branches").values_list("branches").annotate(number=Count("*")):
        for branch in sorted({one.partition(":")[2] for one in told(branches)}) or [""]:
            counts[branch] = counts.get(branch, 0) + number
    return counts


def _rows(found: QuerySet[ListedActivity], today: date) -> tuple[ActivityRow, ...]:
    return tuple(_row(dict(zip(_PLAIN, values, strict=True)), today) for values in found.values_list(*_PLAIN))


def _row(values: dict[str, Any], today: date) -> ActivityRow:
    plain = {name.removeprefix("listed__"): value for name, value in values.items()}
    ends = day_in(plain["ends"])
    plain |= {
        "captions": captions_in(plain["captions"]),
        "body": body_in(plain["body"]),
        "branches": _pairs(told(plain["branches"])),
        "begins": day_in(plain["begins"]),
        "ends": ends,
        "status_by": told(plain.pop("by")),
        "owed_by": told(plain["owed_by"]) if ends is not None and ends < today else (),
        "reports": told(plain["reports"]),
        "turns": told(plain["turns"]),
        "done": told(plain["done"]),
        "places": places_in(plain["places"]),
        "waits_for": told(plain["waits_for"]),
    }
    return ActivityRow(**plain)


def _pairs(branches: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((party, branch) for party, _, branch in (one.partition(":") for one in branches))
