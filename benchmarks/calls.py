"""Has offices call each other on SQLite and on PostgreSQL, and tells what came of it; it measures nothing itself."""

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.peers import HOMES, POSTGRESQL, SQLITE
from benchmarks.report import machine
from benchmarks.takeover import SINCE
from benchmarks.workbench import run
from tests.postgres import Server, served

_ABOUT_IMPORT: Final = (
    "Two offices, each served by `foedus serve`: one holds the registers of two Parties, the other what both signed on"
    " the first day. The first calls by itself, through a proxy that ends TLS, and sends the rest in parts; the second"
    " takes each in while it could answer people. From the moment at which the address is known until all of it is"
    " there. On PostgreSQL each office has a database of one server, on the same machine, that waits for no disk."
)

_ABOUT_PEERS: Final = (
    "An office with {activities:,} activities in {cooperations} cooperations, served by `foedus serve`, keeps the"
    " address of each partner. The partners' copies stand three to a home in {homes} homes on SQLite, each answered by"
    " a process of the workbench that does nothing by itself: so many may be called at one place at a time that none"
    " waits for another there. The office calls each partner once; when none is called any more it signs one entry in"
    " each cooperation, one after the other. What is signed goes out when nothing more was signed for two seconds; six"
    " partners are called at a time. Each entry is waited for from its own signature on, and looked for ten times a"
    " second. The CPU of the office is that of all its processes, of its calls, of the lists that follow, and of its"
    " database's server; that of a partner takes the entry in and answers. Every try that failed counts, of the first"
    " calls too."
)

_ABOUT_TAKEOVER: Final = (
    "The drill of docs/running.md with a clock: an office's backup is restored on a second machine (here a second"
    " folder), the note of what was signed last is put beside its keys, so that it refuses to sign; the partner, served"
    " behind a proxy that ends TLS, gives back the {since:,} entries of each Party that came after the backup; then the"
    " copy is served. Every step is a command in a process of its own. On PostgreSQL the first office and the partner"
    " have their databases on a server; what is restored is a file, and is served as one."
)

Told = dict[str, Any]


def imported(entries: int, command: str) -> tuple[str, bool]:
    """Let an office send everything to another over HTTPS, on SQLite and on PostgreSQL.

    :returns: the part of the page, and whether everything arrived.
    """
    load = os.getloadavg()[0]
    told = _on_both(lambda folder, more: run("benchmarks.https", str(folder), str(entries), *more), 2)
    rows = [
        f"| {name} | {one['entries']:,} | {one['seconds']:.1f} | {one['arrived'] / one['seconds']:,.0f} |"
        f" {one['arrived']:,}{'' if one['is_same'] else ', and not the same'} | {one['failures']} |"
        for name, one in told.items()
    ]
    lines = [
        *_head("Import over HTTPS", command, load, _ABOUT_IMPORT),
        "| both offices on | entries | seconds | entries a second | arrived | tries that failed |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        *rows,
        "",
        *_memory(told),
    ]
    return "\n".join(lines), all(one["arrived"] == one["entries"] and one["is_same"] for one in told.values())


def spread(cooperations: int, activities: int, command: str) -> tuple[str, bool]:
    """Let an office sign an entry in each of its cooperations, on SQLite and on PostgreSQL.

    :returns: the part of the page, and whether each entry reached its partner.
    """
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="foedus-bench-") as folder, served() as server:
        given = (str(cooperations), str(activities), *_made(server, 1), str(server.process.pid))
        told: dict[str, Told] = run("benchmarks.peers", "all", folder, *given)
    rows = [
        f"| {name} | {one['arrived']} of {one['partners']} | {one['contacted']:.1f} | {one['signing']:.1f} |"
        f" {one['all']:.1f} | {one['median']:.1f} | {one['late']:.1f} | {one['last']:.1f} |"
        f" {one['sender'] * 1000:.0f} | {one['receiver'] * 1000:.0f} | {one['failures']} |"
        for name, one in told.items()
    ]
    lines = [
        *_head(
            f"One new entry with {cooperations} partners",
            command,
            load,
            _ABOUT_PEERS.format(activities=activities, cooperations=cooperations, homes=HOMES),
        ),
        (
            "| on | arrived | each called once, s | signing, s | all there, s | one: median, s | 95th, s | last, s"
            " | CPU of the office a partner, ms | of the partner, ms | failed tries |"
        ),
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *rows,
        "",
        *_memory(told),
    ]
    return "\n".join(lines), all(one["arrived"] == one["partners"] for one in told.values())


def taken_over(entries: int, command: str) -> tuple[str, bool]:
    """Let a second machine take over from an office, on SQLite and on PostgreSQL.

    :returns: the part of the page, and whether everything was there in the end.
    """
    load = os.getloadavg()[0]
    told = _on_both(lambda folder, more: run("benchmarks.takeover", str(folder), str(entries), *more), 2)
    steps = list(next(iter(told.values()))["steps"])
    lines = [
        *_head("A second machine takes over", command, load, _ABOUT_TAKEOVER.format(since=SINCE)),
        f"Seconds of each step, with {entries:,} entries.",
        "",
        "| the office was on | MB of the backup | "
        + " | ".join(f"`{one}`" for one in steps[:-1])
        + f" | {steps[-1]} |",
        "| --- | ---: |" + " ---: |" * len(steps),
        *(
            f"| {name} | {one['megabytes']:.1f} | " + " | ".join(f"{one['steps'][step]:.1f}" for step in steps) + " |"
            for name, one in told.items()
        ),
        "",
    ]
    return "\n".join(lines), all(one["is_same"] for one in told.values())


def _on_both(measure: Callable[[Path, Sequence[str]], Told], databases: int) -> dict[str, Told]:
    """Measure on SQLite, then with databases of one server, whose addresses and first process are handed on."""
    told = {}
    with tempfile.TemporaryDirectory(prefix="foedus-bench-") as folder:
        print(f"  {SQLITE}", file=sys.stderr, flush=True)
        told[SQLITE] = measure(Path(folder), ())
    with tempfile.TemporaryDirectory(prefix="foedus-bench-") as folder, served() as server:
        print(f"  {POSTGRESQL}", file=sys.stderr, flush=True)
        told[POSTGRESQL] = measure(Path(folder), [*_made(server, databases), str(server.process.pid)])
    return told


def _made(server: Server, number: int) -> list[str]:
    names = [f"calls_{place}" for place in range(number)]
    for name in names:
        server.ask(f"CREATE DATABASE {name}")
    return [server.address(name) for name in names]


def _head(title: str, command: str, load: float, about: str) -> list[str]:
    return [
        f"## {title}",
        "",
        f"Made by `{command}`; {machine()}; a load of {load:.1f} when it began.",
        "",
        about,
        "",
    ]


def _memory(told: dict[str, Told]) -> list[str]:
    """A table of what each process had."""
    rows = [
        f"| {name} | {one['name']} | {one['processes']} | {one['before']} | {one['most']} | {one['after']} |"
        for name, found in told.items()
        for one in found["memory"]
    ]
    return [
        (
            "Memory in MB, of the largest process of each sort: at rest before, at most, and at rest after; 0 where"
            " there was none then. What processes of PostgreSQL share counts in each of them, and once in all together."
        ),
        "",
        "| on | process | how many | before | most | after |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
        *rows,
        "",
    ]
