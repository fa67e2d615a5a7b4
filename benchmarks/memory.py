"""Watches the memory and the work of served offices and of a database server; it starts and ends no process."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.report import MEBI

_WORK: Final = b"\0work\0"
_CONNECTION: Final = b"postgres: foedus "
_NUMBER = re.compile(r"^(VmRSS|VmHWM):\s+(\d+)", re.MULTILINE)
_SHARED = re.compile(r"^Pss:\s+(\d+)", re.MULTILINE)


@dataclass
class Role:
    """What processes of one sort have: how many, and in KiB the largest of them at rest before and after, and at most.

    Of a server's processes together, memory that they share counts once.
    """

    processes: int = 0
    before: int = 0
    most: int = 0
    after: int = 0


class Memory:
    """The memory of some processes.

    :param offices: by the name under which it is told, the process that was started for it; those that it began count.
    :param server: the first process of a database server; None for none.
    """

    def __init__(self, offices: Mapping[str, list[int]], server: int | None) -> None:
        self._sessions = {pid: name for name, pids in offices.items() for pid in pids}
        self._server = server
        self.roles: dict[str, Role] = {}

    def before(self) -> None:
        """Look, before anything is done."""
        for name, size in self._look().items():
            self.roles[name].before = size

    def during(self) -> None:
        """Look while it is done: as often as one can."""
        self._look()

    def after(self) -> None:
        """Look, when all is calm again."""
        for name, size in self._look().items():
            self.roles[name].after = size

    def cpu(self) -> dict[str, float]:
        """The seconds of a core that each office has taken so far, and the database server, by name."""
        ticks = dict.fromkeys((*self._sessions.values(), "PostgreSQL"), 0)
        for folder in Path("/proc").glob("[0-9]*"):
            told = _read(folder / "stat").rpartition(b")")[2].split()
            if not told:
                continue
            parent, session = int(told[1]), int(told[3])
            own, of_ended = (int(one) + int(other) for one, other in (told[11:13], told[13:15]))
            if session in self._sessions:
                ticks[self._sessions[session]] += own
            elif self._server is not None and self._server in {parent, int(folder.name)}:
                ticks["PostgreSQL"] += own if parent == self._server else own + of_ended
        return {name: number / os.sysconf("SC_CLK_TCK") for name, number in ticks.items()}

    def told(self) -> list[dict[str, Any]]:
        """What was seen, in MB."""
        return [
            {
                "name": name,
                "processes": one.processes,
                **{when: round(getattr(one, when) / MEBI) for when in ("before", "most", "after")},
            }
            for name, one in self.roles.items()
        ]

    def _look(self) -> dict[str, int]:
        """The memory of the largest process of each sort now, in KiB."""
        now: dict[str, int] = {}
        count: dict[str, int] = {}
        together, server = 0, 0
        for name, folder in self._processes():
            found = dict(_NUMBER.findall(_read(folder / "status").decode()))
            if not found:
                continue
            now[name] = max(now.get(name, 0), int(found["VmRSS"]))
            count[name] = count.get(name, 0) + 1
            role = self.roles.setdefault(name, Role())
            role.most = max(role.most, int(found["VmHWM"]))
            if name.startswith("PostgreSQL"):
                server += 1
                together += sum(int(one) for one in _SHARED.findall(_read(folder / "smaps_rollup").decode()))
        if server:
            name = "PostgreSQL, all its processes together"
            now[name], count[name] = together, server
            role = self.roles.setdefault(name, Role())
            role.most = max(role.most, together)
        for name, number in count.items():
            self.roles[name].processes = max(self.roles[name].processes, number)
        return now

    def _processes(self) -> Iterator[tuple[str, Path]]:
        for folder in Path("/proc").glob("[0-9]*"):
            number, command = int(folder.name), _read(folder / "cmdline")
            try:
                office = self._sessions.get(os.getsid(number))
            except ProcessLookupError:
                continue
            if office is not None:
                watches = "the process that watches over the others"
                does = "the process that calls" if _WORK in command else "the process that answers"
                yield f"{office}, {watches if number in self._sessions else does}", folder
            elif self._server is not None and number != self._server and _parent(folder) == self._server:
                is_asked = command.startswith(_CONNECTION)
                yield f"PostgreSQL, {'a connection' if is_asked else 'what it does by itself'}", folder


def _parent(folder: Path) -> int:
    told = _read(folder / "stat").rpartition(b")")[2].split()
    return int(told[1]) if told else 0


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
