"""Brings what is listed up to date with the journals, as an index that reads a log; it knows no rule and no page.

A partnership's records are listed in two steps, in one transaction: first the texts that count of every record that a
new entry touches; then, from these rows alone, what depends on several records: activities with their reports and
plans, undertakings, and what waits for whom (``worked``).
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import msgspec
from django.db.backends.base.base import BaseDatabaseWrapper

from foedus.ledger import charter
from foedus.ledger.author import leaves
from foedus.ledger.line import Line
from foedus.office.comparisons import COMPARED
from foedus.office.exchanged import seen_of
from foedus.office.listing import UNKNOWN, texts_of_all, touched
from foedus.office.ports import Node
from foedus.office.signing import OWN_CARD, own_number
from foedus.office.versions import past_of, present_codes
from foedus.records import catalogue
from foedus.store import bulk
from foedus.store.cooperation import StoredCooperation
from foedus.store.listing import index
from foedus.store.listing.rows import json, search_row, text_row, words
from foedus.store.listing.worked import Worker
from foedus.store.models import LISTED, Cooperation, Listed, ListedLink, Listing
from foedus.store.node import NodeDatabase
from foedus.store.queries import in_parts, marks, stored_line

FORM = 5
"""Of the listed tables: raised where the same journal is listed in another way, so that all is listed again."""
_AT_ONCE = 1_000
_PROGRAM = 16
"""Digits of a fingerprint that stand for the program."""

_STATE = (
    "SELECT c.id, c.hash, c.name, c.code, l.position, l.dispatches,"
    " (SELECT coalesce(max(id), 0) FROM foedus_store_placed), (SELECT coalesce(max(id), 0) FROM foedus_store_dispatch),"
    " substr(l.fingerprint, 1, %s),"
    " (SELECT CAST(value AS text) FROM foedus_store_setting WHERE name = %s || c.hash){settings}"
    " FROM foedus_store_cooperation c LEFT JOIN foedus_store_listing l ON l.cooperation = c.id ORDER BY c.name"
)
_KEPT = ", (SELECT CAST(value AS text) FROM foedus_store_setting WHERE name = %s)"
_COMPARED_AT = 9
_NAMED = ("id", "hash", "name", "code")
_LINES = (
    "SELECT j.id, j.line FROM foedus_store_journal j WHERE j.cooperation = %s AND j.id > %s AND j.id <= %s"
    f" ORDER BY j.id LIMIT {_AT_ONCE}"
)


def catch_up(
    node: Node,
    progress: Callable[[int], None] | None = None,
    settings: Sequence[str] = (),
    listed: Callable[[str], None] | None = None,
) -> int:
    """List what came since the last time. One question where nothing did.

    The cooperations and our own card are answered with it: what serves one request asks no more for them.

    :param node: its store is a ``NodeDatabase``.
    :param progress: called with the number of entries read since the last call.
    :param settings: names of settings of this node that are answered with it too.
    :param listed: called with the id of each partnership of which something came.
    :returns: the number of entries read.
    """
    store = store_of(node)
    states = _states(store, settings)
    behind = [state for state in states if state.is_behind]
    if not behind:
        return 0
    count = 0
    news = _news(store.connection, behind)
    for state in behind:
        if not state.is_listed or state.cooperation in news:
            count += _list(node, store, state, progress)
            if listed is not None:
                listed(state.hash)
    quiet = [state.cooperation for state in behind if state.is_listed and state.cooperation not in news]
    _move_on(store.connection, quiet, behind[0])
    return count


def _list(node: Node, store: NodeDatabase, state: "_State", progress: Callable[[int], None] | None) -> int:
    with store.transaction():
        [now] = [one for one in _states(store) if one.cooperation == state.cooperation]
        if not now.is_behind:  # another process listed it meanwhile
            return 0
        return _Updating(node, store.open(state.hash), now).run(progress)


class _State(msgspec.Struct, frozen=True, array_like=True):
    """How far a partnership is listed, and how far its database goes."""

    cooperation: int
    hash: str
    position: int | None
    dispatches: int | None
    last: int
    last_dispatch: int
    is_listed: bool
    """By this program."""

    @property
    def is_behind(self) -> bool:
        """Whether there may be something to list."""
        return not self.is_listed or (self.position, self.dispatches) != (self.last, self.last_dispatch)


def _states(store: NodeDatabase, settings: Sequence[str] = ()) -> list[_State]:
    names = (OWN_CARD, *settings)
    with store.connection.cursor() as cursor:
        cursor.execute(_STATE.format(settings=_KEPT * len(names)), [_PROGRAM, COMPARED, *names])
        rows = cursor.fetchall()
    if rows:
        kept = dict(zip(names, rows[0][-len(names) :], strict=True))
        kept |= {COMPARED + row[1]: row[_COMPARED_AT] for row in rows}
        store.learn(rows=[Cooperation.from_db(None, _NAMED, row[:4]) for row in rows], settings=kept)
    program = _program()
    return [
        _State(number, hash_, position, dispatches, last, last_dispatch, position is not None and listed_by == program)
        for number, hash_, _, _, position, dispatches, last, last_dispatch, listed_by, *_ in rows
    ]


def _news(connection: BaseDatabaseWrapper, behind: Sequence[_State]) -> set[int]:
    """The partnerships that have new entries or dispatches."""
    listed = [state for state in behind if state.is_listed]
    if not listed:
        return set()
    position = min(state.position or 0 for state in listed)
    dispatches = min(state.dispatches or 0 for state in listed)
    with connection.cursor() as cursor:
        # The plus keeps SQLite from going through all there is by another index.
        cursor.execute("SELECT DISTINCT +cooperation FROM foedus_store_placed WHERE id > %s", [position])
        found = {number for (number,) in cursor.fetchall()}
        cursor.execute(
            "SELECT DISTINCT c.id FROM foedus_store_dispatch d JOIN foedus_store_cooperation c"
            " ON c.hash = d.partnership WHERE d.id > %s",
            [dispatches],
        )
        return found | {number for (number,) in cursor.fetchall()}


def _move_on(connection: BaseDatabaseWrapper, quiet: Sequence[int], state: _State) -> None:
    """Note that partnerships without news are listed as far as the database went when it was looked at."""
    if quiet:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE foedus_store_listing SET position = %s, dispatches = %s"
                f" WHERE cooperation IN ({marks(quiet)}) AND position <= %s AND dispatches <= %s",
                [state.last, state.last_dispatch, *quiet, state.last, state.last_dispatch],
            )


def store_of(node: Node) -> NodeDatabase:
    """The node's database.

    :raises TypeError: its store is none.
    """
    if not isinstance(node.store, NodeDatabase):
        raise TypeError(node.store)
    return node.store


def forget_listed(connection: BaseDatabaseWrapper) -> None:
    """Empty all that is listed, so that the next time all is listed again."""
    with connection.cursor() as cursor:
        for table in LISTED:
            cursor.execute(f"DELETE FROM {table._meta.db_table}")  # noqa: SLF001 - Django's documented name for it
    index.clear(connection)


class _Updating:
    """Lists one partnership's news."""

    def __init__(self, node: Node, ledger: StoredCooperation, state: _State) -> None:
        self._node = node
        self._ledger = ledger
        self._connection = store_of(node).connection
        self._number = ledger.number
        self._us = own_number(node, ledger) if ledger.facts().charters else None
        self._state = state
        self._fingerprint = fingerprint(ledger)
        self._is_whole = self._listed_fingerprint() != self._fingerprint
        self._position = 0 if self._is_whole else state.position or 0

    def run(self, progress: Callable[[int], None] | None) -> int:
        """Bring everything up to date."""
        if self._is_whole:
            self._clear()
        names: dict[str, None] = {}
        depending: dict[str, None] = {}
        count = 0
        for lines in self._lines():
            new = [name for name in dict.fromkeys(self._touched(lines)) if name not in names]
            self._list(new, depending)
            names |= dict.fromkeys(new)
            count += len(lines)
            if progress is not None:
                progress(len(lines))
        if not self._is_whole and names:
            again = [name for name in self._again() if name not in names]
            self._list(again, depending)
            names |= dict.fromkeys(again)
        if names and self._us is not None:
            worker = Worker(self._ledger, self._connection, self._us, present_codes(self._ledger))
            worker.work({**names, **depending, self._ledger.facts().charter_name: None}, is_new=self._is_whole)
        self._put_listing()
        return count

    # What is new

    def _lines(self) -> Iterator[list[Line]]:
        position = self._position
        while True:
            rows = self._ledger.rows(_LINES, [self._number, position, self._state.last])
            lines = [stored_line(bytes(line)) for _, line in rows]
            if lines:
                self._ledger.expect(lines)
                yield lines
            if len(rows) < _AT_ONCE:
                return
            position = rows[-1][0]

    def _touched(self, lines: Sequence[Line]) -> Iterator[str]:
        for line in lines:
            if line.entry is not None:
                yield from touched(line.entry.acts, self._ledger)

    def _again(self) -> list[str]:
        """Records whose consents end by what their party writes, and those that name what was not here."""
        ending = f"SELECT name FROM {_LISTED} WHERE cooperation = %s AND NOT (expires = '')"  # as its index has it
        asking = f"SELECT source FROM {_LINKS} WHERE cooperation = %s AND target >= '{UNKNOWN}' AND target < '@'"
        found = [*self._ledger.rows(ending, [self._number]), *self._ledger.rows(asking, [self._number])]
        return sorted({name for (name,) in found})

    # First step: texts

    def _list(self, names: Sequence[str], depending: dict[str, None]) -> None:
        """Replace the rows of records, and note those that depend on them."""
        for some in in_parts(names):
            if not self._is_whole:
                depending |= dict.fromkeys(self._depending(some))
                self._drop(some)
            texts = list(texts_of_all(self._ledger, some))
            links = {(self._number, link.target, link.way, text.name): None for text in texts for link in text.links}
            rows = [text_row(self._number, text) for text in texts]
            bulk.write(self._connection, Listed, bulk.columns_of(Listed), rows)
            bulk.write(self._connection, ListedLink, bulk.columns_of(ListedLink), list(links))
            index.put(self._connection, self._number, map(search_row, texts))
            if not self._is_whole:
                depending |= dict.fromkeys(self._depending(some))
                bound = [version for text in texts for version in text.together]
                found = (self._ledger.record_of(version) for version in bound)
                depending |= dict.fromkeys(record.name for record in found if record is not None)

    def _depending(self, names: Sequence[str]) -> list[str]:
        """What is worked out of these: the activity of a report, the lines of a plan, the comment that is answered."""
        places = marks(names)
        query = (
            f"SELECT target FROM {_LINKS} WHERE cooperation = %s AND source IN ({places})"
            f" AND way IN ('reports', 'comments') UNION SELECT source FROM {_LINKS}"
            f" WHERE cooperation = %s AND target IN ({places}) AND way = 'activities'"
        )
        return [name for (name,) in self._ledger.rows(query, [self._number, *names, self._number, *names])]

    def _drop(self, names: Sequence[str]) -> None:
        where = f"WHERE cooperation = %s AND name IN ({marks(names)})"
        texts = self._ledger.rows(f"SELECT id FROM {_LISTED} {where}", [self._number, *names])
        index.forget(self._connection, [number for (number,) in texts])
        with self._connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {_LISTED} {where}", [self._number, *names])
            cursor.execute(
                f"DELETE FROM {_LINKS} WHERE cooperation = %s AND source IN ({marks(names)})", [self._number, *names]
            )

    def _clear(self) -> None:
        texts = self._ledger.rows(f"SELECT id FROM {_LISTED} WHERE cooperation = %s", [self._number])
        index.forget(self._connection, [number for (number,) in texts])
        with self._connection.cursor() as cursor:
            for table in LISTED:
                name = table._meta.db_table  # noqa: SLF001 - Django's documented name for it
                cursor.execute(f"DELETE FROM {name} WHERE cooperation = %s", [self._number])

    # The state of the listing itself

    def _listed_fingerprint(self) -> str | None:
        query = "SELECT fingerprint FROM foedus_store_listing WHERE cooperation = %s"
        found = self._ledger.rows(query, [self._number])
        return str(found[0][0]) if found else None

    def _put_listing(self) -> None:
        ledger = self._ledger
        seen = {}
        if self._us is not None:
            seen = {one.party: one.at[:10] for one in seen_of(self._node, ledger, self._us) if one.at}
        with self._connection.cursor() as cursor:
            cursor.execute("DELETE FROM foedus_store_listing WHERE cooperation = %s", [self._number])
        row = (
            self._number,
            self._state.last,
            self._state.last_dispatch,
            self._fingerprint,
            words(present_codes(ledger) if ledger.facts().charters else ()),
            json(dict(sorted(seen.items()))),
            json(heard_of(ledger)),
        )
        bulk.write(self._connection, Listing, bulk.columns_of(Listing), [row])


def fingerprint(ledger: StoredCooperation) -> str:
    """What can change every record at once: this program, then parties, forks, recoveries and farewells."""
    facts = ledger.facts()
    parties = [(one.code, one.key, len(one.branches), len(one.recoveries), len(one.leaves)) for one in facts.parties]
    present = list(charter.present(ledger, past_of(ledger))) if facts.charters else []
    told = json([ledger.cooperation.code, parties, present])
    return f"{_program()}{hashlib.sha256(told.encode()).hexdigest()}"[:64]


def _program() -> str:
    """This program, as far as it says what a row holds: the form of the rows, and the kinds that it understands."""
    return _digest(FORM, tuple(cls.form() for cls in catalogue.all_kinds()))


@cache
def _digest(form: int, forms: tuple[str, ...]) -> str:
    return hashlib.sha256(json([form, forms]).encode()).hexdigest()[:_PROGRAM]


def heard_of(ledger: StoredCooperation) -> dict[str, str]:
    """For each party that has written, by code, the time of its last entry."""
    facts = ledger.facts()
    found: dict[str, str] = {}
    for number, party in enumerate(facts.parties):
        for hash_ in leaves(facts, number):
            placed = ledger.entry(hash_)
            if placed is not None:
                found[party.code] = max(found.get(party.code, ""), placed.at)
    return dict(sorted(found.items()))


_LISTED = Listed._meta.db_table  # noqa: SLF001 - Django's documented name for it
_LINKS = ListedLink._meta.db_table  # noqa: SLF001 - as above
