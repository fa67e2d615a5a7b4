"""When a seal holds, by the oracle: an agreement needs the consent of all whom it concerns, whatever the ledger says.

``docs/protocol.md``, "Causal past, and when a seal holds", over sets of hashes; nothing here is shared with the ledger.
"""

from tests.simulation.journals import Act, Told, Who
from tests.simulation.verdicts import Past, Verdicts, Version, Word


class Oracle(Verdicts):
    """The second opinion on every line, act and seal of a partnership."""

    def _seal(self, entry: Told, index: int, act: Act) -> str | None:  # noqa: ARG002 - all acts are called alike
        versions = []
        for name in act["versions"]:
            version = self.versions.get(name)
            if version is None or version.is_stated:
                return "names what is not there"
            versions.append(version)
        if len({one.record for one in versions}) != len(versions):
            return "two of one record"
        for version in versions:
            why = self._why_unsealed(entry, version, versions)
            if why is not None:
                return why
        for version in versions:
            version.seals.append(entry)
        return None

    def ready(self, who: Who, at: str) -> set[str]:
        """The versions that a party could seal by themselves, having seen everything that it may say it has seen."""
        own = self.standing(frozenset(self.valid), who).journal
        seen = [one.past for one in self.valid.values() if one.who != who or one.hash in own]
        seal = Told("", {"at": at}, [], past=frozenset().union(*seen), who=who)
        joint = [one for versions in self.records.values() for one in versions if not one.is_stated]
        return {one.name for one in joint if self._why_unsealed(seal, one, [one]) is None}

    def acts(self, word: str) -> list[tuple[Told, Act]]:
        """All acts of this name that are not void."""
        return [
            (entry, act)
            for entry in self.valid.values()
            for act, why in zip(entry.doc["acts"], entry.verdicts, strict=True)
            if why is None and act["act"] == word
        ]

    def _why_unsealed(self, seal: Told, version: Version, together: list[Version]) -> str | None:
        past = seal.past
        if not self.counts(past, version.entry, version.act["act"]):
            return "names what is not there"
        if self.keeper(version) != seal.who:
            return "not its keeper"
        heads = self.heads(version.record, past)
        if heads != ([version.base] if version.base is not None else []):
            return "base is not the last"
        for name in version.act.get("with", ()):
            other = self.versions[name]
            if other not in together and not self.is_sealed(other, past):
                return "not with what it names"
        if self._is_taken_back(version, past):
            return "taken back"
        return self._why_no_agreement(seal, version)

    def keeper(self, version: Version) -> Who | None:
        """Who keeps a version's record before it is sealed."""
        line = version
        while line.base is not None:
            line = line.base
            if line.keeper is not None:
                return line.keeper
        return line.origin

    def _why_no_agreement(self, seal: Told, version: Version) -> str | None:
        concerned = [who for who in version.concerned if not self.has_left(seal.past, who)]
        if len(concerned) < 2:
            return "nobody to agree with"
        for who in concerned:
            consent = self._consent(version, who, seal.past)
            if consent is None:
                return "no consent"
            if consent.capacity != "full":
                return "not in full"
            if consent.until is not None:
                times = [one.doc["at"] for one in self.of[who] if one.hash in seal.past]
                if max([seal.doc["at"], *times]) > consent.until:
                    return "out of date"
        return None

    def _consent(self, version: Version, who: Who, past: Past) -> Word | None:
        """The consent of a party that stands in a causal past."""
        spoken = [one for one in version.words if one.entry.who == who and one.entry.hash in past]
        spoken = [one for one in spoken if one.word not in ("withdraw", "acknowledge")]
        if not spoken:
            return None
        standing = self.standing(past, who)
        on = [one for one in spoken if one.entry.hash in standing.journal]
        on = [one for one in on if self.counts(past, one.entry, one.word)]
        last = max(on, key=lambda one: (one.entry.seq, one.index), default=None)
        if last is None or last.word == "decline":
            return None
        declined_off = any(one.word == "decline" and one.entry.hash not in standing.journal for one in spoken)
        if declined_off and not self._follows_recovery(last, past):
            return None
        return last

    def _is_taken_back(self, version: Version, past: Past) -> bool:
        author = version.entry.who
        spoken = [one for one in version.words if one.entry.who == author and one.entry.hash in past]
        taken = [one.entry.hash for one in spoken if one.word == "withdraw"]
        if not taken:
            return False
        if self.standing(past, author).journal.intersection(taken):
            return True
        return not any(self._follows_recovery(one, past) for one in spoken)

    def _follows_recovery(self, word: Word, past: Past) -> bool:
        """Say whether it is an ``endorse`` on the recovered journal, after the ``recover``, that counts."""
        recovery = self.standing(past, word.entry.who).recovery
        return (
            word.word == "endorse"
            and recovery is not None
            and recovery.hash in word.entry.chain
            and self.counts(past, word.entry, "endorse")
        )
