"""Knows how places, people, days and shared costs of activities add up by party; refuses to take unknown for zero."""

from collections.abc import Iterator

import msgspec

from foedus.records.activity_status import Word
from foedus.records.activity_table import Row
from foedus.records.tally import Figure, figure, sums_by_party

_TOOK_PLACE = frozenset({"held", "partly_held"})


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


def participation_of(rows: tuple[Row, ...]) -> Participation:
    """Add up who took part in the agreed activities of a year.

    The formulas stand in `foedus.records.standing`.
    """
    took_place = [row for row in rows if row.status.status in _TOOK_PLACE]
    known = [row for row in took_place if _is_known(row)]
    return Participation(
        places_offered=sums_by_party(
            (item.party, item.number, row.name) for row in rows for item in row.activity.places
        ),
        places_used=sums_by_party(triple for row in rows for triple in places_used(row)),
        person_days=sums_by_party(
            (party, number * (days_of(row) or 0), name) for row in known for party, number, name in places_used(row)
        ),
        person_days_not_known=figure(row.name for row in took_place if not _is_known(row)),
        costs=_costs(rows),
    )


def _is_known(row: Row) -> bool:
    return telling_word(row) is not None and days_of(row) is not None


def telling_word(row: Row) -> Word | None:
    """Give the report that tells who took part: the host's where it names people, else another that does."""
    with_people = [word for word in row.words if word.report.people and word.report.outcome in _TOOK_PLACE]
    hosts = [word for word in with_people if word.party == row.activity.host]
    return next(iter([*hosts, *with_people]), None)


def days_of(row: Row) -> int | None:
    """Give how many days an activity took: as reported, else as the line says, else the settled days that were agreed.

    The report that tells who took part comes first, the others follow in their order.
    """
    telling = telling_word(row)
    ordered = [word for word in row.words if word is telling] + [word for word in row.words if word is not telling]
    reported = (word.report.period.length_days for word in ordered if word.report.period)
    agreed = row.activity.period.length_days if row.activity.period else None
    return next((days for days in (*reported, row.activity.days, agreed) if days is not None), None)


def places_used(row: Row) -> Iterator[tuple[str, int, str]]:
    """Give who took part, as triples of party, number and the activity's name; nothing where no report tells."""
    telling = telling_word(row)
    for item in telling.report.people if telling else ():
        yield item.party, item.number, row.name


def _costs(rows: tuple[Row, ...]) -> tuple[CostLine, ...]:
    found: dict[tuple[str, str], tuple[int, dict[str, None]]] = {}
    for row in rows:
        for word in row.words:
            for cost in word.report.costs:
                if cost.payer == word.party:
                    key = (cost.payer, cost.borne.currency)
                    total, names = found.get(key, (0, {}))
                    found[key] = (total + cost.borne.amount, {**names, word.name: None})
    return tuple(CostLine(*key, found[key][0], tuple(found[key][1])) for key in sorted(found))
