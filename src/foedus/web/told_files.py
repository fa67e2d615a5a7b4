"""The files that go with an outcome: kept once they are chosen, so that its form may come back; hands none out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from foedus.office import files
from foedus.office.errors import NotFoundError, OfficeError
from foedus.office.ports import Cooperation
from foedus.web.desk import Desk
from foedus.web.file_types import type_of

Reference = Mapping[str, Any]


@dataclass(frozen=True)
class ToldFile:
    """A file as the form shows it: its digest, the name that it had, its size in bytes."""

    blob: str
    name: str
    size: int


def kept(desk: Desk, cooperation: Cooperation, uploads: Sequence[UploadedFile]) -> list[Reference]:
    """Keep files; they leave this office only with a text that is signed."""
    with desk.doing("outcome.attach", cooperation, files=len(uploads)):
        return [
            files.attach(desk.node, cooperation, content, name=one.name or "file", media_type=type_of(content))
            for one in uploads
            for content in (one.read(),)
        ]


def chosen(desk: Desk, cooperation: Cooperation, blobs: Iterable[str]) -> list[Reference]:
    """The references of the files that are still ticked; one that is not held here is left out."""
    found: list[Reference] = []
    for blob in blobs:
        try:
            found.append(files.reference(desk.node, cooperation, blob))
        except (NotFoundError, OfficeError):
            continue
    return found


def shown(desk: Desk, cooperation: Cooperation, references: Iterable[Reference]) -> list[ToldFile]:
    """The files with their true names; of one that is not held here, its digest."""
    found = []
    for one in references:
        blob = str(one["blob"])
        try:
            held = files.open_file(desk.node, cooperation, blob)
        except (NotFoundError, OfficeError):
            found.append(ToldFile(blob, blob, int(one.get("size") or 0)))
        else:
            found.append(ToldFile(blob, held.name, len(held.content)))
    return found
