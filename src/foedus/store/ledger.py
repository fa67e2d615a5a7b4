"""One partnership's memory on disk, as the rules see it: reads what is asked for once, writes many rows at a time.

It knows the tables and no rule. What it hands out is changed in place and written by ``flush``, inside the transaction
that the node's store holds; rows of the journal never change.
"""

import hashlib
from collections import deque
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, TypeVar

import msgspec
from django.db.backends.base.base import BaseDatabaseWrapper

from foedus.ledger.facts import PartnershipFacts, Place4, Placed, RecordFacts, VersionFacts
from foedus.ledger.line import Line
from foedus.ledger.store import Erasure, SetAside, Waiting
from foedus.store import bulk
from foedus.store import models as tables
from foedus.store import queries as q
from foedus.store.numbers import Numbers
from foedus.store.waiting import WaitingRoom

KEPT = 60_000
"""Entries, records and names kept at hand before most of them are forgotten: so memory stays small."""
_KEPT_OF = 4
"""Of so many one is kept: the newest."""

_FACTS = "SELECT 0, 0, '', FALSE, facts FROM foedus_store_facts WHERE cooperation = %s"
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class _Held:
    """A record at hand, with its number and its kind's."""

    __slots__ = ("kind", "number", "record")

    def __init__(self, record: RecordFacts, number: int, kind: int) -> None:
        self.record, self.number, self.kind = record, number, kind


class StoredLedger:
    """A ``foedus.ledger.store.Store`` over a node's tables.

    :param connection: the node's database.
    :param numbers: gives entries and records theirs; one for all ledgers of a database.
    :param number: the partnership's number there.
    :param id_: the partnership's id.
    """

    def __init__(self, connection: BaseDatabaseWrapper, numbers: Numbers, number: int, id_: str) -> None:
        self._connection = connection
        self._numbers = numbers
        self._number = number
        self._id = id_
        self._rebuilding = 0
        self._written_back = 0
        self._waiting = WaitingRoom(connection, number)
        # As ``Store``: every entry asks these two, so that nothing stands between.
        self.is_waiting, self.waiting_for = self._waiting.holds, self._waiting.waiting_for
        self._journal: list[tuple[Any, ...]] = []
        self._new: list[Placed] = []
        self._new_at = 0
        self._declared: dict[int, dict[int, int]] = {}
        self._void_rows: list[tuple[Any, ...]] = []
        self._reference_rows: list[tuple[Any, ...]] = []
        self._references: dict[str, list[Place4]] = {}
        self._changed: dict[int, _Held] = {}
        self._facts_changed = False
        self.reset()

    def reset(self) -> None:
        """Forget everything that was read or is not written: another process may have written, or ours rolled back."""
        self._facts: PartnershipFacts | None = None
        self._facts_changed = False
        self._journal.clear()
        self._void_rows.clear()
        self._reference_rows.clear()
        self._clear()
        self._waiting.reset()
        self._written_back = 0
        self._forget()

    def _forget(self) -> None:
        self._placed: dict[str, Placed | None] = {}
        self._at: dict[tuple[int, int], Placed] = {}
        self._expected: deque[Line] = deque(maxlen=q.AT_ONCE)
        self._joint: dict[str, _Held | None] = {}
        self._stated: dict[str, _Held | None] = {}
        self._by_number: dict[int, _Held] = {}
        self._declares: dict[str, int] = {}
        self._versions: dict[str, _Held] = {}

    def _forget_older(self) -> None:
        """Forget what came to hand longest ago. Of a record there are never two: its versions lead to the one kept."""
        self._placed = _newest(self._placed)
        self._at.clear()
        self._joint, self._stated = _newest(self._joint), _newest(self._stated)
        held = {id(one) for of in (self._joint, self._stated) for one in of.values()}
        self._versions = {name: one for name, one in _newest(self._versions).items() if id(one) in held}
        self._by_number.clear()
        self._declares.clear()

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """Ask the database."""
        with self._connection.cursor() as cursor:
            cursor.execute(query, parameters)
            return list(cursor.fetchall())

    # What comes next

    @property
    def number(self) -> int:
        """The partnership's number in this database."""
        return self._number

    def write_often(self) -> None:
        """Write what has gathered, and forget what is not needed at hand, where that is much."""
        is_much = len(self._placed) + len(self._joint) > KEPT
        if len(self._new) >= q.AT_ONCE or is_much:
            self.flush()
            self._written_back = bulk.write_back(self._connection, self._written_back)
        if is_much:
            self._forget_older()

    def expect(self, lines: Sequence[Line]) -> None:
        """As ``Store``: one question for their records, and one for all entries that they name, once one is asked for.

        Most that they name comes with them, and by the time it is asked for it is here.
        """
        self.write_often()
        self._note_new(lines)
        self._expected.extend(lines)
        self._fetch_records(q.records_in(lines))

    def _note_new(self, lines: Sequence[Line]) -> None:
        """Note the lines that are further than their journal goes here: nobody needs to look for them."""
        facts = self.facts()
        ends: dict[str, int] = {}
        for branch in facts.branches:
            code = facts.parties[branch.party].code
            ends[code] = max(ends.get(code, -1), branch.tip_seq)
        for line in lines:
            envelope = line.envelope
            if envelope.seq > ends.get(envelope.party, -1):
                self._placed[line.hash] = None

    def _fetch_placed(self, hashes: Iterable[str]) -> None:
        """Fetch entries; the records that they declare versions of once one is asked for."""
        unknown = [one for one in hashes if one not in self._placed]
        for some in q.in_parts(unknown):
            query = f"{q.PLACED} WHERE cooperation = %s AND hash IN ({q.marks(some)})"
            for row in self.rows(query, [self._number, *map(bytes.fromhex, some)]):
                self._keep_row(row)
        for one in unknown:
            self._placed.setdefault(one, None)

    def _keep_row(self, row: Sequence[Any]) -> None:
        """Keep an entry as ``PLACED`` gives it."""
        placed = q.placed_row(row)
        known = self._placed.get(placed.hash)
        if known is None:
            known = self._placed[placed.hash] = placed
            self._keep_declared(placed.hash, row[-1])
        self._at[known.branch, known.seq] = known

    def _keep_declared(self, hash_: str, declares: bytes | None) -> None:
        if declares is not None:
            for index, record in q.decode_numbers(declares).items():
                self._declares[f"{hash_}/{index}"] = record

    def _fetch_declared(self) -> None:
        """Fetch all records of which the entries at hand declare versions."""
        for some in q.in_parts(sorted(set(self._declares.values()).difference(self._by_number))):
            for row in self.rows(f"{q.RECORDS} WHERE id IN ({q.marks(some)})", some):
                self._keep_record(row)
        self._versions.update((version, self._by_number[record]) for version, record in self._declares.items())
        self._declares.clear()

    def _fetch_records(self, names: set[str]) -> None:
        unknown = [name for name in names if name not in self._joint or name not in self._stated]
        for some in q.in_parts(unknown):
            query = f"{q.RECORDS} WHERE cooperation = %s AND name IN ({q.marks(some)})"
            parameters = [self._number, *some]
            if self._facts is None:  # asked for with every record: both come at once
                query, parameters = f"{query} UNION ALL {_FACTS}", [*parameters, self._number]
                self._facts = PartnershipFacts(self._id)
            for row in self.rows(query, parameters):
                if row[0]:
                    self._keep_record(row)
                else:
                    self._facts = q.decode_facts(row[-1])
        for name in unknown:
            self._joint.setdefault(name, None)
            self._stated.setdefault(name, None)

    def _keep_record(self, row: Sequence[Any]) -> None:
        number, kind, name, is_stated, facts = row
        of = self._of(is_stated=is_stated)
        held = of.get(name)
        if held is None:
            held = of[name] = _Held(q.decode_record(facts), number, kind)
        self._by_number[number] = held

    def _of(self, *, is_stated: bool) -> dict[str, _Held | None]:
        return self._stated if is_stated else self._joint

    # As the rules ask

    def facts(self) -> PartnershipFacts:
        """As ``Store``."""
        if self._facts is None:
            found = self.rows("SELECT facts FROM foedus_store_facts WHERE cooperation = %s", [self._number])
            self._facts = q.decode_facts(found[0][0]) if found else PartnershipFacts(self._id)
        return self._facts

    def put_facts(self) -> None:
        """As ``Store``."""
        self._facts_changed = True

    def entry(self, hash_: str) -> Placed | None:
        """As ``Store``."""
        try:
            return self._placed[hash_]
        except KeyError:
            self._fetch_placed({hash_, *q.entries_in(self._expected)})
            self._expected.clear()
            return self._placed[hash_]

    def entry_at(self, branch: int, seq: int) -> Placed:
        """As ``Store``."""
        placed = self._at.get((branch, seq))
        if placed is None:
            self._at.update([((one.branch, one.seq), one) for one in self._new[self._new_at :]])
            self._new_at = len(self._new)
            placed = self._at.get((branch, seq))
        if placed is None:
            query = f"{q.PLACED} WHERE cooperation = %s AND branch = %s AND seq = %s"
            [row] = self.rows(query, [self._number, branch, seq])
            self._keep_row(row)
            placed = self._at[branch, seq]
        return placed

    def append(self, placed: Placed, line: Line) -> None:
        """As ``Store``."""
        number = self._rebuilding or self._numbers.entry()
        msgspec.structs.force_setattr(placed, "number", number)
        self._placed[placed.hash] = placed
        if not self._rebuilding:
            self._journal.append((number, self._number, q.Binary(line.raw)))
        self._new.append(placed)

    def rebuild_from(self, number: int) -> None:
        """The next line is the journal's own of this number, and is not written to it again."""
        self._rebuilding = number

    def record(self, name: str, *, is_stated: bool) -> RecordFacts | None:
        """As ``Store``."""
        of = self._stated if is_stated else self._joint
        if name not in of:
            self._fetch_records({name})
        held = of[name]
        return held.record if held is not None else None

    def put_record(self, record: RecordFacts) -> None:
        """As ``Store``."""
        held = self._held(record)
        held.record = record
        self._changed[held.number] = held

    def _held(self, record: RecordFacts) -> _Held:
        """What holds a record; where it is new, its number is drawn, so that they follow the order of the journal."""
        of = self._stated if record.is_stated else self._joint
        held = of.get(record.name)
        if held is None:
            kind = next(iter(record.versions.values())).kind.partition("/")[0]
            held = of[record.name] = _Held(record, self._numbers.record(), self._numbers.kind(kind))
        return held

    def record_of(self, version: str) -> RecordFacts | None:
        """As ``Store``."""
        held = self._versions.get(version)
        if held is None:
            placed = self.entry(version[:64])
            if placed is None:
                return None
            if version not in self._declares:  # forgotten, or none
                self._fetch_declares(placed)
            number = self._declares.get(version)
            if number is None:
                return None
            if number not in self._by_number:
                self._fetch_declared()
            held = self._versions[version] = self._by_number[number]
        return held.record

    def _fetch_declares(self, placed: Placed) -> None:
        for (declares,) in self.rows("SELECT declares FROM foedus_store_placed WHERE id = %s", [placed.number]):
            self._keep_declared(placed.hash, declares)

    def put_version(self, version: VersionFacts, record: RecordFacts, placed: Placed) -> None:
        """As ``Store``."""
        held = self._versions[version.name] = self._held(record)
        self._declared.setdefault(placed.number, {})[version.index] = held.number

    def put_void(self, act: str, reason: str) -> None:
        """As ``Store``."""
        placed = self._placed[act[:64]]
        if placed is not None:
            self._void_rows.append((placed.number, int(act[65:]), reason))

    def references(self, blob: str) -> Iterable[Place4]:
        """As ``Store``. Nothing is written for it: the entry that asks has acts that are not judged yet."""
        query = (
            'SELECT party, branch, seq, "index" FROM foedus_store_reference'
            " WHERE cooperation = %s AND blob = %s ORDER BY id"
        )
        return [*self.rows(query, [self._number, blob]), *self._references.get(blob, ())]

    def put_reference(self, blob: str, place: Place4) -> None:
        """As ``Store``."""
        self._references.setdefault(blob, []).append(place)
        self._reference_rows.append((self._number, blob, *place))

    def put_erasure(self, erasure: Erasure) -> None:
        """As ``Store``: the bytes go in the same transaction."""
        with self._connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO foedus_store_erasure (cooperation, blob, party, branch, seq) VALUES (%s, %s, %s, %s, %s)",
                [self._number, erasure.blob, erasure.party, erasure.branch, erasure.seq],
            )
            cursor.execute(
                "DELETE FROM foedus_store_blob WHERE cooperation = %s AND sha256 = %s",
                [self._number, erasure.blob.removeprefix("sha256:")],
            )

    # Lines that are no entries yet, or never will be

    def wait(self, waiting: Waiting) -> None:
        """As ``Store``."""
        self._waiting.add(waiting)

    def drop_waiting(self, line: Line) -> None:
        """As ``Store``."""
        self._waiting.drop(line)

    def waiting_count(self, code: str) -> int:
        """As ``Store``."""
        return self._waiting.count(code)

    def set_aside(self, aside: SetAside) -> None:
        """As ``Store``: once for each reason."""
        with self._connection.cursor() as cursor:
            digest = hashlib.sha256(aside.raw).hexdigest()
            cursor.execute(
                "INSERT INTO foedus_store_aside (cooperation, digest, line, reason, detail, bearer, is_well_signed)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                [self._number, digest, aside.raw, aside.reason, aside.detail, aside.bearer, aside.is_well_signed],
            )

    # Onto the disk

    def flush(self) -> None:
        """Write what was changed, many rows at a time; the transaction around it is the node's store's."""
        for table, columns, rows in (
            (tables.Journal, q.JOURNAL_COLUMNS, self._journal),
            (tables.Placed, q.PLACED_COLUMNS, q.rows_of_placed(self._number, self._new, self._declared)),
            (tables.Void, q.VOID_COLUMNS, self._void_rows),
            (tables.Reference, q.REFERENCE_COLUMNS, self._reference_rows),
        ):
            bulk.write(self._connection, table, columns, rows)
            rows.clear()
        if self._changed:
            changed = [
                q.row_of_record(self._number, one.number, one.kind, one.record) for one in self._changed.values()
            ]
            bulk.put(self._connection, tables.Record, q.RECORD_COLUMNS, q.RECORD_CHANGED, changed)
        self._clear()
        if self._facts_changed:
            with self._connection.cursor() as cursor:
                cursor.execute(q.PUT_FACTS, [self._number, q.encode(self._facts)])
            self._facts_changed = False

    def _clear(self) -> None:
        self._changed.clear()
        self._new.clear()
        self._new_at = 0
        self._declared.clear()
        self._references.clear()


def _newest(held: dict[_Key, _Value]) -> dict[_Key, _Value]:
    return dict(islice(held.items(), len(held) - len(held) // _KEPT_OF, None))
