"""Writes the figures of a run, and how they stand to what was aimed at; it measures nothing."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

MEBI = 1024


@dataclass(frozen=True)
class Row:
    """One thing that was measured: how often, how long it took each time, for how many entries, and the peak memory."""

    name: str
    entries: int
    seconds: Sequence[float]
    peak_kib: int = 0

    @property
    def median(self) -> float:
        """The median of the times."""
        return median(self.seconds)

    @property
    def rate(self) -> float:
        """Entries a second."""
        return self.entries / self.median

    def shown(self) -> str:
        """A line of the table."""
        memory = f"{self.peak_kib / MEBI:.0f} MB" if self.peak_kib else ""
        return f"| {self.name} | {self.entries:,} | {_time(self.median)} | {self.rate:,.0f} | {memory} |"


@dataclass(frozen=True)
class Goal:
    """What was aimed at, and what came of it."""

    name: str
    aim: str
    found: str
    is_met: bool

    def shown(self) -> str:
        """A line of the table."""
        return f"| {self.name} | {self.aim} | {self.found} | {'met' if self.is_met else 'missed'} |"


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def machine() -> str:
    """The machine on which this runs, in one line."""
    model = platform.processor() or platform.machine()
    about = Path("/proc/cpuinfo")
    if about.exists():
        names = [line.partition(":")[2].strip() for line in about.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    return f"{os.cpu_count()} cores of {model}, {platform.system()}, Python {platform.python_version()}"


def page(rows: Sequence[Row], goals: Sequence[Goal], command: str, notes: Sequence[str], load: float) -> str:
    """The whole page, in Markdown.

    :param load: how many processes the machine was busy with, on average, before the first was measured.
    """
    return "\n".join(
        [
            "# Measured",
            "",
            f"Made by `{command}` on {datetime.now(UTC):%d %B %Y}; {machine()}.",
            f"What else the machine had to do when it began: a load of {load:.1f}; the figures mean most below 0.5.",
            "",
            "Each figure is the median of several runs, each in a process of its own, on journals made for the",
            "purpose: two parties; of every four entries one proposes a record, one accepts it, one registers the",
            "agreement, one reports on it. An import unpacks the dispatch, verifies every signature, applies every",
            "rule, and is on the disk when it ends. Memory is the peak of the largest process.",
            "",
            "| | entries | time | entries a second | memory |",
            "| --- | ---: | ---: | ---: | ---: |",
            *(row.shown() for row in rows),
            "",
            "| goal | at | found | |",
            "| --- | --- | --- | --- |",
            *(goal.shown() for goal in goals),
            "",
            *(f"- {note}" for note in notes),
            "",
        ]
    )
