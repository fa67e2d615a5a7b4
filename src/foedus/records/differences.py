"""Knows where two bodies differ, field by field and word by word; refuses to know what a field means, or who is right.

It works on plain JSON, so that a record of a kind that is not understood here is compared as well. An object that
people read as one value, by the fields that it has, is told as a whole: a period, an amount of money, a public key.
"""

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from foedus.records.base import Path

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_WORDS = 4000
_READ_AS_ONE = (frozenset({"precision"}), frozenset({"amount", "currency"}), frozenset({"kty", "x"}))
"""Fields by which an object is known that is one value for people."""

Change = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class WordRun:
    """A run of words of a text: `kept` in both, `removed` from the first, or `added` by the second."""

    kind: Literal["kept", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two bodies differ.

    Attributes:
        path: names of fields, and places in lists counted from 0. In a list the place is that of the second body; for
            what was removed, of the first.
        change: whether it was added, removed or changed.
        before: what stood there; None where it was added.
        after: what stands there; None where it was removed.
        words: for two texts, their words in runs; else empty.
    """

    path: Path
    change: Change
    before: Any
    after: Any
    words: tuple[WordRun, ...] = ()


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Give every place where two bodies differ, in the order of the fields of the second, what was removed last.

    Args:
        before: the earlier body, or the one that is answered.
        after: the later body, or the answer.
    """
    return tuple(_between_objects(before, after, ()))


def word_runs(before: str, after: str) -> tuple[WordRun, ...]:
    """Give two texts word by word; the kept and removed runs make the first, the kept and added ones the second.

    Texts of more than 4,000 words, blanks and marks together are told apart as wholes: nobody reads them word by word.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > _MOST_WORDS:
        return (WordRun("removed", before), WordRun("added", after))
    matcher = difflib.SequenceMatcher(str.isspace, old, new, autojunk=False)
    runs: list[WordRun] = []
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            runs.append(WordRun("kept", "".join(old[old_from:old_to])))
            continue
        if old_to > old_from:
            runs.append(WordRun("removed", "".join(old[old_from:old_to])))
        if new_to > new_from:
            runs.append(WordRun("added", "".join(new[new_from:new_to])))
    return tuple(runs)


def _between(before: Any, after: Any, path: Path) -> Iterator[Difference]:
    if before == after and type(before) is type(after):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping) and not (_is_one(before) and _is_one(after)):
        yield from _between_objects(before, after, path)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _between_lists(before, after, path)
    elif isinstance(before, str) and isinstance(after, str):
        yield Difference(path, "changed", before, after, word_runs(before, after))
    else:
        yield Difference(path, "changed", before, after)


def _is_one(value: Mapping[str, Any]) -> bool:
    return any(value.keys() >= fields for fields in _READ_AS_ONE)


def _between_objects(before: Mapping[str, Any], after: Mapping[str, Any], path: Path) -> Iterator[Difference]:
    for name, value in after.items():
        if name in before:
            yield from _between(before[name], value, (*path, name))
        else:
            yield Difference((*path, name), "added", None, value)
    for name, value in before.items():
        if name not in after:
            yield Difference((*path, name), "removed", value, None)


def _between_lists(before: list[Any], after: list[Any], path: Path) -> Iterator[Difference]:
    """Compare lists item by item: equal items are found again wherever they stand, the others in their order."""
    old, new = ([json.dumps(item, sort_keys=True) for item in items] for items in (before, after))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            continue
        shared = min(old_to - old_from, new_to - new_from)
        for place in range(shared):
            yield from _between(before[old_from + place], after[new_from + place], (*path, new_from + place))
        for place in range(new_from + shared, new_to):
            yield Difference((*path, place), "added", None, after[place])
        for place in range(old_from + shared, old_to):
            yield Difference((*path, place), "removed", before[place], None)
