"""Knows to which texts this party may consent; it refuses to sign, and to judge what a text is worth."""

from collections.abc import Iterator, Mapping
from typing import Any

from foedus.ledger.consent import is_sealed, is_withdrawn
from foedus.ledger.facts import RecordFacts, VersionFacts
from foedus.office.errors import ConsentError
from foedus.office.ports import Ledger
from foedus.office.versions import body_of, heads_of, missing_blobs, past_of, shown_as, version_of
from foedus.records import catalogue
from foedus.records.base import Body


def consentable(ledger: Ledger, us: int, name: str) -> tuple[RecordFacts, VersionFacts]:
    """Check that we may consent to a version.

    :param us: our party's number.
    :raises NotFoundError: no act that counts declared it.
    :raises ConsentError: it is not asked of us, settled or taken back already, not understood here, or not held whole.
    """
    record, version = answerable(ledger, us, name)
    body = body_of(ledger, name)
    if not catalogue.understands(version.kind, body):
        raise ConsentError("not-understood", version=shown_as(ledger, name), kind=version.kind)
    missing = missing_blobs(ledger, body)
    if missing:
        raise ConsentError("blob-missing", version=shown_as(ledger, name), blobs=missing)
    absent = authentic_texts_missing(body)
    if absent:
        raise ConsentError("authentic-text-missing", version=shown_as(ledger, name), texts=absent)
    return record, version


def answerable(ledger: Ledger, us: int, name: str) -> tuple[RecordFacts, VersionFacts]:
    """Check that our word on a version is asked, and still counts.

    :raises NotFoundError: no act that counts declared it.
    :raises ConsentError: it is not asked of us, or is settled or taken back already.
    """
    record, version = version_of(ledger, name)
    told = shown_as(ledger, name)
    if version.is_stated:
        raise ConsentError("own-record", version=told)
    if us not in version.concerned:
        raise ConsentError("not-concerned", version=told)
    past = past_of(ledger)
    if is_sealed(ledger, name, past):
        raise ConsentError("agreed-already", version=told)
    if is_withdrawn(ledger.facts(), version, past):
        raise ConsentError("withdrawn", version=told)
    known = heads_of(ledger, record)
    if len(known) > 1:
        raise ConsentError("in-dispute", version=told)
    if version.base != (known[0] if known else None):
        raise ConsentError("overtaken", version=told, agreed=shown_as(ledger, known[0]) if known else "")
    return record, version


def authentic_texts_missing(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Provisions that lack a language in which the body says that it is authentic: ``changes.az``."""
    languages = body.get("authentic_languages")
    provisions = body.get("provisions")
    if not isinstance(languages, list) or not isinstance(provisions, Mapping):
        return ()
    return tuple(
        f"{path}.{language}"
        for path, text in _texts(provisions, "")
        for language in languages
        if isinstance(language, str) and language not in text
    )


def _texts(value: Any, path: str) -> Iterator[tuple[str, Body]]:
    if isinstance(value, Mapping):
        if "original" in value:
            yield path, dict(value)
            return
        for name, part in value.items():
            yield from _texts(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _texts(part, f"{path}.{place}")
