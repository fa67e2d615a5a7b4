"""Serves the demo's offices on this computer, with sample people, until Ctrl-C; it plays nothing and knows no page."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, Final

from foedus.cli.demo.stage import OFFICES, program, surroundings
from foedus.cli.demo.story import Story, UnexpectedError
from foedus.cli.language import N_, _, current

HERE: Final = "127.0.0.1"
FIRST_PORT: Final = 8201
_TOO_LONG_SECONDS: Final = 60
_PAUSE_SECONDS: Final = 0.1
_ENDS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_LAST_PORT: Final = 65_000

ROLES: Final[Mapping[str, str]] = {
    "sample-head": N_("the head of office: may consent"),
    "sample-officer": N_("an officer: drafts, and tells outcomes"),
    "sample-outpost": N_("the office abroad: reads and drafts"),
    "sample-unit": N_("a unit: its own activities, and what came of them"),
    "sample-auditor": N_("reads all and the log, changes nothing"),
    "sample-administrator": N_("users, keys, dispatches"),
    "sample-reader": N_("reads"),
}
TO_TRY: Final[Sequence[str]] = (
    N_("{ITA}: as sample-head, open To do. What must be done today, and what has Azerbaijan not answered?"),
    N_("{ITA}partners/AZE/state/?year=2024: how many of the 31 were held, which were not, and by whose decision?"),
    N_("{ITA}partners/KAZ/: in an activity of the plan, press the button that says what came of it."),
    N_("{ITA}undertakings/: what was promised in July, how firmly, and on what source?"),
    N_(
        "Change a date of an activity as sample-officer, let sample-head sign it, write a dispatch for AZE under "
        "Dispatches, and take the file in at {AZE}dispatches/."
    ),
)


@dataclass(frozen=True)
class Served:
    """An office that is served."""

    code: str
    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://{HERE}:{self.port}/"


class _EndedError(Exception):
    """Whoever started the demo ends it."""


def serve(folder: Path, story: Story) -> None:
    """Make sample people in every office, serve each on a port of its own, and stay until Ctrl-C.

    :raises UnexpectedError: an office cannot be served.
    """
    with _ending():
        served: list[Served] = []
        try:
            people = {code: _people(folder / code) for code in OFFICES}
            for code in OFFICES:
                served.append(_start(folder, code, served[-1].port + 1 if served else FIRST_PORT))
            for one in served:
                wait_until_it_answers(one)
            _tell(story, served, people)
            _stay(served)
        except (_EndedError, KeyboardInterrupt):
            pass
        finally:
            _stop(served)
    story.line()
    story.says(_("Ended. The offices stay in {folder}; to serve one again:").format(folder=folder))
    story.line(f"    {program()} --home {folder / 'ITA'} serve --port {FIRST_PORT}")


@contextmanager
def _ending() -> Iterator[None]:
    """Let every way of ending the demo end the servers too."""
    before = {one: signal.signal(one, _end) for one in _ENDS}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise _EndedError


def _people(home: Path) -> dict[str, Any]:
    """Make the sample people: a command of the workbench's own, in a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-m", "django", "sample_people"],
        env={**surroundings(), "FOEDUS_HOME": str(home), "DJANGO_SETTINGS_MODULE": "foedus.web.settings"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if ended.returncode:
        raise UnexpectedError(_("sample people in {home}").format(home=home.name), 0, ended.stderr.strip())
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def free_port(first: int) -> int:
    """The first port from this one on that nobody listens on.

    :raises UnexpectedError: there is none.
    """
    for port in range(first, _LAST_PORT):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((HERE, port))
            except OSError:
                continue
            return port
    raise UnexpectedError(_("a free port"), first, _("none"))


def _start(folder: Path, code: str, first_port: int) -> Served:
    port = free_port(first_port)
    log = folder / f"{code}.log"
    command = [str(program()), "--home", str(folder / code), "serve", "--host", HERE, "--port", str(port)]
    with log.open("wb") as said:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            env=surroundings(),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    return Served(code, port, process, log)


def wait_until_it_answers(one: Served) -> None:
    """Wait until an office can be reached.

    :raises UnexpectedError: its server has ended, or cannot be reached for too long.
    """
    last = time.monotonic() + _TOO_LONG_SECONDS
    while time.monotonic() < last and one.process.poll() is None:
        try:
            socket.create_connection((HERE, one.port), timeout=1).close()
        except OSError:
            time.sleep(_PAUSE_SECONDS)
        else:
            return
    raise UnexpectedError(one.address, _("an answer"), one.log.read_text(encoding="utf-8", errors="replace"))


def _tell(story: Story, served: Sequence[Served], people: Mapping[str, Mapping[str, Any]]) -> None:
    addresses = {one.code: one.address for one in served}
    story.part(_("The offices are open in the browser, on this computer alone. Ctrl-C ends them."))
    for one in served:
        story.line(f"    {one.address}   {OFFICES[one.code][current() == 'it']}")
    password = next(iter(people.values()))["password"]
    story.says(_('Sign in with the password "{password}" as one of these samples:').format(password=password))
    for username in next(iter(people.values()))["people"]:
        story.line(f"    {username:<22}{_(ROLES.get(username, ''))}")
    story.says(_("To try:"))
    for number, text in enumerate(TO_TRY, 1):
        story.finds(f"{number}. {_(text).format(**addresses)}")


def _stay(served: Sequence[Served]) -> None:
    """Stay until somebody ends it, or all servers have ended."""
    sys.stdout.flush()
    while any(one.process.poll() is None for one in served):
        time.sleep(_PAUSE_SECONDS)
    for one in served:
        raise UnexpectedError(one.address, _("an answer"), one.log.read_text(encoding="utf-8", errors="replace"))


def _stop(served: Sequence[Served]) -> None:
    for one in served:
        one.process.terminate()
    for one in served:
        try:
            one.process.wait(_TOO_LONG_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(one.process.pid, signal.SIGKILL)
            one.process.wait()
