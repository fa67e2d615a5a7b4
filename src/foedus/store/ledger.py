"""One partnership's memory on disk, as the rules see it: reads what is asked for once, writes many rows at a time.

It knows the tables and no rule. What it hands out is changed in place and written by ``flush``, inside the transaction
that the node's store holds; rows of the journal never change.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from django.db.backends.base.base import BaseDatabaseWrapper

from foedus.ledger import acts as a
from foedus.ledger.facts import PartnershipFacts, Place4, Placed, RecordFacts
from foedus.ledger.line import Line, read_line
from foedus.ledger.store import Erasure, SetAside, Waiting
from foedus.store.numbers import Numbers
from foedus.store.waiting import WaitingRoom

_encode = msgspec.msgpack.Encoder().encode
_decode_past = msgspec.msgpack.Decoder(dict[int, int]).decode
_decode_declares = msgspec.msgpack.Decoder(dict[int, int]).decode
_decode_facts = msgspec.msgpack.Decoder(PartnershipFacts).decode
decode_record = msgspec.msgpack.Decoder(RecordFacts).decode
KEPT_ENTRIES = 20_000
"""Entries kept at hand before what was read is forgotten, so that memory stays small."""
AT_ONCE = 2_000
"""Names asked for in one question, and rows that wait to be written."""

PLACED = "SELECT id, hash, party, branch, seq, past, keys, latest, at, declares FROM foedus_store_placed"
_OURS = f"{PLACED} WHERE cooperation = %s"
_INSERT_JOURNAL = "INSERT INTO foedus_store_journal (id, cooperation, line) VALUES (%s, %s, %s)"
_INSERT_PLACED = (
    "INSERT INTO foedus_store_placed (id, cooperation, hash, party, branch, seq, past, keys, latest, at, declares)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_INSERT_VOID = 'INSERT INTO foedus_store_void (entry, "index", reason) VALUES (%s, %s, %s)'
_INSERT_REFERENCE = (
    'INSERT INTO foedus_store_reference (cooperation, blob, party, branch, seq, "index")'
    " VALUES (%s, %s, %s, %s, %s, %s)"
)
_PUT_RECORD = (
    "INSERT INTO foedus_store_record (id, cooperation, name, is_stated, kind, is_open, facts)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (id) DO UPDATE SET is_open = excluded.is_open, facts = excluded.facts"
)
_PUT_FACTS = (
    "INSERT INTO foedus_store_facts (cooperation, facts) VALUES (%s, %s)"
    " ON CONFLICT (cooperation) DO UPDATE SET facts = excluded.facts"
)

_DECLARING = frozenset({a.Propose, a.State})
_SAYING = frozenset({a.Endorse, a.Decline, a.Withdraw, a.Acknowledge})

RecordKey = tuple[str, bool]


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
        self._waiting = WaitingRoom(connection, number)
        self._journal: list[tuple[Any, ...]] = []
        self._new: list[Placed] = []
        self._declared: dict[int, dict[int, int]] = {}
        self._void_rows: list[tuple[Any, ...]] = []
        self._reference_rows: list[tuple[Any, ...]] = []
        self._changed: dict[RecordKey, None] = {}
        self._facts_changed = False
        self.reset()

    def reset(self) -> None:
        """Forget everything that was read or is not written: another process may have written, or ours rolled back."""
        self._facts: PartnershipFacts | None = None
        self._facts_changed = False
        for rows in (self._journal, self._new, self._declared, self._void_rows, self._reference_rows):
            rows.clear()
        self._changed.clear()
        self._waiting.reset()
        self._forget()

    def _forget(self) -> None:
        self._placed: dict[str, Placed] = {}
        self._at: dict[tuple[int, int], Placed] = {}
        self._absent: set[str] = set()
        self._records: dict[RecordKey, RecordFacts | None] = {}
        self._record_ids: dict[RecordKey, int] = {}
        self._versions: dict[str, RecordKey] = {}

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
        if len(self._new) >= AT_ONCE:
            self.flush()
        if len(self._placed) > KEPT_ENTRIES:
            self.flush()
            self._forget()

    def expect(self, lines: Sequence[Line]) -> None:
        """As ``Store``: one question for all hashes that these lines name, and one for their records."""
        self.write_often()
        hashes: set[str] = set()
        records: set[str] = set()
        for line in lines:
            hashes.add(line.hash)
            envelope = line.envelope
            if envelope.prev is not None:
                hashes.add(envelope.prev)
            hashes.update(envelope.seen)
            for act in line.entry.acts if line.entry is not None else ():
                kind = type(act)
                if kind in _DECLARING:
                    records.add(act.record)  # type: ignore[union-attr]  # such acts have one
                elif kind in _SAYING:
                    hashes.add(act.version[:64])  # type: ignore[union-attr]  # such acts have one
                elif kind is a.Seal:
                    hashes.update([version[:64] for version in act.versions])  # type: ignore[union-attr]  # a seal has them
        self._fetch_placed(hashes)
        self._fetch_records(records)

    def _fetch_placed(self, hashes: Iterable[str]) -> None:
        """Fetch entries, and the records that they declare versions of."""
        unknown = [one for one in hashes if one not in self._placed and one not in self._absent]
        declared: dict[str, dict[int, int]] = {}
        for some in in_parts(unknown):
            query = f"{_OURS} AND hash IN ({marks(some)})"
            for row in self.rows(query, [self._number, *map(bytes.fromhex, some)]):
                placed = self._keep(placed_row(row))
                if row[-1] is not None:
                    declared[placed.hash] = _decode_declares(row[-1])
        self._absent.update([one for one in unknown if one not in self._placed])
        if declared:
            self._fetch_declared(declared)

    def _fetch_declared(self, declared: dict[str, dict[int, int]]) -> None:
        wanted = {record for records in declared.values() for record in records.values()}
        by_id: dict[int, RecordKey] = {}
        for some in in_parts(sorted(wanted)):
            query = f"SELECT id, name, is_stated, facts FROM foedus_store_record WHERE id IN ({marks(some)})"
            for row in self.rows(query, some):
                by_id[row[0]] = self._keep_record(row)
        for hash_, records in declared.items():
            for index, record in records.items():
                self._versions[f"{hash_}/{index}"] = by_id[record]

    def _fetch_records(self, names: set[str]) -> None:
        unknown = [name for name in names if (name, False) not in self._records or (name, True) not in self._records]
        for some in in_parts(unknown):
            query = (
                "SELECT id, name, is_stated, facts FROM foedus_store_record"
                f" WHERE cooperation = %s AND name IN ({marks(some)})"
            )
            for record in self.rows(query, [self._number, *some]):
                self._keep_record(record)
        for name in unknown:
            self._records.setdefault((name, False), None)
            self._records.setdefault((name, True), None)

    def _keep_record(self, row: Sequence[Any]) -> RecordKey:
        number, name, is_stated, facts = row
        key = (name, bool(is_stated))
        if self._records.get(key) is None:
            self._records[key] = decode_record(facts)
            self._record_ids[key] = number
        return key

    # As the rules ask

    def facts(self) -> PartnershipFacts:
        """As ``Store``."""
        if self._facts is None:
            found = self.rows("SELECT facts FROM foedus_store_facts WHERE cooperation = %s", [self._number])
            self._facts = _decode_facts(found[0][0]) if found else PartnershipFacts(self._id)
        return self._facts

    def put_facts(self) -> None:
        """As ``Store``."""
        self._facts_changed = True

    def entry(self, hash_: str) -> Placed | None:
        """As ``Store``."""
        placed = self._placed.get(hash_)
        if placed is not None or hash_ in self._absent:
            return placed
        self._fetch_placed({hash_})
        return self._placed.get(hash_)

    def entry_at(self, branch: int, seq: int) -> Placed:
        """As ``Store``."""
        placed = self._at.get((branch, seq))
        if placed is None:
            [[hash_]] = self.rows(
                "SELECT hash FROM foedus_store_placed WHERE cooperation = %s AND branch = %s AND seq = %s",
                [self._number, branch, seq],
            )
            self._fetch_placed({bytes(hash_).hex()})
            placed = self._at[branch, seq]
        return placed

    def _keep(self, placed: Placed) -> Placed:
        self._placed[placed.hash] = placed
        self._at[placed.branch, placed.seq] = placed
        return placed

    def append(self, placed: Placed, line: Line) -> None:
        """As ``Store``."""
        number = self._rebuilding or self._numbers.entry()
        msgspec.structs.force_setattr(placed, "number", number)
        self._keep(placed)
        self._absent.discard(placed.hash)
        if not self._rebuilding:
            self._journal.append((number, self._number, line.raw))
        self._new.append(placed)

    def rebuild_from(self, number: int) -> None:
        """The next line is the journal's own of this number, and is not written to it again."""
        self._rebuilding = number

    def record(self, name: str, *, is_stated: bool) -> RecordFacts | None:
        """As ``Store``."""
        key = (name, is_stated)
        if key not in self._records:
            self._fetch_records({name})
        return self._records[key]

    def put_record(self, record: RecordFacts) -> None:
        """As ``Store``."""
        key = (record.name, record.is_stated)
        self._records[key] = record
        if key not in self._record_ids:
            self._record_ids[key] = self._numbers.record()
        self._changed[key] = None

    def record_of(self, version: str) -> RecordFacts | None:
        """As ``Store``."""
        key = self._versions.get(version)
        if key is None:
            self.entry(version[:64])
            key = self._versions.get(version)
        return self._records[key] if key is not None else None

    def put_version(self, version: str, record: RecordFacts) -> None:
        """As ``Store``."""
        key = (record.name, record.is_stated)
        self._versions[version] = key
        if key not in self._record_ids:
            self._record_ids[key] = self._numbers.record()
        number = self._placed[version[:64]].number
        self._declared.setdefault(number, {})[int(version[65:])] = self._record_ids[key]

    def put_void(self, act: str, reason: str) -> None:
        """As ``Store``."""
        self._void_rows.append((self._placed[act[:64]].number, int(act[65:]), reason))

    def references(self, blob: str) -> Iterable[Place4]:
        """As ``Store``."""
        self.flush()
        query = (
            'SELECT party, branch, seq, "index" FROM foedus_store_reference'
            " WHERE cooperation = %s AND blob = %s ORDER BY id"
        )
        return self.rows(query, [self._number, blob])

    def put_reference(self, blob: str, place: Place4) -> None:
        """As ``Store``."""
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

    def waiting_for(self, hash_: str) -> list[Waiting]:
        """As ``Store``."""
        return self._waiting.waiting_for(hash_)

    def is_waiting(self, line: Line) -> bool:
        """As ``Store``."""
        return self._waiting.holds(line)

    def drop_waiting(self, line: Line) -> None:
        """As ``Store``."""
        self._waiting.drop(line)

    def waiting_count(self, code: str) -> int:
        """As ``Store``."""
        return self._waiting.count(code)

    def set_aside(self, aside: SetAside) -> None:
        """As ``Store``: once for each reason."""
        with self._connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO foedus_store_aside (cooperation, digest, line, reason, detail, bearer, is_well_signed)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                [
                    self._number,
                    hashlib.sha256(aside.raw).hexdigest(),
                    aside.raw,
                    aside.reason,
                    aside.detail,
                    aside.bearer,
                    aside.is_well_signed,
                ],
            )

    # Onto the disk

    def flush(self) -> None:
        """Write what was changed, many rows at a time; the transaction around it is the node's store's."""
        with self._connection.cursor() as cursor:
            for query, rows in (
                (_INSERT_JOURNAL, self._journal),
                (_INSERT_PLACED, self._placed_rows()),
                (_INSERT_VOID, self._void_rows),
                (_INSERT_REFERENCE, self._reference_rows),
                (_PUT_RECORD, self._record_rows()),
            ):
                if rows:
                    cursor.executemany(query, rows)
                    rows.clear()
            self._changed.clear()
            self._new.clear()
            self._declared.clear()
            if self._facts_changed:
                cursor.execute(_PUT_FACTS, [self._number, _encode(self._facts)])
                self._facts_changed = False

    def _placed_rows(self) -> list[tuple[Any, ...]]:
        ours, declared = self._number, self._declared
        return [
            (
                one.number,
                ours,
                bytes.fromhex(one.hash),
                one.party,
                one.branch,
                one.seq,
                _encode(one.past),
                one.keys,
                one.latest,
                one.at,
                _encode(declared[one.number]) if one.number in declared else None,
            )
            for one in self._new
        ]

    def _record_rows(self) -> list[tuple[Any, ...]]:
        rows = []
        for key in self._changed:
            record = self._records[key]
            if record is not None:
                kind = next(iter(record.versions.values())).kind.partition("/")[0]
                row = (self._record_ids[key], self._number, record.name, record.is_stated, self._numbers.kind(kind))
                rows.append((*row, is_open(record), _encode(record)))
        return rows


def is_open(record: RecordFacts) -> bool:
    """Say whether a joint record has a version that may still be sealed on what is sealed now."""
    if record.is_stated:
        return False
    sealed = {seal.version for seal in record.seals}
    last = sealed - {record.versions[version].base for version in sealed}
    is_charter = record.name.endswith("/charter")
    for version in record.versions.values():
        if version.name in sealed or (is_charter and version.base is None):
            continue
        if version.base in last or (not last and (is_charter or version.base is None)):
            return True
    return False


def placed_row(row: Sequence[Any]) -> Placed:
    """Read a row of ``Placed``."""
    number, hash_, party, branch, seq, past, keys, latest, at, _ = row
    return Placed(bytes(hash_).hex(), number, party, branch, seq, _decode_past(past), keys, latest, at)


def in_parts(names: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Cut what is asked for into parts that one question may name."""
    for start in range(0, len(names), AT_ONCE):
        yield names[start : start + AT_ONCE]


def marks(names: Sequence[Any]) -> str:
    """The places for so many parameters in a question."""
    return ", ".join(["%s"] * len(names))


def stored_line(raw: bytes) -> Line:
    """Read a line that this node verified when it took it in; who wants it verified again reads it with the keys."""
    return read_line(raw, {}, is_checked=True)
