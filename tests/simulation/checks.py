"""The six properties of the protocol, checked on a world whose history is over; it knows no deed and no lie."""

import hashlib
import random
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from foedus.ledger import author
from foedus.ledger.consent import heads
from foedus.ledger.partnership import Taken
from foedus.ledger.state import sealed_in_order, state
from tests.simulation.journals import Told
from tests.simulation.oracle import Oracle
from tests.simulation.world import BrokenPromiseError, Node, World, journals_of

ROUNDS = 60
IMPORTED_SHARE = 0.1


def state_of(node: Node) -> dict[str, Any]:
    """The state as a node tells it."""
    waiting: dict[str, int] = {}
    for one in node.store.waiting.values():
        waiting[one.line.envelope.party] = waiting.get(one.line.envelope.party, 0) + 1
    return state(node.store, list(node.store.records.values()), node.store.void, waiting)


def give_all(world: World, node: Node, rng: random.Random) -> None:
    """Give a node every line that anybody made, in any order, until nothing changes any more."""
    lines = list(world.lines)
    for _ in range(ROUNDS):
        rng.shuffle(lines)
        before = len(node.store.placed), len(node.store.waiting)
        node.receive_all(lines, "?")
        if (len(node.store.placed), len(node.store.waiting)) == before:
            return
        lines = [raw for raw in lines if raw not in node.taken]
    raise BrokenPromiseError("importing comes to an end", node.name)


def note_prefixes(world: World) -> None:
    """Remember what a node holds as sealed right now, to be compared at the end."""
    node = world.rng.choice(world.nodes)
    check_waiting(node)
    past = author.everything(node.store.facts())
    for record in node.joint():
        if record.seals and len(heads(record, past)) == 1:
            world.prefixes.append((node.name, record.name, sealed_in_order(record)))


def check_all(world: World) -> None:
    """Check every property, after everybody has everything.

    :raises BrokenPromiseError: one does not hold.
    """
    rng = random.Random(world.rng.getrandbits(64))
    for node in world.nodes:
        give_all(world, node, rng)
    oracle = Oracle(list(world.lines), world.partnership)
    for node in world.nodes:
        check_against(node, oracle)
        check_waiting(node)
    check_consents(oracle)
    check_told(world.nodes[0], oracle)
    check_forks(world, oracle)
    check_sealable(world, oracle)
    check_same(world, rng)
    check_lines(world, world.nodes[0], oracle)
    count(world, oracle)


def check_against(node: Node, oracle: Oracle) -> None:
    """Compare a node with the oracle: which lines are entries, which acts are void, which seals hold."""
    applied, valid = set(node.store.placed), set(oracle.valid)
    if applied != valid:
        found = [f"{'too many' if one in applied else 'missing'} {one[:12]}" for one in sorted(applied ^ valid)]
        raise BrokenPromiseError("nobody stops another", f"{node.name}: {', '.join(found[:4])}")
    void = {
        f"{entry.hash}/{index}": why
        for entry in oracle.valid.values()
        for index, why in enumerate(entry.verdicts)
        if why is not None
    }
    for act in sorted(set(void) ^ set(node.store.void)):
        entry = oracle.valid[act.partition("/")[0]]
        told = entry.doc["acts"][int(act.partition("/")[2])]
        promise = "no agreement without consent" if told["act"] == "seal" else "void or not by the causal past"
        ours, theirs = node.store.void.get(act, "not void"), void.get(act, "not void")
        raise BrokenPromiseError(promise, f"{_named(entry)} {told}: ledger: {ours}; oracle: {theirs}")
    sealed = {one.name for versions in oracle.records.values() for one in versions if one.seals}
    held = {seal.version for record in node.store.records.values() for seal in record.seals}
    if sealed != held:
        raise BrokenPromiseError("no agreement without consent", f"{node.name}: {sorted(sealed ^ held)}")
    lost = set(node.world.ever_sealed) - held
    if lost:
        raise BrokenPromiseError("sealed stays sealed", f"{node.name} lacks {sorted(lost)}")
    for raw, reason in node.refused.items():
        if raw in oracle.good_lines:
            raise BrokenPromiseError(
                "nobody stops another", f"{node.name} refused a valid line: {reason} {raw[-200:]!r}"
            )
    erased = {(act["blob"], entry.doc["party"]) for entry, act in oracle.acts("erase")}
    if erased != {(one.blob, node.store.facts().parties[one.party].code) for one in node.store.erasures}:
        raise BrokenPromiseError(
            "void or not by the causal past", f"{node.name}: erasures differ from {sorted(erased)}"
        )


def _named(entry: Told) -> str:
    return f"{entry.doc['party']}/{entry.seq} {entry.hash[:12]}"


def check_told(node: Node, oracle: Oracle) -> None:
    """Compare what a node tells of its state with what the oracle would tell."""
    told, past = state_of(node), frozenset(oracle.valid)
    stated = {record: versions for (record, is_stated), versions in oracle.records.items() if is_stated}
    joint = {record: versions for (record, is_stated), versions in oracle.records.items() if not is_stated}
    heads_of = {record: oracle.heads(record, past) for record in joint}
    lines = [
        f"{record} {one.name} {min(seal.hash for seal in one.seals)}\n"
        for record, found in heads_of.items()
        for one in found
        if one.seals
    ]
    text = f"foedus-digest/1 {oracle.partnership}\n" + "".join(sorted(lines))
    wanted: dict[str, Any] = {
        "digest": hashlib.sha256(text.encode()).hexdigest(),
        "disputed": sorted(record for record, found in heads_of.items() if len(found) > 1),
        "sealed": {name: {one.name for one in found if one.seals} for name, found in joint.items()},
        "own": {name: {one.name for one in found} for name, found in stated.items()},
        "acks": sorted({(act["version"], entry.doc["party"]) for entry, act in oracle.acts("acknowledge")}),
    }
    wanted["sealed"] = {name: found for name, found in wanted["sealed"].items() if found}
    found = {
        "digest": told["digest"],
        "disputed": told["disputed"],
        "sealed": {name: set(versions) for name, versions in told["sealed"].items()},
        "own": {name: set(versions) for name, versions in told["own"].items()},
        "acks": [tuple(one) for one in told["acks"]],
    }
    _compare(wanted, found, f"the oracle and {node.name}")


def check_consents(oracle: Oracle) -> None:
    """Of every seal that holds: each party concerned said yes, in full, in its causal past. No rule but this one."""
    for versions in oracle.records.values():
        for one in versions:
            for seal in one.seals:
                said = {oracle.valid[hash_].who for hash_ in seal.past if _consents(oracle.valid[hash_], one.name)}
                silent = [who for who in one.concerned - said if not oracle.has_left(seal.past, who)]
                if silent:
                    raise BrokenPromiseError("no agreement without consent", f"{_named(seal)} without {silent}")


def _consents(entry: Told, version: str) -> list[dict[str, Any]]:
    return [
        act
        for index, act in enumerate(entry.doc["acts"])
        if (f"{entry.hash}/{index}" == version or (act["act"] in ("endorse", "join") and act["version"] == version))
        and act.get("capacity", "full") == "full"
    ]


def check_waiting(node: Node) -> None:
    """What waits has something to wait for."""
    for one in node.store.waiting.values():
        parents = [*one.line.envelope.seen, *([one.line.envelope.prev] if one.line.envelope.prev else [])]
        if one.line.entry is not None and all(node.store.entry(parent) is not None for parent in parents):
            raise BrokenPromiseError("nobody stops another", f"{node.name}: {one.line.hash[:12]} waits for nothing")


def check_forks(world: World, oracle: Oracle) -> None:
    """Every fork is seen, and nobody forks who keeps its memory or waits until it has it back."""
    forked = oracle.forked()
    if not forked <= world.may_fork:
        raise BrokenPromiseError("who guards its memory does not fork", str(sorted(forked - world.may_fork)))
    for node in world.nodes:
        if {one.code for one in node.register.forks} != forked:
            raise BrokenPromiseError("a fork is shown", f"{node.name}: {node.register.forks}, not {sorted(forked)}")


def check_sealable(world: World, oracle: Oracle) -> None:
    """What the oracle finds ready to be sealed, its keeper's node finds."""
    for node in world.nodes:
        who = (node.code, node.first_key)
        past = frozenset(oracle.valid)
        if who not in oracle.of or who not in oracle.everyone(past) or oracle.standing(past, who).fork is not None:
            continue
        ready = oracle.ready(who, node.now())
        party = node.party
        records = [one for one in node.store.records.values() if not one.is_stated]
        found = author.sealable(node.store, party, records, node.now()) if party is not None else ()
        if bool(found) != bool(ready) or not {one for one in found if one in ready} <= ready:
            raise BrokenPromiseError(
                "what can be sealed is sealed", f"{node.name} finds {found}, not of {sorted(ready)}"
            )


def check_same(world: World, rng: random.Random) -> None:
    """Same entries, same state, in any order; and once more changes nothing."""
    first = state_of(world.nodes[0])
    strangers = [Node(world, world.nodes[0].code, f"stranger {number}") for number in range(2)]
    for stranger in strangers:
        give_all(world, stranger, rng)
    if rng.random() < IMPORTED_SHARE:
        strangers.append(imported(world, rng))
    for node in (*world.nodes[1:], *strangers):
        _compare(first, state_of(node), f"{world.nodes[0].name} and {node.name}")
    again = rng.choice(world.nodes)
    for raw in world.lines:
        outcome = again.receive(raw, "?")
        if outcome is not None and outcome.taken is Taken.APPLIED:
            raise BrokenPromiseError("importing twice is importing once", again.name)
    _compare(first, state_of(again), f"{again.name} twice")


def imported(world: World, rng: random.Random) -> Node:
    """A stranger who gets everything in bundles, by the import that people use."""
    stranger, lines = Node(world, world.nodes[0].code, "importing stranger"), list(world.lines)
    for _ in range(ROUNDS):
        before = len(stranger.store.placed), len(stranger.store.waiting)
        if rng.random() < 0.7:
            rng.shuffle(lines)
        with tempfile.TemporaryDirectory() as folder:
            stranger.take_in(journals_of(lines, Path(folder)), "ITA")
        if (len(stranger.store.placed), len(stranger.store.waiting)) == before:
            world.counts["everything imported"] += 1
            return stranger
    raise BrokenPromiseError("importing comes to an end", stranger.name)


def _compare(one: Mapping[str, Any], other: Mapping[str, Any], who: str) -> None:
    for name in one:
        if one[name] != other[name]:
            parts = [f"{name}: {_difference(one[name], other[name])}"]
            raise BrokenPromiseError("same entries, same state", f"{who} differ in {', '.join(parts)}")


def _difference(one: Any, other: Any) -> str:
    if isinstance(one, list) and isinstance(other, list):
        return str([part for part in one if part not in other][:2] + [part for part in other if part not in one][:2])
    return f"{one} and {other}"[:400]


def check_lines(world: World, node: Node, oracle: Oracle) -> None:
    """One line: no record whose keepers never forked parts, and who was behind held a prefix of it."""
    final: dict[str, list[str]] = {}
    forked = oracle.forked()
    for (record, is_stated), versions in oracle.records.items():
        sealed = [one for one in versions if one.seals]
        keepers = {who[0] for one in versions for who in (one.origin, one.keeper) if who is not None}
        if is_stated or not sealed or keepers & forked:
            continue
        line = sealed_in_order(node.store.records[record, False])
        bases = [one.base.name if one.base is not None else None for one in sealed]
        if len(set(bases)) != len(bases):
            raise BrokenPromiseError("one line", f"{record} parts: {line}")
        final[record] = line
    for name, record, held in world.prefixes:
        if record in final and final[record][: len(held)] != held:
            raise BrokenPromiseError("one line", f"{name} held of {record} {held}, not a prefix of {final[record]}")


def count(world: World, oracle: Oracle) -> None:
    """Count what came of the history."""
    counts, node = world.counts, world.nodes[0]
    counts["entries"] += len(oracle.valid)
    counts["lines that are no entry"] += len(world.lines) - len(oracle.valid)
    counts["seals that hold"] += sum(len(one.seals) for versions in oracle.records.values() for one in versions)
    counts["amendments sealed"] += sum(
        one.base is not None for key in oracle.records for one in oracle.records[key] if one.seals
    )
    counts["charter amendments sealed"] += sum(bool(one.seals) for one in oracle.records[oracle.charter_name, False])
    for one in oracle.records[oracle.charter_name, False]:
        if one.base is not None and one.seals:
            new = oracle.charter_parties(one) - oracle.charter_parties(one.base)
            counts["parties admitted late"] += sum(who in oracle.of for who in new)
    for reason in node.store.void.values():
        counts[f"void: {reason}"] += 1
    told = state_of(node)
    counts["records in dispute"] += len(told["disputed"])
    counts["charter in dispute"] += oracle.charter_name in told["disputed"]
    codes = [who[0] for who in oracle.members(frozenset(oracle.valid))]
    counts["one code of two parties"] += len(set(codes)) != len(codes)
    counts["entries that wait for ever"] += sum(told["waiting"].values())
    counts["acknowledged"] += len(told["acks"])
    for versions in oracle.records.values():
        for one in versions:
            late = [word for word in one.words if word.word == "withdraw" and one.seals]
            counts["withdrawn too late"] += sum(word.entry.hash not in seal.past for word in late for seal in one.seals)
            counts["plans sealed with their lines"] += bool(one.seals and "with" in one.act)
            counts["records handed over"] += bool(one.seals and one.keeper not in (None, one.origin))
    for who, entries in oracle.of.items():
        counts["parties"] += 1
        counts["parties that forked"] += len({one.seq for one in entries}) != len(entries)
        counts["recoveries"] += sum(one.word == "recover" and one.verdicts == [None] for one in entries)
        counts["rotations"] += sum(one.word == "rotate" and one.verdicts == [None] for one in entries)
        counts["parties that left"] += who in oracle.leaves
