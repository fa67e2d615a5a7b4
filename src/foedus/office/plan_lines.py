"""Knows which texts of a plan's lines its last proposal names; it refuses to propose, and to know what a line says.

A plan is agreed together with the versions of its lines that its proposal names. For each line that is the version to
which this party consented last. A line that another party declined, and of which nothing newer is on the table from
us, is dropped; where the line was agreed before, its agreed text stays.
"""

from collections.abc import Collection, Iterator

import msgspec

from foedus.ledger.consent import last_word
from foedus.ledger.facts import RecordFacts, VersionFacts
from foedus.office.ports import Cooperation, Ledger, Node
from foedus.office.signing import own_number
from foedus.office.versions import (
    Named,
    body_of,
    has_consented,
    has_declined,
    heads_of,
    named,
    open_versions,
    order,
    past_of,
    said_of,
)


class PlanLines(msgspec.Struct, frozen=True):
    """What a plan proposed now would name, what it would leave out, and what others wait to be answered on."""

    lines: tuple[Named, ...]
    dropped: tuple[Named, ...]
    unanswered: tuple[Named, ...]


class Choice(msgspec.Struct, frozen=True):
    """The same, by versions' names. ``drafted`` are the records whose text is signed just before the plan."""

    versions: tuple[str, ...]
    drafted: tuple[str, ...]
    dropped: tuple[str, ...]
    unanswered: tuple[str, ...]


def plan_lines(node: Node, coop: Cooperation, plan: str) -> PlanLines:
    """Say which texts of its lines a plan would name if it were proposed now.

    :param plan: the plan's record.
    """
    ledger = node.store.open(coop.id)
    choice = choose(ledger, own_number(node, ledger), plan)
    return PlanLines(
        tuple(named(ledger, name) for name in choice.versions),
        tuple(named(ledger, name) for name in choice.dropped),
        tuple(named(ledger, name) for name in choice.unanswered),
    )


def choose(
    ledger: Ledger, us: int, plan: str, drafted: Collection[str] = (), accepting: Collection[str] = ()
) -> Choice:
    """Choose the version of each line.

    :param us: our party's number.
    :param drafted: records of the plan that are proposed in the entry before the plan's.
    :param accepting: versions that we accept there.
    """
    chosen: list[str] = []
    dropped: list[str] = []
    unanswered: list[str] = []
    for record in _candidates(ledger, plan):
        waiting = [one for one in open_versions(ledger, record) if _names_plan(ledger, one.name, plan)]
        if record.name in drafted:
            continue
        settled = heads_of(ledger, record)
        agreed = settled[0] if len(settled) == 1 else None
        ours = _ours(ledger, us, waiting, accepting)
        unanswered += [one.name for one in waiting if _waits_for_us(ledger, us, one, ours, accepting)]
        if ours is None:
            chosen += [agreed] if agreed is not None and _names_plan(ledger, agreed, plan) else []
        elif any(has_declined(ours, party) for party in ours.concerned if party != us):
            dropped.append(ours.name)
            chosen += [agreed] if agreed is not None and _names_plan(ledger, agreed, plan) else []
        else:
            chosen.append(ours.name)
    versions = sorted(chosen, key=lambda name: _order(ledger, name))
    return Choice(tuple(versions), tuple(drafted), tuple(dropped), tuple(unanswered))


def _candidates(ledger: Ledger, plan: str) -> Iterator[RecordFacts]:
    """Records that may be lines: those on the table, and all activities once the plan was agreed."""
    known = ledger.record(plan, is_stated=False)
    is_agreed = known is not None and bool(known.seals)
    records = ledger.records(is_stated=False, kind="activity") if is_agreed else ledger.open_records()
    found = {record.name: record for record in records if _is_activity(record)}
    for version in known.versions.values() if known is not None else ():
        for name in version.with_:
            record = ledger.record_of(name)
            if record is not None and _is_activity(record):
                found.setdefault(record.name, record)
    yield from said_of(ledger, found.values())


def _is_activity(record: RecordFacts) -> bool:
    return any(version.kind.partition("/")[0] == "activity" for version in record.versions.values())


def _names_plan(ledger: Ledger, version: str, plan: str) -> bool:
    return body_of(ledger, version).get("plan") == plan


def _ours(ledger: Ledger, us: int, waiting: list[VersionFacts], accepting: Collection[str]) -> VersionFacts | None:
    """The version to which we consented last, or are about to."""
    agreed_to = [one for one in waiting if one.name in accepting]
    if agreed_to:
        return agreed_to[-1]
    consented = [one for one in waiting if has_consented(ledger, one, us)]
    return max(consented, key=lambda one: _consented_at(ledger, us, one), default=None)


def _consented_at(ledger: Ledger, us: int, version: VersionFacts) -> tuple[int, int]:
    word = last_word(ledger.facts(), version, us, past_of(ledger))
    return (word.seq, word.index) if word is not None else (-1, -1)


def _waits_for_us(
    ledger: Ledger, us: int, version: VersionFacts, ours: VersionFacts | None, accepting: Collection[str]
) -> bool:
    """Say whether another's text waits: we have said nothing of it, and no later text has our consent."""
    if version.party == us or version.name in accepting or has_declined(version, us):
        return False
    if has_consented(ledger, version, us) or us not in version.concerned:
        return False
    if ours is None:
        return True
    if ours.name in accepting or ours.party != us:
        return False
    return order(ledger, version) > order(ledger, ours)


def _order(ledger: Ledger, name: str) -> tuple[int, int]:
    record = ledger.record_of(name)
    return order(ledger, record.versions[name]) if record is not None else (-1, -1)
