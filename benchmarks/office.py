"""Fills a home with the cooperations of one office, as imports do, and lists them; it asks for no page."""

import json
import multiprocessing
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from benchmarks.cooperations import Cooperation as Made
from benchmarks.journals import AGE, Writer
from foedus.exchange.intake import take_in
from foedus.ledger.partnership import Partnership
from foedus.office.parties import set_own_card
from foedus.office.ports import Cooperation
from foedus.store import listing
from foedus.store.node import create_node
from foedus.store.setup import start

Files = dict[str, dict[str, Path]]
_Asked = tuple[int, int, date, Path, tuple[str, str]]


def _made(asked: _Asked) -> tuple[str, Files]:
    number, lines, today, folder, ages = asked
    made = Made(number, lines, today, ages)
    return made.partnership, made.files(folder)


def all_made(
    folder: Path, cooperations: int, activities: int, ages: Sequence[str] = (AGE, AGE)
) -> Iterator[tuple[str, Files]]:
    """The journals of so many cooperations with so many activities in all, as files.

    :param ages: the age recipients of the office, and of its partners: of these each in turn.
    """
    today = datetime.now(UTC).date()
    ours, *theirs = ages
    asked = [
        (number, activities // cooperations, today, folder, (ours, theirs[number % len(theirs)]))
        for number in range(cooperations)
    ]
    with multiprocessing.get_context("fork").Pool() as workers:
        yield from workers.imap(_made, asked)


def fill(folder: str, cooperations: int, activities: int, database: str | None = None) -> dict[str, Any]:
    """Make so many cooperations with so many activities in all, import them, and list them.

    What the last cooperation wrote last is kept back, for what a page costs after a dispatch came in.

    :param database: the address of a database on a server; None for SQLite.
    :returns: the seconds of making and importing, of listing, and how many entries were listed.
    """
    there = Path(folder)
    node = create_node(there / "home", None, database=database)
    ours = Writer("ITA", 0)
    set_own_card(node, "ITA", "Sample ITA", {}, ours.key.jwk, ours.recovery.jwk, AGE)
    node.keyring.add(seed=ours.seed, recovery_seed=ours.recovery_seed)  # so that this office can sign
    begin = time.perf_counter()
    for number, (partnership, files) in enumerate(all_made(there, cooperations, activities)):
        with node.store.transaction():
            node.store.create(Cooperation(partnership, f"partner-{number:02}", "ITA"))
            opened = Partnership(node.store.open(partnership))
            take_in(opened, files["first"], jobs=0)
            if number < cooperations - 1:
                take_in(opened, files["last"], jobs=0)
        for path in (path for found in files.values() for path in found.values()):
            if number < cooperations - 1 or path in files["first"].values():
                path.unlink()
    imported = time.perf_counter()
    entries = listing.catch_up(node)
    listed = time.perf_counter() - imported
    size = {"cooperations": cooperations, "activities": activities}
    return {**size, "imported": imported - begin, "listed": listed, "entries": entries}


def kept_back(folder: Path, cooperation: int) -> dict[str, Path]:
    """The files that ``fill`` did not import, by party code."""
    other = f"P{cooperation:02}"
    return {code: folder / f"{other}-last-{code}.jsonl" for code in ("ITA", other)}


if __name__ == "__main__":
    start()
    sys.stdout.write(json.dumps(fill(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])) + "\n")
