"""Holds back who calls too often, too much at once or too slowly, before anything is read; it knows no cooperation."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from foedus.exchange.addresses import AT_ONCE

AT_ONCE_FROM_ONE: Final = 4
CALLS: Final = 240
"""Calls in a row from one address; after them one for each that is ``CALLS_A_SECOND``."""
CALLS_A_SECOND: Final = 4.0
CALLS_OF_A_PARTY: Final = 240
_REMEMBERED: Final = 10_000

Clock = Callable[[], float]


class Rate:
    """How often each of many may come: some times in a row, then so many a second.

    :param most: in a row. :param a_second: how fast that comes back. :param clock: seconds that only grow.
    """

    def __init__(self, most: float, a_second: float, clock: Clock = time.monotonic) -> None:
        self._most = most
        self._a_second = a_second
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def may(self, who: str) -> bool:
        """Count a call; say whether it is one too many."""
        with self._lock:
            now = self._clock()
            left, then = self._left.pop(who, (self._most, now))
            left = min(self._most, left + (now - then) * self._a_second)
            is_in_time = left >= 1
            self._left[who] = (left - 1 if is_in_time else left, now)
            if len(self._left) > _REMEMBERED:
                self._left.popitem(last=False)
            return is_in_time


class Doorway:
    """Lets so many in at once, of one address fewer: who sends slowly holds up nobody but others like it."""

    def __init__(self, at_once: int = AT_ONCE, from_one: int = AT_ONCE_FROM_ONE) -> None:
        self._at_once = at_once
        self._from_one = from_one
        self._inside: dict[str, int] = {}
        self._lock = threading.Lock()

    @contextmanager
    def entered(self, who: str) -> Iterator[bool]:
        """Come in; gives whether there is room."""
        is_in = self._enter(who)
        try:
            yield is_in
        finally:
            if is_in:
                self._leave(who)

    def _enter(self, who: str) -> bool:
        with self._lock:
            mine = self._inside.get(who, 0)
            if sum(self._inside.values()) >= self._at_once or mine >= self._from_one:
                return False
            self._inside[who] = mine + 1
            return True

    def _leave(self, who: str) -> None:
        with self._lock:
            self._inside[who] -= 1
            if not self._inside[who]:
                del self._inside[who]


addresses = Rate(CALLS, CALLS_A_SECOND)
parties = Rate(CALLS_OF_A_PARTY, CALLS_A_SECOND)
doorway = Doorway()
