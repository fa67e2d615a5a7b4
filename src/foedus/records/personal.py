"""Knows what looks like personal data in a text (mail address, telephone number, rank with a name); refuses to be sure.

It marks, and people decide: what it marks may be a functional mailbox, and it does not find everything. Personal data
is never in a body; a body refers to it by blob.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from foedus.records.base import Path
from foedus.records.ranks import (
    NO_NAME_ENDINGS,
    NO_NAMES,
    POSTS_BEFORE,
    RANKS_OF_ONE_MEANING,
    RANKS_THAT_ARE_PLAIN_WORDS,
)

Sort = Literal["mail", "telephone", "rank_with_name"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What looks like personal data.

    Attributes:
        path: where in the body the text stands: names of fields, and places in lists counted from 0.
        start, end: the characters of the text, from 0; `end` is the one after the last.
        sort: `mail`, `telephone` or `rank_with_name`.
    """

    path: Path
    start: int
    end: int
    sort: Sort


_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")

_DIGITS = r"\d(?:[ ().\-/]{0,3}\d)"
_TELEPHONE = re.compile(
    rf"(?<![\w+])(?:\+{_DIGITS}{{7,14}}"  # +39 06 1234567
    rf"|00(?:39|1|7|33|44|49|90|99\d)[ .\-/(]{{1,2}}{_DIGITS}{{5,12}}"  # 0039 06 1234567
    r"|3[2-9]\d[ .\-/]?\d{3}[ .\-]?\d{3,4}"  # an Italian mobile telephone
    r"|0[1-9]\d{0,2}[ .\-/]\d{5,8})(?!\w)"  # an Italian exchange
)
_SAID_TO_BE_TELEPHONE = re.compile(
    rf"(?i:\b(?:tel|telefono|telephone|phone|cell|cellulare|mobile|mob|fax|тел|телефон)\b)[.:\s]{{0,3}}(\+?{_DIGITS}{{4,14}})"
)

_ABBREVIATED_ARM = r"(?:\s+(?:[a-zà-ù]{1,5}\.|\([^()]{1,20}\)|(?:EI|MM|AM|CC|GdF|USA|USAF|USN|USMC|Ret\.?)(?=\s))){0,4}"
_CLEAR_RANK = re.compile(rf"(?<![\w-])(?i:{'|'.join(RANKS_OF_ONE_MEANING)})(?![\w-]){_ABBREVIATED_ARM}")
_PLAIN_RANK = re.compile(rf"(?<![\w-])(?i:{'|'.join(RANKS_THAT_ARE_PLAIN_WORDS)})(?![\w-]){_ABBREVIATED_ARM}")
_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢİĶĻĽŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽƏА-ЯЁӘҒҚҢӨҰҮҺІ"
_NAME_WORD = re.compile(
    rf"\s+((?:[{_CAPITAL}]\.\s?)*(?:(?:de|di|da|del|della|von|van|al|el)[ \-'’])?[{_CAPITAL}](?:[\w'’\-]*\w))"
)
_WORD_BEFORE = re.compile(r"(\w+)\W{1,2}$")
_NAME_WORDS = 3
_LONGEST_POST = 30

_MACHINE = re.compile(
    r"sha256:[0-9a-f]{64}|[0-9a-f]{64}(/\d+)?|[A-Z][A-Z0-9-]{1,15}/(charter|[0-9a-f-]{36})|\d{4}-\d{2}-\d{2}"
    r"|age1[0-9a-z]{58}|[A-Za-z0-9_-]{43}"
)


def marks_in_body(body: Mapping[str, Any]) -> tuple[Mark, ...]:
    """Mark what looks like personal data in any body, of a kind that is understood or not.

    Args:
        body: a plain JSON object; names of records, hashes, keys and days in it are passed over.
    """
    return tuple(_marks(body, ()))


def marks_in_text(text: str) -> tuple[Mark, ...]:
    """Mark what looks like personal data in one text, such as a note; the path is empty."""
    found = [*_mails(text), *_telephones(text), *_ranks(text)]
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)


def _marks(value: Any, path: Path) -> Iterator[Mark]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _marks(inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _marks(inner, (*path, place))
    elif isinstance(value, str) and not _MACHINE.fullmatch(value):
        for mark in marks_in_text(value):
            yield Mark(path, mark.start, mark.end, mark.sort)


def _mails(text: str) -> Iterator[Mark]:
    for match in _MAIL.finditer(text):
        yield Mark((), match.start(), match.end(), "mail")


def _telephones(text: str) -> Iterator[Mark]:
    for match in _TELEPHONE.finditer(text):
        yield Mark((), match.start(), match.end(), "telephone")
    for match in _SAID_TO_BE_TELEPHONE.finditer(text):
        yield Mark((), match.start(1), match.end(1), "telephone")


def _ranks(text: str) -> Iterator[Mark]:
    for match in _CLEAR_RANK.finditer(text):
        words = _name_words(text, match.end())
        if words and not _is_no_name(words[0][0]):
            yield Mark((), match.start(), words[_last_name(words)][1], "rank_with_name")
    for match in _PLAIN_RANK.finditer(text):
        words = _name_words(text, match.end())
        if (
            words
            and not _follows_post(text, match.start())
            and not any(_is_no_name(word, plain=True) for word, _ in words)
        ):
            yield Mark((), match.start(), words[-1][1], "rank_with_name")


def _name_words(text: str, start: int) -> list[tuple[str, int]]:
    """Give up to three words with a capital that follow each other from `start`, each with its end."""
    words: list[tuple[str, int]] = []
    while len(words) < _NAME_WORDS and (match := _NAME_WORD.match(text, start)):
        words.append((match[1], match.end()))
        start = match.end()
    return words


def _last_name(words: list[tuple[str, int]]) -> int:
    """Give the place of the last word before the first that is no name."""
    return next((place for place, (word, _) in enumerate(words) if _is_no_name(word)), len(words)) - 1


def _is_no_name(word: str, *, plain: bool = False) -> bool:
    lower = word.lower()
    return lower in NO_NAMES or any(char.isdigit() for char in word) or (plain and lower.endswith(NO_NAME_ENDINGS))


def _follows_post(text: str, start: int) -> bool:
    before = _WORD_BEFORE.search(text[max(0, start - _LONGEST_POST) : start])
    return before is not None and before[1].lower() in POSTS_BEFORE
