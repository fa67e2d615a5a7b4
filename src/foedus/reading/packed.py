"""The parts of a packed workbook, unpacked and parsed within bounds; what their elements mean is not known here."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.parsers import expat

from foedus.reading.table import MAX_UNPACKED_BYTES, SheetError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_CHUNK_BYTES = 1 << 16
_KEPT = (
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/",
    "content.xml",
    "META-INF/manifest.xml",
    "mimetype",
)
"""The parts of XLSX and of ODS that say what it is, or something beside the values."""


def unpacked(data: bytes) -> dict[str, bytes]:
    """Read every part once with a bound on its unpacked size, so that later readers meet no surprise.

    Gives the parts that are of use here, by their path. Raises `SheetError` for a damaged file, or one over the limit.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise SheetError("file-damaged", detail=type(error).__name__) from error


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    kept: dict[str, bytes] = {}
    unpacked_bytes = 0
    for member in archive.infolist():
        content = bytearray()
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                unpacked_bytes += len(chunk)
                if unpacked_bytes > MAX_UNPACKED_BYTES:
                    raise SheetError("file-too-large", limit=MAX_UNPACKED_BYTES)
                content += chunk
        if member.filename.startswith(_KEPT):
            kept[member.filename] = bytes(content)
    return kept


def parse(
    xml: bytes,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Run expat over one part, refusing a document type: a workbook has none, and entities come with it."""
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_: object) -> None:
        raise SheetError("file-damaged", detail="DOCTYPE")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(" ")[2], attributes)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(" ")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - expat takes no keyword
    except expat.ExpatError as error:
        raise SheetError("file-damaged", detail=str(error)) from error
