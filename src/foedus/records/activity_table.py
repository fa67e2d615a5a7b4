"""Knows each activity with its plan, its reports and its status, one row each; refuses to count them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from foedus.records.activity_status import ActivityStatus, Word, counting_period, is_over, last_words, status_of
from foedus.records.holdings import Held
from foedus.records.kinds.activity import Activity
from foedus.records.kinds.plan import Plan
from foedus.records.kinds.report import Report
from foedus.records.values import Period


@dataclass(frozen=True, slots=True)
class Row:
    """One activity.

    Attributes:
        held: the record, with its names and the parties that it concerns.
        activity: its fields.
        words: each party's last word on it.
        status: both sides' words put together.
        is_agreed: whether a version of it is agreed.
        is_planned: whether it stands in an agreed plan and did not come from outside it.
        year: the year in which it counts: the one in which its agreed period begins, else the one in which the dates
            begin that a side reported; None where nothing says.
        is_over: whether the last day that is meant has passed.
    """

    held: Held
    activity: Activity
    words: tuple[Word, ...]
    status: ActivityStatus
    is_agreed: bool
    is_planned: bool
    year: int | None
    is_over: bool

    @property
    def name(self) -> str:
        """The record's name."""
        return self.held.name


def table_of(
    agreed: tuple[Held, ...], stated: tuple[Held, ...], offered: tuple[Held, ...], today: date
) -> tuple[Row, ...]:
    """Make the table: a row for each agreed activity, then one for each that is only proposed."""
    plans = {item.name: item.record for item in agreed if isinstance(item.record, Plan)}
    words = _words(stated)
    names = {item.name for item in agreed}
    proposed = {item.name: item for item in offered if item.name not in names}
    rows = [_agreed_row(item, item.record, plans, words, today) for item in agreed if isinstance(item.record, Activity)]
    rows += [_proposed_row(item, item.record) for item in proposed.values() if isinstance(item.record, Activity)]
    return tuple(rows)


def _words(stated: tuple[Held, ...]) -> Mapping[str, tuple[Word, ...]]:
    found: dict[str, list[Word]] = {}
    for word in _all_words(stated):
        found.setdefault(word.report.activity, []).append(word)
    return {name: last_words(tuple(words)) for name, words in found.items()}


def _all_words(stated: tuple[Held, ...]) -> Iterator[Word]:
    for item in stated:
        if isinstance(item.record, Report):
            yield Word(item.author, item.name, item.record)


def _agreed_row(
    held: Held, activity: Activity, plans: Mapping[str, Plan], words: Mapping[str, tuple[Word, ...]], today: date
) -> Row:
    plan = plans.get(activity.plan or "")
    said = words.get(held.name, ())
    status = status_of(activity, said, today, plan.period if plan else None)
    return Row(
        held,
        activity,
        said,
        status,
        is_agreed=True,
        is_planned=plan is not None and activity.origin != "out_of_plan",
        year=_year(activity.period, counting_period(activity, said, None)),
        is_over=is_over(status.period, today),
    )


def _proposed_row(held: Held, activity: Activity) -> Row:
    status = ActivityStatus("proposed", (held.author,), activity.period, ())
    year = _year(activity.period)
    return Row(held, activity, (), status, is_agreed=False, is_planned=False, year=year, is_over=False)


def _year(*periods: Period | None) -> int | None:
    return next((period.year for period in periods if period is not None and period.year is not None), None)
