"""Knows what a causal past holds, and which acts of a party with two registers count in it; it judges no act.

``docs/protocol.md``, "Forks". A party that never forked and never recovered takes the short way everywhere.
"""

from foedus.ledger.facts import PartnershipFacts, Past, Recovery

ALWAYS = frozenset({"decline", "withdraw", "leave"})
"""What counts at a fork and after."""


def is_in(past: Past, branch: int, seq: int) -> bool:
    """Say whether the entry at this place is in the causal past."""
    return past.get(branch, -1) >= seq


def merged(past: Past, other: Past) -> Past:
    """The union of two causal pasts."""
    union = dict(past)
    merge(union, other)
    return union


def merge(past: Past, other: Past) -> None:
    """Put a causal past into another."""
    for branch, seq in other.items():
        if past.get(branch, -1) < seq:
            past[branch] = seq


class View:
    """One party's journal as a causal past holds it: which of its acts count there."""

    def __init__(self, facts: PartnershipFacts, past: Past, party: int) -> None:
        self._facts = facts
        seen = [branch for branch in facts.parties[party].branches if branch in past]
        tips = [(branch, past[branch]) for branch in seen]
        self._leaves = [tip for tip in tips if not any(other != tip and self._is_on(tip, other) for other in tips)]
        self.recovery = self._recovery_in(past, facts.parties[party].recoveries)
        if self.recovery is not None:
            root = (self.recovery.branch, self.recovery.seq)
            self._leaves = [leaf for leaf in self._leaves if self._is_on(root, leaf)]
        self.fork = self._fork()
        """The ``seq`` of the fork that the past holds (since a recovery, if there is one), None where it holds none."""

    @staticmethod
    def _recovery_in(past: Past, recoveries: list[Recovery]) -> Recovery | None:
        known = [one for one in recoveries if is_in(past, one.branch, one.seq)]
        for one in known:
            if all(is_in(one.past, other.branch, other.seq) for other in known):
                return one
        return None

    def _is_on(self, place: tuple[int, int], tip: tuple[int, int]) -> bool:
        """Say whether ``place`` is on the chain that ends at ``tip``."""
        branch, seq = tip
        while branch != place[0]:
            facts = self._facts.branches[branch]
            branch, seq = facts.parent, facts.start - 1
            if branch < 0:
                return False
        return place[1] <= seq

    def _fork(self) -> int | None:
        forks = [
            self._parting(one, other) for number, one in enumerate(self._leaves) for other in self._leaves[number + 1 :]
        ]
        return min(forks, default=None)

    def _parting(self, one: tuple[int, int], other: tuple[int, int]) -> int:
        reach: dict[int, int] = {}
        branch, seq = one
        while branch >= 0:
            reach[branch] = seq
            branch, seq = self._facts.branches[branch].parent, self._facts.branches[branch].start - 1
        branch, seq = other
        while branch >= 0:
            if branch in reach:
                return min(reach[branch], seq) + 1
            branch, seq = self._facts.branches[branch].parent, self._facts.branches[branch].start - 1
        return 0

    def is_on_journal(self, branch: int, seq: int) -> bool:
        """Say whether the place is on the journal that a recovery continues; everything is where there was none."""
        if self.recovery is None:
            return True
        return any(self._is_on((branch, seq), leaf) for leaf in self._leaves)

    def counts(self, branch: int, seq: int, word: str) -> bool:
        """Say whether an act at a place of the past counts there.

        Of what hangs on branches that a recovery left, ``decline`` and ``withdraw`` count until an ``endorse`` that
        follows the recovery: here they count, and ``consent.stands`` asks ``is_on_journal``.
        """
        if not self.is_on_journal(branch, seq):
            return word in ALWAYS
        return self.fork is None or seq < self.fork or word in ALWAYS

    def follows_recovery(self, branch: int, seq: int) -> bool:
        """Say whether the place is on the recovered journal, after the recovery."""
        recovery = self.recovery
        if recovery is None or not self.is_on_journal(branch, seq):
            return False
        return seq > recovery.seq


def view(facts: PartnershipFacts, past: Past, party: int) -> View | None:
    """The party's journal as this past holds it, or None where nothing about it depends on the past."""
    if facts.parties[party].is_plain:
        return None
    return View(facts, past, party)


def counts(facts: PartnershipFacts, past: Past, party: int, branch: int, seq: int, word: str) -> bool:
    """Say whether an act of ``party`` at a place is in the causal past and counts there."""
    if past.get(branch, -1) < seq:
        return False
    seen = view(facts, past, party)
    return seen is None or seen.counts(branch, seq, word)


def has_left(facts: PartnershipFacts, past: Past, party: int) -> bool:
    """Say whether the party's ``leave``, on whatever branch, is in the causal past."""
    leaves = facts.parties[party].leaves
    return bool(leaves) and any(is_in(past, branch, seq) for branch, seq in leaves)
