"""Tells what entries changed, act by act, in facts; it refuses to word them, and to take anything in."""

from collections.abc import Iterator, Mapping, Sequence
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
_AT_ONCE = 200
"""Entries that are read together, with what they name."""
_HASH = 64


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
    applied = [placed for placed in ledger.applied_since(first) if placed.number <= last]
    others = [placed for placed in applied if placed.party != us]
    voids = ledger.voids(after=first)
    told: list[Change] = []
    for start in range(0, len(others), _AT_ONCE):
        some = others[start : start + _AT_ONCE]
        _read_ahead(ledger, some)
        told += [change for placed in some for change in _changes_of(ledger, placed, voids)]
    left_out = max(0, len(told) - MOST_TOLD)
    returned = len(applied) - len(others)
    if returned:
        code = ledger.facts().parties[us].code
        back = Change("returned", code, "", facts={"entries": returned})
        return (back, *told[left_out:]), left_out + first - number
    return tuple(told[left_out:]), left_out + first - number


def _read_ahead(ledger: Ledger, some: Sequence[Placed]) -> None:
    """Read entries at once, and the texts that their acts name."""
    ledger.look_ahead(places=[(placed.branch, placed.seq) for placed in some])
    acts = [act for placed in some for act in ledger.said(placed.hash).acts]
    ledger.look_ahead(hashes={version[:_HASH] for act in acts for version in _versions_in(act)})


def _versions_in(act: a.Act) -> tuple[str, ...]:
    """The versions that will be asked for where an act is told."""
    match act:
        case a.Propose():
            return tuple(version for version in (act.base, act.answers) if version)
        case a.State():
            return (act.replaces,) if act.replaces else ()
        case a.Endorse() | a.Decline() | a.Withdraw() | a.Acknowledge() | a.Join():
            return (act.version,)
        case a.Seal():
            return act.versions
    return ()


def _changes_of(ledger: Ledger, placed: Placed, voids: Mapping[str, str]) -> Iterator[Change]:
    entry = ledger.said(placed.hash)
    for index, act in enumerate(entry.acts):
        name = f"{placed.hash}/{index}"
        why = voids.get(name)
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
