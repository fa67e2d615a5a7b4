"""Finds records by the words of their texts, in every language at once, the best first; it opens no ledger."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from operator import itemgetter
from typing import Any

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


_KIND, _COOPERATION, _YEAR, _STANDING = range(1, 5)
"""What is known of a text that was found, after its number: plain tuples, since there may be thousands."""
_Hit = tuple[int, str, int, str, str]


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
    is_cut = len(found) > index.MOST
    narrowed = found
    for place, chosen in ((_KIND, kinds), (_YEAR, {str(year) for year in years}), (_STANDING, standings)):
        if chosen:
            narrowed = [hit for hit in narrowed if hit[place] in chosen]
    ordered = _in_order(node, coops, text, [number for number, *_ in narrowed], is_cut=is_cut)
    years_found = _counted(found, _YEAR)
    return SearchPage(
        page_of(len(ordered), page, size, lambda start, end: _rows(node, ordered[start:end], words)),
        kinds=_counted(found, _KIND),
        cooperations=_counted(found, _COOPERATION),
        years={int(year): number for year, number in years_found.items() if year},
        standings=_counted(found, _STANDING),
        is_cut=is_cut,
    )


def _hits(node: Node, coops: Collection[int], text: str) -> list[_Hit]:
    """The texts that were found, the newest first: so many at most, and one more where there are more."""
    connection = store_of(node).connection
    query, parameters = index.numbers_with(connection, text, coops)
    asked = (
        f"WITH hits (id) AS MATERIALIZED (SELECT * FROM ({query}) found ORDER BY 1 DESC LIMIT {index.MOST + 1})"
        " SELECT l.id, l.kind, l.cooperation, substr(l.begins, 1, 4), l.standing"
        " FROM hits h JOIN foedus_store_listed l ON l.id = h.id"
        f" WHERE l.is_shown AND l.cooperation IN ({marks(sorted(coops))}) ORDER BY h.id DESC"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [*parameters, *sorted(coops)])
        return list(cursor.fetchall())


def _in_order(node: Node, coops: Collection[int], text: str, numbers: list[int], *, is_cut: bool) -> list[int]:
    """The best first, the newest among equals; where there are too many to tell apart, the newest.

    :param numbers: the newest first.
    """
    if is_cut or len(numbers) < 2:  # noqa: PLR2004 - one text is in order
        return numbers
    connection = store_of(node).connection
    with connection.cursor() as cursor:
        cursor.execute(*index.hits(connection, text, coops))
        ranks = {number: round(rank, 6) for number, rank in cursor.fetchall()}
    return sorted(numbers, key=ranks.__getitem__)


def _counted(found: list[_Hit], place: int) -> dict[Any, int]:
    return dict(sorted(Counter(map(itemgetter(place), found)).items(), key=lambda pair: (-pair[1], pair[0])))


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
