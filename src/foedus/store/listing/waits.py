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
from foedus.store.listing.rows import captions_in
from foedus.store.listing.turns import turn_of, waiting_on
from foedus.store.models import Listed, ListedActivity, ListedLink, ListedTurn

ORDER: Final = ("answer", "confirm", "mend", "comment", "report", "acknowledge", "join")
"""In what order things to do are told: texts first, then questions, then what only has to be said."""
SINGLE: Final = ("comment", "report", "acknowledge")
"""Sorts of which each stands for itself."""
_TEXTS: Final = ("answer", "confirm", "mend")
_ABOUT: Final = ("reports", "comments")


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
    by = ("cooperation", "party", "what", "is_ours")
    day = Case(When(from_day="", then=Substr("since", 1, 10)), default=F("from_day"), output_field=CharField())
    found = _keyed(waiting_on(node, coops, today)).annotate(day=day).order_by(*by).values_list(*by)
    counts = found.annotate(number=Count("*"), lines=Count("key", distinct=True), first=Min("day"))
    return tuple(Wait(*values) for values in counts)


def wait_lines(
    node: Node,
    coops: Collection[int],
    *,
    today: date,
    is_ours: bool,
    start: int = 0,
    end: int = 50,
    what: str = "",
    few: int | None = None,
    seen: Mapping[int, Mapping[str, str]] | None = None,
) -> tuple[WaitLine, ...]:
    """What waits, a plan and its lines as one: in ``ORDER``, what waits longest first; one question.

    :param what: this sort alone.
    :param few: at most so many of each sort in ``SINGLE``, those that wait longest.
    :param seen: for each cooperation the day of our last entry that each party had seen.
    """
    found = _keyed(waiting_on(node, coops, today).filter(is_ours=is_ours))
    if what:
        found = found.filter(what=what)
    same = [F("cooperation"), F("party"), F("what"), F("key")]
    plan_first = Case(When(kind="plan", then=Value(0)), default=Value(1), output_field=IntegerField())
    plans = Listed.objects.filter(is_shown=True, cooperation=OuterRef("cooperation"), name=OuterRef("plan"))
    targets = ListedLink.objects.filter(
        cooperation=OuterRef(OuterRef("cooperation")), source=OuterRef(OuterRef("record"))
    )
    named = targets.filter(way__in=_ABOUT).values("target")[:1]
    about = Listed.objects.filter(is_shown=True, cooperation=OuterRef("cooperation"), name=Subquery(named))
    ranks = [When(what=one, then=Value(rank)) for rank, one in enumerate(ORDER)]
    found = found.annotate(
        rank=Case(*ranks, default=Value(len(ORDER)), output_field=IntegerField()),
        number=Window(Count("*"), partition_by=same),
        place=Window(RowNumber(), partition_by=same, order_by=[plan_first, F("since"), F("version")]),
        nth=Window(RowNumber(), partition_by=[F("what")], order_by=[F("from_day"), F("since"), F("record")]),
        plan_captions=Subquery(plans.values("captions")[:1]),
        about=Subquery(about.values("captions")[:1]),
    ).filter(place=1)
    if few is not None:
        found = found.filter(~Q(what__in=SINGLE) | Q(nth__lte=few))
    ordered = found.order_by("rank", "from_day", "since", "cooperation", "record", "version", "party")[start:end]
    return tuple(
        WaitLine(
            turn_of(row, seen or {}),
            row.number,
            row.plan,  # type: ignore[attr-defined]  # annotated in `_keyed`
            captions_in(row.plan_captions or "{}"),
            captions_in(row.about or "{}"),
        )
        for row in ordered
    )


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
