"""What waits, put together: a plan and its lines as one, and how much there is of each sort; it opens no ledger."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

import msgspec
from django.db.models import Case, CharField, Count, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Window
from django.db.models.functions import Coalesce, RowNumber, Substr

from foedus.office.ports import Node
from foedus.store.listing.answers import TurnRow
from foedus.store.listing.records import listed
from foedus.store.listing.rows import captions_in, columns_of
from foedus.store.listing.turns import turn_of, waiting_on
from foedus.store.listing.update import store_of
from foedus.store.models import Listed, ListedActivity, ListedTurn

ORDER: Final = ("answer", "confirm", "mend", "comment", "report", "acknowledge", "join")
"""In what order things to do are told: texts first, then questions, then what only has to be said."""
SINGLE: Final = ("comment", "report", "acknowledge", "join")
"""Sorts of which each stands for itself."""
_TEXTS: Final = ("answer", "confirm", "mend")
_BY: Final = ("cooperation", "party", "what", "is_ours")


class Wait(msgspec.Struct, frozen=True):
    """How many things of one sort a party has to do: ``lines`` with each plan counted once; ``since`` the first day."""

    cooperation: int
    party: str
    what: str
    is_ours: bool
    number: int
    lines: int
    since: str


class WaitLine(msgspec.Struct, frozen=True):
    """One line of what waits: ``turn`` stands for ``number`` of them; ``plan`` is the record of theirs, or empty.

    ``about``: the captions of the activity that an outcome tells of, or of what a comment is about.
    """

    turn: TurnRow
    number: int
    plan: str
    plan_captions: Mapping[str, str]
    about: Mapping[str, str]


def waits(node: Node, coops: Collection[int], *, today: date) -> tuple[Wait, ...]:
    """How much waits for whom, of which sort, and since which day: one question."""
    found = waiting_on(node, coops, today).order_by()
    reports = found.filter(what="report").values_list(*_BY)  # the most by far, and all that is asked is in an index
    day = Case(When(from_day="", then=Substr("since", 1, 10)), default=F("from_day"), output_field=CharField())
    others = _keyed(found.exclude(what="report")).values_list(*_BY)
    counted = reports.annotate(number=Count("*"), lines=Count("*"), first=Min("from_day")).union(
        others.annotate(number=Count("*"), lines=Count("key", distinct=True), first=Min(day)), all=True
    )
    return tuple(Wait(*values) for values in sorted(counted))


def wait_lines(
    node: Node,
    coops: Collection[int],
    *,
    today: date,
    is_ours: bool,
    lines: Mapping[str, int],
    start: int = 0,
    end: int = 50,
    seen: Mapping[int, Mapping[str, str]] | None = None,
) -> tuple[WaitLine, ...]:
    """What waits, a plan and its lines as one: in ``ORDER``, what waits longest first; two questions at most.

    :param lines: how many of each sort the whole list has, of which ``start`` to ``end`` are wanted.
    :param seen: for each cooperation the day of our last entry that each party had seen.
    """
    wanted = _wanted(lines, start, end)
    texts = {what: part for what, part in wanted.items() if what in _TEXTS}
    singles = {what: part for what, part in wanted.items() if what not in _TEXTS}
    rows: dict[str, list[ListedTurn]] = {}
    if texts:
        found = waiting_on(node, coops, today).filter(is_ours=is_ours, what__in=sorted(texts))
        for row in _put_together(found):
            rows.setdefault(row.what, []).append(row)
        rows = {what: held[slice(*texts[what])] for what, held in rows.items()}
    if singles and coops:
        for row in _singles(node, coops, today, is_ours=is_ours, wanted=singles):
            rows.setdefault(row.what, []).append(row)
    return tuple(_line(row, seen or {}) for what in ORDER for row in rows.get(what, ()))


def _wanted(lines: Mapping[str, int], start: int, end: int) -> dict[str, tuple[int, int]]:
    """From which to which line of each sort, so that together they are those from ``start`` to ``end``."""
    found, before = {}, 0
    for what in ORDER:
        number = lines.get(what, 0)
        first, last = max(start - before, 0), min(end - before, number)
        if first < last:
            found[what] = (first, last)
        before += number
    return found


def _line(row: ListedTurn, seen: Mapping[int, Mapping[str, str]]) -> WaitLine:
    return WaitLine(
        turn_of(row, seen),
        getattr(row, "number", 1),
        getattr(row, "plan", ""),
        captions_in(getattr(row, "plan_captions", None) or "{}"),
        captions_in(getattr(row, "about", None) or "{}"),
    )


def _put_together(found: QuerySet[ListedTurn]) -> list[ListedTurn]:
    """Texts, those of one plan as one line."""
    same = [F("cooperation"), F("party"), F("what"), F("key")]
    plan_first = Case(When(kind="plan", then=Value(0)), default=Value(1), output_field=IntegerField())
    plans = Listed.objects.filter(is_shown=True, cooperation=OuterRef("cooperation"), name=OuterRef("plan"))
    told = (
        _keyed(found)
        .annotate(
            number=Window(Count("*"), partition_by=same),
            place=Window(RowNumber(), partition_by=same, order_by=[plan_first, F("since"), F("version")]),
            plan_captions=Subquery(plans.values("captions")[:1]),
        )
        .filter(place=1)
    )
    return list(told.order_by("from_day", "since", "cooperation", "record", "version", "party"))


_SINGLE_ROWS = (
    "SELECT * FROM (SELECT {columns} FROM foedus_store_listedturn WHERE cooperation IN ({coops}) AND is_ours = %s"
    " AND what = %s AND from_day <= %s ORDER BY from_day, since, cooperation, record, version, party"
    " LIMIT %s OFFSET %s) part"
)
_ABOUT_ROWS = (
    "SELECT t.*, (SELECT captions FROM foedus_store_listed l WHERE l.cooperation = t.cooperation AND l.is_shown"
    " AND l.name = (SELECT target FROM foedus_store_listedlink k WHERE k.cooperation = t.cooperation"
    " AND k.source = t.record AND k.way IN ('reports', 'comments') LIMIT 1) LIMIT 1) FROM ({parts}) t"
)
"""Of each sort the first rows, each with the captions of what it is about: only what is shown is looked up."""


def _singles(
    node: Node, coops: Collection[int], today: date, *, is_ours: bool, wanted: Mapping[str, tuple[int, int]]
) -> list[ListedTurn]:
    """What stands for itself: of each sort from which to which line, those that wait longest first."""
    columns = columns_of(ListedTurn)
    places = ", ".join(["%s"] * len(coops))
    part = _SINGLE_ROWS.format(columns=", ".join(f'"{column}"' for column in columns), coops=places)
    query = _ABOUT_ROWS.format(parts=" UNION ALL ".join([part] * len(wanted)))
    asked: list[str | int | bool] = []
    for what, (first, last) in wanted.items():
        asked += [*sorted(coops), is_ours, what, today.isoformat(), last - first, first]
    with store_of(node).connection.cursor() as cursor:
        cursor.execute(query, asked)
        rows = cursor.fetchall()
    found = []
    for row in rows:
        turn = ListedTurn(**dict(zip(columns, row[:-1], strict=True)))
        turn.about = row[-1]  # type: ignore[attr-defined]  # as an annotation
        found.append(turn)
    return sorted(found, key=lambda turn: (turn.from_day, turn.since, turn.cooperation, turn.record, turn.party))


def captions_of(
    node: Node, coops: Collection[int], records: Collection[str]
) -> dict[tuple[int, str], Mapping[str, str]]:
    """The captions of records by cooperation and name: one question, none where none is asked."""
    if not records:
        return {}
    found = listed(node).filter(is_shown=True, cooperation__in=sorted(coops), name__in=sorted(records))
    rows = found.values_list("cooperation", "name", "captions")
    return {(coop, name): captions_in(captions) for coop, name, captions in rows}


def _keyed(found: QuerySet[ListedTurn]) -> QuerySet[ListedTurn]:
    """With ``plan``, the plan that a text is or stands in, and ``key``, by which texts are told as one."""
    lines = ListedActivity.objects.filter(cooperation=OuterRef("cooperation"), name=OuterRef("record"))
    plan = Case(
        When(~Q(what__in=_TEXTS), then=Value("")),
        When(kind="plan", then=F("record")),
        default=Coalesce(Subquery(lines.values("plan")[:1]), Value("")),
        output_field=CharField(),
    )
    return found.annotate(plan=plan).annotate(
        key=Case(When(plan="", then=F("version")), default=F("plan"), output_field=CharField())
    )
