"""What a file is shows in its bytes alone: no name and no claim makes it another."""

import io
import zipfile

import pytest

from foedus.web.file_types import UNKNOWN, type_of


def archive(*names: str) -> bytes:
    """A ZIP archive with these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for name in names:
            opened.writestr(name, "sample")
    return made.getvalue()


@pytest.mark.parametrize(
    "content, found",
    [
        (b"%PDF-1.7\n...", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (archive("word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (archive("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (archive("sample.txt"), "application/zip"),
        ("Verbale, così com'è".encode(), "text/plain"),
        (b"<html><script>alert(1)</script></html>", "text/plain"),
        (b'<svg onload="alert(1)"/>', "text/plain"),
        (b"MZ\x90\x00\x03", UNKNOWN),
        (b"\xff\xfe\xfa", UNKNOWN),
        (b"", UNKNOWN),
    ],
)
def test_type_is_that_of_the_bytes(content: bytes, found: str) -> None:
    assert type_of(content) == found
