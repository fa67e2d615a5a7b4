"""Puts the search page together: what was found, with its words marked, and by what it can be narrowed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from foedus.office.errors import AmbiguousError, NotFoundError
from foedus.office.names import resolve_record
from foedus.office.ports import Cooperation
from foedus.office.search_words import fold, words_in
from foedus.store import listing
from foedus.store.listing.answers import END, START, NamedRow, RecordRow
from foedus.store.listing.called import called, is_shown_name
from foedus.store.listing.private import notes_with
from foedus.web import names
from foedus.web.desk import Desk

SIZE: Final = 20
LONGEST: Final = 200
"""Letters of what is looked for; more are not read."""
_MOST_CHOICES: Final = 12


@dataclass(frozen=True)
class Asked:
    """What is looked for, and by what it is narrowed; the address says it all."""

    text: str = ""
    partner: str = ""
    kinds: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    standings: tuple[str, ...] = ()
    page: int = 1

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        """Read an address; what is no number or too long is left out."""
        page = query.get("page", "")
        return cls(
            text=query.get("q", "").strip()[:LONGEST],
            partner=query.get("partner", ""),
            kinds=tuple(query.getlist("kind")),
            years=tuple(int(one) for one in query.getlist("year") if one.isdecimal() and len(one) == 4),  # noqa: PLR2004 - the figures of a year
            standings=tuple(query.getlist("standing")),
            page=int(page) if page.isdecimal() and len(page) < 6 else 1,  # noqa: PLR2004 - no list has so many pages
        )


@dataclass(frozen=True)
class Found:
    """One record that was found: ``runs`` are pieces of its text, each with whether it was looked for."""

    row: RecordRow
    coop: str
    kind: str
    runs: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Choice:
    """One way to narrow what was found: ``url`` chooses it, or takes it out where it is chosen."""

    label: str
    number: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """The ways to narrow by one thing."""

    title: str
    choices: tuple[Choice, ...]


def called_so(desk: Desk, asked: Asked) -> tuple[RecordRow, ...]:
    """The records that are called exactly as what is looked for."""
    return called(desk.node, list(_coops(desk, asked)), asked.text) if asked.text else ()


def _coops(desk: Desk, asked: Asked) -> dict[int, Cooperation]:
    return {desk.number(one): one for one in desk.cooperations() if asked.partner in {"", one.name}}


def search_page(
    desk: Desk, asked: Asked, straight: Sequence[RecordRow], query: QueryDict, *, size: int | None = None
) -> dict[str, Any]:
    """The context of the search page.

    :param straight: what ``called_so`` found; where a short name is looked for, nothing else is.
    :param query: the address, which the links carry on.
    :param size: records on a page; ``SIZE`` where none is said.
    """
    coops = _coops(desk, asked)
    found = listing.search(
        desk.node,
        list(coops),
        "" if straight and is_shown_name(asked.text) else asked.text,
        kinds=asked.kinds,
        years=asked.years,
        standings=asked.standings,
        page=asked.page,
        size=size or SIZE,
    )
    return {
        "asked": asked,
        "notes": notes_found(desk, asked),
        "straight": [_found(listing.SearchRow(row, ""), coops, desk.language) for row in straight],
        "found": [_found(row, coops, desk.language) for row in found.page.rows],
        "total": found.page.total,
        "is_cut": found.is_cut,
        "page": _page(found.page.total, found.page.page, size or SIZE),
        "facets": [facet for facet in _facets(desk, asked, found, coops, query) if facet.choices],
        "chosen": _chosen(desk, asked, query),
        "kept": _kept(query),
    }


@dataclass(frozen=True)
class NoteFound:
    """A private note that was found: of which record, its text in pieces."""

    row: NamedRow
    coop: str
    at: str
    runs: tuple[tuple[str, bool], ...]


def notes_found(desk: Desk, asked: Asked) -> list[NoteFound]:
    """Private notes of this office in which every word begins so, the newest first; they never leave it.

    Nothing where what is found is narrowed by what only records have.
    """
    if not asked.text or asked.kinds or asked.years or asked.standings:
        return []
    coops, words = _coops(desk, asked), words_in(asked.text)
    return [
        NoteFound(one.row, coops[one.row.cooperation].name, one.at, marked(one.text, words))
        for one in notes_with(desk.node, coops, asked.text, _MOST_NOTES)
    ]


_MOST_NOTES: Final = 10
_WORD: Final = re.compile(r"\w+")


def marked(text: str, words: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """A note in pieces, each with whether it was looked for."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for found in _WORD.finditer(text):
        if fold(found.group()).startswith(tuple(words)):
            pieces += [(text[end : found.start()], False), (found.group(), True)]
            end = found.end()
    return tuple(piece for piece in [*pieces, (text[end:], False)] if piece[0])


def _page(total: int, page: int, size: int) -> Page[int]:
    return Paginator(range(total), size).get_page(page)


def straight_to(desk: Desk, asked: Asked, straight: Sequence[RecordRow]) -> tuple[Cooperation, str, str] | None:
    """The one record that is called exactly as what is looked for: cooperation, kind and name; None where none is.

    The name of an older text leads to its record too, where few enough cooperations are asked.

    :param straight: what ``called_so`` found.
    """
    coops = _coops(desk, asked)
    if len(straight) == 1:
        return coops[straight[0].cooperation], straight[0].kind, straight[0].name
    if straight or not is_shown_name(asked.text) or len(coops) > _FEW:
        return None
    older = [(one, name) for one in coops.values() if (name := _older(desk, one, asked.text.upper()))]
    if len(older) != 1:
        return None
    coop, name = older[0]
    row = listing.record_row(desk.node, desk.number(coop), name)
    return (coop, row.kind, name) if row is not None else None


_FEW: Final = 3


def _older(desk: Desk, coop: Cooperation, text: str) -> str:
    try:
        return resolve_record(desk.node, coop, text)
    except (NotFoundError, AmbiguousError):
        return ""


def _found(one: listing.SearchRow, coops: Mapping[int, Cooperation], language: str) -> Found:
    return Found(
        one.row, coops[one.row.cooperation].name, names.kind_label(one.row.kind, language), tuple(runs(one.snippet))
    )


def runs(snippet: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a snippet, each with whether it was looked for."""
    for place, piece in enumerate(snippet.split(START)):
        hit, mark, rest = piece.partition(END)
        if place and mark:
            yield hit, True
        elif hit:
            yield hit, False
        if rest:
            yield rest, False


# By what it is narrowed


def _facets(
    desk: Desk, asked: Asked, found: listing.SearchPage, coops: Mapping[int, Cooperation], query: QueryDict
) -> Iterator[Facet]:
    partners = {coops[number].name: count for number, count in found.cooperations.items()}
    kinds = {kind: (names.kind_label(kind, desk.language), count) for kind, count in found.kinds.items()}
    standings = {one: (str(names.STANDINGS.get(one, one)), count) for one, count in found.standings.items()}
    years = {str(year): (str(year), count) for year, count in sorted(found.years.items(), reverse=True)}
    named = {name: (name, count) for name, count in partners.items()}
    yield _facet(_("Partner"), "partner", named, (asked.partner,), query)
    yield _facet(_("Kind"), "kind", kinds, asked.kinds, query)
    yield _facet(_("Where it stands"), "standing", standings, asked.standings, query)
    yield _facet(_("Year in which it begins"), "year", years, tuple(str(one) for one in asked.years), query)


def _facet(
    title: str, name: str, counts: Mapping[str, tuple[str, int]], chosen: tuple[str, ...], query: QueryDict
) -> Facet:
    choices = [
        Choice(label, number, _address(query, name, value, is_chosen=value in chosen), value in chosen)
        for value, (label, number) in counts.items()
    ]
    return Facet(title, tuple(sorted(choices, key=lambda one: not one.is_chosen)[:_MOST_CHOICES]))


def _address(query: QueryDict, name: str, value: str, *, is_chosen: bool) -> str:
    """The address with a choice added, or taken out where it is chosen; always its first page."""
    changed = query.copy()
    changed.pop("page", None)
    if is_chosen:
        changed.setlist(name, [one for one in changed.getlist(name) if one != value])
    elif name == "partner":
        changed[name] = value
    else:
        changed.appendlist(name, value)
    return f"?{changed.urlencode()}"


def _chosen(desk: Desk, asked: Asked, query: QueryDict) -> list[dict[str, str]]:
    """What it is narrowed by, as chips that go out by a click."""
    pairs = [("partner", asked.partner, asked.partner)] if asked.partner else []
    pairs += [("kind", kind, names.kind_label(kind, desk.language)) for kind in asked.kinds]
    pairs += [("standing", one, str(names.STANDINGS.get(one, one))) for one in asked.standings]
    pairs += [("year", str(year), str(year)) for year in asked.years]
    return [
        {"label": label, "url": _address(query, name, value, is_chosen=True)} for name, value, label in pairs if value
    ]


def _kept(query: QueryDict) -> list[tuple[str, str]]:
    """What the form carries on besides the words."""
    return [(name, value) for name, values in query.lists() if name not in {"q", "page"} for value in values]
