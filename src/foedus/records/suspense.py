"""Knows the steps before and after an activity as delivered, and their days; refuses to know which of them were done.

Days are counted from the first day of the activity (negative: before it) or from its last day (positive: after it).
Offices edit their own copies of these steps; what stands here is only where they begin.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from foedus.records.kinds.activity import Activity
from foedus.records.values import Period

Turn = Literal["host", "sender", "each"]
"""Whose step it is, as delivered: the host party's, the sending party's, or each party's own."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the suspense list.

    Attributes:
        id: an id of the list `steps`.
        offset_days: days from the first day (negative) or from the last day (positive).
        turn: whose step it is, as delivered.
    """

    id: str
    offset_days: int
    turn: Turn


@dataclass(frozen=True, slots=True)
class DatedStep:
    """A step with its day; `party` is whose turn it is, empty where the activity does not say or it is each one's."""

    step: Step
    day: date
    party: str


DATES_CONFIRMED = Step("dates_confirmed", -60, "host")
INVITATION = Step("invitation", -60, "host")
PROGRAMME = Step("programme", -45, "host")
ADMINISTRATIVE_INSTRUCTION = Step("administrative_instruction", -45, "host")
NAMES = Step("names", -30, "sender")
REQUEST_FOR_VISIT = Step("request_for_visit", -30, "sender")
VISA_LETTER = Step("visa_letter", -30, "host")
DIPLOMATIC_CLEARANCE = Step("diplomatic_clearance", -21, "sender")
INTERPRETER = Step("interpreter", -21, "host")
REPORT = Step("report", 15, "each")
THANKS = Step("thanks", 15, "sender")
COSTS_SETTLED = Step("costs_settled", 60, "each")

DELIVERED: tuple[Step, ...] = (
    DATES_CONFIRMED,
    INVITATION,
    PROGRAMME,
    ADMINISTRATIVE_INSTRUCTION,
    NAMES,
    REQUEST_FOR_VISIT,
    VISA_LETTER,
    DIPLOMATIC_CLEARANCE,
    INTERPRETER,
    REPORT,
    THANKS,
    COSTS_SETTLED,
)
"""Every step, with the offset that it is delivered with."""

_AT_A_DISTANCE = frozenset({NAMES, REQUEST_FOR_VISIT, VISA_LETTER, DIPLOMATIC_CLEARANCE, ADMINISTRATIVE_INSTRUCTION})
_LEFT_OUT: dict[str, frozenset[Step]] = {
    "language_course": frozenset({DIPLOMATIC_CLEARANCE, PROGRAMME, INTERPRETER}),
    "course": frozenset({DIPLOMATIC_CLEARANCE}),
    "train_the_trainers": frozenset({DIPLOMATIC_CLEARANCE}),
    "on_the_job_training": frozenset({DIPLOMATIC_CLEARANCE}),
    "seminar": frozenset({DIPLOMATIC_CLEARANCE}),
    "liaison_post": frozenset({INVITATION, PROGRAMME, DIPLOMATIC_CLEARANCE, INTERPRETER}),
    "equipment": frozenset({INVITATION, PROGRAMME, NAMES, REQUEST_FOR_VISIT, VISA_LETTER, INTERPRETER}),
    "joint_study": frozenset({INVITATION, REQUEST_FOR_VISIT, VISA_LETTER, DIPLOMATIC_CLEARANCE, THANKS}),
}


def steps_of(activity_type: str | None, place_kind: str | None = None) -> tuple[Step, ...]:
    """Give the delivered steps of a type of activity, all of them where the type leaves none out.

    Args:
        activity_type: an id of `activity_types`; None where it is not known.
        place_kind: an id of `place_kinds`; online, nobody travels.
    """
    left_out = _LEFT_OUT.get(activity_type or "", frozenset())
    if place_kind == "online":
        left_out |= _AT_A_DISTANCE - {NAMES}
    return tuple(step for step in DELIVERED if step not in left_out)


def steps(activity: Activity, period: Period | None) -> tuple[DatedStep, ...]:
    """Give the steps of an activity with their days, the earliest first; none where nothing is known of its days.

    Where the days are not settled, the first and the last day that are meant count, so that nothing is late.

    Args:
        activity: the agreed line.
        period: the period that counts for it (`activity_status.counting_period`).
    """
    if period is None or period.from_ is None or period.to is None:
        return ()
    first, last = period.from_, period.to
    delivered = steps_of(activity.type, activity.place.kind if activity.place else None)
    dated = (DatedStep(step, _day(step, first, last), _party(step, activity)) for step in delivered)
    return tuple(sorted(dated, key=lambda dated_step: (dated_step.day, DELIVERED.index(dated_step.step))))


def _day(step: Step, first: date, last: date) -> date:
    return (first if step.offset_days < 0 else last) + timedelta(days=step.offset_days)


def _party(step: Step, activity: Activity) -> str:
    if step.turn == "host":
        return activity.host or ""
    senders = sorted({item.party for item in activity.places} - {activity.host or ""})
    return senders[0] if step.turn == "sender" and len(senders) == 1 else ""
