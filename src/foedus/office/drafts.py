"""Keeps what an officer prepares before anything is signed: makes, changes and drops drafts; it signs nothing."""

import copy
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec

from foedus.ledger.facts import RecordFacts
from foedus.office import fields as f
from foedus.office.among import among_of, among_of_plan, chosen
from foedus.office.errors import DraftError, NotFoundError, OfficeError
from foedus.office.names import draft_of, in_full, is_record_name
from foedus.office.ports import Cooperation, Draft, Ledger, Node
from foedus.office.versions import (
    body_of,
    captions_of,
    head_of,
    last_stated,
    next_keeper,
    open_versions,
    present_codes,
    shown_as,
    version_of,
)
from foedus.records import catalogue
from foedus.records.base import Body, Record
from foedus.records.personal import marks_in_body, marks_in_text


class Fault(msgspec.Struct, frozen=True):
    """What keeps a draft from being signed: where in its body, a stable reason, and what belongs to it."""

    path: tuple[str | int, ...]
    reason: str
    facts: dict[str, Any] = {}
    draft: int | None = None


class Suspect(msgspec.Struct, frozen=True):
    """What looks like personal data: the text marked, its sort, and where it stands (``body`` or ``note``)."""

    draft: int | None
    where: str
    path: tuple[str | int, ...]
    text: str
    sort: str
    kind: str = ""


class DraftView(msgspec.Struct, frozen=True):
    """A draft with what is to be said of it."""

    number: int
    record: str
    kind: str
    captions: dict[str, str]
    body: Body
    base: str | None
    base_shown: str
    answers: str | None
    answers_shown: str
    plan: str | None
    note: dict[str, str]
    inferred: tuple[dict[str, Any], ...]
    private: dict[str, Any]
    source: dict[str, Any]
    changed: str
    among: tuple[str, ...]
    problems: tuple[Fault, ...]
    suspects: tuple[Suspect, ...]


def languages_of(ledger: Ledger) -> tuple[str, ...]:
    """The languages that the charter in force names."""
    facts = ledger.facts()
    record = ledger.record(facts.charter_name, is_stated=False)
    head = head_of(ledger, record) or f"{facts.id}/0"
    return tuple(body_of(ledger, head)["languages"])


def kind_of(name: str) -> type[Record]:
    """A kind by name, with or without the number of its form.

    :raises NotFoundError: there is none.
    """
    try:
        return catalogue.kind(name)
    except catalogue.UnknownKindError:
        raise NotFoundError("kind-unknown", name=name) from None


def new(
    node: Node,
    coop: Cooperation,
    kind: str = "",
    *,
    body: Mapping[str, Any] | None = None,
    fields: Mapping[str, Any] | None = None,
    record: str | None = None,
    answers: str | None = None,
    plan: str | None = None,
    note: str | Mapping[str, str] | None = None,
    source: Mapping[str, Any] | None = None,
    private: Mapping[str, Any] | None = None,
    inferred: Sequence[Mapping[str, Any]] = (),
    among: Collection[str] | None = None,
) -> Draft:
    """Begin a draft.

    :param kind: may be left out where ``record`` or ``answers`` says it.
    :param body: in full or in short forms; left out, it begins from the agreed text or from the one that is answered.
    :param fields: values by path, set after ``body``.
    :param record: an existing record of which this is to be the next version.
    :param answers: a version to which this is the counter-text.
    :param plan: the record of the plan of which this is to be a line.
    :param among: the parties whose consent it asks; none stands for all. Left out, those of what it begins from.
    :raises OfficeError: the record cannot be drafted here. :raises DraftError: a field, or ``among``, cannot be set.
    :raises NotFoundError: a field names a record or a text that is not there.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        start = _start(node, ledger, kind, record, answers, plan)
        cls = kind_of(start.kind)
        languages = languages_of(ledger)
        whole = f.completed(cls, body, languages) if body is not None else start.body
        if plan is not None:
            whole["plan"] = plan
        if fields:
            whole = f.with_fields(cls, whole, in_full(node, ledger, cls, fields), languages)
        draft = msgspec.structs.replace(
            start,
            body=whole,
            plan=plan or whole.get("plan"),
            note=note_of(ledger, note),
            source=dict(source or {}),
            private=dict(private or {}),
            inferred=tuple(dict(one) for one in inferred),
            changed=node.clock(),
            among=start.among if among is None else chosen(ledger, start.kind, among),
        )
        return node.store.put_draft(draft)


def note_of(ledger: Ledger, note: str | Mapping[str, str] | None) -> dict[str, str]:
    """A note by language; one string is in the cooperation's first language."""
    if not note:
        return {}
    return {languages_of(ledger)[0]: note} if isinstance(note, str) else dict(note)


def _start(node: Node, ledger: Ledger, kind: str, record: str | None, answers: str | None, plan: str | None) -> Draft:
    coop = ledger.cooperation
    if answers is not None:
        facts, version = version_of(ledger, answers)
        if version.is_stated:
            raise OfficeError("own-record", record=facts.name)
        base = head_of(ledger, facts)
        return Draft(
            *(0, coop.id, version.kind, facts.name, body_of(ledger, answers)),
            base=base,
            answers=answers,
            among=among_of(ledger, version),
        )
    if record is not None:
        return _start_of_record(ledger, kind, record)
    form = kind_of(kind).form()
    keeper = keeper_of_plan(ledger, plan) if plan is not None else coop.code
    among = among_of_plan(node, ledger, plan) if plan is not None else ()
    return Draft(0, coop.id, form, new_record_name(node, keeper), {}, among=among)


def _start_of_record(ledger: Ledger, kind: str, record: str) -> Draft:
    coop = ledger.cooperation
    joint, own = ledger.record(record, is_stated=False), ledger.record(record, is_stated=True)
    if joint is not None:
        head = head_of(ledger, joint)
        last = head or _last_open(ledger, joint)
        if last is not None:
            form = joint.versions[last].kind
            among = among_of(ledger, joint.versions[last])
            return Draft(0, coop.id, form, record, body_of(ledger, last), base=head, among=among)
    stated = last_stated(ledger, own)
    if own is not None and stated is not None:
        if record.partition("/")[0] != coop.code:
            raise OfficeError("others-record", record=record)
        return Draft(0, coop.id, own.versions[stated].kind, record, body_of(ledger, stated), base=stated)
    if not is_record_name(record) or record.endswith("/charter"):
        raise NotFoundError("record-unknown", name=record)
    if record.partition("/")[0] not in present_codes(ledger):
        raise OfficeError("others-record", record=record)
    return Draft(0, coop.id, kind_of(kind).form(), record, {})


def _last_open(ledger: Ledger, record: RecordFacts) -> str | None:
    known = open_versions(ledger, record)
    return known[-1].name if known else None


def new_record_name(node: Node, code: str) -> str:
    """A name for a new record under a party's code."""
    return f"{code}/{uuid.UUID(bytes=node.chance(16), version=4)}"


def keeper_of_plan(ledger: Ledger, plan: str) -> str:
    """The party under whose code a new line of a plan is named, so that one entry agrees them all."""
    record = ledger.record(plan, is_stated=False)
    return next_keeper(ledger, record) if record is not None else plan.partition("/")[0]


def change(
    node: Node,
    number: int,
    *,
    body: Mapping[str, Any] | None = None,
    fields: Mapping[str, Any] | None = None,
    note: str | Mapping[str, str] | None = None,
    answers: str | None = None,
    among: Collection[str] | None = None,
) -> Draft:
    """Change a draft: another body, some fields by path, its note, what it answers, whose consent it asks.

    :raises NotFoundError: there is no such draft. :raises DraftError: a field, or ``among``, cannot be set.
    """
    with node.store.transaction():
        draft = _draft(node, number)
        ledger = node.store.open(draft.partnership)
        cls, languages = kind_of(draft.kind), languages_of(ledger)
        whole = f.completed(cls, body, languages) if body is not None else copy.deepcopy(draft.body)
        if fields:
            whole = f.with_fields(cls, whole, in_full(node, ledger, cls, fields), languages)
        settled = {name.partition(".")[0] for name in fields or ()}
        if answers is not None and version_of(ledger, answers)[0].name != draft.record:
            raise DraftError("answers-another-record", draft=number, version=answers)
        changed = msgspec.structs.replace(
            draft,
            body=whole,
            plan=whole.get("plan", draft.plan),
            note=note_of(ledger, note) if note is not None else draft.note,
            answers=answers or draft.answers,
            inferred=tuple(one for one in draft.inferred if one["field"] not in settled),
            changed=node.clock(),
            among=draft.among if among is None else chosen(ledger, draft.kind, among),
        )
        return node.store.put_draft(changed)


def confirm(node: Node, number: int, fields: Collection[str] | None = None) -> Draft:
    """Take over inferred values, all of them or those of the fields named; what the officer wrote is never replaced."""
    with node.store.transaction():
        draft = _draft(node, number)
        body = copy.deepcopy(draft.body)
        for one in draft.inferred:
            if fields is None or one["field"] in fields:
                body.setdefault(one["field"], copy.deepcopy(one["value"]))
        return node.store.put_draft(_without_inferred(node, draft, fields, body))


def dismiss(node: Node, number: int, fields: Collection[str] | None = None) -> Draft:
    """Drop inferred values, all of them or those of the fields named."""
    with node.store.transaction():
        draft = _draft(node, number)
        return node.store.put_draft(_without_inferred(node, draft, fields, draft.body))


def _without_inferred(node: Node, draft: Draft, fields: Collection[str] | None, body: Body) -> Draft:
    left = tuple(one for one in draft.inferred if fields is not None and one["field"] not in fields)
    return msgspec.structs.replace(draft, inferred=left, body=body, changed=node.clock())


def drop(node: Node, number: int) -> None:
    """Forget a draft.

    :raises NotFoundError: there is no such draft.
    """
    with node.store.transaction():
        _draft(node, number)
        node.store.drop_draft(number)


def _draft(node: Node, number: int) -> Draft:
    draft = node.store.draft(number)
    if draft is None:
        raise NotFoundError("draft-unknown", name=f"d{number}")
    return draft


def listed(node: Node, coop: Cooperation) -> tuple[DraftView, ...]:
    """All drafts of a cooperation, by number."""
    ledger = node.store.open(coop.id)
    return tuple(view_of(ledger, draft) for draft in node.store.drafts(coop.id))


def view(node: Node, coop: Cooperation, number: int) -> DraftView:
    """One draft with what is to be said of it.

    :raises NotFoundError: there is no such draft.
    """
    return view_of(node.store.open(coop.id), draft_of(node, coop, number))


def view_of(ledger: Ledger, draft: Draft) -> DraftView:
    """As ``view``, of a draft and a memory at hand."""
    plain = {name: getattr(draft, name) for name in DraftView.__struct_fields__ if hasattr(draft, name)}
    return DraftView(
        **plain,
        captions=captions_of(draft.kind, draft.body),
        base_shown=shown_as(ledger, draft.base),
        answers_shown=shown_as(ledger, draft.answers),
        problems=faults_of(draft),
        suspects=suspects_of(draft),
    )


def faults_of(draft: Draft) -> tuple[Fault, ...]:
    """What keeps a draft's body from being of its kind."""
    try:
        found = catalogue.problems(draft.kind, draft.body)
    except catalogue.UnknownKindError:
        return (Fault((), "kind-unknown", {"kind": draft.kind}, draft.number),)
    return tuple(Fault(one.path, one.reason, dict(one.facts), draft.number) for one in found)


def suspects_of(draft: Draft) -> tuple[Suspect, ...]:
    """What in a draft looks like personal data."""
    found = []
    for mark in marks_in_body(draft.body):
        text: Any = draft.body
        for step in mark.path:
            text = text[step]
        found.append(Suspect(draft.number, "body", mark.path, str(text)[mark.start : mark.end], mark.sort, draft.kind))
    return (*found, *suspects_in_note(draft.note, draft.number))


def suspects_in_note(note: Mapping[str, Any], draft: int | None = None) -> tuple[Suspect, ...]:
    """What in a note looks like personal data."""
    return tuple(
        Suspect(draft, "note", (language,), text[mark.start : mark.end], mark.sort)
        for language, text in note.items()
        if isinstance(text, str)
        for mark in marks_in_text(text)
    )
