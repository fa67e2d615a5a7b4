"""Shows word for word what is about to be signed, and what in it asks for a second look; it signs nothing."""

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

from foedus.ledger import acts as a
from foedus.ledger import charter
from foedus.office.composing import Composition, Piece, Terms, compose
from foedus.office.drafts import Fault, Suspect, note_of, suspects_in_note, suspects_of
from foedus.office.errors import NotFoundError
from foedus.office.names import draft_of
from foedus.office.ports import Cooperation, Draft, Ledger, Node
from foedus.office.signing import own_number
from foedus.office.versions import body_of, captions_of, codes_of, past_of, shown_as, version_of
from foedus.records.base import Body
from foedus.records.differences import differences


class Changed(msgspec.Struct, frozen=True):
    """One place where a text differs from the one before; ``words`` are runs (kept, removed, added) of a text."""

    path: tuple[str | int, ...]
    change: str
    before: Any
    after: Any
    words: tuple[tuple[str, str], ...] = ()


class ReviewedAct(msgspec.Struct, frozen=True):
    """One act as it will be signed, with the names that people know.

    ``concerned`` are the parties whose consent is asked; ``with_records`` what is agreed only together with it;
    ``differences`` are to the text that it answers, else to the agreed one. ``keys`` are those that a change of keys
    sets, by use, with the ``cooperation`` and the entry that it goes on from (``prev``).
    """

    act: str
    draft: int | None
    record: str
    kind: str
    captions: dict[str, str]
    body: Body
    base_shown: str = ""
    answers_shown: str = ""
    version_shown: str = ""
    keeper: str = ""
    concerned: tuple[str, ...] = ()
    with_records: tuple[str, ...] = ()
    note: dict[str, Any] = {}
    capacity: str = ""
    until: str = ""
    paper: tuple[str, ...] = ()
    differences: tuple[Changed, ...] = ()
    keys: dict[str, str] = {}


class Review(msgspec.Struct, frozen=True):
    """What will be signed, entry by entry, and what is to be looked at before.

    ``unconfirmed`` are inferred values (draft, field, value, rule): they are not in the text, and will not be signed.
    ``private`` names what stays on this node. ``digest`` changes when anything that will be signed does.
    """

    entries: tuple[tuple[ReviewedAct, ...], ...]
    suspects: tuple[Suspect, ...] = ()
    faults: tuple[Fault, ...] = ()
    unconfirmed: tuple[tuple[int, str, Any, str], ...] = ()
    private: tuple[tuple[int, tuple[str, ...]], ...] = ()
    dropped: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    digest: str = ""

    @property
    def is_ready(self) -> bool:
        """Say whether nothing stands against signing it."""
        return not self.faults

    @property
    def needs_confirmation(self) -> bool:
        """Say whether something looks like personal data, and a person has to say that it is none."""
        return bool(self.suspects)


def review(
    node: Node,
    coop: Cooperation,
    numbers: Sequence[int] = (),
    *,
    is_declared: bool = False,
    capacity: a.Capacity = "full",
    until: str | None = None,
    note: str | dict[str, str] | None = None,
) -> Review:
    """Show what signing these drafts would sign.

    :param numbers: drafts; none stands for all of this cooperation.
    :param is_declared: as they would be declared, rather than proposed.
    """
    ledger = node.store.open(coop.id)
    drafts = chosen_drafts(node, coop, numbers)
    if not drafts:
        raise NotFoundError("no-drafts", name=coop.name)
    terms = Terms(capacity, until, note_of(ledger, note))
    us = own_number(node, ledger)
    return review_of(ledger, compose(ledger, us, drafts, terms, is_declared=is_declared))


def chosen_drafts(node: Node, coop: Cooperation, numbers: Sequence[int]) -> list[Draft]:
    """The drafts of these numbers, each once; all of the cooperation where none is given.

    :raises NotFoundError: there is none of a number.
    """
    known = {draft.number: draft for draft in node.store.drafts(coop.id)}
    if not numbers:
        return list(known.values())
    return [known.get(number) or draft_of(node, coop, number) for number in dict.fromkeys(numbers)]


def review_of(ledger: Ledger, composition: Composition) -> Review:
    """Show what a composition would sign."""
    drafts = {draft.number: draft for draft in composition.drafts}
    entries = tuple(tuple(_reviewed(ledger, piece) for piece in entry) for entry in composition.entries)
    suspects = [suspect for draft in composition.drafts for suspect in suspects_of(draft)]
    for piece in composition.pieces:
        if piece.draft is None or not drafts[piece.draft].note:
            said = piece.act.reason if isinstance(piece.act, a.Erase) else getattr(piece.act, "note", None)
            suspects += suspects_in_note(said or {}, piece.draft)
    return Review(
        entries=entries,
        suspects=tuple(dict.fromkeys(suspects)),
        faults=composition.faults,
        unconfirmed=tuple(
            (draft.number, one["field"], one["value"], one.get("rule", ""))
            for draft in composition.drafts
            for one in draft.inferred
        ),
        private=tuple((draft.number, tuple(sorted(draft.private))) for draft in composition.drafts if draft.private),
        dropped=tuple(shown_as(ledger, name) for name in composition.dropped),
        unanswered=tuple(shown_as(ledger, name) for name in composition.unanswered),
        digest=hashlib.sha256(msgspec.json.encode([piece.act for piece in composition.pieces])).hexdigest(),
    )


def _reviewed(ledger: Ledger, piece: Piece) -> ReviewedAct:
    act = piece.act
    if isinstance(act, a.Propose | a.State):
        return _reviewed_text(ledger, piece, act)
    if isinstance(act, a.Endorse | a.Decline | a.Withdraw | a.Acknowledge | a.Join):
        return _reviewed_word(ledger, act)
    blob = act.blob if isinstance(act, a.Erase) else ""
    note = act.reason if isinstance(act, a.Erase) else getattr(act, "note", None)
    keys = {"cooperation": ledger.cooperation.name} if isinstance(act, a.Leave) else {}
    return ReviewedAct(a.WORDS[type(act)], None, blob, "", {}, {}, note=note or {}, keys=keys)


def _reviewed_text(ledger: Ledger, piece: Piece, act: a.Propose | a.State) -> ReviewedAct:
    base = (act.base if isinstance(act, a.Propose) else act.replaces) or None
    answers = (act.answers or None) if isinstance(act, a.Propose) else None
    before = answers or base
    reviewed = ReviewedAct(
        act=a.WORDS[type(act)],
        draft=piece.draft,
        record=act.record,
        kind=act.kind,
        captions=captions_of(act.kind, act.body),
        body=act.body,
        base_shown=shown_as(ledger, base),
        answers_shown=shown_as(ledger, answers),
        note=act.note or {},
        differences=changes(body_of(ledger, before), act.body) if before is not None else (),
    )
    if isinstance(act, a.State):
        paper = act.paper.parties if isinstance(act.paper, a.Paper) else ()
        return msgspec.structs.replace(reviewed, paper=paper)
    named = tuple(version_of(ledger, name)[0].name for name in act.with_ or ())
    return msgspec.structs.replace(
        reviewed,
        keeper=act.keeper or "",
        concerned=_asked(ledger, act),
        with_records=(*named, *piece.lines),
        capacity=act.capacity,
        until=act.until or "",
    )


def _asked(ledger: Ledger, act: a.Propose) -> tuple[str, ...]:
    """Whose consent a proposal will ask: as the rules fix it, from what is applied here."""
    everyone = codes_of(ledger, charter.present(ledger, past_of(ledger)))
    base = version_of(ledger, act.base)[1] if isinstance(act.base, str) else None
    earlier = codes_of(ledger, base.among) if base is not None and base.among is not None else ()
    among = act.among if isinstance(act.among, tuple) else None
    if act.kind.partition("/")[0] == "charter":
        return tuple(sorted({*everyone, *(party["code"] for party in act.body.get("parties", ()))}))
    if among is None or (base is not None and base.among is None):
        return tuple(sorted({*everyone, *(among or ()), *earlier}))
    return tuple(sorted({*among, *earlier}))


def _reviewed_word(ledger: Ledger, act: a.Endorse | a.Decline | a.Withdraw | a.Acknowledge | a.Join) -> ReviewedAct:
    record, version = version_of(ledger, act.version)
    body = body_of(ledger, act.version)
    consents = isinstance(act, a.Endorse | a.Join)
    before = version.base if consents else None
    return ReviewedAct(
        act=a.WORDS[type(act)],
        draft=None,
        record=record.name,
        kind=version.kind,
        captions=captions_of(version.kind, body),
        body=body,
        base_shown=shown_as(ledger, version.base),
        version_shown=shown_as(ledger, act.version),
        concerned=codes_of(ledger, version.concerned),
        with_records=tuple(version_of(ledger, name)[0].name for name in version.with_) if consents else (),
        note=getattr(act, "note", None) or {},
        capacity=act.capacity if isinstance(act, a.Endorse) else "",
        until=(act.until or "") if isinstance(act, a.Endorse) else "",
        differences=changes(body_of(ledger, before), body) if before is not None else (),
    )


def changes(before: Body, after: Body) -> tuple[Changed, ...]:
    """Where two texts differ, field by field and word by word; a period that moves is told as one."""
    return tuple(
        Changed(one.path, one.change, one.before, one.after, tuple((run.kind, run.text) for run in one.words))
        for one in differences(before, after)
    )
