"""Keeps the catalogues of messages: gathers what is to be translated, and compiles; it translates nothing.

``python -m foedus.cli.translations`` writes ``locale/*/LC_MESSAGES/foedus.po`` and ``.mo``: new texts come in empty,
texts that are no more go out. English is the source and has no catalogue.
"""

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

from foedus.cli.click_words import COUNTED
from foedus.cli.language import DOMAIN, FOLDER
from foedus.phrases.catalogues import Catalogues, MessageId

_KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
_FOLDERS = (Path(__file__).parent, FOLDER.parent)


def message_ids() -> list[MessageId]:
    """Everything that is to be translated, sorted: texts in the code, help of every command, words of click."""
    found: set[MessageId] = {*_texts_in_code(), *_helps(), *COUNTED}
    return sorted(found, key=lambda id_: id_ if isinstance(id_, str) else id_[0])


def _texts_in_code() -> Iterator[MessageId]:
    from babel.messages.extract import extract

    for path in sorted(path for folder in _FOLDERS for path in folder.rglob("*.py")):
        with path.open("rb") as opened:
            for _line, id_, _comments, _context in extract("python", opened, keywords=_KEYWORDS):
                if id_:
                    yield id_ if isinstance(id_, str) else (id_[0], id_[1])


def _helps() -> Iterator[str]:
    from foedus.cli.main import main

    yield from _helps_of(main, click.Context(main))


def _helps_of(command: click.Command, context: click.Context) -> Iterator[str]:
    if command.help:
        yield inspect.cleandoc(command.help)
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            yield inspect.cleandoc(parameter.help)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _helps_of(inner, context)


CATALOGUES = Catalogues(FOLDER, DOMAIN, message_ids)


if __name__ == "__main__":
    for path in CATALOGUES.write():
        click.echo(str(path))
