"""What every command is handed: home, passphrase, the cooperation that is meant; it opens nothing until asked."""

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedus.cli import page
from foedus.cli.commands import Option
from foedus.cli.language import N_, _
from foedus.cli.numbers import draft_numbers

if TYPE_CHECKING:
    from foedus.office.ports import Cooperation, Node

PASSPHRASE = "FOEDUS_PASSPHRASE"  # noqa: S105 - the name of the variable, not what it holds
ADDRESS = "FOEDUS_URL"


def reached_at(here: str) -> str:
    """Where people reach the workbench: at the address of the settings, else at this one on the machine itself."""
    told = os.environ.get(ADDRESS, "")
    return f"{told.rstrip('/')}/" if told else here


@dataclass
class Desk:
    """Where a command works."""

    home: Path
    passphrase_file: Path | None = None
    _node: "Node | None" = field(default=None, repr=False)
    _meant: "Cooperation | None" = field(default=None, repr=False)

    @property
    def node(self) -> "Node":
        """This office's copy, opened when it is first asked for."""
        if self._node is None:
            from foedus.store.node import open_node

            self._node = open_node(self.home, self.passphrase)
        return self._node

    def open(self) -> "Node":
        """This office's copy, opened now: so that it is said at once where there is none."""
        return self.node

    def cooperation(self, named: str) -> "Cooperation":
        """The cooperation that a person means."""
        from foedus.office import partnerships

        self._meant = partnerships.resolve(self.node, named)
        return self._meant

    def text_shown(self, name: str) -> str:
        """A text's name as people read it (``ITA/7/0``), where the cooperation meant holds it; else as it is."""
        if self._meant is None:
            return name
        from foedus.office.versions import shown_as

        return shown_as(self.node.store.open(self._meant.id), name) or name

    def draft_numbers(self, coop: "Cooperation", texts: Iterable[str]) -> tuple[int, ...]:
        """The drafts that a person means, by number; a range means those of this cooperation in it."""
        return draft_numbers(texts, [draft.number for draft in self.node.store.drafts(coop.id)])

    def passphrase(self) -> str | None:
        """The passphrase that opens the keys: from the environment, a file, or the person; None where there is none."""
        given = self.given_passphrase()
        if given is None and sys.stdin.isatty():
            given = click.prompt(_("Passphrase"), hide_input=True, default="", show_default=False, err=True)
        return given or None

    def given_passphrase(self) -> str | None:
        """The passphrase from the environment or a file, None where neither gives one."""
        if self.passphrase_file is not None:
            return self.passphrase_file.read_text(encoding="utf-8").rstrip("\r\n") or None
        return os.environ.get(PASSPHRASE) or None


pass_desk = click.make_pass_decorator(Desk)


def _set_passphrase_file(ctx: click.Context, _parameter: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.ensure_object(Desk).passphrase_file = value


def with_passphrase(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command that signs or opens take the passphrase from a file."""
    return click.option(
        "--passphrase-file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        callback=_set_passphrase_file,
        expose_value=False,
        cls=Option,
        help=N_("Read the passphrase of the keys from this file (else FOEDUS_PASSPHRASE, else it is asked)."),
    )(function)


def with_json(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command print its facts as JSON."""
    return click.option("--json", "as_json", is_flag=True, cls=Option, help=N_("Print the facts as JSON."))(function)


def ask(question: str, *, is_assumed: bool) -> bool:
    """Ask a person; where nobody can be asked, the answer is no."""
    if is_assumed:
        return True
    if not sys.stdin.isatty():
        page.line()
        return False
    return click.confirm(question, err=True)
