"""``make bench``: how fast bundles are made, verified and taken in, beside what limits them; it judges no rule."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import calls, load, workbench, world
from benchmarks.report import Goal, Row, page
from benchmarks.versioning import MissingProgramError, seconds_of_git
from tests.postgres import served

TIMES, QUICK_TIMES = 5, 2
SMALL_TIMES = 11
PORT = 8390
COMMITS, QUICK_COMMITS = 1_000, 100
_PARTS = ("journals", "workbench", "load", "https", "peers", "takeover", "world")
HELD = 3
"""The large node holds so many times what is imported."""
LEAST_OF_VERIFICATION, MOST_OF_EMPTY, MOST_MB, LEAST_OF_GIT = 0.5, 1.5, 200, 40


def ask(task: str, *given: Any) -> dict[str, Any]:
    """Have one thing measured in a process of its own."""
    print(f"  {task} {' '.join(str(one) for one in given[1:])}", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "benchmarks.tasks", *(json.dumps(one) for one in (task, *given))]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def row(name: str, entries: int, found: list[dict[str, Any]], *, has_memory: bool = True) -> Row:
    """Put the runs of one thing together."""
    peak = max(one["peak_kib"] for one in found) if has_memory else 0
    return Row(name, entries, [one["seconds"] for one in found], peak)


def judged(of_verification: float, ratio: float, peak: float) -> list[Goal]:
    """What was aimed at, and what came of it.

    :param of_verification: the rate of an import, of that of verification alone.
    :param ratio: what 100 entries cost into many, of the cost into none.
    :param peak: the peak memory of an import, in MB.
    """
    return [
        Goal(
            "import, of the rate of verification alone",
            f"at least {LEAST_OF_VERIFICATION}",
            f"{of_verification:.3f}",
            of_verification >= LEAST_OF_VERIFICATION,
        ),
        Goal(
            "100 entries into many, of the cost into none",
            f"at most {MOST_OF_EMPTY}",
            f"{ratio:.2f}",
            ratio <= MOST_OF_EMPTY,
        ),
        Goal("peak memory of an import", f"under {MOST_MB} MB", f"{peak:.0f} MB", peak < MOST_MB),
    ]


def measured(folder: Path, entries: int, times: int, commits: int) -> tuple[list[Row], list[Goal], list[str]]:
    """Measure everything.

    :param entries: how many entries are imported; the large node holds three times as many.
    """
    there = str(folder)
    made = ask("make", there, entries, HELD * entries, 2 * (SMALL_TIMES + 1))
    count = made["entries"]
    taken, verified, threads, inserted = [], [], [], []
    for number in range(times):  # in turn, so that whatever else the machine does falls on all alike
        taken.append(ask("take", there, "whole", f"home-{number}"))
        threads.append(ask("limit_verification", there))
        inserted.append(ask("limit_insertion", there, f"home-{number}"))
        verified.append(ask("verify", there))
    exported = [ask("export", there, "home-0") for _ in range(times)]
    rebuilt = [ask("again", there, "home-0") for _ in range(times)]
    taken_held = ask("take", there, "held", "large")
    small = ask("take_small", there, SMALL_TIMES, "taken")
    told = ask("take_small", there, SMALL_TIMES, "told")
    empty, large = ([seconds for seconds, _ in small[name]] for name in ("empty", "large"))
    closing = [median(seconds for _, seconds in small[name]) * 1000 for name in ("empty", "large")]
    rows = [
        row("export, from the database to a packed dispatch", count, exported),
        row("verify a packed dispatch, without a node", count, verified),
        row("import a packed dispatch into an empty node", count, taken),
        row("rebuild all that is derived", count, rebuilt),
        Row("import 100 entries into an empty node", made["small"], empty),
        Row(f"import 100 entries into a node of {HELD * entries:,}", 100, large),
        row("limit: the same signatures alone, two threads", count, threads, has_memory=False),
        row("limit: the same rows inserted alone", count, inserted, has_memory=False),
    ]
    notes = [
        (
            f"The large node was filled by one import of {HELD * entries:,} entries: {taken_held['seconds']:.1f} s,"
            f" with {taken_held['peak_kib'] / 1024:.0f} MB."
        ),
        (
            "An import ends when it is on the disk. To close the database afterwards, which tidies what was written"
            f" ahead, takes {closing[0]:.1f} ms more after 100 entries into none, and {closing[1]:.1f} ms into many."
        ),
        (
            "The same 100 entries with all that `foedus import` says of them afterwards: "
            f"{median(one for one, _ in told['empty']) * 1000:.1f} ms into none, "
            f"{median(one for one, _ in told['large']) * 1000:.1f} ms into many."
        ),
        f"A line has {made['bytes'] / count:.0f} bytes on average.",
        f"The rows inserted alone are {inserted[0]['rows']:,}, in all tables that an import fills.",
    ]
    limit, imported = rows[6].rate, rows[2].rate
    peak = max(one["peak_kib"] for one in (*taken, taken_held)) / 1024
    goals = judged(imported / limit, median(large) / median(empty), peak)
    try:
        git = Row("git: fetch and verify commits signed with ssh", commits, [seconds_of_git(folder, commits)])
    except MissingProgramError as error:
        notes.append(f"Not compared with git: {error} is not on this machine.")
    else:
        rows.append(git)
        times_git = imported / git.rate
        goals.append(
            Goal(
                "import, of the rate of git", f"at least {LEAST_OF_GIT}", f"{times_git:.0f}", times_git >= LEAST_OF_GIT
            )
        )
    return rows, goals, notes


def journals(entries: int, times: int, command: str, *, is_quick: bool) -> str:
    """Measure how journals are made, verified and taken in."""
    entries = entries // 12 if is_quick else entries
    times, commits = (QUICK_TIMES, QUICK_COMMITS) if is_quick else (times, COMMITS)
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="foedus-bench-") as folder:
        rows, goals, notes = measured(Path(folder), entries // 4 * 4, times, commits)
    return page(rows, goals, command, notes, load)


def pages(activities: int, command: str, *, is_quick: bool) -> str:
    """Measure what the pages of a large office cost."""
    coops, times = workbench.COOPERATIONS, workbench.TIMES
    if is_quick:
        coops, activities, times = coops // 12, activities // 12, QUICK_TIMES
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="foedus-bench-") as folder:
        made, found = workbench.measured(Path(folder), coops, activities, times)
    return workbench.section(made, found, command, load, times=times)


def offices(command: str, written: Path | None, *, is_quick: bool) -> str:
    """Play a year of many offices.

    :param written: the page that is written, beside which the picture goes; None for none.
    """
    part = 12 if is_quick else 1
    told, kept = world.simulated(world.NODES // part, world.PARTNERSHIPS // part, world.ACTIVITIES // part)
    if written is not None:
        written.with_name(world.PICTURE).write_text(world.picture(told))
    return world.section(told, kept, command)


def people(command: str, activities: int, *, is_quick: bool) -> str:
    """Let people work at once at a large office, on SQLite and on PostgreSQL."""
    coops = workbench.COOPERATIONS // 12 if is_quick else workbench.COOPERATIONS
    activities = activities // 12 if is_quick else activities
    seconds, some, many = (20, 10, 20) if is_quick else (120, 50, 200)
    with tempfile.TemporaryDirectory(prefix="foedus-bench-") as folder, served() as server:
        there = Path(folder)
        server.ask("CREATE DATABASE load")
        found = [f"## People at once\n\nMade by `{command}`: {activities:,} activities in {coops} cooperations.\n"]
        for name, database in (("SQLite", ()), ("PostgreSQL", (server.address("load"),))):
            made = there / name
            made.mkdir()
            workbench.run("benchmarks.office", str(made), str(coops), str(activities), *database)
            asked: list[tuple[tuple[int, ...], int, str]] = [((PORT,), some, name)]
            if database:
                asked.append(((PORT, PORT + 1), many, f"{name}, two servers"))
            for ports, number, words in asked:
                print(f"  {number} people, {words}", file=sys.stderr, flush=True)
                found.append(
                    load.section(words, number, seconds, *load.measured(made / "home", ports, number, seconds))
                )
    return "\n".join(found)


def main() -> None:
    """Measure, and print the page."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("--entries", type=int, default=100_000, help="how many entries are imported (100,000)")
    asked.add_argument("--times", type=int, default=TIMES, help=f"how often each thing is measured ({TIMES})")
    asked.add_argument("--quick", action="store_true", help="a twelfth of the entries, twice: to see that it works")
    asked.add_argument("--write", type=Path, metavar="FILE", help="write the page into a file, too")
    asked.add_argument("--only", choices=_PARTS, help="this part alone")
    asked.add_argument("--activities", type=int, default=workbench.ACTIVITIES, help="of the workbench's home (100,000)")
    given = asked.parse_args()
    options = " ".join(sys.argv[1:])
    command = "make bench" + (f' ARGS="{options}"' if options else "")
    parts, have_arrived, part = [], True, 12 if given.quick else 1
    if given.only in (None, "journals"):
        parts.append(journals(given.entries, given.times, command, is_quick=given.quick))
    if given.only in (None, "workbench"):
        parts.append(pages(given.activities, command, is_quick=given.quick))
    if given.only in (None, "load"):
        parts.append(people(command, given.activities, is_quick=given.quick))
    if given.only in (None, "https"):
        text, have_arrived = calls.imported(given.entries // part // 4 * 4, command)
        parts.append(text)
    if given.only in (None, "peers"):
        coops = workbench.COOPERATIONS // part
        text, have_these_arrived = calls.spread(coops, given.activities // part, command)
        have_arrived = have_arrived and have_these_arrived
        parts.append(text)
    if given.only in (None, "takeover"):
        text, has_taken_over = calls.taken_over(given.entries // part // 4 * 4, command)
        have_arrived = have_arrived and has_taken_over
        parts.append(text)
    if given.only in (None, "world"):
        parts.append(offices(command, given.write, is_quick=given.quick))
    text = "\n".join(parts)
    print(text)
    if given.write is not None:
        given.write.write_text(text)
    if not have_arrived:
        sys.exit(1)


if __name__ == "__main__":
    main()
