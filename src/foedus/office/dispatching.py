"""Makes bundles: what the others are not known to hold, of every party's journal held here, encrypted to them."""

import errno
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

import msgspec

from foedus.exchange.envelope import encrypt
from foedus.ledger.bundle import Manifest, pack
from foedus.ledger.rules import blobs_in
from foedus.office.errors import DispatchError
from foedus.office.exchanged import OUT, common_ground, haves, last_received, receivers, wants
from foedus.office.ports import Cooperation, Dispatch, Ledger, Node
from foedus.office.signing import age_in_force, own_number, thumbprint_in_force
from foedus.office.versions import codes_of


class Dispatched(msgspec.Struct, frozen=True):
    """A bundle that was made: where, for whom, how many entries of each party, and whether it is the whole."""

    file: str
    to: tuple[str, ...]
    created: str
    entries: dict[str, int]
    blobs: int
    is_encrypted: bool
    is_whole: bool


def file_name(node: Node, coop: Cooperation, *, is_plain: bool = False) -> str:
    """A name for the next bundle: from whom, in which cooperation, when."""
    at = node.clock().replace("-", "").replace(":", "")
    name = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in coop.name)
    return f"{coop.code}-{name}-{at}.foedus" + ("" if is_plain else ".age")


def export(
    node: Node,
    coop: Cooperation,
    target: Path,
    *,
    is_plain: bool = False,
    is_whole: bool = False,
    to: Sequence[str] = (),
) -> Dispatched:
    """Write a bundle for the other parties.

    :param is_plain: the whole partnership, unencrypted, for an auditor.
    :param is_whole: everything, and not only what they lack: for a party that has lost its copy.
    :param to: codes of the receivers; none stands for every other party that has not left.
    :raises DispatchError: there is nobody to send to, or one of those named is no receiver.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        us = own_number(node, ledger)
        parties = _chosen(ledger, receivers(ledger, us), to, is_plain=is_plain)
        codes = codes_of(ledger, parties)
        received = last_received(node, coop.id)
        ground = {} if is_plain or is_whole else common_ground(ledger, [received.get(code) for code in codes])
        wanted = {hash_ for code in codes if code in received for hash_ in received[code].want}
        manifest = Manifest(
            format="foedus-bundle/1",
            partnership=coop.id,
            from_=coop.code,
            to=codes or (coop.code,),
            created=node.clock(),
            have=haves(ledger),
            want=wants(ledger),
        )
        recipients = [] if is_plain else [age_in_force(ledger, party) for party in parties]
        counter = _Counter()
        key = node.keyring.signing(thumbprint_in_force(ledger, us))
        lines = {code: counter.lines(code, ledger.lines_of(code, ground.get(code, ()))) for code in ledger.codes()}
        blobs_too = _blobs(ledger, counter, wanted)
        packed = _write(target, recipients, lambda out: pack(out, manifest, key, lines, blobs_too))
        blobs = sum(path.startswith("blobs/") for path in packed.files)
        for code in codes if not is_plain else ("",):
            node.store.put_dispatch(
                Dispatch(
                    number=0,
                    partnership=coop.id,
                    direction=OUT,
                    peer=code,
                    at=manifest.created,
                    created=manifest.created,
                    file=target.name,
                    entries=sum(counter.entries.values()),
                    have={name: tuple(one.hash for one in known) for name, known in manifest.have.items()},
                    want=manifest.want,
                )
            )
        return Dispatched(
            str(target), codes, manifest.created, counter.entries, blobs, not is_plain, is_whole=not ground
        )


def _chosen(ledger: Ledger, parties: tuple[int, ...], to: Sequence[str], *, is_plain: bool) -> tuple[int, ...]:
    known = dict(zip(codes_of(ledger, parties), parties, strict=True))
    for code in to:
        if code not in known:
            raise DispatchError("not-a-receiver", code=code)
    if not parties and not is_plain:
        raise DispatchError("nobody-to-send-to", name=ledger.cooperation.name)
    return tuple(known[code] for code in dict.fromkeys(to)) if to else parties


class _Counter:
    """Counts entries as they are packed, and remembers the files that they refer to."""

    def __init__(self) -> None:
        self.entries: dict[str, int] = {}
        self.blobs: dict[str, None] = {}

    def lines(self, code: str, lines: Iterable[bytes]) -> Iterator[bytes]:
        """The same lines, counted."""
        for line in lines:
            self.entries[code] = self.entries.get(code, 0) + 1
            self.blobs.update(dict.fromkeys(blobs_named(line)))
            yield line


def blobs_named(line: bytes) -> Iterator[str]:
    """The digests of the files that an entry's line refers to."""
    if b'"sha256:' in line:
        payload = msgspec.json.decode(line[line.index(b" ") + 1 :])
        yield from (blob.removeprefix("sha256:") for blob in blobs_in(payload))


def _write(target: Path, recipients: list[str], packing: Callable[[IO[bytes]], Manifest]) -> Manifest:
    """Write beside the target, and put it there once it is whole; encrypted where there are recipients.

    A folder that is not there is not made: it is a name mistyped.
    """
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target.parent))
    with tempfile.TemporaryDirectory(prefix=".foedus-", dir=target.parent) as folder:
        plain = Path(folder) / "bundle"
        with plain.open("wb") as out:
            packed = packing(out)
        if recipients:
            closed = Path(folder) / "closed"
            encrypt(plain, closed, recipients)
            plain = closed
        plain.replace(target)
    return packed


def _blobs(ledger: Ledger, counter: _Counter, wanted: set[str]) -> Iterator[tuple[str, bytes]]:
    """The files that the entries sent refer to, and those asked for."""
    referred = set(ledger.referred_blobs())
    for sha256 in sorted((set(counter.blobs) | wanted) & referred):
        data = ledger.blob(sha256)
        if data is not None:
            yield sha256, data
