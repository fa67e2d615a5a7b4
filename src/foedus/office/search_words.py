"""Knows by which words a text is found, folded so that case and accents do not matter; it knows no index."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from foedus.records.base import Body

_PLAIN = {
    "ə": "e",
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ŋ": "n",
    "ħ": "h",
}
"""Letters that Unicode does not take apart and that people type without their marks."""

_NO_WORDS = frozenset({"original", "of", "blob", "size", "precision"})
_NAMES = re.compile(r"[A-Z][A-Z0-9-]{1,15}/(?:charter|[0-9a-f-]{36})|[0-9a-f]{64}/\d+|[0-9a-f]{64}|sha256:[0-9a-f]{64}")
_WORD = re.compile(r"\w+")
_FOREIGN = re.compile(r"[^\x00-\x7f]")


def fold(text: str) -> str:
    """A text without case and accents: ``Gəncə`` is ``gence``, ``Łódź`` is ``lodz``. Other scripts stay."""
    if text.isascii():
        return text.lower()
    composed = unicodedata.normalize("NFC", text.casefold())
    return _FOREIGN.sub(lambda found: _folded(found.group()), composed)


@cache
def _folded(letter: str) -> str:
    """One letter: what is written with a plain one and a mark is the plain one; a mark alone is nothing."""
    if letter in _PLAIN:
        return _PLAIN[letter]
    if unicodedata.combining(letter):
        return ""
    first = unicodedata.normalize("NFD", letter)[0]
    return first if first.isascii() else letter


def words_in(text: str) -> tuple[str, ...]:
    """The folded words of what somebody types, in order, each once."""
    return tuple(dict.fromkeys(_WORD.findall(fold(text))))


def pieces_of(text: str) -> tuple[str, ...]:
    """What somebody types between blanks, folded, each once: ``ITA/7/0`` and ``civil-military`` stay one piece."""
    pieces = fold(text).replace('"', " ").split()
    return tuple(dict.fromkeys(piece for piece in pieces if _WORD.search(piece)))


def words_of(body: Body) -> str:
    """All words of a body, in all its languages, folded: texts, serials, places, entities; no names of records."""
    return fold(" ".join(dict.fromkeys(_strings(body))))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if not _NAMES.fullmatch(value):
            yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in _NO_WORDS:
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
