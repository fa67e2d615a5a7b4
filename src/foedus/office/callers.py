"""Proves who calls with a bundle before anything of it is unpacked; who proves nothing gets one and the same answer."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from foedus.exchange.envelope import decrypt, is_encrypted
from foedus.ledger import acts as a
from foedus.ledger.bundle import Unpacked, read_cover, read_journal
from foedus.ledger.errors import LineError
from foedus.ledger.keys import Jwk
from foedus.ledger.line import read_line
from foedus.office.errors import CallerError
from foedus.office.peers import exchanged_with
from foedus.office.ports import Cooperation, Ledger, Node
from foedus.office.receiving import recovery_keys, signing_keys

_KEY_TYPE = b'"kty"'


class Caller(msgspec.Struct, frozen=True):
    """Who called: a party of a cooperation of ours, proved by its signature."""

    coop: Cooperation
    code: str


def prove(node: Node, source: Path, plain: Path) -> Caller:
    """Open what came as far as its cover, and prove by whom it is.

    :param source: what came. :param plain: where to put it once it is decrypted.
    :raises CallerError: it is not encrypted, of no cooperation here, not addressed to us, of nobody with whom we
        exchange, or not signed by it; ``partnership`` and ``code`` where they are known.
    :raises EnvelopeError: it is not encrypted to us. :raises BundleError: it is no bundle.
    """
    if not is_encrypted(source):
        raise CallerError("not-encrypted")
    decrypt(source, plain, node.keyring.identities())
    cover = read_cover(plain)
    manifest = cover.manifest
    coop = next((one for one in node.store.cooperations() if one.id == manifest.partnership), None)
    if coop is None:
        raise CallerError("another-partnership")
    ledger = node.store.open(coop.id)
    if manifest.from_ not in exchanged_with(node, ledger):
        raise CallerError("no-party", partnership=coop.id)
    facts = {"partnership": coop.id, "code": manifest.from_}
    if coop.code not in manifest.to:
        raise CallerError("for-others", **facts)
    if not cover.is_signed_by(_keys(ledger, cover, plain)):
        raise CallerError("signature", **facts)
    return Caller(coop, manifest.from_)


def _keys(ledger: Ledger, cover: Unpacked, plain: Path) -> Mapping[str, bytes]:
    """The sender's keys: those known here, and those that its own register in the bundle changes them to."""
    code = cover.manifest.from_
    known = signing_keys(ledger, code)
    if cover.kid in known:
        return known
    vouching = {**known, **recovery_keys(ledger, code)}
    for raw in read_journal(plain, code):
        act = _changed_by(raw, vouching) if _KEY_TYPE in raw else None
        if act is not None and isinstance(act.key, Jwk):
            vouching[act.key.thumbprint()] = known[act.key.thumbprint()] = act.key.point()
        if isinstance(act, a.Recover):
            vouching[act.recovery.thumbprint()] = act.recovery.point()
    return known


def _changed_by(raw: bytes, vouching: Mapping[str, bytes]) -> a.Rotate | a.Recover | None:
    """The change of keys that a line brings, where a known key has signed it."""
    try:
        line = read_line(raw, vouching)
    except LineError:
        return None
    act = line.entry.acts[0] if line.kid in vouching and line.entry is not None else None
    return act if isinstance(act, a.Rotate | a.Recover) else None
