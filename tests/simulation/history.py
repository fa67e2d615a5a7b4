"""One history from one number: who founds, who does what, whose machine fails, who lies, and what came of it."""

import hashlib
import random
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from foedus.ledger import acts as a
from foedus.ledger import author, charter
from foedus.ledger.consent import SealRules, is_declared
from foedus.ledger.errors import LedgerError, SigningError
from foedus.ledger.past import has_left
from tests.simulation import checks
from tests.simulation.deeds import HONEST
from tests.simulation.lies import CLAIMS, FORGERIES, THEMES
from tests.simulation.roads import Roads
from tests.simulation.world import CODES, BrokenPromiseError, Node, World, founded

HERE = "simulation"
STEPS = (30, 70)
TRIES = 4
"""How many deeds a node thinks of in a turn before it lets it be."""


@dataclass(frozen=True)
class Result:
    """What came of a history."""

    seed: int
    counts: Counter[str]
    story: list[str]
    failure: str | None

    @property
    def digest(self) -> str:
        """What two runs of one history have in common: all of it."""
        return hashlib.sha256(
            "\n".join([*self.story, str(sorted(self.counts.items())), str(self.failure)]).encode()
        ).hexdigest()


def play(seed: int, seal_rules: SealRules | None = None) -> Result:
    """Play the history of this number.

    :param seal_rules: the ledger's, or the canary's.
    """
    world = World(random.Random(seed), seal_rules=seal_rules)
    failure = None
    try:
        _History(world).run()
    except BrokenPromiseError as error:
        failure = str(error)
    except (LedgerError, LookupError, ValueError, TypeError, AttributeError) as error:
        last = [
            one for one in traceback.extract_tb(error.__traceback__) if "foedus" in one.filename or HERE in one.filename
        ][-1]
        failure = f"the ledger stumbled: {error!r} at {last.filename.rpartition('/')[2]}:{last.lineno} ({last.name})"
    return Result(seed, world.counts, world.story, failure)


class _History:
    """The course of events."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rng = world.rng
        self.roads = Roads(world)
        rng = self.rng
        world.read_fresh = rng.random() < 0.1
        named = CODES[: rng.choice((1, 2, 2, 2, 3, 3, 4, 5))]
        late = CODES[len(named) : rng.randrange(max(2, len(named)), len(CODES) + 1)]
        founded(world, named, late)
        self.temper = {name: weight * rng.choice((0.3, 1, 1, 3)) for name, (_, weight) in HONEST.items()}
        self.mishaps = rng.choice((0.0, 0.0, 0.02, 0.06))
        self.liar = rng.choice([*world.nodes, None]) if rng.random() < 0.8 else None
        if self.liar is not None:
            self.liar.is_liar = True
        self.lies = rng.sample([*CLAIMS, *FORGERIES], rng.randrange(2, 12))
        if self.liar is not None and rng.random() < 0.3:
            self.lies = list(rng.choice(THEMES))
            self.liar = world.nodes[0]
            self.liar.is_liar = True

    def run(self) -> None:
        world, rng = self.world, self.rng
        if rng.random() < 0.8:
            self._sit_down()
        steps = rng.randrange(*STEPS)
        for world.step in range(steps):
            world.minutes += rng.choice((1, 5, 30, 120))
            self.roads.deliver()
            if rng.random() < 0.03:
                self.roads.split()
            if rng.random() < self.mishaps:
                self._mishap(rng.choice(world.nodes))
            node = rng.choice(world.nodes)
            self._turn(node)
            for _ in range(rng.choice((0, 1, 1, 2, 3))):
                self.roads.send(rng.choice((node, node, rng.choice(world.nodes))))
            if rng.random() < 0.1:
                checks.note_prefixes(world)
        checks.check_all(world)

    def _sit_down(self) -> None:
        """Those who founded join at one table."""
        for node in self.world.nodes:
            if node.party is not None and not node.has_joined:
                self._join(node)
        lines = list(self.world.lines)
        for node in self.world.nodes:
            node.receive_all(lines)

    # A turn

    def _turn(self, node: Node) -> None:
        if node.is_retired:
            return
        if node.is_guarded and not node.is_whole:
            self.world.counts["signed nothing until its own came back"] += 1
            return
        if not node.has_joined:
            self._join(node)
            return
        try:
            self._turn_of_party(node)
        except SigningError as error:
            self.world.counts[f"refused to sign: {error.reason}"] += 1
            if self.rng.random() < 0.5:
                self._recover(node)

    def _turn_of_party(self, node: Node) -> None:
        facts, past = node.store.facts(), author.everything(node.store.facts())
        if has_left(facts, past, node.party or 0) and self.rng.random() < 0.95:
            if node.is_liar and self.rng.random() < 0.2:
                self._forge(node, "second join")
            return
        if node.party not in charter.members(node.store, past) and self.rng.random() < 0.85:
            self._do(node, "endorse", HONEST["endorse"][0])
            return
        if node.is_liar and self.rng.random() < 0.5 and self._lie(node):
            return
        if self.rng.random() >= 0.5 or not self._do(node, "seal", HONEST["seal"][0]):
            self._do_something(node)

    def _join(self, node: Node) -> None:
        facts, party = node.store.facts(), node.party
        past = author.everything(facts)
        record = node.store.records[facts.charter_name, False]
        asked = [
            version
            for version, one in facts.charters.items()
            if party is not None and party in one.parties and is_declared(facts, record.versions[version], past)
        ]
        if asked and not any(past.get(branch, -1) >= seq for branch, seq in facts.parties[party or 0].leaves):
            node.join(self.rng.choice(asked))
            self.world.tell(node.name, "join")

    def _do_something(self, node: Node) -> None:
        for _ in range(TRIES):
            name = self.rng.choices(list(self.temper), list(self.temper.values()))[0]
            if self._do(node, name, HONEST[name][0]):
                return

    def _do(self, node: Node, name: str, deed: Callable[[World, Node], tuple[a.Act, ...] | None]) -> bool:
        acts = deed(self.world, node)
        if acts is None:
            return False
        raw = node.sign(acts)
        hash_ = hashlib.sha256(raw.partition(b" ")[2]).hexdigest()
        void = [
            node.store.void[f"{hash_}/{index}"] for index in range(len(acts)) if f"{hash_}/{index}" in node.store.void
        ]
        if void and name == "seal":
            raise BrokenPromiseError("what can be sealed is sealed", f"{node.name}: {void}")
        self.world.tell(node.name, name, f"{hash_[:10]} {' '.join(void)}")
        if self.rng.random() < 0.01:
            self._recover(node)
        return True

    def _recover(self, node: Node) -> None:
        facts, party = node.store.facts(), node.party or 0
        prev = self.rng.choice(author.leaves(facts, party))
        if self.rng.random() < 0.2:
            self.world.may_fork.add(node.code)
            prev = self.rng.choice([one.hash for one in node.store.placed.values() if one.party == party])
        act = a.Recover(self.world.new_key(node.code).jwk, self.world.new_key(node.code).jwk)
        entry = author.recovery_entry(node.store, party, prev, act, node.now())
        node.take_own(node.seal_line(entry))
        self.world.tell(node.name, "recover", prev[:10])

    def _lie(self, node: Node) -> bool:
        for name in self.rng.sample(self.lies, min(len(self.lies), TRIES)):
            if self._do(node, name, CLAIMS[name]) if name in CLAIMS else self._forge(node, name):
                return True
        return False

    def _forge(self, node: Node, name: str) -> bool:
        self.world.may_fork.add(node.code)
        lines = FORGERIES[name](self.world, node)
        if not lines:
            return False
        for raw in lines:
            if b"\n" not in raw:
                node.publish(raw)
        self.world.tell(node.name, name, hashlib.sha256(lines[0]).hexdigest()[:10])
        if self.rng.random() < 0.2:
            node.receive_all(lines)
        for _ in range(self.rng.randrange(1, 4)):
            self.roads.send(node, planted=lines)
        return True

    # Machines

    def _mishap(self, node: Node) -> None:
        kind = self.rng.choice(("guarded", "unguarded", "two faces", "key stolen"))
        if not node.has_joined:
            return
        if kind in ("guarded", "unguarded"):
            self._restore(node, is_guarded=kind == "guarded")
        elif len(self.world.nodes) < 7:
            self._double(node, kind)

    def _restore(self, node: Node, *, is_guarded: bool) -> None:
        kept = list(node.taken)
        kept = kept[: self.rng.randrange(1, len(kept) + 1)]
        node.forget()
        node.receive_all(kept)
        node.is_guarded = is_guarded
        if not is_guarded:
            self.world.may_fork.add(node.code)
        self.world.tell(
            node.name, f"restored from an old backup, {'guarded' if is_guarded else 'unguarded'}", str(len(kept))
        )

    def _double(self, node: Node, kind: str) -> None:
        """A second machine that signs for the party: of a liar with two faces, or of a thief."""
        claim = "-false" if node.name.endswith("-false") else ""
        twin = Node(self.world, node.code, f"{node.code}'{len(self.world.nodes)}", claim)
        twin.receive_all(list(node.taken))
        self.world.may_fork.add(node.code)
        twin.is_liar = kind == "key stolen"
        others = [one.name for one in self.world.nodes if one.code != node.code]
        if kind == "two faces" and len(others) > 1:
            half = self.rng.randrange(1, len(others))
            node.peers, twin.peers = others[:half], others[half:]
        self.world.nodes.append(twin)
        self.world.tell(node.name, kind)
