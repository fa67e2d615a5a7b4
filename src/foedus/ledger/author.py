"""Makes a party's next entry on what it has applied; it refuses to know clock, keys on disk, and what acts are for."""

from collections.abc import Sequence

from msgspec import UNSET, UnsetType

from foedus.ledger import acts as a
from foedus.ledger.consent import SealRules, is_sealed, is_withdrawn, keeper_of, last_word
from foedus.ledger.errors import SigningError
from foedus.ledger.facts import PartnershipFacts, Past, Placed, RecordFacts, VersionFacts
from foedus.ledger.past import has_left, is_in, merged, view
from foedus.ledger.store import Store


def everything(facts: PartnershipFacts) -> Past:
    """The causal past of one who has applied all that is applied here."""
    return {number: branch.tip_seq for number, branch in enumerate(facts.branches)}


def leaves(facts: PartnershipFacts, party: int) -> list[str]:
    """The last entries of a party's branches that nothing of its own follows: one, or several where it forked."""
    grown = {(facts.branches[one].parent, facts.branches[one].start - 1) for one in facts.parties[party].branches}
    return [
        facts.branches[one].tip
        for one in facts.parties[party].branches
        if (one, facts.branches[one].tip_seq) not in grown
    ]


def own_tip(store: Store, party: int) -> Placed | None:
    """The entry that the party's next one follows, None before its first.

    :raises SigningError: its register is in conflict, and only a ``recover`` may follow.
    """
    facts = store.facts()
    ends = leaves(facts, party)
    if not ends:
        return None
    seen = view(facts, everything(facts), party)
    if seen is not None:
        if seen.fork is not None:
            raise SigningError("conflicting-registers", code=facts.parties[party].code, seq=seen.fork)
        ends = [end for end in ends if seen.is_on_journal(*_place(store, end))]
    return store.entry(ends[0])


def _place(store: Store, hash_: str) -> tuple[int, int]:
    placed = store.entry(hash_)
    if placed is None:
        raise SigningError("entry-missing", hash=hash_)
    return placed.branch, placed.seq


def news(store: Store, party: int | None, past: Past, *, own: bool = False) -> tuple[str, ...]:
    """What ``seen`` must name: the last entries of others that are not in ``past`` nor in each other's.

    :param party: the author, whose own entries are left out unless ``own``; None before it has a number.
    """
    facts = store.facts()
    found = [
        placed
        for number, known in enumerate(facts.parties)
        if own or number != party
        for placed in (store.entry(end) for end in leaves(facts, number))
        if placed is not None and not is_in(past, placed.branch, placed.seq)
    ]
    return tuple(
        sorted(
            one.hash
            for one in found
            if not any(one is not other and is_in(other.past, one.branch, one.seq) for other in found)
        )
    )


def next_entry(store: Store, party: int, acts: Sequence[a.Act], at: str, by: str | UnsetType = UNSET) -> a.Entry:
    """The party's next entry: after its last, having seen all that is applied here.

    :param at: the time, ``YYYY-MM-DDThh:mm:ssZ``.
    :param by: the office that acts, never a person.
    :raises SigningError: its register is in conflict.
    """
    facts = store.facts()
    tip = own_tip(store, party)
    seen = news(store, party, tip.past if tip is not None else {})
    return a.Entry(
        v=1,
        party=facts.parties[party].code,
        seq=tip.seq + 1 if tip is not None else 0,
        at=at,
        acts=tuple(acts),
        partnership=facts.id,
        prev=tip.hash if tip is not None else UNSET,
        seen=seen,
        by=by,
    )


def recovery_entry(store: Store, party: int, prev: str, act: a.Recover, at: str) -> a.Entry:
    """The entry by which a party recovers: after the one of its own that it goes on with, its other branches seen.

    :param prev: hash of the entry of its own to go on with.
    :raises SigningError: there is no such entry of its own.
    """
    placed = store.entry(prev)
    if placed is None or placed.party != party:
        raise SigningError("entry-missing", hash=prev)
    return a.Entry(
        v=1,
        party=store.facts().parties[party].code,
        seq=placed.seq + 1,
        at=at,
        acts=(act,),
        partnership=store.facts().id,
        prev=prev,
        seen=news(store, party, placed.past, own=True),
    )


def sealable(store: Store, party: int, records: Sequence[RecordFacts], at: str) -> tuple[str, ...]:
    """The versions that this party, their keeper, can seal now: of each record the one that was consented to last.

    What a version binds with ``with`` is sealed with it, where that does not stand against what was consented to later.

    :param records: the records to look at; a version that binds others by ``with`` needs theirs among them.
    :param at: the time of the seal, for consents that end.
    """
    try:
        tip = own_tip(store, party)
    except SigningError:
        return ()
    past = _past_of_next(store, party, tip.past if tip is not None else {})
    looked_at = {record.name for record in records}
    ready = [
        (_completed(store, version, past), version.name, version)
        for record in records
        for version in record.versions.values()
        if not version.is_stated
        and keeper_of(record, version) == party
        and SealRules().version_refusal(store, party, version, record, past, at, version.with_) is None
    ]
    chosen: dict[str, str] = {}
    for _, _, version in sorted(ready, key=lambda one: one[:2], reverse=True):
        group = _bound(store, version.name, past)
        fits = all(chosen.get(record, name) == name for record, name in group.items())
        if not group or not fits or not group.keys() <= looked_at:
            continue
        if SealRules().refusal(store, party, tuple(group.values()), past, at) is None:
            chosen.update(group)
    return tuple(sorted(chosen.values()))


def _past_of_next(store: Store, party: int, past: Past) -> Past:
    """The causal past of the party's next entry: less than everything, where it has branches that it left."""
    for hash_ in news(store, party, past):
        placed = store.entry(hash_)
        past = merged(past, placed.past) if placed is not None else past
    return past


def _completed(store: Store, version: VersionFacts, past: Past) -> tuple[int, int]:
    facts = store.facts()
    words = (last_word(facts, version, party, past) for party in version.concerned)
    placed = ((store.entry_at(word.branch, word.seq).number, word.index) for word in words if word is not None)
    return max(placed, default=(-1, -1))


def _bound(store: Store, name: str, past: Past) -> dict[str, str]:
    """A version, and all that must be sealed with it, by record; none where that would be two of one record."""
    group: dict[str, str] = {}
    rest = [name]
    while rest:
        one = rest.pop()
        record = store.record_of(one)
        if record is None or is_sealed(store, one, past) or group.get(record.name) == one:
            continue
        if record.name in group:
            return {}
        group[record.name] = one
        rest.extend(record.versions[one].with_)
    return group


def waits_for(store: Store, version: VersionFacts) -> tuple[int, ...]:
    """The parties concerned whose full consent to a version is missing; none for a version withdrawn."""
    facts = store.facts()
    past = everything(facts)
    if is_withdrawn(facts, version, past):
        return ()
    present = (party for party in version.concerned if not has_left(facts, past, party))
    words = {party: last_word(facts, version, party, past) for party in present}
    return tuple(party for party, word in words.items() if word is None or word.capacity != "full")
