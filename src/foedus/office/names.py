"""Finds the record, version or draft that a person names in short; refuses to guess between two."""

import re
from collections.abc import Mapping
from typing import Any

from foedus.ledger.limits import UUID_FORM, VERSION_FORM
from foedus.ledger.state import shown
from foedus.office.errors import AmbiguousError, NotFoundError
from foedus.office.ports import Cooperation, Draft, Ledger, Node
from foedus.office.versions import Named, named
from foedus.records import base
from foedus.records.caption import marks_of

__all__ = ["Named", "draft_number", "draft_of", "find_record", "find_version", "in_full", "named", "resolve_record"]

_SHOWN = re.compile(r"([A-Z][A-Z0-9-]{1,15})/(0|[1-9][0-9]*)/(0|[1-9][0-9]{0,3})")
_VERSION = re.compile(VERSION_FORM)
_HASH_PREFIX = re.compile(r"([0-9a-f]{6,63})/(0|[1-9][0-9]{0,3})")
_DRAFT = re.compile(r"d?([1-9][0-9]{0,9})")
_RECORD = re.compile(rf"[A-Z][A-Z0-9-]{{1,15}}/({UUID_FORM}|charter)")
_HASH = 64


def draft_number(text: str) -> int | None:
    """The number of a draft that is called ``d12`` or ``12``; None where it is not called so."""
    match = _DRAFT.fullmatch(text.strip())
    return int(match[1]) if match else None


def draft_of(node: Node, coop: Cooperation, number: int) -> Draft:
    """A draft of this cooperation.

    :raises NotFoundError: there is none of this number.
    """
    draft = node.store.draft(number)
    if draft is None or draft.partnership != coop.id:
        raise NotFoundError("draft-unknown", name=f"d{number}")
    return draft


def resolve_record(node: Node, coop: Cooperation, text: str) -> str:
    """The name of the record that a person means.

    :param text: ``ITA/uuid``, the beginning of either, a draft (``d12``), or one of its versions (``ITA/12/3``).
    :raises NotFoundError: nothing is called so.
    :raises AmbiguousError: several are.
    """
    return find_record(node, node.store.open(coop.id), text)


def find_record(node: Node, ledger: Ledger, text: str) -> str:
    """As ``resolve_record``, where the memory is open already."""
    text = text.strip()
    coop = ledger.cooperation
    if text.startswith("d") and (number := draft_number(text)) is not None:
        draft = node.store.draft(number)
        if draft is not None and draft.partnership == coop.id:
            return draft.record
    if _SHOWN.fullmatch(text) or _VERSION.fullmatch(text):
        record = ledger.record_of(find_version(ledger, text))
        if record is not None:
            return record.name
    if is_record_name(text) and any(ledger.record(text, is_stated=own) is not None for own in (False, True)):
        return text
    drafted = {draft.record for draft in node.store.drafts(coop.id)}
    known = {*ledger.record_names(text), *(name for name in drafted if _begins(name, text))}
    if text in known:
        return text
    if len(known) > 1:
        raise AmbiguousError("record-ambiguous", name=text, candidates=tuple(sorted(known)))
    if not known:
        raise NotFoundError("record-unknown", name=text)
    return known.pop()


def _begins(name: str, text: str) -> bool:
    return bool(text) and (name.startswith(text) or name.partition("/")[2].startswith(text))


def is_record_name(text: str) -> bool:
    """Say whether a text is a record's name in full."""
    return _RECORD.fullmatch(text) is not None


def resolve_version(node: Node, coop: Cooperation, text: str) -> str:
    """The name of the version that a person means, as the protocol writes it.

    :param text: ``ITA/12/3``, ``<entry hash>/3``, or a hash's beginning with the place.
    :raises NotFoundError: no version is called so.
    :raises AmbiguousError: several are.
    """
    return find_version(node.store.open(coop.id), text)


def find_version(ledger: Ledger, text: str) -> str:
    """As ``resolve_version``, where the memory is open already."""
    text = text.strip()
    candidates = sorted({name for name in _candidates(ledger, text) if ledger.record_of(name) is not None})
    if not candidates:
        raise NotFoundError("version-unknown", name=text)
    if len(candidates) > 1:
        raise AmbiguousError("version-ambiguous", name=text, candidates=tuple(candidates))
    return candidates[0]


def _candidates(ledger: Ledger, text: str) -> list[str]:
    if _VERSION.fullmatch(text):
        return [text]
    if match := _SHOWN.fullmatch(text):
        return [f"{hash_}/{match[3]}" for hash_ in ledger.entry_hash(match[1], int(match[2]))]
    if match := _HASH_PREFIX.fullmatch(text):
        return [
            version.name
            for record in (*ledger.open_records(), *ledger.records())
            for version in record.versions.values()
            if version.name.startswith(match[1]) and version.index == int(match[2])
        ]
    return []


def in_full(node: Node, ledger: Ledger, cls: type[base.Record], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as they were typed, with the records and texts that they name in short named in full.

    :param fields: values by path; only whole fields of the kind are looked at, not what stands within one.
    :raises NotFoundError: nothing is called so. :raises AmbiguousError: several are.
    """
    return {name: _in_full(node, ledger, cls, name, value) for name, value in fields.items()}


def _in_full(node: Node, ledger: Ledger, cls: type[base.Record], name: str, value: Any) -> Any:
    attribute = next((one for one in cls.model_fields if base.field_name(one) == name), None)
    if attribute is None or not isinstance(value, str) or not value.strip():
        return value
    called = {mark.name for mark in marks_of(cls, attribute) if isinstance(mark, base.Named)}
    if called == {"record name"}:
        words = [word.strip() for word in value.split(",")]
        return ",".join(word if is_record_name(word) else find_record(node, ledger, word) for word in words)
    return find_version(ledger, value) if called == {"version name"} else value


def entry_shown(ledger: Ledger, hash_: str) -> str:
    """An entry's name as people see it, ``ITA/12``; its hash where it is not applied here."""
    placed = ledger.entry(hash_)
    if placed is None:
        return hash_
    return f"{ledger.facts().parties[placed.party].code}/{placed.seq}"


def act_shown(ledger: Ledger, act: str) -> str:
    """An act's name as people see it, ``ITA/12/3``."""
    record = ledger.record_of(act)
    if record is not None:
        return shown(ledger.facts(), record.versions[act])
    return f"{entry_shown(ledger, act[:_HASH])}/{act[_HASH + 1 :]}"
