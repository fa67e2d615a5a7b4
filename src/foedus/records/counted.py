"""Knows what of an activity is counted in numbers, read out of its row once; refuses to add anything up."""

from collections.abc import Iterable, Iterator

import msgspec

from foedus.records.activity_status import Word
from foedus.records.activity_table import Row

_TOOK_PLACE = frozenset({"held", "partly_held"})


class Borne(msgspec.Struct, frozen=True, array_like=True):
    """What one party says in its own report that it has borne, in minor units."""

    report: str
    party: str
    currency: str
    amount: int


class Counted(msgspec.Struct, frozen=True):
    """What is counted of one activity, on a day.

    Attributes:
        name, version: the record's names.
        status: an id of the list `statuses`.
        by: whose word or whose decision that is.
        reports: the names of the reports behind it.
        year: the year in which it counts, None where nothing says.
        is_agreed, is_planned, is_over: as its row has them.
        is_reserve: whether it is planned and takes place only if money allows.
        has_outcome: whether a side has said an outcome.
        host: the host party, empty where none is said.
        venue: `third_country`, `online` or `aboard`; empty in a party's country, or where nothing is said.
        places: the places of each party.
        used: the people of each party, by the report that tells; empty where none does.
        days: how many days it took, None where that is not known.
        costs: what each party says that it has borne.
    """

    name: str
    version: str
    status: str
    by: tuple[str, ...]
    reports: tuple[str, ...]
    year: int | None
    is_agreed: bool
    is_planned: bool
    is_over: bool
    is_reserve: bool
    has_outcome: bool
    host: str
    venue: str
    places: dict[str, int]
    used: dict[str, int]
    days: int | None
    costs: tuple[Borne, ...]

    @property
    def took_place(self) -> bool:
        """Whether it was held, or held in part."""
        return self.status in _TOOK_PLACE


def counted(row: Row) -> Counted:
    """Read out of a row what is counted."""
    activity, place = row.activity, row.activity.place
    return Counted(
        name=row.name,
        version=row.held.version,
        status=row.status.status,
        by=row.status.by,
        reports=row.status.reports,
        year=row.year,
        is_agreed=row.is_agreed,
        is_planned=row.is_planned,
        is_over=row.is_over,
        is_reserve=row.is_planned and activity.reserve,
        has_outcome=any(word.report.outcome != "dates_confirmed" for word in row.words),
        host=activity.host or "",
        venue=place.kind if place is not None and place.kind != "country" else "",
        places=_by_party((item.party, item.number) for item in activity.places),
        used=places_used(row),
        days=days_of(row),
        costs=tuple(_costs(row)),
    )


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


def places_used(row: Row) -> dict[str, int]:
    """Give who took part, by party; nothing where no report tells."""
    telling = telling_word(row)
    return _by_party((item.party, item.number) for item in telling.report.people) if telling else {}


def _by_party(numbers: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for party, number in numbers:
        found[party] = found.get(party, 0) + number
    return dict(sorted(found.items()))


def _costs(row: Row) -> Iterator[Borne]:
    for word in row.words:
        for cost in word.report.costs:
            if cost.payer == word.party:
                yield Borne(word.name, cost.payer, cost.borne.currency, cost.borne.amount)
