"""Reads, refreshes and compiles a catalogue of messages as it is committed; it gathers no text and translates none."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

MessageId = str | tuple[str, str]
_NO_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)
_HEADER: Final = "# Messages of foedus. English is the source; made by `make translations`, translated by hand."


@dataclass(frozen=True)
class Catalogues:
    """The catalogues of one domain, a folder for each language; English is the source and has none.

    :param folder: the folder ``locale``.
    :param domain: the name of the files.
    :param message_ids: gives everything that is to be translated, sorted.
    """

    folder: Path
    domain: str
    message_ids: Callable[[], Sequence[MessageId]]

    def path(self, language: str) -> Path:
        """Where the catalogue of a language stands."""
        return self.folder / language / "LC_MESSAGES" / f"{self.domain}.po"

    def read(self, language: str) -> "Catalog":
        """Read a catalogue as it is committed."""
        from babel.messages.pofile import read_po

        with self.path(language).open("rb") as opened:
            return read_po(opened, locale=language, abort_invalid=True)

    def refreshed(self, language: str) -> "Catalog":
        """A catalogue with exactly the texts that there are now, each with the translation that it had."""
        from babel.messages.catalog import Catalog

        known = self.read(language) if self.path(language).exists() else Catalog(locale=language)
        fresh = Catalog(locale=language, header_comment=_HEADER)
        for id_ in self.message_ids():
            before = known.get(id_)
            fresh.add(id_, before.string if before is not None else "")
        return fresh

    def mo_bytes(self, language: str) -> bytes:
        """The compiled form of a committed catalogue, without what is not translated: English answers for that."""
        from babel.messages.mofile import write_mo

        catalogue = self.read(language)
        for message in [message for message in catalogue if message.id and not is_translated(message)]:
            catalogue.delete(message.id)
        catalogue.creation_date = catalogue.revision_date = _NO_DAY
        target = io.BytesIO()
        write_mo(cast("BinaryIO", target), catalogue)
        return target.getvalue()

    def write(self) -> list[Path]:
        """Refresh and compile every catalogue."""
        written = []
        for folder in sorted(path for path in self.folder.iterdir() if path.is_dir()):
            path = self.path(folder.name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(po_bytes(self.refreshed(folder.name)))
            path.with_suffix(".mo").write_bytes(self.mo_bytes(folder.name))
            written.append(path)
        return written


def is_translated(message: "Message") -> bool:
    """Whether a message has all of its texts: one, or one for each of the language's numbers."""
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def po_bytes(catalogue: "Catalog") -> bytes:
    """A catalogue as it is committed: no dates, so that it changes only with its texts."""
    from babel.messages.pofile import write_po

    target = io.BytesIO()
    write_po(target, catalogue, omit_header=True, width=100)
    header = (
        f'{_HEADER}\nmsgid ""\nmsgstr ""\n"Language: {catalogue.locale_identifier}\\n"\n"MIME-Version: 1.0\\n"\n'
        f'"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms};\\n"\n\n'
    )
    return header.encode() + target.getvalue()
