"""A recovery sheet as a PDF, or as pictures of its pages, in Italian and English; it keeps nothing of what it is given.

Words are the 24 of BIP-39, the key that opens dispatches stands in Bech32 as age writes it, the square is a QR code
(ISO/IEC 18004) of both as plain text. What stands where is decided by the template.
"""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import as_file, files
from typing import Any, Literal

import msgspec
import segno
import typst

from foedus.publishing.paper_periods import day_text
from foedus.publishing.recovery_sheet_words import LANGUAGES, STEPS, WORDS

_GROUP = 4


class SheetKey(msgspec.Struct, frozen=True):
    """A recovery key on the sheet: its words, its thumbprint, in which cooperations it is in force, and its square."""

    words: tuple[str, ...]
    thumbprint: str
    cooperations: tuple[str, ...]
    scanned: str


class SheetOpener(msgspec.Struct, frozen=True):
    """A key that opens dispatches: its secret line, what is encrypted to it, and in which cooperations."""

    secret: str
    recipient: str
    cooperations: tuple[str, ...]


class RecoverySheet(msgspec.Struct, frozen=True):
    """All that a recovery sheet shows: it is as secret as the keys in it.

    ``at`` is the time as entries write it.
    """

    code: str
    name: str
    at: str
    keys: tuple[SheetKey, ...]
    openers: tuple[SheetOpener, ...]


def pdf(sheet: RecoverySheet) -> bytes:
    """Set a sheet as a PDF, A4: one page for each recovery key."""
    return _pages(sheet, "pdf")[0]


def pictures(sheet: RecoverySheet, dots_per_inch: float = 96) -> tuple[bytes, ...]:
    """Set a sheet as PNG pictures, one a page."""
    return _pages(sheet, "png", dots_per_inch)


def _pages(sheet: RecoverySheet, form: Literal["pdf", "png"], dots_per_inch: float | None = None) -> tuple[bytes, ...]:
    with as_file(files("foedus.publishing")) as folder:
        done = typst.Compiler(
            folder / "recovery_sheet.typ",
            root=folder,
            font_paths=[folder / "fonts"],
            ignore_system_fonts=True,
            sys_inputs={"sheet": json.dumps(_layout(sheet), ensure_ascii=False)},
        ).compile(
            format=form,
            ppi=dots_per_inch,
            pdf_standards=["a-2a", "ua-1"] if form == "pdf" else [],
            timestamp=datetime.strptime(sheet.at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC),
        )
    return tuple(done) if isinstance(done, list) else (done or b"",)


def _layout(sheet: RecoverySheet) -> dict[str, Any]:
    return {
        "languages": list(LANGUAGES),
        "words": {name: list(both) for name, both in WORDS.items()},
        "steps": [[list(step) for step in steps] for steps in STEPS],
        "party": f"{sheet.name} ({sheet.code})" if sheet.name != sheet.code else sheet.code,
        "code": sheet.code,
        "day": [day_text(sheet.at, language) for language in LANGUAGES],
        "date": [int(part) for part in sheet.at[:10].split("-")],
        "keys": [_key(key) for key in sheet.keys],
        "openers": [
            {
                "secret": list(_groups(one.secret.removeprefix(_AGE))),
                "recipient": list(_groups(one.recipient)),
                "cooperations": ", ".join(one.cooperations),
            }
            for one in sheet.openers
        ],
    }


_AGE = "AGE-SECRET-KEY-1"


def _key(key: SheetKey) -> dict[str, Any]:
    return {
        "words": list(key.words),
        "thumbprint": list(_groups(key.thumbprint)),
        "cooperations": ", ".join(key.cooperations),
        "square": _square(key.scanned),
    }


def _groups(text: str) -> Iterator[str]:
    """A long line in groups of four, to be read out and typed."""
    return (text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def _square(text: str) -> str:
    stream = io.BytesIO()
    segno.make(text, error="m", micro=False).save(stream, kind="svg", border=0, xmldecl=False)
    return stream.getvalue().decode()
