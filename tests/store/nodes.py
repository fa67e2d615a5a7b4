"""Nodes on disk for tests, and a partnership in which everything happens that a journal can hold; it checks nothing."""

import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from foedus.ledger import acts as a
from foedus.ledger.line import Line, read_line
from foedus.ledger.partnership import Partnership
from foedus.ledger.state import state
from foedus.ledger.store import MemoryStore, Store
from foedus.office.ports import Cooperation
from foedus.store.cooperation import StoredCooperation
from foedus.store.database import connect
from foedus.store.node import NodeDatabase
from tests.databases import settings_in
from tests.ledger.scenario import Scenario, named


def database(folder: Path) -> NodeDatabase:
    """A node's database in a folder."""
    return NodeDatabase(connect(settings_in(folder)))


def ledger_of(node: NodeDatabase, partnership: str, name: str = "sample", code: str = "ITA") -> StoredCooperation:
    """Room for a partnership."""
    with node.transaction():
        return node.create(Cooperation(partnership, name, code))


def receive(store: Store, lines: Iterable[Line]) -> None:
    """Take lines in, one after the other, verified with the keys known when each comes."""
    partnership = Partnership(store)
    for line in lines:
        partnership.receive(read_line(line.raw, store.facts().points), "ZZZ")


def take(node: NodeDatabase, ledger: StoredCooperation, lines: Sequence[Line], at_once: int = 1_000_000) -> None:
    """Take lines into a node, so many in one transaction."""
    for start in range(0, len(lines), at_once):
        with node.transaction():
            ledger.expect([read_line(line.raw, {}) for line in lines[start : start + at_once]])
            receive(ledger, lines[start : start + at_once])


def stored_state(ledger: StoredCooperation) -> dict[str, Any]:
    """The state as a node on disk has it."""
    waiting: dict[str, int] = {}
    for held in ledger.all_waiting():
        code = held.line.envelope.party
        waiting[code] = waiting.get(code, 0) + 1
    return state(ledger, ledger.records(), ledger.voids(), waiting)


def memory_state(store: MemoryStore) -> dict[str, Any]:
    """The state as a memory has it."""
    waiting: dict[str, int] = {}
    for held in store.waiting.values():
        code = held.line.envelope.party
        waiting[code] = waiting.get(code, 0) + 1
    return state(store, store.records.values(), store.void, waiting)


def file_reference(number: int) -> dict[str, Any]:
    """A reference to a file."""
    return {"blob": f"sha256:{number:064x}", "name": "file", "type": "file", "size": 100}


def eventful(number: int = 1, *, last: Callable[[Scenario], object] | None = None) -> Scenario:
    """A partnership with agreements, amendments, void acts, files, an admission, a fork, new keys and a farewell.

    :param number: makes it another than those of other numbers.
    """
    told = Scenario("ITA", "AZE", "FRA", expected=(a.ExpectedParty(f"X{number}", "Sample"),))
    _agreed(told)
    _files(told)
    _admitted(told)
    _forked(told)
    if last is not None:
        last(told)
    told.say("FRA", a.Leave())
    told.agree("ITA", "AZE", "GEO", number=9)
    return told


def _agreed(told: Scenario) -> None:
    first = told.agree("ITA", "AZE", "FRA", number=1)
    plan = told.propose("AZE", 2, with_=(first.version(),), until="2027-01-01T00:00:00Z")
    told.say("ITA", a.Decline(plan.version()))
    told.say("FRA", a.Seal((plan.version(),)))
    other = told.propose("AZE", 2, answers=plan.version())
    told.say("AZE", a.Withdraw(plan.version()))
    told.say("ITA", a.Endorse(other.version()), a.Endorse(plan.version()))
    told.say("FRA", a.Endorse(other.version(), capacity="ad-referendum"))
    told.say("AZE", a.Seal((other.version(),)))
    second = told.propose("ITA", 1, base=first.version(), keeper="AZE")
    told.say("AZE", a.Endorse(second.version()))
    told.say("FRA", a.Endorse(second.version()))
    told.say("ITA", a.Seal((second.version(),)))
    report = told.say("AZE", told.statement("AZE", 3), told.statement("ITA", 3))
    told.say("ITA", a.Acknowledge(report.version()))
    told.say("AZE", told.statement("AZE", 3, replaces=report.version()))


def _files(told: Scenario) -> None:
    told.say("ITA", told.statement("ITA", 4, body={"file": file_reference(1)}))
    told.say("AZE", told.statement("AZE", 4, body={"files": [file_reference(2), file_reference(1)]}))
    erase_own = a.Erase(file_reference(2)["blob"], {"en": "asked for"})
    told.say(
        "AZE",
        told.proposal("AZE", 5, body={"file": file_reference(3)}),
        erase_own,
        told.proposal("AZE", 6),
        a.Erase(file_reference(1)["blob"], {"en": "not alone"}),
    )


def _admitted(told: Scenario) -> None:
    amendment = told.amend(*map(named, ("ITA", "AZE", "FRA", "GEO")))
    for code in ("AZE", "FRA"):
        told.say(code, a.Endorse(amendment.version()))
    told.join("GEO", amendment.version())
    told.say("ITA", a.Seal((amendment.version(),)))
    told.rotate("AZE", "AZE new")
    told.agree("GEO", "ITA", "AZE", "FRA", number=7)


def _forked(told: Scenario) -> None:
    before = told.tip("FRA")
    told.say("FRA", told.statement("FRA", 8))
    told.say("FRA", told.statement("FRA", 9), after=before)
    told.say("FRA", told.statement("FRA", 10))
    told.say("ITA", told.statement("ITA", 8))
    told.recover("FRA")


def orders(lines: Sequence[Line], count: int = 3) -> list[list[Line]]:
    """Orders in which lines may come: as they were said, backwards, and by chance."""
    found = [list(lines), list(reversed(lines))]
    for seed in range(count):
        mixed = list(lines)
        random.Random(seed).shuffle(mixed)
        found.append(mixed)
    return found


def write_journals(lines: Iterable[Line], folder: Path) -> dict[str, Path]:
    """Write lines as journals, by code."""
    folder.mkdir(parents=True, exist_ok=True)
    journals: dict[str, list[bytes]] = {}
    for line in lines:
        journals.setdefault(line.envelope.party, []).append(line.raw + b"\n")
    for code, raws in journals.items():
        (folder / f"{code}.jsonl").write_bytes(b"".join(raws))
    return {code: folder / f"{code}.jsonl" for code in journals}
