"""Two offices, the road between them and the hours of a year, with real dispatches; it knows no plot."""

import heapq
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.roads import Road, working
from benchmarks.side import Side, SimulationError

Act = dict[str, Any]
_TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass
class Told:
    """What came of a year: dispatches and their bytes, and the hours until plans and changes were agreed at both."""

    road: str
    dispatches: int = 0
    bytes: int = 0
    largest: int = 0
    plan_hours: list[float] = field(default_factory=list)
    change_hours: list[float] = field(default_factory=list)
    activities: int = 0
    entries: int = 0


class Pair:
    """Two offices that write to each other.

    :param chance: what everything is drawn from.
    :param sides: the offices; the first founds the cooperation and keeps its plan.
    :param road: how dispatches travel.
    :param now: when it begins.
    """

    def __init__(self, chance: random.Random, sides: tuple[Side, Side], road: Road, now: datetime) -> None:
        self.sides, self.now, self.told = sides, now, Told(road.name)
        self._chance, self._road = chance, road
        self._events: list[tuple[datetime, int, Callable[[], None]]] = []
        self._order = count()
        self._due: set[str] = set()
        self._awaited: list[tuple[Side, str, Callable[[], None]]] = []
        self._watched: list[tuple[str, str, datetime, list[float]]] = []
        self._found()

    def _found(self) -> None:
        one, other = self.sides
        one.writer.at = self._time()
        found = {"act": "found", "name": "Sample", "parties": [side.party() for side in self.sides]}
        partnership = one.writer.say(None, [{**found, "languages": ["en", "it"]}], None)
        for side in self.sides:
            side.open(partnership)
            side.take_own(one.writer.lines[0])
        self.say(other, [{"act": "join", "version": f"{partnership}/0"}])

    def play(self) -> None:
        """Let happen what is to happen, and look whether both hold the same in the end.

        :raises SimulationError: something honest was refused, or the copies differ.
        """
        while self._events:
            self.now, _, call = heapq.heappop(self._events)
            call()
        one, other = self.sides
        if one.digest() != other.digest() or self._watched or self._awaited:
            both = f"{one.code}, {other.code}"
            raise SimulationError(both, (self._watched, self._awaited))
        self.told.entries = len(one.store.placed)
        self.told.dispatches, self.told.bytes = one.dispatches + other.dispatches, one.bytes + other.bytes

    def facing(self, side: Side) -> Side:
        """The other of the two."""
        one, other = self.sides
        return other if side is one else one

    def later(self, at: datetime, call: Callable[[], None]) -> None:
        """Have something happen at a moment."""
        heapq.heappush(self._events, (at, next(self._order), call))

    def within(self, first: int, last: int) -> datetime:
        """A moment on a working day, from ``first`` to ``last`` days from now."""
        return working(
            self.now + timedelta(days=self._chance.randrange(first, last + 1)), self._chance.randrange(9, 16)
        )

    def say(self, side: Side, acts: Sequence[Act]) -> str:
        """Sign an entry; the next dispatch takes it along.

        :returns: the entry's hash.
        """
        hash_ = side.say(acts, self._time(), self.facing(side).code)
        if side.code not in self._due:
            self._due.add(side.code)
            self.later(self._road.leaves(self.now, self._chance), lambda: self._send(side))
        return hash_

    def when(self, side: Side, entry: str, call: Callable[[], None]) -> None:
        """Have something happen once an entry has reached a side."""
        self._awaited.append((side, entry, call))

    def watch(self, record: str, version: str, since: datetime, hours: list[float]) -> None:
        """Count the hours until both hold a text as agreed."""
        self._watched.append((record, version, since, hours))

    def write(self, folder: Path) -> dict[str, Path]:
        """Write the journals as files of lines, by party code."""
        paths = {}
        for side in self.sides:
            paths[side.code] = folder / f"{'-'.join(one.code for one in self.sides)}.{side.code}.jsonl"
            paths[side.code].write_bytes(b"".join(line + b"\n" for line in self.sides[0].lines(side.code)))
        return paths

    def _time(self) -> str:
        return self.now.strftime(_TIME)

    def _send(self, side: Side) -> None:
        self._due.discard(side.code)
        closed, other = self._closed(side), self.facing(side)
        self.later(self.now + self._road.takes(self._chance), lambda: self._arrive(other, closed))

    def _closed(self, side: Side) -> bytes:
        closed = side.dispatch(self.facing(side), self._time())
        self.told.largest = max(self.told.largest, len(closed))
        return closed

    def _arrive(self, side: Side, closed: bytes) -> None:
        self._take(side, closed)
        if self._road.has_answers:
            self._take(self.facing(side), self._closed(side))

    def _take(self, side: Side, closed: bytes) -> None:
        side.take(closed)
        here = [one for one in self._awaited if one[0] is side and one[1] in side.store.placed]
        self._awaited = [one for one in self._awaited if one not in here]
        for _, _, call in here:
            call()
        done = [one for one in self._watched if all(each.is_agreed(one[0], one[1]) for each in self.sides)]
        self._watched = [one for one in self._watched if one not in done]
        for _, _, since, hours in done:
            hours.append((self.now - since).total_seconds() / 3600)
