"""Reads records and versions out of a partnership's memory for the office's verbs; it refuses to change anything."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import msgspec

from foedus.ledger import acts as a
from foedus.ledger import charter
from foedus.ledger.author import everything
from foedus.ledger.consent import heads, is_declared, is_withdrawn, keeper_of, last_word
from foedus.ledger.facts import Past, RecordFacts, VersionFacts
from foedus.ledger.rules import blobs_in
from foedus.ledger.state import shown
from foedus.office.errors import NotFoundError, OfficeError
from foedus.office.ports import Ledger
from foedus.records import catalogue
from foedus.records.base import Body
from foedus.records.caption import captions

_AT_ONCE = 200


class Named(msgspec.Struct, frozen=True):
    """A version as a list shows it: its record and names, kind, captions by language, author and time."""

    record: str
    version: str
    shown: str
    kind: str
    captions: dict[str, str]
    author: str
    at: str


def past_of(ledger: Ledger) -> Past:
    """Everything that is applied here."""
    return everything(ledger.facts())


def read_ahead(ledger: Ledger, names: Iterable[str]) -> None:
    """Read at once all that was said of these records, and the texts that theirs name.

    :param names: records; those that are not there are passed over.
    """
    wanted = dict.fromkeys(names)
    ledger.look_ahead(records=wanted)
    known = [ledger.record(name, is_stated=own) for name in wanted for own in (False, True)]
    found = [record for record in known if record is not None]
    texts = [version for record in found for version in record.versions.values()]
    ledger.look_ahead(
        hashes={name.partition("/")[0] for version in texts for name in version.with_},
        places=[place for record in found for place in places_of(record)],
    )


def said_of(ledger: Ledger, records: Iterable[RecordFacts]) -> Iterator[RecordFacts]:
    """The same records, what was said of them read ahead, many at a time."""
    rest = iter(records)
    while some := list(islice(rest, _AT_ONCE)):
        ledger.look_ahead(places=[place for record in some for place in places_of(record)])
        yield from some


def places_of(record: RecordFacts) -> Iterator[tuple[int, int]]:
    """Where a record's texts, and what was said of them, stand in the registers."""
    for version in record.versions.values():
        yield version.branch, version.seq
        yield from ((said.branch, said.seq) for said in version.consents)
        yield from ((branch, seq) for _, branch, seq, _ in version.acknowledged)
    yield from ((seal.branch, seal.seq) for seal in record.seals)


def founding_version(ledger: Ledger, record: RecordFacts | str) -> str | None:
    """The version of the charter that needs no seal, where the record is the charter."""
    facts = ledger.facts()
    name = record if isinstance(record, str) else record.name
    return f"{facts.id}/0" if name == facts.charter_name else None


def heads_of(ledger: Ledger, record: RecordFacts) -> list[str]:
    """The agreed versions of a joint record that no other amends: none, one, or several where it is in dispute."""
    return heads(record, past_of(ledger), founding_version(ledger, record))


def head_of(ledger: Ledger, record: RecordFacts | None) -> str | None:
    """The agreed version of a joint record, None where there is none.

    :raises OfficeError: the record is in dispute.
    """
    if record is None:
        return None
    known = heads_of(ledger, record)
    if len(known) > 1:
        raise OfficeError("in-dispute", record=record.name)
    return known[0] if known else None


def last_stated(ledger: Ledger, record: RecordFacts | None) -> str | None:
    """The version of an own record that its author declared last."""
    if record is None:
        return None
    past = past_of(ledger)
    facts = ledger.facts()
    known = [one for one in record.versions.values() if is_declared(facts, one, past)]
    return max(known, key=lambda one: order(ledger, one)).name if known else None


def order(ledger: Ledger, version: VersionFacts) -> tuple[int, int]:
    """By what versions stand in the order in which they were applied here."""
    return ledger.entry_at(version.branch, version.seq).number, version.index


def open_versions(ledger: Ledger, record: RecordFacts) -> list[VersionFacts]:
    """The versions of a joint record that are on the table: on its agreed text, not taken back; oldest first."""
    past, facts = past_of(ledger), ledger.facts()
    known = heads(record, past, founding_version(ledger, record))
    if len(known) > 1:
        return []
    base = known[0] if known else None
    found = [
        one
        for one in record.versions.values()
        if one.base == base
        and one.name != base
        and is_declared(facts, one, past)
        and not is_withdrawn(facts, one, past)
    ]
    return sorted(found, key=lambda one: order(ledger, one))


def has_consented(ledger: Ledger, version: VersionFacts, party: int) -> bool:
    """Say whether a party's consent to a version stands, in whatever capacity."""
    return last_word(ledger.facts(), version, party, past_of(ledger)) is not None


def has_declined(version: VersionFacts, party: int) -> bool:
    """Say whether the last that a party said of a version is that it does not accept it."""
    said = [one for one in version.consents if one.party == party and one.word != "withdraw"]
    return bool(said) and max(said, key=lambda one: (one.seq, one.index)).word == "decline"


def version_of(ledger: Ledger, name: str) -> tuple[RecordFacts, VersionFacts]:
    """A version and its record.

    :raises NotFoundError: no act that counts declared it.
    """
    record = ledger.record_of(name)
    if record is None:
        raise NotFoundError("version-unknown", name=name)
    return record, record.versions[name]


def body_of(ledger: Ledger, version: str) -> Body:
    """What a version says, as plain values."""
    act = ledger.declaration(version)
    return charter_body(act) if isinstance(act, a.Found) else act.body


def charter_body(act: a.Found) -> Body:
    """The founding act as the body of a charter."""
    body: Body = msgspec.json.decode(msgspec.json.encode(act))
    body.pop("act", None)
    return body


def captions_of(kind: str, body: Mapping[str, Any]) -> dict[str, str]:
    """A body's title by language; empty where this program does not understand it."""
    try:
        record = catalogue.read(kind, body)
    except (catalogue.UnknownKindError, catalogue.BodyError):
        return {}
    return captions(record)


def named(ledger: Ledger, name: str) -> Named:
    """A version as lists show it."""
    record, version = version_of(ledger, name)
    facts = ledger.facts()
    return Named(
        record=record.name,
        version=name,
        shown=shown(facts, version),
        kind=version.kind,
        captions=captions_of(version.kind, body_of(ledger, name)),
        author=facts.parties[version.party].code,
        at=ledger.entry_at(version.branch, version.seq).at,
    )


def shown_as(ledger: Ledger, name: str | None) -> str:
    """A version's name as people see it; empty for none."""
    record = ledger.record_of(name) if name is not None else None
    return shown(ledger.facts(), record.versions[name]) if record is not None and name is not None else ""


def place_in_register(shown: str) -> tuple[str, int, int]:
    """By what texts are put in order for people: ``AZE/2/0`` before ``AZE/10/0``, before ``ITA/1/0``."""
    code, _, rest = shown.partition("/")
    seq, _, index = rest.partition("/")
    return code, int(seq) if seq.isdigit() else 0, int(index) if index.isdigit() else 0


def codes_of(ledger: Ledger, parties: Iterable[int]) -> tuple[str, ...]:
    """The codes of parties given by number."""
    facts = ledger.facts()
    return tuple(facts.parties[party].code for party in parties)


def present_codes(ledger: Ledger) -> tuple[str, ...]:
    """The codes of the parties that have not left."""
    return codes_of(ledger, charter.present(ledger, past_of(ledger)))


def expected_codes(ledger: Ledger) -> tuple[str, ...]:
    """The codes of the partners that are named and not connected: expected, not joined yet, or gone."""
    facts = ledger.facts()
    head = head_of(ledger, ledger.record(facts.charter_name, is_stated=False)) or f"{facts.id}/0"
    named_too = {str(party["code"]) for party in body_of(ledger, head).get("expected", ())}
    return tuple(sorted({*named_too, *(party.code for party in facts.parties)} - set(present_codes(ledger))))


def next_keeper(ledger: Ledger, record: RecordFacts) -> str:
    """The code of the party that keeps what is proposed next on a joint record's agreed text."""
    head = head_of(ledger, record)
    if head is None:
        return record.name.partition("/")[0]
    version = record.versions[head]
    number = version.keeper if version.keeper >= 0 else keeper_of(record, version)
    return ledger.facts().parties[number].code


def missing_blobs(ledger: Ledger, value: Any) -> tuple[str, ...]:
    """The files (hex digests) that a body or a note refers to and that are not held here."""
    held = (blob.removeprefix("sha256:") for blob in blobs_in(value))
    return tuple(sorted({sha256 for sha256 in held if ledger.blob(sha256) is None}))
