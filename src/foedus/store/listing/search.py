"""Finds records by the words of their texts, in every language at once, the best first; it opens no ledger."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from foedus.office.ports import Node
from foedus.office.search_words import fold, words_in
from foedus.store.listing import index
from foedus.store.listing.answers import END, START, RecordRow, SearchPage, SearchRow, page_of
from foedus.store.listing.records import COLUMNS, listed, row_of
from foedus.store.listing.update import store_of
from foedus.store.queries import marks

_WORD = re.compile(r"\w+")
_AROUND = 60
"""Letters told before and after the first hit."""


class _Hit(NamedTuple):
    """A text that was found, by what it can be narrowed."""

    id: int
    rank: float
    kind: str
    cooperation: int
    year: int | None
    standing: str


def search(
    node: Node,
    coops: Collection[int],
    text: str,
    *,
    kinds: Collection[str] = (),
    years: Collection[int] = (),
    standings: Collection[str] = (),
    page: int = 1,
    size: int = 20,
) -> SearchPage:
    """A page of what holds every word that is typed, or begins with it; case and accents do not matter.

    The numbers beside what it can be narrowed by count all that was found, whatever it is narrowed by.

    :param coops: the cooperations that may be seen, by number.
    :param years: in which a record begins.
    """
    words = words_in(text)
    found = _hits(node, coops, text) if words and coops else []
    narrowed = [
        hit
        for hit in found
        if (not kinds or hit.kind in kinds)
        and (not years or hit.year in years)
        and (not standings or hit.standing in standings)
    ]
    ordered = [hit.id for hit in sorted(narrowed, key=lambda hit: (round(hit.rank, 6), -hit.id))]
    return SearchPage(
        page_of(len(ordered), page, size, lambda start, end: _rows(node, ordered[start:end], words)),
        kinds=_counted(hit.kind for hit in found),
        cooperations=_counted(hit.cooperation for hit in found),
        years=_counted(hit.year for hit in found if hit.year is not None),
        standings=_counted(hit.standing for hit in found),
        is_cut=len(found) > index.MOST,
    )


def _hits(node: Node, coops: Collection[int], text: str) -> list[_Hit]:
    connection = store_of(node).connection
    query, parameters = index.hits(connection, text)
    asked = (
        f"WITH hits AS MATERIALIZED ({query}) SELECT h.id, h.rank, l.kind, l.cooperation, substr(l.begins, 1, 4),"
        " l.standing FROM hits h JOIN foedus_store_listed l ON l.id = h.id"
        f" WHERE l.is_shown AND l.cooperation IN ({marks(sorted(coops))})"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [*parameters, *sorted(coops)])
        return [
            _Hit(id_, rank, kind, cooperation, int(year) if year else None, standing)
            for id_, rank, kind, cooperation, year, standing in cursor.fetchall()
        ]


def _counted(values: Iterator[Any]) -> dict[Any, int]:
    return dict(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0])))


def _rows(node: Node, numbers: list[int], words: tuple[str, ...]) -> tuple[SearchRow, ...]:
    found = {
        values[0]: row_of(values[1:]) for values in listed(node).filter(pk__in=numbers).values_list("pk", *COLUMNS)
    }
    return tuple(SearchRow(found[number], snippet(found[number], words)) for number in numbers)


def snippet(row: RecordRow, words: Collection[str]) -> str:
    """Some words of a record around the first that begins like one of these, each hit between ``START`` and ``END``.

    :param words: folded.
    """
    for text in _texts(row.body):
        marked, first = _marked(text, words)
        if first is not None:
            start = max(0, first - _AROUND)
            cut = marked[start : first + 2 * _AROUND]
            if cut.count(START) > cut.count(END):
                cut = f"{cut}{END}"
            return f"{'…' if start else ''}{cut}{'…' if first + 2 * _AROUND < len(marked) else ''}"
    return ""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _marked(text: str, words: Collection[str]) -> tuple[str, int | None]:
    first: list[int] = []

    def mark(found: re.Match[str]) -> str:
        word = found.group()
        if not fold(word).startswith(tuple(words)):
            return word
        first.append(found.start())
        return f"{START}{word}{END}"

    marked = _WORD.sub(mark, text)
    return marked, first[0] if first else None
