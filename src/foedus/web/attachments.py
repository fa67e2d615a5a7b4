"""Finds the files to which the texts of a page refer, with the names that they had; it hands none out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from foedus.office import files
from foedus.office.errors import NotFoundError, OfficeError
from foedus.office.ports import Cooperation
from foedus.office.texts import VersionText
from foedus.store.listing import RecordRow
from foedus.web.desk import Desk


@dataclass(frozen=True)
class FileShown:
    """A file as a page names it; ``name`` is empty where it is not held here, as one that was erased."""

    blob: str
    name: str
    media_type: str
    size: int
    is_evidence: bool
    is_ours: bool
    author: str


def files_of(
    desk: Desk, cooperation: Cooperation, texts: Iterable[VersionText], rows: Iterable[RecordRow]
) -> list[FileShown]:
    """The files that texts and rows refer to, each once: evidence first.

    :param rows: records that name the one that is shown, such as the reports on an activity.
    """
    found: dict[str, FileShown] = {}
    for reference, is_evidence, author in _references(texts, rows):
        blob = str(reference["blob"]).removeprefix("sha256:")
        if blob not in found:
            found[blob] = _shown(desk, cooperation, blob, reference, author, is_evidence=is_evidence)
    return sorted(found.values(), key=lambda one: not one.is_evidence)


def _references(
    texts: Iterable[VersionText], rows: Iterable[RecordRow]
) -> Iterator[tuple[Mapping[str, Any], bool, str]]:
    for text in texts:
        yield from ((one, True, text.named.author) for one in text.evidence)
        yield from ((one, False, text.named.author) for one in _in(text.body))
    for row in rows:
        yield from ((one, False, row.author) for one in _in(row.body))


def _in(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        if isinstance(value.get("blob"), str):
            yield value
        else:
            for inner in value.values():
                yield from _in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _in(inner)


def _shown(
    desk: Desk, cooperation: Cooperation, blob: str, reference: Mapping[str, Any], author: str, *, is_evidence: bool
) -> FileShown:
    try:
        held = files.open_file(desk.node, cooperation, blob)
        name, media_type, size = held.name, held.media_type, len(held.content)
    except (NotFoundError, OfficeError):
        name, media_type, size = "", "", int(reference.get("size") or 0)
    return FileShown(blob, name, media_type, size, is_evidence, author == cooperation.code, author)
