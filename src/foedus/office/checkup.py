"""Says what is wrong with an office's copy as far as its own entries tell; it changes nothing, and words nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final, Literal

import msgspec

from foedus.ledger.author import leaves
from foedus.ledger.store import Waiting
from foedus.office import partnerships, peers
from foedus.office.errors import GuardError
from foedus.office.exchanging import is_over, is_untold
from foedus.office.ports import Cooperation, Ledger, Node
from foedus.office.signing import check_guard, own_number

How = Literal["ok", "look", "wrong"]
AHEAD_SECONDS: Final = 600
"""Clocks that differ by less are of no matter: entries are put in order by what they had seen, not by their times."""
TRIES: Final = 3
"""So many tries in a row that came to nothing are more than a line that broke."""


class Finding(msgspec.Struct, frozen=True):
    """What one check found.

    ``how``: ``ok``; ``look``, where a person should judge; ``wrong``, where something is to be done. ``reason`` has its
    words in ``foedus.phrases.checkup``, into which ``facts`` are poured.
    """

    check: str
    how: How
    reason: str
    facts: dict[str, Any] = {}


def last_signed(node: Node) -> list[Finding]:
    """See that this copy holds what it last signed: one that is older must not sign."""
    found = []
    for coop, ledger in _ledgers(node):
        try:
            check_guard(node, ledger, own_number(node, ledger))
        except GuardError as error:
            if error.reason != "conflicting-registers":  # told by the check on them
                found.append(Finding("last-signed", "wrong", error.reason, {"cooperation": coop.name, **error.facts}))
    return found or [Finding("last-signed", "ok", "last-signed")]


def waiting(node: Node) -> list[Finding]:
    """Look for entries that came before what they rest on, or that a newer program made."""
    found = []
    for coop, ledger in _ledgers(node):
        lines = list(ledger.all_waiting())
        if not lines:
            continue
        unread = sum(1 for one in lines if not one.missing)
        facts: dict[str, Any] = {"cooperation": coop.name, "number": len(lines), "since": min(map(_at, lines))[:10]}
        if unread < len(lines):
            facts["bearers"] = sorted({one.bearer for one in lines})
            found.append(Finding("waiting", "look", "waiting", facts))
        if unread:
            found.append(Finding("waiting", "wrong", "waiting-newer", {**facts, "number": unread}))
    return found or [Finding("waiting", "ok", "none-waiting")]


def _at(waiting: Waiting) -> str:
    """When its author says that it was signed; a newer form is not read."""
    return waiting.line.entry.at if waiting.line.entry is not None else ""


def conflicts(node: Node) -> list[Finding]:
    """Look for Parties whose registers part: our own signs no more until it is recovered."""
    found = []
    for coop, ledger in _ledgers(node):
        facts = ledger.facts()
        ours = own_number(node, ledger)
        for number, party in enumerate(facts.parties):
            if len(leaves(facts, number)) > 1:
                how: How = "wrong" if number == ours else "look"
                reason = "own-conflict" if number == ours else "conflict"
                found.append(Finding("conflicts", how, reason, {"cooperation": coop.name, "code": party.code}))
    return found or [Finding("conflicts", "ok", "no-conflict")]


def recovery_key(node: Node) -> list[Finding]:
    """See whether the key that replaces all others lies where the others lie."""
    here = node.keyring.has_recovery
    return [Finding("recovery-key", "look" if here else "ok", "recovery-here" if here else "recovery-away")]


def keys_compared(node: Node) -> list[Finding]:
    """List the Parties whose keys nobody has compared."""
    found = [
        Finding("keys-compared", "look", "not-compared", {"cooperation": coop.name, "code": one.code})
        for coop in node.store.cooperations()
        for one in partnerships.parties_of(node, coop)
        if one.is_admitted and not (one.is_us or one.has_left or one.is_compared)
    ]
    return found or [Finding("keys-compared", "ok", "compared")]


def exchanges(node: Node) -> list[Finding]:
    """Say of every office with an address when it was last reached, and what is in the way."""
    coops = {coop.id: coop for coop in node.store.cooperations()}
    found = []
    for one in peers.peers(node):
        coop, contact = coops[one.partnership], peers.contact_of(node, one.partnership, one.code)
        facts: dict[str, Any] = {"cooperation": coop.name, "code": one.code, "at": contact.reached_at}
        if is_over(node, coop, one.code, contact):
            left: tuple[How, str] = ("look", "left-untold") if is_untold(contact) else ("ok", "left")
            found.append(Finding("exchange", *left, facts))
            continue
        if contact.failure is None:
            how: How = "ok" if contact.reached_at else "look"
            found.append(Finding("exchange", how, "reached" if contact.reached_at else "never-reached", facts))
            continue
        failure = msgspec.to_builtins(contact.failure)
        how = "wrong" if contact.failures >= TRIES and not contact.tries_after_leaving else "look"
        reason = "not-reached" if contact.reached_at else "not-reached-yet"
        found.append(Finding("exchange", how, reason, {**facts, "failures": contact.failures, "failure": failure}))
    return found or [Finding("exchange", "ok", "no-address")]


def clock(node: Node) -> list[Finding]:
    """Hold the clock against the last entries: those of others by ours, and ours by itself."""
    now = node.clock()
    found = []
    for coop, ledger in _ledgers(node):
        ours = own_number(node, ledger)
        for number, party in enumerate(ledger.facts().parties):
            last = max((_placed_at(ledger, tip) for tip in leaves(ledger.facts(), number)), default="")
            if not last or _seconds(last) - _seconds(now) <= AHEAD_SECONDS:
                continue
            facts = {"cooperation": coop.name, "code": party.code, "at": last, "now": now}
            is_ours = number == ours
            found.append(
                Finding("clock", "wrong" if is_ours else "look", "clock-back" if is_ours else "clock-apart", facts)
            )
    return found or [Finding("clock", "ok", "clock", {"now": now})]


CHECKS: Final = (last_signed, waiting, conflicts, recovery_key, keys_compared, exchanges, clock)


def _ledgers(node: Node) -> Iterator[tuple[Cooperation, Ledger]]:
    for coop in node.store.cooperations():
        yield coop, node.store.open(coop.id)


def _placed_at(ledger: Ledger, hash_: str) -> str:
    placed = ledger.entry(hash_)
    return placed.at if placed is not None else ""


def _seconds(at: str) -> float:
    return datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp()
