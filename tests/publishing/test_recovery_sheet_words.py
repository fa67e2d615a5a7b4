"""The words of the recovery sheet: each in both languages, and every command in it is one that there is."""

import click

from foedus.cli.main import main
from foedus.publishing.recovery_sheet_words import LANGUAGES, STEPS, WORDS


def commands() -> list[list[str]]:
    """The commands that a sheet names, as words."""
    found = [text for steps in STEPS for head, text in steps if not head]
    return [line.split()[1:] for text in found for line in text.splitlines()]


def test_every_word_is_there_in_both_languages() -> None:
    assert {len(both) for both in WORDS.values()} == {len(LANGUAGES)} == {len(STEPS)}
    assert [text for both in WORDS.values() for text in both if not text.strip()] == []


def test_commands_of_the_sheet_are_commands() -> None:
    missing = []
    for words in commands():
        command: click.Command | None = main
        context = click.Context(main)
        while isinstance(command, click.Group):
            command = command.get_command(context, words.pop(0))
        options = {name for one in (command.params if command else ()) for name in one.opts}
        missing += [word for word in words if word.startswith("--") and word not in options]
        missing += [] if command else ["no such command"]
    assert missing == []
