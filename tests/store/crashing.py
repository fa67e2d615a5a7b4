"""A process that takes in a bundle and is ended, without a word, just as it is about to write for the nth time.

It stays alone in its process, warm, and lets a copy of itself do the work and be ended: so that every n is tried in a
few seconds. It knows how to be ended and refuses to judge what is left.
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from foedus.exchange.intake import take_in
from foedus.ledger.partnership import Partnership
from foedus.office.ports import Dispatch
from foedus.store.node import NodeDatabase, open_node

ENDED = 77
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE")
AT = "2026-01-01T00:00:00Z"


class Ending:
    """Counts what is written, and ends the process at the nth."""

    def __init__(self, nth: int) -> None:
        self._left = nth

    def step(self) -> None:
        """One more is about to be written."""
        self._left -= 1
        if self._left == 0:
            os._exit(ENDED)

    def execute(self, execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django calls it so
        """Stands around every statement; of many rows the first ones are written before the end."""
        if not sql.lstrip().startswith(WRITING):
            return execute(sql, parameters, many, context)
        rows = list(parameters) if many else [parameters]
        if many and self._left <= len(rows):
            execute(sql, rows[: self._left - 1], many, context)
            os._exit(ENDED)
        if many:
            self._left -= len(rows) - 1
        self.step()
        return execute(sql, rows if many else parameters, many, context)

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call, with an end before and an end after."""

        def ended(*given: Any, **named: Any) -> Any:
            self.step()
            result = call(*given, **named)
            self.step()
            return result

        return ended


def say(text: str) -> None:
    """Tell whoever waits, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def take_bundle(home: Path, partnership: str, journals: dict[str, Path], blobs: Sequence[str], ending: Ending) -> None:
    """Take in journals and files, keep what is known of the bundle, note what was last signed: as an office does."""
    node = open_node(home, lambda: None)
    store = node.store
    if not isinstance(store, NodeDatabase):
        raise TypeError(store)
    connection = store.connection
    connection._commit = ending.around(connection._commit)  # type: ignore[attr-defined]  # the very end
    os.fsync = ending.around(os.fsync)
    Path.replace = ending.around(Path.replace)  # type: ignore[method-assign]  # a file takes another's place so
    with connection.execute_wrapper(ending.execute):
        with store.transaction():
            ledger = store.open(partnership)
            take_in(Partnership(ledger), journals, "AZE", jobs=0)
            for sha256 in blobs:
                ledger.put_blob(sha256, sha256.encode())
            store.put_dispatch(Dispatch(0, partnership, "in", "AZE", AT, AT, "sample", 1))
            facts = ledger.facts()
            tip = facts.branches[facts.parties[facts.founder].branches[0]]
            store.after_commit(lambda: node.keyring.note_signed(partnership, tip.tip_seq, tip.tip))
        say("taken")


def main() -> None:
    """Wait for ``nth TAB home TAB partnership TAB folder of journals TAB blobs``; say how each ended."""
    for line in sys.stdin:
        nth, home, partnership, folder, blobs = line.rstrip("\n").split("\t")
        journals = {path.stem: path for path in Path(folder).iterdir()}
        child = os.fork()
        if child == 0:
            take_bundle(Path(home), partnership, journals, blobs.split(), Ending(int(nth)))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        say(f"ended {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    main()
