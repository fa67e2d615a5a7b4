"""Two offices started from the page on running agree a plan over HTTPS while the line is cut ten times.

Every block marked for an office is played as it stands on the page, with the page's own settings, command, unit files
and proxy: the first office keeps a file, the second a database of a server and has nginx before it.
"""

import configparser
import os
import re
import shlex
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from tests.databases import ON_FILE_ALONE
from tests.house.source import ROOT
from tests.live.certificates import Authority
from tests.live.office import PROGRAM
from tests.live.proxies import NAME, nginx
from tests.live.wires import Cut, wire
from tests.postgres import shared
from tests.servers import HERE, free_port

pytestmark = ON_FILE_ALONE  # the page says which office is on a server, and it is begun there by the page's words
CUTS = 10
FILES = ROOT / "docs" / "running"
BLOCK = re.compile(r"^```sh (both|first|second)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SQL = re.compile(r"^```sql\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OFFICES = {"first": ("ITA", "Sample Italy"), "second": ("AZE", "Sample Azerbaijan")}
PLACES = (Cut(up=0), Cut(up=900), Cut(down=0), Cut(down=300), Cut(up=2500), Cut(down=3000))
DATABASE = "office_of_the_page"


class Machine:
    """A machine on which an office is run as the page says: what the page puts into place lies in a folder."""

    def __init__(self, folder: Path, which: str) -> None:
        self.code, self.name = OFFICES[which]
        self._folder = folder / which
        self._own = {
            "/etc/foedus": self._folder / "etc",
            "/var/lib/foedus-backups": self._folder / "backups",
            "/var/lib/foedus-files": folder,
            "/var/lib/foedus": self._folder / "home",
            "/opt/foedus/.venv/bin/foedus": Path(PROGRAM),
            "office.example": Path(NAME),
        }
        self.log = self._folder / "log"
        for one in ("etc", "backups", "bin"):
            (self._folder / one).mkdir(parents=True)
        command = self._folder / "bin" / "foedus"
        command.write_text(self.here("foedus").replace("runuser -u foedus -- ", ""))
        command.chmod(0o755)
        (self._folder / "etc" / "passphrase").write_text("sample passphrase of the page")
        self._settings = self._folder / "etc" / "environment"
        # The line of an authority of one's own is meant to be taken in where there is one.
        self._settings.write_text(self.here("environment").replace("# FOEDUS_CA_FILE", "FOEDUS_CA_FILE"))

    def here(self, file: str) -> str:
        """A file of the page, as it is on this machine."""
        return self.placed((FILES / file).read_text(encoding="utf-8"))

    def placed(self, text: str) -> str:
        """A text of the page, with the places and the name of this machine."""
        for there, here in self._own.items():
            text = text.replace(there, str(here))
        return text

    def play(self, block: str, more: dict[str, str]) -> str:
        """Play a block of the page; the first command that fails ends it."""
        surroundings = {
            "PATH": f"{self._folder / 'bin'}:/usr/bin:/bin", "LANG": "C.UTF-8",
            "CODE": self.code, "NAME": self.name, "FOEDUS_HOME": str(self._folder / "home"),
            "OUT": str(self._folder.parent), "BACKUPS": str(self._folder / "backups"), **more,
        }  # fmt: skip
        return told_by(["/bin/sh", "-eu", "-c", block], surroundings)

    def commands(self, unit: str) -> list[list[str]]:
        """What systemd would run for a unit."""
        lines = re.findall(r"^ExecStart=(.+)$", self.here(unit), re.MULTILINE)
        places = {"%d": str(self._folder / "etc"), "%i": "foedus-backup.service", "%%": "%"}
        return [shlex.split(re.sub("%.", lambda found: places[found[0]], line)) for line in lines]

    def settings(self) -> dict[str, str]:
        """What systemd would hand over."""
        lines = self._settings.read_text(encoding="utf-8").splitlines()
        given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
        return {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(self._folder), **given}

    def run(self, unit: str) -> None:
        """Run a unit to its end."""
        for command in self.commands(unit):
            told_by(command, self.settings())

    @contextmanager
    def served(self, port: int) -> Iterator[None]:
        """Run the unit of the service, once it can be asked."""
        (command,) = self.commands("foedus.service")
        with self.log.open("wb") as log:
            server = subprocess.Popen(
                [*command, "--port", str(port)],
                env=self.settings(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        try:
            while not answers(port):
                assert server.poll() is None, self.log.read_text(encoding="utf-8")
                time.sleep(0.1)
            yield
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(60)


def told_by(command: list[str], surroundings: dict[str, str]) -> str:
    """What a command prints, which must succeed."""
    told = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    assert told.returncode == 0, f"{command[-1]}\n{told.stdout}\n{told.stderr}"
    return told.stdout


def answers(port: int) -> bool:
    """Whether the workbench answers there."""
    connection = HTTPConnection(HERE, port, timeout=60)
    try:
        connection.request("GET", "/login/")
        connection.getresponse().read()
    except OSError:
        return False
    else:
        return True
    finally:
        connection.close()


def copied(machine: Machine, to: Path) -> None:
    """Do what the unit that copies to a second machine does, with a folder for that machine."""
    for command in machine.commands("foedus-copy.service"):
        source, target = command[-2:]
        whose, _, place = target.partition(":")
        there = to / place
        there.mkdir(parents=True)
        assert (command[0], whose, place[:1] == "/") == ("/usr/bin/rsync", "foedus-copy@second.example", False)
        told_by(["/bin/cp", "-a", source, str(there)], machine.settings())


@contextmanager
def database_of(page: str) -> Iterator[str]:
    """A database made by the page's words; gives its address, as the page writes it."""
    server = shared()
    (sql,) = SQL.findall(page)
    where = "postgres"
    for statement in sql.replace("foedus", DATABASE).splitlines():
        if statement.startswith("\\connect "):
            where = statement.split()[1]
        else:
            server.ask(statement, where)
    (address,) = re.findall(r"`(postgresql://\S+/var/run/postgresql)`", page)
    try:
        found = address.replace("foedus", DATABASE).replace("/var/run/postgresql", str(server.folder))
        with psycopg.connect(found, autocommit=True) as connection:
            for order in (f"DROP DATABASE {DATABASE}", f"CREATE DATABASE {DATABASE}_2", f"CREATE ROLE {DATABASE}_2"):
                with pytest.raises(InsufficientPrivilege):
                    connection.execute(order.encode())
        yield found
    finally:
        server.ask(f"DROP DATABASE {DATABASE} WITH (FORCE)")
        server.ask(f"DROP ROLE {DATABASE}")


def test_two_offices_started_from_the_page_agree_a_plan_over_a_line_cut_ten_times(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    blocks = BLOCK.findall(page)
    cut: list[int] = []

    def place(call: int) -> Cut:
        if len(cut) == CUTS or call % 4 == 3:
            return Cut()
        cut.append(call)
        return PLACES[len(cut) % len(PLACES)]

    authority, port = Authority(tmp_path), free_port()
    machines = {which: Machine(tmp_path, which) for which in OFFICES}
    (tmp_path / "first" / "etc" / "authorities.pem").write_bytes(authority.file.read_bytes())
    (tmp_path / "second" / "etc" / "authorities.pem").write_bytes(authority.file.read_bytes())
    checked: dict[str, str] = {}
    before = next(number for number, (_, block) in enumerate(blocks) if "peer set" in block)
    with database_of(page) as database:
        for which, block in blocks[:before]:
            for one in OFFICES if which == "both" else (which,):
                machines[one].play(block, {"DATABASE": database})
        with (
            machines["second"].served(port),
            nginx(tmp_path / "nginx", port, authority.issue(NAME)) as (secure, _),
            wire(secure, place) as line,
        ):
            more = {"PEER": line.replace(f"http://{HERE}", f"https://{NAME}")}
            for which, block in blocks[before:]:
                told = machines[which].play(block, more)
                if block.splitlines()[-1].startswith("foedus check"):
                    checked[which] = told.split("\n\n")[0]
            machines["first"].run("foedus-backup.service")
            machines["first"].run("foedus-trouble@.service")
            copied(machines["first"], tmp_path / "copy")
            plan = machines["second"].play("foedus records ITA --json", more)
    assert (len(cut), more["PEER"].startswith("https://")) == (CUTS, True)
    assert plan.count('"standing": "agreed"') >= 4, plan
    assert words(checked["first"]) == words(checked["second"])
    (backup,) = (tmp_path / "copy" / "backups").glob("*T*Z.zip")
    machines["first"].play(f'foedus backup verify "{backup}"', {})
    note = Path("keys", "last-signed.json")
    copy = tmp_path / "copy" / note
    assert copy.read_bytes() == (tmp_path / "first" / "home" / note).read_bytes()


def test_units_that_the_page_begins_are_there_and_belong_together() -> None:
    page = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    named = " ".join(re.findall(r"^systemctl enable --now (.+)$", page, re.MULTILINE)).split()
    files = {file.name for file in FILES.iterdir()}
    assert set(named) <= files
    for name in sorted(file for file in files if file.endswith((".service", ".timer"))):
        unit = configparser.RawConfigParser(strict=False)
        unit.optionxform = str  # type: ignore[assignment,method-assign]  # names of units are written as they are
        unit.read(FILES / name)
        kind = name.rpartition(".")[2].capitalize()
        wanted = {"Unit", kind} | ({"Install"} if name in named else set())
        assert (set(unit.sections()), bool(unit["Unit"]["Description"])) == (wanted, True)
        assert name.endswith(".service") or name.replace(".timer", ".service") in files


def test_unit_that_fails_begins_the_one_that_tells_with_its_last_lines() -> None:
    for name in ("foedus-backup.service", "foedus.service"):
        begun = re.findall(r"^OnFailure=(.+)$", (FILES / name).read_text(encoding="utf-8"), re.MULTILINE)
        assert [(FILES / one.replace("%n", "")).is_file() for one in begun] == [True]
    told = (FILES / "foedus-trouble@.service").read_text(encoding="utf-8")
    assert ("--unit=%i" in told, "--failed %i" in told) == (True, True)


def test_service_that_cannot_be_begun_ends_in_failed_within_its_limit() -> None:
    unit = (FILES / "foedus.service").read_text(encoding="utf-8")
    found = dict(re.findall(r"^(Restart|RestartSec|StartLimitBurst|StartLimitIntervalSec)=(.+)$", unit, re.MULTILINE))
    assert (found.pop("Restart"), found.pop("StartLimitIntervalSec")) == ("always", "1h")
    pause, tries = int(found["RestartSec"]), int(found["StartLimitBurst"])
    # A start that takes up to a minute before it fails still counts within the hour; a short outage is waited for.
    assert (tries * (pause + 60) < 3600, tries * pause >= 300) == (True, True)


def test_renewed_certificate_is_put_in_place_and_nginx_told(tmp_path: Path) -> None:
    lineage, tls, programs = (tmp_path / name for name in ("lineage", "tls", "programs"))
    for folder in (lineage, tls, programs):
        folder.mkdir()
    for name in ("fullchain.pem", "privkey.pem"):
        (lineage / name).write_text(f"sample {name}")
    (programs / "systemctl").write_text(f'#!/bin/sh\necho "$@" >{tmp_path}/told\n')
    (programs / "systemctl").chmod(0o755)
    hook = (FILES / "renewed").read_text(encoding="utf-8").replace("/etc/foedus/tls", str(tls))
    told_by(["/bin/sh", "-c", hook], {"PATH": f"{programs}:/usr/bin:/bin", "RENEWED_LINEAGE": str(lineage)})
    assert {file.name: (file.read_text(), oct(file.stat().st_mode & 0o777)) for file in tls.iterdir()} == {
        "fullchain.pem": ("sample fullchain.pem", "0o600"),
        "key.pem": ("sample privkey.pem", "0o600"),
    }
    assert (tmp_path / "told").read_text() == "reload nginx\n"


def words(told: str) -> list[str]:
    """The twelve words of a check."""
    return re.findall(r"\b[a-z]+(?: [a-z]+){11}\b", " ".join(told.split()))
