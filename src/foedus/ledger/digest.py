"""Check codes and digests, by which people compare what they hold; computed from what is sealed and nothing else.

``docs/protocol.md``, "Keys, check codes, digest".
"""

import hashlib
from collections.abc import Iterable

import msgspec

from foedus.ledger.author import everything
from foedus.ledger.consent import heads, seals_in
from foedus.ledger.facts import RecordFacts
from foedus.ledger.keys import spoken
from foedus.ledger.store import Store

SPOKEN_DIGITS = 32


class Check(msgspec.Struct, frozen=True):
    """A check code: in full, as its first 32 hex digits, and as 12 words for the telephone."""

    code: str
    digits: str
    words: tuple[str, ...]


def check(text: str) -> Check:
    """Make the check of a text, as the protocol writes it."""
    digest = hashlib.sha256(text.encode()).digest()
    return Check(digest.hex(), digest.hex()[:SPOKEN_DIGITS], spoken(digest))


def version_check(partnership: str, version: str) -> Check:
    """The check code of a sealed version."""
    return check(f"foedus-check/1 {partnership} {version}\n")


def digest_lines(store: Store, records: Iterable[RecordFacts]) -> list[str]:
    """The lines that a digest covers: each joint record's current sealed version, one line a head where in dispute.

    Where a keeper that forked sealed one version twice, its line names the seal whose entry hash is least.

    :param records: all joint records of the partnership.
    """
    past = everything(store.facts())
    lines = []
    for record in records:
        if record.is_stated or not record.seals:
            continue
        for version in heads(record, past):
            seal = min(one.entry for one in seals_in(record, past) if one.version == version)
            lines.append(f"{record.name} {version} {seal}\n")
    return sorted(lines, key=str.encode)


def partnership_check(partnership: str, lines: Iterable[str]) -> Check:
    """The digest of a partnership, from the lines of ``digest_lines``."""
    return check(f"foedus-digest/1 {partnership}\n" + "".join(lines))
