"""What a calendar elsewhere is told: all that takes place in some days, cancelled or not, with what changed last.

It opens no ledger, and words nothing.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

import msgspec
from django.db.models import F, Q

from foedus.office.ports import Node
from foedus.store.listing.activities import status_on
from foedus.store.listing.answers import day_in
from foedus.store.listing.records import listed, within
from foedus.store.listing.rows import body_in, captions_in, told
from foedus.store.listing.update import store_of
from foedus.store.models import PLACES, ListedActivity

_EXACT: Final = ("", "day", "week")
_COLUMNS: Final = ("cooperation", "name", "begins", "ends", "precision")


class Dated(msgspec.Struct, frozen=True):
    """An activity or a meeting, as a calendar is told of it.

    ``revision`` grows with each new text of it, and each outcome that is said. ``place`` is as the text has it.
    """

    cooperation: int
    name: str
    kind: str
    captions: Mapping[str, str]
    begins: date
    ends: date
    is_vague: bool
    status: str
    changed: str
    revision: int
    place: Mapping[str, Any]


def dated(
    node: Node, coops: Collection[int], first: date, last: date, *, today: date, name: str = ""
) -> tuple[Dated, ...]:
    """All activities and meetings of these days, by day: two queries.

    :param name: one record's name, where it alone is asked for.
    """
    asked = Q(begins__gt="", begins__lte=last.isoformat(), ends__gte=first.isoformat())
    if name:
        asked &= Q(name=name)
    activities = (
        within(ListedActivity.objects.using(store_of(node).connection.alias), coops)
        .filter(asked)
        .annotate(status=status_on(today), at=F("listed__at"), words=F("listed__captions"), body=F("listed__body"))
    )
    meetings = (
        within(listed(node).filter(is_shown=True, kind="meeting").exclude(standing="withdrawn"), coops)
        .filter(asked)
        .annotate(status=F("standing"), words=F("captions"))
    )
    columns = (*_COLUMNS, "pk", "status", "at", "words", "body")
    found = [_dated("activity", row, len(told(row["reports"]))) for row in activities.values(*columns, "reports")]
    found += [_dated("meeting", row, 0) for row in meetings.values(*columns)]
    return tuple(sorted(found, key=lambda one: (one.begins, one.ends, one.name)))


def _dated(kind: str, row: dict[str, Any], reports: int) -> Dated:
    begins = day_in(row["begins"]) or date.min
    return Dated(
        cooperation=row["cooperation"],
        name=row["name"],
        kind=kind,
        captions=captions_in(row["words"]),
        begins=begins,
        ends=day_in(row["ends"]) or begins,
        is_vague=row["precision"] not in _EXACT,
        status=row["status"],
        changed=row["at"],
        revision=row["pk"] // PLACES + reports,
        place=body_in(row["body"]).get("place", {}),
    )
