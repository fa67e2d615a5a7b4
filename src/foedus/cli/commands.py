"""The forms of commands, groups and options whose help is translated when it is shown; it knows no command."""

import importlib
import inspect
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import click

from foedus.cli.language import N_, _


def translated(text: str | None) -> str | None:
    """A help text in the language chosen; English docstrings are the originals."""
    return _(inspect.cleandoc(text)) if text else text


USAGE: Final = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."))
"""What click itself writes into the line that tells how a command is used."""


class Place(NamedTuple):
    """Where a command is found (``module:attribute``), and its first sentence, so that it is listed without loading."""

    module: str
    summary: str


class Command(click.Command):
    """A command whose docstring is its help, translated when it is shown."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """As click, in the language chosen."""
        original, self.help = self.help, translated(self.help)
        try:
            super().format_help_text(ctx, formatter)
        finally:
            self.help = original

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """As click, its own words in the language chosen; the names of arguments are the same in every language."""
        return [_(piece) if piece in USAGE else piece for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """As click, its help in the language chosen by now."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = _("Show this message and exit.")
        return found

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence, whole: the list of commands is what people read first."""
        del limit
        first = (translated(self.help) or "").split("\n\n", 1)[0]
        return " ".join(first.split()).removesuffix(".")


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """As click, in the language chosen."""
        original, self.help = self.help, translated(self.help)
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = original


class Group(Command, click.Group):
    """A group whose commands are loaded when they are asked for, and listed by what they are for.

    :param chapters: for each heading, the commands under it.
    """

    def __init__(
        self, *args: Any, chapters: Mapping[str, Mapping[str, Place]] | None = None, **attributes: Any
    ) -> None:
        super().__init__(*args, **attributes)
        self.chapters = dict(chapters or {})

    def _places(self) -> dict[str, Place]:
        return {name: place for commands in self.chapters.values() for name, place in commands.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which they are listed."""
        del ctx
        return [*self._places(), *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        place = self._places().get(cmd_name)
        if place is None:
            return super().get_command(ctx, cmd_name)
        module, _colon, attribute = place.module.partition(":")
        command = getattr(importlib.import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(place)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, a chapter each."""
        if not self.chapters:
            super().format_commands(ctx, formatter)
            return
        width = max(len(name) for name in self._places())
        for heading, names in self.chapters.items():
            rows = [(name.ljust(width), _(place.summary).removesuffix(".")) for name, place in names.items()]
            with formatter.section(_(heading)):
                formatter.write_dl(rows)


def option(*declarations: str, **attributes: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """As ``click.option``, with help that is translated."""
    attributes.setdefault("cls", Option)
    return click.option(*declarations, **attributes)


def command(name: str, **attributes: Any) -> Callable[[Callable[..., Any]], Command]:
    """As ``click.command``: the docstring is the help, in English, and is translated when it is shown."""
    return click.command(name, cls=Command, **attributes)
