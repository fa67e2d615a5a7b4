"""Knows how each side's word on an activity is put together into one status; refuses to decide who is right.

The formulas:

- A side's **word** is the last report on the activity that it declared; its outcome counts.
- The **period that counts** is the one of the last word that names one, else the agreed one, else the plan's.
- **Proposed**: no version is agreed yet.
- **Agreed**: nothing was said; **dates confirmed**: the agreed days are settled, or a side confirmed them.
- **Under way**: the days are settled, today is one of them, and no outcome was said.
- **Held, partly held, not held, postponed, carried over, cancelled**: the outcome that was said, by one side or by
  several whose words agree. "Not held" agrees with postponed, carried over and cancelled, and "postponed" with
  carried over: the more telling word counts.
- **Cancelled by**: the parties whose decision it was, as the reports say; the reporting side where they do not.
- **Accounts differ**: two sides said outcomes that do not agree, or name different parties as having cancelled.
- **Lapsed**: no outcome was said, and the year in which the period that counts ends is over for 60 days.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from foedus.records.kinds.activity import Activity
from foedus.records.kinds.report import Report
from foedus.records.values import Period

LAPSE_DAYS = 60

_TELLS_MORE = {
    "not_held": frozenset({"postponed", "carried_over", "cancelled"}),
    "postponed": frozenset({"carried_over"}),
}
_NOT_TAKING_PLACE = frozenset({"not_held", "postponed", "carried_over", "cancelled"})


@dataclass(frozen=True, slots=True)
class Word:
    """One side's last word on an activity: the party, the name of the report, and its fields."""

    party: str
    name: str
    report: Report


@dataclass(frozen=True, slots=True)
class ActivityStatus:
    """What became of an activity.

    Attributes:
        status: an id of the list `statuses`.
        by: who said so; for cancelled, whose decision it was; for accounts differ, those who differ.
        period: the period that counts, None where nothing is known.
        reports: the names of the reports behind it.
    """

    status: str
    by: tuple[str, ...]
    period: Period | None
    reports: tuple[str, ...]


def last_words(reports: tuple[Word, ...]) -> tuple[Word, ...]:
    """Keep each party's last word, in the order in which they were declared."""
    last = {word.party: word for word in reports}
    return tuple(word for word in reports if last[word.party] is word)


def status_of(
    activity: Activity,
    words: tuple[Word, ...],
    today: date,
    plan_period: Period | None = None,
) -> ActivityStatus:
    """Put both sides' words on an agreed activity together.

    Args:
        activity: the agreed line.
        words: each party's last word on it.
        today: the day on which the state of play is drawn.
        plan_period: the period of its plan, which counts where the line has none.
    """
    period = counting_period(activity, words, plan_period)
    reports = tuple(word.name for word in words)
    said = tuple(word for word in words if word.report.outcome != "dates_confirmed")
    if said:
        status, by = _together(said)
        return ActivityStatus(status, by, period, reports)
    confirmed_by = tuple(sorted(word.party for word in words))
    return ActivityStatus(_unsaid(period, today, is_confirmed=bool(words)), confirmed_by, period, reports)


def counting_period(activity: Activity, words: tuple[Word, ...], plan_period: Period | None) -> Period | None:
    """Give the period that counts: of the last word that names one, else the agreed one, else the plan's."""
    told = (word.report.period for word in reversed(words))
    return next((period for period in (*told, activity.period, plan_period) if _is_known(period)), None)


def is_over(period: Period | None, today: date) -> bool:
    """Say whether the last day that is meant has passed."""
    return period is not None and period.to is not None and period.to < today


def lapses_on(ends: date) -> date | None:
    """Give the day from which an activity without an outcome is lapsed, None where the calendar ends before it."""
    return date(ends.year + 1, 1, 1) + timedelta(days=LAPSE_DAYS) if ends.year < date.max.year else None


def owes_report(party: str, concerned: tuple[str, ...], words: tuple[Word, ...], *, over: bool) -> bool:
    """Say whether a party still has to say what came of an activity.

    It does when the activity is over, concerns it, and it has said no outcome, unless another side said that the
    activity did not take place.
    """
    outcomes = {word.party: word.report.outcome for word in words if word.report.outcome != "dates_confirmed"}
    is_off = any(outcome in _NOT_TAKING_PLACE for outcome in outcomes.values())
    return over and party in concerned and party not in outcomes and not is_off


def _is_known(period: Period | None) -> bool:
    return period is not None and period.to is not None


def _unsaid(period: Period | None, today: date, *, is_confirmed: bool) -> str:
    if period is None or period.from_ is None or period.to is None:
        return "dates_confirmed" if is_confirmed else "agreed"
    lapses = lapses_on(period.to)
    if lapses is not None and today >= lapses:
        return "lapsed"
    if period.is_confirmed:
        return "under_way" if period.from_ <= today <= period.to else "dates_confirmed"
    return "dates_confirmed" if is_confirmed else "agreed"


def _together(said: tuple[Word, ...]) -> tuple[str, tuple[str, ...]]:
    parties = tuple(sorted(word.party for word in said))
    outcomes = {word.report.outcome for word in said}
    telling = {outcome for outcome in outcomes if not outcomes & _TELLS_MORE.get(outcome, frozenset())}
    if len(telling) > 1:
        return "accounts_differ", parties
    outcome = telling.pop()
    if outcome != "cancelled":
        return outcome, tuple(sorted(word.party for word in said if word.report.outcome == outcome))
    cancelling = [word for word in said if word.report.outcome == "cancelled"]
    named = {tuple(sorted(word.report.decided_by)) for word in cancelling if word.report.decided_by}
    if len(named) > 1:
        return "accounts_differ", parties
    return "cancelled", named.pop() if named else tuple(sorted(word.party for word in cancelling))
