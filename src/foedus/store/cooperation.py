"""One partnership's memory with what an office reads of it: records, acts, lines to send, blobs; it knows no rule."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from foedus.ledger import acts as a
from foedus.ledger.errors import LedgerError
from foedus.ledger.facts import Placed, RecordFacts
from foedus.ledger.store import Erasure, SetAside, Waiting
from foedus.office.ports import Cooperation
from foedus.store.ledger import StoredLedger
from foedus.store.numbers import Numbers
from foedus.store.queries import (
    AT_ONCE,
    PLACED,
    PLACED_WITH_LINES,
    decode_record,
    in_parts,
    marks,
    placed_row,
    stored_line,
)

_RECORDS = (
    "SELECT r.facts FROM foedus_store_record r JOIN foedus_store_kind k ON k.id = r.kind WHERE r.cooperation = %s"
)
_LINES = (
    "SELECT j.id, p.seq, j.line FROM foedus_store_placed p JOIN foedus_store_journal j ON j.id = p.id"
    " WHERE p.cooperation = %s AND p.branch = %s AND p.seq > %s ORDER BY p.seq LIMIT %s"
)
MISSING_BLOBS = (
    "SELECT DISTINCT r.blob FROM foedus_store_reference r WHERE r.cooperation = %s"
    " AND NOT EXISTS (SELECT 1 FROM foedus_store_erasure e WHERE e.cooperation = r.cooperation AND e.blob = r.blob)"
    " AND NOT EXISTS (SELECT 1 FROM foedus_store_blob b"
    " WHERE b.cooperation = r.cooperation AND 'sha256:' || b.sha256 = r.blob)"
)
"""The blobs that a partnership's acts refer to and that are neither erased nor held."""
_BLOB_DIGEST = len("sha256:")
_HASH = 64
_KEPT = 4_000_000
"""Bytes of lines that are kept at hand: read, they take some times as much."""
_AT_ONCE = 1_000


class UnknownActError(LedgerError):
    """No applied entry holds an act of this name."""


class StoredCooperation(StoredLedger):
    """A ``foedus.office.ports.Ledger`` over a node's tables."""

    def __init__(
        self, connection: BaseDatabaseWrapper, numbers: Numbers, number: int, cooperation: Cooperation
    ) -> None:
        super().__init__(connection, numbers, number, cooperation.id)
        self.cooperation = cooperation

    def reset(self) -> None:
        """As ``StoredLedger``."""
        super().reset()
        self._lines: dict[str, bytes] = {}
        self._decoded: dict[str, a.Entry | None] = {}
        self._kept = 0

    def _ask(self, query: str, parameters: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """Ask for what may not be on the disk yet."""
        self.flush()
        return self.rows(query, [self._number, *parameters])

    # Records

    def records(self, *, is_stated: bool | None = None, kind: str | None = None) -> Iterator[RecordFacts]:
        """As ``Ledger``."""
        query = _RECORDS
        parameters: list[Any] = []
        if is_stated is not None:
            query, parameters = f"{query} AND r.is_stated = %s", [is_stated]
        if kind is not None:
            query, parameters = f"{query} AND k.name = %s", [*parameters, kind]
        for (facts,) in self._ask(f"{query} ORDER BY r.name, r.is_stated", parameters):
            yield decode_record(facts)

    def open_records(self) -> Iterator[RecordFacts]:
        """As ``Ledger``."""
        for (facts,) in self._ask(f"{_RECORDS} AND r.is_open ORDER BY r.name"):
            yield decode_record(facts)

    def record_names(self, prefix: str) -> list[str]:
        """As ``Ledger``."""
        safe = prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        query = (
            "SELECT DISTINCT name FROM foedus_store_record WHERE cooperation = %s"
            " AND (name LIKE %s ESCAPE '\\' OR name LIKE %s ESCAPE '\\') ORDER BY name"
        )
        return [name for (name,) in self._ask(query, [f"{safe}%", f"%/{safe}%"])]

    # Entries and acts

    def _query_placed(self, condition: str, parameters: Iterable[Any]) -> list[Placed]:
        query = f"{PLACED} WHERE {condition}"
        return [placed_row(row) for row in self._ask(query, parameters)]

    def look_ahead(
        self, hashes: Iterable[str] = (), places: Iterable[tuple[int, int]] = (), records: Iterable[str] = ()
    ) -> None:
        """As ``Ledger``: a question for the records, and one for the entries with their lines."""
        self.flush()
        self._fetch_records(set(records))
        by_hash = [bytes.fromhex(one) for one in dict.fromkeys(hashes) if self._lacks(one) and not self._is_absent(one)]
        by_place = [one for one in dict.fromkeys(places) if one not in self._at or self._lacks(self._at[one].hash)]
        wanted: list[tuple[str, list[Any]]] = [(f"p.hash IN ({marks(some)})", [*some]) for some in in_parts(by_hash)]
        for pairs in in_parts(by_place):
            values = ", ".join(["(%s, %s)"] * len(pairs))
            wanted.append((f"(p.branch, p.seq) IN (VALUES {values})", [number for one in pairs for number in one]))
        if len(by_hash) + len(by_place) <= AT_ONCE:
            self._fetch_with_lines(wanted)
        else:
            for one in wanted:
                self._fetch_with_lines([one])
        for digest in by_hash:
            self._placed.setdefault(digest.hex(), None)

    def _is_absent(self, hash_: str) -> bool:
        return hash_ in self._placed and self._placed[hash_] is None

    def _lacks(self, hash_: str) -> bool:
        return hash_ not in self._lines and hash_ not in self._decoded

    def _fetch_with_lines(self, wanted: Sequence[tuple[str, Sequence[Any]]]) -> None:
        """Fetch entries: for each part of them a condition and its parameters, all in one question."""
        parts = [f"{PLACED_WITH_LINES} WHERE p.cooperation = %s AND {condition}" for condition, _ in wanted]
        parameters = [value for _, values in wanted for value in (self._number, *values)]
        for *row, line in self.rows(" UNION ALL ".join(parts), parameters) if parts else ():
            self._keep_row(row)
            self._keep_line(bytes(row[1]).hex(), bytes(line))

    def _keep_line(self, hash_: str, line: bytes) -> None:
        """Keep a line at hand, to be read when it is asked for; where that is much, those before it are forgotten."""
        self._kept += len(line)
        if self._kept > _KEPT:
            self._lines.clear()
            self._decoded.clear()
            self._kept = len(line)
        self._lines[hash_] = line

    def entry_hash(self, code: str, seq: int) -> list[str]:
        """As ``Ledger``."""
        branches = [branch for party in self.facts().parties if party.code == code for branch in party.branches]
        if not branches:
            return []
        found = self._query_placed(
            f"cooperation = %s AND branch IN ({marks(branches)}) AND seq = %s ORDER BY id", [*branches, seq]
        )
        return [placed.hash for placed in found]

    def line(self, hash_: str) -> bytes:
        """As ``Ledger``."""
        found = self._ask(
            "SELECT j.line FROM foedus_store_placed p JOIN foedus_store_journal j ON j.id = p.id"
            " WHERE p.cooperation = %s AND p.hash = %s",
            [bytes.fromhex(hash_)],
        )
        if not found:
            raise UnknownActError("unknown-entry", hash=hash_)
        return bytes(found[0][0])

    def act(self, name: str) -> a.Act:
        """As ``Ledger``.

        :raises UnknownActError: there is none.
        """
        entry = self.said(name[:_HASH])
        index = int(name[_HASH + 1 :] or 0)
        if index >= len(entry.acts):
            raise UnknownActError("unknown-act", act=name)
        return entry.acts[index]

    def said(self, hash_: str) -> a.Entry:
        """As ``Ledger``; those read last are kept at hand: of an entry with a plan's lines each is asked for.

        :raises UnknownActError: there is none, or its acts are not understood here.
        """
        if hash_ not in self._decoded:
            if hash_ not in self._lines:
                self.look_ahead([hash_])
            if hash_ not in self._lines:
                raise UnknownActError("unknown-entry", hash=hash_)
            self._decoded[hash_] = stored_line(self._lines.pop(hash_)).entry
        entry = self._decoded[hash_]
        if entry is None:
            raise UnknownActError("unknown-act", act=hash_)
        return entry

    def claim(self, key: str, seq: int) -> bool:
        """As ``Ledger``: the table refuses a second one, whoever writes it."""
        with self._connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO foedus_store_signature (cooperation, key, seq) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                [self._number, key, seq],
            )
            return bool(cursor.rowcount == 1)

    def declaration(self, version: str) -> a.Propose | a.State | a.Found:
        """As ``Ledger``.

        :raises UnknownActError: it is none of these.
        """
        act = self.act(version)
        if not isinstance(act, a.Propose | a.State | a.Found):
            raise UnknownActError("not-a-version", act=version)
        return act

    def applied_since(self, number: int) -> Iterator[Placed]:
        """As ``Ledger``: along the entries' own numbers, of which few come after.

        The plus keeps SQLite from going through all of the partnership's entries by another index, and sorting them.
        """
        while True:
            some = self._query_placed(f"+cooperation = %s AND id > %s ORDER BY id LIMIT {_AT_ONCE}", [number])
            yield from some
            if len(some) < _AT_ONCE:
                return
            number = some[-1].number

    def last_number(self) -> int:
        """As ``Ledger``: that of a branch's tip, so that no other entry is looked at."""
        tips = [branch.tip for branch in self.facts().branches]
        self._fetch_placed(tips)
        return max((placed.number for tip in tips if (placed := self._placed[tip]) is not None), default=0)

    def codes(self) -> list[str]:
        """As ``Ledger``."""
        return sorted({party.code for party in self.facts().parties if party.branches})

    def lines_of(self, code: str, after: Iterable[str] = ()) -> Iterator[bytes]:
        """As ``Ledger``."""
        return (line for _, _, line in self._numbered_lines_of(code, after))

    def lines_in_order(self, after: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, bytes]]:
        """As ``Ledger``."""
        journals = [self._numbered_lines_of(code, after.get(code, ())) for code in self.codes()]
        return ((code, line) for _, code, line in merge(*journals))

    def _numbered_lines_of(self, code: str, after: Iterable[str]) -> Iterator[tuple[int, str, bytes]]:
        facts = self.facts()
        known: dict[int, int] = {}
        for hash_ in after:
            placed = self.entry(hash_)
            if placed is not None and facts.parties[placed.party].code == code:
                for branch, seq in placed.past.items():
                    known[branch] = max(known.get(branch, -1), seq)
        self.flush()
        for number, party in enumerate(facts.parties):
            if party.code == code and party.branches:
                lines = self._lines_of_branches(number, known if _shares(party.branches, known) else {})
                yield from ((place, code, line) for place, line in lines)

    def _lines_of_branches(self, party: int, known: dict[int, int]) -> Iterable[tuple[int, bytes]]:
        facts = self.facts()
        wanted = [
            (branch, known.get(branch, -1))
            for branch in facts.parties[party].branches
            if facts.branches[branch].tip_seq > known.get(branch, -1)
        ]
        return merge(*(self._lines_of_branch(*place) for place in wanted))

    def _lines_of_branch(self, branch: int, last: int) -> Iterator[tuple[int, bytes]]:
        """A branch's lines after a place: in the order of its own numbers they were applied, too."""
        while True:
            some = self.rows(_LINES, [self._number, branch, last, _AT_ONCE])
            for place, _, line in some:
                yield place, bytes(line)
            if len(some) < _AT_ONCE:
                return
            last = some[-1][1]

    def voids(self, *, after: int = 0) -> dict[str, str]:
        """As ``Ledger``."""
        found = self._ask(
            'SELECT p.hash, v."index", v.reason FROM foedus_store_void v JOIN foedus_store_placed p ON p.id = v.entry'
            ' WHERE p.cooperation = %s AND v.entry > %s ORDER BY v.entry, v."index"',
            [after],
        )
        return {f"{bytes(hash_).hex()}/{index}": reason for hash_, index, reason in found}

    def void_reason(self, act: str) -> str | None:
        """As ``Ledger``."""
        found = self._ask(
            "SELECT v.reason FROM foedus_store_void v JOIN foedus_store_placed p ON p.id = v.entry"
            ' WHERE p.cooperation = %s AND p.hash = %s AND v."index" = %s',
            [bytes.fromhex(act[:_HASH]), int(act[_HASH + 1 :])],
        )
        return found[0][0] if found else None

    # Lines that are no entries, and blobs

    def all_waiting(self) -> list[Waiting]:
        """As ``Ledger``."""
        return self._waiting.all()

    def all_aside(self) -> list[SetAside]:
        """As ``Ledger``."""
        found = self._ask(
            "SELECT line, reason, detail, bearer, is_well_signed FROM foedus_store_aside"
            " WHERE cooperation = %s ORDER BY id"
        )
        return [
            SetAside(bytes(line), reason, detail, bearer, bool(signed))
            for line, reason, detail, bearer, signed in found
        ]

    def erasures(self) -> list[Erasure]:
        """As ``Ledger``."""
        found = self._ask(
            "SELECT blob, party, branch, seq FROM foedus_store_erasure WHERE cooperation = %s ORDER BY id"
        )
        return [Erasure(*row) for row in found]

    def blob(self, sha256: str) -> bytes | None:
        """As ``Ledger``."""
        found = self._ask("SELECT data FROM foedus_store_blob WHERE cooperation = %s AND sha256 = %s", [sha256])
        return bytes(found[0][0]) if found else None

    def put_blob(self, sha256: str, data: bytes) -> None:
        """As ``Ledger``."""
        erased = "SELECT 1 FROM foedus_store_erasure WHERE cooperation = %s AND blob = %s"
        if self._ask(erased, [f"sha256:{sha256}"]):
            return
        with self._connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO foedus_store_blob (cooperation, sha256, data) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                [self._number, sha256, data],
            )

    def blobs(self) -> list[str]:
        """As ``Ledger``."""
        found = self._ask("SELECT sha256 FROM foedus_store_blob WHERE cooperation = %s ORDER BY sha256")
        return [sha256 for (sha256,) in found]

    def missing_blobs(self) -> list[str]:
        """As ``Ledger``."""
        return [blob[_BLOB_DIGEST:] for (blob,) in self._ask(f"{MISSING_BLOBS} ORDER BY r.blob")]

    def referred_blobs(self) -> list[str]:
        """As ``Ledger``."""
        found = self._ask(
            "SELECT DISTINCT blob FROM foedus_store_reference WHERE cooperation = %s AND blob NOT IN"
            " (SELECT blob FROM foedus_store_erasure WHERE cooperation = %s) ORDER BY blob",
            [self._number],
        )
        return [blob[_BLOB_DIGEST:] for (blob,) in found]


def _shares(branches: list[int], known: dict[int, int]) -> bool:
    return any(branch in known for branch in branches)
