"""What a file is by its first bytes, whatever it is called or said to be; it reads no further and trusts nobody."""

from typing import Final

UNKNOWN: Final = "application/octet-stream"
_BEGINS: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_OPEN_DOCUMENTS: Final = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_ZIP: Final = b"PK\x03\x04"
_TEXT_BYTES: Final = 4096
_CONTROLS: Final = frozenset(range(32)) - {9, 10, 13}


def type_of(content: bytes) -> str:
    """The media type of a file that an office attaches: a document, a picture, plain text; else what is not known.

    Markup is plain text here: nothing that a browser would run has a type by which it would.
    """
    for beginning, found in _BEGINS:
        if content.startswith(beginning):
            return found
    if content.startswith(_ZIP):
        return next((found for part, found in _OPEN_DOCUMENTS if part in content), "application/zip")
    return "text/plain" if content and _is_text(content) else UNKNOWN


def _is_text(content: bytes) -> bool:
    if _CONTROLS & set(content[:_TEXT_BYTES]):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
