"""Knows who is a party in a causal past, and what an amendment of the charter may say; it judges nothing else.

``docs/protocol.md``, "The charter".
"""

import msgspec

from foedus.ledger import acts as a
from foedus.ledger.consent import heads
from foedus.ledger.errors import LineError
from foedus.ledger.facts import CharterFacts, PartnershipFacts, PartyFacts, Past, VersionFacts
from foedus.ledger.keys import Jwk
from foedus.ledger.line import check_charter
from foedus.ledger.past import has_left, is_in
from foedus.ledger.store import Store

CHARTER_KIND = "charter/1"


def members(store: Store, past: Past) -> tuple[int, ...]:
    """The parties that the charter in force in a causal past names; where it is in dispute, all that any head names."""
    facts = store.facts()
    founding = f"{facts.id}/0"
    if not facts.charter_seals:
        return facts.charters[founding].parties
    record = store.record(facts.charter_name, is_stated=False)
    names = heads(record, past, founding) if record is not None else [founding]
    if len(names) == 1:
        return facts.charters[names[0]].parties
    return tuple(sorted({party for name in names for party in facts.charters[name].parties}))


def present(store: Store, past: Past) -> tuple[int, ...]:
    """The members who have not left."""
    facts = store.facts()
    parties = facts.parties
    return tuple([one for one in members(store, past) if not (parties[one].leaves and has_left(facts, past, one))])


def present_party(store: Store, code: str, past: Past) -> int | None:
    """The member of this code who has not left.

    While a charter is in dispute, two of its heads may give one code to two keys; the lesser thumbprint is taken, so
    that every node takes the same.
    """
    parties = store.facts().parties
    named = [party for party in present(store, past) if parties[party].code == code]
    return min(named, key=lambda party: parties[party].key, default=None)


def name_parties(facts: PartnershipFacts, charter: a.Charter, entry: str) -> tuple[int, ...]:
    """Give every party that a charter names its number, and remember its keys.

    :param entry: hash of the entry that holds the charter.
    """
    numbers = []
    for named in charter.parties:
        key, recovery = named.key.thumbprint(), named.recovery.thumbprint()
        number = facts.party_of(named.code, key)
        if number is None:
            number = len(facts.parties)
            facts.parties.append(PartyFacts(named.code, named.name, key, recovery, named.age, entry))
        own_key(facts, number, named.key)
        own_key(facts, number, named.recovery)
        numbers.append(number)
    return tuple(numbers)


def own_key(facts: PartnershipFacts, party: int, key: Jwk) -> None:
    """Remember a public key, and whose it is."""
    thumbprint = key.thumbprint()
    facts.points[thumbprint] = key.point()
    owners = facts.owners.setdefault(thumbprint, [])
    if party not in owners:
        owners.append(party)


def amendment_refusal(store: Store, author: int, act: a.Propose, base: VersionFacts | None, past: Past) -> str | None:
    """Why a proposal is no amendment of the charter, None where it is one.

    :param base: the version that it amends, if that is one of the charter's.
    """
    facts = store.facts()
    if act.record != facts.charter_name or act.kind != CHARTER_KIND:
        return "no-other-charter"
    if author != facts.founder:
        return "not-the-founder"
    if base is None:
        return "base-missing"
    try:
        charter = msgspec.convert(act.body, a.Charter)
        check_charter(charter)
    except (msgspec.ValidationError, LineError):
        return "not-a-charter"
    return _parties_refusal(store, charter, base, past)


def _parties_refusal(store: Store, charter: a.Charter, base: VersionFacts, past: Past) -> str | None:
    facts = store.facts()
    named = {party.code: party for party in charter.parties}
    kept: set[str] = set()
    before = facts.charters[base.name]
    for number, recovery in zip(before.parties, before.recoveries, strict=True):
        party = facts.parties[number]
        still = named.get(party.code)
        if still is None:
            if not has_left(facts, past, number):
                return "party-dropped"
            continue
        if (still.key.thumbprint(), still.recovery.thumbprint()) != (party.key, recovery):
            return "key-changed"
        kept.add(party.code)
    old_codes, old_keys = _ever_used(store, past)
    for code, party_named in named.items():
        if code in kept:
            continue
        if code in old_codes:
            return "code-used-before"
        if {party_named.key.thumbprint(), party_named.recovery.thumbprint()} & old_keys:
            return "key-used-before"
    return None


def _ever_used(store: Store, past: Past) -> tuple[set[str], set[str]]:
    """The codes and keys of all who are or were parties in a causal past, those that rotations brought there too."""
    facts = store.facts()
    numbers: set[int] = set()
    keys: set[str] = set()
    for version in (f"{facts.id}/0", *_sealed_charters(facts, past)):
        numbers.update(facts.charters[version].parties)
        keys.update(facts.charters[version].recoveries)
    keys.update(facts.parties[number].key for number in numbers)
    for held in facts.keys:
        brought = store.entry(held.since)
        if brought is not None and brought.party in numbers and is_in(past, brought.branch, brought.seq):
            keys |= {held.signing, held.recovery}
    return {facts.parties[number].code for number in numbers}, keys


def _sealed_charters(facts: PartnershipFacts, past: Past) -> set[str]:
    return {
        version
        for version, places in facts.charter_seals.items()
        if any(past.get(branch, -1) >= seq for branch, seq in places)
    }


def admit(facts: PartnershipFacts, version: str, charter: a.Charter, entry: str, base: str | None) -> CharterFacts:
    """Remember a version of the charter: its parties, and which of them its base does not name."""
    parties = name_parties(facts, charter, entry)
    before = facts.charters[base].parties if base is not None else parties
    known = CharterFacts(
        parties,
        newcomers=tuple(party for party in parties if party not in before),
        recoveries=tuple(party.recovery.thumbprint() for party in charter.parties),
        ages=tuple(party.age for party in charter.parties),
    )
    facts.charters[version] = known
    return known
