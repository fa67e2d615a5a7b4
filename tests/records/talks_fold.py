"""Gathers what goes into the next talks out of whole records: against it listed rows are held; it reads no row."""

from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from foedus.records.activity_table import Row, table_of
from foedus.records.base import Body, dump
from foedus.records.counted import counted
from foedus.records.holdings import Held, Holdings, understood
from foedus.records.kinds.activity import Activity
from foedus.records.participation import participation_of
from foedus.records.talks import (
    CARRIED_OVER,
    HELD,
    NOT_DONE,
    UNSAID,
    Heard,
    Once,
    Seats,
    Talks,
    Undone,
    alike,
    recurring,
    said_there,
)
from foedus.records.tally import Figure


def talks_of(held: Holdings, today: date, since: int | None = None) -> Talks:
    """What goes into the next talks, as ``foedus.records.talks`` says it in words."""
    names = {item.version: item.record for items in (held.agreed, held.stated, held.offered) for item in items}
    read = understood(held)
    agreed, stated, offered, _ = read
    found = said_there(read, names, held.parties, today, since)
    table = tuple(sorted(table_of(agreed, stated, (), today), key=lambda row: row.name))
    rows = tuple(row for row in table if row.year is None or row.year >= found.since)
    later = _continued_by((*agreed, *offered))
    return msgspec.structs.replace(
        found,
        not_done=tuple(_undone(row, later) for row in rows if _is_not_done(row)),
        carried_over=tuple(_undone(row, later) for row in rows if row.status.status in CARRIED_OVER),
        asked=tuple(_asked(rows)),
        what_next=tuple(_what_next(rows)),
        recurring=recurring(_once(table)),
        seats=tuple(_seats(rows, range(found.since, today.year + 1))),
    )


def _continued_by(items: tuple[Held, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for item in items:
        if isinstance(item.record, Activity) and item.record.continues:
            found.setdefault(item.record.continues, {})[item.name] = None
    return {name: tuple(names) for name, names in found.items()}


def _is_not_done(row: Row) -> bool:
    return row.status.status in NOT_DONE or (row.is_over and row.status.status in UNSAID)


def _undone(row: Row, later: Mapping[str, tuple[str, ...]]) -> Undone:
    return Undone(
        record=row.name,
        title=dump(row.activity.title),
        serial=row.activity.serial or "",
        type=row.activity.type or "",
        status=row.status.status,
        sides=row.status.by,
        reasons=tuple(dict.fromkeys(word.report.reason for word in row.words if word.report.reason)),
        year=row.year,
        taken_up_by=later.get(row.name, ()),
        sources=(row.name, *row.status.reports),
    )


def _asked(rows: tuple[Row, ...]) -> Iterator[Heard]:
    for row in rows:
        for word in row.words:
            for text in word.report.requests_heard:
                yield _heard(row, word.party, word.name, dump(text))


def _what_next(rows: tuple[Row, ...]) -> Iterator[Heard]:
    for row in rows:
        for word in row.words:
            if word.report.what_next is not None:
                yield _heard(row, word.party, word.name, dump(word.report.what_next))


def _heard(row: Row, side: str, report: str, text: Body) -> Heard:
    return Heard(side, report, row.name, dump(row.activity.title), text, (report, row.name))


def _once(table: tuple[Row, ...]) -> tuple[Once, ...]:
    return tuple(
        Once(
            row.name,
            row.activity.type or "",
            alike(row.activity),
            row.activity.continues or "",
            row.year,
            row.status.status in HELD,
            dump(row.activity.title),
        )
        for row in table
    )


def _seats(rows: tuple[Row, ...], years: range) -> Iterator[Seats]:
    for year in years:
        told = participation_of(counted(row) for row in rows if row.year == year)
        for party in sorted({*told.places_offered, *told.places_used}):
            nothing = Figure(0)
            yield Seats(year, party, told.places_offered.get(party, nothing), told.places_used.get(party, nothing))
