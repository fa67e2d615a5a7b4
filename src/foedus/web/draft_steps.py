"""What passes between officer and head on a draft before anything is signed: sent, sent back, a comment, taken back.

It knows who may do which step, and refuses to know what a draft says; nothing of it ever leaves this office.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Final

import msgspec
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from foedus.office.ports import Cooperation
from foedus.office.versions import captions_of
from foedus.store import models as tables
from foedus.web.desk import Desk
from foedus.web.models import DraftStep, User

SENT: Final = "sent"
BACK: Final = "back"
COMMENT: Final = "comment"
TAKEN_BACK: Final = "taken-back"
TOLD: Final = "told"
"""A unit told it: it is this office's to look at, and to sign."""

_DRAFT: Final = "records.draft"
_CONSENT: Final = "records.consent"
_DECLARE: Final = "records.declare"


class DraftStepError(Exception):
    """A step was refused, and nothing was changed.

    ``reason``: ``text-missing`` or ``draft-unknown``; ``facts`` belong to it.
    """

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason, facts)
        self.reason = reason
        self.facts = facts


class Step(msgspec.Struct, frozen=True):
    """One step: who (the name to show, and to sign in with), when, which of the four, with what words."""

    who: str
    username: str
    at: datetime
    step: str
    text: str


class Waiting(msgspec.Struct, frozen=True):
    """A draft that waits for the head or came back, or that a unit told: what it is, and what brought it there.

    ``activity`` is the record that a report is on.
    """

    draft: int
    cooperation: Cooperation
    kind: str
    captions: dict[str, str]
    plan: str
    last: Step
    activity: str = ""


def steps(number: int) -> tuple[Step, ...]:
    """All that passed on a draft, oldest first: two queries."""
    rows = list(DraftStep.objects.filter(draft=number).order_by("pk"))
    names = _names(row.who for row in rows)
    return tuple(_step(row, names) for row in rows)


def with_the_head(numbers: Collection[int]) -> frozenset[int]:
    """Which of these drafts lie with the head: one query."""
    found = _last_moves(DraftStep.objects.filter(draft__in=list(numbers)))
    return frozenset(number for number, row in found.items() if row.step == SENT)


def may_change(desk: Desk, cooperation: Cooperation, number: int) -> bool:
    """Say whether the person may change a draft now: while it lies with the head, the head alone may."""
    if not desk.may(_DRAFT, cooperation):
        return False
    return desk.may(_CONSENT, cooperation) or number not in with_the_head([number])


def send(desk: Desk, cooperation: Cooperation, numbers: Collection[int], text: str = "") -> tuple[int, ...]:
    """Send drafts to the head; those that lie there already stay as they are.

    :param text: words for the head.
    :returns: the drafts that were sent.
    :raises DraftStepError: one of them is no draft of this cooperation.
    :raises PermissionDenied: the person may not draft here.
    """
    _need(desk, cooperation, _DRAFT)
    _known(cooperation, numbers)
    there = with_the_head(numbers)
    return _write(desk, cooperation, [number for number in numbers if number not in there], SENT, text)


def take_back(desk: Desk, cooperation: Cooperation, numbers: Collection[int], text: str = "") -> tuple[int, ...]:
    """Take drafts back from the head, to go on with them; those that do not lie there stay as they are.

    :returns: the drafts that were taken back.
    :raises DraftStepError: one of them is no draft of this cooperation.
    :raises PermissionDenied: the person may not draft here.
    """
    _need(desk, cooperation, _DRAFT)
    _known(cooperation, numbers)
    there = with_the_head(numbers)
    return _write(desk, cooperation, [number for number in numbers if number in there], TAKEN_BACK, text)


def send_back(desk: Desk, cooperation: Cooperation, numbers: Collection[int], text: str) -> tuple[int, ...]:
    """Send drafts back to the officer; those that do not lie with the head stay as they are.

    :param text: what is to be done with them; it must say something.
    :returns: the drafts that were sent back.
    :raises DraftStepError: the text is empty, or one of them is no draft of this cooperation.
    :raises PermissionDenied: the person may not consent here.
    """
    _need(desk, cooperation, _CONSENT)
    _known(cooperation, numbers)
    if not text.strip():
        raise DraftStepError("text-missing")
    there = with_the_head(numbers)
    return _write(desk, cooperation, [number for number in numbers if number in there], BACK, text)


def comment(desk: Desk, cooperation: Cooperation, number: int, text: str) -> None:
    """Say something on a draft; it stays where it lies.

    :raises DraftStepError: the text is empty, or it is no draft of this cooperation.
    :raises PermissionDenied: the person may not draft here.
    """
    _need(desk, cooperation, _DRAFT)
    _known(cooperation, [number])
    if not text.strip():
        raise DraftStepError("text-missing")
    _write(desk, cooperation, [number], COMMENT, text)


def waiting(desk: Desk) -> tuple[Waiting, ...]:
    """What lies with the head, where the person may consent: oldest first, three queries."""
    moves = _last_moves(_open(desk, _CONSENT))
    return _told(desk, {number: row for number, row in moves.items() if row.step == SENT})


def came_back(desk: Desk) -> tuple[Waiting, ...]:
    """The drafts that the person sent and the head sent back: oldest first, three queries."""
    rows = _open(desk, _DRAFT)
    sent_by = {row.draft: row.who for row in rows if row.step == SENT}
    moves = _last_moves(rows)
    ours = {number: row for number, row in moves.items() if row.step == BACK}
    return _told(desk, {number: row for number, row in ours.items() if sent_by.get(number) == desk.user.username})


def lying(desk: Desk) -> tuple[tuple[Waiting, ...], tuple[Waiting, ...], tuple[Waiting, ...]]:
    """What lies with the head, what came back, what units told: three queries, one where nothing lies anywhere."""
    rows = _open(desk, _DRAFT)
    moves = _last_moves(rows)
    sent_by = {row.draft: row.who for row in rows if row.step == SENT}
    consents = {one.id for one in desk.cooperations(_CONSENT)}
    at_head = {number for number, row in moves.items() if row.step == SENT and row.partnership in consents}
    back = {n for n, row in moves.items() if row.step == BACK and sent_by.get(n) == desk.user.username}
    declares = {one.id for one in desk.cooperations(_DECLARE)}
    by_units = {number for number, row in moves.items() if row.step == TOLD and row.partnership in declares}
    lies = at_head | back | by_units
    told = _told(desk, {number: moves[number] for number in lies}) if lies else ()
    at_head_told, back_told, by_units_told = (
        tuple(one for one in told if one.draft in those) for those in (at_head, back, by_units)
    )
    return at_head_told, back_told, by_units_told


def _open(desk: Desk, power: str) -> list[DraftStep]:
    """The steps of the drafts that are there still, where the person has a power."""
    ids = [one.id for one in desk.cooperations(power)]
    there = tables.Draft.objects.filter(partnership__in=ids).values("pk")
    return list(DraftStep.objects.filter(partnership__in=ids, draft__in=there).order_by("pk"))


def _last_moves(rows: Iterable[DraftStep]) -> dict[int, DraftStep]:
    """The step that brought each draft where it lies; a comment moves nothing."""
    return {row.draft: row for row in rows if row.step != COMMENT}


def _told(desk: Desk, moves: Mapping[int, DraftStep]) -> tuple[Waiting, ...]:
    names = _names(row.who for row in moves.values())
    known = {one.id: one for one in desk.cooperations(_DRAFT)}
    contents = dict(tables.Draft.objects.filter(pk__in=moves).values_list("pk", "content"))
    found = []
    for number, row in sorted(moves.items(), key=lambda move: move[1].pk):
        content = contents[number]
        found.append(
            Waiting(
                draft=number,
                cooperation=known[row.partnership],
                kind=content["kind"],
                captions=captions_of(content["kind"], content["body"]),
                plan=content["plan"] or "",
                last=_step(row, names),
                activity=str(content["body"].get("activity", "")),
            )
        )
    return tuple(found)


def _need(desk: Desk, cooperation: Cooperation, power: str) -> None:
    if not desk.may(power, cooperation):
        raise PermissionDenied(power)


def _known(cooperation: Cooperation, numbers: Collection[int]) -> None:
    rows = tables.Draft.objects.filter(pk__in=list(numbers), partnership=cooperation.id)
    missing = sorted(set(numbers) - set(rows.values_list("pk", flat=True)))
    if missing:
        raise DraftStepError("draft-unknown", drafts=missing)


def _write(desk: Desk, cooperation: Cooperation, numbers: Iterable[int], step: str, text: str) -> tuple[int, ...]:
    """Write one step of each draft, and a line of the log for all of them."""
    found = tuple(dict.fromkeys(numbers))
    if not found:
        return ()
    now = timezone.now()
    with desk.doing(f"draft-{step}", cooperation, drafts=list(found)):
        DraftStep.objects.bulk_create(
            DraftStep(
                draft=number,
                partnership=cooperation.id,
                who=desk.user.username,
                at=now,
                step=step,
                text=text.strip(),
            )
            for number in found
        )
    return found


def _names(usernames: Iterable[str]) -> dict[str, str]:
    return dict(User.objects.filter(username__in=set(usernames)).values_list("username", "name"))


def _step(row: DraftStep, names: Mapping[str, str]) -> Step:
    return Step(names.get(row.who) or row.who, row.who, row.at, row.step, row.text)
