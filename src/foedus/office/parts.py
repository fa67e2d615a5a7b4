"""Makes the next part of what another office lacks, small enough for its line; it sends nothing.

A part holds entries in the order in which they were applied here, so that each has its causal past in it or before it.
"""

import hashlib
import tempfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import msgspec

from foedus.exchange.envelope import encrypt
from foedus.ledger.bundle import Manifest, pack
from foedus.office.dispatching import blobs_named
from foedus.office.errors import DispatchError
from foedus.office.exchanged import IN, OUT, haves, receivers, wants
from foedus.office.ports import Cooperation, Dispatch, Ledger, Node
from foedus.office.signing import age_in_force, own_number
from foedus.office.versions import codes_of
from foedus.office.vouching import Vouched

BYTES_AN_ENTRY = 4096
"""So many bytes are allowed to a part for every entry that it may hold; one entry or file it always may."""


class Part(msgspec.Struct, frozen=True):
    """A part that was made: entries by code, files, whether something was left for the next, the last of each code."""

    created: str
    entries: dict[str, int]
    blobs: int
    is_cut: bool
    last: dict[str, str]
    have: dict[str, tuple[str, ...]]
    want: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many entries it holds."""
        return sum(self.entries.values())

    @property
    def is_empty(self) -> bool:
        """Say whether it tells only what is held here."""
        return not (self.entries or self.blobs)


def write_part(
    node: Node,
    coop: Cooperation,
    code: str,
    target: Path,
    most: int,
    progress: Callable[[int], None] = lambda _: None,
    *,
    is_doubted: bool = False,
) -> Part:
    """Write what a party is not known to hold, encrypted to it.

    :param target: a file that is not there yet. :param most: how many entries it may hold; more only where none of our
        keys that its receiver knows is here any more.
    :param progress: called with the number of entries packed since the last call.
    :param is_doubted: the receiver may hold less than it said, and not know our newest key.
    :raises DispatchError: the party is none to whom we send.
    """
    with node.store.transaction():
        ledger = node.store.open(coop.id)
        us = own_number(node, ledger)
        known = receivers(ledger, us)
        party = dict(zip(codes_of(ledger, known), known, strict=True)).get(code)
        if party is None:
            raise DispatchError("not-a-receiver", code=code)
        told = node.store.last_dispatch(coop.id, IN, code)
        vouched = Vouched(node, ledger, us, told)
        chosen = _Chosen(ledger, told, most, vouched)
        progress(chosen.count)
        manifest = Manifest(
            format="foedus-bundle/1",
            partnership=coop.id,
            from_=coop.code,
            to=(code,),
            created=node.clock(),
            have=haves(ledger),
            want=wants(ledger),
        )
        key = vouched.oldest() if is_doubted else vouched.newest()
        with tempfile.TemporaryDirectory(prefix="foedus-", dir=target.parent) as folder:
            plain = Path(folder) / "bundle"
            with plain.open("wb") as out:
                packed = pack(out, manifest, key, chosen.journals, chosen.blobs(told.want if told is not None else ()))
            encrypt(plain, target, [age_in_force(ledger, party)])
        return Part(
            created=manifest.created,
            entries={name: len(lines) for name, lines in chosen.journals.items()},
            blobs=sum(path.startswith("blobs/") for path in packed.files),
            is_cut=chosen.is_cut,
            last={name: _hash(lines[-1]) for name, lines in chosen.journals.items()},
            have={name: tuple(one.hash for one in held) for name, held in manifest.have.items()},
            want=manifest.want,
        )


def lacks(node: Node, coop: Cooperation, code: str) -> bool:
    """Say whether a party is not known to hold all that is held here."""
    ledger = node.store.open(coop.id)
    told = node.store.last_dispatch(coop.id, IN, code)
    return next(ledger.lines_in_order(_ground(ledger, told)), None) is not None


def note_sent(node: Node, coop: Cooperation, code: str, part: Part) -> None:
    """Keep that a part went; one that held nothing leaves no trace."""
    if part.is_empty:
        return
    node.store.put_dispatch(
        Dispatch(0, coop.id, OUT, code, part.created, part.created, "", part.count, part.have, part.want)
    )


class _Chosen:
    """The lines of one part, and the files that belong to it, as far as they fit."""

    def __init__(self, ledger: Ledger, told: Dispatch | None, most: int, vouched: Vouched) -> None:
        self._ledger = ledger
        self._left = most * BYTES_AN_ENTRY
        self._named: dict[str, None] = {}
        self.journals: dict[str, list[bytes]] = {}
        self.count = 0
        self.is_cut = False
        for code, line in ledger.lines_in_order(_ground(ledger, told)):
            is_full = self.count >= most or len(line) > self._left
            if self.count and is_full and vouched.is_enough:
                self.is_cut = True
                break
            self.journals.setdefault(code, []).append(line)
            vouched.note(code, line)
            self._named.update(dict.fromkeys(blobs_named(line)))
            self._left -= len(line)
            self.count += 1

    def blobs(self, wanted: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """The files asked for and those of the entries sent; what does not fit is asked for again."""
        sent = 0
        candidates = dict.fromkeys((*wanted, *self._named))
        referred = set(self._ledger.referred_blobs()) if candidates else set()
        for sha256 in candidates:
            data = self._ledger.blob(sha256) if sha256 in referred else None
            if data is None:
                continue
            if sent and len(data) > self._left:
                self.is_cut = True
                return
            yield sha256, data
            self._left -= len(data)
            sent += 1


def _ground(ledger: Ledger, told: Dispatch | None) -> dict[str, tuple[str, ...]]:
    """What the party said last that it holds, as far as it is known here.

    Of a register whose end is not known here at all it holds more than we do: what we hold is nothing to it.
    """
    held = told.have if told is not None else {}
    ours = {code: tuple(one.hash for one in known) for code, known in haves(ledger).items()}
    return {
        code: tuple(one for one in hashes if ledger.entry(one) is not None) or ours.get(code, ())
        for code, hashes in held.items()
    }


def _hash(line: bytes) -> str:
    return hashlib.sha256(line[line.index(b" ") + 1 :]).hexdigest()
