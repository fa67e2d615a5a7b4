"""The recovery sheet as a PDF: every word and letter of its secrets can be read from it, and the same in its square."""

from io import BytesIO

import pytest
import segno
from pypdf import PdfReader

from foedus.publishing.recovery_sheet import RecoverySheet, SheetKey, SheetOpener, pdf, pictures

SECRET = "AGE-SECRET-KEY-1" + "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L" + "QPZRY9X8GF2TVDW0S3JN54KHCE"
WORDS = tuple(f"{letter}word" for letter in "abcdefghijklmnopqrstuvwx")


@pytest.fixture(scope="module")
def sheet() -> RecoverySheet:
    key = SheetKey(WORDS, "abcdefgh-ijklmnopqrstuvwxyz0123456789_ABCDE", ("AZE", "KAZ"), "sample text of the square")
    other = SheetKey(WORDS[::-1], "zyxw", (), "another")
    return RecoverySheet(
        "ITA", "Sample, Италия", "2026-01-31T10:00:00Z", (key, other), (SheetOpener(SECRET, "age1sample", ("AZE",)),)
    )


def text_of(data: bytes) -> list[str]:
    """What stands on each page, blanks aside."""
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages]


def test_every_secret_stands_on_its_page(sheet: RecoverySheet) -> None:
    first, second = text_of(pdf(sheet))
    assert all(f"{place}{word}" in first for place, word in enumerate(WORDS, 1))
    assert SECRET in first.replace("\u00ad", "")
    assert ("abcdefgh-ijklmnopqrstuvwxyz0123456789_ABCDE" in first, "AZE,KAZ" in first) == (True, True)
    assert ("24aword" in second, "noneyet" in second) == (True, True)


def test_sheet_is_in_both_languages_and_says_whose_it_is_and_of_when(sheet: RecoverySheet) -> None:
    page = text_of(pdf(sheet))[0]
    for told in ("Fogliodirecupero/Recoverysheet", "Sample,Италия(ITA)", "31gennaio2026/31January2026", "BIP-39"):
        assert told in page
    assert "foedusinitITANOME--from-sheet" in page


def test_same_sheet_gives_the_same_bytes_and_a_picture_a_page(sheet: RecoverySheet) -> None:
    assert pdf(sheet) == pdf(sheet)
    assert [one[:8] for one in pictures(sheet, 40)] == [b"\x89PNG\r\n\x1a\n"] * 2


def test_square_holds_more_than_a_sheet_ever_has() -> None:
    longest = " ".join(["absolute"] * 24) + ("\n" + SECRET) * 4
    assert int(segno.make(longest, error="m", micro=False).version) < 25
