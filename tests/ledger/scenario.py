"""A small partnership whose parties say things in real signed lines; it knows no rule, and draws nothing by chance."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec import UNSET
from nacl import bindings

from foedus.ledger import acts as a
from foedus.ledger.author import news
from foedus.ledger.facts import PartnershipFacts
from foedus.ledger.keys import SigningKey
from foedus.ledger.line import Line, read_line, sign_payload, split_line
from foedus.ledger.partnership import Outcome, Partnership, Taken
from foedus.ledger.state import state
from foedus.ledger.store import MemoryStore
from foedus.ledger.strict import base64url

AT = "2026-01-01T00:00:00Z"
AGE = "age1ey5krkhkajr60sz4g2kupxzwh28dqru3jtxy9skjczjklx237u5qvu9x5r"
AGES = {
    "ITA": "age1ydt5up36ujkta4scxav9zgjcmmrgehv45l3n2au9n65962a6jd7quxaf8f",
    "AZE": "age16pfxgugdnfv702dfz428575fw55zrw6cmuhmuh3cjnwc0xc9jdasav6ses",
}
KIND = "activity/1"


def key(name: str) -> SigningKey:
    """The key of this name, the same in every run: a party's are ``ITA`` and ``ITA recovery``."""
    return SigningKey(hashlib.sha256(name.encode()).digest())


def named(code: str, **changed: Any) -> a.Party:
    """A party as a charter names it."""
    party = a.Party(code, f"Sample {code}", key(code).jwk, key(f"{code} recovery").jwk, AGES.get(code, AGE))
    return msgspec.structs.replace(party, **changed)


def uuid(number: int) -> str:
    """A record's number in the form of a UUID."""
    return f"00000000-0000-4000-8000-{number:012}"


def signed(entry: dict[str, Any] | a.Entry, by: SigningKey) -> bytes:
    """A line signed well, whether or not its payload keeps the rules."""
    return sign_payload(msgspec.json.encode(entry), by)


def signed_again(raw: bytes, name: str) -> bytes:
    """The same line, signed well with the key of this name, and otherwise: with a nonce that its holder chose."""
    _, protected, _, payload = split_line(raw)
    message = protected + b"." + payload
    secret = bytearray(hashlib.sha512(hashlib.sha256(name.encode()).digest()).digest()[:32])
    secret[0] &= 248
    secret[31] = secret[31] & 127 | 64
    nonce = bindings.crypto_core_ed25519_scalar_reduce(bytes([3]) * 64)
    point = bindings.crypto_scalarmult_ed25519_base_noclamp(nonce)
    digest = hashlib.sha512(point + key(name).jwk.point() + message).digest()
    product = bindings.crypto_core_ed25519_scalar_mul(
        bindings.crypto_core_ed25519_scalar_reduce(digest),
        bindings.crypto_core_ed25519_scalar_reduce(bytes(secret) + bytes(32)),
    )
    answer = bindings.crypto_core_ed25519_scalar_add(nonce, product)
    return protected + b".." + base64url(point + answer) + b" " + payload


def charter(*parties: a.Party, **fields: Any) -> a.Charter:
    """A charter that names these parties."""
    return a.Charter(name="Sample partnership", parties=parties, languages=("en",), **fields)


@dataclass(frozen=True)
class Said:
    """What a party said, and what became of it."""

    line: Line
    outcome: Outcome

    @property
    def hash(self) -> str:
        """The entry's hash."""
        return self.line.hash

    def version(self, index: int = 0) -> str:
        """The name of the version that the act at this place declares."""
        return f"{self.hash}/{index}"


class Scenario:
    """A partnership, and one observer who receives all that is said, in the order in which it is said.

    :param codes: the founding parties; the first founds, the others join at once.
    :param absent: those of them who do not join.
    """

    def __init__(self, *codes: str, absent: Sequence[str] = (), **fields: Any) -> None:
        founding = a.Found(name="Sample partnership", parties=tuple(map(named, codes)), languages=("en",), **fields)
        entry = a.Entry(v=1, party=codes[0], seq=0, at=AT, acts=(founding,))
        line = read_line(signed(entry, key(codes[0])), {})
        self.id = line.hash
        self.store = MemoryStore(line.hash)
        self.partnership = Partnership(self.store)
        self.lines: list[Line] = []
        self.said: dict[str, list[Said]] = {}
        self.keys: dict[str, SigningKey] = {}
        """The signing key that a party uses, where it is no longer the first."""
        self.founded = self._receive(line)
        self.charter = self.founded.version()
        for code in codes[1:]:
            if code not in absent:
                self.join(code)

    @property
    def facts(self) -> PartnershipFacts:
        """What the observer's rules remember."""
        return self.store.facts()

    def number(self, code: str) -> int:
        """The number of the party of this code (of the first, where two keys claim it)."""
        return next(number for number, party in enumerate(self.facts.parties) if party.code == code)

    def tip(self, code: str) -> str | None:
        """The party's last entry, in the order of saying."""
        return self.said[code][-1].hash if self.said.get(code) else None

    def say(
        self,
        code: str,
        *acts: a.Act,
        after: str | None = None,
        seen: Iterable[str] | None = None,
        by: SigningKey | None = None,
        at: str = AT,
    ) -> Said:
        """One party says something.

        :param after: the entry that it follows; its last one, if not given.
        :param seen: what it has seen since; all that the observer holds, if not given.
        :param by: who signs; its signing key, if not given.
        """
        prev = after or self.tip(code)
        before = self.store.entry(prev) if prev else None
        if seen is None:
            party = before.party if before else None
            is_recovery = isinstance(acts[0], a.Recover)
            seen = news(self.store, party, before.past if before else {}, own=is_recovery)
        entry = a.Entry(
            v=1,
            party=code,
            seq=before.seq + 1 if before else 0,
            at=at,
            acts=acts,
            partnership=self.id,
            prev=prev or UNSET,
            seen=tuple(seen),
        )
        raw = signed(entry, by or self.keys.get(code) or key(code))
        return self._receive(read_line(raw, self.facts.points))

    def join(self, code: str, version: str | None = None, **how: Any) -> Said:
        """A party joins: the founding charter, if no other version is given."""
        return self.say(code, a.Join(version or self.charter), **how)

    def rotate(self, code: str, name: str, **how: Any) -> Said:
        """A party takes the key of this name."""
        said = self.say(code, a.Rotate(key=key(name).jwk), **how)
        self.keys[code] = key(name)
        return said

    def recover(self, code: str, number: int = 1, **how: Any) -> Said:
        """A party recovers: the ``number``-th time, with the recovery key that the time before brought."""
        old = f"{code} recovery" if number == 1 else f"{code} recovery {number - 1}"
        new = a.Recover(key=key(f"{code} {number}").jwk, recovery=key(f"{code} recovery {number}").jwk)
        said = self.say(code, new, **{"by": key(old), **how})
        self.keys[code] = key(f"{code} {number}")
        return said

    def propose(self, code: str, number: int = 1, *, how: dict[str, Any] | None = None, **fields: Any) -> Said:
        """A party proposes a version of the record of this number, under its own prefix unless ``record`` is given."""
        return self.say(code, self.proposal(code, number, **fields), **(how or {}))

    @staticmethod
    def proposal(code: str, number: int = 1, **fields: Any) -> a.Propose:
        """The act by which a party proposes."""
        return a.Propose(**{"record": f"{code}/{uuid(number)}", "kind": KIND, "body": {}, **fields})

    @staticmethod
    def statement(code: str, number: int = 1, **fields: Any) -> a.State:
        """The act by which a party states."""
        return a.State(**{"record": f"{code}/{uuid(number)}", "kind": "report/1", "body": {}, **fields})

    def amend(self, *parties: a.Party, base: str | None = None, how: dict[str, Any] | None = None) -> Said:
        """The founder proposes a charter that names these parties."""
        founder = self.facts.parties[self.facts.founder].code
        body = msgspec.to_builtins(charter(*parties))
        act = a.Propose(record=f"{founder}/charter", kind="charter/1", body=body, base=base or self.charter)
        return self.say(founder, act, **(how or {}))

    def agree(self, code: str, *others: str, number: int = 1, **fields: Any) -> Said:
        """A party proposes, the others endorse, and it seals: the proposal is returned."""
        proposed = self.propose(code, number, **fields)
        for other in others:
            self.say(other, a.Endorse(proposed.version()))
        self.say(code, a.Seal((proposed.version(),)))
        return proposed

    def void(self, said: Said, index: int = 0) -> str | None:
        """Why an act is void; None where it is not. An entry that was not applied has no answer."""
        if said.outcome.taken is not Taken.APPLIED:
            raise LookupError(said.outcome)
        return self.store.void.get(said.version(index))

    def sealed(self, version: str) -> bool:
        """Say whether a version is sealed."""
        return any(seal.version == version for record in self.store.records.values() for seal in record.seals)

    def state(self, store: MemoryStore | None = None) -> dict[str, Any]:
        """The state of the observer, or of another store."""
        store = store or self.store
        waiting: dict[str, int] = {}
        for held in store.waiting.values():
            waiting[held.line.envelope.party] = waiting.get(held.line.envelope.party, 0) + 1
        return state(store, store.records.values(), store.void, waiting)

    def replayed(self, lines: Iterable[Line]) -> MemoryStore:
        """Another observer's memory, who receives these lines in this order."""
        store = MemoryStore(self.id)
        other = Partnership(store)
        for line in lines:
            other.receive(read_line(line.raw, store.facts().points))
        return store

    def receive(self, raw: bytes) -> Outcome:
        """The observer receives any bytes that have the form of a line."""
        return self.partnership.receive(read_line(raw, self.facts.points), "ZZZ")

    def _receive(self, line: Line) -> Said:
        said = Said(line, self.partnership.receive(line, line.envelope.party))
        self.lines.append(line)
        if said.outcome.taken is Taken.APPLIED:
            self.said.setdefault(line.envelope.party, []).append(said)
        return said


def entry(world: Scenario, **fields: object) -> a.Entry:
    """AZE's next entry in a scenario, with these fields changed."""
    tip = world.store.placed[world.tip("AZE") or ""]
    plain = a.Entry(1, "AZE", tip.seq + 1, AT, (Scenario.statement("AZE", 7),), world.id, tip.hash)
    return msgspec.structs.replace(plain, **fields)


def outcome(world: Scenario, changed: a.Entry, by: SigningKey | None = None) -> tuple[Taken, str]:
    """What becomes of it, and why."""
    taken = world.receive(signed(changed, by or key("AZE")))
    return taken.taken, taken.reason
