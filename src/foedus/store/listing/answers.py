"""What pages get from the lists: small frozen rows; it asks nothing.

Days are dates, times the protocol's strings, empty texts stand for what is not said.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Generic, TypeVar

import msgspec

from foedus.records.base import Body

START, END = "\x02", "\x03"
"""What a hit stands between in a text; no text of a record holds these."""

_Row = TypeVar("_Row")


class Page(msgspec.Struct, Generic[_Row], frozen=True):
    """Some rows of a list, and how many there are: ``page`` counts from 1, ``size`` is how many one page holds."""

    rows: tuple[_Row, ...]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are: one at least."""
        return max(1, -(-self.total // self.size))

    @property
    def has_next(self) -> bool:
        """Whether another page follows."""
        return self.page < self.pages

    @property
    def has_previous(self) -> bool:
        """Whether a page comes before."""
        return self.page > 1

    @property
    def first(self) -> int:
        """The place in the list of the first row of this page, from 1; 0 where there is none."""
        return (self.page - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The place in the list of the last row of this page."""
        return (self.page - 1) * self.size + len(self.rows)


class CooperationRow(msgspec.Struct, frozen=True):
    """A cooperation: ``id`` is its hash, ``name`` the node's own short word, ``code`` our party's in it.

    ``parties`` are present, ours too; ``seen`` is for each other party the day of the last of our entries that it had
    seen; ``heard`` for each party the time of its last entry.
    """

    number: int
    id: str
    name: str
    code: str
    parties: tuple[str, ...]
    seen: Mapping[str, str]
    heard: Mapping[str, str]

    @property
    def others(self) -> tuple[str, ...]:
        """The parties that are present, but ours."""
        return tuple(code for code in self.parties if code != self.code)

    @property
    def gone(self) -> tuple[str, ...]:
        """The other parties that have left: they have signed entries, and are not present."""
        return tuple(code for code in sorted(self.heard) if code not in self.parties and code != self.code)

    @property
    def last_heard(self) -> str:
        """The time of the last entry of another party; empty where there is none."""
        return max((at for code, at in self.heard.items() if code != self.code), default="")

    @property
    def last_entry(self) -> str:
        """The time of the last entry of anybody."""
        return max(self.heard.values(), default="")


class _Named(msgspec.Struct, frozen=True):
    """What has a record's name and captions."""

    cooperation: int
    name: str
    captions: Mapping[str, str]

    @property
    def owner(self) -> str:
        """The code before the name's stroke."""
        return self.name.partition("/")[0]

    @property
    def uid(self) -> str:
        """What follows the name's stroke."""
        return self.name.partition("/")[2]

    def caption(self, language: str) -> str:
        """The title for a reader of a language; empty where this program does not understand the record."""
        return self.captions.get(language) or self.captions.get("en") or next(iter(self.captions.values()), "")


class NamedRow(_Named, frozen=True):
    """A record as another page names it."""

    kind: str


class RecordRow(_Named, frozen=True):
    """A record by the text that shows it; ``standing`` is one of ``office.looking.RANKS``, ``kind`` without its form.

    ``begins`` and ``ends`` are what its kind calls its beginning and its end, ``precision`` how exactly both are meant.
    """

    kind: str
    form: str
    standing: str
    version: str
    shown: str
    author: str
    at: str
    begins: date | None
    ends: date | None
    precision: str
    concerned: tuple[str, ...]
    acknowledged: tuple[str, ...]
    waits_for: tuple[str, ...]
    paper: tuple[str, ...]
    is_understood: bool
    body: Body


class ActivityRow(_Named, frozen=True):
    """An activity that is agreed or proposed, with its status on the day that was asked for; empty: nothing is said.

    ``begins``, ``ends`` and ``precision`` are those of the period that counts, ``year`` the year in which it counts.
    ``status_by`` is whose word or decision the status is; ``said`` the outcomes put together; ``owed_by`` who owes a
    report on that day; ``turns`` are whose steps are ours, ``done`` the steps that the records show as done;
    ``branches`` are pairs of party and branch; ``places`` how many of each party.
    """

    version: str
    standing: str
    author: str
    at: str
    body: Body
    plan: str
    plan_code: str
    serial: str
    type: str
    area: str
    domain: str
    branches: tuple[tuple[str, str], ...]
    host: str
    venue: str
    country: str
    town: str
    site: str
    lead: str
    lead_party: str
    begins: date | None
    ends: date | None
    precision: str
    year: int | None
    is_agreed: bool
    is_planned: bool
    is_reserve: bool
    status: str
    status_by: tuple[str, ...]
    said: str
    is_confirmed: bool
    owed_by: tuple[str, ...]
    reports: tuple[str, ...]
    turns: tuple[str, ...]
    done: tuple[str, ...]
    places: Mapping[str, int]
    waits_for: tuple[str, ...]

    @property
    def code(self) -> str:
        """The activity's own code, beside its serial."""
        return str(self.body.get("code", ""))

    @property
    def is_out_of_plan(self) -> bool:
        """Whether it is agreed, and does not stand in an agreed plan."""
        return self.is_agreed and not self.is_planned

    @property
    def said_by(self) -> tuple[str, ...]:
        """Whose word the outcome is; empty where none was said."""
        return self.status_by if self.said else ()

    @property
    def confirmed_by(self) -> tuple[str, ...]:
        """Who confirmed the dates, where nothing more was said."""
        return self.status_by if self.is_confirmed else ()


class TurnRow(_Named, frozen=True):
    """Something that a party has to do, as ``office.todo.Turn``; ``name`` is the record's.

    ``from_day`` is the first day on which it has to, None where it always had; ``seen`` what the party had last seen of
    ours, where it is not ours to do.
    """

    party: str
    what: str
    is_ours: bool
    version: str
    shown: str
    kind: str
    asked_by: str
    since: str
    seen: str
    together_with: str
    note: Mapping[str, Any]
    from_day: date | None


class TurnCount(msgspec.Struct, frozen=True):
    """How many things of one sort a party has to do."""

    cooperation: int
    party: str
    what: str
    is_ours: bool
    number: int


class PendingRow(_Named, frozen=True):
    """A text that all have consented to and that is not recorded as agreed, as ``office.todo.Pending``."""

    version: str
    shown: str
    kind: str
    by: str
    since: str
    together_with: str
    waits_for_plan: bool


class UndertakingRow(_Named, frozen=True):
    """An undertaking that is agreed or declared; ``is_due``: it is open, and its day has come."""

    version: str
    standing: str
    author: str
    who: str
    to_whom: tuple[str, ...]
    strength: str
    due: date | None
    state: str
    is_due: bool
    meeting: str
    kept_by: tuple[str, ...]


class OverviewRow(msgspec.Struct, frozen=True):
    """One cooperation in a year, in numbers: as ``records.standing`` counts them, on the day that was asked for.

    ``agreements_ending`` end within a year; ``next_talks`` is the meeting that comes next; ``plans`` last in the year,
    ``meetings`` is how many begin in it; ``places`` are those of its agreed activities, by party.
    """

    cooperation: CooperationRow
    by_status: Mapping[str, int]
    planned: int
    reserve: int
    out_of_plan: int
    proposed: int
    without_report: int
    undated: int
    undertakings_open: int
    undertakings_due: int
    ours: int
    theirs: int
    agreements_ending: tuple[RecordRow, ...]
    next_talks: RecordRow | None
    plans: tuple[RecordRow, ...]
    meetings: int
    places: Mapping[str, int]


class SearchRow(msgspec.Struct, frozen=True):
    """A record that was found, with some words around what was looked for, each hit between ``START`` and ``END``."""

    row: RecordRow
    snippet: str


class SearchPage(msgspec.Struct, frozen=True):
    """What was found, and how many of each kind, cooperation, year and standing. ``is_cut``: there is more."""

    page: Page[SearchRow]
    kinds: Mapping[str, int]
    cooperations: Mapping[int, int]
    years: Mapping[int, int]
    standings: Mapping[str, int]
    is_cut: bool


def page_of(total: int, page: int, size: int, rows: Callable[[int, int], tuple[_Row, ...]]) -> Page[_Row]:
    """Make a page, the last one where there are fewer.

    :param rows: gives the rows from one place on, and up to another.
    """
    last = max(1, -(-total // size))
    number = min(max(page, 1), last)
    start = (number - 1) * size
    return Page(rows(start, start + size) if total else (), total, number, size)


def day_in(text: str) -> date | None:
    """A day out of a row, None where it is empty."""
    return date.fromisoformat(text) if text else None
