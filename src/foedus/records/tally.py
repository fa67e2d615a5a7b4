"""Knows how activities are counted by status and place, with the records behind each number; refuses to rate them."""

from collections.abc import Iterable

import msgspec

from foedus.records.activity_terms import STATUSES
from foedus.records.counted import Counted


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


def plan_tally(rows: Iterable[Counted]) -> PlanTally:
    """Count the activities of a year, agreed and proposed, by plan and by status."""
    held = tuple(rows)
    agreed = [row for row in held if row.is_agreed]
    planned = [row for row in agreed if row.is_planned]
    by_status: dict[str, list[str]] = {status: [] for status in STATUSES.ids}
    for row in held:
        by_status[row.status].append(row.name)
    return PlanTally(
        planned=_figure_of(planned),
        reserve=_figure_of(row for row in agreed if row.is_reserve),
        out_of_plan=_figure_of(row for row in agreed if not row.is_planned),
        by_status={status: figure(names) for status, names in by_status.items()},
        cancelled_by=by_party((party, row.name) for row in agreed if row.status == "cancelled" for party in row.by),
        without_report=_figure_of(row for row in agreed if row.is_over and not row.has_outcome),
    )


def venue_tally(rows: Iterable[Counted]) -> VenueTally:
    """Count agreed activities by where they take place; neither here nor there is counted apart."""
    held = tuple(rows)
    in_country = [row for row in held if not row.venue]
    return VenueTally(
        by_host=by_party((row.host, row.name) for row in in_country if row.host),
        third_country=_figure_of(row for row in held if row.venue == "third_country"),
        online=_figure_of(row for row in held if row.venue == "online"),
        aboard=_figure_of(row for row in held if row.venue == "aboard"),
        not_said=_figure_of(row for row in in_country if not row.host),
    )


def _figure_of(rows: Iterable[Counted]) -> Figure:
    return figure(row.name for row in rows)
