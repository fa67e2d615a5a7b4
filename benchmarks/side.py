"""One office of a simulated cooperation: what it wrote and holds, the dispatches it makes and takes; no plot."""

import hashlib
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyrage

from benchmarks.journals import Writer
from foedus.exchange.intake import take_in
from foedus.ledger.bundle import Have, Manifest, pack, unpack
from foedus.ledger.digest import Check, digest_lines, partnership_check
from foedus.ledger.line import read_line
from foedus.ledger.partnership import Partnership, Taken
from foedus.ledger.store import MemoryStore


class SimulationError(Exception):
    """Something that honest offices do was refused: the figures would be worth nothing.

    :param who: the code of the office, or of both.
    :param told: what was refused, and why.
    """

    def __init__(self, who: str, told: object) -> None:
        super().__init__(f"{who}: {told}")


class Side:
    """An office in one cooperation.

    :param code: its party's code.
    :param seed: the same seed makes the same keys.
    """

    def __init__(self, code: str, seed: int) -> None:
        self.code = code
        self.writer = Writer(code, seed)
        self._identity = pyrage.x25519.Identity.generate()
        self.recipient = str(self._identity.to_public())
        self.known: dict[str, int] = {}
        """How many entries of each party the other is known to hold: its own word, in its last dispatch."""
        self.blobs: dict[str, bytes] = {}
        self.dispatches = self.bytes = 0
        self._seen: str | None = None

    def party(self) -> dict[str, object]:
        """The party as a charter names it."""
        return {**self.writer.party(), "age": self.recipient}

    def open(self, partnership: str) -> None:
        """Begin with an empty copy."""
        self.partnership = partnership
        self.store = MemoryStore(partnership)
        self.register = Partnership(self.store)

    def lines(self, code: str) -> list[bytes]:
        """The entries of a party that are here, in order."""
        facts = self.store.facts()
        mine = [
            one for one in self.store.placed.values() if facts.parties[facts.branches[one.branch].party].code == code
        ]
        return [self.store.lines[one.hash].raw for one in sorted(mine, key=lambda one: one.seq)]

    def say(self, acts: Sequence[dict[str, Any]], at: str, other: str) -> str:
        """Sign an entry on all that is here, and take it into the own copy.

        :param other: the other party's code.
        :raises SimulationError: it is not a valid entry, or one of its acts does not count.
        """
        last = self._last(other)
        seen, self._seen = (last if last != self._seen else None), last
        self.writer.at = at
        hash_ = self.writer.say(self.partnership, list(acts), seen)
        self.take_own(self.writer.lines[-1])
        refused = [f"{act}: {reason}" for act, reason in self.store.void.items() if act.startswith(hash_)]
        if refused:
            raise SimulationError(self.code, refused[0])
        return hash_

    def take_own(self, raw: bytes) -> None:
        """Take a line of one's own.

        :raises SimulationError: it is not a valid entry.
        """
        outcome = self.register.receive(read_line(raw, self.store.facts().points), self.code)
        if outcome.taken is not Taken.APPLIED:
            raise SimulationError(self.code, outcome)

    def _last(self, code: str) -> str | None:
        lines = self.lines(code)
        return hashlib.sha256(lines[-1].partition(b" ")[2]).hexdigest() if lines else None

    def dispatch(self, to: "Side", at: str) -> bytes:
        """Make an encrypted dispatch of what the other is not known to hold."""
        codes = (self.code, to.code)
        held = {code: self.lines(code) for code in codes}
        have: dict[str, tuple[Have, ...]] = {
            code: (Have(len(lines) - 1, hashlib.sha256(lines[-1].partition(b" ")[2]).hexdigest()),)
            for code, lines in held.items()
            if lines
        }
        news = {code: lines[self.known.get(code, 0) :] for code, lines in held.items()}
        sent = b"".join(line for lines in news.values() for line in lines)
        blobs = [(name, data) for name, data in self.blobs.items() if name.encode() in sent]
        manifest = Manifest("foedus-bundle/1", self.partnership, self.code, (to.code,), at, have)
        packed = io.BytesIO()
        pack(packed, manifest, self.writer.key, news, blobs)
        closed = pyrage.encrypt(packed.getvalue(), [pyrage.x25519.Recipient.from_str(to.recipient)])
        self.dispatches, self.bytes = self.dispatches + 1, self.bytes + len(closed)
        return closed

    def take(self, closed: bytes) -> None:
        """Open a dispatch and take it in, as an office does.

        :raises SimulationError: a line of it was refused.
        """
        opened = pyrage.decrypt(closed, [self._identity])
        with tempfile.TemporaryDirectory(prefix="foedus-world-") as folder:
            found = unpack(io.BytesIO(opened), Path(folder))
            arrival = take_in(self.register, found.journals, found.manifest.from_, jobs=0)
            if arrival.refusals:
                raise SimulationError(self.code, arrival.refusals[0])
            self.blobs |= {name: path.read_bytes() for name, path in found.blobs.items()}
            self.known = {code: have[0].seq + 1 for code, have in found.manifest.have.items()}

    def is_agreed(self, record: str, version: str) -> bool:
        """Say whether this copy holds a record's version as agreed."""
        known = self.store.record(record, is_stated=False)
        return known is not None and any(seal.version == version for seal in known.seals)

    def digest(self) -> Check:
        """The check of all that is agreed here."""
        return partnership_check(self.partnership, digest_lines(self.store, self.store.records.values()))
