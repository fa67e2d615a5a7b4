"""An office that is really served, and what its people do on its home meanwhile; it knows no line between offices."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from foedus.exchange.https import post
from foedus.office import parties, partnerships, peers, stating
from foedus.office.exchanging import Exchanged, exchange
from foedus.office.peers import Contact
from foedus.store.node import open_node
from tests.databases import new_home
from tests.office.desk import Desk
from tests.servers import HERE, PAUSE_SECONDS, TOO_LONG_SECONDS, free_port, stop, wait_until_it_answers

PROGRAM = str(Path(sys.executable).parent / "foedus")
PLAIN = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
_WORK = b"\0django\0work\0"
Answer = TypeVar("Answer")


class Office:
    """A party's home in a folder, and the port on which it is served."""

    def __init__(self, folder: Path, code: str) -> None:
        self.code = code
        self.folder = folder / code
        self.home = self.folder / "home"
        node = new_home(self.home)
        signing, recovery, age = node.keyring.newest()  # type: ignore[attr-defined]  # the port does not need it
        parties.set_own_card(node, code, f"Sample {code}", {}, signing.jwk, recovery.jwk, age)
        self.port = free_port()
        self._desk: Desk | None = Desk(node, self.folder, code)

    @property
    def desk(self) -> Desk:
        """Its node, opened in this process."""
        if self._desk is None:
            self._desk = Desk(open_node(self.home, lambda: None), self.folder, self.code)
        return self._desk

    def reopen(self) -> None:
        """Forget the node that is open: its files are others now."""
        if self._desk is not None:
            self._desk.node.store.connection.close()  # type: ignore[attr-defined]  # of a node on disk
        self._desk = None

    @property
    def address(self) -> str:
        """Where it is served."""
        return f"http://{HERE}:{self.port}/"

    def run(self, *arguments: str, status: int = 0, more: Mapping[str, str] | None = None) -> str:
        """Run a command in the home; gives what it prints."""
        command = [PROGRAM, "--home", str(self.home), "--lang", "en", *arguments]
        told = subprocess.run(command, env={**PLAIN, **(more or {})}, check=False, capture_output=True, text=True)
        assert told.returncode == status, f"{told.stdout}{told.stderr}"
        return told.stdout

    def tries(self, *codes: str, status: int = 0, more: Mapping[str, str] | None = None) -> Any:
        """Exchange now with another office, or with all; gives what came of each."""
        return json.loads(self.run("peer", "try", self.desk.coop.name, *codes, "--json", status=status, more=more))

    def calls(self, other: "Office") -> Exchanged:
        """Exchange with another office from this process, over the line."""
        desk = self.desk
        return exchange(desk.node, desk.coop, other.code, post)

    def state(self, title: str) -> None:
        """Sign a declaration: one more entry of its register."""
        desk = self.desk
        stating.declare(desk.node, desk.coop, [desk.draft("milestone", what=title)])

    def entries(self) -> dict[str, int]:
        """How many entries of each register it holds."""
        desk = self.desk
        ledger = desk.node.store.open(desk.coop.id)
        return {code: sum(1 for _ in ledger.lines_of(code)) for code in ledger.codes()}

    def reaches(self, other: "Office", address: str | None = None) -> None:
        """Keep where the other is reached."""
        peers.set_address(self.desk.node, self.desk.coop, other.code, address or other.address)

    def contact(self, other: "Office") -> Contact:
        """What it knows of the exchange with the other."""
        return peers.contact_of(self.desk.node, self.desk.coop.id, other.code)

    def workers(self) -> list[int]:
        """The numbers of the processes that do for this home what is done by itself, as the system lists them."""
        own = f"FOEDUS_HOME={self.home}\0".encode()
        processes = (one for one in Path("/proc").iterdir() if one.name.isdecimal())
        return [int(one.name) for one in processes if own in _read(one / "environ") and _WORK in _read(one / "cmdline")]

    @contextmanager
    def served(
        self, *options: str, more: Mapping[str, str] | None = None, most_bytes: int | None = None
    ) -> Iterator["subprocess.Popen[bytes]"]:
        """Serve the home until the block ends.

        :param most_bytes: how large a file may grow, as on a disk that is full.
        """
        log = self.folder / f"server-{time.monotonic_ns()}.log"
        command = [PROGRAM, "--home", str(self.home), "serve", "--port", str(self.port), *options]
        if most_bytes is not None:
            command = ["/bin/sh", "-c", f'ulimit -f {most_bytes // 512}; exec "$0" "$@"', *command]
        with (
            log.open("wb") as said,
            subprocess.Popen(
                command, env={**PLAIN, **(more or {})}, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                start_new_session=True,
            ) as server,
        ):  # fmt: skip
            try:
                wait_until_it_answers(server, self.port, log)
                yield server
            finally:
                stop(server)
                print(log.read_text(errors="replace"))  # noqa: T201 - shown beside a test that failed


def until(ask: Callable[[], Answer], is_so: Callable[[Answer], bool]) -> Answer:
    """Ask again until the answer is so."""
    end = time.monotonic() + TOO_LONG_SECONDS
    while not is_so(answer := ask()) and time.monotonic() < end:
        time.sleep(PAUSE_SECONDS)
    if is_so(answer):
        return answer
    raise AssertionError(f"it did not come to be: {answer}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def joined(folder: Path, founder: str, *others: str, is_told: bool = True) -> tuple[Office, ...]:
    """Offices in one cooperation, each of which has joined; the others know the founder.

    :param is_told: the founder knows, too, who has joined.
    """
    first, *rest = offices = tuple(Office(folder, code) for code in (founder, *others))
    partnerships.found(first.desk.node, "Sample cooperation", cards=[one.desk.card for one in rest], name="sample")
    for one in rest:
        partnerships.join(one.desk.node, first.desk.write(), name="sample")
        if is_told:
            one.desk.send(first.desk)
    return offices
