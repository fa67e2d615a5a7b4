"""One new entry in each cooperation of a large office, until all its partners have it; it judges none.

The office is served as anyone would. The partners' copies stand in a few homes, each answered by the program of the
workbench; nothing was ever lost between them and the office, and neither has anything that the other lacks.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from statistics import median
from typing import Any, Final

from django.db.models import Max, QuerySet

from benchmarks.journals import Writer
from benchmarks.load import served
from benchmarks.memory import Memory
from benchmarks.office import all_made
from benchmarks.serving import running
from foedus.exchange.addresses import AT_ONCE
from foedus.exchange.intake import take_in
from foedus.ledger.partnership import Partnership
from foedus.office import drafts, stating
from foedus.office.exchanged import IN, haves
from foedus.office.parties import set_own_card
from foedus.office.peers import contacts, set_address
from foedus.office.ports import Cooperation, Dispatch, Node
from foedus.store import listing
from foedus.store.home import DATABASE
from foedus.store.listing.update import store_of
from foedus.store.models import Placed
from foedus.store.node import create_node, open_node
from foedus.store.setup import start

HOMES: Final = 20
"""So many homes hold the partners' copies: of sixty three each, as many as are called in one place at a time."""
_PORT: Final = 8394
_ITALY: Final = "ITA"
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
_LOOK_SECONDS, _WATCH_SECONDS, _TELL_SECONDS, _REST_SECONDS = 0.1, 1.0, 5.0, 8.0
_MOST_SECONDS: Final = 300
"""After so long it is given up."""
_OFFICE, _PARTNERS = "the office", "partners"


class StandstillError(RuntimeError):
    """Not every partner was called even once: what would be measured then is the beginning, and not one entry."""


def _code(number: int) -> str:
    return f"P{number:02}"


def _office_home(folder: Path, name: str) -> Path:
    return folder / f"office-{name}"


def _partners_home(folder: Path, number: int) -> Path:
    return folder / f"partners-{number % HOMES}"


# Before: the office twice, on each database, and its partners; each filled by a process of its own


def prepared(folder: Path, cooperations: int, activities: int, databases: dict[str, str | None]) -> None:
    """Make the office on each of these databases, and its partners' copies beside each."""
    first, *others = databases
    nodes = [create_node(_office_home(folder, name), None, database=of) for name, of in databases.items()]
    for node in nodes[1:]:
        node.keyring.add(identity=nodes[0].keyring.identities()[0])
    partners = [create_node(_partners_home(folder, number), None) for number in range(HOMES)]
    ages = [node.keyring.newest()[2] for node in (nodes[0], *partners)]  # type: ignore[attr-defined]  # of a home's keys
    made = list(all_made(folder, cooperations, activities, ages))
    (folder / "made.json").write_text(json.dumps(made, default=str))
    (folder / "ages.json").write_text(json.dumps(ages))
    for node in (*nodes, *partners):  # before its files are copied: to close a file gives up every lock on it
        node.store.connection.close()  # type: ignore[attr-defined]  # of a node on disk
    _make_all_tables([_partners_home(folder, number) for number in range(HOMES)])
    tasks = [_begun("office", folder, name) for name in databases] + [_begun("partners", folder)]
    for task in tasks:
        if task.wait():
            raise subprocess.CalledProcessError(task.returncode, task.args)
    for name in others:
        for number in range(HOMES):
            home = _partners_home(folder, number)
            shutil.copytree(home, home.with_name(f"{home.name}-{name}"))
    for number in range(HOMES):
        home = _partners_home(folder, number)
        home.rename(home.with_name(f"{home.name}-{first}"))


def _begun(*given: object) -> "subprocess.Popen[bytes]":
    print(f"    filling: {given[0]} {' '.join(map(str, given[2:]))}", file=sys.stderr, flush=True)
    return subprocess.Popen([sys.executable, "-m", "benchmarks.peers", *map(str, given)], stdout=subprocess.DEVNULL)


def _all_in(folder: Path) -> Iterator[tuple[int, str, dict[str, dict[str, Path]]]]:
    for number, (partnership, files) in enumerate(json.loads((folder / "made.json").read_text())):
        parts = {part: {code: Path(one) for code, one in found.items()} for part, found in files.items()}
        yield number, partnership, parts


def fill_office(folder: Path, name: str) -> None:
    """Import everything into the office's home, and list it."""
    node = open_node(_office_home(folder, name), lambda: None)
    ours = Writer(_ITALY, 0, json.loads((folder / "ages.json").read_text())[0])
    set_own_card(node, _ITALY, "Sample ITA", {}, ours.key.jwk, ours.recovery.jwk, ours.age)
    node.keyring.add(seed=ours.seed, recovery_seed=ours.recovery_seed)
    for number, partnership, files in _all_in(folder):
        _import(node, Cooperation(partnership, f"partner-{number:02}", _ITALY), _code(number), files)
    listing.catch_up(node)


def fill_partners(folder: Path) -> None:
    """Import into the homes of the partners what each of them has in common with the office."""
    nodes = [open_node(_partners_home(folder, number), lambda: None) for number in range(HOMES)]
    for number, partnership, files in _all_in(folder):
        node, theirs = nodes[number % HOMES], Writer(_code(number), number)
        node.keyring.add(seed=theirs.seed, recovery_seed=theirs.recovery_seed)
        _import(node, Cooperation(partnership, _code(number).lower(), _code(number)), _ITALY, files)


def _import(node: Node, coop: Cooperation, other: str, files: dict[str, dict[str, Path]]) -> None:
    """Take a cooperation in, and keep that the other side has said that it holds all of it."""
    with node.store.transaction():
        node.store.create(coop)
        for part in ("first", "last"):
            take_in(Partnership(node.store.open(coop.id)), files[part], jobs=0)
        held = haves(node.store.open(coop.id))
        have = {code: tuple(one.hash for one in ends) for code, ends in held.items()}
        at = node.clock()
        node.store.put_dispatch(Dispatch(0, coop.id, IN, other, at, at, "", 0, have))


# Then: one entry in each cooperation


def measured(folder: Path, name: str, server: int | None) -> dict[str, Any]:
    """Sign an entry in each cooperation of the office on one of its databases, and look until all partners have it.

    :param server: the first process of its database's server; None for none.
    :raises StandstillError: not every partner was called before.
    """
    home = _office_home(folder, name)
    node = open_node(home, lambda: None)
    coops = node.store.cooperations()
    homes = [folder / f"partners-{number}-{name}" for number in range(HOMES)]
    with ExitStack() as stack:
        partners = [stack.enter_context(_answering(one, _PORT + number)) for number, one in enumerate(homes, 1)]
        office = stack.enter_context(served(home, _PORT))
        watch = Watch(node, Memory({_OFFICE: [office.pid], _PARTNERS: [one.pid for one in partners]}, server))
        for number, coop in enumerate(coops):
            set_address(node, coop, _code(number), f"http://127.0.0.1:{_PORT + 1 + number % HOMES}/")
        contacted = _all_called(node, len(coops), watch)
        time.sleep(_REST_SECONDS)
        watch.memory.before()
        seen = [open_node(one, lambda: None) for one in homes]
        ends = [_last_placed(one) for one in seen]
        cpu = watch.memory.cpu()
        signed = _signed(node, coops)
        arrived = _arrivals(seen, ends, set(signed), watch)
        time.sleep(_REST_SECONDS)
        took = {who: seconds - cpu[who] for who, seconds in watch.memory.cpu().items()}
        watch.memory.after()
    waited = sorted(arrived[one] - at for one, at in signed.items() if one in arrived) or [0.0]
    return {
        "partners": len(coops),
        "arrived": len(arrived),
        "contacted": contacted,
        "signing": max(signed.values()) - min(signed.values()),
        "all": max(arrived.values(), default=0.0) - min(signed.values()),
        "median": median(waited),
        "late": waited[max(0, -(-len(waited) * 95 // 100) - 1)],
        "last": waited[-1],
        "sender": (took[_OFFICE] + took["PostgreSQL"]) / len(coops),
        "receiver": took[_PARTNERS] / len(coops),
        "failures": len(watch.failures),
        "memory": watch.memory.told(),
    }


class Watch:
    """Looks at the office about once a second: at the memory, and at every try that went wrong."""

    def __init__(self, node: Node, memory: Memory) -> None:
        self._node = node
        self.memory = memory
        self.failures: dict[tuple[str, str], str] = {}

    def look(self) -> None:
        """Look; a try that went wrong stands there for at least twenty seconds, until the next."""
        self.memory.during()
        for _partnership, code, contact in contacts(self._node):
            if contact.failure is not None and (code, contact.tried_at) not in self.failures:
                self.failures[code, contact.tried_at] = contact.failure.reason or contact.failure.error
                print(f"    {code} at {contact.tried_at}: {contact.failure.reason}", file=sys.stderr, flush=True)


def _all_called(node: Node, wanted: int, watch: Watch) -> float:
    """Wait until each partner was called once and no call is under way; say how many seconds that took.

    :raises StandstillError: that did not come to be.
    """
    begin = time.perf_counter()

    def look() -> int:
        return sum(bool(one.reached_at) and not one.under_way for _partnership, _code_, one in contacts(node))

    if not _until(look, wanted, "partners reached", watch):
        raise StandstillError(look(), wanted)
    return time.perf_counter() - begin


def _signed(node: Node, coops: Sequence[Cooperation]) -> dict[str, float]:
    """Sign an entry in each cooperation: its hash, and when that was."""
    signed = {}
    for coop in coops:
        number = drafts.new(node, coop, "milestone", body={"what": {"it": "Aperto", "en": "Opened"}}).number
        entries = stating.declare(node, coop, [number]).entries
        signed[entries[-1].hash] = time.perf_counter()
    return signed


def _last_placed(node: Node) -> int:
    last: int | None = _placed(node).aggregate(last=Max("pk"))["last"]
    return last or 0


def _placed(node: Node) -> "QuerySet[Placed]":
    return Placed.objects.using(store_of(node).connection.alias)


def _arrivals(nodes: Sequence[Node], ends: Sequence[int], signed: set[str], watch: Watch) -> dict[str, float]:
    """When each entry was at its partner: one question for each home, so that looking costs next to nothing.

    :param ends: the last entry of each home before.
    """
    arrived: dict[str, float] = {}

    def look() -> int:
        for node, end in zip(nodes, ends, strict=True):
            for hash_ in _placed(node).filter(pk__gt=end).values_list("hash", flat=True):
                if (told := bytes(hash_).hex()) in signed:
                    arrived.setdefault(told, time.perf_counter())
        return len(arrived)

    _until(look, len(signed), "entries there", watch)
    return arrived


def _until(ask: Callable[[], int], wanted: int, words: str, watch: Watch) -> bool:
    """Look until there are so many, or it is given up; say whether there are."""
    begin = told = watched = time.perf_counter()
    while (found := ask()) < wanted and (now := time.perf_counter()) - begin < _MOST_SECONDS:
        if now - told >= _TELL_SECONDS:
            print(f"    {found} of {wanted} {words}", file=sys.stderr, flush=True)
            told = now
        if now - watched >= _WATCH_SECONDS:
            watch.look()
            watched = now
        time.sleep(_LOOK_SECONDS)
    watch.look()
    return found >= wanted


def _answering(home: Path, port: int) -> AbstractContextManager["subprocess.Popen[bytes]"]:
    """Let the program of the workbench answer for a home, whose lists nobody asks for, until this ends."""
    options = [
        "--interface",
        "wsgi",
        "--port",
        str(port),
        "--blocking-threads",
        str(4 + AT_ONCE),
        "--log-level",
        "error",
    ]
    command = [sys.executable, "-m", "granian", *options, "foedus.web.wsgi:application"]
    return running(command, port, _workbench_of(home, port))


def _workbench_of(home: Path, port: int = _PORT) -> dict[str, str]:
    """The surroundings in which the workbench serves a home."""
    told = {"FOEDUS_HOME": home, "FOEDUS_PORT": port, "DJANGO_SETTINGS_MODULE": "foedus.web.settings"}
    return {**os.environ, **{name: str(one) for name, one in told.items()}}


def _make_all_tables(homes: Sequence[Path]) -> None:
    """Make the workbench's tables in homes that hold nothing yet: once, and copied."""
    first, *others = homes
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(command, env=_workbench_of(first), check=True)
    for home in others:
        shutil.copyfile(first / DATABASE, home / DATABASE)


def main() -> None:
    """Do what the arguments say: fill the office or the partners, or everything from the beginning to the end."""
    what, folder, *more = sys.argv[1:]
    there = Path(folder)
    if what == "office":
        fill_office(there, more[0])
    elif what == "partners":
        fill_partners(there)
    else:
        cooperations, activities, address, pid = more
        prepared(there, int(cooperations), int(activities), {SQLITE: None, POSTGRESQL: address})
        told = {SQLITE: measured(there, SQLITE, None), POSTGRESQL: measured(there, POSTGRESQL, int(pid))}
        sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    start()
    main()
