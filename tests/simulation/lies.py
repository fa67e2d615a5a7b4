"""What a lying party does: acts that it may not do, well signed, and lines that are none.

``CLAIMS`` give acts, which the liar signs as it should; ``FORGERIES`` give lines, which may break any rule.
"""

from collections.abc import Callable

import msgspec
from msgspec import UNSET

from foedus.ledger import acts as a
from foedus.ledger import author
from foedus.ledger.consent import SealRules, keeper_of
from foedus.ledger.facts import Placed
from foedus.ledger.keys import SigningKey
from foedus.ledger.line import protected_header, sign_payload
from foedus.ledger.strict import base64url
from tests.simulation.deeds import (
    Deed,
    amendment,
    charter_in_force,
    codes,
    open_versions,
    parties_of,
    proposal,
    sealed_heads,
)
from tests.simulation.world import CODES, Node, World, encode, key_named, party_named

Forgery = Callable[[World, Node], "list[bytes] | None"]


def seal_without_consent(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """The keeper seals what does not bear it: not all consented, or not in full, or not any more."""
    past, rules = author.everything(node.store.facts()), SealRules()
    found: dict[str, list[str]] = {}
    for record, version in open_versions(node):
        if keeper_of(record, version) == node.party:
            why = rules.version_refusal(node.store, node.party, version, record, past, node.now(), (version.name,))
            found.setdefault(why or "nothing", []).append(version.name)
    found.pop("nothing", None)
    if not found:
        return None
    return (a.Seal((world.rng.choice(found[world.rng.choice(list(found))]),)),)


def seal_of_another(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """Seals a record that another keeps, if it can what all consented to."""
    past, rules = author.everything(node.store.facts()), SealRules()
    found = [one for record, one in open_versions(node) if keeper_of(record, one) != node.party]
    ripe = [one for one in found if rules.consent_refusal(node.store, one, past, node.now()) is None]
    return (a.Seal((world.rng.choice(ripe or found).name,)),) if found else None


def seal_many(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """Seals several at once, two of one record perhaps, or what is sealed already."""
    found = [one.name for _, one in [*open_versions(node), *sealed_heads(node)]]
    if len(found) < 2:
        return None
    return (a.Seal(tuple(world.rng.sample(found, 2))),)


def state_of_another(world: World, node: Node) -> tuple[a.Act, ...]:
    """States a record of another's."""
    others = [code for code in codes(node) if code != node.code] or [node.code]
    return (a.State(f"{world.rng.choice(others)}/{world.uuid()}", "report/1", {"x": 1}),)


def speak_for_another(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """Withdraws another's proposal, and endorses what does not concern it."""
    found = [one for _, one in open_versions(node)]
    foreign = [one.name for one in found if one.party != node.party]
    none_of_its = [one.name for one in found if node.party not in one.concerned]
    acts = [a.Withdraw(world.rng.choice(foreign))] if foreign else []
    more = [a.Endorse(world.rng.choice(none_of_its))] if none_of_its else []
    return (*acts, *more) or None


def rewrite_charter(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """Changes a key, drops a party, names one twice, or is not the founder at all."""
    base = charter_in_force(node)
    if base is None:
        return None
    known = parties_of(node, base)
    victim = world.rng.randrange(len(known))
    kind = world.rng.choice(("key", "drop", "twice", "plain", "reuse"))
    if kind == "key":
        known[victim] = party_named(known[victim].code, "-false")
    elif kind == "drop" and len(known) > 1:
        del known[victim]
    elif kind == "twice":
        known.append(known[victim])
    elif kind == "reuse":
        stolen = world.rng.choice(list(node.store.facts().points))
        key = world.ring.get(stolen)
        if key is not None:
            known.append(msgspec.structs.replace(party_named("TKM"), key=key.jwk))
    return (amendment(node, base, tuple(known)),)


def other_charter(world: World, node: Node) -> tuple[a.Act, ...]:
    """Proposes a record that calls itself a charter, or states one."""
    name = f"{node.code}/{world.uuid()}"
    if world.rng.random() < 0.3:
        return (a.State(name, "charter/1", {"x": 1}),)
    record = world.rng.choice((name, f"{world.rng.choice(CODES)}/charter"))
    return (a.Propose(record, world.rng.choice(("charter/1", "activity/1")), {"x": 1}),)


def rival_admission(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """The founder names one code with other keys, or a rival to what it proposed."""
    base = charter_in_force(node)
    if base is None or node.party != node.store.facts().founder:
        return None
    known = parties_of(node, base)
    new = [one.code for one in world.nodes if one.code not in [party.code for party in known]]
    if not new:
        return None
    world.own(key_named(f"{new[0]}-false/0"))
    world.own(key_named(f"{new[0]}-false/0/recovery"))
    false = party_named(new[0], "-false")
    if world.rng.random() < 0.4:
        false = msgspec.structs.replace(false, key=key_named(f"{new[0]}/0").jwk)
    elif not any(one.identity == false for one in world.nodes):
        world.nodes.append(Node(world, new[0], f"{new[0]}-false", "-false"))
        world.nodes[-1].receive_all(list(world.lines)[:1])
    rival = amendment(node, base, (*known, false))
    if world.rng.random() < 0.6:
        return amendment(node, base, (*known, party_named(new[0]))), rival
    return (rival,)


def two_texts(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """Offers two texts of one record at once, or two versions of the charter: it could seal each on another branch."""
    facts, base = node.store.facts(), charter_in_force(node)
    if node.party == facts.founder and base is not None and world.rng.random() < 0.5:
        known = tuple(parties_of(node, base))
        return amendment(node, base, known, "One"), amendment(node, base, known, "Other")
    record, heads = f"{node.code}/{world.uuid()}", sealed_heads(node)
    own = [one for one in heads if keeper_of(one[0], one[1]) == node.party]
    if own and world.rng.random() < 0.5:
        some, head = world.rng.choice(own)
        return tuple(proposal(world, node, some.name, head.kind, head.name) for _ in range(2))
    return tuple(a.Propose(record, "plan/1", {"x": number}) for number in range(2))


def nonsense(world: World, node: Node) -> tuple[a.Act, ...] | None:
    """Proposes on what is not sealed, of another kind, with who is none, with what nobody knows."""
    rng = world.rng
    found = [*open_versions(node), *sealed_heads(node)]
    stated = [one for record in node.store.records.values() if record.is_stated for one in record.versions]
    if not found:
        return None
    record, version = rng.choice(found)
    act = proposal(world, node, record.name, version.kind, version.name)
    some = rng.choice(
        (
            act,
            msgspec.structs.replace(act, base=UNSET),
            msgspec.structs.replace(act, kind="meeting/1"),
            msgspec.structs.replace(act, among=("XXX", node.code)),
            msgspec.structs.replace(act, with_=(f"{'0' * 64}/0",)),
            msgspec.structs.replace(act, record=f"{node.code}/{world.uuid()}"),
            a.Endorse(rng.choice(stated)) if stated else act,
            a.Acknowledge(version.name),
            a.State(f"{node.code}/{world.uuid()}", "report/1", {}, replaces=version.name),
            a.Decline(f"{'1' * 64}/0"),
        )
    )
    return (some,)


CLAIMS: dict[str, Deed] = {
    "seal without consent": seal_without_consent,
    "seal by one who is not the keeper": seal_of_another,
    "seal of several": seal_many,
    "another's record stated": state_of_another,
    "speaks for another": speak_for_another,
    "charter rewritten": rewrite_charter,
    "another charter": other_charter,
    "rival admission": rival_admission,
    "nonsense proposed": nonsense,
    "two texts at once": two_texts,
}


def _entry(world: World, node: Node) -> a.Entry:
    """The liar's next entry, with something harmless in it."""
    act = a.State(f"{node.code}/{world.uuid()}", "report/1", {"x": 1})
    return author.next_entry(node.store, node.party or 0, (act,), node.now())


def _own_key(world: World, node: Node) -> SigningKey:
    tip = author.own_tip(node.store, node.party or 0)
    return world.ring[node.store.facts().keys[tip.keys].signing] if tip is not None else key_named("nobody")


def forged_signature(world: World, node: Node) -> list[bytes] | None:
    """An entry in another's name: under its key's name, under one's own, or under nobody's."""
    facts = node.store.facts()
    others = [number for number, one in enumerate(facts.parties) if number != node.party and one.branches]
    if not others:
        return None
    victim = world.rng.choice(others)
    asked = [version.name for _, version in open_versions(node) if victim in version.concerned]
    act = a.Endorse(world.rng.choice(asked)) if asked else a.Leave()
    payload = encode(author.next_entry(node.store, victim, (act,), node.now()))
    key = _own_key(world, node)
    if world.rng.random() < 0.5:
        return [sign_payload(payload, world.rng.choice((key, key_named("nobody"))))]
    tip = author.own_tip(node.store, victim)
    kid = facts.keys[tip.keys].signing if tip is not None else key.thumbprint
    protected = protected_header(kid)
    return [protected + b".." + base64url(key.sign(protected + b"." + payload)) + b" " + payload]


def wrong_key(world: World, node: Node) -> list[bytes]:
    """An own entry under a key of one's own that is not the one in force."""
    kids = [kid for kid, whose in node.store.facts().owners.items() if node.party in whose and kid in world.ring]
    return [sign_payload(encode(_entry(world, node)), world.ring[world.rng.choice(kids)])]


def altered(world: World, node: Node) -> list[bytes]:
    """Another's line with one byte of its payload changed."""
    raw = world.rng.choice(list(node.taken))
    return [
        raw.replace(b'"at":"2026-0', b'"at":"2027-0') if world.rng.random() < 0.5 else raw.replace(b'"x":', b'"y":')
    ]


def planted_journal(world: World, node: Node) -> list[bytes]:
    """Entries of a code under another key: a join that the charter does not know, and what follows it."""
    code = world.rng.choice([one.code for one in world.nodes if one.code != node.code] or [node.code])
    key = world.own(key_named(f"{code}-planted"))
    pid = world.partnership
    join = a.Entry(1, code, 0, node.now(), (a.Join(f"{pid}/0"),), pid, seen=(pid,))
    first = sign_payload(encode(join), key)
    state = a.State(f"{code}/{world.uuid()}", "report/1", {"x": 1})
    next_ = a.Entry(1, code, 1, node.now(), (state,), pid, prev=_hash(first))
    return [first, sign_payload(encode(next_), key)]


def _hash(raw: bytes) -> str:
    import hashlib  # noqa: PLC0415 - used here alone

    return hashlib.sha256(raw.partition(b" ")[2]).hexdigest()


def other_partnership(world: World, node: Node) -> list[bytes]:
    """A line of another partnership."""
    return [
        sign_payload(encode(msgspec.structs.replace(_entry(world, node), partnership="ab" * 32)), _own_key(world, node))
    ]


def own_places(node: Node) -> list[Placed]:
    """The applied entries of the node's party."""
    return [one for one in node.store.placed.values() if one.party == node.party]


def fork(world: World, node: Node) -> list[bytes] | None:
    """A second entry after an old one of its own, which says something else."""
    before = world.rng.choice(own_places(node))
    if before.hash == author.leaves(node.store.facts(), node.party or 0)[-1]:
        return None
    spoken = [version.name for _, version in open_versions(node) if version.party == node.party]
    act: a.Act = a.Decline(world.rng.choice(spoken)) if spoken else a.Leave()
    if world.rng.random() < 0.6:
        act = a.State(f"{node.code}/{world.uuid()}", "report/1", {"x": 2})
    elif world.rng.random() < 0.3:
        act = a.Rotate(world.new_key(node.code).jwk)
    entry = a.Entry(1, node.code, before.seq + 1, node.now(), (act,), world.partnership, before.hash)
    return [node.seal_line(entry)]


def rival_seal(world: World, node: Node) -> list[bytes] | None:
    """Where it sealed one version, seals another on the same base, in an entry beside the one that it signed."""
    found = [
        (seal.entry, version.name)
        for record in node.store.records.values()
        for seal in record.seals
        if seal.party == node.party
        for version in record.versions.values()
        if version.base == record.versions[seal.version].base and version.name != seal.version
    ]
    rules, store = SealRules(), node.store
    ripe = [
        (beside, name)
        for beside, name in found
        for placed, record in [(store.placed[beside], store.versions[name])]
        if rules.consent_refusal(store, record.versions[name], placed.past, placed.at) is None
    ]
    if not found:
        return None
    beside, rival = world.rng.choice(ripe or found)
    entry = node.store.lines[beside].entry
    if entry is None:
        return None
    return [node.seal_line(msgspec.structs.replace(entry, acts=(a.Seal((rival,)),)))]


def stale_seen(world: World, node: Node) -> list[bytes]:
    """``seen`` names one too many: an old one, one twice, its own, or one that another of them has seen."""
    entry = _entry(world, node)
    some = [one.hash for one in node.store.placed.values() if one.party != node.party]
    own = [one.hash for one in own_places(node)]
    extra = world.rng.choice([*some, *own[:-1]] or own)
    if entry.seen and world.rng.random() < 0.3:
        extra = entry.seen[0]
    return [node.seal_line(msgspec.structs.replace(entry, seen=(*(entry.seen or ()), extra)))]


def short_seen(world: World, node: Node) -> list[bytes] | None:
    """Says that it has seen less than it has: valid, and a fork of its own if it goes on otherwise."""
    entry = _entry(world, node)
    if not entry.seen:
        return None
    raw = node.seal_line(msgspec.structs.replace(entry, seen=entry.seen[1:] or UNSET))
    node.take_own(raw)
    return [raw]


def gap(world: World, node: Node) -> list[bytes]:
    """An entry with a wrong number, and one that follows it."""
    entry = msgspec.structs.replace(_entry(world, node), seq=_entry(world, node).seq + 1)
    first = node.seal_line(entry)
    after = msgspec.structs.replace(entry, seq=entry.seq + 1, prev=_hash(first), seen=UNSET)
    return [first, sign_payload(encode(after), _own_key(world, node))]


def newer_form(world: World, node: Node) -> list[bytes]:
    """An entry of a form to come, and one that follows it."""
    entry = _entry(world, node)
    plain = msgspec.to_builtins(entry) | {"v": 2, "later": True}
    first = sign_payload(encode(plain), _own_key(world, node))
    after = msgspec.structs.replace(entry, seq=entry.seq + 1, prev=_hash(first), seen=UNSET)
    return [first, sign_payload(encode(after), _own_key(world, node))]


def not_alone(world: World, node: Node) -> list[bytes]:
    """New keys beside another act, or a join in the midst of a journal."""
    entry = _entry(world, node)
    more: a.Act = world.rng.choice((a.Rotate(key_named("nobody").jwk), a.Join(f"{world.partnership}/0"), a.Leave()))
    return [node.seal_line(msgspec.structs.replace(entry, acts=(*entry.acts, more)))]


def second_join(world: World, node: Node) -> list[bytes] | None:
    """A second first entry, which has seen the first one perhaps."""
    own = own_places(node)
    first = next((one for one in own if one.seq == 0), None)
    if first is None or first.hash == world.partnership:
        return None
    line = node.store.lines[first.hash].entry
    if line is None:
        return None
    seen = [first.hash]
    if world.rng.random() < 0.5:
        others = [one.hash for one in node.store.placed.values() if one.party != node.party]
        seen = [world.rng.choice(others[-4:])]
    entry = msgspec.structs.replace(line, at=node.now(), seen=tuple(seen) or UNSET)
    return [sign_payload(encode(entry), key_named(f"{node.code}/0"))]


def garbage(world: World, node: Node) -> list[bytes]:
    """Bytes that are no line."""
    raw = world.rng.choice(list(node.taken))
    return [world.rng.randbytes(40).replace(b"\n", b""), raw.replace(b"..", b"."), raw[:-1], raw + b" "]


THEMES = (
    ("rival admission", "two texts at once", "rival seal", "charter rewritten"),
    ("two texts at once", "rival seal", "fork shown", "seal without consent"),
)
"""Lies that do most harm together: of a founder, of a keeper."""
FORGERIES: dict[str, Forgery] = {
    "forged signature": forged_signature,
    "wrong key": wrong_key,
    "altered payload": altered,
    "planted journal": planted_journal,
    "line of another partnership": other_partnership,
    "fork shown": fork,
    "rival seal": rival_seal,
    "stale seen": stale_seen,
    "short seen": short_seen,
    "wrong number": gap,
    "newer form": newer_form,
    "not alone": not_alone,
    "second join": second_join,
    "garbage": garbage,
}
