"""A small world of nodes that write to each other over bad roads; it knows no rule of the protocol.

Everything that happens comes from one ``random.Random``: no clock, no order of a set, no other chance.
"""

import hashlib
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import UNSET

from foedus.exchange.intake import take_in
from foedus.ledger import acts as a
from foedus.ledger import author
from foedus.ledger.consent import SealRules
from foedus.ledger.errors import LineError
from foedus.ledger.facts import RecordFacts
from foedus.ledger.keys import SigningKey
from foedus.ledger.line import Line, read_line, sign_payload
from foedus.ledger.partnership import Outcome, Partnership, Taken
from foedus.ledger.store import MemoryStore

CODES = ("ITA", "AZE", "KAZ", "UZB", "UNOCT")
AGE = "age1" + "q" * 58
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
TIME = "%Y-%m-%dT%H:%M:%SZ"
encode = msgspec.json.Encoder().encode


class BrokenPromiseError(Exception):
    """One of the protocol's properties does not hold in this history."""

    def __init__(self, promise: str, detail: str) -> None:
        super().__init__(f"{promise}: {detail}")
        self.promise = promise


@lru_cache(maxsize=4096)
def key_named(name: str) -> SigningKey:
    """The secret key of this name, the same in every history."""
    return SigningKey(hashlib.sha256(name.encode()).digest())


@lru_cache(maxsize=64)
def party_named(code: str, claim: str = "") -> a.Party:
    """A party as a charter names it; another claim is the same code under other keys."""
    key, recovery = key_named(f"{code}{claim}/0"), key_named(f"{code}{claim}/0/recovery")
    return a.Party(code, f"Sample {code}", key.jwk, recovery.jwk, AGE)


@dataclass
class World:
    """All nodes of one history, the clock, the lines ever made, and what happened."""

    rng: random.Random
    partnership: str = ""
    minutes: int = 0
    step: int = 0
    seal_rules: SealRules | None = None
    nodes: list["Node"] = field(default_factory=list)
    lines: dict[bytes, None] = field(default_factory=dict)
    ring: dict[str, SigningKey] = field(default_factory=dict)
    story: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    prefixes: list[tuple[str, str, list[str]]] = field(default_factory=list)
    """A node's name, a record, and its sealed versions there at some moment."""
    records: list[str] = field(default_factory=list)
    ever_sealed: dict[str, str] = field(default_factory=dict)
    """Every version that any node ever held as sealed, and that node's name."""
    may_fork: set[str] = field(default_factory=set)
    """The codes of those who did what can make two entries of one number."""
    read_fresh: bool = False
    """Every node reads every line from its bytes, rather than once for all."""
    _read: dict[bytes, Line] = field(default_factory=dict)
    _keys_made: int = 0

    def tell(self, who: str, what: str, detail: str = "") -> None:
        """Add a sentence to the story, and count what happened."""
        self.counts[what] += 1
        self.story.append(f"{self.step:3} {who:7} {what} {detail}".rstrip())

    def new_key(self, code: str) -> SigningKey:
        """A key that nobody had before."""
        self._keys_made += 1
        return self.own(key_named(f"{code}/new/{self._keys_made}"))

    def own(self, key: SigningKey) -> SigningKey:
        """Put a key on the ring, from which signers take theirs."""
        self.ring[key.thumbprint] = key
        return key

    def read(self, raw: bytes, node: "Node") -> Line:
        """Read a line as the node would."""
        if self.read_fresh:
            return read_line(raw, node.store.facts().points)
        line = self._read.get(raw)
        if line is None:
            line = read_line(raw, node.store.facts().points)
            if line.verified:
                self._read[raw] = line
        return line

    def uuid(self) -> str:
        """A record's own part of its name."""
        text = f"{self.rng.getrandbits(128):032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def time(self, skew: int = 0) -> str:
        """The time as a clock shows it that is ``skew`` minutes fast."""
        return (BEGIN + timedelta(minutes=self.minutes + skew)).strftime(TIME)

    def pick(self, some: Sequence[str]) -> str:
        """One of these."""
        return self.rng.choice(some)


class Node:
    """One machine of a party: its memory, its clock, and what it has taken."""

    def __init__(self, world: World, code: str, name: str = "", claim: str = "") -> None:
        self.world = world
        self.code = code
        self.name = name or code
        self.identity = party_named(code, claim)
        self.first_key = self.identity.key.thumbprint()
        self.skew = world.rng.choice((0, 0, 0, -90, 45, 400, -2000))
        self.is_liar = False
        self.is_retired = False
        self.peers: list[str] | None = None
        """To whom alone it writes, where it shows others another face."""
        self.is_guarded = True
        """It signs nothing before it has back what it signed last."""
        self.last_signed: str | None = None
        """The entry last signed, kept beside the key."""
        self.forget()

    def forget(self) -> None:
        """Begin with an empty memory."""
        self.store = MemoryStore(self.world.partnership)
        self.register = Partnership(self.store, self.world.seal_rules)
        self.taken: dict[bytes, None] = {}
        self.refused: dict[bytes, str] = {}
        """Lines of the right form that it set aside, though it knew the key: never to be entries, it says."""
        self.sealed: set[str] = set()

    def receive(self, raw: bytes, bearer: str = "") -> Outcome | None:
        """Take one line; None where it is none."""
        try:
            line = self.world.read(raw, self)
        except LineError as error:
            self.world.counts[f"refused: {error.reason}"] += 1
            return None
        outcome = self.register.receive(line, bearer)
        if outcome.taken is Taken.ASIDE:
            self.world.counts[f"aside: {outcome.reason}"] += 1
            if outcome.reason != "unknown-key":
                self.refused[raw] = outcome.reason
        else:
            self.taken[raw] = None
        return outcome

    def receive_all(self, raws: Sequence[bytes], bearer: str = "") -> None:
        """Take lines, and look whether all that was sealed still is."""
        for raw in raws:
            self.receive(raw, bearer)
        self.watch()

    def watch(self) -> None:
        """What was sealed here stays sealed."""
        past = author.everything(self.store.facts())
        now = {
            seal.version
            for record in self.store.records.values()
            for seal in record.seals
            if past.get(seal.branch, -1) >= seal.seq
        }
        if not self.sealed <= now:
            raise BrokenPromiseError("sealed stays sealed", f"{self.name} lost {sorted(self.sealed - now)}")
        for version in now - self.sealed:
            self.world.ever_sealed[version] = self.name
        self.sealed = now

    def take_in(self, journals: Mapping[str, Path], bearer: str = "") -> None:
        """Take journals as a real import does: read from files, merged in causal order."""
        take_in(self.register, journals, bearer, jobs=0)
        for path in journals.values():
            for raw in path.read_bytes().split(b"\n"):
                hash_ = hashlib.sha256(raw.partition(b" ")[2]).hexdigest()
                if hash_ in self.store.placed or any(hash_ == waiting for waiting, _ in self.store.waiting):
                    self.taken[raw] = None
        self.watch()

    @property
    def party(self) -> int | None:
        """Its number here, None before an applied charter names it."""
        return self.store.facts().party_of(self.code, self.first_key)

    @property
    def has_joined(self) -> bool:
        """It has an entry of its own here."""
        return self.party is not None and bool(self.store.facts().parties[self.party].branches)

    @property
    def is_whole(self) -> bool:
        """It holds what it signed last."""
        return self.last_signed is None or self.store.entry(self.last_signed) is not None

    def now(self) -> str:
        """The time by its own clock."""
        return self.world.time(self.skew)

    def joint(self) -> list[RecordFacts]:
        """The joint records that it knows, the charter left out."""
        charter = self.store.facts().charter_name
        return [one for one in self.store.records.values() if not one.is_stated and one.name != charter]

    def sign(self, acts: Sequence[a.Act], **changes: object) -> bytes:
        """Sign an entry on all that is applied here, and take it.

        :param changes: fields of the entry that a liar writes otherwise.
        :raises SigningError: its register is in conflict.
        """
        number = self.party or 0
        entry = author.next_entry(self.store, number, acts, self.now())
        raw = self.seal_line(msgspec.structs.replace(entry, **changes) if changes else entry)
        if not changes:
            self.take_own(raw)
        return raw

    def seal_line(self, entry: a.Entry) -> bytes:
        """Sign an entry with the key in force at its place."""
        before = self.store.entry(entry.prev or "")
        kid = self.first_key
        if before is not None:
            keys = self.store.facts().keys[before.keys]
            kid = keys.recovery if isinstance(entry.acts[0], a.Recover) else keys.signing
        return self.publish(sign_payload(encode(entry), self.world.ring[kid]))

    def publish(self, raw: bytes) -> bytes:
        """A line came into the world."""
        self.world.lines[raw] = None
        return raw

    def take_own(self, raw: bytes) -> None:
        """Take an own entry, which one's own node must find valid."""
        outcome = self.receive(raw, self.code)
        if outcome is None or outcome.taken is not Taken.APPLIED:
            raise BrokenPromiseError("an honest entry is valid", f"{self.name}: {outcome}")
        self.last_signed = hashlib.sha256(raw.partition(b" ")[2]).hexdigest()
        self.watch()

    def join(self, version: str) -> bytes:
        """Open its journal."""
        return self.sign((a.Join(version),))


def journals_of(raws: Sequence[bytes], folder: Path) -> dict[str, Path]:
    """Write lines as the journals of a bundle, each under the code that it names, as far as it names one."""
    journals: dict[str, list[bytes]] = {}
    for raw in raws:
        code = raw.partition(b'"party":"')[2].partition(b'"')[0].decode(errors="replace")
        journals.setdefault(code if code in CODES else CODES[0], []).append(raw)
    paths = {code: folder / f"{code}.jsonl" for code in journals}
    for code, lines in journals.items():
        paths[code].write_bytes(b"".join(raw + b"\n" for raw in lines))
    return paths


def founded(world: World, named: Sequence[str], expected: Sequence[str]) -> None:
    """Found the partnership, and make a node for every code."""
    parties = tuple(party_named(code) for code in named)
    found = a.Found(
        name="Sample cooperation",
        parties=parties,
        languages=("it", "en"),
        expected=tuple(a.ExpectedParty(code, f"Sample {code}") for code in expected) or UNSET,
    )
    for code in CODES:
        world.own(key_named(f"{code}/0"))
        world.own(key_named(f"{code}/0/recovery"))
    entry = a.Entry(v=1, party=named[0], seq=0, at=world.time(), acts=(found,))
    raw = sign_payload(encode(entry), key_named(f"{named[0]}/0"))
    world.partnership = read_line(raw, {}).hash
    world.lines[raw] = None
    for code in (*named, *expected):
        node = Node(world, code)
        node.take_own(raw)
        world.nodes.append(node)
