"""One rule of the ledger switched off at a time: a harness that does not notice is no harness.

The switches replace functions of the ledger while they are on, deliberately, and put them back.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from foedus.ledger import consent, past, rules
from foedus.ledger.consent import SealRules
from foedus.ledger.facts import PartnershipFacts, Past, VersionFacts
from foedus.ledger.partnership import Partnership
from foedus.ledger.store import Store
from tests.simulation.history import Result, play


class NoConsentAsked(SealRules):
    """Seals hold whoever consented."""

    def consent_refusal(self, store: Store, version: VersionFacts, past: Past, at: str) -> str | None:  # noqa: ARG002 - it asks nothing
        """As ``SealRules``, and never a reason."""
        return None


class NoOrder(SealRules):
    """Seals hold whoever makes them, on whatever base, with or without what they name, taken back or not."""

    def version_refusal(self, store: Store, keeper: int, version: VersionFacts, *rest: Any) -> str | None:  # noqa: ARG002 - it asks for the consents alone
        """As ``SealRules``, and only the consents matter."""
        return self.consent_refusal(store, version, rest[1], rest[2])


@contextmanager
def switched(owner: Any, name: str, to: Any) -> Iterator[None]:
    """Put something else in the place of a rule."""
    before = owner.__dict__[name]
    setattr(owner, name, to)
    try:
        yield
    finally:
        setattr(owner, name, before)


def _seen_unread(self: Partnership, entry: Any, base: Past, own: int) -> Past:  # noqa: ARG001 - it refuses nothing
    base = dict(base)
    for hash_ in entry.seen or ():
        placed = self.store.entry(hash_)
        base = past.merged(base, placed.past) if placed is not None else base
    return base


def _left_as_held(facts: PartnershipFacts, base: Past, party: int) -> bool:  # noqa: ARG001 - it looks at all that is held
    return bool(facts.parties[party].leaves)


def _void_ignored(judge: Callable[..., str | None]) -> Callable[..., str | None]:
    def judged(self: Any, act: Any, index: int) -> str | None:
        """Judge as ever, and let what is not admitted, or in conflict, through."""
        why = judge(self, act, index)
        verb = rules._VERBS.get(type(act))
        return verb(self, act, index) if why in ("not-admitted", "conflicting-registers") and verb else why

    return judged


CANARIES: dict[str, tuple[type[SealRules], tuple[Any, str, Any] | None]] = {
    "no consent is asked": (NoConsentAsked, None),
    "only consents are asked": (NoOrder, None),
    "consents never end": (SealRules, (consent, "is_unexpired", lambda *_: True)),
    "withdrawals are not heard": (SealRules, (consent, "is_withdrawn", lambda *_: False)),
    "forks are not seen": (SealRules, (past.View, "counts", lambda *_: True)),
    "void acts are applied": (SealRules, (rules.Judge, "judge", _void_ignored(rules.Judge.judge))),
    "a leave counts before it is known": (SealRules, (rules, "has_left", _left_as_held)),
    "seen is not checked": (SealRules, (Partnership, "_past_of_seen", _seen_unread)),
    "signatures are not checked": (SealRules, (Partnership, "_check_signature", staticmethod(lambda *_: None))),
}


def caught(name: str, most: int) -> Result | None:
    """Play histories with one rule off, until one fails.

    :param most: how many histories to play at most.
    :returns: the history in which the harness noticed, None where it did not.
    """
    seal_rules, switch = CANARIES[name]
    for seed in range(most):
        if switch is None:
            result = play(seed, seal_rules())
        else:
            with switched(*switch):
                result = play(seed, seal_rules())
        if result.failure is not None:
            return result
    return None
