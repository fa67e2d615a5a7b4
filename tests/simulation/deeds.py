"""What an honest party does: it offers, answers, seals, states, changes its keys, comes and goes.

Each deed gives the acts of one entry, or None where there is nothing to do. It may turn out void elsewhere than in
the doer's mind; that is life, and counted.
"""

from collections.abc import Callable

import msgspec
from msgspec import UNSET, UnsetType

from foedus.ledger import acts as a
from foedus.ledger import author, charter
from foedus.ledger.consent import heads, is_declared, is_sealed
from foedus.ledger.facts import RecordFacts, VersionFacts
from tests.simulation.world import Node, World, party_named

Deed = Callable[[World, Node], "tuple[a.Act, ...] | None"]
KINDS = ("activity/1", "plan/1", "report/1")


def codes(node: Node) -> list[str]:
    """The codes of the parties present, as the node sees it."""
    facts = node.store.facts()
    return sorted({facts.parties[one].code for one in charter.present(node.store, author.everything(facts))})


def open_versions(node: Node) -> list[tuple[RecordFacts, VersionFacts]]:
    """What was proposed and is not sealed, the charter's amendments too."""
    past = author.everything(node.store.facts())
    founding = f"{node.world.partnership}/0"
    return [
        (record, version)
        for record in node.store.records.values()
        if not record.is_stated
        for version in record.versions.values()
        if version.name != founding and not is_sealed(node.store, version.name, past)
    ]


def sealed_heads(node: Node) -> list[tuple[RecordFacts, VersionFacts]]:
    """The sealed versions in force of the joint records."""
    past = author.everything(node.store.facts())
    return [
        (record, record.versions[name])
        for record in node.joint()
        if record.seals and any(seal.version in record.versions for seal in record.seals)
        for name in heads(record, past)
    ]


def _capacity(world: World) -> a.Capacity:
    chance = world.rng.random()
    if chance < 0.85:
        return "full"
    capacity: a.Capacity = "ad-referendum" if chance < 0.93 else "initialled"
    world.counts[f"consent {capacity}"] += 1
    return capacity


def _until(world: World) -> str | UnsetType:
    if world.rng.random() < 0.8:
        return UNSET
    world.counts["consent with an end"] += 1
    return world.time(world.rng.randrange(0, 600))


def blob(world: World, node: Node) -> a.Body:
    """A body that refers to a file, now and then to one that others refer to."""
    if world.rng.random() < 0.7:
        return {"x": world.rng.randrange(1000)}
    whose = node.code if world.rng.random() < 0.7 else "shared"
    digest = f"{whose.encode().hex():0<60}{world.rng.randrange(3):04x}"
    return {"file": {"blob": f"sha256:{digest}", "name": "n", "type": "t", "size": 17}}


def proposal(world: World, node: Node, record: str, kind: str, base: str | UnsetType = UNSET) -> a.Propose:
    """A proposal with whatever may go with one."""
    rng, present = world.rng, codes(node)
    among: tuple[str, ...] | UnsetType = UNSET
    if rng.random() < 0.5 and len(present) > 1:
        among = tuple(rng.sample(present, rng.randrange(2, len(present) + 1)))
    keeper: str | UnsetType = UNSET
    if present and rng.random() < 0.2:
        keeper = rng.choice(present)
        world.counts["proposed with another keeper"] += 1
    return a.Propose(
        record, kind, blob(world, node), base, keeper, among, until=_until(world), capacity=_capacity(world)
    )


def propose(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """A new record, or one that crosses another's offer."""
    rng, present = world.rng, codes(node)
    if not present:
        return None
    if world.records and rng.random() < 0.2:
        record = rng.choice(world.records)
        if node.store.record(record, is_stated=False) is None:
            world.counts["crossing offer"] += 1
            return (proposal(world, node, record, KINDS[0]),)
    record = f"{rng.choice(present)}/{world.uuid()}"
    world.records.append(record)
    return (proposal(world, node, record, rng.choice(KINDS)),)


def amend(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """An amendment of what is sealed."""
    found = sealed_heads(node)
    if not found:
        return None
    record, head = world.rng.choice(found)
    return (proposal(world, node, record.name, head.kind, head.name),)


def counter(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """A counter-proposal, often with a decline of what it answers."""
    charter_name = node.store.facts().charter_name
    found = [one for one in open_versions(node) if one[1].party != node.party and one[0].name != charter_name]
    if not found:
        return None
    record, version = world.rng.choice(found)
    act = proposal(world, node, record.name, version.kind, version.base or UNSET)
    act = msgspec.structs.replace(act, answers=version.name)
    if world.rng.random() < 0.3:
        return a.Decline(version.name), act
    return (act,)


def lines_of_plan(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """The lines of a plan in one entry, each with its host as keeper from then on."""
    rng, present = world.rng, codes(node)
    if not present:
        return None
    keeper = rng.choice(present)
    return tuple(
        a.Propose(f"{keeper}/{world.uuid()}", "activity/1", {"line": number}, keeper=rng.choice(present))
        for number in range(rng.randrange(2, 4))
    )


def plan(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """The plan that names its lines: sealed with them or after them."""
    own = [one for one in open_versions(node) if one[1].party == node.party and one[1].depth == 0]
    if not own:
        return None
    first = world.rng.choice(own)
    entry = first[1].name.partition("/")[0]
    together = tuple(version.name for _, version in own if version.name.startswith(entry))
    keeper = first[0].name.partition("/")[0]
    return (a.Propose(f"{keeper}/{world.uuid()}", "plan/1", {"of": len(together)}, with_=together),)


def endorse(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """Consents to what it was asked for: to all of it in one entry, mostly."""
    facts, is_blind = node.store.facts(), world.rng.random() < 0.05
    past = author.everything(facts)
    asked = [
        version
        for _, version in open_versions(node)
        if node.party in version.concerned
        and (is_blind or is_declared(facts, version, past))
        and not any(one.party == node.party and one.capacity == "full" for one in version.consents)
    ]
    if not asked:
        return None
    if world.rng.random() < 0.4:
        asked = [world.rng.choice(asked)]
    return tuple(a.Endorse(one.name, until=_until(world), capacity=_capacity(world)) for one in asked)


def endorse_again(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """Consents in full where it had not, or had declined, or had an end to it."""
    asked = [
        one
        for _, one in open_versions(node)
        if any(said.party == node.party and (said.capacity != "full" or said.until) for said in one.consents)
    ]
    return (a.Endorse(world.rng.choice(asked).name),) if asked else None


def decline(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """Does not consent, or not any more."""
    asked = [version for _, version in open_versions(node) if node.party in version.concerned]
    return (a.Decline(world.rng.choice(asked).name),) if asked else None


def withdraw(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """Takes an own proposal back, now and then when it is sealed already."""
    own = [version for _, version in open_versions(node) if version.party == node.party]
    own += [version for _, version in sealed_heads(node) if version.party == node.party]
    return (a.Withdraw(world.rng.choice(own).name),) if own else None


def seal(world: World, node: Node) -> tuple[a.Act, ...] | None:  # noqa: ARG001 - all deeds are called alike
    """What its node does by itself: seals what all consented to."""
    facts = node.store.facts()
    past = author.everything(facts)
    if node.party is None or node.party not in charter.present(node.store, past):
        return None
    records = [one for one in node.store.records.values() if not one.is_stated]
    ready = author.sealable(node.store, node.party, records, node.now())
    return (a.Seal(ready),) if ready else None


def state(world: World, node: Node) -> tuple[a.Act, ...]:
    """States a record of its own, or its next version."""
    own = [
        record for record in node.store.records.values() if record.is_stated and record.name.startswith(f"{node.code}/")
    ]
    evidence = a.BlobReference("sha256:" + f"{node.code.encode().hex():0<64}", "scan", "image", 20)
    paper = a.Paper(("TKM",), (evidence,)) if world.rng.random() < 0.2 else UNSET
    if own and world.rng.random() < 0.6:
        record = world.rng.choice(own)
        last = max(record.versions.values(), key=lambda one: (one.seq, one.index))
        return (a.State(record.name, "report/1", blob(world, node), last.name, paper),)
    return (a.State(f"{node.code}/{world.uuid()}", "report/1", blob(world, node), paper=paper),)


def acknowledge(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """Has read what another stated."""
    others = [
        version.name
        for record in node.store.records.values()
        if record.is_stated
        for version in record.versions.values()
        if version.party != node.party
    ]
    return (a.Acknowledge(world.rng.choice(others)),) if others else None


def erase(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """Has a file's bytes deleted that it referred to."""
    own = [name for name, places in node.store.blob_references.items() if any(one[0] == node.party for one in places)]
    return (a.Erase(world.rng.choice(own), {"en": "sample reason"}),) if own else None


def rotate(world: World, node: Node) -> tuple[a.Act, ...]:
    """A new signing key, or a new age recipient."""
    if world.rng.random() < 0.2:
        return (a.Rotate(age="age1" + "z" * 58),)
    return (a.Rotate(world.new_key(node.code).jwk),)


def leave(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """Leaves, if enough are left to go on."""
    return (a.Leave(),) if len(codes(node)) > 2 or world.rng.random() < 0.2 else None


def charter_in_force(node: Node) -> VersionFacts | None:
    """The version of the charter in force here, None where it is in dispute."""
    facts = node.store.facts()
    record = node.store.records[facts.charter_name, False]
    found = heads(record, author.everything(facts), f"{facts.id}/0")
    return record.versions[found[0]] if len(found) == 1 else None


def amendment(node: Node, base: VersionFacts, parties: tuple[a.Party, ...], name: str = "Sample") -> a.Propose:
    """A version of the charter."""
    body = msgspec.to_builtins(a.Charter(name, parties, ("it", "en")))
    return a.Propose(node.store.facts().charter_name, "charter/1", body, base.name)


def parties_of(node: Node, base: VersionFacts) -> list[a.Party]:
    """The parties that a version of the charter names."""
    facts = node.store.facts()
    found = []
    for number in facts.charters[base.name].parties:
        known = facts.parties[number]
        claims = [party_named(known.code, claim) for claim in ("", "-false")]
        found += [one for one in claims if one.key.thumbprint() == known.key]
    return found


def amend_charter(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """The founder admits a party, lets those go who left, or changes the name."""
    facts, base = node.store.facts(), charter_in_force(node)
    if node.party != facts.founder or base is None:
        return None
    known = parties_of(node, base)
    past = author.everything(facts)
    gone = [
        facts.parties[one].code
        for one in facts.charters[base.name].parties
        if one not in charter.present(node.store, past)
    ]
    if gone and world.rng.random() < 0.5:
        known = [one for one in known if one.code not in gone]
        world.counts["dropped who had left"] += 1
    new = [one for one in world.nodes if one.code not in [party.code for party in known] and one.code not in gone]
    if new:
        known.append(new[0].identity)
        world.counts["admission proposed"] += 1
    return (amendment(node, base, tuple(known), f"Sample {world.rng.randrange(9)}"),)


HONEST: dict[str, tuple[Deed, float]] = {
    "propose": (propose, 3),
    "amend": (amend, 3),
    "counter": (counter, 2),
    "lines of a plan": (lines_of_plan, 1),
    "plan": (plan, 1.5),
    "endorse": (endorse, 14),
    "endorse again": (endorse_again, 2),
    "decline": (decline, 0.7),
    "withdraw": (withdraw, 1),
    "seal": (seal, 4),
    "state": (state, 1.5),
    "acknowledge": (acknowledge, 1),
    "erase": (erase, 0.6),
    "rotate": (rotate, 0.7),
    "leave": (leave, 0.15),
    "amend the charter": (amend_charter, 1.5),
}
"""Every deed, and how often it is done in a history of middling temper."""
