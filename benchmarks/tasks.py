"""What is measured, each in a process of its own: it does one thing, says how long it took and how much memory."""

import json
import os
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nacl import bindings

from benchmarks.journals import Journals, Writer
from foedus.exchange.checking import keys_in
from foedus.exchange.intake import take_in
from foedus.exchange.verify import verify_files
from foedus.ledger.bundle import Manifest, pack, unpack
from foedus.ledger.line import split_line
from foedus.ledger.partnership import Partnership
from foedus.office.ports import Cooperation
from foedus.office.receiving import receive
from foedus.store.database import connect, sqlite
from foedus.store.models import Facts, Journal, Kind, Placed, Record
from foedus.store.node import NodeDatabase, create_node, open_node
from foedus.store.rebuild import rebuild

AT = "2026-01-01T00:00:00Z"
SEED = 1
SMALL = 100
"""Entries of a small bundle."""

Figures = dict[str, Any]


class NotAsMadeError(Exception):
    """What was made to be measured did not do what it was made for: the figures would mean nothing."""


class Watch:
    """Takes the time of what is done inside it."""

    seconds = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Take the time."""
        begin = time.perf_counter()
        yield
        self.seconds += time.perf_counter() - begin


def _packed(folder: Path, partnership: str, lines: dict[str, Iterator[bytes]], name: str) -> Path:
    writer = Writer("ITA", SEED)
    manifest = Manifest(format="foedus-bundle/1", partnership=partnership, from_="ITA", to=("AZE",), created=AT)
    with (folder / name).open("wb") as target:
        pack(target, manifest, writer.key, lines)
    return folder / name


def make(folder: str, entries: int, held: int, small: int) -> Figures:
    """Make what is measured: journals of so many entries, of as many as the large node holds, and small bundles."""
    there = Path(folder)
    journals = Journals(entries // 4, SEED)
    marks = [(len(journals.one.lines), len(journals.other.lines))]
    journals.add((held - entries) // 4)
    marks.append((len(journals.one.lines), len(journals.other.lines)))
    for _ in range(small):
        journals.add(SMALL // 4)
        marks.append((len(journals.one.lines), len(journals.other.lines)))
    (there / "partnership").write_text(journals.partnership)
    first = (1 + SMALL // 2, 1 + SMALL // 2)
    starts = [(0, 0), (0, 0), (0, 0), *marks[1:-1]]
    names = ["whole", "held", "first", *(f"small-{number}" for number in range(small))]
    for name, start, end in zip(names, starts, [marks[0], marks[1], first, *marks[2:]], strict=True):
        (there / name).mkdir()
        journals.write(there / name, start, end)
        lines = {
            writer.code: iter(writer.lines[begin:after])
            for writer, begin, after in zip((journals.one, journals.other), start, end, strict=True)
        }
        _packed(there, journals.partnership, lines, f"{name}.foedus")
    size = sum(path.stat().st_size for path in (there / "whole").iterdir())
    return {"entries": sum(marks[0]), "bytes": size, "small": sum(first)}


def _take(home: Path, bundle: Path, partnership: str) -> tuple[float, float, int]:
    """Take a bundle in as an office does: unpacked, its manifest verified, every line, in one transaction.

    :returns: the seconds until it is on the disk, those until the database is closed besides, and how many entries.
    """
    taking, closing = Watch(), Watch()
    with tempfile.TemporaryDirectory(dir=bundle.parent) as folder:
        with taking.running():
            store = _database(open_node(home, lambda: None).store)
            unpacked = unpack(bundle, Path(folder))
            if not unpacked.is_signed_by(_own_keys()):
                raise NotAsMadeError
            with store.transaction():
                ledger = store.open(partnership)
                applied = sum(take_in(Partnership(ledger), unpacked.journals, "ITA").applied.values())
        with closing.running():
            store.connection.close()
    return taking.seconds, closing.seconds, applied


def _own_keys() -> dict[str, bytes]:
    key = Writer("ITA", SEED).key
    return {key.thumbprint: key.jwk.point()}


def _database(store: object) -> NodeDatabase:
    if not isinstance(store, NodeDatabase):
        raise TypeError(store)
    return store


def _new_home(home: Path, partnership: str) -> None:
    store = create_node(home, None).store
    with store.transaction():
        store.create(Cooperation(partnership, "measured", "ITA"))
    _database(store).connection.close()


def take(folder: str, name: str, home: str) -> Figures:
    """Import a bundle into a node that holds nothing."""
    there = Path(folder)
    partnership = (there / "partnership").read_text()
    _new_home(there / home, partnership)
    seconds, closing, applied = _take(there / home, there / f"{name}.foedus", partnership)
    return {"seconds": seconds, "closing": closing, "entries": applied}


def _receive(home: Path, bundle: Path) -> tuple[float, float, int]:
    """Take a bundle in as ``foedus import`` does, with all that is said of it afterwards: figures as ``_take``."""
    taking, closing = Watch(), Watch()
    with taking.running():
        node = open_node(home, lambda: None)
        received = receive(node, bundle)
    with closing.running():
        _database(node.store).connection.close()
    return taking.seconds, closing.seconds, sum(received.applied.values())


def take_small(folder: str, times: int, how: str) -> Figures:
    """Import bundles of 100 entries, in turn into nodes that hold none and into one that holds many.

    :param how: ``taken`` alone, or ``told`` besides what it changed; told ones follow the others.
    """
    there = Path(folder)
    partnership = (there / "partnership").read_text()
    empty: list[tuple[float, float]] = []
    large: list[tuple[float, float]] = []
    first = times + 1 if how == "told" else 0
    for number in range(first, first + times + 1):
        home = there / f"empty-{number}-{os.getpid()}"
        _new_home(home, partnership)
        for taken, where, bundle in (
            (empty, home, there / "first.foedus"),
            (large, there / "large", there / f"small-{number}.foedus"),
        ):
            seconds, closing, applied = _receive(where, bundle) if how == "told" else _take(where, bundle, partnership)
            taken.append((seconds, closing))
            if not SMALL <= applied <= SMALL + 2:
                raise NotAsMadeError
    return {"empty": empty[1:], "large": large[1:]}


def export(folder: str, home: str) -> Figures:
    """Pack a whole partnership from a node's database."""
    there = Path(folder)
    partnership = (there / "partnership").read_text()
    store = open_node(there / home, lambda: None).store
    watch = Watch()
    with watch.running():
        ledger = store.open(partnership)
        lines = {code: ledger.lines_of(code) for code in ledger.codes()}
        target = _packed(there, partnership, lines, "exported.foedus")
    return {"seconds": watch.seconds, "bytes": target.stat().st_size}


def verify(folder: str) -> Figures:
    """Verify a bundle without a node, as an auditor does."""
    watch = Watch()
    with watch.running():
        report = verify_files([Path(folder) / "whole.foedus"], {})
    if not report.is_whole:
        raise NotAsMadeError
    return {"seconds": watch.seconds}


def again(folder: str, home: str) -> Figures:
    """Rebuild what is derived, every signature verified again."""
    store = _database(open_node(Path(folder) / home, lambda: None).store)
    watch = Watch()
    with watch.running():
        count = rebuild(store)
    return {"seconds": watch.seconds, "entries": count}


def limit_verification(folder: str) -> Figures:
    """Verify the same lines' signatures and nothing else, in two threads of the same library."""
    messages: list[list[tuple[bytes, bytes]]] = [[], []]
    files = {path.stem: path for path in (Path(folder) / "whole").iterdir()}
    keys = keys_in(files)
    number = 0
    for path in files.values():
        for raw in path.read_bytes().splitlines():
            kid, protected, signature, payload = split_line(raw)
            messages[number % 2].append((signature + protected + b"." + payload, keys[kid]))
            number += 1

    def work(some: list[tuple[bytes, bytes]]) -> None:
        for message, key in some:
            bindings.crypto_sign_open(message, key)

    threads = [threading.Thread(target=work, args=(some,)) for some in messages]
    watch = Watch()
    with watch.running():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return {"seconds": watch.seconds, "entries": number}


def limit_insertion(folder: str, home: str) -> Figures:
    """Insert the rows of an imported node, and nothing else, into the same tables with the same indexes."""
    there = Path(folder)
    source = connect(sqlite(there / home / "foedus.db"))
    target = connect(sqlite(there / f"inserted-{os.getpid()}.db"))
    found: dict[str, list[Any]] = {}
    for model in (Journal, Placed, Record, Kind, Facts):
        about = model._meta  # noqa: SLF001 - Django's documented name for it
        rows = list(model._default_manager.using(source.alias).order_by("pk").values_list())  # noqa: SLF001 - as above
        places = ", ".join("?" * len(rows[0]))
        found[f"INSERT INTO {about.db_table} VALUES ({places})"] = rows  # noqa: S608 - names of our own tables
    raw = target.connection
    watch = Watch()
    with watch.running():
        raw.execute("BEGIN IMMEDIATE")
        for query, rows in found.items():
            raw.executemany(query, rows)
        raw.commit()
    return {"seconds": watch.seconds, "rows": sum(map(len, found.values()))}


TASKS: dict[str, Callable[..., Figures]] = {
    one.__name__: one for one in (make, take, take_small, export, verify, again, limit_verification, limit_insertion)
}


def peak_kib() -> int:
    """The most memory that this process, or one that it began, has had at hand, each by itself."""
    status = Path("/proc/self/status")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if status.exists():
        own = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)


def main() -> None:
    """Do one thing: its name, and what it is given, are the arguments, as JSON."""
    name, *given = (json.loads(text) for text in sys.argv[1:])
    figures = TASKS[name](*given)
    sys.stdout.write(json.dumps({**figures, "peak_kib": peak_kib()}) + "\n")


if __name__ == "__main__":
    main()
