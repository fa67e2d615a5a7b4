"""What goes into the next talks out of listed rows: what was said there by the records' own fold, the rest by columns.

Of the activities, of which there are most by far, no body is read but those that a point quotes.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import msgspec
from django.db.models import Q

from foedus.office.ports import Node
from foedus.records.base import Body
from foedus.records.talks import (
    CARRIED_OVER,
    HELD,
    NOT_DONE,
    UNSAID,
    Heard,
    Once,
    Seats,
    Talks,
    Undone,
    recurring,
    said_there,
)
from foedus.records.tally import Figure, sums_by_party
from foedus.store.listing.activities import status_on
from foedus.store.listing.answers import RecordRow
from foedus.store.listing.records import COLUMNS, listed, row_of
from foedus.store.listing.rows import body_in, places_in, told
from foedus.store.listing.update import store_of
from foedus.store.listing.worked import TextRow, read_from
from foedus.store.models import ListedActivity
from foedus.store.queries import marks

_SAID_THERE = (
    "WITH needed AS ("
    "SELECT id FROM foedus_store_listed WHERE cooperation = %s AND kind IN ('meeting', 'comment')"
    " UNION SELECT id FROM foedus_store_listedundertaking WHERE cooperation = %s AND state IN ('open', 'partly_kept')"
    " UNION SELECT id FROM foedus_store_listed WHERE cooperation = %s AND kind = 'activity' AND is_shown = %s"
    " AND standing IN ('proposed', 'declined', 'in-dispute')"
    " UNION SELECT id FROM foedus_store_listed WHERE cooperation = %s AND kind = 'activity' AND is_shown = %s"
    " UNION SELECT id FROM foedus_store_listed WHERE cooperation = %s AND name IN ("
    "SELECT k.target FROM foedus_store_listed c JOIN foedus_store_listedlink k ON k.cooperation = c.cooperation"
    " AND k.source = c.name AND k.way = 'comments' WHERE c.cooperation = %s AND c.kind = 'comment'))"
    f" SELECT {', '.join(f'l.{column}' for column in TextRow.__struct_fields__)},"
    " (SELECT parties FROM foedus_store_listing s WHERE s.cooperation = l.cooperation)"
    " FROM needed n JOIN foedus_store_listed l ON l.id = n.id WHERE l.role <> '' ORDER BY l.id"
)
"""Meetings, comments and what they are about, undertakings that are open, activities on the table."""
_ONCE = (
    "SELECT name, type, alike, continues, year, said, places, used FROM foedus_store_listedactivity"
    " WHERE cooperation = %s AND is_agreed = %s ORDER BY name"
)
_BODIES = (
    "SELECT name, author, body FROM foedus_store_listed WHERE cooperation = %s AND name IN ({names})"
    " AND role IN ('agreed', 'stated')"
)
_PARSED = ("meeting", "comment", "undertaking")


class _Line(NamedTuple):
    """An agreed activity of the years that count, of which there is a point."""

    name: str
    serial: str
    type: str
    status: str
    by: str
    reasons: str
    year: int | None
    ends: str
    reports: str
    is_heard: bool


class _Quoted(msgspec.Struct):
    """What a point quotes of a record: an activity's title, what a report heard and what it says comes next."""

    title: Body = {}
    requests_heard: list[Body] = []
    what_next: Body | None = None


_quoted = msgspec.json.Decoder(_Quoted).decode


def talks(node: Node, coop: int, today: date, *, since: int | None = None) -> Talks:
    """What goes into the next talks, each point with the records behind it, in four questions.

    :param coop: the cooperation's number.
    :param since: the year from which on activities count; left out, the last talks decide.
    """
    rows = _rows(node, _SAID_THERE, [coop, coop, coop, True, coop, False, coop, coop])
    texts = [TextRow(*row[:-1]) for row in rows]
    parties = told(rows[0][-1] or "") if rows else ()
    read = read_from((row for row in texts if row.form.partition("/")[0] in _PARSED), parties)
    found = said_there(read, {row.version: row.name for row in texts}, parties, today, since)
    every = _rows(node, _ONCE, [coop, True])
    once = tuple(
        Once(name, type_, alike, continues, year, said in HELD)
        for name, type_, alike, continues, year, said, *_ in every
    )
    again = recurring(once)
    lines = _lines(node, coop, found.since, today)
    undone = [line for line in lines if line.status in CARRIED_OVER or _is_not_done(line, today)]
    heard = [line for line in lines if line.is_heard]
    wanted = {line.name for line in (*undone, *heard)} | {one.sources[-1] for one in again}
    quoted = _bodies(node, coop, wanted | {name for line in heard for name in told(line.reports)})
    later = _continued_by(once, texts)
    points = {line.name: _undone(line, quoted, later) for line in undone}
    return msgspec.structs.replace(
        found,
        not_done=tuple(points[line.name] for line in undone if line.status not in CARRIED_OVER),
        carried_over=tuple(points[line.name] for line in undone if line.status in CARRIED_OVER),
        asked=tuple(_heard(heard, quoted, lambda one: one.requests_heard)),
        what_next=tuple(_heard(heard, quoted, lambda one: [one.what_next] if one.what_next is not None else [])),
        recurring=tuple(msgspec.structs.replace(one, title=quoted[one.sources[-1]][1].title) for one in again),
        seats=tuple(_seats(every, range(found.since, today.year + 1))),
    )


def _rows(node: Node, query: str, asked: list[Any]) -> list[tuple[Any, ...]]:
    with store_of(node).connection.cursor() as cursor:
        cursor.execute(query, asked)
        return list(cursor.fetchall())


def _lines(node: Node, coop: int, since: int, today: date) -> list[_Line]:
    rows = ListedActivity.objects.using(store_of(node).connection.alias)
    found = rows.filter(Q(year__gte=since) | Q(year=None), cooperation=coop, is_agreed=True)
    unsaid = Q(said="") & Q(ends__lt=today.isoformat())
    asked = found.filter(unsaid | Q(said__in=NOT_DONE | CARRIED_OVER) | Q(is_heard=True))
    ordered = asked.annotate(status=status_on(today)).order_by("name")
    return [_Line(*values) for values in ordered.values_list(*_Line._fields)]


def _is_not_done(line: _Line, today: date) -> bool:
    is_over = "" < line.ends < today.isoformat()
    return line.status in NOT_DONE or (is_over and line.status in UNSAID)


def _bodies(node: Node, coop: int, names: Collection[str]) -> dict[str, tuple[str, _Quoted]]:
    """What is quoted of records, and who wrote it."""
    if not names:
        return {}
    wanted = sorted(names)
    rows = _rows(node, _BODIES.format(names=marks(wanted)), [coop, *wanted])
    return {name: (author, _quoted(body)) for name, author, body in rows}


def _continued_by(once: Iterable[Once], texts: Iterable[TextRow]) -> dict[str, tuple[str, ...]]:
    """What continues each activity: agreed first, then what is on the table."""
    found: dict[str, dict[str, None]] = {}
    for one in once:
        if one.continues:
            found.setdefault(one.continues, {})[one.name] = None
    offered = (row for row in texts if row.role == "offered" and row.form.partition("/")[0] == "activity")
    for row in sorted(offered, key=lambda row: row.name):
        before = body_in(row.body).get("continues")
        if before and row.is_understood:
            found.setdefault(before, {})[row.name] = None
    return {name: tuple(names) for name, names in found.items()}


def _undone(line: _Line, quoted: Mapping[str, tuple[str, _Quoted]], later: Mapping[str, tuple[str, ...]]) -> Undone:
    return Undone(
        record=line.name,
        title=quoted[line.name][1].title,
        serial=line.serial,
        type=line.type,
        status=line.status,
        sides=told(line.by),
        reasons=told(line.reasons),
        year=line.year,
        taken_up_by=later.get(line.name, ()),
        sources=(line.name, *told(line.reports)),
    )


def _heard(lines: Iterable[_Line], quoted: Mapping[str, tuple[str, _Quoted]], texts: Any) -> Iterator[Heard]:
    for line in lines:
        for report in told(line.reports):
            side, body = quoted[report]
            for text in texts(body):
                yield Heard(side, report, line.name, quoted[line.name][1].title, text, (report, line.name))


def _seats(every: Iterable[tuple[Any, ...]], years: range) -> Iterator[Seats]:
    """The places by year, out of the rows of all agreed activities."""
    by_year: dict[int, list[tuple[str, str, str]]] = {year: [] for year in years}
    for name, _, _, _, year, _, *numbers in every:
        if year in by_year:
            by_year[year].append((name, *numbers))
    nothing = Figure(0)
    for year, those in by_year.items():
        offered = sums_by_party((party, n, name) for name, places, _ in those for party, n in places_in(places).items())
        used = sums_by_party((party, n, name) for name, _, places in those for party, n in places_in(places).items())
        for party in sorted({*offered, *used}):
            yield Seats(year, party, offered.get(party, nothing), used.get(party, nothing))


def newest(node: Node, coop: int, kind: str, most: int) -> tuple[RecordRow, ...]:
    """The records of a kind that begin last, so many at most: one question, for a choice among them."""
    found = listed(node).filter(is_shown=True, kind=kind, cooperation=coop).order_by("-begins", "usual")
    return tuple(row_of(values) for values in found.values_list(*COLUMNS)[:most])
