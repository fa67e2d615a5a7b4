"""Knows what each party holds and has seen of ours, as its bundles and its entries tell; it sends nothing."""

from collections.abc import Iterable

import msgspec

from foedus.ledger import charter
from foedus.ledger.author import leaves
from foedus.ledger.bundle import Have
from foedus.ledger.consent import is_sealed, is_withdrawn
from foedus.ledger.facts import Past
from foedus.ledger.past import has_left, merged
from foedus.ledger.store import Waiting
from foedus.office.ports import Dispatch, Ledger, Node
from foedus.office.versions import heads_of, past_of

IN, OUT = "in", "out"


class Seen(msgspec.Struct, frozen=True):
    """What a party has seen of ours: the last of our entries (``of``, and its ``at``), and how we know.

    ``told`` is ``entries`` where its signed entries say so, ``dispatch`` where its bundle did; ``last`` is our last.
    """

    party: str
    entry_shown: str
    seq: int
    at: str
    last: int
    told: str
    told_at: str


def haves(ledger: Ledger) -> dict[str, tuple[Have, ...]]:
    """What is held here: the last entry of each branch, by code."""
    facts = ledger.facts()
    held: dict[str, list[Have]] = {}
    for number, party in enumerate(facts.parties):
        for hash_ in leaves(facts, number):
            placed = ledger.entry(hash_)
            if placed is not None:
                held.setdefault(party.code, []).append(Have(placed.seq, hash_))
    return {code: tuple(sorted(known, key=lambda one: (one.seq, one.hash))) for code, known in sorted(held.items())}


def wants(ledger: Ledger) -> tuple[str, ...]:
    """What is missing here: entries that others wait for, and files that texts refer to."""
    return tuple(sorted({*missing_entries(ledger, ledger.all_waiting()), *ledger.missing_blobs()}))


def missing_entries(ledger: Ledger, waiting: Iterable[Waiting]) -> set[str]:
    """The entries that lines wait for and that are not here."""
    return {hash_ for one in waiting for hash_ in one.missing if ledger.entry(hash_) is None}


def last_received(node: Node, partnership: str) -> dict[str, Dispatch]:
    """The latest bundle of each party: what it said then counts, even where an earlier one said more."""
    return node.store.last_dispatches(partnership, IN)


def receivers(ledger: Ledger, us: int) -> tuple[int, ...]:
    """To whom we send: every other party that has not left, and whoever an amendment on the table would admit.

    An amendment of a charter that was amended otherwise meanwhile admits nobody any more.
    """
    facts = ledger.facts()
    past = past_of(ledger)
    known = set(charter.present(ledger, past))
    record = ledger.record(facts.charter_name, is_stated=False)
    in_force = heads_of(ledger, record) if record is not None else []
    for version in record.versions.values() if record is not None else ():
        is_open = version.base in in_force and not is_sealed(ledger, version.name, past)
        if is_open and not is_withdrawn(facts, version, past) and version.name in facts.charters:
            known |= set(facts.charters[version.name].newcomers)
    return tuple(sorted(known - {us}))


def gone(ledger: Ledger, us: int) -> tuple[int, ...]:
    """The other parties that have left."""
    facts, past = ledger.facts(), past_of(ledger)
    return tuple(number for number in range(len(facts.parties)) if number != us and has_left(facts, past, number))


def common_ground(ledger: Ledger, peers: Iterable[Dispatch | None]) -> dict[str, tuple[str, ...]]:
    """The entries that all these peers hold, by code: what follows them is new to one at least.

    A journal that forked goes whole: its party has two writers, and what one of them holds the other may lack.

    :param peers: the latest bundle of each; None for one that never sent any, which holds nothing that we know of.
    """
    common: dict[str, tuple[str, ...]] | None = None
    for dispatch in peers:
        if dispatch is None:
            return {}
        held = {code: _known(ledger, hashes) for code, hashes in dispatch.have.items()}
        common = (
            held if common is None else {code: _shared(ledger, common[code], held.get(code, ())) for code in common}
        )
    forked = {code for code, known in haves(ledger).items() if len(known) > 1}
    return {code: hashes for code, hashes in (common or {}).items() if hashes and code not in forked}


def _known(ledger: Ledger, hashes: Iterable[str]) -> tuple[str, ...]:
    return tuple(hash_ for hash_ in hashes if ledger.entry(hash_) is not None)


def _shared(ledger: Ledger, one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Of two sets of last entries, those that both hold: the lower of two on one branch."""
    kept = [hash_ for hash_ in one if holds(ledger, other, hash_)]
    lower = [hash_ for hash_ in other if holds(ledger, one, hash_)]
    return tuple(dict.fromkeys((*kept, *lower)))


def holds(ledger: Ledger, hashes: Iterable[str], wanted: str) -> bool:
    """Say whether an entry is one of these, or is before one of them."""
    placed = ledger.entry(wanted)
    if placed is None:
        return False
    tips = (ledger.entry(hash_) for hash_ in hashes)
    return any(tip is not None and tip.past.get(placed.branch, -1) >= placed.seq for tip in tips)


def seen_of(node: Node, ledger: Ledger, us: int) -> tuple[Seen, ...]:
    """What each other party has seen of ours, and when it said so."""
    received = last_received(node, ledger.cooperation.id)
    facts = ledger.facts()
    named = [hash_ for party in receivers(ledger, us) for hash_ in leaves(facts, party)]
    ours = facts.parties[us].code
    ledger.look_ahead([*named, *(hash_ for one in received.values() for hash_ in one.have.get(ours, ()))])
    found = (_seen(ledger, us, party, received) for party in receivers(ledger, us))
    return tuple(one for one in found if one is not None)


def _seen(ledger: Ledger, us: int, party: int, received: dict[str, Dispatch]) -> Seen | None:
    facts = ledger.facts()
    code = facts.parties[party].code
    past: Past = {}
    told_at = ""
    for hash_ in leaves(facts, party):
        placed = ledger.entry(hash_)
        if placed is not None:
            past, told_at = merged(past, placed.past), max(told_at, placed.at)
    by_entries = _last_of(ledger, us, past)
    dispatch = received.get(code)
    by_dispatch: tuple[int, int] | None = None
    if dispatch is not None:
        for hash_ in _known(ledger, dispatch.have.get(facts.parties[us].code, ())):
            tip = ledger.entry(hash_)
            if tip is not None:
                place = _last_of(ledger, us, tip.past)
                by_dispatch = max(by_dispatch or (-1, -1), place or (-1, -1))
    best = max(by_entries or (-1, -1), by_dispatch or (-1, -1))
    last = max((facts.branches[branch].tip_seq for branch in facts.parties[us].branches), default=-1)
    if best == (-1, -1):
        return Seen(code, "", -1, "", last, "", "")
    seq, branch = best
    is_told = dispatch is not None and by_dispatch == best
    at = ledger.entry_at(branch, seq).at
    shown = f"{facts.parties[us].code}/{seq}"
    if is_told and dispatch is not None:
        return Seen(code, shown, seq, at, last, "dispatch", dispatch.created)
    return Seen(code, shown, seq, at, last, "entries", told_at)


def _last_of(ledger: Ledger, us: int, past: Past) -> tuple[int, int] | None:
    facts = ledger.facts()
    places = [(past[branch], branch) for branch in facts.parties[us].branches if branch in past]
    return max(places, default=None)
