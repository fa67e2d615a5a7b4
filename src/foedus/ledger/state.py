"""The state of a partnership as one object, by which others check us; it refuses to know what the records say."""

from collections.abc import Iterable, Mapping
from typing import Any

from foedus.ledger.author import everything, leaves
from foedus.ledger.consent import heads
from foedus.ledger.digest import digest_lines, partnership_check
from foedus.ledger.facts import PartnershipFacts, RecordFacts, VersionFacts
from foedus.ledger.store import Store


def heads_by_code(store: Store) -> dict[str, int | list[int]]:
    """The last ``seq`` of each party's journal, or a list of them where it forked."""
    facts = store.facts()
    ends: dict[str, list[int]] = {}
    for number, party in enumerate(facts.parties):
        for hash_ in leaves(facts, number):
            placed = store.entry(hash_)
            if placed is not None:
                ends.setdefault(party.code, []).append(placed.seq)
    return {code: seqs[0] if len(seqs) == 1 else sorted(seqs) for code, seqs in sorted(ends.items())}


def state(
    store: Store,
    records: Iterable[RecordFacts],
    void: Mapping[str, str],
    waiting: Mapping[str, int],
) -> dict[str, Any]:
    """Put the state together.

    :param records: all records of the partnership, joint and own.
    :param void: the reason of each act that is void, by ``<entry hash>/<index>``.
    :param waiting: how many entries of each code wait.
    """
    facts = store.facts()
    past = everything(facts)
    joint: dict[str, RecordFacts] = {}
    own: dict[str, RecordFacts] = {}
    for record in records:
        (own if record.is_stated else joint)[record.name] = record
    sealed = {name: sealed_in_order(record) for name, record in sorted(joint.items()) if record.seals}
    acknowledged = {
        (version.name, facts.parties[party].code)
        for record in own.values()
        for version in record.versions.values()
        for party, *_ in version.acknowledged
    }
    return {
        "partnership": facts.id,
        "heads": heads_by_code(store),
        "digest": partnership_check(facts.id, digest_lines(store, joint.values())).code,
        "sealed": sealed,
        "disputed": sorted(name for name in sealed if len(heads(joint[name], past)) > 1),
        "own": {name: _in_order(record.versions.values()) for name, record in sorted(own.items())},
        "acks": sorted([version, code] for version, code in acknowledged),
        "void": sorted([act, reason] for act, reason in void.items()),
        "waiting": dict(sorted(waiting.items())),
    }


def sealed_in_order(record: RecordFacts) -> list[str]:
    """The sealed versions of a record, each after the one that it amends."""
    return _in_order(record.versions[name] for name in {seal.version for seal in record.seals})


def _in_order(versions: Iterable[VersionFacts]) -> list[str]:
    return [one.name for one in sorted(versions, key=lambda one: (one.depth, one.name))]


def shown(facts: PartnershipFacts, version: VersionFacts) -> str:
    """A version's name as people see it: ``ITA/12/3``."""
    return f"{facts.parties[version.party].code}/{version.seq}/{version.index}"
