"""An office whose copy is lost gets it back from another over HTTPS: both are served as anyone would; it judges none.

One office holds everything, the other what both signed on the first day. The first calls, as by itself, through a proxy
that ends TLS; each part is taken in by the process that answers people, too.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from benchmarks.journals import Journals, Writer
from benchmarks.load import served
from benchmarks.memory import Memory
from foedus.exchange.intake import take_in
from foedus.ledger.partnership import Partnership
from foedus.office.exchanged import haves
from foedus.office.parties import set_own_card
from foedus.office.peers import contact_of, set_address
from foedus.office.ports import Cooperation, Ledger, Node
from foedus.store.node import create_node
from foedus.store.setup import start
from tests.live.certificates import Authority
from tests.live.wires import wire

CODES: Final = ("ITA", "AZE")
PORTS: Final = (8392, 8393)
_LOOK_SECONDS, _TELL_SECONDS, _REST_SECONDS = 0.25, 5.0, 6.0
_MOST_SECONDS: Final = 900
"""After so long it is given up."""
_HERE: Final = "127.0.0.1"

Databases = tuple[str | None, str | None]


def new_office(home: Path, database: str | None) -> tuple[Node, str]:
    """A new home, and the age recipient that its card shows."""
    node = create_node(home, None, database=database)
    return node, node.keyring.newest()[2]  # type: ignore[attr-defined]  # the port does not need it


def fill(node: Node, writer: Writer, partnership: str, files: dict[str, Path]) -> None:
    """Give a home a party's keys, and entries as an import does."""
    set_own_card(node, writer.code, f"Sample {writer.code}", {}, writer.key.jwk, writer.recovery.jwk, writer.age)
    node.keyring.add(seed=writer.seed, recovery_seed=writer.recovery_seed)
    with node.store.transaction():
        node.store.create(Cooperation(partnership, "sample", writer.code))
        take_in(Partnership(node.store.open(partnership)), files)


def ledger_of(node: Node) -> Ledger:
    """The entries of the one cooperation that a home holds."""
    return node.store.open(node.store.cooperations()[0].id)


def made(folder: Path, entries: int, databases: Databases) -> tuple[Node, Node]:
    """Two homes: one that holds so many entries, one that holds the founding and its own joining."""
    (full, age), (empty, other_age) = (
        new_office(folder / code, database) for code, database in zip(CODES, databases, strict=True)
    )
    journals = Journals(entries // 4, ages=(age, other_age))
    fill(full, journals.one, journals.partnership, journals.write(folder))
    fill(empty, journals.other, journals.partnership, journals.write(folder, end=(1, 1)))
    return full, empty


@contextmanager
def tls_line(folder: Path, port: int) -> Iterator[str]:
    """A proxy that ends TLS before a port, as an office has; gives its address."""
    authority = Authority(folder)
    os.environ["FOEDUS_CA_FILE"] = str(authority.file)
    with wire(port, certificate=authority.issue(_HERE)) as address:
        yield address


def measured(folder: Path, entries: int, databases: Databases, server: int | None) -> dict[str, Any]:
    """Let the first office call the second until that holds everything.

    :param databases: the address of each office's database on a server; None for SQLite.
    :param server: the first process of that server; None for none.
    :returns: how many entries there were and arrived, in how many seconds, and the memory of each process.
    """
    full, empty = made(folder, entries, databases)
    whole, had = ledger_of(full).last_number(), ledger_of(empty).last_number()
    with ExitStack() as stack:
        address = stack.enter_context(tls_line(folder, PORTS[1]))
        answers = stack.enter_context(served(folder / CODES[1], PORTS[1], "--no-exchange"))
        calls = stack.enter_context(served(folder / CODES[0], PORTS[0]))
        memory = Memory({"the office that sends": [calls.pid], "the office that takes in": [answers.pid]}, server)
        time.sleep(_REST_SECONDS)
        memory.before()
        begin = time.perf_counter()
        set_address(full, full.store.cooperations()[0], CODES[1], address)
        seconds = _watched(empty, whole, memory, begin)
        time.sleep(_REST_SECONDS)
        memory.after()
    is_same = haves(ledger_of(full)) == haves(ledger_of(empty))
    contact = contact_of(full, full.store.cooperations()[0].id, CODES[1])
    return {
        "entries": whole - had,
        "arrived": ledger_of(empty).last_number() - had,
        "is_same": is_same,
        "failures": contact.failures,
        "seconds": seconds,
        "memory": memory.told(),
    }


def _watched(empty: Node, whole: int, memory: Memory, begin: float) -> float:
    """Look until all has arrived, or it is given up; gives the seconds until then."""
    told = begin
    while (now := time.perf_counter()) - begin < _MOST_SECONDS:
        here = ledger_of(empty).last_number()
        if here == whole:
            return now - begin
        if now - told >= _TELL_SECONDS:
            print(f"    {here:,} of {whole:,}", file=sys.stderr, flush=True)
            told = now
        memory.during()
        time.sleep(_LOOK_SECONDS)
    return now - begin


if __name__ == "__main__":
    start()
    _, _folder, _entries, *_more = sys.argv
    _one, _other, _pid = (*_more[:2], int(_more[2])) if _more else (None, None, None)
    sys.stdout.write(json.dumps(measured(Path(_folder), int(_entries), (_one, _other), _pid)) + "\n")
