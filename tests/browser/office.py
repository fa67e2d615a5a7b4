"""An office with sample data and its people, served as anyone would serve it; it knows no page but the door."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Page

from foedus.cli.main import main
from foedus.web.alarms import catch_up
from foedus.web.desk import Desk as WebDesk
from foedus.web.models import Grant, User
from foedus.web.rights import ROLES
from tests.browser.sample import PARTNER
from tests.servers import HERE, free_port, stop, wait_until_it_answers
from tests.web.conftest import PASSWORD, served

LANGUAGES = ("en", "it")
PROGRAM = Path(sys.executable).parent / "foedus"
OF_THIS_PROCESS = ("DJANGO_ALLOW_ASYNC_UNSAFE", "PLAYWRIGHT_NODEJS_PATH", "FOEDUS_HOME", "FOEDUS_PASSPHRASE")


@dataclass(frozen=True)
class Office:
    """Italy's home and where it is served; ``partner`` is Azerbaijan's home, which is not.

    ``named`` are records by what they stand for, as ``tests.browser.sample`` says.
    """

    address: str
    home: Path
    partner: Path
    named: Mapping[str, str]

    def sign_in(self, page: Page, role: str = "officer") -> None:
        """Come in by the door as the person with this role and the page's language; or on to the second factor."""
        language = str(page.evaluate("navigator.language"))[:2]
        page.goto(f"{self.address}/login/")
        page.locator("input[name=username]").fill(f"{role}-{language}")
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url(lambda url: not url.endswith("/login/"))

    def run(self, *arguments: str, home: Path | None = None, typed: str = "") -> str:
        """Run a command in the home, or in another, in this process; gives what it prints."""
        command = ["--home", str(home or self.home), "--lang", "en", *arguments]
        ended = CliRunner().invoke(main, command, input=typed, catch_exceptions=False)
        assert ended.exit_code == 0, ended.output
        return ended.output

    def own_entries(self) -> int:
        """How many entries Italy's register of this cooperation holds: what was signed once makes one more."""
        cooperations = json.loads(self.run("partnership", "list", "--json"))
        found = next(one["entries"]["ITA"] for one in cooperations if one["name"] == PARTNER)
        assert isinstance(found, int)
        return found


def surroundings() -> dict[str, str]:
    """What a command of ours is started in: nothing of the test's own process."""
    return {name: value for name, value in os.environ.items() if name not in OF_THIS_PROCESS}


def add_people(home: Path) -> None:
    """A person for each role and language: ``officer-en``, ``head-it``; they share one password.

    What the home holds is listed, too, so that no server has to, which begins on a copy of it.
    """
    with served(home):
        catch_up(WebDesk(None).node)
        password = make_password(PASSWORD)
        for role in ROLES:
            for language in LANGUAGES:
                user = User(username=f"{role}-{language}", name=f"Sample {role}", language=language, password=password)
                user.save()
                Grant.objects.create(user=user, role=role)


def move(home: Path, address: str) -> None:
    """Move a home's database to a server, as anyone would."""
    command = [str(PROGRAM), "--home", str(home), "move-database", address]
    subprocess.run(command, env=surroundings(), check=True, capture_output=True)


@contextmanager
def opened(folder: Path, named: Mapping[str, str]) -> Iterator[Office]:
    """Serve Italy's office, one of the two that stand in a folder, until the block ends."""
    home = folder / "ITA" / "home"
    with serving(home, folder / "server.log") as address:
        yield Office(address, home, folder / PARTNER / "home", named)


@contextmanager
def serving(home: Path, log: Path, **variables: str) -> Iterator[str]:
    """Serve a home until the block ends; gives its address.

    :param variables: of its surroundings, besides ours.
    :param log: the file for what the server says, which is told where it does not come up.
    """
    port = free_port()
    command = [str(PROGRAM), "--home", str(home), "serve", "--host", HERE, "--port", str(port), "--no-exchange"]
    with (
        log.open("wb") as said,
        subprocess.Popen(
            command,
            env={**surroundings(), **variables},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        ) as server,
    ):
        try:
            wait_until_it_answers(server, port, log)
            yield f"http://{HERE}:{port}"
        finally:
            stop(server)
