"""Judges the acts of one entry in order, in its causal past, and remembers what those that are not void change.

``docs/protocol.md``, "Acts". It knows no line, no bytes, and nothing outside the causal past of the entry it judges.
"""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from msgspec import UNSET

from foedus.ledger import acts as a
from foedus.ledger import charter
from foedus.ledger.consent import SealRules, heads, is_declared, is_sealed
from foedus.ledger.facts import Consent, Keys, Placed, RecordFacts, Recovery, SealFacts, VersionFacts
from foedus.ledger.past import counts, has_left, is_in
from foedus.ledger.store import Erasure, Store


class Judge:
    """Judges the acts of one applied entry, each seeing those before it."""

    __slots__ = ("_facts", "_may_refer", "_party", "_past", "_placed", "_raw", "_seal_rules", "_store")

    def __init__(self, store: Store, placed: Placed, raw: bytes, seal_rules: SealRules) -> None:
        self._store = store
        self._facts = store.facts()
        self._placed = placed
        self._past = placed.past
        self._party = placed.party
        self._seal_rules = seal_rules
        self._raw = raw
        self._may_refer: bool | None = None

    def judge(self, act: a.Act, index: int) -> str | None:
        """Judge one act, and remember what it changes.

        :returns: why it is void, None where it is not.
        """
        facts, past, party = self._facts, self._past, self._party
        known = facts.parties[party]
        if known.leaves and has_left(facts, past, party):
            return "left"
        kind = type(act)
        verb = _VERBS.get(kind)
        if verb is None:
            return self._key_refusal(act)
        placed = self._placed
        if not known.is_plain and not counts(facts, past, party, placed.branch, placed.seq, a.WORDS[kind]):
            return "conflicting-registers"
        if party not in charter.members(self._store, past) and not self._is_of_admission(act):
            return "not-admitted"
        why = verb(self, act, index)
        if why is None and (kind in _WITH_BODY or getattr(act, "note", UNSET) is not UNSET):
            self._refer(act)
        return why

    def _key_refusal(self, act: a.Act) -> str | None:
        """Why new keys are void: a register in conflict, which only a recovery mends, or an author not yet admitted."""
        if isinstance(act, a.Found | a.Join):
            return None
        place = (self._placed.branch, self._placed.seq)
        if isinstance(act, a.Rotate) and not counts(self._facts, self._past, self._party, *place, "rotate"):
            return "conflicting-registers"
        if self._party not in charter.members(self._store, self._past):
            return "not-admitted"
        return None

    def _is_of_admission(self, act: a.Act) -> bool:
        if not isinstance(act, a.Endorse | a.Decline):
            return False
        known = self._facts.charters.get(act.version)
        is_there = self._named(act.version, is_refused=True) is not None
        return is_there and known is not None and self._party in known.parties

    def _named(self, name: str, *, is_refused: bool = False) -> tuple[RecordFacts, VersionFacts] | None:
        """A version that the causal past declares, or has sealed.

        :param is_refused: the author says no to it. That is heard too while the version's own author has two registers
            in conflict: a recovery may bring the version back, and must not bring back a consent without its refusal.
        """
        record = self._store.record_of(name)
        if record is None:
            return None
        version = record.versions[name]
        if is_refused:
            return (record, version) if is_in(self._past, version.branch, version.seq) else None
        if is_declared(self._facts, version, self._past) or (
            is_in(self._past, version.branch, version.seq) and is_sealed(self._store, name, self._past)
        ):
            return record, version
        return None

    def _present(self, code: str) -> int | None:
        return charter.present_party(self._store, code, self._past)

    # Joint records

    def _propose(self, act: a.Propose, index: int) -> str | None:
        names = [name for name in (act.base, act.answers) if name is not UNSET]
        names += act.with_ or ()
        if any(self._named(name) is None for name in names):
            return "unknown-version"
        record = self._store.record(act.record, is_stated=False)
        base = self._base(act, record)
        if isinstance(base, str):
            return base
        keeper = self._present(act.keeper) if act.keeper is not UNSET else -1
        origin = self._present(act.record.partition("/")[0]) if base is None else -1
        among = tuple(self._present(code) for code in act.among) if act.among is not UNSET else None
        if keeper is None or origin is None or (among is not None and None in among):
            return "not-a-party"
        is_charter = act.kind.partition("/")[0] == "charter" or act.record.endswith("/charter")
        if is_charter:
            why = charter.amendment_refusal(self._store, self._party, act, base, self._past)
            if why is not None:
                return why
        version = VersionFacts(
            self.name(index),
            *self._place(index),
            kind=act.kind,
            is_stated=False,
            depth=base.depth + 1 if base is not None else 0,
            base=base.name if base is not None else None,
            with_=act.with_ or (),
            origin=self._facts.founder if is_charter else origin,
            keeper=-1 if is_charter else keeper,
            among=tuple(sorted({party for party in among if party is not None})) if among is not None else None,
            concerned=(),
            consents=[self._consent("propose", index, act.capacity, act.until or None)],
        )
        version.concerned = self._concerned(version, base, act if is_charter else None)
        self._declare(act.record, version, record)
        return None

    def _base(self, act: a.Propose, record: RecordFacts | None) -> VersionFacts | str | None:
        founding = f"{self._facts.id}/0" if act.record == self._facts.charter_name else None
        known = heads(record, self._past, founding) if record is not None else []
        if act.base is UNSET:
            return "base-missing" if known else None
        if record is None or act.base not in record.versions:
            return "base-of-another-record"
        if act.base != founding and not is_sealed(self._store, act.base, self._past):
            return "base-not-sealed"
        base = record.versions[act.base]
        if base.kind.partition("/")[0] != act.kind.partition("/")[0]:
            return "kind-changed"
        return base

    def _concerned(
        self, version: VersionFacts, base: VersionFacts | None, amendment: a.Propose | None
    ) -> tuple[int, ...]:
        everyone = charter.present(self._store, self._past)
        if amendment is not None:
            named = msgspec.convert(amendment.body, a.Charter)
            known = charter.admit(self._facts, version.name, named, self._placed.hash, version.base)
            self._store.put_facts()
            return tuple(sorted({*everyone, *known.newcomers}))
        if version.among is None or (base is not None and base.among is None):
            return tuple(sorted({*everyone, *(version.among or ()), *(base.among or () if base is not None else ())}))
        return tuple(sorted({*version.among, *(base.among or () if base is not None else ())}))

    def _joint(self, name: str, *, is_refused: bool) -> tuple[RecordFacts, VersionFacts] | str:
        named = self._named(name, is_refused=is_refused)
        if named is None or named[1].is_stated:
            return "unknown-version"
        if self._party not in named[1].concerned:
            return "not-concerned"
        return named

    def _endorse(self, act: a.Endorse, index: int) -> str | None:
        return self._say(act, "endorse", index, act.capacity, act.until or None)

    def _decline(self, act: a.Decline, index: int) -> str | None:
        return self._say(act, "decline", index, "full", None)

    def _say(self, act: a.Endorse | a.Decline, word: str, index: int, capacity: str, until: str | None) -> str | None:
        named = self._joint(act.version, is_refused=word == "decline")
        if isinstance(named, str):
            return named
        record, version = named
        version.consents.append(self._consent(word, index, capacity, until))
        self._store.put_record(record)
        return None

    def _withdraw(self, act: a.Withdraw, index: int) -> str | None:
        named = self._named(act.version, is_refused=True)
        if named is None or named[1].is_stated:
            return "unknown-version"
        record, version = named
        if version.party != self._party:
            return "not-the-author"
        version.consents.append(self._consent("withdraw", index, "full", None))
        self._store.put_record(record)
        return None

    def _seal(self, act: a.Seal, index: int) -> str | None:
        why = self._seal_rules.refusal(self._store, self._party, act.versions, self._past, self._placed.at)
        if why is not None:
            return why
        for name in act.versions:
            record = self._store.record_of(name)
            if record is None:
                return "unknown-version"
            record.seals.append(SealFacts(name, self._placed.hash, *self._place(index)))
            self._store.put_record(record)
            if record.name == self._facts.charter_name:
                place = (self._placed.branch, self._placed.seq)
                self._facts.charter_seals.setdefault(name, []).append(place)
                self._store.put_facts()
        return None

    # Own records

    def _state(self, act: a.State, index: int) -> str | None:
        if act.record.partition("/")[0] != self._facts.parties[self._party].code:
            return "others-record"
        if act.kind.partition("/")[0] == "charter":
            return "no-other-charter"
        record = self._store.record(act.record, is_stated=True)
        last = self._last_stated(record)
        if (act.replaces or None) != last:
            return "not-the-last"
        version = VersionFacts(
            self.name(index),
            *self._place(index),
            kind=act.kind,
            is_stated=True,
            depth=record.versions[last].depth + 1 if record is not None and last is not None else 0,
            base=last,
            with_=(),
            origin=self._party,
            keeper=-1,
            among=None,
            concerned=(),
        )
        self._declare(act.record, version, record)
        return None

    def _last_stated(self, record: RecordFacts | None) -> str | None:
        if record is None:
            return None
        known = [
            one
            for one in record.versions.values()
            if one.party == self._party and is_declared(self._facts, one, self._past)
        ]
        return max(known, key=lambda one: (one.seq, one.index)).name if known else None

    def _acknowledge(self, act: a.Acknowledge, index: int) -> str | None:
        named = self._named(act.version)
        if named is None or not named[1].is_stated:
            return "unknown-version"
        record, version = named
        if version.party == self._party:
            return "own-record"
        version.acknowledged.append(self._place(index))
        self._store.put_record(record)
        return None

    # The party itself, and blobs

    def _leave(self, act: a.Leave, index: int) -> str | None:  # noqa: ARG002 - all acts are called alike
        self._facts.parties[self._party].leaves.append((self._placed.branch, self._placed.seq))
        self._store.put_facts()
        return None

    def _erase(self, act: a.Erase, index: int) -> str | None:  # noqa: ARG002 - all acts are called alike
        known = [place for place in self._store.references(act.blob) if is_in(self._past, place[1], place[2])]
        if not any(place[0] == self._party for place in known):
            return "no-reference"
        if any(place[0] != self._party for place in known):
            return "others-reference"
        self._store.put_erasure(Erasure(act.blob, self._party, self._placed.branch, self._placed.seq))
        return None

    def _refer(self, act: a.Act) -> None:
        """Remember the blobs that an act refers to."""
        if self._may_refer is None:  # an escape may hide the name
            self._may_refer = b'"blob"' in self._raw or (b"\\" in self._raw and b"\\u" in self._raw)
        if not self._may_refer:
            return
        for part in (getattr(act, name, UNSET) for name in ("body", "note", "reason")):
            if part is not UNSET:
                for blob in blobs_in(part):
                    self._store.put_reference(blob, self._place(0))
        paper = getattr(act, "paper", UNSET)
        if isinstance(paper, a.Paper):
            for evidence in paper.evidence:
                self._store.put_reference(evidence.blob, self._place(0))

    # What is remembered

    def name(self, index: int) -> str:
        """An act's name."""
        return f"{self._placed.hash}/{index}"

    def _place(self, index: int) -> tuple[int, int, int, int]:
        return self._party, self._placed.branch, self._placed.seq, index

    def _consent(self, word: str, index: int, capacity: str, until: str | None) -> Consent:
        return Consent(*self._place(index), word, capacity, until)

    def _declare(self, name: str, version: VersionFacts, record: RecordFacts | None) -> None:
        if record is None:
            record = RecordFacts(name, version.is_stated)
        record.versions[version.name] = version
        self._store.put_version(version, record, self._placed)
        self._store.put_record(record)


_WITH_BODY = frozenset({a.Propose, a.State, a.Erase})
_VERBS: dict[type, Callable[[Judge, Any, int], str | None]] = {
    a.Propose: Judge._propose,  # noqa: SLF001 - the table of the class's own verbs
    a.Endorse: Judge._endorse,  # noqa: SLF001 - as above
    a.Decline: Judge._decline,  # noqa: SLF001 - as above
    a.Withdraw: Judge._withdraw,  # noqa: SLF001 - as above
    a.Seal: Judge._seal,  # noqa: SLF001 - as above
    a.State: Judge._state,  # noqa: SLF001 - as above
    a.Acknowledge: Judge._acknowledge,  # noqa: SLF001 - as above
    a.Leave: Judge._leave,  # noqa: SLF001 - as above
    a.Erase: Judge._erase,  # noqa: SLF001 - as above
}


def open_founding(store: Store, placed: Placed) -> None:
    """Remember the founding version of the charter: in force at once, sealed never."""
    facts = store.facts()
    name = f"{placed.hash}/0"
    known = facts.charters[name]
    own = Consent(placed.party, placed.branch, 0, 0, "propose", "full", None)
    version = VersionFacts(
        name,
        placed.party,
        placed.branch,
        0,
        0,
        kind=charter.CHARTER_KIND,
        is_stated=False,
        depth=0,
        base=None,
        with_=(),
        origin=placed.party,
        keeper=-1,
        among=None,
        concerned=known.parties,
        consents=[own],
    )
    record = RecordFacts(facts.charter_name, is_stated=False, versions={name: version})
    store.put_version(version, record, placed)
    store.put_record(record)


def open_joining(store: Store, placed: Placed, act: a.Join) -> None:
    """Remember that a party joined: it consents to the version of the charter that it names."""
    record = store.record_of(act.version)
    if record is not None:
        consent = Consent(placed.party, placed.branch, 0, 0, "join", "full", None)
        record.versions[act.version].consents.append(consent)
        store.put_record(record)


def change_keys(store: Store, placed: Placed, act: a.Rotate | a.Recover) -> Keys:
    """Remember new keys of a party, and say which are in force after them."""
    facts = store.facts()
    before = facts.keys[placed.keys]
    if isinstance(act, a.Recover):
        charter.own_key(facts, placed.party, act.key)
        charter.own_key(facts, placed.party, act.recovery)
        recovery = Recovery(placed.branch, placed.seq, placed.past)
        facts.parties[placed.party].recoveries.append(recovery)
        return Keys(act.key.thumbprint(), act.recovery.thumbprint(), before.age, placed.hash)
    if act.key is not UNSET:
        charter.own_key(facts, placed.party, act.key)
    signing = act.key.thumbprint() if act.key is not UNSET else before.signing
    return Keys(signing, before.recovery, act.age or before.age, placed.hash)


def blobs_in(value: Any) -> Iterator[str]:
    """Every blob that a body, a note or a reason refers to, as ``sha256:...``."""
    if isinstance(value, dict):
        blob = value.get("blob")
        if isinstance(blob, str) and set(value) == {"blob", "name", "type", "size"}:
            yield blob
        else:
            for part in value.values():
                yield from blobs_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from blobs_in(part)
