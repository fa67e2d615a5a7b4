"""By what a scan is known."""

import pytest

from foedus.web.on_paper import kind_of


@pytest.mark.parametrize(
    "head, kind",
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n0000", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"II*\x00", "image/tiff"),
        (b"MM\x00*", "image/tiff"),
        (b"<html>", ""),
        (b"", ""),
    ],
)
def test_scan_is_known_by_its_first_bytes(head: bytes, kind: str) -> None:
    assert kind_of(head) == kind
