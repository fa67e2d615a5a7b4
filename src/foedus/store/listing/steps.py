"""Which steps of agreed activities are to be done about now, found by their days in the index; it ticks none."""

import heapq
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper

from foedus.office.ports import Cooperation, Node
from foedus.office.suspense import CalledStep, DueStep, Subject, called_days, called_steps, due_step
from foedus.records.suspense import DATES_CONFIRMED, REPORT
from foedus.store.listing.answers import ActivityRow, Page, day_in, page_of
from foedus.store.listing.rows import places_in, told, words
from foedus.store.listing.update import store_of
from foedus.store.queries import AT_ONCE, marks

_NO_KIND = "party"
"""The venue of what a party hosts, where no kind of place is said."""
_AT_ONCE: Final = 100
"""So many ranges of days are asked for in one question."""
_TURNS: Final = ("each", "each host", "each sender", "each host sender")
_BY_RECORDS: Final = (DATES_CONFIRMED.id, REPORT.id)
_DONE: Final = tuple(words(ids) for ids in (_BY_RECORDS[:1], _BY_RECORDS[1:], _BY_RECORDS))


class _Range(NamedTuple):
    """Activities of one sort by the day that a step is counted from, as a question and its parameters."""

    call: int
    offset_days: int
    query: str
    asked: tuple[str, ...]
    order: str


class _Found(NamedTuple):
    """A step that is due: its day, its activity, and which step it is."""

    day: date
    record: str
    call: int
    cooperation: int


def due_steps(
    node: Node, coops: Mapping[int, Cooperation], today: date, *, page: int = 1, size: int = 50
) -> Page[DueStep]:
    """A page of our steps that are late or near, the longest late first: four questions, however many there are.

    What is late for more than half a year is called for no more.

    :param coops: the cooperations that a person may see, by their number in the tables.
    """
    if not coops:
        return page_of(0, page, size, lambda _start, _end: ())
    calls = called_steps(node)
    ranges = list(_ranges(calls, coops, today))
    total = _count(store_of(node).connection, ranges)
    return page_of(total, page, size, lambda start, end: _steps(node, coops, today, calls, ranges, start, end))


def first_steps(node: Node, coops: Mapping[int, Cooperation], today: date, most: int) -> tuple[DueStep, ...]:
    """The first of them, so many at most: three questions."""
    if not coops:
        return ()
    calls = called_steps(node)
    return _steps(node, coops, today, calls, list(_ranges(calls, coops, today)), 0, most)


def _steps(
    node: Node,
    coops: Mapping[int, Cooperation],
    today: date,
    calls: Sequence[CalledStep],
    ranges: Sequence[_Range],
    start: int,
    end: int,
) -> tuple[DueStep, ...]:
    connection = store_of(node).connection
    found = heapq.nsmallest(end, _first(connection, ranges, end))[start:]
    named = sorted({(one.cooperation, one.record) for one in found})
    subjects: dict[tuple[int, str], Subject] = {}
    for first in range(0, len(named), AT_ONCE):
        subjects |= _subjects(connection, named[first : first + AT_ONCE], coops)
    return tuple(
        due_step(calls[one.call], subjects[one.cooperation, one.record], coops[one.cooperation].code, today)
        for one in found
    )


def _count(connection: BaseDatabaseWrapper, ranges: Sequence[_Range]) -> int:
    total = 0
    with connection.cursor() as cursor:
        for some in _parts(ranges):
            counted = " UNION ALL ".join(f"SELECT count(*) AS number {one.query}" for one in some)
            asked = [value for one in some for value in one.asked]
            cursor.execute(f"SELECT coalesce(sum(number), 0) FROM ({counted}) counted", asked)
            total += int(cursor.fetchone()[0])
    return total


def _first(connection: BaseDatabaseWrapper, ranges: Sequence[_Range], most: int) -> Iterator[_Found]:
    """Of each range the first ones."""
    with connection.cursor() as cursor:
        for some in _parts(ranges):
            parts = (
                f"SELECT * FROM (SELECT {number} AS place, a.cooperation, a.name, a.{one.order} AS day {one.query}"
                f" ORDER BY a.{one.order}, a.name LIMIT {int(most)}) part"
                for number, one in enumerate(some)
            )
            cursor.execute(" UNION ALL ".join(parts), [value for one in some for value in one.asked])
            for place, cooperation, name, day in cursor.fetchall():
                one = some[place]
                yield _Found(date.fromisoformat(day) + timedelta(days=one.offset_days), name, one.call, cooperation)


def _parts(ranges: Sequence[_Range]) -> Iterator[Sequence[_Range]]:
    for start in range(0, len(ranges), _AT_ONCE):
        yield ranges[start : start + _AT_ONCE]


def _ranges(calls: Sequence[CalledStep], coops: Collection[int], today: date) -> Iterator[_Range]:
    """For each step, and each way in which it can be our turn, where in an index its activities stand."""
    among = ", ".join(str(int(number)) for number in sorted(coops))
    for number, call in enumerate(calls):
        step = call.step
        first, last = (day.isoformat() for day in called_days(step, today))
        order = "begins" if step.offset_days < 0 else "ends"
        still = "a.ends >= %s" if step.offset_days < 0 else "(a.said <> 'postponed' OR a.ends >= %s)"
        done = [ids for ids in _DONE if step.id in told(ids)]
        conditions = [
            f"a.turns > '' AND a.turns = %s AND a.{order} BETWEEN %s AND %s AND {still}",
            f"a.cooperation IN ({among})",
            *([f"a.type {'NOT ' if call.is_of_all_but else ''}IN ({marks(call.types)})"] if call.types else []),
            *(["a.venue <> 'online'"] if not call.is_online else []),
            *([f"a.done NOT IN ({marks(done)})"] if done else []),
            _NOT_TICKED,
        ]
        query = f"FROM foedus_store_listedactivity a WHERE {' AND '.join(conditions)}"
        for turns in _TURNS:
            if step.turn in turns.split():
                asked = (words(turns.split()), first, last, today.isoformat(), *call.types, *done, step.id)
                yield _Range(number, step.offset_days, query, asked, order)


_NOT_TICKED: Final = (
    "NOT EXISTS (SELECT 1 FROM foedus_store_stepstate s WHERE s.record = a.name AND s.step = %s"
    " AND '' || s.partnership = (SELECT c.hash FROM foedus_store_cooperation c WHERE c.id = a.cooperation))"
)
"""Joined with nothing, so that the cooperation is looked up only for what was ticked."""


def _subjects(
    connection: BaseDatabaseWrapper, names: Collection[tuple[int, str]], coops: Mapping[int, Cooperation]
) -> dict[tuple[int, str], Subject]:
    query = _SUBJECTS.format(pairs=", ".join(["(%s, %s)"] * len(names)))
    with connection.cursor() as cursor:
        cursor.execute(query, [value for pair in sorted(names) for value in pair])
        return {
            (number, name): Subject(
                coops[number].id,
                name,
                day_in(begins),
                day_in(ends),
                type=type_,
                place_kind="" if venue == _NO_KIND else venue,
                host=host,
                senders=tuple(sorted(places_in(places))),
                status=said,
                done=told(done),
            )
            for number, name, begins, ends, type_, venue, host, places, said, done in cursor.fetchall()
        }


_SUBJECTS: Final = (
    "WITH asked (cooperation, name) AS (VALUES {pairs}) SELECT a.cooperation, a.name, a.begins, a.ends, a.type,"
    " a.venue, a.host, a.places, a.said, a.done FROM asked JOIN foedus_store_listedactivity a"
    " ON a.cooperation = asked.cooperation AND a.name = asked.name"
)


def subject_of(coop: Cooperation, row: ActivityRow) -> Subject:
    """What the steps of a listed activity depend on, for ``office.suspense.lines``."""
    is_given_up = row.status == "postponed" and not row.turns
    return Subject(
        coop.id,
        row.name,
        None if is_given_up else row.begins,
        None if is_given_up else row.ends,
        type=row.type,
        place_kind="" if row.venue == _NO_KIND else row.venue,
        host=row.host,
        senders=tuple(sorted(row.places)),
        status=row.status,
        done=row.done,
    )
