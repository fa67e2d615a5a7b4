"""Puts together what the pages of a large office cost, beside what was aimed at; it asks for no page itself."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.report import Goal, machine

COOPERATIONS, ACTIVITIES, TIMES = 60, 100_000, 20
_MOST_MS, _MOST_OF_YEAR_MS, _MOST_QUERIES, _MOST_BYTES = 50, 100, 12, 100 * 1024
_PAPER_SECONDS: Final = {"PDF of 31 lines": 2, "PDF of 400 lines": 8}
_YEAR: Final = "calendar: year"

_ABOUT: Final = (
    "One office with {cooperations} cooperations and {activities:,} activities over five years: plans with their lines"
    " agreed, outcomes told by both sides, talks, promises, questions; some plans under negotiation. It was made and"
    " imported in {imported:.0f} s and listed in {listed:.0f} s ({entries:,} entries). Each page was asked for {times}"
    " times, with partners, records, years and words drawn at random, by a head of office who sees everything: from the"
    " request to the whole answer, in one process. Sizes are as sent, compressed."
)

Runs = Sequence[dict[str, Any]]


def measured(folder: Path, cooperations: int, activities: int, times: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fill a home, and ask for its pages: each in a process of its own.

    :returns: what filling took, and what each page cost, as ``benchmarks.pages`` writes it.
    """
    made = run("benchmarks.office", str(folder), str(cooperations), str(activities))
    return made, run("benchmarks.pages", str(folder / "home"), str(times))


def run(module: str, *given: str) -> dict[str, Any]:
    """Run a part of the measuring in a process of its own, and read what it says."""
    print(f"  {module} {' '.join(given[1:])}", file=sys.stderr, flush=True)
    done = subprocess.run([sys.executable, "-m", module, *given], stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _late(values: Sequence[float]) -> float:
    """The 95th percentile: so many of a hundred are quicker."""
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


def _line(name: str, runs: Runs) -> str:
    seconds, cpu = ([run[what] for run in runs] for what in ("seconds", "cpu"))
    shown = " | ".join(f"{one * 1000:.0f}" for one in (median(seconds), _late(seconds), median(cpu), _late(cpu)))
    queries, size = (max(run[what] for run in runs) for what in ("queries", "bytes"))
    return f"| {name} | {shown} | {queries} | {size / 1024:.0f} |"


def _judged(pages: dict[str, Runs], papers: dict[str, Runs]) -> list[Goal]:
    others = {name: runs for name, runs in pages.items() if name != _YEAR}
    late = {name: _late([run["seconds"] for run in runs]) * 1000 for name, runs in others.items()}
    queries = {name: float(max(run["queries"] for run in runs)) for name, runs in pages.items()}
    sizes = {name: float(max(run["bytes"] for run in runs)) for name, runs in pages.items()}
    year = {_YEAR: _late([run["seconds"] for run in pages[_YEAR]]) * 1000}
    paper = [
        _goal(name, f"at most {most} s", {name: max(run["seconds"] for run in papers[name])}, most, "s")
        for name, most in _PAPER_SECONDS.items()
    ]
    return [
        _goal("95th percentile of every page", f"under {_MOST_MS} ms", late, _MOST_MS, "ms"),
        _goal("95th percentile of the year's calendar", f"under {_MOST_OF_YEAR_MS} ms", year, _MOST_OF_YEAR_MS, "ms"),
        _goal("questions to the database, every page", f"at most {_MOST_QUERIES}", queries, _MOST_QUERIES, ""),
        _goal("sent for every page", "at most 100 KB", sizes, _MOST_BYTES, "bytes"),
        *paper,
    ]


def _goal(name: str, aim: str, found: dict[str, float], most: float, unit: str) -> Goal:
    over = sorted((one for one in found if found[one] > most), key=lambda one: -found[one])
    worst = max(found.values())
    shown = f"{worst:.1f} {unit}" if unit == "s" else f"{worst:.0f} {unit}".rstrip()
    missed = f"; missed by {len(over)} of {len(found)}: {', '.join(over)}" if over and len(found) > 1 else ""
    return Goal(name, aim, shown + missed, not over)


def section(made: dict[str, Any], found: dict[str, Any], command: str, load: float, *, times: int) -> str:
    """The part of the page that tells of the workbench, in Markdown.

    :param load: how many processes the machine was busy with, on average, before it began.
    """
    papers, first = found["papers"], found["first"]
    return "\n".join(
        [
            "## The workbench",
            "",
            f"Made by `{command}`; {machine()}; a load of {load:.1f} when it began.",
            "",
            _ABOUT.format(**made, times=times),
            "",
            "| page | median, ms | 95th, ms | CPU median, ms | CPU 95th, ms | questions | KB |",
            "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
            *(_line(name, runs) for name, runs in found["pages"].items()),
            *(_line(name, runs) for name, runs in papers.items()),
            _line("the first page after a dispatch came in", [first]),
            "",
            "| goal | at | found | |",
            "| --- | --- | --- | --- |",
            *(goal.shown() for goal in _judged(found["pages"], papers)),
            "",
        ]
    )
