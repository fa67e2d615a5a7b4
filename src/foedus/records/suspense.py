"""Knows the steps before and after an activity as delivered, and their days; refuses to know which of them were done.

Days are counted from the first day of the activity (negative: before it) or from its last day (positive: after it).
Offices edit their own copies of these steps; what stands here is only where they begin.
"""

from collections.abc import Iterable
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
        id: an id of the list `steps`, or one that an office gave to a step of its own.
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
    return steps_at((step for step in DELIVERED if step not in left_out), place_kind)


def steps_at(steps: Iterable[Step], place_kind: str | None) -> tuple[Step, ...]:
    """Leave out the delivered steps that nobody needs where nobody travels; an office's own steps stay.

    Args:
        steps: the steps of a type of activity, delivered or edited.
        place_kind: an id of `place_kinds`.
    """
    left_out = frozenset(step.id for step in _AT_A_DISTANCE - {NAMES}) if place_kind == "online" else frozenset()
    return tuple(step for step in steps if step.id not in left_out)


def steps(activity: Activity, period: Period | None) -> tuple[DatedStep, ...]:
    """Give the steps of an activity with their days, the earliest first; none where nothing is known of its days.

    Where the days are not settled, the first and the last day that are meant count, so that nothing is late.

    Args:
        activity: the agreed line.
        period: the period that counts for it (`activity_status.counting_period`).
    """
    if period is None or period.from_ is None or period.to is None:
        return ()
    delivered = steps_of(activity.type, activity.place.kind if activity.place else None)
    senders = tuple(item.party for item in activity.places)
    return dated(delivered, (period.from_, period.to), activity.host or "", senders)


def dated(steps: Iterable[Step], days: tuple[date, date], host: str, senders: Iterable[str]) -> tuple[DatedStep, ...]:
    """Give steps their days and their parties, the earliest first, those of one day in their order.

    Args:
        steps: the steps of the activity.
        days: the first and the last day that are meant.
        host: the host's code; empty where it is not said.
        senders: the codes of the parties that send people; the host among them is passed over.
    """
    sending = sorted({*senders} - {host})
    turns = {"host": host, "sender": sending[0] if len(sending) == 1 else "", "each": ""}
    found = (DatedStep(step, _day(step, *days), turns[step.turn]) for step in steps)
    return tuple(sorted(found, key=lambda dated_step: dated_step.day))


def _day(step: Step, first: date, last: date) -> date:
    return (first if step.offset_days < 0 else last) + timedelta(days=step.offset_days)
