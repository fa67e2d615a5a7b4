"""Knows the suspense list of activities: steps, days, whose turn, what was done; nothing of it leaves this node.

A step is **ours** when it is our party's turn, or each party's own. Until its day it is *later*, within 14 days *near*,
after it *late*. A step before an activity that is over is *past*: nobody waits for it any more. What the records show
(settled days, a report of ours) is done without being ticked. An activity that is only proposed, or that does not take
place, has no steps; one that was postponed has them again once its new days are known. What is late for more than half
a year is no longer called for, though it still shows with its activity.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from foedus.office import suspense_templates
from foedus.office.errors import NotFoundError, OfficeError
from foedus.office.held import holdings_of
from foedus.office.names import find_record
from foedus.office.ports import Cooperation, Ledger, Node, StepState
from foedus.office.signing import own_number
from foedus.office.suspense_templates import TemplateStep
from foedus.office.versions import body_of, last_stated
from foedus.records.activity_table import Row, table_of
from foedus.records.activity_terms import ACTIVITY_TYPES
from foedus.records.holdings import understood
from foedus.records.suspense import DATES_CONFIRMED, REPORT, DatedStep, Step, Turn, dated, steps_at
from foedus.records.values import Period

OPEN, DONE, NOT_NEEDED = STATES = ("open", "done", "not_needed")
URGENCIES = ("late", "near", "later", "past")
NEAR_DAYS = 14
LATE_DAYS = 183
_OTHER = "?"
"""Stands for every type of activity that this program does not know."""
OFF = frozenset({"proposed", "not_held", "carried_over", "cancelled"})
"""The statuses in which nothing is prepared or followed up."""


class Subject(msgspec.Struct, frozen=True):
    """An activity whose steps are asked for: its names, its days that count, and what its steps depend on.

    ``host`` and ``senders`` are codes; ``senders`` the parties that have places. ``status`` is an id of the list
    `statuses`; ``done`` are ids of steps that the records show as done.
    """

    partnership: str
    record: str
    first: date | None
    last: date | None
    type: str = ""
    place_kind: str = ""
    host: str = ""
    senders: tuple[str, ...] = ()
    status: str = ""
    done: tuple[str, ...] = ()


class StepLine(msgspec.Struct, frozen=True):
    """A step with its day and its state; ``party`` is empty where it is each one's, or where nothing says whose.

    ``urgency`` is one of ``URGENCIES``, empty once it is done or not needed; ``at`` and ``by`` tell when and by whom
    its state was set; ``is_by_record``: the records show it as done, and it cannot be set.
    """

    id: str
    labels: dict[str, str]
    day: date
    turn: str
    party: str
    is_ours: bool
    state: str
    urgency: str = ""
    at: str = ""
    by: str = ""
    is_by_record: bool = False


class DueStep(msgspec.Struct, frozen=True):
    """A step of ours that is late or near, with the names of its activity."""

    partnership: str
    record: str
    line: StepLine


Lines = dict[tuple[str, str], tuple[StepLine, ...]]
"""The steps of activities by partnership and record."""


def lines(node: Node, us: Mapping[str, str], subjects: Sequence[Subject], today: date) -> Lines:
    """The steps of many activities, each list by day; two questions to the store, however many there are.

    :param us: our code in each partnership.
    """
    templates = _templates(node, subjects)
    states = _states(node, {subject.record for subject in subjects})
    found: Lines = {}
    for subject in subjects:
        template = templates[subject.type]
        labels = {step.id: step.labels for step in template}
        code = us.get(subject.partnership, "")
        key = (subject.partnership, subject.record)
        found[key] = tuple(
            _line(one, labels[one.step.id], states.get((*key, one.step.id)), subject, code, today)
            for one in _dated(template, subject, today)
        )
    return found


class CalledStep(msgspec.Struct, frozen=True):
    """A step as the templates have it, for all the types of activity that have it alike.

    ``types`` have it; where ``is_of_all_but`` they are those that have it not, since it is a step of every other type
    too. ``is_online``: also where nobody travels.
    """

    step: Step
    labels: dict[str, str]
    types: tuple[str, ...]
    is_of_all_but: bool
    is_online: bool


def called_steps(node: Node) -> tuple[CalledStep, ...]:
    """Every step of every template, in their order: what ``due_step`` can be asked for. One question to the store."""
    edited = suspense_templates.all_edited(node)
    types = ("", *ACTIVITY_TYPES.ids)
    having: dict[tuple[Step, tuple[tuple[str, str], ...]], set[str]] = {}
    for name in (*types, _OTHER):
        found = suspense_templates.chosen(edited, name)
        for step, one in zip(suspense_templates.as_steps(found), found, strict=True):
            having.setdefault((step, tuple(sorted(one.labels.items()))), set()).add(name)
    return tuple(
        CalledStep(
            step,
            dict(labels),
            tuple(name for name in types if (name in of) != (_OTHER in of)),
            _OTHER in of,
            bool(steps_at((step,), "online")),
        )
        for (step, labels), of in having.items()
    )


def called_days(step: Step, today: date) -> tuple[date, date]:
    """Between which days an activity begins (a step before it) or ends whose step is late or near on a day."""
    away = timedelta(days=step.offset_days)
    return today - timedelta(days=LATE_DAYS) - away, today + timedelta(days=NEAR_DAYS) - away


def due_step(called: CalledStep, subject: Subject, us: str, today: date) -> DueStep:
    """A step that is late or near, put together.

    :param us: our code in the activity's partnership.
    """
    (one,) = dated((called.step,), _days_of(subject), subject.host, subject.senders)
    return DueStep(subject.partnership, subject.record, _line(one, called.labels, None, subject, us, today))


def turns_of(us: str, host: str, senders: Iterable[str]) -> tuple[Turn, ...]:
    """Whose steps are ours at an activity: each one's, and those of the host and of the only sender where we are it."""
    is_sender = {*senders} - {host} == {us}
    return ("each", *(("host",) if us and host == us else ()), *(("sender",) if is_sender else ()))


def _has_steps(subject: Subject, today: date) -> bool:
    if subject.first is None or subject.last is None or subject.status in OFF:
        return False
    return subject.status != "postponed" or subject.last >= today


def _days_of(subject: Subject) -> tuple[date, date]:
    """The days of an activity that has steps."""
    return subject.first or date.min, subject.last or date.min


def _templates(node: Node, subjects: Sequence[Subject]) -> dict[str, tuple[TemplateStep, ...]]:
    edited = suspense_templates.all_edited(node)
    return {name: suspense_templates.chosen(edited, name) for name in {subject.type for subject in subjects}}


def _states(node: Node, records: Collection[str]) -> dict[tuple[str, str, str], StepState]:
    return {(one.partnership, one.record, one.step): one for one in node.store.step_states(records)}


def _dated(template: Sequence[TemplateStep], subject: Subject, today: date) -> tuple[DatedStep, ...]:
    if not _has_steps(subject, today):
        return ()
    steps = steps_at(suspense_templates.as_steps(template), subject.place_kind or None)
    return dated(steps, _days_of(subject), subject.host, subject.senders)


def _line(
    one: DatedStep, labels: dict[str, str], kept: StepState | None, subject: Subject, us: str, today: date
) -> StepLine:
    is_by_record = one.step.id in subject.done
    state = DONE if is_by_record else kept.state if kept is not None else OPEN
    is_over = subject.last is not None and subject.last < today
    return StepLine(
        id=one.step.id,
        labels=labels,
        day=one.day,
        turn=one.step.turn,
        party=one.party,
        is_ours=one.step.turn == "each" or (one.party == us and bool(us)),
        state=state,
        urgency=_urgency(one, today, is_over=is_over) if state == OPEN else "",
        at=kept.at if kept is not None and not is_by_record else "",
        by=kept.by if kept is not None and not is_by_record else "",
        is_by_record=is_by_record,
    )


def _urgency(one: DatedStep, today: date, *, is_over: bool) -> str:
    if is_over and one.step.offset_days < 0:
        return "past"
    if one.day < today:
        return "late"
    return "near" if one.day <= today + timedelta(days=NEAR_DAYS) else "later"


def of(node: Node, coop: Cooperation, record: str, today: date) -> tuple[StepLine, ...]:
    """The steps of one activity, by day; as ``subject`` reads it."""
    asked = subject(node, coop, record, today)
    return lines(node, {coop.id: coop.code}, [asked], today)[coop.id, asked.record]


def subject(node: Node, coop: Cooperation, record: str, today: date) -> Subject:
    """What the steps of an activity depend on, read from the register: its reports are looked for among all reports.

    :param record: as people name it.
    :raises NotFoundError: it is no activity that was agreed, proposed or recorded on paper.
    """
    ledger = node.store.open(coop.id)
    name = find_record(node, ledger, record)
    row = _row(node, ledger, name, today)
    activity, period = row.activity, counting_days(row)
    return Subject(
        partnership=coop.id,
        record=name,
        first=period.from_ if period is not None else None,
        last=period.to if period is not None else None,
        type=activity.type or "",
        place_kind=activity.place.kind if activity.place is not None else "",
        host=activity.host or "",
        senders=tuple(sorted({item.party for item in activity.places})),
        status=row.status.status,
        done=done_in(row, coop.code),
    )


def counting_days(row: Row) -> Period | None:
    """The days that count for the steps of an activity; none where it is postponed and no new ones are known."""
    is_given_up = row.status.status == "postponed" and not any(word.report.period for word in row.words)
    return None if is_given_up else row.status.period


def done_in(row: Row, us: str) -> tuple[str, ...]:
    """The steps that the records show as done: the days are settled, and we said what came of it."""
    period, reports = counting_days(row), {word.party: word.report.outcome for word in row.words}
    is_settled = row.is_agreed and period is not None and period.is_confirmed
    is_told = reports.get(us, "dates_confirmed") != "dates_confirmed"
    return (
        *((DATES_CONFIRMED.id,) if is_settled or "dates_confirmed" in reports.values() else ()),
        *((REPORT.id,) if is_told else ()),
    )


def _row(node: Node, ledger: Ledger, name: str, today: date) -> Row:
    only = {name, *_reports_on(ledger, name)}
    us = own_number(node, ledger)
    agreed, stated, offered, _ = understood(holdings_of(node, ledger, us, only))
    for row in table_of(agreed, stated, offered, today):
        if row.name == name:
            return row
    raise NotFoundError("activity-unknown", name=name)


def _reports_on(ledger: Ledger, activity: str) -> Iterator[str]:
    for record in ledger.records(is_stated=True, kind="report"):
        last = last_stated(ledger, record)
        if last is not None and body_of(ledger, last).get("activity") == activity:
            yield record.name


def set_state(node: Node, coop: Cooperation, record: str, step: str, state: str, *, by: str = "") -> None:
    """Say that a step was done, or is not needed; ``open`` takes that back.

    :param record: as people name it.
    :param by: who says it, as the caller names people.
    :raises OfficeError: there is no such state. :raises NotFoundError: no record is called so.
    """
    if state not in STATES:
        raise OfficeError("step-state-unknown", state=state)
    with node.store.transaction():
        name = find_record(node, node.store.open(coop.id), record)
        node.store.put_step_state(StepState(coop.id, name, step, state, node.clock(), by))
