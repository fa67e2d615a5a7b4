"""Takes lines into one partnership: puts each in its place, has its acts judged, lets it wait, or sets it aside.

The loading rules, in order. A line

1. is of this partnership, and not known yet;
2. waits, stored, while an entry of its causal past is missing or it needs a newer program, if a key of its party
   verifies it;
3. is valid: follows its author's entry before, is signed by the author's key in force there, and its ``seen`` names
   what was new and nothing else;
4. is applied, its acts judged one by one; an act that is void is kept with its reason;
5. lets those that waited for it be tried again.

A line that breaks 1 or 3 is no entry and is set aside; nothing of another party is stopped by it.
"""

from enum import Enum

import msgspec

from foedus.ledger import acts as a
from foedus.ledger import charter, rules
from foedus.ledger.consent import SealRules, is_declared, is_sealed
from foedus.ledger.errors import LineError
from foedus.ledger.facts import BranchFacts, CharterFacts, Keys, PartnershipFacts, Past, Placed
from foedus.ledger.limits import WAITING
from foedus.ledger.line import Line, check_names, is_signed, split_line, verified_with
from foedus.ledger.past import has_left, is_in, merge
from foedus.ledger.store import SetAside, Store, Waiting


class Taken(Enum):
    """What became of a line."""

    APPLIED = "applied"
    KNOWN = "known"
    EARLY = "early"
    WAITING = "waiting"
    ASIDE = "aside"


class Outcome(msgspec.Struct, frozen=True, gc=False):
    """What became of a line, and why: ``missing`` are the hashes that it waits for."""

    taken: Taken
    reason: str = ""
    detail: str = ""
    missing: tuple[str, ...] = ()


class Fork(msgspec.Struct, frozen=True):
    """Two valid entries of one party with one ``seq``: the alarm that people must see, and its proof."""

    code: str
    seq: int
    one: str
    other: str


_OF_KEYS = (a.Rotate, a.Recover)
_APPLIED, _KNOWN = Outcome(Taken.APPLIED), Outcome(Taken.KNOWN)


class Partnership:
    """The entries of one partnership, taken into a store by the rules of the protocol.

    :param store: the memory; its facts hold the partnership's id.
    :param seal_rules: when a seal holds; only the simulation's canary gives others than the protocol's.
    """

    def __init__(self, store: Store, seal_rules: SealRules | None = None) -> None:
        self.store = store
        self.forks: list[Fork] = []
        """Forks that lines received through this object have shown."""
        self._seal_rules = seal_rules or SealRules()

    def receive(self, line: Line, bearer: str = "", *, may_wait: bool = True) -> Outcome:
        """Take one line, and whatever waited for it.

        :param line: as ``read_line`` gave it.
        :param bearer: code of the party whose bundle brought it, to be named where the line is no entry.
        :param may_wait: without it, a line whose past is missing is not stored but ``EARLY``: it will be brought again.
        """
        outcome = self._take(line, bearer, may_wait=may_wait)
        if outcome is _APPLIED and self.store.waiting_for(line.hash):
            self._take_waiting(line.hash)
        return outcome

    def _take_waiting(self, first: str) -> None:
        applied = [first]
        while applied:
            for waiting in sorted(self.store.waiting_for(applied.pop()), key=lambda one: (one.line.hash, one.line.kid)):
                if self._missing(waiting.line.envelope):
                    continue
                self.store.drop_waiting(waiting.line)
                if self._take(waiting.line, waiting.bearer, may_wait=True).taken is Taken.APPLIED:
                    applied.append(waiting.line.hash)

    def refuse(self, raw: bytes, error: LineError, bearer: str) -> None:
        """Keep a line that has not the right form apart, as evidence, if its author had signed it well."""
        try:
            kid, protected, signature, payload = split_line(raw)
        except LineError:
            return
        point = self.store.facts().points.get(kid)
        if point is not None and is_signed(point, protected, signature, payload):
            detail = error.detail
            self.store.set_aside(SetAside(raw, error.reason, detail, bearer, is_well_signed=True))

    def knows_key(self, line: Line) -> bool:
        """Say whether the key that a line names is known as one of its party's."""
        return self._known_key(line) is not None

    def _take(self, line: Line, bearer: str, *, may_wait: bool) -> Outcome:
        store = self.store
        if store.entry(line.hash) is not None or store.is_waiting(line):
            return _KNOWN
        try:
            envelope = line.envelope
            if envelope.partnership != store.facts().id:
                self._check_partnership(line)
            before = store.entry(envelope.prev) if envelope.prev else None
            seen = [placed for hash_ in envelope.seen if (placed := store.entry(hash_)) is not None]
            if line.entry is None or len(seen) < len(envelope.seen) or (before is None and envelope.prev):
                return self._take_early(line, bearer, may_wait=may_wait)
            self._apply(line, line.entry, before, seen)
        except LineError as error:
            detail = error.detail
            self.store.set_aside(SetAside(line.raw, error.reason, detail, bearer, self._is_well_signed(line)))
            return Outcome(Taken.ASIDE, error.reason, detail)
        return _APPLIED

    def _take_early(self, line: Line, bearer: str, *, may_wait: bool) -> Outcome:
        missing = self._missing(line.envelope)
        if missing and not may_wait:
            return Outcome(Taken.EARLY, "missing", "", missing)
        return self._wait(line, missing, bearer)

    def _check_partnership(self, line: Line) -> None:
        wanted = self.store.facts().id
        if (line.envelope.partnership or line.hash) != wanted:
            raise LineError("another-partnership", partnership=line.envelope.partnership or line.hash)

    def _missing(self, envelope: a.Entry | a.Envelope) -> tuple[str, ...]:
        named = (*((envelope.prev,) if envelope.prev else ()), *envelope.seen)
        return tuple(hash_ for hash_ in named if self.store.entry(hash_) is None)

    def _known_key(self, line: Line) -> bytes | None:
        facts = self.store.facts()
        if any(facts.parties[party].code == line.envelope.party for party in facts.owners.get(line.kid, ())):
            return facts.points[line.kid]
        return None

    def _is_well_signed(self, line: Line) -> bool:
        return line.verified and self._known_key(line) is not None

    def _wait(self, line: Line, missing: tuple[str, ...], bearer: str) -> Outcome:
        point = self._known_key(line)
        if point is None:
            raise LineError("unknown-key", kid=line.kid)
        check_names(line.payload)
        if not line.verified:
            line = verified_with(line, point)
        if self.store.waiting_count(line.envelope.party) >= WAITING:
            raise LineError("too-many-waiting", limit=WAITING)
        self.store.wait(Waiting(line, missing, bearer))
        return Outcome(Taken.WAITING, "needs-newer-program" if line.entry is None else "missing", "", missing)

    # In its place

    def _apply(self, line: Line, entry: a.Entry, before: Placed | None, seen: list[Placed]) -> None:
        """Apply an entry.

        :param before: its author's entry before.
        :param seen: those that its ``seen`` names.
        """
        first = entry.acts[0]
        if type(first) in a.PLAIN:
            placed = self._place_next(line, entry, before, seen)
            self.store.append(placed, line)
            self._judge_acts(rules.Judge(self.store, placed, line.raw, self._seal_rules), entry)
            return
        if isinstance(first, a.Found):
            placed = self._place_founding(line, entry, first)
        elif isinstance(first, a.Join):
            placed = self._place_joining(line, entry, first, seen)
        else:
            placed = self._place_next(line, entry, before, seen)
        judge = rules.Judge(self.store, placed, line.raw, self._seal_rules)
        if isinstance(first, _OF_KEYS):
            void = judge.judge(first, 0)
            if void is None:
                facts = self.store.facts()
                facts.keys.append(rules.change_keys(self.store, placed, first))
                placed = msgspec.structs.replace(placed, keys=len(facts.keys) - 1)
                self.store.put_facts()
            self.store.append(placed, line)
            if void is not None:
                self.store.put_void(f"{line.hash}/0", void)
            return
        self.store.append(placed, line)
        if isinstance(first, a.Found):
            rules.open_founding(self.store, placed)
            return
        if isinstance(first, a.Join):
            rules.open_joining(self.store, placed, first)
            return
        self._judge_acts(judge, entry)

    def _judge_acts(self, judge: rules.Judge, entry: a.Entry) -> None:
        for index, act in enumerate(entry.acts):
            void = judge.judge(act, index)
            if void is not None:
                self.store.put_void(judge.name(index), void)

    def _place_founding(self, line: Line, entry: a.Entry, act: a.Found) -> Placed:
        founder = next(party for party in act.parties if party.code == entry.party)
        key = founder.key.thumbprint()
        self._check_signature(line, key, founder.key.point())
        facts = self.store.facts()
        charter.admit(facts, f"{line.hash}/0", act, line.hash, None)
        number = facts.party_of(entry.party, key)
        facts.founder = number if number is not None else 0
        keys = self._first_keys(facts, facts.founder, facts.charters[f"{line.hash}/0"], line.hash)
        return self._place(line, entry, facts.founder, None, {}, keys)

    def _place_joining(self, line: Line, entry: a.Entry, act: a.Join, seen: list[Placed]) -> Placed:
        store, facts = self.store, self.store.facts()
        past = self._past_of_seen(seen, {}, -1)
        known = facts.charters.get(act.version)
        record = store.record_of(act.version)
        if known is None or record is None:
            raise LineError("join-version", version=act.version)
        version = record.versions[act.version]
        if not is_in(past, version.branch, version.seq) or not (
            is_declared(facts, version, past) or is_sealed(store, act.version, past)
        ):
            raise LineError("join-version", version=act.version)
        party = next((one for one in known.parties if facts.parties[one].code == entry.party), None)
        if party is None or party == facts.founder:
            raise LineError("join-not-named", code=entry.party)
        if has_left(facts, past, party):
            raise LineError("left", code=entry.party)
        key = facts.parties[party].key
        self._check_signature(line, key, facts.points[key])
        self._past_of_seen(seen, {}, party)  # once more, now that it is known whose own entries it must not name
        return self._place(line, entry, party, None, past, self._first_keys(facts, party, known, line.hash))

    def _place_next(self, line: Line, entry: a.Entry, before: Placed | None, seen: list[Placed]) -> Placed:
        if before is None:
            raise LineError("prev")
        facts = self.store.facts()
        if facts.parties[before.party].code != entry.party:
            raise LineError("prev-of-another", code=facts.parties[before.party].code)
        if before.seq + 1 != entry.seq:
            raise LineError("seq", seq=entry.seq, expected=before.seq + 1)
        keys = facts.keys[before.keys]
        is_recovery = isinstance(entry.acts[0], a.Recover)
        key = keys.recovery if is_recovery else keys.signing
        if line.kid != key or not line.verified:
            self._check_signature(line, key, facts.points[key])
        past = self._past_of_seen(seen, before.past, -1 if is_recovery else before.party)
        return self._place(line, entry, before.party, before, past, before.keys)

    @staticmethod
    def _check_signature(line: Line, key: str, point: bytes) -> None:
        if line.kid != key:
            raise LineError("not-the-key-in-force", kid=line.kid, expected=key)
        if not line.verified:
            verified_with(line, point)

    @staticmethod
    def _past_of_seen(seen: list[Placed], past: Past, own: int) -> Past:
        """The causal past of an entry that follows one with this past: a dictionary of its own."""
        past = dict(past)
        if not seen:
            return past
        named: dict[int, Placed] = {}
        for placed in seen:
            if placed.party == own:
                raise LineError("seen-own", hash=placed.hash)
            # Of two on one branch, one is in the other's past: so they are never more than the branches.
            if past.get(placed.branch, -1) >= placed.seq or placed.branch in named:
                raise LineError("seen-twice", hash=placed.hash)
            named[placed.branch] = placed
        if len(named) > 1:
            for one in named.values():
                if any(is_in(other.past, one.branch, one.seq) for other in named.values() if other is not one):
                    raise LineError("seen-twice", hash=one.hash)
        for one in named.values():
            merge(past, one.past)
        return past

    @staticmethod
    def _first_keys(facts: PartnershipFacts, party: int, known: CharterFacts, hash_: str) -> int:
        place = known.parties.index(party)
        facts.keys.append(Keys(facts.parties[party].key, known.recoveries[place], known.ages[place], hash_))
        return len(facts.keys) - 1

    def _place(self, line: Line, entry: a.Entry, party: int, before: Placed | None, past: Past, keys: int) -> Placed:
        """Give an entry its place.

        :param past: the causal past before it, which becomes its own.
        """
        facts = self.store.facts()
        branch = before.branch if before is not None else -1
        if before is None or facts.branches[branch].tip_seq != before.seq:
            facts.branches.append(BranchFacts(party, branch, entry.seq, line.hash, entry.seq))
            self._note_fork(facts, party, branch, line)
            branch = len(facts.branches) - 1
            facts.parties[party].branches.append(branch)
        else:
            facts.branches[branch].tip = line.hash
            facts.branches[branch].tip_seq = entry.seq
        past[branch] = entry.seq
        latest = entry.at if before is None or entry.at > before.latest else before.latest
        self.store.put_facts()
        return Placed(line.hash, 0, party, branch, entry.seq, past, keys, latest, entry.at)

    def _note_fork(self, facts: PartnershipFacts, party: int, parent: int, line: Line) -> None:
        seq = line.envelope.seq
        rival = next(
            (one for one in facts.parties[party].branches if facts.branches[one].start == seq == 0),
            None,
        )
        if parent >= 0:
            rival = parent
        if rival is not None:
            other = self.store.entry_at(rival, seq)
            self.forks.append(Fork(facts.parties[party].code, seq, other.hash, line.hash))
