"""Knows how places, people, days and shared costs of activities add up by party; refuses to take unknown for zero."""

from collections.abc import Iterable

import msgspec

from foedus.records.counted import Counted
from foedus.records.tally import Figure, figure, sums_by_party


class CostLine(msgspec.Struct, frozen=True):
    """What one party says that it has borne in one currency, in minor units, and the reports behind it."""

    party: str
    currency: str
    amount: int
    reports: tuple[str, ...]


class Participation(msgspec.Struct, frozen=True):
    """Who took part: places, people and person-days by party; of `person_days_not_known` no number is known."""

    places_offered: dict[str, Figure]
    places_used: dict[str, Figure]
    person_days: dict[str, Figure]
    person_days_not_known: Figure
    costs: tuple[CostLine, ...]


def participation_of(rows: Iterable[Counted]) -> Participation:
    """Add up who took part in the agreed activities of a year.

    The formulas stand in `foedus.records.standing`.
    """
    held = tuple(rows)
    took_place = [row for row in held if row.took_place]
    return Participation(
        places_offered=sums_by_party((party, number, row.name) for row in held for party, number in row.places.items()),
        places_used=sums_by_party((party, number, row.name) for row in held for party, number in row.used.items()),
        person_days=sums_by_party(
            (party, number * row.days, row.name)
            for row in took_place
            if row.days is not None
            for party, number in row.used.items()
        ),
        person_days_not_known=figure(row.name for row in took_place if not row.used or row.days is None),
        costs=_costs(held),
    )


def _costs(rows: Iterable[Counted]) -> tuple[CostLine, ...]:
    found: dict[tuple[str, str], tuple[int, dict[str, None]]] = {}
    for row in rows:
        for cost in row.costs:
            key = (cost.party, cost.currency)
            total, names = found.get(key, (0, {}))
            found[key] = (total + cost.amount, {**names, cost.report: None})
    return tuple(CostLine(*key, found[key][0], tuple(found[key][1])) for key in sorted(found))
