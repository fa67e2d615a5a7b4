"""Knows what a cooperation carries into its next talks, each point with the records behind it; refuses to rank it.

What meetings, undertakings and comments say is folded here; what activities say, ``store.listing.talks`` reads by
columns. A line counts from the year ``since`` on, by the year in which it counts in the state of play; one of which
nothing says when, always. The formulas:

- **not done**: agreed activities that were not held, cancelled or lapsed, or are over without a word of any side.
- **carried over**: those that were postponed or carried over. Of both it is said which later activity continues them.
- **asked**: what a side, in its last report on an activity, says that the other asked for; **what next** likewise.
- **promised**: undertakings that are open or partly kept, the firmest words first, then by the day they are due.
- **questions**: comments that ask and on which no other party has commented.
- **decisions**: those of the last staff talks for which no undertaking is named, or one that is named is still open.
- **recurring**: activities of one type and title (numbers apart), or that continue each other, held in two years or
  more, whatever the years.
- **seats**: for each year and party the places offered and used, as in the state of play.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from foedus.records.agreement_terms import STRENGTHS
from foedus.records.answers import unanswered_comments
from foedus.records.base import Body, dump
from foedus.records.countries import folded_name
from foedus.records.holdings import Held, Understood
from foedus.records.kinds.activity import Activity
from foedus.records.kinds.comment import Comment
from foedus.records.kinds.meeting import Meeting
from foedus.records.kinds.undertaking import Undertaking
from foedus.records.promises import state_of
from foedus.records.tally import Figure

STAFF_TALKS = "staff_talks"
NOT_DONE = frozenset({"not_held", "cancelled", "lapsed"})
CARRIED_OVER = frozenset({"postponed", "carried_over"})
UNSAID = frozenset({"agreed", "dates_confirmed"})
HELD = frozenset({"held", "partly_held"})
_STILL = frozenset({"open", "partly_kept"})
_NUMBERS = re.compile(r"\b(?:\d+\w?|[ivxlc]+)\b")
_FEWEST_YEARS = 2


class Undone(msgspec.Struct, frozen=True):
    """An activity that did not take place, or is over and unsaid; ``sources`` are its record and its reports."""

    record: str
    title: Body
    serial: str
    type: str
    status: str
    sides: tuple[str, ...]
    reasons: tuple[str, ...]
    year: int | None
    taken_up_by: tuple[str, ...]
    sources: tuple[str, ...]


class Heard(msgspec.Struct, frozen=True):
    """What one side's report says that was asked, or comes next; ``title`` is the activity's, ``side`` who reports."""

    side: str
    report: str
    activity: str
    title: Body
    text: Body
    sources: tuple[str, ...]


class Promise(msgspec.Struct, frozen=True):
    """An undertaking that is still open; ``is_due``: its day has come."""

    record: str
    who: str
    to_whom: tuple[str, ...]
    strength: str
    words: Body
    due: date | None
    is_due: bool
    made_at: str
    sources: tuple[str, ...]


class Question(msgspec.Struct, frozen=True):
    """A comment that waits for an answer; ``about`` is the record of the text it is about, empty where unknown."""

    record: str
    side: str
    about: str
    text: Body
    sources: tuple[str, ...]


class OpenDecision(msgspec.Struct, frozen=True):
    """A decision of the last talks without a follow-up, by its place there; ``undertakings`` are those still open."""

    record: str
    place: int
    what: Body
    who: tuple[str, ...]
    due: date | None
    undertakings: tuple[str, ...]
    sources: tuple[str, ...]


class Recurring(msgspec.Struct, frozen=True):
    """An activity held in several years; ``sources`` are its records, the last one last."""

    title: Body
    type: str
    years: tuple[int, ...]
    sources: tuple[str, ...]


class Seats(msgspec.Struct, frozen=True):
    """The places of one party in one year."""

    year: int
    party: str
    offered: Figure
    used: Figure


class Talks(msgspec.Struct, frozen=True):
    """What goes into the next talks; ``last`` is the record of the last staff talks, ``planned`` of some to come.

    ``edition``, ``period``, ``place`` and ``host`` are those of the next ones, as far as anything says.
    """

    since: int
    last: str
    planned: str
    edition: int | None
    period: Body
    place: Body
    host: str
    not_done: tuple[Undone, ...] = ()
    carried_over: tuple[Undone, ...] = ()
    asked: tuple[Heard, ...] = ()
    what_next: tuple[Heard, ...] = ()
    promised: tuple[Promise, ...] = ()
    questions: tuple[Question, ...] = ()
    decisions: tuple[OpenDecision, ...] = ()
    recurring: tuple[Recurring, ...] = ()
    seats: tuple[Seats, ...] = ()


def said_there(
    read: Understood, names: Mapping[str, str], parties: tuple[str, ...], today: date, since: int | None = None
) -> Talks:
    """Tell of the next talks what meetings, undertakings and comments say; activities and reports are left out.

    Args:
        read: what is understood of the records.
        names: the record of each version that a question may be about.
        parties: the codes of all connected parties, ours too.
        today: the day on which it is told.
        since: the year from which on activities count; left out, the year of the last staff talks, else the last one.
    """
    agreed, stated, _, _ = read
    everything = (*agreed, *stated)
    meetings = sorted(_staff_talks(everything), key=lambda pair: _day(pair[1]))
    past = [pair for pair in meetings if _day(pair[1]) <= today]
    coming = [pair for pair in meetings if _day(pair[1]) > today and pair[1].dates is not None]
    last = past[-1] if past else None
    still = {name: record for name, record in _undertakings(everything) if state_of(record) in _STILL}
    editions = [record.edition for _, record in past if record.edition]
    next_meeting = last[1].next_meeting if last else None
    return Talks(
        since=since or (last[1].dates.year if last and last[1].dates else None) or today.year - 1,
        last=last[0] if last else "",
        planned=coming[0][0] if coming else "",
        edition=max(editions) + 1 if editions else None,
        period=dump(next_meeting.period) if next_meeting else {},
        place=dump(next_meeting.place) if next_meeting and next_meeting.place else {},
        host=(next_meeting.host if next_meeting else None) or _other(parties, last[1].host if last else None),
        promised=tuple(sorted((_promise(*pair, today) for pair in still.items()), key=_by_strength)),
        questions=_questions(names, stated),
        decisions=tuple(_decisions(last, still)) if last else (),
    )


def _staff_talks(items: tuple[Held, ...]) -> Iterator[tuple[str, Meeting]]:
    for item in items:
        if isinstance(item.record, Meeting) and item.record.level == STAFF_TALKS:
            yield item.name, item.record


def _day(meeting: Meeting) -> date:
    return (meeting.dates.from_ if meeting.dates else None) or date.min


def _undertakings(items: tuple[Held, ...]) -> Iterator[tuple[str, Undertaking]]:
    for item in items:
        if isinstance(item.record, Undertaking):
            yield item.name, item.record


def _other(parties: tuple[str, ...], host: str | None) -> str:
    """The party that hosts next where two take turns; empty where nothing says."""
    others = [party for party in parties if party != host]
    return others[0] if host is not None and len(others) == 1 else ""


def _promise(name: str, record: Undertaking, today: date) -> Promise:
    return Promise(
        record=name,
        who=record.who,
        to_whom=record.to_whom,
        strength=record.strength,
        words=dump(record.words),
        due=record.due,
        is_due=record.due is not None and record.due <= today,
        made_at=record.made_at or "",
        sources=(name, *((record.made_at,) if record.made_at else ())),
    )


def _by_strength(promise: Promise) -> tuple[int, date, str]:
    return STRENGTHS.ids.index(promise.strength), promise.due or date.max, promise.record


def _questions(names: Mapping[str, str], stated: tuple[Held, ...]) -> tuple[Question, ...]:
    return tuple(
        Question(
            record=item.name,
            side=item.author,
            about=names.get(item.record.about, ""),
            text=dump(item.record.text),
            sources=(item.name, *((names[item.record.about],) if item.record.about in names else ())),
        )
        for item in unanswered_comments(stated)
        if isinstance(item.record, Comment)
    )


def _decisions(last: tuple[str, Meeting], still: Mapping[str, Undertaking]) -> Iterator[OpenDecision]:
    name, meeting = last
    for place, decision in enumerate(meeting.decisions):
        waiting = tuple(one for one in decision.undertakings if one in still)
        if waiting or not decision.undertakings:
            yield OpenDecision(
                name, place, dump(decision.what), decision.who, decision.due, waiting, (name, *decision.undertakings)
            )


class Once(msgspec.Struct, frozen=True):
    """An agreed activity as `recurring` asks for it: `alike` its title without numbers, `is_held` also in part."""

    name: str
    type: str
    alike: str
    continues: str
    year: int | None
    is_held: bool
    title: Body = {}


def recurring(table: tuple[Once, ...]) -> tuple[Recurring, ...]:
    """Find what recurs among all agreed activities of a cooperation; those of most years lead."""
    by_name = {one.name: one for one in table}
    groups: dict[tuple[str, str], list[Once]] = {}
    for one in table:
        if one.year is not None and one.is_held:
            first = _first_of(one, by_name) if one.continues else one
            groups.setdefault((first.type, first.alike), []).append(one)
    found = []
    for (kind, _), those in groups.items():
        years = tuple(sorted({one.year for one in those if one.year is not None}))
        if len(years) >= _FEWEST_YEARS:
            ordered = sorted(those, key=lambda one: one.year or 0)
            found.append(Recurring(ordered[-1].title, kind, years, tuple(one.name for one in ordered)))
    return tuple(sorted(found, key=lambda one: (-len(one.years), one.sources)))


def alike(activity: Activity) -> str:
    """Give the title of an activity as those that recur share it: folded, numbers apart."""
    title = _NUMBERS.sub(" ", folded_name(activity.title.say(activity.title.original)))
    return " ".join(title.split())


def _first_of(one: Once, by_name: Mapping[str, Once]) -> Once:
    """The activity with which those began that this one continues."""
    seen = {one.name}
    while (before := by_name.get(one.continues)) is not None and before.name not in seen:
        one = before
        seen.add(one.name)
    return one
