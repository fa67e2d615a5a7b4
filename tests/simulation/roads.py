"""How bundles travel between nodes, and go astray: late, twice, shuffled, cut short, or not at all."""

import io
import random
import tempfile
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from foedus.ledger import bundle
from foedus.ledger.errors import BundleError
from tests.simulation.world import Node, World, journals_of

PACKED_SHARE = 0.02


@dataclass
class Letter:
    """Lines, or a packed bundle, on their way."""

    due: int
    sender: Node
    receiver: Node
    lines: list[bytes]
    packed: bytes | None = None


@dataclass
class Roads:
    """All letters on their way, and which roads are cut until when."""

    world: World
    letters: list[Letter] = field(default_factory=list)
    cut: dict[tuple[str, str], int] = field(default_factory=dict)

    def split(self) -> None:
        """Part the nodes into two camps for some steps."""
        rng = self.world.rng
        camp = {node.name: rng.random() < 0.5 for node in self.world.nodes}
        until = self.world.step + rng.randrange(4, 16)
        for (one, side), (other, other_side) in product(camp.items(), repeat=2):
            if side != other_side:
                self.cut[one, other] = until
        self.world.tell("-", "partition", f"until {until}")

    def send(self, sender: Node, planted: list[bytes] | None = None, receiver: Node | None = None) -> None:
        """Send a peer what it lacks, what it has, or a part of it."""
        world, rng = self.world, self.world.rng
        if receiver is None:
            peers = [one for one in world.nodes if one.code != sender.code or one.identity != sender.identity]
            if sender.peers is not None:
                peers = [one for one in peers if one.name in sender.peers]
            if not peers:
                return
            receiver = rng.choice(peers)
        if self.cut.get((sender.name, receiver.name), -1) >= world.step and rng.random() < 0.6:
            world.counts["bundle lost"] += 1
            return
        lines = self._chosen(sender, receiver)
        if any(f'"party":"{code}"'.encode() in raw for raw in lines[:20] for code in self._others(sender, receiver)):
            world.counts["relayed"] += 1
        letter = Letter(world.step + rng.choice((0, 0, 0, 1, 2, 5, 9)), sender, receiver, lines + (planted or []))
        if rng.random() < 0.25:
            self._mishap(letter, rng)
        if rng.random() < PACKED_SHARE and sender.has_joined:
            self._pack(letter)
        due = self.cut.get((sender.name, receiver.name), -1)
        letter.due = max(letter.due, due)
        world.counts["bundle late"] += letter.due > world.step
        self.letters.append(letter)

    def _others(self, sender: Node, receiver: Node) -> list[str]:
        return [one.code for one in self.world.nodes if one.code not in (sender.code, receiver.code)]

    def _chosen(self, sender: Node, receiver: Node) -> list[bytes]:
        rng, held = self.world.rng, list(sender.taken)
        chance = rng.random()
        if chance < 0.75:
            return [raw for raw in held if raw not in receiver.taken]
        if chance < 0.85:
            self.world.counts["bundle repeated"] += 1
            return held
        return held[-rng.randrange(1, 12) :]

    def _mishap(self, letter: Letter, rng: random.Random) -> None:
        kind = rng.choice(("shuffled", "cut short", "twice", "gap"))
        self.world.counts[f"bundle {kind}"] += 1
        if kind == "shuffled":
            rng.shuffle(letter.lines)
        elif kind == "cut short" and letter.lines:
            kept = rng.randrange(len(letter.lines))
            last = letter.lines[kept]
            letter.lines = [*letter.lines[:kept], last[: rng.randrange(1, len(last))]]
        elif kind == "twice":
            again = Letter(letter.due + rng.randrange(8), letter.sender, letter.receiver, list(letter.lines))
            self.letters.append(again)
        elif letter.lines:
            del letter.lines[rng.randrange(len(letter.lines))]

    def _pack(self, letter: Letter) -> None:
        world, sender = self.world, letter.sender
        with tempfile.TemporaryDirectory() as folder:
            paths = journals_of(letter.lines, Path(folder))
            journals = {code: path.read_bytes().split(b"\n")[:-1] for code, path in paths.items()}
        manifest = bundle.Manifest(
            "foedus-bundle/1", world.partnership, sender.code, (letter.receiver.code,), world.time()
        )
        target = io.BytesIO()
        bundle.pack(target, manifest, world.ring[sender.first_key], journals)
        letter.packed = target.getvalue()
        world.counts["bundle packed"] += 1
        if world.rng.random() < 0.3:
            letter.packed = letter.packed[: world.rng.randrange(len(letter.packed))]
            world.counts["bundle packed and cut short"] += 1

    def deliver(self) -> None:
        """Hand over what is due."""
        due = [one for one in self.letters if one.due <= self.world.step]
        if not due:
            return
        self.letters = [one for one in self.letters if one.due > self.world.step]
        for letter in due:
            if letter.packed is None:
                letter.receiver.receive_all(letter.lines, letter.sender.code)
            else:
                self._unpack(letter.receiver, letter.packed, letter.sender.code)

    def _unpack(self, receiver: Node, packed: bytes, bearer: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            try:
                parts = bundle.unpack(io.BytesIO(packed), Path(folder))
            except BundleError as error:
                self.world.counts[f"bundle refused: {error.reason}"] += 1
                return
            receiver.take_in(parts.journals, bearer)
            self.world.counts["bundle unpacked and imported"] += 1
