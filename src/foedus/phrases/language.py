"""Knows where the catalogue of messages stands and translates one text; it refuses to know who is answered."""

import gettext
from functools import cache
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("en", "it")
DOMAIN: Final = "foedus"
FOLDER: Final = Path(__file__).parent / "locale"


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark a text for translation where it stands, to be translated where it is shown."""
    return text


def translate(text: str, language: str) -> str:
    """Say a text that stands in the catalogue in a language; in English where the catalogue has none of it."""
    return _catalogue(language).gettext(text) if text else ""


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, FOLDER, [language], fallback=True)
