"""The oracle's reading of the acts: which are void, and why; it asks the ledger nothing.

``Verdicts`` follows ``docs/protocol.md`` sentence by sentence over sets of hashes. Reasons are for whoever reads a
failure; only whether an act is void is compared.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.simulation.journals import Act, Journals, Told, Who

Past = frozenset[str]


@dataclass(eq=False)
class Word:
    """What a party said of a version."""

    entry: Told
    index: int
    word: str
    capacity: str = "full"
    until: str | None = None


@dataclass(eq=False)
class Version:
    """A version that an act which is not void declared."""

    name: str
    entry: Told
    act: Act
    record: str
    base: "Version | None"
    origin: Who | None
    keeper: Who | None
    among: frozenset[Who] | None
    concerned: frozenset[Who]
    words: list[Word] = field(default_factory=list)
    seals: list[Told] = field(default_factory=list)

    @property
    def is_stated(self) -> bool:
        """It is of an own record."""
        return bool(self.act["act"] == "state")

    @property
    def kind(self) -> str:
        """The kind's name, without the version of its form."""
        name: str = self.act["kind"].split("/")[0] if "kind" in self.act else "charter"
        return name


class Verdicts(Journals):
    """Every act judged again, from the raw lines."""

    def __init__(self, raws: list[bytes], partnership: str) -> None:
        self.versions: dict[str, Version] = {}
        self.records: dict[tuple[str, bool], list[Version]] = {}
        self.leaves: dict[Who, list[Told]] = {}
        self.references: dict[str, list[Told]] = {}
        self.keys: list[tuple[Told, frozenset[str]]] = []
        self.charter_name = ""
        super().__init__(raws, partnership)

    # Parties

    def named_by(self, charter: Act) -> dict[str, tuple[Who, str]]:
        """The parties that a charter names, by code, each with its recovery key."""
        return {
            one["code"]: ((one["code"], self.learn(one["key"])), self.learn(one["recovery"]))
            for one in charter["parties"]
        }

    def charter_names(self, version: Version) -> dict[str, tuple[Who, str]]:
        """The parties that a version of the charter names, by code, each with its recovery key."""
        return self.named_by(version.act.get("body", version.act))

    def charter_parties(self, version: Version) -> frozenset[Who]:
        """The parties that a version of the charter names."""
        return frozenset(who for who, _ in self.charter_names(version).values())

    def heads(self, record: str, past: Past) -> list[Version]:
        """The sealed versions of a record that no sealed version amends; for the charter, the founding one at first."""
        versions = self.records.get((record, False), [])
        sealed = [one for one in versions if self.is_sealed(one, past)]
        if not sealed and record == self.charter_name:
            return versions[:1]
        amended = [one.base for one in sealed]
        return [one for one in sealed if one not in amended]

    def is_sealed(self, version: Version, past: Past) -> bool:
        """Say whether a seal of the version that holds is in the causal past."""
        return any(seal.hash in past for seal in version.seals)

    def members(self, past: Past) -> frozenset[Who]:
        """Who is a party in a causal past, present or not."""
        heads = self.heads(self.charter_name, past)
        return frozenset().union(*(self.charter_parties(one) for one in heads))

    def has_left(self, past: Past, who: Who) -> bool:
        """Say whether a party's ``leave`` is in the causal past."""
        return any(entry.hash in past for entry in self.leaves.get(who, ()))

    def present(self, past: Past) -> dict[str, Who]:
        """The present parties by code; of two who claim one, the one whose key comes first."""
        return {who[0]: who for who in sorted(self.everyone(past), reverse=True)}

    def everyone(self, past: Past) -> frozenset[Who]:
        """All present parties, rival claims to one code too."""
        return frozenset(who for who in self.members(past) if not self.has_left(past, who))

    def opening(self, entry: Told, past: Past) -> tuple[Who, str] | None:
        """As ``Journals``."""
        act, code = entry.doc["acts"][0], entry.doc["party"]
        if act["act"] == "found":
            return self.named_by(act).get(code) if entry.hash == self.partnership else None
        version = self.versions.get(act["version"])
        if version is None or version.record != self.charter_name or not self.is_known(act["version"], past):
            return None
        named = self.charter_names(version).get(code)
        if named is None or named[0] == self.valid[self.partnership].who or self.has_left(past, named[0]):
            return None
        return named

    # Judging

    def judge(self, entry: Told) -> None:
        """As ``Journals``."""
        for index, act in enumerate(entry.doc["acts"]):
            why = self._why_void(entry, index, act)
            entry.verdicts.append(why)
            if why is None:
                for blob in blobs_of({name: act.get(name) for name in ("body", "note", "reason", "paper")}):
                    self.references.setdefault(blob, []).append(entry)

    def _why_void(self, entry: Told, index: int, act: Act) -> str | None:
        word = act["act"]
        if word in ("found", "join"):
            self._open(entry, act)
            return None
        if self.has_left(entry.past, entry.who):
            return "left"
        if word != "recover" and not self.counts(entry.past, entry, word):
            return "forked"
        if entry.who not in self.members(entry.past) and not self._is_of_admission(entry, act):
            return "not admitted"
        why: str | None = getattr(self, f"_{word}")(entry, index, act)
        return why

    def _open(self, entry: Told, act: Act) -> None:
        self.keys.append((entry, frozenset([entry.signing, entry.recovery])))
        if act["act"] == "join":
            self.versions[act["version"]].words.append(Word(entry, 0, "join"))
            return
        self.charter_name = f"{entry.doc['party']}/charter"
        everyone = frozenset(who for who, _ in self.named_by(act).values())
        self._declare(Version(f"{entry.hash}/0", entry, act, self.charter_name, None, entry.who, None, None, everyone))

    def _is_of_admission(self, entry: Told, act: Act) -> bool:
        version = self.versions.get(act.get("version", ""))
        return (
            act["act"] in ("endorse", "decline")
            and version is not None
            and version.record == self.charter_name
            and not version.is_stated
            and entry.who in self.charter_parties(version)
        )

    def is_known(self, name: str, past: Past) -> bool:
        """Say whether a causal past declares a version, or has sealed it."""
        version = self.versions.get(name)
        return version is not None and (
            self.counts(past, version.entry, version.act["act"]) or self.is_sealed(version, past)
        )

    def _is_there(self, version: Version, past: Past, word: str) -> bool:
        """Say whether one may speak of a version: a refusal is heard while its author's journal is in conflict, too."""
        if word in ("decline", "withdraw"):
            return version.entry.hash in past
        return self.is_known(version.name, past)

    def _declare(self, version: Version) -> None:
        self.versions[version.name] = version
        self.records.setdefault((version.record, version.is_stated), []).append(version)

    def _propose(self, entry: Told, index: int, act: Act) -> str | None:
        past, record = entry.past, act["record"]
        names = [act[name] for name in ("base", "answers") if name in act] + act.get("with", [])
        if not all(self.is_known(name, past) for name in names):
            return "names what is not there"
        base = self.versions[act["base"]] if "base" in act else None
        heads = self.heads(record, past)
        if base is None and heads:
            return "base missing"
        if base is not None:
            is_founding = base.name == f"{self.partnership}/0"
            if base.record != record or base.is_stated or not (is_founding or self.is_sealed(base, past)):
                return "base not sealed"
            if base.kind != act["kind"].split("/")[0]:
                return "another kind"
        present = self.present(past)
        asked = [*act.get("among", []), *([act["keeper"]] if "keeper" in act else [])]
        asked += [record.split("/")[0]] if base is None else []
        if not all(code in present for code in asked):
            return "not a party"
        is_charter = act["kind"].split("/")[0] == "charter" or record.endswith("/charter")
        if is_charter and (base is None or not self._is_amendment(entry, act, base)):
            return "no amendment"
        among = frozenset(present[code] for code in act["among"]) if "among" in act else None
        concerned = self._concerned(past, act, base, among, is_charter=is_charter)
        keeper = present[act["keeper"]] if "keeper" in act and not is_charter else None
        origin = present[record.split("/")[0]] if base is None else None
        version = Version(f"{entry.hash}/{index}", entry, act, record, base, origin, keeper, among, concerned)
        version.words.append(Word(entry, index, "propose", act.get("capacity", "full"), act.get("until")))
        self._declare(version)
        return None

    def _concerned(
        self, past: Past, act: Act, base: Version | None, among: frozenset[Who] | None, *, is_charter: bool
    ) -> frozenset[Who]:
        everyone = self.everyone(past)
        if is_charter and base is not None:
            return everyone | (
                frozenset(who for who, _ in self.named_by(act["body"]).values()) - self.charter_parties(base)
            )
        asked = everyone if among is None else among
        if base is None:
            return asked
        return asked | (everyone if base.among is None else base.among)

    def _is_amendment(self, entry: Told, act: Act, base: Version) -> bool:
        body, past = act["body"], entry.past
        if act["record"] != self.charter_name or act["kind"] != "charter/1" or base.record != self.charter_name:
            return False
        if entry.who != self.valid[self.partnership].who or set(body) - CHARTER_FIELDS or "parties" not in body:
            return False
        named, before = self.named_by(body), self.charter_names(base)
        keys = [key for who, recovery in named.values() for key in (who[1], recovery)]
        if len(named) != len(body["parties"]) or len(set(keys)) != len(keys):
            return False
        for code, party in before.items():
            if named.get(code, party) != party or (code not in named and not self.has_left(past, party[0])):
                return False
        ever = [one for one in self.records[self.charter_name, False] if self._was_in_force(one, past)]
        old = [party for one in ever for party in self.charter_names(one).values()]
        old_keys = {key for who, recovery in old for key in (who[1], recovery)}
        old_keys.update(*(keys for one, keys in self.keys if one.hash in past and one.who in [who for who, _ in old]))
        new = [party for code, party in named.items() if code not in before]
        return not any(who[0] in [one[0] for one, _ in old] or {who[1], key} & old_keys for who, key in new)

    def _was_in_force(self, version: Version, past: Past) -> bool:
        return version.base is None or self.is_sealed(version, past)

    def _endorse(self, entry: Told, index: int, act: Act) -> str | None:
        version = self.versions.get(act["version"])
        if version is None or version.is_stated or not self._is_there(version, entry.past, act["act"]):
            return "names what is not there"
        if entry.who not in version.concerned:
            return "not concerned"
        version.words.append(Word(entry, index, act["act"], act.get("capacity", "full"), act.get("until")))
        return None

    _decline = _endorse

    def _withdraw(self, entry: Told, index: int, act: Act) -> str | None:
        version = self.versions.get(act["version"])
        if version is None or version.is_stated or not self._is_there(version, entry.past, "withdraw"):
            return "names what is not there"
        if entry.who != version.entry.who:
            return "another's version"
        version.words.append(Word(entry, index, "withdraw"))
        return None

    def _state(self, entry: Told, index: int, act: Act) -> str | None:
        if act["record"].split("/")[0] != entry.who[0] or act["kind"].split("/")[0] == "charter":
            return "another's record"
        mine = [
            one
            for one in self.records.get((act["record"], True), [])
            if one.entry.who == entry.who and self.counts(entry.past, one.entry, "state")
        ]
        last = max(mine, key=lambda one: (one.entry.seq, int(one.name.split("/")[1])), default=None)
        if act.get("replaces") != (last.name if last is not None else None):
            return "not the last"
        name = f"{entry.hash}/{index}"
        self._declare(Version(name, entry, act, act["record"], last, entry.who, None, None, frozenset()))
        return None

    def _acknowledge(self, entry: Told, index: int, act: Act) -> str | None:
        version = self.versions.get(act["version"])
        if version is None or not version.is_stated or not self.is_known(version.name, entry.past):
            return "names what is not there"
        if version.entry.who == entry.who:
            return "its own"
        version.words.append(Word(entry, index, "acknowledge"))
        return None

    def _rotate(self, entry: Told, index: int, act: Act) -> None:  # noqa: ARG002 - all acts are called alike
        if "key" in act:
            entry.signing = self.learn(act["key"])
            self.keys.append((entry, frozenset([entry.signing])))

    def _recover(self, entry: Told, index: int, act: Act) -> None:  # noqa: ARG002 - all acts are called alike
        entry.signing, entry.recovery = self.learn(act["key"]), self.learn(act["recovery"])
        self.keys.append((entry, frozenset([entry.signing, entry.recovery])))
        self.forget_standings(entry.past)

    def _leave(self, entry: Told, index: int, act: Act) -> None:  # noqa: ARG002 - all acts are called alike
        self.leaves.setdefault(entry.who, []).append(entry)

    def _erase(self, entry: Told, index: int, act: Act) -> str | None:  # noqa: ARG002 - all acts are called alike
        whose = {one.who for one in self.references.get(act["blob"], ()) if one.hash in entry.past}
        return None if whose == {entry.who} else "another's reference, or none"

    def _seal(self, entry: Told, index: int, act: Act) -> str | None:
        raise NotImplementedError


CHARTER_FIELDS = {"name", "parties", "languages", "expected", "continues"}


def blobs_of(value: Any) -> list[str]:
    """The blobs that a value refers to."""
    if isinstance(value, dict):
        if set(value) == {"blob", "name", "type", "size"}:
            return [value["blob"]]
        return [blob for part in value.values() for blob in blobs_of(part)]
    if isinstance(value, list):
        return [blob for part in value for blob in blobs_of(part)]
    return []
