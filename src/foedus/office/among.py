"""Whose consent a draft asks, where it is not that of all Parties; it knows no body, and signs nothing.

Who consents is fixed by the proposal (its ``among``); everyone in the cooperation reads it all the same.
"""

from collections.abc import Collection
from typing import Final

from foedus.ledger.facts import VersionFacts
from foedus.office.errors import DraftError
from foedus.office.ports import Ledger, Node
from foedus.office.versions import codes_of, head_of, open_versions, present_codes
from foedus.records import catalogue
from foedus.records.base import Consent

FEWEST: Final = 2
"""One Party alone agrees nothing."""


def among_of(ledger: Ledger, version: VersionFacts) -> tuple[str, ...]:
    """The parties among which a text is; none stands for all of them."""
    return tuple(sorted(codes_of(ledger, version.among or ())))


def among_of_plan(node: Node, ledger: Ledger, plan: str) -> tuple[str, ...]:
    """The parties among which a plan is: that of its draft, else of its last text; a line of it begins with them."""
    for draft in node.store.drafts(ledger.cooperation.id):
        if draft.record == plan:
            return draft.among
    record = ledger.record(plan, is_stated=False)
    if record is None:
        return ()
    waiting, head = open_versions(ledger, record), head_of(ledger, record)
    last = waiting[-1] if waiting else record.versions[head] if head is not None else None
    return among_of(ledger, last) if last is not None else ()


def may_be_chosen(ledger: Ledger, kind: str) -> bool:
    """Say whether there is a choice: three parties or more, and a kind that is agreed."""
    return len(present_codes(ledger)) > FEWEST and catalogue.kind(kind).consent is not Consent.OWN


def chosen(ledger: Ledger, kind: str, codes: Collection[str]) -> tuple[str, ...]:
    """The parties among which a draft is to be, in order; none where that is all of them.

    :raises DraftError: fewer than two, one that is not a party here, or a kind that one party states alone.
    """
    known = present_codes(ledger)
    strangers = sorted({*codes} - {*known})
    if strangers:
        raise DraftError("among-not-a-party", code=strangers[0])
    named = tuple(sorted({*codes}))
    if named in {(), tuple(sorted(known))}:
        return ()
    if len(named) < FEWEST:
        raise DraftError("among-too-few")
    if catalogue.kind(kind).consent is Consent.OWN:
        raise DraftError("among-own-kind")
    return named
