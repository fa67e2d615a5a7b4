"""Works out what lists ask of activities, undertakings and turns, whatever the day; it knows no memory and no table.

What depends on the day is given as the day from which it holds, so that one row is right on any day.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import msgspec

from foedus.office.listing import Partly
from foedus.office.suspense import OFF, counting_days, done_in, turns_of
from foedus.records.activity_status import lapses_on, owes_report
from foedus.records.activity_table import Row, table_of
from foedus.records.answers import Due, ours, theirs, waiting_in
from foedus.records.counted import Borne, counted
from foedus.records.holdings import Held, Holdings, Understood
from foedus.records.kinds.plan import Plan
from foedus.records.kinds.undertaking import Undertaking
from foedus.records.promises import state_of
from foedus.records.talks import alike


class ActivityFacts(msgspec.Struct, frozen=True):
    """An agreed or proposed activity as tables show it; empty where nothing is said. ``store.models`` says the rest."""

    name: str
    version: str
    plan: str
    plan_code: str
    serial: str
    type: str
    area: str
    domain: str
    branches: tuple[str, ...]
    host: str
    venue: str
    country: str
    town: str
    site: str
    lead: str
    lead_party: str
    begins: str
    ends: str
    precision: str
    lapses: str
    year: int | None
    is_agreed: bool
    is_planned: bool
    is_reserve: bool
    said: str
    by: tuple[str, ...]
    is_confirmed: bool
    owed_by: tuple[str, ...]
    reports: tuple[str, ...]
    places: dict[str, int]
    turns: tuple[str, ...]
    done: tuple[str, ...]
    continues: str
    alike: str
    reasons: tuple[str, ...]
    is_heard: bool
    used: dict[str, int]
    days: int | None
    costs: tuple[Borne, ...]


class UndertakingFacts(msgspec.Struct, frozen=True):
    """An undertaking that counts; ``to_whom`` empty stands for all."""

    name: str
    version: str
    who: str
    to_whom: tuple[str, ...]
    strength: str
    due: str
    state: str
    meeting: str
    kept_by: tuple[str, ...]


class DueFrom(msgspec.Struct, frozen=True):
    """What a party has to answer, and the first day on which it has to; empty where it has to already."""

    due: Due
    is_ours: bool
    from_day: str


class Worked(msgspec.Struct, frozen=True):
    """All that was worked out."""

    activities: tuple[ActivityFacts, ...]
    undertakings: tuple[UndertakingFacts, ...]
    dues: tuple[DueFrom, ...]


def work_out(held: Holdings, read: Understood, partly: Mapping[str, tuple[Partly, ...]]) -> Worked:
    """Work out what lists ask of some records.

    :param held: these records and those that they depend on: an activity's plan and reports, a comment's answers.
        Whoever consents in part stands in ``partly`` there, even where the consent is in full until some time to come.
    :param read: the same records, read.
    :param partly: for versions on the table, who consents in part, and until when it is in full.
    """
    agreed, stated, offered, _ = read
    rows = table_of(agreed, stated, offered, date.max)
    waiting = waiting_in(held, offered, stated, rows)
    days = {row.held.version: _day_after(row) for row in rows}
    codes = {item.name: item.record.code or "" for item in agreed if isinstance(item.record, Plan)}
    dues = [(due, True) for due in ours(held, waiting)] + [(due, False) for due in theirs(held, waiting)]
    return Worked(
        tuple(_activity(row, codes, held.us) for row in rows),
        tuple(_undertakings((*agreed, *stated))),
        tuple(DueFrom(due, is_ours, _from_day(due, days, partly)) for due, is_ours in dues),
    )


def _from_day(due: Due, days: Mapping[str, str], partly: Mapping[str, tuple[Partly, ...]]) -> str:
    if due.what == "report":
        return days[due.version]
    if due.what == "confirm":
        return next((one.until[:10] for one in partly.get(due.version, ()) if one.code == due.party), "")
    return ""


def _day_after(row: Row) -> str:
    ends = row.status.period.to if row.status.period is not None else None
    return (ends + timedelta(days=1)).isoformat() if ends is not None and ends < date.max else ""


def _activity(row: Row, codes: Mapping[str, str], us: str) -> ActivityFacts:
    activity, period = row.activity, row.status.period
    reports = [word.report for word in row.words]
    lead = next((one for one in activity.entities if one.role == "lead"), None)
    place, numbers = activity.place, counted(row)
    return ActivityFacts(
        name=row.name,
        version=row.held.version,
        plan=activity.plan or "",
        plan_code=codes.get(activity.plan or "", ""),
        serial=activity.serial or "",
        type=activity.type or "",
        area=activity.area or "",
        domain=activity.domain or "",
        branches=tuple(f"{one.party}:{one.branch}" for one in activity.branches),
        host=numbers.host,
        venue=numbers.venue or ("party" if numbers.host else ""),
        country=(place.country if place is not None else None) or "",
        town=(place.town if place is not None else None) or "",
        site=(place.site if place is not None else None) or "",
        lead=lead.entity if lead is not None else "",
        lead_party=lead.party if lead is not None else "",
        begins=_iso(period.from_ if period is not None else None),
        ends=_iso(period.to if period is not None else None),
        precision=period.precision if period is not None else "",
        lapses=_iso(lapses_on(period.to) if period is not None and period.to is not None else None),
        year=row.year,
        is_agreed=row.is_agreed,
        is_planned=row.is_planned,
        is_reserve=numbers.is_reserve,
        said=row.status.status if numbers.has_outcome else "",
        by=row.status.by,
        is_confirmed=bool(row.words) and not numbers.has_outcome,
        owed_by=tuple(party for party in row.held.concerned if _owes(row, party, us)),
        reports=row.status.reports,
        places=numbers.places,
        turns=_turns(row, us),
        done=done_in(row, us),
        continues=activity.continues or "",
        alike=alike(activity),
        reasons=tuple(dict.fromkeys(report.reason for report in reports if report.reason)),
        is_heard=any(report.requests_heard or report.what_next is not None for report in reports),
        used=numbers.used,
        days=numbers.days,
        costs=numbers.costs,
    )


def _turns(row: Row, us: str) -> tuple[str, ...]:
    """Whose steps are ours; nobody's where it has none on any day."""
    period = counting_days(row)
    if row.status.status in OFF or period is None or period.from_ is None or period.to is None:
        return ()
    return turns_of(us, row.activity.host or "", (item.party for item in row.activity.places))


def _owes(row: Row, party: str, us: str) -> bool:
    is_awaited = party == us or us in row.held.concerned
    return is_awaited and row.is_agreed and row.is_over and owes_report(party, row.held.concerned, row.words, over=True)


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _undertakings(items: tuple[Held, ...]) -> Iterator[UndertakingFacts]:
    for item in items:
        record = item.record
        if isinstance(record, Undertaking):
            yield UndertakingFacts(
                name=item.name,
                version=item.version,
                who=record.who,
                to_whom=record.to_whom,
                strength=record.strength,
                due=_iso(record.due),
                state=state_of(record),
                meeting=record.made_at or "",
                kept_by=record.kept_by,
            )
