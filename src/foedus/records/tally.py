"""Knows how activities are counted by status and place, with the records behind each number; refuses to rate them."""

from collections.abc import Iterable

import msgspec

from foedus.records.activity_table import Row
from foedus.records.activity_terms import STATUSES


class Figure(msgspec.Struct, frozen=True):
    """A number, and the names of the records behind it."""

    number: int
    lines: tuple[str, ...] = ()


class PlanTally(msgspec.Struct, frozen=True):
    """How the plan stands: `by_status` has every status, `cancelled_by` the parties whose decision it was."""

    planned: Figure
    reserve: Figure
    out_of_plan: Figure
    by_status: dict[str, Figure]
    cancelled_by: dict[str, Figure]
    without_report: Figure


class VenueTally(msgspec.Struct, frozen=True):
    """Where activities take place: `by_host` has the host parties, none of whom is host elsewhere or online."""

    by_host: dict[str, Figure]
    third_country: Figure
    online: Figure
    aboard: Figure
    not_said: Figure


def figure(names: Iterable[str]) -> Figure:
    """Count records by their names."""
    lines = tuple(names)
    return Figure(len(lines), lines)


def by_party(pairs: Iterable[tuple[str, str]]) -> dict[str, Figure]:
    """Count records by party, from pairs of party and record name; parties in the order of their codes."""
    found: dict[str, list[str]] = {}
    for party, name in pairs:
        found.setdefault(party, []).append(name)
    return {party: figure(found[party]) for party in sorted(found)}


def sums_by_party(amounts: Iterable[tuple[str, int, str]]) -> dict[str, Figure]:
    """Add amounts up by party, from triples of party, amount and record name; a record is named once."""
    totals: dict[str, int] = {}
    names: dict[str, dict[str, None]] = {}
    for party, amount, name in amounts:
        totals[party] = totals.get(party, 0) + amount
        names.setdefault(party, {})[name] = None
    return {party: Figure(totals[party], tuple(names[party])) for party in sorted(totals)}


def plan_tally(rows: tuple[Row, ...]) -> PlanTally:
    """Count the activities of a year, agreed and proposed, by plan and by status."""
    agreed = [row for row in rows if row.is_agreed]
    planned = [row for row in agreed if row.is_planned]
    return PlanTally(
        planned=_figure_of(planned),
        reserve=_figure_of(row for row in planned if row.activity.reserve),
        out_of_plan=_figure_of(row for row in agreed if not row.is_planned),
        by_status={status: _figure_of(row for row in rows if row.status.status == status) for status in STATUSES.ids},
        cancelled_by=by_party(
            (party, row.name) for row in agreed if row.status.status == "cancelled" for party in row.status.by
        ),
        without_report=_figure_of(row for row in agreed if row.is_over and not _has_outcome(row)),
    )


def venue_tally(rows: tuple[Row, ...]) -> VenueTally:
    """Count agreed activities by where they take place; neither here nor there is counted apart."""
    kinds = {row.name: row.activity.place.kind if row.activity.place else "" for row in rows}
    in_country = [row for row in rows if kinds[row.name] in {"", "country"}]
    return VenueTally(
        by_host=by_party((row.activity.host, row.name) for row in in_country if row.activity.host),
        third_country=_figure_of(row for row in rows if kinds[row.name] == "third_country"),
        online=_figure_of(row for row in rows if kinds[row.name] == "online"),
        aboard=_figure_of(row for row in rows if kinds[row.name] == "aboard"),
        not_said=_figure_of(row for row in in_country if not row.activity.host),
    )


def _figure_of(rows: Iterable[Row]) -> Figure:
    return figure(row.name for row in rows)


def _has_outcome(row: Row) -> bool:
    return any(word.report.outcome != "dates_confirmed" for word in row.words)
