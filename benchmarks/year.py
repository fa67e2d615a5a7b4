"""The plot of a cooperation's year: a plan negotiated, changes, outcomes, talks; it knows no road and no bytes."""

import random
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, Final

from benchmarks.bodies import Bodies
from benchmarks.pair import Pair
from benchmarks.side import Side
from foedus.ledger.bundle import blob_bytes

COUNTERED, REFUSED, CHANGED, HELD = 0.1, 0.03, 0.15, 0.85
"""The part of a plan's lines that the other answers with another text, does not accept, that change later, are held."""
SCAN_BYTES: Final = 150_000
"""The signed minutes of the talks, scanned."""
_PROMISES: Final = 8
_WEEKS: Final = 62
_NOT_HELD: Final = ("postponed", "cancelled")
_NOTE: Final = {"en": "Sample reason: not in this month."}

Act = dict[str, Any]


def _propose(record: str, kind: str, body: Act, **given: object) -> Act:
    return {"act": "propose", "record": record, "kind": f"{kind}/1", "body": body, **given}


class Year:
    """What two offices do in a year.

    :param chance: what everything is drawn from.
    :param pair: the offices; the first offers the plan, in the November before.
    :param lines: how many activities it offers.
    :param year: the plan's year.
    """

    def __init__(self, chance: random.Random, pair: Pair, lines: int, year: int) -> None:
        self._chance, self._pair, self._year = chance, pair, year
        self._one, self._other = pair.sides
        self._bodies = Bodies(chance, (self._one.code, self._other.code))
        self._lines: dict[str, tuple[str, Act]] = {}
        """The plan's lines as they are offered: the version, and the body, by the record's name."""
        self._ended: dict[str, list[str]] = {side.code: [] for side in pair.sides}
        self._heard: dict[str, list[str]] = {side.code: [] for side in pair.sides}
        pair.later(pair.within(1, 14), lambda: self._offer(lines))
        pair.later(datetime(year, 10, 12, 15, tzinfo=UTC), self._talks)
        friday = datetime(year - 1, 11, 6, 11, tzinfo=UTC)
        for week in range(_WEEKS):
            for side in pair.sides:
                at = friday + timedelta(weeks=week, minutes=chance.randrange(240))
                pair.later(at, partial(self._tell, side))

    def _name(self, side: Side) -> str:
        return f"{side.code}/{uuid.UUID(int=self._chance.getrandbits(128), version=4)}"

    def _after(self, side: Side, entry: str, first: int, last: int, call: Callable[[], None]) -> None:
        """A side thinks for some days about what reached it."""
        self._pair.when(side, entry, lambda: self._pair.later(self._pair.within(first, last), call))

    # The plan

    def _offer(self, lines: int) -> None:
        self._begun, self._plan = self._pair.now, self._name(self._one)
        acts = []
        for serial in range(1, lines + 1):
            begin = date(self._year, 2, 1) + timedelta(days=self._chance.randrange(290))
            end = begin + timedelta(days=self._chance.randrange(1, 15))
            body = self._bodies.activity(self._plan, serial, begin, end)
            acts.append(_propose(self._name(self._one), "activity", body, keeper=body["host"]))
        hash_ = self._pair.say(self._one, acts)
        self._lines = {act["record"]: (f"{hash_}/{place}", act["body"]) for place, act in enumerate(acts)}
        self._offer_whole()
        self._after(self._other, self._whole, 2, 12, self._answer)

    def _offer_whole(self) -> None:
        period = {"from": f"{self._year}-01-01", "to": f"{self._year}-12-31", "precision": "year"}
        body = {"title": self._bodies.text(), "code": f"P{self._year}", "period": period}
        versions = [version for version, _ in self._lines.values()]
        self._whole = self._pair.say(self._one, [_propose(self._plan, "plan", body, **{"with": versions})])

    def _answer(self) -> None:
        """The other accepts most lines, answers some with another text, and does not accept some."""
        acts: list[Act] = []
        for record, (version, body) in list(self._lines.items()):
            drawn = self._chance.random()
            if drawn < REFUSED:
                acts.append({"act": "decline", "version": version, "note": _NOTE})
                del self._lines[record]
            elif drawn < REFUSED + COUNTERED:
                changed = {**body, "remarks": self._bodies.text()}
                acts.append(_propose(record, "activity", changed, keeper=body["host"], answers=version, note=_NOTE))
                self._lines[record] = ("", changed)
            else:
                acts.append({"act": "endorse", "version": version})
        hash_ = self._pair.say(self._other, acts)
        answers = {act["record"]: f"{hash_}/{place}" for place, act in enumerate(acts) if act["act"] == "propose"}
        self._lines |= {record: (version, self._lines[record][1]) for record, version in answers.items()}
        self._after(self._one, hash_, 1, 7, lambda: self._settle(list(answers.values())))

    def _settle(self, answers: list[str]) -> None:
        """The first accepts the other's texts, and offers the plan again with the lines as they are now."""
        if answers:
            self._pair.say(self._one, [{"act": "endorse", "version": version} for version in answers])
        self._offer_whole()
        self._after(self._other, self._whole, 1, 7, self._accept)

    def _accept(self) -> None:
        self._pair.watch(self._plan, f"{self._whole}/0", self._begun, self._pair.told.plan_hours)
        hash_ = self._pair.say(self._other, [{"act": "endorse", "version": f"{self._whole}/0"}])
        self._pair.when(self._one, hash_, self._agree)

    def _agree(self) -> None:
        """All consents are in: the plan and its lines are recorded as agreed at once; the year can come."""
        versions = [version for version, _ in self._lines.values()]
        self._pair.say(self._one, [{"act": "seal", "versions": [*versions, f"{self._whole}/0"]}])
        self._pair.told.activities = len(self._lines)
        for record, (_, body) in self._lines.items():
            begin, end = (datetime.fromisoformat(body["period"][one]).replace(tzinfo=UTC) for one in ("from", "to"))
            if self._chance.random() < CHANGED:
                before = begin - timedelta(days=self._chance.randrange(30, 90))
                self._pair.later(max(before, self._pair.now), partial(self._change, record))
            for side in self._pair.sides:
                told = max(end, self._pair.now) + timedelta(days=self._chance.randrange(1, 15))
                self._pair.later(told, partial(self._ended[side.code].append, record))

    # The year

    def _change(self, record: str) -> None:
        """One side offers another text for a line; the other accepts, and its host's office records that."""
        pair, (base, body) = self._pair, self._lines[record]
        side = self._chance.choice(pair.sides)
        if not side.is_agreed(record, base):
            pair.later(pair.now + timedelta(days=3), lambda: self._change(record))
            return
        hash_ = pair.say(side, [_propose(record, "activity", {**body, "remarks": self._bodies.text()}, base=base)])
        version = f"{hash_}/0"
        pair.watch(record, version, pair.now, pair.told.change_hours)
        self._after(
            pair.facing(side), hash_, 0, 5, lambda: self._accept_change(pair.facing(side), version, body["host"])
        )

    def _accept_change(self, side: Side, version: str, host: str) -> None:
        hash_ = self._pair.say(side, [{"act": "endorse", "version": version}])
        sealed: list[Act] = [{"act": "seal", "versions": [version]}]
        if side.code == host:
            self._pair.say(side, sealed)
        else:
            keeper = self._pair.facing(side)
            self._pair.when(keeper, hash_, lambda: self._say(keeper, sealed))

    def _say(self, side: Side, acts: list[Act]) -> None:
        self._pair.say(side, acts)

    def _tell(self, side: Side) -> None:
        """Once a week a side says what came of what ended, and marks as received what the other said."""
        acts: list[Act] = [{"act": "acknowledge", "version": version} for version in self._heard[side.code]]
        told = len(acts)
        for record in self._ended[side.code]:
            outcome = "held" if self._chance.random() < HELD else self._chance.choice(_NOT_HELD)
            acts.append(self._state(side, "report", {"activity": record, "side": side.code, "outcome": outcome}))
        self._heard[side.code].clear()
        self._ended[side.code].clear()
        if acts:
            self._stated(side, self._pair.say(side, acts), range(told, len(acts)))

    def _talks(self) -> None:
        """Both meet; the signed minutes come along, and what was promised."""
        side, year = self._one, self._year
        digest, blob = blob_bytes(self._chance.randbytes(SCAN_BYTES), self._chance.randbytes(16))
        side.blobs[digest] = blob
        scan = {"blob": f"sha256:{digest}", "name": "minutes.pdf", "type": "application/pdf", "size": SCAN_BYTES}
        days = {"from": f"{year}-10-08", "to": f"{year}-10-09", "precision": "day"}
        meeting = self._state(side, "meeting", {"title": self._bodies.text(), "dates": days, "attachments": [scan]})
        acts = [meeting]
        for number in range(_PROMISES):
            who = self._chance.choice(self._pair.sides).code
            promise = {"who": who, "words": self._bodies.text(), "strength": "request", "made_at": meeting["record"]}
            acts.append(self._state(side, "undertaking", {**promise, "due": f"{year + 1}-06-{number + 1:02}"}))
        self._stated(side, self._pair.say(side, acts), range(len(acts)))

    def _state(self, side: Side, kind: str, body: Act) -> Act:
        return {"act": "state", "record": self._name(side), "kind": f"{kind}/1", "body": body}

    def _stated(self, side: Side, entry: str, places: range) -> None:
        """What was stated is marked as received in the other's next weekly round."""
        other = self._pair.facing(side)
        versions = [f"{entry}/{place}" for place in places]
        if versions:
            self._pair.when(other, entry, lambda: self._heard[other.code].extend(versions))
