"""Keeps the books: records as agreed what all have consented to, where this party is the keeper; nobody presses it."""

from foedus.ledger import acts as a
from foedus.ledger.author import sealable
from foedus.ledger.consent import is_sealed
from foedus.office.ports import Cooperation, Ledger, Node
from foedus.office.signing import own_number, sign
from foedus.office.versions import Named, body_of, named, past_of

_ACTIVITY = "activity"


def keep_books(node: Node, coop: Cooperation) -> tuple[Named, ...]:
    """Seal all that this party keeps and can seal now: one entry, and another only where that allowed more.

    :returns: the versions that were sealed.
    :raises GuardError: this copy must not sign.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        us = own_number(node, ledger)
        sealed: list[str] = []
        while versions := sealable_now(node, ledger, us):
            sign(node, ledger, [a.Seal(versions)])
            sealed += versions
        return tuple(named(ledger, name) for name in sealed)


def sealable_now(node: Node, ledger: Ledger, us: int) -> tuple[str, ...]:
    """The versions that this party may seal now.

    A line of a plan that is on the table waits for its plan, so that one act seals them all: who accepts a line
    accepts it as part of that plan.

    :param us: our party's number.
    """
    chosen = sealable(ledger, us, list(ledger.open_records()), node.clock())
    if not chosen:
        return ()
    records = {name: record.name for name in chosen if (record := ledger.record_of(name)) is not None}
    kept = [name for name in chosen if not _waits_for_plan(ledger, name, set(records.values()))]
    while True:
        past = past_of(ledger)
        whole = [name for name in kept if all(_is_there(ledger, one, kept, past) for one in _with(ledger, name))]
        if len(whole) == len(kept):
            return tuple(whole)
        kept = whole


def _waits_for_plan(ledger: Ledger, name: str, records: set[str]) -> bool:
    record = ledger.record_of(name)
    if record is None or record.seals or record.versions[name].kind.partition("/")[0] != _ACTIVITY:
        return False
    plan = body_of(ledger, name).get("plan")
    if not isinstance(plan, str) or plan in records:
        return False
    known = ledger.record(plan, is_stated=False)
    return known is not None and not known.seals


def _with(ledger: Ledger, name: str) -> tuple[str, ...]:
    record = ledger.record_of(name)
    return record.versions[name].with_ if record is not None else ()


def _is_there(ledger: Ledger, name: str, kept: list[str], past: dict[int, int]) -> bool:
    return name in kept or is_sealed(ledger, name, past)
