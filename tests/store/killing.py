"""Ends a writing process by SIGKILL at random moments, and sometimes the server: nothing acknowledged may be missing.

``python -m tests.store.killing --kills 2000`` ends that many on either database. The writer drafts, notes and signs,
and says what is done once the office's verb has come back; whoever ends it then looks for all that it said.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from foedus.store.setup import start

start()

from foedus.office import drafts, parties, partnerships, stating  # noqa: E402 - Django is started first
from foedus.office.ports import Node, PrivateNote  # noqa: E402 - Django is started first
from foedus.store.database import disconnect, is_server  # noqa: E402 - Django is started first
from foedus.store.node import NodeDatabase, create_node, open_node  # noqa: E402 - Django is started first
from foedus.store.rebuild import derived_digest, rebuild  # noqa: E402 - Django is started first
from tests.postgres import Server, served  # noqa: E402 - Django is started first

AT = "2026-01-01T00:00:00Z"
SERVER_TOO = 10
"""Every so many times it is the server that is ended."""
_ACTS_SECONDS = 0.01
_LEARNT = 0.2


class MissingError(Exception):
    """Something that was acknowledged is not there, or what is there is not whole."""


def write(home: Path, told: int) -> None:
    """Draft, note and sign until the end; tell each once it is done."""
    node = open_node(home, lambda: None)
    (coop,) = node.store.cooperations()
    os.write(told, b"open\n")
    while True:
        draft = drafts.new(node, coop, "milestone", body={"what": "Sample"})
        os.write(told, f"draft {draft.number}\n".encode())
        note = node.store.put_note(PrivateNote(0, coop.id, draft.record, AT, "sample"))
        os.write(told, f"note {note.number}\n".encode())
        for entry in stating.declare(node, coop, [draft.number]).entries:
            os.write(told, f"signed {entry.seq} {entry.hash}\n".encode())


class Killing:
    """Ends one home's writers, one after the other.

    :param restart: ends the server without a word, and starts it again; None where there is none.
    """

    def __init__(self, home: Path, seed: int, restart: Callable[[], None] | None) -> None:
        self._home = home
        self._chance = random.Random(seed)
        self._restart = restart
        self._seconds = _ACTS_SECONDS
        self._last = self._seq = 0
        self.kills = self.acknowledged = 0

    def kill(self) -> None:
        """Let a process write, end it, and look for what it said."""
        self.kills += 1
        read, written = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            try:
                write(self._home, written)
            finally:
                os._exit(1)  # the server is gone; what is around this is the other process's to take away
        os.close(written)
        with os.fdopen(read) as told:
            opened = told.readline()
            began = time.monotonic()
            time.sleep(self._chance.uniform(0, 8 * self._seconds))
            if self._restart is not None and self.kills % SERVER_TOO == 0:
                self._restart()
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            said = told.read().splitlines()
        if opened and said:
            self._seconds += _LEARNT * ((time.monotonic() - began) / len(said) - self._seconds)
        self._look([line.split() for line in said])

    def _look(self, said: list[list[str]]) -> None:
        node = open_node(self._home, lambda: None)
        (coop,) = node.store.cooperations()
        ledger = node.store.open(coop.id)
        new = list(ledger.applied_since(self._last))
        if [one.seq for one in new] != list(range(self._seq + 1, self._seq + 1 + len(new))):
            raise MissingError("seq", [one.seq for one in new])
        held = {"signed": {f"{one.seq} {one.hash}" for one in new}}
        held["note"] = {str(note.number) for note in node.store.notes(coop.id)}
        kept = {str(draft.number) for draft in node.store.drafts(coop.id)}
        for what, *rest in said:
            name = " ".join(rest)
            if what != "draft" and name not in held[what]:
                raise MissingError(what, name, sorted(held[what])[-3:])
        if said and said[-1][0] != "signed" and len(new) == sum(line[0] == "signed" for line in said):
            self._look_for_draft([line[1] for line in said if line[0] == "draft"][-1], kept)
        if len(ledger.facts().parties[0].branches) != 1:
            raise MissingError("fork")
        if new:
            self._last, self._seq = new[-1].number, new[-1].seq
            if node.keyring.last_signed(coop.id) != (new[-1].seq, new[-1].hash):
                raise MissingError("note of what was signed", node.keyring.last_signed(coop.id))
        self.acknowledged += len(said)
        disconnect(_store(node).connection)

    @staticmethod
    def _look_for_draft(number: str, kept: set[str]) -> None:
        if number not in kept:
            raise MissingError("draft", number)

    def look_at_all(self) -> None:
        """The database is sound, and what is derived follows from the registers."""
        node = open_node(self._home, lambda: None)
        store = _store(node)
        if not is_server(store.connection):
            with store.connection.cursor() as cursor:
                cursor.execute("PRAGMA integrity_check")
                if cursor.fetchall() != [("ok",)]:
                    raise MissingError("integrity")
        before = derived_digest(store)
        rebuild(store, jobs=0)
        if derived_digest(store) != before:
            raise MissingError("derived")
        disconnect(store.connection)


def _store(node: Node) -> NodeDatabase:
    if not isinstance(node.store, NodeDatabase):
        raise TypeError(node.store)
    return node.store


def begin(home: Path, address: str | None) -> None:
    """A home with one cooperation, founded alone."""
    node = create_node(home, None, database=address)
    signing, recovery, age = node.keyring.newest()  # type: ignore[attr-defined]  # the port does not need it
    parties.set_own_card(node, "ITA", "Sample", {}, signing.jwk, recovery.jwk, age)
    coop = partnerships.found(node, "Sample cooperation", expected={"AZE": "Azerbaijan"})
    ledger = node.store.open(coop.id)
    if ledger.last_number() != 1:
        raise MissingError("founding")
    disconnect(_store(node).connection)


def run(kind: str, kills: int, seed: int) -> Killing:
    """End so many writers of one home on a kind of database, and look at all in the end."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="foedus-")))
        restart = address = None
        if kind == "postgresql":
            server: Server = stack.enter_context(served())
            server.ask("CREATE DATABASE office")
            address, restart = server.address("office"), server.crash
        begin(folder / "home", address)
        killing = Killing(folder / "home", seed, restart)
        killing._last = 1
        for _ in range(kills):
            killing.kill()
        killing.look_at_all()
        return killing


def main() -> None:
    """End writers on each database, and say how many things had been acknowledged."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    asked = parser.parse_args()
    for kind in asked.database or ("sqlite", "postgresql"):
        done = run(kind, asked.kills, asked.seed)
        sys.stdout.write(f"{kind}: {done.kills} ended, {done.acknowledged} acknowledged, none missing\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
