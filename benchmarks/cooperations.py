"""Makes the journals of cooperations as an office holds them after five years: plans, outcomes, talks, promises."""

import random
import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from benchmarks.bodies import Bodies
from benchmarks.journals import AGE, Writer

YEARS: Final = 5
PAPER_LINES: Final = (31, 400)
"""The first plans of the first cooperation have so many lines: their paper is measured."""
_AT_ONCE: Final = 300
_DAYS: Final = 15
"""So many days after its end an activity's outcome is told by both sides."""
_TOLD_SOON, _HELD = 0.5, 0.85
"""The part of those that ended since whose outcome is told, and the part of all that were held."""
_OFFERED_EVERY, _OFFERED_LINES = 6, 40
"""In every sixth cooperation next year's plan of so many lines is being negotiated."""
_NOT_HELD: Final = ("postponed", "cancelled")

Act = dict[str, Any]


class Cooperation:
    """The journals of one cooperation of ITA.

    :param number: which of the office's; the same number makes the same bytes on the same day.
    :param lines: how many activities it has agreed on in all, in one plan a year.
    :param today: the last day; what ended before it has its outcomes told.
    :param ages: the age recipients of both.
    """

    def __init__(self, number: int, lines: int, today: date, ages: tuple[str, str] = (AGE, AGE)) -> None:
        self._chance = random.Random(number)
        self._today = today
        self.ours, self.theirs = Writer("ITA", 0, ages[0]), Writer(f"P{number:02}", number, ages[1])
        self._bodies = Bodies(self._chance, (self.ours.code, self.theirs.code))
        self._seen: dict[str, str | None] = {}
        self._write(date(today.year - YEARS, 11, 1))
        founded = {"act": "found", "name": f"Sample {number}", "parties": [self.ours.party(), self.theirs.party()]}
        self.partnership = self.ours.say(None, [{**founded, "languages": ["en", "it"]}], None)
        self._say(self.theirs, [{"act": "join", "version": f"{self.partnership}/0"}])
        agreement = {"title": self._bodies.text(), "type": "agreement", "in_force_from": f"{today.year - YEARS}-12-01"}
        stated = self._say(self.ours, [self._state(self.ours, "agreement", agreement)])
        self._say(self.theirs, [{"act": "acknowledge", "version": f"{stated}/0"}])
        self._told: list[Act] = []
        sizes = [lines // YEARS] * YEARS
        if number == 0:
            sizes[: len(PAPER_LINES)] = [min(size, lines) for size in PAPER_LINES]
        for year, size in zip(range(today.year - YEARS + 1, today.year + 1), sizes, strict=True):
            self._plan_of(year, size)
        self.before = (len(self.ours.lines), len(self.theirs.lines))
        self._say(self.theirs, self._told)
        if number % _OFFERED_EVERY == 0:
            self._offer(today.year + 1)

    def files(self, folder: Path) -> dict[str, dict[str, Path]]:
        """Write the journals as files of lines by party code: ``first``, and ``last``, which came yesterday."""
        found: dict[str, dict[str, Path]] = {"first": {}, "last": {}}
        for writer, mark in zip((self.ours, self.theirs), self.before, strict=True):
            for name, lines in (("first", writer.lines[:mark]), ("last", writer.lines[mark:])):
                path = folder / f"{self.theirs.code}-{name}-{writer.code}.jsonl"
                path.write_bytes(b"".join(line + b"\n" for line in lines))
                found[name][writer.code] = path
        return found

    # A year

    def _plan_of(self, year: int, size: int) -> None:
        """A plan that was agreed, then month by month what came of its lines, then the talks at the end of the year."""
        self._write(date(year - 1, 11, 15))
        plan, lines = self._proposed(year, size)
        versions = self._versions
        self._say(self.theirs, [{"act": "endorse", "version": version} for version in versions])
        self._say(self.ours, [{"act": "seal", "versions": versions}])
        for month in range(1, 13):
            over = [(name, end) for name, end in lines if end.month == month and end < self._today]
            self._write(date(year, month, 28))
            self._outcomes([name for name, end in over if self._is_told(end)])
        self._talks(year, plan)

    def _is_told(self, end: date) -> bool:
        return end < self._today - timedelta(days=_DAYS) or self._chance.random() < _TOLD_SOON

    def _proposed(self, year: int, size: int) -> tuple[str, list[tuple[str, date]]]:
        plan = self._name(self.ours)
        lines, acts = [], []
        for serial in range(1, size + 1):
            name, begin = self._name(self.ours), date(year, 1, 1) + timedelta(days=self._chance.randrange(340))
            end = begin + timedelta(days=self._chance.randrange(1, 15))
            acts.append(self._propose(name, "activity", self._bodies.activity(plan, serial, begin, end)))
            lines.append((name, end))
        self._versions = []
        for some in (acts[first : first + _AT_ONCE] for first in range(0, size, _AT_ONCE)):
            hash_ = self._say(self.ours, some)
            self._versions += [f"{hash_}/{place}" for place in range(len(some))]
        period = {"from": f"{year}-01-01", "to": f"{year}-12-31", "precision": "year"}
        body = {"title": self._bodies.text(), "code": f"P{year}", "period": period}
        hash_ = self._say(self.ours, [{**self._propose(plan, "plan", body), "with": self._versions}])
        self._versions.append(f"{hash_}/0")
        return plan, lines

    def _outcomes(self, names: Sequence[str]) -> None:
        """Each side says what came of these; each marks what the other said as received."""
        outcomes = {name: "held" if self._chance.random() < _HELD else self._chance.choice(_NOT_HELD) for name in names}
        for writer, other in ((self.ours, self.theirs), (self.theirs, self.ours)):
            acts = [
                self._state(writer, "report", {"activity": name, "side": writer.code, "outcome": outcome})
                for name, outcome in outcomes.items()
                if outcome == "held" or writer is self.ours
            ]
            if acts:
                hash_ = self._say(writer, acts)
                self._say(other, [{"act": "acknowledge", "version": f"{hash_}/{n}"} for n in range(len(acts))])

    def _talks(self, year: int, plan: str) -> None:
        """What both met for, what was promised there, and what happened that counts."""
        self._write(date(year, 12, 20))
        days = {"from": f"{year}-12-10", "to": f"{year}-12-11", "precision": "day"}
        meeting = self._state(
            self.ours,
            "meeting",
            {"title": self._bodies.text(), "dates": days},
        )
        acts = [meeting]
        for number in range(8):
            promise = {"who": self._chance.choice(("ITA", self.theirs.code)), "words": self._bodies.text()}
            promise |= {"strength": "request", "made_at": meeting["record"], "due": f"{year + 1}-06-{number + 1:02}"}
            is_over = year + 1 < self._today.year or number % 4
            acts.append(self._state(self.ours, "undertaking", {**promise, "state": "kept"} if is_over else promise))
        when = {"from": f"{year}-12-01", "to": f"{year}-12-31", "precision": "month"}
        milestone = {"what": self._bodies.text(), "when": when, "follows": plan}
        acts.append(self._state(self.ours, "milestone", milestone))
        hash_ = self._say(self.ours, acts)
        received: list[Act] = [{"act": "acknowledge", "version": f"{hash_}/{place}"} for place in range(len(acts))]
        if year == self._today.year:
            self._told = received
            return
        question = {"about": f"{hash_}/0", "text": self._bodies.text(), "asks": year == self._today.year - 1}
        asked = self._say(self.theirs, [self._state(self.theirs, "comment", question), *received])
        self._say(self.ours, [{"act": "acknowledge", "version": f"{asked}/0"}])

    def _offer(self, year: int) -> None:
        """Next year's plan, half of it accepted line by line, some lines not."""
        self._proposed(year, _OFFERED_LINES)
        note = {"en": "Sample reason: not in this month."}
        acts: list[Act] = [{"act": "endorse", "version": one} for one in self._versions[: _OFFERED_LINES // 2]]
        declined = self._versions[_OFFERED_LINES // 2 : _OFFERED_LINES // 2 + 4]
        self._say(self.theirs, acts + [{"act": "decline", "version": one, "note": note} for one in declined])

    # Words and names

    def _write(self, day: date) -> None:
        """From now on entries are of this day, or of the last day where that is earlier."""
        self.ours.at = self.theirs.at = f"{min(day, self._today - timedelta(days=1)).isoformat()}T08:00:00Z"

    def _say(self, writer: Writer, acts: list[Act]) -> str:
        other = self.theirs if writer is self.ours else self.ours
        seen = other.last if other.last != self._seen.get(writer.code) else None
        self._seen[writer.code] = other.last
        return writer.say(self.partnership, acts, seen)

    def _name(self, writer: Writer) -> str:
        return f"{writer.code}/{uuid.UUID(int=self._chance.getrandbits(128), version=4)}"

    def _propose(self, record: str, kind: str, body: Act) -> Act:
        return {"act": "propose", "record": record, "kind": f"{kind}/1", "body": body}

    def _state(self, writer: Writer, kind: str, body: Act) -> Act:
        return {"act": "state", "record": self._name(writer), "kind": f"{kind}/1", "body": body}
