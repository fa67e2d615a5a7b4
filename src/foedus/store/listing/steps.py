"""Which agreed activities have steps to be done about now, and what their steps depend on, out of listed rows alone."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Protocol

from foedus.office.ports import Cooperation, Node
from foedus.office.suspense import OFF, Subject, window
from foedus.records.suspense import DATES_CONFIRMED, REPORT
from foedus.store.listing.activities import status_on
from foedus.store.listing.answers import ActivityRow, day_in
from foedus.store.listing.records import within
from foedus.store.listing.rows import places_in, told
from foedus.store.listing.update import store_of
from foedus.store.models import ListedActivity

_FIELDS = (
    *("cooperation", "name", "begins", "ends", "precision", "type", "venue", "host", "places"),
    *("status", "said", "is_confirmed", "owed_by", "reports", "listed__begins", "listed__ends"),
)
_NO_KIND = "party"
"""The venue of what a party hosts, where no kind of place is said."""


def subjects_about(node: Node, coops: Mapping[int, Cooperation], today: date) -> list[Subject]:
    """The agreed activities that can have a step that is late or near, for ``office.suspense.due``; two questions.

    :param coops: the cooperations that a person may see, by their number in the tables.
    """
    first, last = window(node, today)
    found = (
        within(ListedActivity.objects.using(store_of(node).connection.alias), coops, in_order=True)
        .filter(is_agreed=True)
        .filter(begins__gt="", begins__lte=last.isoformat(), ends__gte=first.isoformat())
        .annotate(status=status_on(today))
        .exclude(status__in=sorted(OFF))
        .values_list(*_FIELDS, named=True)
    )
    return [
        Subject(
            coops[row.cooperation].id,
            row.name,
            *_days(row.status, (row.listed__begins, row.listed__ends), (row.begins, row.ends)),
            type=row.type,
            place_kind="" if row.venue == _NO_KIND else row.venue,
            host=row.host,
            senders=tuple(sorted(places_in(row.places))),
            status=row.status,
            done=_done(coops[row.cooperation].code, row, told(row.owed_by), told(row.reports)),
        )
        for row in found
    ]


def subject_of(coop: Cooperation, row: ActivityRow) -> Subject:
    """What the steps of a listed activity depend on, for ``office.suspense.lines``."""
    agreed = row.body.get("period", {})
    counted = tuple(day.isoformat() if day is not None else "" for day in (row.begins, row.ends))
    return Subject(
        coop.id,
        row.name,
        *_days(row.status, (agreed.get("from", ""), agreed.get("to", "")), counted),
        type=row.type,
        place_kind="" if row.venue == _NO_KIND else row.venue,
        host=row.host,
        senders=tuple(sorted(row.places)),
        status=row.status,
        done=_done(coop.code, row, row.owed_by, row.reports),
    )


class _Row(Protocol):
    """What a row says of an activity, whichever way it was read."""

    @property
    def precision(self) -> str: ...
    @property
    def is_confirmed(self) -> bool: ...
    @property
    def said(self) -> str: ...


def _days(status: str, agreed: tuple[str, ...], counted: tuple[str, ...]) -> tuple[date | None, date | None]:
    """The days that count; none where what was agreed is given up and no new days are known."""
    if status == "postponed" and agreed == counted:
        return None, None
    return day_in(counted[0]), day_in(counted[1])


def _done(us: str, row: _Row, owed_by: Collection[str], reports: Collection[str]) -> tuple[str, ...]:
    """The steps that the records show as done: the days are settled, and we said what came of it."""
    is_settled = row.precision == "day" or row.is_confirmed
    is_told = bool(row.said) and us not in owed_by and any(name.startswith(f"{us}/") for name in reports)
    return ((DATES_CONFIRMED.id,) if is_settled else ()) + ((REPORT.id,) if is_told else ())
