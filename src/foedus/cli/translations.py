"""Keeps the catalogues of messages: gathers what is to be translated, and compiles; it translates nothing.

``python -m foedus.cli.translations`` writes ``locale/*/LC_MESSAGES/foedus.po`` and ``.mo``: new texts come in empty,
texts that are no more go out. English is the source and has no catalogue.
"""

import inspect
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import click

from foedus.cli.click_words import COUNTED
from foedus.cli.language import DOMAIN, FOLDER

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

MessageId = str | tuple[str, str]
_KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
_FOLDERS = (Path(__file__).parent, FOLDER.parent)
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_HEADER = "# Messages of foedus. English is the source; made by `make translations`, translated by hand."


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


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language stands."""
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: str) -> "Catalog":
    """Read a catalogue as it is committed."""
    from babel.messages.pofile import read_po

    with catalogue_path(language).open("rb") as opened:
        return read_po(opened, locale=language, abort_invalid=True)


def refreshed(language: str) -> "Catalog":
    """A catalogue with exactly the texts that there are now, each with the translation that it had."""
    from babel.messages.catalog import Catalog

    path = catalogue_path(language)
    known = read(language) if path.exists() else Catalog(locale=language)
    fresh = Catalog(locale=language, header_comment=_HEADER)
    for id_ in message_ids():
        before = known.get(id_)
        fresh.add(id_, before.string if before is not None else "")
    return fresh


def po_bytes(catalogue: "Catalog") -> bytes:
    """A catalogue as it is committed: no dates, so that it changes only with its texts."""
    from babel.messages.pofile import write_po

    target = io.BytesIO()
    write_po(target, catalogue, omit_header=True, width=100)
    plural = catalogue.plural_forms
    language = catalogue.locale_identifier
    header = (
        f'{_HEADER}\nmsgid ""\nmsgstr ""\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
        f'"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {plural};\\n"\n\n'
    )
    return header.encode() + target.getvalue()


def mo_bytes(language: str) -> bytes:
    """The compiled form of a committed catalogue."""
    from babel.messages.mofile import write_mo

    catalogue = read(language)
    catalogue.creation_date = catalogue.revision_date = _NO_DAY
    target = io.BytesIO()
    write_mo(cast("BinaryIO", target), catalogue)
    return target.getvalue()


def write() -> list[Path]:
    """Refresh and compile every catalogue."""
    written = []
    for folder in sorted(path for path in FOLDER.iterdir() if path.is_dir()):
        language = folder.name
        path = catalogue_path(language)
        path.write_bytes(po_bytes(refreshed(language)))
        path.with_suffix(".mo").write_bytes(mo_bytes(language))
        written.append(path)
    return written


if __name__ == "__main__":
    for path in write():
        click.echo(str(path))
