"""``make bench ARGS="--only load"``: people at once at a served office, doing what officers do; it judges no page.

Each reads pages, keeps private notes and signs outcomes, and thinks between: in real sessions, over HTTP, at ``foedus
serve`` in processes of its own, on the same machine.
"""

import asyncio
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, Final

import httpx

from benchmarks.report import machine
from benchmarks.serving import running

PASSWORD: Final = "a sample password that guards nothing"  # noqa: S105 - of sample people
_THINK_SECONDS: Final = 8.0
"""On average between two things that somebody does; drawn anew each time."""
_READS, _NOTES = 0.85, 0.95
"""So many of what is done are pages, then notes, and the rest outcomes that are signed."""
_POOL: Final = 400
_NOT_FOR_HEADS: Final = frozenset({"log"})
_TOKEN = re.compile(r'name="(csrfmiddlewaretoken|token|last)" value="([^"]*)"')
_MOST_MS: Final = 300
_MORE: Final[tuple[tuple[str, ...], tuple[str, ...]]] = ((), ("--no-exchange",))
"""The first server does what is done by itself, the others do not."""


@dataclass
class Took:
    """What was done: how long each took in seconds, by sort, and what went wrong."""

    seconds: dict[str, list[float]] = field(
        default_factory=lambda: {"page": [], "note": [], "signature": [], "door": []}
    )
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """What can be asked for: pages, activities for notes, activities whose outcome nobody told, each told once."""

    pages: Sequence[str]
    activities: Sequence[str]
    untold: list[str]


def prepared(home: Path, people: int) -> dict[str, Any]:
    """Make people in a home and draw what they will ask for, in a process that has Django."""
    command = [sys.executable, "-m", "benchmarks.load", str(people)]
    surroundings = {**os.environ, "FOEDUS_HOME": str(home), "DJANGO_SETTINGS_MODULE": "foedus.web.settings"}
    done = subprocess.run(command, env=surroundings, stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _prepare(people: int) -> dict[str, Any]:
    import django  # noqa: PLC0415 - the settings are named by who started this

    django.setup()
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415 - the same
    from django.core.management import call_command  # noqa: PLC0415 - the same

    from benchmarks.addresses import Addresses  # noqa: PLC0415 - the same
    from foedus.store import listing  # noqa: PLC0415 - the same
    from foedus.store.models import Cooperation, ListedActivity  # noqa: PLC0415 - the same
    from foedus.web import second_factor  # noqa: PLC0415 - the same
    from foedus.web.desk import Desk  # noqa: PLC0415 - the same
    from foedus.web.models import Grant, User  # noqa: PLC0415 - the same

    call_command("migrate", verbosity=0, interactive=False)
    node = Desk(None).node
    listing.catch_up(node)
    second_factor.ask_of(node, [])
    secret = make_password(PASSWORD)
    for number in range(people):
        user, is_new = User.objects.get_or_create(username=f"sample-{number}", defaults={"password": secret})
        if is_new:
            Grant.objects.create(user=user, role="head")
    chance = random.Random(1)
    draws = [draw for name, draw in Addresses(chance, datetime.now(UTC).date()).all() if name not in _NOT_FOR_HEADS]
    coops = dict(Cooperation.objects.values_list("pk", "name"))
    rows = ListedActivity.objects.filter(is_agreed=True)
    kept = [
        f"/partners/{coops[coop]}/activity/{name}/" for coop, name in rows.values_list("cooperation", "name")[:_POOL]
    ]
    untold = rows.filter(said="", begins__gt="").order_by("-begins").values_list("cooperation", "name")[: 10 * _POOL]
    return {
        "pages": [chance.choice(draws)() for _ in range(_POOL)],
        "activities": kept,
        "untold": [f"/partners/{coops[coop]}/activity/{name}/outcome/" for coop, name in untold],
    }


def served(home: Path, port: int, *more: str) -> AbstractContextManager["subprocess.Popen[bytes]"]:
    """Serve a home as anyone would, until this ends."""
    program = str(Path(sys.executable).parent / "foedus")
    return running([program, "--home", str(home), "serve", "--port", str(port), *more], port)


def memory(process: "subprocess.Popen[bytes]") -> list[int]:
    """The memory of each process of a served home, in MB, the largest first."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(folder.name)) == process.pid:
                status = (folder / "status").read_text()
                found.append(int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) // 1024)
        except (OSError, IndexError):
            continue
    return sorted(found, reverse=True)


class Person:
    """Somebody at a browser.

    :param client: their session. :param chance: what they do next is drawn from it.
    """

    def __init__(self, number: int, client: httpx.AsyncClient, plan: Plan, took: Took) -> None:
        self._name, self._client, self._plan, self._took = f"sample-{number}", client, plan, took
        self._chance = random.Random(number)

    async def work(self, until: float) -> None:
        """Come in, and work until a moment of the machine's clock."""
        await asyncio.sleep(self._chance.random() * _THINK_SECONDS)
        page = await self._ask("door", "GET", "/login/")
        said = {**self._hidden(page), "username": self._name, "password": PASSWORD}
        await self._ask("door", "POST", "/login/", said)
        while time.monotonic() < until:
            await asyncio.sleep(self._chance.expovariate(1 / _THINK_SECONDS))
            drawn = self._chance.random()
            if drawn < _READS:
                await self._ask("page", "GET", self._chance.choice(self._plan.pages))
            elif drawn < _NOTES:
                await self._note(self._chance.choice(self._plan.activities))
            elif self._plan.untold:
                await self._tell(self._plan.untold.pop())

    async def _note(self, activity: str) -> None:
        page = await self._ask("page", "GET", activity)
        await self._ask("note", "POST", f"{activity}note/", {**self._hidden(page), "text": "Sample note."})

    async def _tell(self, outcome: str) -> None:
        page = await self._ask("page", "GET", outcome)
        said = {**self._hidden(page), "outcome": "held", "sign": "1"}
        await self._ask("signature", "POST", outcome, said)

    async def _ask(self, sort: str, method: str, address: str, said: dict[str, str] | None = None) -> str:
        begin = time.perf_counter()
        try:
            answer = await self._client.request(method, address, data=said)
        except httpx.HTTPError as error:
            self._took.wrong.append(f"{sort} {address}: {type(error).__name__}")
            return ""
        self._took.seconds[sort].append(time.perf_counter() - begin)
        wanted = 302 if method == "POST" else 200
        if answer.status_code != wanted:
            self._took.wrong.append(f"{sort} {address}: {answer.status_code}")
        return answer.text

    @staticmethod
    def _hidden(page: str) -> dict[str, str]:
        return dict(reversed(_TOKEN.findall(page)))


async def _all(ports: Sequence[int], people: int, seconds: float, plan: Plan) -> Took:
    took, until = Took(), time.monotonic() + seconds
    addresses = [f"http://127.0.0.1:{ports[number % len(ports)]}" for number in range(people)]
    clients = [httpx.AsyncClient(base_url=address, timeout=60) for address in addresses]
    try:
        await asyncio.gather(*(Person(n, client, plan, took).work(until) for n, client in enumerate(clients)))
    finally:
        for client in clients:
            await client.aclose()
    return took


def measured(home: Path, ports: Sequence[int], people: int, seconds: float) -> tuple[Took, list[int]]:
    """Let people work at a home.

    :param ports: one for each server process that serves it.
    :returns: what they did, and the memory of each process in MB at the end.
    """
    told = prepared(home, people)
    plan = Plan(told["pages"], told["activities"], told["untold"])
    with ExitStack() as stack:
        processes = [stack.enter_context(served(home, port, *_MORE[place > 0])) for place, port in enumerate(ports)]
        took = asyncio.run(_all(ports, people, seconds, plan))
        return took, [one for process in processes for one in memory(process)]


def section(name: str, people: int, seconds: float, took: Took, kept: Sequence[int]) -> str:
    """What came of it, in Markdown."""
    every = sorted(one for times in took.seconds.values() for one in times)
    rows = [_row(sort, sorted(times)) for sort, times in took.seconds.items() if times]
    late = _late(every) * 1000
    goal = "met" if late < _MOST_MS and not took.wrong else "missed"
    errors = f": {'; '.join(took.wrong[:5])}" if took.wrong else ""
    aim = f"Goal: no error, 95th percentile under {_MOST_MS} ms: {late:.0f} ms, {goal}."
    kept_words = ", ".join(f"{one} MB" for one in kept)
    return "\n".join(
        [
            f"### {people} people at once, {seconds:.0f} s, {name}",
            "",
            f"{machine()}; the people and the server share it. Each thinks {_THINK_SECONDS:.0f} s on average.",
            "",
            "| what | how often | median, ms | 95th, ms | longest, ms |",
            "| --- | ---: | ---: | ---: | ---: |",
            *rows,
            _row("all", every),
            "",
            f"Errors: {len(took.wrong)}{errors}. {aim} Memory of each process: {kept_words}.",
            "",
        ]
    )


def _late(times: Sequence[float]) -> float:
    return times[max(0, -(-len(times) * 95 // 100) - 1)]


def _row(name: str, times: Sequence[float]) -> str:
    shown = " | ".join(f"{one * 1000:.0f}" for one in (median(times), _late(times), times[-1]))
    return f"| {name} | {len(times):,} | {shown} |"


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_prepare(int(sys.argv[1]))))
