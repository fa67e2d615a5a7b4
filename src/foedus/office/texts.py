"""Shows versions as people read them: the text, who said what of it and when, and what differs; it changes nothing."""

from typing import Any

import msgspec

from foedus.ledger.consent import seals_in
from foedus.ledger.digest import version_check
from foedus.ledger.facts import Consent, RecordFacts, VersionFacts
from foedus.office.errors import NotFoundError
from foedus.office.names import find_record
from foedus.office.ports import Cooperation, Ledger, Node
from foedus.office.review import Changed, changes
from foedus.office.versions import (
    Named,
    body_of,
    codes_of,
    heads_of,
    last_stated,
    named,
    order,
    past_of,
    read_ahead,
    shown_as,
)
from foedus.records.base import Body


class Word(msgspec.Struct, frozen=True):
    """What a party said of a version: propose, join, endorse, decline, withdraw or acknowledge."""

    party: str
    word: str
    at: str
    capacity: str = ""
    until: str = ""
    note: dict[str, Any] = {}


class VersionText(msgspec.Struct, frozen=True):
    """A version in full: its text, what was said of it, and where it differs from the text that ``against`` shows.

    ``evidence`` are references to the files (name, type, size, blob) that show what was agreed on paper.
    """

    named: Named
    body: Body
    concerned: tuple[str, ...]
    consents: tuple[Word, ...]
    base_shown: str
    answers_shown: str
    note: dict[str, Any]
    with_: tuple[Named, ...]
    on_paper: tuple[str, ...]
    against: str
    differences: tuple[Changed, ...]
    check: str
    evidence: tuple[dict[str, Any], ...] = ()


class Step(msgspec.Struct, frozen=True):
    """A version in a record's history, and when and by whom it was recorded as agreed; empty where it was not."""

    text: VersionText
    sealed_at: str
    sealed_by: str
    is_in_force: bool


def text_of(ledger: Ledger, record: RecordFacts, name: str, against: str | None = None) -> VersionText:
    """A version in full.

    :param against: the version to which the differences are shown; left out, the one answered, else the one before.
    """
    version = record.versions[name]
    act = ledger.declaration(name)
    body = body_of(ledger, name)
    answers = getattr(act, "answers", None) or None
    before = against or answers or version.base
    is_agreed = any(seal.version == name for seal in seals_in(record, past_of(ledger)))
    paper = getattr(act, "paper", None)
    return VersionText(
        named=named(ledger, name),
        body=body,
        concerned=codes_of(ledger, version.concerned),
        consents=_words(ledger, version),
        base_shown=shown_as(ledger, version.base),
        answers_shown=shown_as(ledger, answers),
        note=getattr(act, "note", None) or {},
        with_=tuple(named(ledger, one) for one in version.with_),
        on_paper=tuple(paper.parties) if paper else (),
        against=shown_as(ledger, before),
        differences=changes(body_of(ledger, before), body) if before is not None and before != name else (),
        check=version_check(ledger.facts().id, name).code if is_agreed else "",
        evidence=tuple(msgspec.to_builtins(one) for one in paper.evidence) if paper else (),
    )


def _words(ledger: Ledger, version: VersionFacts) -> tuple[Word, ...]:
    """All that was said of a version, in the order in which it was applied here."""
    found = [(_place(ledger, one.branch, one.seq, one.index), _word(ledger, one)) for one in version.consents]
    for party, branch, seq, index in version.acknowledged:
        placed = ledger.entry_at(branch, seq)
        note = getattr(ledger.act(f"{placed.hash}/{index}"), "note", None) or {}
        word = Word(codes_of(ledger, [party])[0], "acknowledge", placed.at, note=note)
        found.append((_place(ledger, branch, seq, index), word))
    return tuple(word for _, word in sorted(found, key=lambda one: one[0]))


def _place(ledger: Ledger, branch: int, seq: int, index: int) -> tuple[int, int]:
    return ledger.entry_at(branch, seq).number, index


def _word(ledger: Ledger, said: Consent) -> Word:
    placed = ledger.entry_at(said.branch, said.seq)
    note = getattr(ledger.act(f"{placed.hash}/{said.index}"), "note", None) or {}
    code = codes_of(ledger, [said.party])[0]
    return Word(code, said.word, placed.at, said.capacity, said.until or "", note)


def history(node: Node, coop: Cooperation, record: str) -> tuple[Step, ...]:
    """The versions of a record in order: what differs from the one before, who said what when, and when it was agreed.

    :param record: as people name it. Of a record both proposed and on paper, all versions are given.
    :raises NotFoundError: nothing of it was signed yet.
    """
    ledger = node.store.open(coop.id)
    name = find_record(node, ledger, record)
    read_ahead(ledger, [name])
    found = [known for is_stated in (True, False) if (known := ledger.record(name, is_stated=is_stated)) is not None]
    if not found:
        raise NotFoundError("record-unsigned", name=name)
    places = [(order(ledger, version), known, version) for known in found for version in known.versions.values()]
    steps = []
    before: str | None = None
    for _, known, version in sorted(places, key=lambda one: one[0]):
        answers = getattr(ledger.declaration(version.name), "answers", None) or None
        steps.append(_step(ledger, known, version, answers or version.base or before))
        before = version.name
    return tuple(steps)


def _step(ledger: Ledger, record: RecordFacts, version: VersionFacts, before: str | None) -> Step:
    seals = [seal for seal in seals_in(record, past_of(ledger)) if seal.version == version.name]
    in_force = [last_stated(ledger, record)] if record.is_stated else heads_of(ledger, record)
    return Step(
        text_of(ledger, record, version.name, before),
        ledger.entry_at(seals[0].branch, seals[0].seq).at if seals else "",
        codes_of(ledger, [seals[0].party])[0] if seals else "",
        version.name in in_force,
    )
