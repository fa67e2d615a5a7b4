"""What a partnership's memory asks of the tables, and how its rows are written and read; it keeps nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from foedus.ledger import acts as a
from foedus.ledger.facts import PartnershipFacts, Placed, RecordFacts
from foedus.ledger.line import Line, read_checked

AT_ONCE = 2_000
"""Names asked for in one question, and rows that wait to be written."""

PLACED = "SELECT id, hash, party, branch, seq, past, keys, latest, at, declares FROM foedus_store_placed"
PLACED_WITH_LINES = (
    "SELECT p.id, p.hash, p.party, p.branch, p.seq, p.past, p.keys, p.latest, p.at, p.declares, j.line"
    " FROM foedus_store_placed p JOIN foedus_store_journal j ON j.id = p.id"
)
RECORDS = "SELECT id, kind, name, is_stated, facts FROM foedus_store_record"
JOURNAL_COLUMNS = ("id", "cooperation", "line")
PLACED_COLUMNS = ["id", "cooperation", "hash", "party", "branch", "seq", "past", "keys", "latest", "at", "declares"]
VOID_COLUMNS = ("entry", "index", "reason")
REFERENCE_COLUMNS = ("cooperation", "blob", "party", "branch", "seq", "index")
RECORD_COLUMNS = ("id", "cooperation", "name", "is_stated", "kind", "is_open", "facts")
RECORD_CHANGED = ("is_open", "facts")
PUT_FACTS = (
    "INSERT INTO foedus_store_facts (cooperation, facts) VALUES (%s, %s)"
    " ON CONFLICT (cooperation) DO UPDATE SET facts = excluded.facts"
)

_OF_RECORDS = (a.Propose, a.State)
_OF_VERSIONS = (a.Endorse, a.Decline, a.Withdraw, a.Acknowledge)

Binary = bytearray
"""What bytes are written as: of ``bytes`` the driver of SQLite asks every time how they want to be written."""
encode = msgspec.msgpack.Encoder().encode
decode_numbers = msgspec.msgpack.Decoder(dict[int, int]).decode
"""A causal past, or the records that an entry's acts declare versions of."""
decode_facts = msgspec.msgpack.Decoder(PartnershipFacts).decode
decode_record = msgspec.msgpack.Decoder(RecordFacts).decode


def placed_row(row: Sequence[Any]) -> Placed:
    """Read a row of ``PLACED``."""
    number, hash_, party, branch, seq, past, keys, latest, at, _ = row
    return Placed(bytes(hash_).hex(), number, party, branch, seq, decode_numbers(past), keys, latest, at)


def rows_of_placed(
    cooperation: int, entries: Iterable[Placed], declared: Mapping[int, dict[int, int]]
) -> list[tuple[Any, ...]]:
    """Rows of ``PLACED_COLUMNS``.

    :param declared: the records that an entry's acts declare versions of, by its number and theirs.
    """
    return [
        (
            one.number,
            cooperation,
            Binary.fromhex(one.hash),
            one.party,
            one.branch,
            one.seq,
            Binary(encode(one.past)),
            one.keys,
            one.latest,
            one.at,
            Binary(encode(declared[one.number])) if one.number in declared else None,
        )
        for one in entries
    ]


def row_of_record(cooperation: int, number: int, kind: int, record: RecordFacts) -> tuple[Any, ...]:
    """A row of ``RECORD_COLUMNS``."""
    facts = Binary(encode(record))
    return number, cooperation, record.name, record.is_stated, kind, is_open(record), facts


def in_parts(names: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Cut what is asked for into parts that one question may name."""
    for start in range(0, len(names), AT_ONCE):
        yield names[start : start + AT_ONCE]


def marks(names: Sequence[Any]) -> str:
    """The places for so many parameters in a question."""
    return ", ".join(["%s"] * len(names))


def stored_line(raw: bytes) -> Line:
    """Read a line that this node verified when it took it in; who wants it verified again reads it with the keys."""
    return read_checked(raw)


def records_in(lines: Iterable[Line]) -> set[str]:
    """The names of the records that the rules will ask for where these lines come next."""
    records: set[str] = set()
    for line in lines:
        for act in line.entry.acts if line.entry is not None else ():
            if isinstance(act, _OF_RECORDS):
                records.add(act.record)
    return records


def entries_in(lines: Iterable[Line]) -> set[str]:
    """The hashes of the entries that the rules will ask for where these lines come next."""
    hashes: set[str] = set()
    for line in lines:
        hashes.add(line.hash)
        envelope = line.envelope
        if envelope.prev:
            hashes.add(envelope.prev)
        hashes.update(envelope.seen)
        for act in line.entry.acts if line.entry is not None else ():
            if isinstance(act, _OF_VERSIONS):
                hashes.add(act.version[:64])
            elif isinstance(act, a.Seal):
                hashes.update([version[:64] for version in act.versions])
            elif isinstance(act, a.Propose):
                hashes.update([version[:64] for version in (act.base, act.answers, *(act.with_ or ())) if version])
    return hashes


def is_open(record: RecordFacts) -> bool:
    """Say whether a joint record has a version that may still be sealed on what is sealed now."""
    if record.is_stated:
        return False
    if not record.seals and len(record.versions) == 1:
        [only] = record.versions.values()
        return only.base is None and not record.name.endswith("/charter")
    sealed = {seal.version for seal in record.seals}
    if len(sealed) == len(record.versions):
        return False
    last = sealed - {record.versions[version].base for version in sealed}
    is_charter = record.name.endswith("/charter")
    for version in record.versions.values():
        if version.name in sealed or (is_charter and version.base is None):
            continue
        if version.base in last or (not last and (is_charter or version.base is None)):
            return True
    return False
