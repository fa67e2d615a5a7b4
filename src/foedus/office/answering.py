"""Answers what others proposed: accepts, does not accept with a reason, takes back; many versions in one entry."""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
from msgspec import UNSET

from foedus.ledger import acts as a
from foedus.ledger.consent import is_sealed, is_withdrawn
from foedus.office.composing import Composition, Piece, acceptances, compose
from foedus.office.consents import answerable
from foedus.office.drafts import note_of
from foedus.office.errors import ConsentError, OfficeError
from foedus.office.names import find_version
from foedus.office.ports import Cooperation, Ledger, Node
from foedus.office.proposing import Signed, sign_composition, terms_of
from foedus.office.review import chosen_drafts
from foedus.office.signing import own_number
from foedus.office.versions import has_consented, past_of, shown_as, version_of

Words = str | Mapping[str, str]
_PARTLY: Final = "ad-referendum"


def accept(
    node: Node,
    coop: Cooperation,
    versions: Sequence[str] = (),
    *,
    all_of: str | None = None,
    capacity: a.Capacity = "full",
    until: str | None = None,
    note: Words | None = None,
    personal_confirmed: bool = False,
) -> Signed:
    """Accept versions, in one entry; in full capacity our own competing texts are taken back.

    :param all_of: a plan's version, accepted with every text of a line that it names and that we did not accept yet.
    :raises ConsentError: we may not consent to one of them, or did already; then none is accepted.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        us = own_number(node, ledger)
        names = [_not_accepted_yet(ledger, us, find_version(ledger, name), capacity) for name in versions]
        if all_of is not None:
            names += all_of_plan(ledger, us, find_version(ledger, all_of), capacity)
        terms = terms_of(ledger, capacity, until, note)
        composition = Composition((tuple(acceptances(ledger, us, names, terms)),))
        return sign_composition(node, ledger, _checked(composition), personal_confirmed=personal_confirmed)


def all_of_plan(ledger: Ledger, us: int, plan: str, capacity: str = "full") -> list[str]:
    """A plan's version and those that it names, without what is agreed or has our consent already.

    :param us: our party's number.
    """
    _, version = version_of(ledger, plan)
    past = past_of(ledger)
    found = []
    for name in version.with_:
        line = version_of(ledger, name)[1]
        if not is_sealed(ledger, name, past) and not _has_full_consent(ledger, line.name, us, capacity):
            found.append(name)
    return [*found, plan]


def _not_accepted_yet(ledger: Ledger, us: int, name: str, capacity: str) -> str:
    """The version itself, where another word of ours on it would say anything new.

    :raises ConsentError: our word on it is not asked, or we gave it already and without an end.
    """
    _, version = answerable(ledger, us, name)
    if _has_full_consent(ledger, name, us, capacity):
        last = max((one for one in version.consents if one.party == us), key=lambda one: (one.seq, one.index))
        if last.until is None:
            raise ConsentError("accepted-already", version=shown_as(ledger, name))
    return name


def _has_full_consent(ledger: Ledger, name: str, us: int, capacity: str) -> bool:
    version = version_of(ledger, name)[1]
    said = [one for one in version.consents if one.party == us and one.word != "withdraw"]
    if not said or not has_consented(ledger, version, us):
        return False
    return max(said, key=lambda one: (one.seq, one.index)).capacity in ("full", capacity)


def decline(
    node: Node, coop: Cooperation, versions: Sequence[str], *, reason: Words, personal_confirmed: bool = False
) -> Signed:
    """Do not accept versions, with the reason; in one entry."""
    said = dict.fromkeys(versions, reason)
    return answer(node, coop, decline=said, personal_confirmed=personal_confirmed)


def withdraw(
    node: Node,
    coop: Cooperation,
    versions: Sequence[str],
    *,
    reason: Words | None = None,
    personal_confirmed: bool = False,
) -> Signed:
    """Take our own versions back, for good; in one entry."""
    said = dict.fromkeys(versions, reason or "")
    return answer(node, coop, withdraw=said, personal_confirmed=personal_confirmed)


def answer(
    node: Node,
    coop: Cooperation,
    *,
    accept: Sequence[str] = (),
    ad_referendum: Sequence[str] = (),
    decline: Mapping[str, Words] | None = None,
    withdraw: Mapping[str, Words] | None = None,
    drafts: Sequence[int] = (),
    capacity: a.Capacity = "full",
    until: str | None = None,
    note: Words | None = None,
    personal_confirmed: bool = False,
) -> Signed:
    """Answer several versions at once, in one entry: accept some, decline others, put counter-texts beside others.

    :param ad_referendum: accepted too, whatever ``capacity`` says of the others: to be confirmed by our authorities.
    :param decline: the reason by version.
    :param withdraw: the reason by version, which may be empty.
    :param drafts: counter-texts.
    :raises ConsentError: one of the words would not count; then none is signed.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        us = own_number(node, ledger)
        terms = terms_of(ledger, capacity, until, note)
        names = [_not_accepted_yet(ledger, us, find_version(ledger, name), capacity) for name in accept]
        chosen = chosen_drafts(node, coop, drafts) if drafts else []
        if chosen:
            composition = compose(ledger, us, chosen, terms, accept=names)
        else:
            composition = Composition((tuple(acceptances(ledger, us, names, terms)),))
        partly = [_not_accepted_yet(ledger, us, find_version(ledger, name), _PARTLY) for name in ad_referendum]
        words = [
            *acceptances(ledger, us, partly, msgspec.structs.replace(terms, capacity=_PARTLY)),
            *(_declined(ledger, us, name, reason) for name, reason in (decline or {}).items()),
            *(_withdrawn(ledger, us, name, reason) for name, reason in (withdraw or {}).items()),
        ]
        first, *rest = composition.entries or ((),)
        whole = Composition(
            ((*first, *words), *rest),
            composition.drafts,
            composition.faults,
            composition.dropped,
            composition.unanswered,
        )
        return sign_composition(node, ledger, _checked(whole), personal_confirmed=personal_confirmed)


def _checked(composition: Composition) -> Composition:
    if not composition.pieces:
        raise OfficeError("nothing-to-sign")
    return composition


def _declined(ledger: Ledger, us: int, text: str, reason: Words) -> Piece:
    name = find_version(ledger, text)
    _, version = answerable(ledger, us, name)
    if version.party == us:
        raise ConsentError("own-text", version=shown_as(ledger, name))
    words = note_of(ledger, reason)
    if not words:
        raise ConsentError("reason-missing", version=shown_as(ledger, name))
    return Piece(a.Decline(name, note=words))


def _withdrawn(ledger: Ledger, us: int, text: str, reason: Words) -> Piece:
    name = find_version(ledger, text)
    _, version = version_of(ledger, name)
    told = shown_as(ledger, name)
    if version.party != us or version.is_stated:
        raise ConsentError("not-ours", version=told)
    past = past_of(ledger)
    if is_sealed(ledger, name, past):
        raise ConsentError("agreed-already", version=told)
    if is_withdrawn(ledger.facts(), version, past):
        raise ConsentError("withdrawn", version=told)
    return Piece(a.Withdraw(name, note=note_of(ledger, reason) or UNSET))
