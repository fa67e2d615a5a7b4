"""Signs drafts: joint kinds are proposed, own kinds declared; a plan goes out with the texts of its lines."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET

from foedus.ledger import acts as a
from foedus.ledger.limits import TIME_FORM
from foedus.office.composing import Composition, Piece, Terms, compose, plan_again
from foedus.office.drafts import Suspect, note_of
from foedus.office.errors import DraftError, NotFoundError, OfficeError, PersonalDataError
from foedus.office.names import find_version
from foedus.office.ports import Cooperation, Draft, Ledger, Node
from foedus.office.review import Review, chosen_drafts, review_of
from foedus.office.sealing import keep_books
from foedus.office.signing import SignedEntry, own_number, sign
from foedus.office.versions import Named, named
from foedus.office.witness import look


class Signed(msgspec.Struct, frozen=True):
    """What was signed, and what followed at once: ``sealed`` is what our bookkeeping recorded as agreed."""

    review: Review
    entries: tuple[SignedEntry, ...]
    versions: tuple[Named, ...] = ()
    sealed: tuple[Named, ...] = ()
    dropped: tuple[Named, ...] = ()
    unanswered: tuple[Named, ...] = ()


def propose(
    node: Node,
    coop: Cooperation,
    numbers: Sequence[int],
    *,
    capacity: a.Capacity = "full",
    until: str | None = None,
    note: str | Mapping[str, str] | None = None,
    personal_confirmed: bool = False,
) -> Signed:
    """Sign drafts: all in one entry, and a plan in the next, since it names the versions of its lines by their hash.

    :param until: our consent counts for nothing agreed later; a day, or a time as entries write it.
    :raises DraftError: something stands against a draft. :raises PersonalDataError: a person has to confirm first.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        terms = terms_of(ledger, capacity, until, note)
        drafts = _some(node, coop, numbers)
        composition = compose(ledger, own_number(node, ledger), drafts, terms)
        return sign_composition(node, ledger, composition, personal_confirmed=personal_confirmed)


def repropose(
    node: Node,
    coop: Cooperation,
    plan: str,
    *,
    drafts: Sequence[int] = (),
    accept: Sequence[str] = (),
    capacity: a.Capacity = "full",
    until: str | None = None,
    note: str | Mapping[str, str] | None = None,
    personal_confirmed: bool = False,
) -> Signed:
    """Propose a plan again, with the final texts of its lines.

    :param plan: the plan's record.
    :param drafts: amended or new lines, signed before it; the plan's own draft where its text changes too.
    :param accept: others' counter-texts that we accept.
    :raises DraftError: something stands against a draft. :raises PersonalDataError: a person has to confirm first.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        terms = terms_of(ledger, capacity, until, note)
        chosen = _some(node, coop, drafts) if drafts else []
        plans = {} if any(draft.record == plan for draft in chosen) else {plan: plan_again(ledger, plan)}
        versions = [find_version(ledger, name) for name in accept]
        composition = compose(ledger, own_number(node, ledger), chosen, terms, accept=versions, plans=plans)
        return sign_composition(node, ledger, composition, personal_confirmed=personal_confirmed)


def _some(node: Node, coop: Cooperation, numbers: Sequence[int]) -> list[Draft]:
    if not numbers:
        raise NotFoundError("no-drafts", name=coop.name)
    return chosen_drafts(node, coop, numbers)


def terms_of(ledger: Ledger, capacity: a.Capacity, until: str | None, note: str | Mapping[str, Any] | None) -> Terms:
    """Read the terms of a consent; a day stands for its last second.

    :raises OfficeError: ``until`` is neither a day nor a time.
    """
    whole = f"{until}T23:59:59Z" if until is not None and len(until) == len("2024-01-01") else until
    if whole is not None:
        try:
            msgspec.convert(whole, a.Time)
        except msgspec.ValidationError:
            raise OfficeError("time-form", until=until, form=TIME_FORM) from None
    return Terms(capacity, whole, note_of(ledger, note))


def sign_composition(
    node: Node, ledger: Ledger, composition: Composition, *, personal_confirmed: bool = False
) -> Signed:
    """Sign what was composed, drop its drafts, and keep the books. To be called inside a transaction.

    :raises DraftError: something stands against it. :raises PersonalDataError: a person has to confirm first.
    :raises GuardError: this copy must not sign.
    """
    review = review_of(ledger, composition)
    look(review)
    if review.faults:
        raise DraftError("not-ready", draft=review.faults[0].draft, problems=review.faults)
    check_personal(review.suspects, personal_confirmed=personal_confirmed)
    if not composition.entries:
        raise OfficeError("nothing-to-sign")
    declared: dict[str, str] = {}
    entries = [_sign_entry(node, ledger, entry, declared) for entry in composition.entries]
    for draft in composition.drafts:
        if draft.number:
            node.store.drop_draft(draft.number)
    sealed = keep_books(node, ledger.cooperation)
    return Signed(
        review=review,
        entries=tuple(entries),
        versions=tuple(named(ledger, name) for name in declared.values()),
        sealed=sealed,
        dropped=tuple(named(ledger, name) for name in composition.dropped),
        unanswered=tuple(named(ledger, name) for name in composition.unanswered),
    )


def check_personal(suspects: Sequence[Suspect], *, personal_confirmed: bool) -> None:
    """Refuse what looks like personal data, unless a person has said that it is none.

    :raises PersonalDataError: something does.
    """
    if suspects and not personal_confirmed:
        raise PersonalDataError("personal-data", suspects=tuple(suspects))


def _sign_entry(node: Node, ledger: Ledger, pieces: Sequence[Piece], declared: dict[str, str]) -> SignedEntry:
    acts = [_whole(piece, declared) for piece in pieces]
    signed = sign(node, ledger, acts)
    for index, act in enumerate(acts):
        if isinstance(act, a.Propose | a.State):
            declared[act.record] = f"{signed.hash}/{index}"
    return signed


def _whole(piece: Piece, declared: Mapping[str, str]) -> a.Act:
    """A plan's proposal with the versions of the lines that were signed in the entry before."""
    act = piece.act
    if not piece.lines or not isinstance(act, a.Propose):
        return act
    names = (*(act.with_ or ()), *(declared[record] for record in piece.lines))
    return msgspec.structs.replace(act, with_=names or UNSET)
