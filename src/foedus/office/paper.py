"""Records what a partner that is not connected agreed to on paper, and offers those texts to it once it is connected.

The record stated and the record proposed bear one name: they are two records, and the name is their link.
"""

from collections.abc import Sequence

from foedus.ledger import acts as a
from foedus.ledger.facts import RecordFacts
from foedus.office.answering import Words
from foedus.office.composing import Composition, base_faults, compose, statement_on_paper
from foedus.office.drafts import Fault, faults_of
from foedus.office.errors import DraftError, NotFoundError, OfficeError
from foedus.office.files import attach
from foedus.office.names import find_record
from foedus.office.ports import Cooperation, Draft, Ledger, Node
from foedus.office.proposing import Signed, sign_composition, terms_of
from foedus.office.review import chosen_drafts
from foedus.office.signing import own_number
from foedus.office.versions import (
    body_of,
    expected_codes,
    last_stated,
    missing_blobs,
    open_versions,
    present_codes,
    said_of,
)


def record_on_paper(
    node: Node,
    coop: Cooperation,
    numbers: Sequence[int],
    parties: Sequence[str],
    scan: bytes,
    *,
    file_name: str,
    media_type: str,
    note: Words | None = None,
    personal_confirmed: bool = False,
) -> Signed:
    """Record drafts, in one entry, as agreed to on paper: our word, with the scan as its evidence.

    :param parties: codes of those who agreed, our own too where it did.
    :param scan: the signed paper; its name and type stay inside the blob.
    :raises DraftError: something stands against a draft.
    :raises OfficeError: a party is connected and can sign, or is not one that this cooperation expects.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        drafts = chosen_drafts(node, coop, numbers) if numbers else []
        if not drafts:
            raise NotFoundError("no-drafts", name=coop.name)
        others = tuple(sorted(set(parties) - {coop.code}))
        if not others:
            raise OfficeError("no-party-on-paper")
        connected = tuple(code for code in others if code in present_codes(ledger))
        if connected:
            raise OfficeError("party-connected", codes=connected)
        unknown = tuple(code for code in others if code not in expected_codes(ledger))
        if unknown:
            raise OfficeError("party-unknown", codes=unknown)
        reference = attach(node, coop, scan, name=file_name, media_type=media_type)
        proof = a.BlobReference(reference["blob"], reference["name"], reference["type"], reference["size"])
        signed_by = a.Paper(tuple(sorted({*others, *({coop.code} & set(parties))})), (proof,))
        terms = terms_of(ledger, "full", None, note)
        pieces = tuple(statement_on_paper(ledger, draft, signed_by, terms) for draft in drafts)
        faults = tuple(fault for draft in drafts for fault in _faults(ledger, draft))
        composition = Composition((pieces,), tuple(drafts), faults)
        return sign_composition(node, ledger, composition, personal_confirmed=personal_confirmed)


def _faults(ledger: Ledger, draft: Draft) -> list[Fault]:
    found = [*faults_of(draft), *base_faults(ledger, draft, is_stated=True)]
    if draft.record.partition("/")[0] != ledger.cooperation.code:
        found.append(Fault((), "others-record", {"record": draft.record}, draft.number))
    missing = missing_blobs(ledger, draft.body)
    if missing:
        found.append(Fault((), "blob-missing", {"blobs": missing}, draft.number))
    return found


def offer(
    node: Node,
    coop: Cooperation,
    records: Sequence[str] = (),
    *,
    note: Words | None = None,
    personal_confirmed: bool = False,
) -> Signed:
    """Propose recorded texts to a partner that has connected, word for word, under the same names.

    :param records: as people name them; none stands for all that are on paper and neither proposed nor agreed.
    :raises NotFoundError: nothing of the kind is recorded. :raises OfficeError: those who agreed are not connected.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        names = [find_record(node, ledger, text) for text in records] or offerable(ledger)
        if not names:
            raise NotFoundError("nothing-on-paper", name=coop.name)
        drafts = [_draft(ledger, name) for name in dict.fromkeys(names)]
        kept = [node.store.put_draft(draft) for draft in drafts]
        terms = terms_of(ledger, "full", None, note)
        composition = compose(ledger, own_number(node, ledger), kept, terms)
        return sign_composition(node, ledger, composition, personal_confirmed=personal_confirmed)


def offerable(ledger: Ledger) -> list[str]:
    """Our own records that are on paper, whose partners are connected now, and that are not on the table."""
    present = set(present_codes(ledger))
    found = []
    for record in said_of(ledger, ledger.records(is_stated=True)):
        parties = parties_on_paper(ledger, record)
        if not parties or not set(parties) <= present or record.name.partition("/")[0] != ledger.cooperation.code:
            continue
        joint = ledger.record(record.name, is_stated=False)
        if joint is None or not (joint.seals or open_versions(ledger, joint)):
            found.append(record.name)
    return found


def parties_on_paper(ledger: Ledger, record: RecordFacts) -> tuple[str, ...]:
    """Who agreed on paper to the current version of an own record, by its author's word."""
    last = last_stated(ledger, record)
    act = ledger.declaration(last) if last is not None else None
    return act.paper.parties if isinstance(act, a.State) and isinstance(act.paper, a.Paper) else ()


def _draft(ledger: Ledger, name: str) -> Draft:
    record = ledger.record(name, is_stated=True)
    last = last_stated(ledger, record)
    if record is None or last is None:
        raise NotFoundError("not-on-paper", name=name)
    parties = parties_on_paper(ledger, record)
    if not parties:
        raise NotFoundError("not-on-paper", name=name)
    absent = tuple(sorted(set(parties) - set(present_codes(ledger))))
    if absent:
        raise OfficeError("party-not-connected", codes=absent)
    joint = ledger.record(name, is_stated=False)
    if joint is not None and (joint.seals or open_versions(ledger, joint)):
        raise DraftError("on-the-table", record=name)
    form = record.versions[last].kind
    return Draft(0, ledger.cooperation.id, form, name, body_of(ledger, last))
