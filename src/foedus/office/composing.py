"""Turns drafts into the acts that are about to be signed, entry by entry; it signs nothing and asks nobody."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from foedus.ledger import acts as a
from foedus.ledger.facts import RecordFacts
from foedus.office.among import among_of
from foedus.office.consents import authentic_texts_missing, consentable
from foedus.office.drafts import Fault, faults_of, kind_of
from foedus.office.errors import GuardError, NotFoundError, OfficeError
from foedus.office.plan_lines import choose
from foedus.office.ports import Draft, Ledger
from foedus.office.versions import (
    body_of,
    head_of,
    last_stated,
    missing_blobs,
    open_versions,
    present_codes,
    version_of,
)
from foedus.records.base import Consent

PLAN, ACTIVITY = "plan", "activity"


class Terms(msgspec.Struct, frozen=True):
    """How we consent: in which capacity, until when, with which note (where a draft has none of its own)."""

    capacity: a.Capacity = "full"
    until: str | None = None
    note: dict[str, Any] = {}


class Piece(msgspec.Struct, frozen=True):
    """One act to be signed. ``lines`` are records whose versions, signed in the entry before, it will name too."""

    act: a.Act
    draft: int | None = None
    lines: tuple[str, ...] = ()


class Composition(msgspec.Struct, frozen=True):
    """What is about to be signed: entries of acts, what stands against it, and what a plan leaves out."""

    entries: tuple[tuple[Piece, ...], ...]
    drafts: tuple[Draft, ...] = ()
    faults: tuple[Fault, ...] = ()
    dropped: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All acts, in the order in which they are signed."""
        return tuple(piece for entry in self.entries for piece in entry)


def compose(
    ledger: Ledger,
    us: int,
    drafts: Sequence[Draft],
    terms: Terms,
    *,
    is_declared: bool = False,
    accept: Sequence[str] = (),
    plans: Mapping[str, Draft] | None = None,
) -> Composition:
    """Compose the entries that propose or declare drafts.

    A version is named by its entry's hash, so a plan cannot name lines of its own entry: lines come first, then plans.

    :param us: our party's number.
    :param is_declared: declare what either party may state alone, rather than propose it.
    :param accept: others' versions that we accept in the first entry.
    :param plans: plans to be proposed again without a draft of their own, by record, as drafts of the number 0.
    :raises GuardError: we are not admitted yet, or have left.
    """
    if ledger.cooperation.code not in present_codes(ledger):
        raise GuardError("not-a-party", code=ledger.cooperation.code)
    ledger.look_ahead(records=[draft.record for draft in drafts])
    faults = [fault for draft in drafts for fault in _faults(ledger, draft, is_declared=is_declared)]
    joint = [draft for draft in drafts if not _is_stated(draft, is_declared=is_declared)]
    stated = [draft for draft in drafts if _is_stated(draft, is_declared=is_declared)]
    again = {**(plans or {}), **{draft.record: draft for draft in joint if is_kind(draft.kind, PLAN)}}
    lines = [draft for draft in joint if draft.record not in again]
    if (joint or again) and len(present_codes(ledger)) < 2:  # noqa: PLR2004 - one party has nobody to agree with
        raise OfficeError("no-other-party")
    first = [
        *acceptances(ledger, us, accept, terms),
        *(Piece(_statement(ledger, draft, terms), draft.number) for draft in stated),
        *(Piece(_proposal(ledger, draft, terms), draft.number) for draft in lines),
        *_taken_back(ledger, us, {draft.record for draft in lines}),
    ]
    second: list[Piece] = []
    dropped: list[str] = []
    unanswered: list[str] = []
    for record, draft in again.items():
        drafted = [line.record for line in lines if line.body.get("plan") == record]
        choice = choose(ledger, us, record, drafted, accept)
        act = _proposal(ledger, draft, terms)
        act = msgspec.structs.replace(act, with_=choice.versions or UNSET)
        second.append(Piece(act, draft.number or None, choice.drafted))
        dropped += choice.dropped
        unanswered += choice.unanswered
    second += _taken_back(ledger, us, set(again))
    first += withdrawals(ledger, us, dropped, terms)
    entries = [entry for entry in (_each_once(first), _each_once(second)) if entry]
    return Composition(tuple(entries), tuple(drafts), tuple(faults), tuple(dropped), tuple(unanswered))


def _each_once(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    kept: list[Piece] = []
    for piece in pieces:
        if piece not in kept:
            kept.append(piece)
    return tuple(kept)


def is_kind(form: str, kind: str) -> bool:
    """Say whether ``activity/1`` is an ``activity``."""
    return form.partition("/")[0] == kind


def _is_stated(draft: Draft, *, is_declared: bool) -> bool:
    consent = kind_of(draft.kind).consent
    return consent is Consent.OWN or (is_declared and consent is Consent.EITHER)


def _faults(ledger: Ledger, draft: Draft, *, is_declared: bool) -> list[Fault]:
    found = [*faults_of(draft)]
    number = draft.number
    is_stated = _is_stated(draft, is_declared=is_declared)
    if is_declared and not is_stated:
        found.append(Fault((), "joint-kind", {"kind": draft.kind}, number))
    found += base_faults(ledger, draft, is_stated=is_stated)
    missing = missing_blobs(ledger, [draft.body, draft.note])
    if missing:
        found.append(Fault((), "blob-missing", {"blobs": missing}, number))
    found += [
        Fault(("provisions", *path.split(".")), "authentic-text-missing", {}, number)
        for path in authentic_texts_missing(draft.body)
    ]
    prefix = draft.record.partition("/")[0]
    if is_stated and prefix != ledger.cooperation.code:
        found.append(Fault((), "others-record", {"record": draft.record}, number))
    if not is_stated and prefix not in present_codes(ledger) and ledger.record(draft.record, is_stated=False) is None:
        found.append(Fault((), "keeper-absent", {"code": prefix}, number))
    return found


def base_faults(ledger: Ledger, draft: Draft, *, is_stated: bool) -> list[Fault]:
    """What keeps a draft from following the text that is in force now: it was begun on another."""
    record = ledger.record(draft.record, is_stated=is_stated)
    if record is None:
        return []
    try:
        last = last_stated(ledger, record) if is_stated else head_of(ledger, record)
    except OfficeError as error:
        return [Fault((), error.reason, error.facts, draft.number)]
    if last is not None and draft.base != last:
        return [Fault((), "base-not-last", {"record": draft.record}, draft.number)]
    return []


def _proposal(ledger: Ledger, draft: Draft, terms: Terms) -> a.Propose:
    record = ledger.record(draft.record, is_stated=False)
    head = _head(ledger, record)
    host = draft.body.get("host") if is_kind(draft.kind, ACTIVITY) else None
    return a.Propose(
        record=draft.record,
        kind=draft.kind,
        body=draft.body,
        base=head or UNSET,
        keeper=host if host in present_codes(ledger) else UNSET,
        among=draft.among or UNSET,
        until=terms.until or UNSET,
        capacity=terms.capacity,
        answers=draft.answers or UNSET,
        note=_note(draft, terms),
    )


def _head(ledger: Ledger, record: RecordFacts | None) -> str | None:
    try:
        return head_of(ledger, record)
    except OfficeError:
        return None


def _note(draft: Draft, terms: Terms) -> a.Note | UnsetType:
    return draft.note or terms.note or UNSET


def _statement(ledger: Ledger, draft: Draft, terms: Terms) -> a.State:
    last = last_stated(ledger, ledger.record(draft.record, is_stated=True))
    return a.State(
        record=draft.record, kind=draft.kind, body=draft.body, replaces=last or UNSET, note=_note(draft, terms)
    )


def statement_on_paper(ledger: Ledger, draft: Draft, paper: a.Paper, terms: Terms) -> Piece:
    """The act that records what others agreed to on paper."""
    return Piece(msgspec.structs.replace(_statement(ledger, draft, terms), paper=paper), draft.number)


def _taken_back(ledger: Ledger, us: int, records: Collection[str], but: Collection[str] = ()) -> list[Piece]:
    """Our own earlier texts of these records, which a newer one replaces on the table."""
    found = []
    for name in sorted(records):
        record = ledger.record(name, is_stated=False)
        if record is not None and not record.name.endswith("/charter"):
            found += [one for one in open_versions(ledger, record) if one.party == us and one.name not in but]
    return [Piece(a.Withdraw(one.name)) for one in found]


def withdrawals(ledger: Ledger, us: int, versions: Iterable[str], terms: Terms) -> list[Piece]:
    """Take back those of these versions that are ours."""
    return [
        Piece(a.Withdraw(name, note=terms.note or UNSET))
        for name in versions
        if version_of(ledger, name)[1].party == us
    ]


def acceptances(ledger: Ledger, us: int, versions: Sequence[str], terms: Terms) -> list[Piece]:
    """Accept others' versions; in full capacity that takes back our own texts of the same records.

    :raises ConsentError: we may not consent to one of them.
    """
    pieces = []
    records = set()
    for name in dict.fromkeys(versions):
        record, _ = consentable(ledger, us, name)
        records.add(record.name)
        act = a.Endorse(version=name, until=terms.until or UNSET, capacity=terms.capacity, note=terms.note or UNSET)
        pieces.append(Piece(act))
    if terms.capacity != "full":
        return pieces
    return [*pieces, *_taken_back(ledger, us, records, versions)]


def plan_again(ledger: Ledger, plan: str) -> Draft:
    """The text of a plan that was proposed or agreed last, to be proposed again with the final texts of its lines.

    :raises NotFoundError: no plan of this name is on the table or agreed.
    """
    record = ledger.record(plan, is_stated=False)
    if record is None or not any(is_kind(one.kind, PLAN) for one in record.versions.values()):
        raise NotFoundError("plan-unknown", name=plan)
    head = head_of(ledger, record)
    waiting = open_versions(ledger, record)
    last = waiting[-1].name if waiting else head
    if last is None:
        last = max(
            record.versions.values(), key=lambda one: (ledger.entry_at(one.branch, one.seq).number, one.index)
        ).name
    version = record.versions[last]
    body, among = body_of(ledger, last), among_of(ledger, version)
    return Draft(0, ledger.cooperation.id, version.kind, plan, body, base=head, among=among)
