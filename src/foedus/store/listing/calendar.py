"""What takes place in a stretch of days, as a calendar shows it: how much on each day, and the first few; no ledger.

What only has its month, quarter, half or year is kept apart from what has its days. What was cancelled, postponed,
carried over or not held takes no day. Rows are looked for by an index that holds all that choosing them takes; what
they are called is asked for those alone that are shown.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

import msgspec
from django.db.models import Case, F, When
from django.db.models.functions import Coalesce

from foedus.office.ports import Node
from foedus.planning.conflicts import Engagement
from foedus.store.listing.activities import status_on
from foedus.store.listing.answers import Page, page_of
from foedus.store.listing.reach import ALWAYS, EXACT, REACHES, earliest, engagement
from foedus.store.listing.records import listed
from foedus.store.listing.rows import captions_in
from foedus.store.listing.update import store_of

KINDS: Final = ("activity", "meeting")
_AT_ONCE: Final = 200
_LIGHT: Final = "e.id, e.cooperation, e.name, e.begins, e.ends, '{what}' AS what, {vague} AS vague"
_ACTIVITIES: Final = "foedus_store_listedactivity e"
_MEETINGS: Final = "foedus_store_listed e"
_EXACT: Final = ", ".join(f"'{one}'" for one in EXACT)
_IS_MEETING: Final = "e.is_shown AND e.kind = 'meeting' AND e.standing <> 'withdrawn' AND e.ends > ''"


class Stretch(msgspec.Struct, frozen=True):
    """Which days of which cooperations, as a person may see them, and what of them: ``kinds`` of ``KINDS``."""

    coops: Collection[int]
    first: date
    last: date
    kinds: Collection[str] = KINDS


class Event(msgspec.Struct, frozen=True):
    """An activity or a meeting: ``kind`` says which, ``status`` is an activity's status or a meeting's standing.

    ``is_vague``: a month or more is meant, not the days.
    """

    cooperation: int
    name: str
    kind: str
    captions: Mapping[str, str]
    begins: date
    ends: date
    precision: str
    status: str
    is_vague: bool


class Span(msgspec.Struct, frozen=True):
    """How many begin and end on the same days; ``is_vague``: they only have their month or more."""

    begins: date
    ends: date
    kind: str
    is_vague: bool
    number: int


class Asked(msgspec.Struct, frozen=True):
    """What an activity asks for (``engagement``); ``number`` is that of its row, by which ``told`` finds it."""

    number: int
    cooperation: int
    name: str
    precision: str
    engagement: Engagement


class _Light(NamedTuple):
    """A row as it is chosen: what the index holds of it."""

    number: int
    cooperation: int
    name: str
    begins: str
    ends: str
    what: str
    vague: int


class _Part(msgspec.Struct, frozen=True):
    """Some of the rows: those of a kind and a reach that have their days, or that only have their month or more.

    None of them that lasts into the stretch begins before ``since``.
    """

    what: str
    vague: int
    table: str
    condition: str
    since: str

    def select(self, columns: str, days: str, more: str = "") -> str:
        """A question for its rows; ``days`` says when they begin and end."""
        told = columns.format(what=self.what, vague=self.vague)
        return f"SELECT {told} FROM {self.table} WHERE {self.condition} AND {days} {more}"


_Question = tuple[str, list[Any]]


def spans(node: Node, stretch: Stretch) -> tuple[Span, ...]:
    """How much takes place in these days: one query, whose answer grows with the days and not with what is in them."""
    question = _lasting(stretch, "e.begins, e.ends, '{what}', {vague}, count(*)", "GROUP BY e.begins, e.ends")
    return tuple(
        Span(date.fromisoformat(begins), date.fromisoformat(ends), what, bool(vague), number)
        for begins, ends, what, vague, number in _rows(node, question)
    )


def leading(node: Node, stretch: Stretch, *, today: date, most: int, most_vague: int) -> tuple[Event, ...]:
    """A few of what begins on each day, those that last longest, so that each day can show a few of what lasts on it.

    What had begun before the first day counts as beginning on it. What only has its month or more comes last, what
    ends first leading. Two queries.

    :param most: how many of each day and kind.
    :param most_vague: how many of a kind that only have their month or more.
    """
    first = stretch.first.isoformat()
    chosen: dict[tuple[str, str], list[_Light]] = {}
    for row in map(_Light._make, _rows(node, _first_of_each_day(stretch, most, most_vague))):
        chosen.setdefault((row.what, "" if row.vague else max(row.begins, first)), []).append(row)
    few = [
        row
        for (_, day), rows in chosen.items()
        for row in (_by_length(rows)[:most] if day else sorted(rows, key=_by_end)[:most_vague])
    ]
    return tuple(sorted(_events(node, few, today), key=_in_order))


def events(node: Node, stretch: Stretch, *, today: date, page: int = 1, size: int = 50) -> Page[Event]:
    """A page of all that takes place: what has its days by day, then what only has its month or more; three queries."""
    total = sum(number for (number,) in _rows(node, _lasting(stretch, "count(*)")))
    query, parameters = _lasting(stretch, _LIGHT)
    ordered = f"SELECT * FROM ({query}) AS found ORDER BY vague, begins, ends, name LIMIT %s OFFSET %s"

    def rows(start: int, end: int) -> tuple[Event, ...]:
        found = _rows(node, (ordered, [*parameters, end - start, start]))
        return tuple(_events(node, list(map(_Light._make, found)), today))

    return page_of(total, page, size, rows)


def asked(node: Node, stretch: Stretch, *, is_agreed: bool = False) -> Iterator[Asked]:
    """What the activities that have their days ask for, by first day, last day and name: read while it is taken.

    :param is_agreed: none that is only proposed.
    """
    columns = 'e.id, e.cooperation, e.name, e."precision", e.asks, e.begins, e.ends'
    activities = msgspec.structs.replace(stretch, kinds=[kind for kind in stretch.kinds if kind == "activity"])
    which = f"AND e.asks <> '' {'AND e.is_agreed' if is_agreed else ''}"
    query, parameters = _lasting(activities, columns, which, is_vague=False)
    if not query:
        return
    with closing(store_of(node).connection.cursor()) as cursor:
        cursor.execute(f"SELECT * FROM ({query}) AS found ORDER BY begins, ends, name", parameters)
        while rows := cursor.fetchmany(_AT_ONCE):
            for number, coop, name, precision, asks, begins, ends in rows:
                yield Asked(number, coop, name, precision, engagement(name, asks, begins, ends))


def captions(node: Node, numbers: Iterable[int]) -> dict[int, Mapping[str, str]]:
    """What rows are called, by number: one query."""
    found = listed(node).filter(pk__in=sorted(set(numbers))).values_list("pk", "captions")
    return {number: captions_in(words) for number, words in found}


# Which rows


def _rows(node: Node, question: _Question) -> list[Any]:
    query, parameters = question
    if not query:
        return []
    with store_of(node).connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())


def _parts(stretch: Stretch) -> list[_Part]:
    """All the rows of the stretch's cooperations and kinds, each in one part."""
    if not stretch.coops:
        return []
    within = f"e.cooperation + 0 IN ({', '.join(str(int(one)) for one in sorted(stretch.coops))})"
    found: list[_Part] = []
    for vague in (0, 1):
        if "activity" in stretch.kinds:
            of = f"e.is_vague = {'TRUE' if vague else 'FALSE'} AND {within}"
            found += [
                _Part("activity", vague, _ACTIVITIES, f"e.reach = {reach} AND {of}", earliest(stretch.first, reach))
                for reach in REACHES
            ]
        if "meeting" in stretch.kinds:
            of = f'e."precision" {"NOT " if vague else ""}IN ({_EXACT}) AND {within}'
            found.append(_Part("meeting", vague, _MEETINGS, f"{_IS_MEETING} AND {of}", ALWAYS))
    return found


def _lasting(stretch: Stretch, columns: str, more: str = "", *, is_vague: bool | None = None) -> _Question:
    """A question for all that lasts in the stretch."""
    first, last = stretch.first.isoformat(), stretch.last.isoformat()
    parts = [part for part in _parts(stretch) if is_vague in {None, bool(part.vague)}]
    days = "e.begins >= %s AND e.begins <= %s AND e.ends >= %s"
    query = " UNION ALL ".join(part.select(columns, days, more) for part in parts)
    return query, [value for part in parts for value in (part.since, last, first)]


def _first_of_each_day(stretch: Stretch, most: int, most_vague: int) -> _Question:
    """A question for the first few of what begins on each day, of what had begun before, and of what is vague."""
    first, last = stretch.first.isoformat(), stretch.last.isoformat()
    days = [(stretch.first + timedelta(days=one)).isoformat() for one in range((stretch.last - stretch.first).days + 1)]
    marks = ", ".join(["(%s)"] * len(days))
    queries, parameters = [], list[Any](days)
    for part in _parts(stretch):
        if part.vague:
            lasting = "e.begins >= %s AND e.begins <= %s AND e.ends >= %s"
            queries.append(_few(part.select(_LIGHT, lasting, "ORDER BY e.ends, e.name LIMIT %s")))
            parameters += [part.since, last, first, most_vague]
            continue
        order = "ORDER BY e.ends DESC, e.name LIMIT %s"
        before = "e.begins >= %s AND e.begins < %s AND e.ends >= %s"
        queries.append(_few(part.select(_LIGHT, before, order)))
        begun = part.select("e.id", "e.begins = d.day AND e.ends >= d.day", order)
        queries.append(f"SELECT {_light(part)} FROM days d JOIN {part.table} ON e.id IN ({begun})")
        parameters += [part.since, first, first, most, most]
    whole = " UNION ALL ".join(queries)
    return (f"WITH days (day) AS (VALUES {marks}) {whole}" if whole else ""), parameters


def _light(part: _Part) -> str:
    return _LIGHT.format(what=part.what, vague=part.vague)


def _few(query: str) -> str:
    return f"SELECT * FROM ({query}) AS few"


def _by_end(row: _Light) -> tuple[str, str]:
    return row.ends, row.name


def _by_length(rows: Iterable[_Light]) -> list[_Light]:
    by_name = sorted(rows, key=lambda row: row.name)
    return sorted(by_name, key=lambda row: row.ends, reverse=True)


# What is told of them


def _events(node: Node, rows: Sequence[_Light], today: date) -> list[Event]:
    """What is told of rows that were chosen, in their order: one query."""
    state = Case(When(kind="meeting", then=F("standing")), default=status_on(today, "activity__"))
    found = (
        listed(node)
        .filter(pk__in=[row.number for row in rows])
        .annotate(state=state, exactly=Coalesce("activity__precision", "precision"))
        .values_list("pk", "captions", "exactly", "state")
    )
    told = {number: rest for number, *rest in found} if rows else {}
    return [_event(row, *told[row.number]) for row in rows if row.number in told]


def _event(row: _Light, words: str, precision: str, state: str) -> Event:
    return Event(
        cooperation=row.cooperation,
        name=row.name,
        kind=row.what,
        captions=captions_in(words),
        begins=date.fromisoformat(row.begins),
        ends=date.fromisoformat(row.ends),
        precision=precision,
        status=state,
        is_vague=bool(row.vague),
    )


def _in_order(event: Event) -> tuple[bool, date, int, str]:
    last = event.ends.toordinal()
    return event.is_vague, event.ends if event.is_vague else event.begins, last if event.is_vague else -last, event.name
