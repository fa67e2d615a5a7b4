"""What waits, put together: a plan and its lines as one, and how much there is of each sort; it opens no ledger."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

import msgspec

from foedus.office.ports import Node
from foedus.store.listing.answers import TurnRow
from foedus.store.listing.rows import captions_in
from foedus.store.listing.turns import turn_of
from foedus.store.listing.update import store_of
from foedus.store.queries import AT_ONCE, marks

ORDER: Final = ("answer", "confirm", "mend", "comment", "report", "acknowledge", "join")
"""In what order things to do are told: texts first, then questions, then what only has to be said."""
SINGLE: Final = ("comment", "report", "acknowledge", "join")
"""Sorts of which each stands for itself."""
_TEXTS: Final = ("answer", "confirm", "mend")


class Wait(msgspec.Struct, frozen=True, order=True):
    """How many things of one sort a party has to do: ``lines`` with each plan counted once; ``since`` the first day."""

    cooperation: int
    party: str
    what: str
    is_ours: bool
    number: int
    lines: int
    since: str


class WaitLine(msgspec.Struct, frozen=True):
    """One line of what waits: ``turn`` stands for ``number`` of them; ``plan`` is the record of theirs, or empty.

    ``about``: the captions of the activity that an outcome tells of, or of what a comment is about.
    """

    turn: TurnRow
    number: int
    plan: str
    plan_captions: Mapping[str, str]
    about: Mapping[str, str]


def waits(node: Node, coops: Collection[int], *, today: date) -> tuple[Wait, ...]:
    """How much waits for whom, of which sort, and since which day: one question."""
    if not coops:
        return ()
    among, day = sorted(coops), today.isoformat()
    with store_of(node).connection.cursor() as cursor:
        cursor.execute(_COUNTS.format(coops=marks(among)), [*among, day, *among, day])
        rows = cursor.fetchall()
    return tuple(
        sorted(Wait(coop, party, what, bool(is_ours), *counted) for coop, party, what, is_ours, *counted in rows)
    )


_KEYED = (
    "SELECT t.*, CASE WHEN t.what NOT IN ('answer', 'confirm', 'mend') THEN '' WHEN t.kind = 'plan' THEN t.record"
    " ELSE coalesce((SELECT a.plan FROM foedus_store_listedactivity a WHERE a.cooperation = t.cooperation"
    " AND a.name = t.record LIMIT 1), '') END AS plan"
    " FROM foedus_store_listedturn t WHERE t.cooperation IN ({coops}) AND t.from_day <= %s"
)
"""What waits, each with the plan that it is or stands in: texts of one plan, and of no plan each, are told as one."""
_SAME = "cooperation, party, what, is_ours"
_COUNTS = (
    f"SELECT {_SAME}, count(*), count(*), min(from_day) FROM foedus_store_listedturn"
    f" WHERE cooperation IN ({{coops}}) AND what = 'report' AND from_day <= %s GROUP BY {_SAME}"
    f" UNION ALL SELECT {_SAME}, count(*), count(DISTINCT CASE WHEN plan = '' THEN version ELSE plan END),"
    " min(CASE WHEN from_day = '' THEN substr(since, 1, 10) ELSE from_day END)"
    f" FROM ({_KEYED} AND t.what NOT IN ('report', 'pending')) keyed GROUP BY {_SAME}"
)
"""Reports are counted apart: they are the most by far, and all that is asked of them is in an index."""


def wait_lines(
    node: Node,
    coops: Collection[int],
    *,
    today: date,
    is_ours: bool,
    lines: Mapping[str, int],
    start: int = 0,
    end: int = 50,
    seen: Mapping[int, Mapping[str, str]] | None = None,
) -> tuple[WaitLine, ...]:
    """What waits, a plan and its lines as one: in ``ORDER``, what waits longest first; two questions at most.

    :param lines: how many of each sort the whole list has, of which ``start`` to ``end`` are wanted.
    :param seen: for each cooperation the day of our last entry that each party had seen.
    """
    wanted = _wanted(lines, start, end)
    texts = {what: part for what, part in wanted.items() if what in _TEXTS}
    singles = {what: part for what, part in wanted.items() if what not in _TEXTS}
    rows: dict[str, list[_Row]] = {}
    if texts and coops:
        for row in _put_together(node, coops, today, is_ours=is_ours, wanted=sorted(texts)):
            rows.setdefault(row.what, []).append(row)
        rows = {what: held[slice(*texts[what])] for what, held in rows.items()}
    if singles and coops:
        for row in _singles(node, coops, today, is_ours=is_ours, wanted=singles):
            rows.setdefault(row.what, []).append(row)
    return tuple(_line(row, seen or {}) for what in ORDER for row in rows.get(what, ()))


def _wanted(lines: Mapping[str, int], start: int, end: int) -> dict[str, tuple[int, int]]:
    """From which to which line of each sort, so that together they are those from ``start`` to ``end``."""
    found, before = {}, 0
    for what in ORDER:
        number = lines.get(what, 0)
        first, last = max(start - before, 0), min(end - before, number)
        if first < last:
            found[what] = (first, last)
        before += number
    return found


class _Row(NamedTuple):
    """A turn, with what its line tells besides."""

    cooperation: int
    record: str
    version: str
    party: str
    what: str
    asked_by: str
    is_ours: bool
    from_day: str
    since: str
    shown: str
    kind: str
    together_with: str
    captions: str
    note: str
    number: int = 1
    plan: str = ""
    plan_captions: str | None = None
    about: str | None = None


_COLUMNS = ", ".join(_Row._fields[:14])


def _line(row: _Row, seen: Mapping[int, Mapping[str, str]]) -> WaitLine:
    return WaitLine(
        turn_of(row, seen), row.number, row.plan, captions_in(row.plan_captions or "{}"), captions_in(row.about or "{}")
    )


_TOGETHER_ROWS = (
    f"SELECT {_COLUMNS}, number, plan, (SELECT l.captions FROM foedus_store_listed l"
    " WHERE l.cooperation = placed.cooperation AND l.is_shown AND l.name = placed.plan LIMIT 1) FROM ("
    f"SELECT {_COLUMNS}, plan, count(*) OVER same AS number, row_number() OVER ("
    "same ORDER BY CASE WHEN kind = 'plan' THEN 0 ELSE 1 END, since, version) AS place"
    f" FROM ({_KEYED} AND t.is_ours = %s AND t.what IN ({{wanted}})) keyed"
    " WINDOW same AS (PARTITION BY cooperation, party, what, CASE WHEN plan = '' THEN version ELSE plan END)"
    ") placed WHERE place = 1 ORDER BY from_day, since, cooperation, record, version, party"
)


def _put_together(
    node: Node, coops: Collection[int], today: date, *, is_ours: bool, wanted: Sequence[str]
) -> list[_Row]:
    """Texts, those of one plan as one line."""
    among = sorted(coops)
    query = _TOGETHER_ROWS.format(coops=marks(among), wanted=marks(wanted))
    with store_of(node).connection.cursor() as cursor:
        cursor.execute(query, [*among, today.isoformat(), is_ours, *wanted])
        return [_Row(*row) for row in cursor.fetchall()]


_SINGLE_ROWS = (
    f"SELECT * FROM (SELECT {_COLUMNS} FROM foedus_store_listedturn WHERE cooperation IN ({{coops}}) AND is_ours = %s"
    " AND what = %s AND from_day <= %s ORDER BY from_day, since, cooperation, record, version, party"
    " LIMIT %s OFFSET %s) part"
)
_ABOUT_ROWS = (
    "SELECT t.*, (SELECT captions FROM foedus_store_listed l WHERE l.cooperation = t.cooperation AND l.is_shown"
    " AND l.name = (SELECT target FROM foedus_store_listedlink k WHERE k.cooperation = t.cooperation"
    " AND k.source = t.record AND k.way IN ('reports', 'comments') LIMIT 1) LIMIT 1) FROM ({parts}) t"
)
"""Of each sort the first rows, each with the captions of what it is about: only what is shown is looked up."""


def _singles(
    node: Node, coops: Collection[int], today: date, *, is_ours: bool, wanted: Mapping[str, tuple[int, int]]
) -> list[_Row]:
    """What stands for itself: of each sort from which to which line, those that wait longest first."""
    among = sorted(coops)
    query = _ABOUT_ROWS.format(parts=" UNION ALL ".join([_SINGLE_ROWS.format(coops=marks(among))] * len(wanted)))
    asked: list[str | int | bool] = []
    for what, (first, last) in wanted.items():
        asked += [*among, is_ours, what, today.isoformat(), last - first, first]
    with store_of(node).connection.cursor() as cursor:
        cursor.execute(query, asked)
        found = [_Row(*row[:-1])._replace(about=row[-1]) for row in cursor.fetchall()]
    return sorted(found, key=lambda turn: (turn.from_day, turn.since, turn.cooperation, turn.record, turn.party))


def captions_of(node: Node, records: Collection[tuple[int, str]]) -> dict[tuple[int, str], Mapping[str, str]]:
    """The captions of records by cooperation and name: one question for thousands, none where none is asked."""
    found: dict[tuple[int, str], Mapping[str, str]] = {}
    asked = sorted(records)
    for start in range(0, len(asked), AT_ONCE):
        pairs = asked[start : start + AT_ONCE]
        with store_of(node).connection.cursor() as cursor:
            cursor.execute(
                _CAPTIONS.format(pairs=", ".join(["(%s, %s)"] * len(pairs))), [one for pair in pairs for one in pair]
            )
            found |= {(coop, name): captions_in(captions) for coop, name, captions in cursor.fetchall()}
    return found


_CAPTIONS: Final = (
    "WITH asked (cooperation, name) AS (VALUES {pairs}) SELECT l.cooperation, l.name, l.captions FROM asked"
    " JOIN foedus_store_listed l ON l.cooperation = asked.cooperation AND l.name = asked.name AND l.is_shown"
)
