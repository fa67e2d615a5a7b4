"""Countries' names and their letters, as CLDR has them; it refuses to know any report's own codes.

They are read in English, Italian and Russian, and told in the partners' languages too.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

_ALIASES = {
    "usa": "US",
    "u s a": "US",
    "u s": "US",
    "united states of america": "US",
    "stati uniti d america": "US",
    "сша": "US",
    "uk": "GB",
    "great britain": "GB",
    "gran bretagna": "GB",
    "czech republic": "CZ",
    "repubblica ceca": "CZ",
    "turkey": "TR",
    "azerbaijan": "AZ",
    "azerbaigian": "AZ",
    "azerbaidjan": "AZ",
    "kazakhstan": "KZ",
    "kazakistan": "KZ",
    "republic of kazakhstan": "KZ",
    "kazakhstan republic of": "KZ",
    "republic of azerbaijan": "AZ",
    "republic of uzbekistan": "UZ",
    "kyrgyz republic": "KG",
    "kirghizistan": "KG",
    "kirgizistan": "KG",
    "tajikistan": "TJ",
    "tagikistan": "TJ",
    "moldova": "MD",
    "republic of moldova": "MD",
    "belarus": "BY",
    "holland": "NL",
    "olanda": "NL",
    "киргизия": "KG",
    "кыргызстан": "KG",
    "молдавия": "MD",
    "белоруссия": "BY",
}
_READ = ("en", "it", "ru")
"""The languages in which a name by hand is recognised."""
_TOLD = (*_READ, "az", "kk", "uz", "fr")
_CYRILLIC = re.compile(r"[а-я]")
_CASE_ENDINGS_AT_MOST = 2
_SHORTEST_STEM = 4


@lru_cache(maxsize=20_000)
def folded_name(text: str) -> str:
    """Fold a name for comparing: lower case, no accents, no marks."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("й", "\0"))
    letters = "".join(character for character in plain if not unicodedata.combining(character)).replace("\0", "й")
    return " ".join(re.sub(r"[^\w]|_", " ", letters).split())


@cache
def _table() -> tuple[dict[str, str], ...]:
    text = files("foedus.records").joinpath("countries.tsv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def _names() -> dict[str, dict[str, str]]:
    return {row["alpha2"]: {language: row[language] for language in _TOLD} for row in _table()}


@cache
def _by_name() -> dict[str, str]:
    names = {folded_name(row[language]): row["alpha2"] for row in _table() for language in _READ}
    return {**names, **_ALIASES}


@cache
def _by_alpha3() -> dict[str, str]:
    return {row["alpha3"]: row["alpha2"] for row in _table()}


def country_of_party(code: str) -> str | None:
    """Give the two letters of the country whose three letters a party uses as its code, if it does."""
    return _by_alpha3().get(code)


def is_alpha2(code: str) -> bool:
    """Whether two letters are a country's."""
    return code in _names()


def countries() -> tuple[str, ...]:
    """Give the two letters of every country."""
    return tuple(_names())


def country_told(text: str) -> str | None:
    """Give the two letters of the country that a person names by hand: by name, by three letters, or by two."""
    stripped = text.strip()
    return stripped if is_alpha2(stripped) else country_named(stripped)


def name_of_country(alpha2: str, language: str) -> str:
    """Give a country's name in a language of the table; the English one in any other."""
    names = _names().get(alpha2, {})
    return names.get(language) or names.get("en", alpha2)


def country_named(text: str) -> str | None:
    """Give the two letters of the country that a text names and nothing else, by name or by three letters.

    Two letters alone are never taken: reports use codes of their own.
    """
    stripped = text.strip()
    if stripped in _by_alpha3():
        return _by_alpha3()[stripped]
    folded = folded_name(re.sub(r"^(?:the|l'|il|la)\s?(?=[A-Z])", "", stripped))
    return _by_name().get(folded) or _declined(folded)


def countries_within(text: str) -> tuple[str, ...]:
    """Give the countries that a sentence names somewhere, in their order in it, each once."""
    words = folded_name(text).split()
    found: dict[str, None] = {}
    start = 0
    while start < len(words):
        for length in range(min(5, len(words) - start), 0, -1):
            name = " ".join(words[start : start + length])
            alpha2 = _by_name().get(name) or _declined(name)
            if alpha2:
                found[alpha2] = None
                start += length - 1
                break
        start += 1
    return tuple(found)


@cache
def _declined(folded: str) -> str | None:
    """Recognise a Russian name in another case: its stem, with an ending of two letters at most."""
    if not _CYRILLIC.search(folded):
        return None
    for name, alpha2 in _by_name().items():
        stem = name.rstrip("аеийоыьяю")
        if len(stem) >= _SHORTEST_STEM and folded.startswith(stem) and len(folded) - len(stem) <= _CASE_ENDINGS_AT_MOST:
            return alpha2
    return None
