"""A second machine takes over: the last backup is put in place, what came after it is fetched, and it is served.

Every step is the command of docs/running.md, in a process of its own; what people do between them is not measured.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

from benchmarks.https import CODES, PORTS, fill, ledger_of, new_office, tls_line
from benchmarks.journals import Journals
from benchmarks.load import served
from foedus.ledger.author import own_tip
from foedus.office.exchanged import haves
from foedus.office.peers import set_address
from foedus.office.signing import note_last
from foedus.store.node import open_node
from foedus.store.setup import start

SINCE: Final = 1_000
"""So many entries of each Party came after the backup."""
_PROGRAM: Final = str(Path(sys.executable).parent / "foedus")


def measured(folder: Path, entries: int, database: str | None, partners: str | None) -> dict[str, Any]:
    """Let a second machine take over from an office that holds so many entries.

    :param database: the address of the office's database on a server; None for SQLite. :param partners: the partner's.
    :returns: the seconds of every step, whether all was there in the end, and the size of the backup.
    """
    (first, age), (partner, other_age) = (
        new_office(folder / code, one) for code, one in zip(CODES, (database, partners), strict=True)
    )
    journals = Journals(entries // 4, ages=(age, other_age))
    fill(partner, journals.other, journals.partnership, journals.write(folder))
    before = (len(journals.one.lines) - SINCE, len(journals.other.lines) - SINCE)
    fill(first, journals.one, journals.partnership, journals.write(folder, end=before))
    backup, second = folder / "backup.zip", folder / "second"
    steps: dict[str, float] = {}
    steps["backup make"] = _seconds("--home", str(folder / CODES[0]), "backup", "make", str(backup))
    steps["backup verify"] = _seconds("backup", "verify", str(backup))
    everything = ledger_of(partner)
    own = own_tip(everything, next(n for n, one in enumerate(everything.facts().parties) if one.code == CODES[0]))
    if own is not None:
        note_last(first, everything, own)
    with tls_line(folder, PORTS[1]) as address, served(folder / CODES[1], PORTS[1], "--no-exchange"):
        set_address(first, first.store.cooperations()[0], CODES[1], address)
        steps["backup restore"] = _seconds("--home", str(second), "backup", "restore", str(backup))
        note = Path("keys", "last-signed.json")
        (second / note).write_bytes((folder / CODES[0] / note).read_bytes())
        copy = open_node(second, lambda: None)
        set_address(copy, copy.store.cooperations()[0], CODES[1], address)
        is_behind = _ends("--home", str(second), "doctor") == 1
        steps["peer try"] = _seconds("--home", str(second), "peer", "try", "sample")
        steps["doctor"] = _seconds("--home", str(second), "doctor")
        steps["serve, until the first page comes"] = _until_served(second)
    return {
        "steps": steps,
        "is_same": is_behind and haves(ledger_of(open_node(second, lambda: None))) == haves(ledger_of(partner)),
        "megabytes": backup.stat().st_size / 1e6,
    }


def _ends(*given: str) -> int:
    return subprocess.run([_PROGRAM, *given], stdout=subprocess.DEVNULL, check=False).returncode


def _seconds(*given: str) -> float:
    """How long a command takes, which must succeed."""
    begin = time.perf_counter()
    subprocess.run([_PROGRAM, *given], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


def _until_served(home: Path) -> float:
    begin = time.perf_counter()
    with served(home, PORTS[0], "--no-exchange"):
        return time.perf_counter() - begin


if __name__ == "__main__":
    start()
    _, _folder, _entries, *_more = sys.argv
    _one, _other = _more[:2] if _more else (None, None)
    sys.stdout.write(json.dumps(measured(Path(_folder), int(_entries), _one, _other)) + "\n")
