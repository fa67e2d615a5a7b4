"""Keeps the private side of a meeting (programme by the hour, sites, speaking notes, gifts); none of it ever leaves."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from foedus.office.errors import OfficeError
from foedus.office.names import find_record
from foedus.office.ports import Cooperation, Node

_SETTING = "visit/"
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
GIVEN, RECEIVED = DIRECTIONS = ("given", "received")


class Slot(msgspec.Struct, frozen=True):
    """A part of the programme: a day (`YYYY-MM-DD`), from when and until when (`HH:MM`; the end may be open).

    ``for_whom`` tells parallel programmes apart.
    """

    day: str
    begins: str
    what: str
    ends: str = ""
    where: str = ""
    for_whom: str = ""


class SpeakingNote(msgspec.Struct, frozen=True):
    """What is to be said on a topic, and what is not to be raised by us."""

    topic: str
    text: str
    only_if_asked: bool = False


class Gift(msgspec.Struct, frozen=True):
    """A gift given or received, for or from which post."""

    what: str
    for_whom: str = ""
    direction: str = GIVEN
    remarks: str = ""


class Visit(msgspec.Struct, frozen=True):
    """The private side of a meeting; ``sites`` are those that might be visited, whatever is agreed."""

    programme: tuple[Slot, ...] = ()
    sites: tuple[str, ...] = ()
    speaking_notes: tuple[SpeakingNote, ...] = ()
    gifts: tuple[Gift, ...] = ()


class VisitProblem(msgspec.Struct, frozen=True):
    """What cannot be kept: a list of ``Visit``, the place in it, and the field that is wrong or empty."""

    part: str
    place: int
    field: str


class Remark(msgspec.Struct, frozen=True):
    """What to look at in a programme: ``overlap`` (with the slot ``other``) or ``outside-dates``; slots by place."""

    what: str
    place: int
    other: int | None = None


def of(node: Node, coop: Cooperation, record: str) -> Visit:
    """The private side of a meeting; an empty one where nothing was kept.

    :param record: as people name it.
    """
    name = find_record(node, node.store.open(coop.id), record)
    kept = node.store.setting(setting_of(coop, name))
    return msgspec.convert(kept, Visit) if kept is not None else Visit()


def keep(node: Node, coop: Cooperation, record: str, visit: Visit) -> Visit:
    """Keep the private side of a meeting, its programme by day and hour; an empty one is forgotten.

    :raises OfficeError: ``problems`` says which slots, notes or gifts are wrong.
    """
    problems = tuple(_problems(visit))
    if problems:
        raise OfficeError("visit-wrong", problems=problems, places=tuple(one.place + 1 for one in problems))
    ordered = msgspec.structs.replace(
        visit, programme=tuple(sorted(visit.programme, key=lambda slot: (slot.day, slot.begins, slot.for_whom)))
    )
    with node.store.transaction():
        name = find_record(node, node.store.open(coop.id), record)
        plain: Any = msgspec.to_builtins(ordered)
        node.store.put_setting(setting_of(coop, name), plain if ordered != Visit() else None)
    return ordered


def setting_of(coop: Cooperation, record: str) -> str:
    """The name of the setting under which the private side of a meeting is kept."""
    return f"{_SETTING}{coop.id}/{record}"


def _problems(visit: Visit) -> Iterator[VisitProblem]:
    for place, slot in enumerate(visit.programme):
        wrong = {
            "day": not _is_day(slot.day),
            "begins": not _TIME.fullmatch(slot.begins),
            "ends": bool(slot.ends) and (not _TIME.fullmatch(slot.ends) or slot.ends < slot.begins),
            "what": not slot.what.strip(),
        }
        yield from (VisitProblem("programme", place, field) for field, is_wrong in wrong.items() if is_wrong)
    for place, site in enumerate(visit.sites):
        if not site.strip():
            yield VisitProblem("sites", place, "site")
    for place, note in enumerate(visit.speaking_notes):
        if not note.topic.strip():
            yield VisitProblem("speaking_notes", place, "topic")
    for place, gift in enumerate(visit.gifts):
        if not gift.what.strip():
            yield VisitProblem("gifts", place, "what")
        if gift.direction not in DIRECTIONS:
            yield VisitProblem("gifts", place, "direction")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def remarks(visit: Visit, first: date | None = None, last: date | None = None) -> tuple[Remark, ...]:
    """What to look at in a programme: slots of the same people that overlap, and days outside the meeting's.

    :param first, last: the meeting's days; left out, none is outside. An open end lasts until the next slot begins.
    """
    found = []
    for place, slot in enumerate(visit.programme):
        day = date.fromisoformat(slot.day)
        if (first is not None and day < first) or (last is not None and day > last):
            found.append(Remark("outside-dates", place))
        later = range(place + 1, len(visit.programme))
        found += [Remark("overlap", place, other) for other in later if _overlap(slot, visit.programme[other])]
    return tuple(found)


def _overlap(one: Slot, other: Slot) -> bool:
    if one.day != other.day or one.for_whom != other.for_whom:
        return False
    return one.begins < (other.ends or other.begins) and other.begins < (one.ends or one.begins)
