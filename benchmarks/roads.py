"""How dispatches travel in the simulated year: over a line, by mail, or in a bag; not what they hold."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

_FRIDAY, _MONDAY = 4, 0
_GATHER = timedelta(minutes=5)
"""What is written within so long leaves together over a line."""
_DOWN, _FIRST_RETRY, _TRIES = 0.03, timedelta(minutes=1), 8
"""A try over a line fails so often; the next waits twice as long as the one before, up to so many times."""
_BAG_DAYS = 14


@dataclass(frozen=True)
class Road:
    """A way between two offices.

    :param name: what it is called in the table.
    :param share: the part of all cooperations that use it.
    :param has_answers: a dispatch is answered at once by another, as over HTTPS.
    :param leaves: when what is ready at a moment leaves.
    :param takes: how long it travels then.
    """

    name: str
    share: float
    has_answers: bool
    leaves: Callable[[datetime, random.Random], datetime]
    takes: Callable[[random.Random], timedelta]


def working(at: datetime, hour: int) -> datetime:
    """The next working day's hour, Monday to Friday, that is not before a moment."""
    there = at.replace(hour=hour, minute=0, second=0)
    while there < at or there.weekday() > _FRIDAY:
        there += timedelta(days=1)
    return there


def _over_a_line(at: datetime, chance: random.Random) -> datetime:
    at += _GATHER
    wait = _FIRST_RETRY
    for _ in range(_TRIES):
        if chance.random() >= _DOWN:
            break
        at, wait = at + wait, wait * 2
    return at


def _by_mail(at: datetime, _chance: random.Random) -> datetime:
    return working(at, 16)


def _in_a_bag(at: datetime, _chance: random.Random) -> datetime:
    there = working(at, 9)
    while there.weekday() != _MONDAY or there.toordinal() // 7 * 7 % _BAG_DAYS:
        there += timedelta(days=1)
    return there


ROADS: Final = (
    Road(
        "line (HTTPS)",
        0.5,
        has_answers=True,
        leaves=_over_a_line,
        takes=lambda chance: timedelta(seconds=chance.randrange(60, 180)),
    ),
    Road(
        "mail", 0.35, has_answers=False, leaves=_by_mail, takes=lambda chance: timedelta(hours=chance.randrange(1, 20))
    ),
    Road(
        "bag, every two weeks",
        0.15,
        has_answers=False,
        leaves=_in_a_bag,
        takes=lambda chance: timedelta(days=chance.randrange(3, 8)),
    ),
)
"""Half of the offices are on a line, most others read mail each day, and some are reached by bag alone."""


def road(chance: random.Random) -> Road:
    """One of the roads, each as often as its share."""
    return chance.choices(ROADS, [one.share for one in ROADS])[0]
