"""Declares what this party states alone, acknowledges what others state, and tells what came of an activity."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET

from foedus.ledger import acts as a
from foedus.ledger.facts import RecordFacts
from foedus.office.answering import Words
from foedus.office.composing import Composition, Piece, compose
from foedus.office.drafts import new
from foedus.office.errors import ConsentError, DraftError, NotFoundError, UnkeptDraftError
from foedus.office.names import find_record, find_version
from foedus.office.ports import Cooperation, Ledger, Node
from foedus.office.proposing import Signed, sign_composition, terms_of
from foedus.office.review import chosen_drafts
from foedus.office.signing import own_number
from foedus.office.versions import body_of, last_stated, said_of, shown_as, version_of

_ACTIVITY, _REPORT = "activity", "report"


def declare(
    node: Node,
    coop: Cooperation,
    numbers: Sequence[int],
    *,
    note: Words | None = None,
    personal_confirmed: bool = False,
) -> Signed:
    """Declare drafts, in one entry: records of our own, each new or in place of our last version of it.

    :raises DraftError: one is of a joint kind, or something else stands against it.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        drafts = chosen_drafts(node, coop, numbers) if numbers else []
        if not drafts:
            raise NotFoundError("no-drafts", name=coop.name)
        terms = terms_of(ledger, "full", None, note)
        composition = compose(ledger, own_number(node, ledger), drafts, terms, is_declared=True)
        return sign_composition(node, ledger, composition, personal_confirmed=personal_confirmed)


def acknowledge(
    node: Node,
    coop: Cooperation,
    versions: Sequence[str],
    *,
    note: Words | None = None,
    personal_confirmed: bool = False,
) -> Signed:
    """Say that we have read what others declared, in one entry.

    :raises ConsentError: one is our own, or is no declaration.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        us = own_number(node, ledger)
        terms = terms_of(ledger, "full", None, note)
        names = dict.fromkeys(find_version(ledger, text) for text in versions)
        pieces = tuple(_acknowledged(ledger, us, name, terms.note) for name in names)
        composition = Composition((pieces,) if pieces else ())
        return sign_composition(node, ledger, composition, personal_confirmed=personal_confirmed)


def _acknowledged(ledger: Ledger, us: int, name: str, note: Mapping[str, Any]) -> Piece:
    _, version = version_of(ledger, name)
    if not version.is_stated:
        raise ConsentError("no-declaration", version=shown_as(ledger, name))
    if version.party == us:
        raise ConsentError("own-text", version=shown_as(ledger, name))
    return Piece(a.Acknowledge(name, note=dict(note) or UNSET))


def report(
    node: Node,
    coop: Cooperation,
    activity: str,
    outcome: str,
    *,
    fields: Mapping[str, Any] | None = None,
    note: Words | None = None,
    replace: bool = True,
    among: Collection[str] | None = None,
    personal_confirmed: bool = False,
) -> Signed:
    """Tell what came of an activity: drafted, reviewed and signed at once, and nobody's consent is awaited.

    :param activity: the activity, as people name it.
    :param outcome: an id of the list of outcomes.
    :param fields: further fields of the report by path (``reason``, ``people.0.number``).
    :param replace: our last report on this activity is replaced; otherwise this is one more.
    :param among: the names of the reports on it, where they are known; else all of ours are looked through.
    :raises UnkeptDraftError: something stands against it; the draft is not kept.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        name = find_record(node, ledger, activity)
        _check_activity(ledger, name)
        before = _last_report(ledger, coop.code, name, among) if replace else None
        body = {"activity": name, "side": coop.code, "outcome": outcome}
        try:
            draft = new(node, coop, _REPORT, body=body, fields=fields, record=before, note=note)
            return declare(node, coop, [draft.number], personal_confirmed=personal_confirmed)
        except DraftError as error:
            raise _unkept(error) from None


def _unkept(error: DraftError) -> UnkeptDraftError:
    """The error without the number of a draft that will not be there."""
    problems = tuple(msgspec.structs.replace(one, draft=None) for one in error.facts.get("problems", ()))
    return UnkeptDraftError(error.reason, **{**error.facts, "kind": _REPORT, "draft": None, "problems": problems})


def _check_activity(ledger: Ledger, name: str) -> None:
    for is_stated in (False, True):
        record = ledger.record(name, is_stated=is_stated)
        if record is not None and any(one.kind.partition("/")[0] == _ACTIVITY for one in record.versions.values()):
            return
    raise NotFoundError("activity-unknown", name=name)


def _last_report(ledger: Ledger, code: str, activity: str, among: Collection[str] | None) -> str | None:
    """Our own report on an activity that was declared last."""
    if among is None:
        every: Iterable[RecordFacts | None] = ledger.records(is_stated=True, kind=_REPORT)
    else:
        every = [ledger.record(name, is_stated=True) for name in sorted(among)]
    ours = (one for one in every if one is not None and one.name.partition("/")[0] == code)
    found: list[tuple[tuple[int, int], RecordFacts]] = []
    for record in said_of(ledger, ours):
        last = last_stated(ledger, record)
        if last is not None and body_of(ledger, last).get("activity") == activity:
            version = record.versions[last]
            found.append(((version.seq, version.index), record))
    return max(found, key=lambda one: one[0])[1].name if found else None
