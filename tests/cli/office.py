"""An office as the command line sees it: a home, and commands given to it; it knows no verb by itself."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from foedus.cli.main import main
from foedus.store.home import named
from tests.databases import keep_aside, next_address


class Office:
    """A home, in which commands are run in this process.

    Its ``database`` is the address at which it is begun, nothing where that is a file in it.

    :param copy_of: the home of which it is a copy, where it is one.
    """

    def __init__(self, folder: Path, code: str, copy_of: Path | None = None) -> None:
        self.folder = folder
        self.code = code
        self.home = folder / code
        self._sent = 0
        self.database = (next_address() if copy_of is None else named(keep_aside(copy_of, self.home))) or ""

    def ends(self, *arguments: str, lang: str = "en", typed: str | None = None) -> Result:
        """Run a command, however it ends.

        :param typed: what comes by the standard input.
        """
        command = ["--home", str(self.home), "--lang", lang, *arguments]
        return CliRunner().invoke(main, command, input=typed, env={"FOEDUS_DATABASE": self.database or None})

    def run(self, *arguments: str, status: int = 0, lang: str = "en") -> str:
        """Run a command that ends with this status; gives what it printed."""
        ended = self.ends(*arguments, lang=lang)
        assert ended.exit_code == status, f"{ended.output}{ended.exception!r}"
        return ended.output

    def facts(self, *arguments: str, status: int = 0) -> Any:
        """Run a command with --json; gives what it printed."""
        return json.loads(self.run(*arguments, "--json", status=status))

    def begin(self) -> "Office":
        """Make the home, without a passphrase."""
        self.run("init", self.code, f"Sample {self.code}")
        return self

    def card(self) -> str:
        """Write this party's card; gives its file."""
        file = self.folder / f"{self.code}.json"
        self.run("card", "--out", str(file))
        return str(file)

    def write(self, cooperation: str, *options: str) -> str:
        """Write a dispatch; gives its file."""
        self._sent += 1
        file = self.folder / f"{self.code}-{self._sent}.foedus"
        self.run("export", cooperation, "-o", str(file), *options)
        return str(file)

    def send(self, cooperation: str, other: "Office") -> Any:
        """Write a dispatch and have the other take it in; gives what changed there."""
        return other.facts("import", self.write(cooperation))
