"""Knows who consented to what in a causal past, and so whether a seal holds; it refuses to know of anything outside it.

``docs/protocol.md``, "Causal past, and when a seal holds".
"""

from foedus.ledger.facts import Consent, PartnershipFacts, Past, RecordFacts, SealFacts, VersionFacts
from foedus.ledger.past import View, has_left, is_in, view
from foedus.ledger.store import Store

FEWEST = 2
"""Fewer parties concerned than this: no seal."""


def seals_in(record: RecordFacts, past: Past) -> list[SealFacts]:
    """The seals of a record in a causal past. A seal that held once stands, whatever became of its keeper."""
    return [seal for seal in record.seals if past.get(seal.branch, -1) >= seal.seq]


def heads(record: RecordFacts, past: Past, founding: str | None = None) -> list[str]:
    """The sealed versions that no other sealed version amends: none, one, or several where the record is in dispute.

    :param founding: for the charter, the founding version, which is in force without a seal.
    """
    sealed = {seal.version for seal in seals_in(record, past)}
    if not sealed:
        return [founding] if founding is not None else []
    amended = {record.versions[version].base for version in sealed}
    return sorted(sealed - amended)


def keeper_of(record: RecordFacts, version: VersionFacts) -> int:
    """The party whose seal this version needs: whom the latest version before it on its line names, else the prefix."""
    on_line = version
    while on_line.base is not None:
        on_line = record.versions[on_line.base]
        if on_line.keeper >= 0:
            return on_line.keeper
    return on_line.origin


def last_word(facts: PartnershipFacts, version: VersionFacts, party: int, past: Past) -> Consent | None:
    """The consent of a party that stands in a causal past, None where it has not consented or does not any more."""
    said = [
        one
        for one in version.consents
        if one.party == party and one.word != "withdraw" and is_in(past, one.branch, one.seq)
    ]
    if not said:
        return None
    seen = view(facts, past, party)
    if seen is None:
        last = max(said, key=_order)
        return None if last.word == "decline" else last
    return _last_word_of_forked(said, seen)


def _last_word_of_forked(said: list[Consent], seen: View) -> Consent | None:
    here = [
        one for one in said if seen.is_on_journal(one.branch, one.seq) and seen.counts(one.branch, one.seq, one.word)
    ]
    if not here:
        return None
    last = max(here, key=_order)
    if last.word == "decline":
        return None
    refused_elsewhere = any(one.word == "decline" and not seen.is_on_journal(one.branch, one.seq) for one in said)
    if refused_elsewhere and not (last.word == "endorse" and seen.follows_recovery(last.branch, last.seq)):
        return None
    return last


def _order(one: Consent) -> tuple[int, int]:
    return one.seq, one.index


def is_withdrawn(facts: PartnershipFacts, version: VersionFacts, past: Past) -> bool:
    """Say whether the author's withdrawal of its version counts in a causal past."""
    author = version.party
    if not any(one.word == "withdraw" for one in version.consents):
        return False
    said = [one for one in version.consents if one.party == author and is_in(past, one.branch, one.seq)]
    withdrawals = [one for one in said if one.word == "withdraw"]
    if not withdrawals:
        return False
    seen = view(facts, past, author)
    if seen is None or any(seen.is_on_journal(one.branch, one.seq) for one in withdrawals):
        return True
    return not any(
        one.word == "endorse"
        and seen.follows_recovery(one.branch, one.seq)
        and seen.counts(one.branch, one.seq, one.word)
        for one in said
    )


def is_unexpired(store: Store, consent: Consent, past: Past, at: str) -> bool:
    """Say whether a consent counts for a seal of this time.

    :param at: the seal's own ``at``.
    """
    if consent.until is None:
        return True
    if at > consent.until:
        return False
    branches = store.facts().parties[consent.party].branches
    return all(store.entry_at(branch, past[branch]).latest <= consent.until for branch in branches if branch in past)


class SealRules:
    """When a seal holds. The simulation's canary switches one of these off, and must be caught."""

    def refusal(self, store: Store, keeper: int, versions: tuple[str, ...], past: Past, at: str) -> str | None:
        """Why a seal does not hold, None where it does: for all its versions or none.

        :param keeper: the author of the seal.
        :param past: the seal's causal past.
        :param at: the seal's own time, for consents that end.
        """
        records: set[str] = set()
        for name in versions:
            record = store.record_of(name)
            if record is None or record.is_stated or not is_declared(store.facts(), record.versions[name], past):
                return "unknown-version"
            if record.name in records:
                return "record-twice"
            records.add(record.name)
            why = self.version_refusal(store, keeper, record.versions[name], record, past, at, versions)
            if why is not None:
                return why
        return None

    def version_refusal(
        self,
        store: Store,
        keeper: int,
        version: VersionFacts,
        record: RecordFacts,
        past: Past,
        at: str,
        together: tuple[str, ...],
    ) -> str | None:
        """Why one version cannot be sealed, None where it can.

        :param together: the versions of the same seal, which may bind each other by ``with``.
        """
        facts = store.facts()
        if not is_declared(facts, version, past):
            return "unknown-version"
        if keeper_of(record, version) != keeper:
            return "not-the-keeper"
        founding = f"{facts.id}/0" if record.name == facts.charter_name else None
        known_heads = heads(record, past, founding)
        if len(known_heads) > 1:
            return "in-dispute"
        if version.base != (known_heads[0] if known_heads else None):
            return "base-not-last"
        for name in version.with_:
            if name not in together and not is_sealed(store, name, past):
                return "with-not-sealed"
        if is_withdrawn(facts, version, past):
            return "withdrawn"
        return self.consent_refusal(store, version, past, at)

    def consent_refusal(self, store: Store, version: VersionFacts, past: Past, at: str) -> str | None:
        """Why the parties' consents do not bear a seal, None where they do."""
        facts = store.facts()
        parties = facts.parties
        concerned = [one for one in version.concerned if not (parties[one].leaves and has_left(facts, past, one))]
        if len(concerned) < FEWEST:
            return "fewer-than-two"
        for party in sorted(concerned, key=lambda one: (parties[one].code, parties[one].key)):
            consent = last_word(facts, version, party, past)
            if consent is None:
                return "no-consent"
            if consent.capacity != "full":
                return "not-in-full-capacity"
            if not is_unexpired(store, consent, past, at):
                return "consent-expired"
        return None


def is_declared(facts: PartnershipFacts, version: VersionFacts, past: Past) -> bool:
    """Say whether a version is declared in a causal past by an act that counts there, or was."""
    if past.get(version.branch, -1) < version.seq:
        return False
    seen = None if facts.parties[version.party].is_plain else view(facts, past, version.party)
    return seen is None or seen.counts(version.branch, version.seq, "state" if version.is_stated else "propose")


def is_sealed(store: Store, name: str, past: Past) -> bool:
    """Say whether a version is sealed in a causal past."""
    record = store.record_of(name)
    return record is not None and any(seal.version == name for seal in seals_in(record, past))
