"""Tells what entries changed, act by act, in facts; it refuses to word them, and to take anything in."""

from collections.abc import Iterator
from typing import Any

import msgspec

from foedus.ledger import acts as a
from foedus.ledger.facts import Placed
from foedus.office.names import act_shown
from foedus.office.ports import Ledger
from foedus.office.review import changes
from foedus.office.versions import Named, body_of, named, shown_as

MOST_TOLD = 2_000
"""Changes told of one bundle: of a cooperation that comes as a whole, the newest."""
_entry = msgspec.json.Decoder(a.Entry)


class Change(msgspec.Struct, frozen=True):
    """One thing that an entry changed.

    ``what``: proposed, countered, accepted (``accepted-ad-referendum``, ``accepted-initialled``), declined, withdrawn,
    agreed, declared, declared-on-paper, replaced, acknowledged, founded, joined, left, keys-changed, recovered,
    erased, returned (entries of our own that came back), without-effect.
    """

    what: str
    party: str
    at: str
    named: Named | None = None
    note: dict[str, Any] = {}
    facts: dict[str, Any] = {}


def changes_between(ledger: Ledger, us: int, number: int, last: int) -> tuple[tuple[Change, ...], int]:
    """Tell what was applied after a number and up to another: the newest changes, and how many are left out.

    Of a cooperation that comes as a whole the earlier entries are not even read, so that the cost has a bound.

    :param us: our party's number.
    :param number: of the entry that was applied last before.
    :param last: of the last that is told.
    """
    first = max(number, last - MOST_TOLD)
    told: list[Change] = []
    returned = 0
    for placed in ledger.applied_since(first):
        if placed.number > last:
            break
        if placed.party == us:
            returned += 1
        else:
            told += _changes_of(ledger, placed)
    left_out = max(0, len(told) - MOST_TOLD)
    if returned:
        code = ledger.facts().parties[us].code
        back = Change("returned", code, "", facts={"entries": returned})
        return (back, *told[left_out:]), left_out + first - number
    return tuple(told[left_out:]), left_out + first - number


def entry_of(ledger: Ledger, hash_: str) -> a.Entry:
    """An applied entry, read again."""
    raw = ledger.line(hash_)
    return _entry.decode(raw[raw.index(b" ") + 1 :])


def _changes_of(ledger: Ledger, placed: Placed) -> Iterator[Change]:
    entry = entry_of(ledger, placed.hash)
    for index, act in enumerate(entry.acts):
        name = f"{placed.hash}/{index}"
        why = ledger.void_reason(name)
        if why is not None:
            facts = {"act": a.WORDS[type(act)], "act_shown": act_shown(ledger, name), "reason": why}
            yield Change("without-effect", entry.party, entry.at, facts=facts)
            continue
        what, told, facts = _told(ledger, name, act)
        note = act.reason if isinstance(act, a.Erase) else getattr(act, "note", None)
        yield Change(what, entry.party, entry.at, told, note or {}, facts)


_SAID_OF_A_VERSION: dict[type, str] = {
    a.Decline: "declined",
    a.Withdraw: "withdrawn",
    a.Acknowledge: "acknowledged",
    a.Join: "joined",
}


def _told(ledger: Ledger, name: str, act: a.Act) -> tuple[str, Named | None, dict[str, Any]]:
    match act:
        case a.Propose():
            return _proposal(ledger, name, act)
        case a.State():
            return _statement(ledger, name, act)
        case a.Endorse():
            what = "accepted" if act.capacity == "full" else f"accepted-{act.capacity}"
            return what, named(ledger, act.version), {"until": act.until} if act.until else {}
        case a.Decline() | a.Withdraw() | a.Acknowledge() | a.Join():
            return _SAID_OF_A_VERSION[type(act)], named(ledger, act.version), {}
        case a.Seal():
            return "agreed", None, {"versions": tuple(named(ledger, version) for version in act.versions)}
        case a.Found():
            return "founded", named(ledger, name), {}
        case a.Rotate():
            return "keys-changed", None, _new_keys(act)
        case a.Recover():
            return "recovered", None, {"thumbprint": act.key.thumbprint()}
        case a.Leave():
            return "left", None, {}
        case a.Erase():
            return "erased", None, {"blob": act.blob}


def _new_keys(act: a.Rotate) -> dict[str, Any]:
    keys = {"thumbprint": act.key.thumbprint()} if act.key else {}
    return {**keys, **({"age": act.age} if act.age else {})}


def _proposal(ledger: Ledger, name: str, act: a.Propose) -> tuple[str, Named, dict[str, Any]]:
    told = named(ledger, name)
    facts: dict[str, Any] = {"capacity": act.capacity}
    if act.with_:
        facts["with"] = len(act.with_)
    before = act.answers or act.base or None
    if before is not None:
        facts["differences"] = changes(body_of(ledger, before), act.body)
    if act.answers:
        facts["answers"], facts["answers_shown"] = act.answers, shown_as(ledger, act.answers)
        return "countered", told, facts
    if act.base:
        facts["base_shown"] = shown_as(ledger, act.base)
    return "proposed", told, facts


def _statement(ledger: Ledger, name: str, act: a.State) -> tuple[str, Named, dict[str, Any]]:
    told = named(ledger, name)
    if act.paper:
        return "declared-on-paper", told, {"parties": act.paper.parties}
    if act.replaces:
        facts = {
            "replaces_shown": shown_as(ledger, act.replaces),
            "differences": changes(body_of(ledger, act.replaces), act.body),
        }
        return "replaced", told, facts
    return "declared", told, {}
