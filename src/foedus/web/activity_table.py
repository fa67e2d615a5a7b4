"""Puts a table of activities together as an address asks for it: rows, groups with their numbers, the split by host."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from django.utils.translation import gettext as _

from foedus.office.ports import Cooperation
from foedus.records.base import Body
from foedus.store import listing
from foedus.web import display, names, pictures
from foedus.web.activity_query import COLUMNS, VENUES, ActivityQuery, chips, query_of, value_words
from foedus.web.desk import Desk
from foedus.web.forms.activities import choices_of, kept_by

SIZE: Final = 50
_SORTED: Final = {"serial": "usual", "host": "host", "type": "type", "area": "area", "status": "status"}
_ELSEWHERE: Final = ("third_country", "online", "aboard")
_TONES: Final = 6
_MOST_COLUMNS: Final = 7
"""With more than these a table scrolls sideways."""


@dataclass(frozen=True)
class Cell:
    """One cell: its column, what the head of the column says, and its words."""

    column: str
    label: Any
    words: str = ""


@dataclass(frozen=True)
class Line:
    """A row of the table."""

    row: listing.ActivityRow
    before: tuple[Cell, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Group:
    """Rows that stand together; ``number`` is how many there are on all pages, None where that is not known."""

    title: str
    number: int | None
    lines: tuple[Line, ...]


def table(
    desk: Desk,
    coop: Cooperation,
    query: ActivityQuery,
    *,
    parties: Sequence[str],
    years: Sequence[int],
    plans: Mapping[str, str] | None = None,
    total: int | None = None,
) -> dict[str, Any]:
    """The context of a table: rows in groups, forms that narrow it, chips.

    :param parties: codes among which a host is chosen. :param years: among which a year is.
    :param plans: titles of the cooperation's plans by record; None on a plan's own page.
    :param total: how many lines there are, where that is known already.
    """
    numbers = [desk.number(coop)]
    counts = _counts(desk, numbers, query)
    known = sum(counts.values()) if counts else total
    page = listing.activities(
        desk.node, numbers, query.filters, today=desk.today, sort=query.order, page=query.page, size=SIZE, total=known
    )
    hosts = dict.fromkeys([*parties, *(row.host for row in page.rows if row.host), query.filters.host])
    few, more = choices_of(
        query, desk.language, parties=[code for code in hosts if code], years=years, plans=plans
    )  # fmt: skip
    return {
        "query": query,
        "page": page,
        "groups": tuple(_groups(page, query, counts, desk.language, plans or {})),
        "columns": heads(query),
        "is_wide": len(query.columns) > _MOST_COLUMNS,
        "chips": chips(query, desk.language, plans or {}),
        "few": few,
        "more": more,
        "few_kept": kept_by(few, query),
        "more_kept": kept_by(more, query),
        "count_bars": _count_bars(counts, query, desk.language),
    }


def heads(query: ActivityQuery) -> list[dict[str, Any]]:
    """The heads of the columns that are shown, each with the address that sorts by it."""
    found: list[dict[str, Any]] = []
    for name in (*before_title(query), "", *after_title(query)):
        if not name:
            found.append({"label": _("Title")})
            continue
        head: dict[str, Any] = {"label": COLUMNS[name], "is_num": False}
        if name == "period" and not query.group:
            earliest = query.sort == "begins"
            head |= {"url": query.address(sort="-begins" if earliest else "begins")}
            head["order"] = "asc" if earliest else "desc" if query.sort == "-begins" else ""
        elif name in _SORTED and not query.group:
            head |= {"url": query.address(sort=_SORTED[name]), "order": "asc" if query.sort == _SORTED[name] else ""}
        found.append(head)
    return found


def before_title(query: ActivityQuery) -> tuple[str, ...]:
    """The columns that stand before the title: the number alone."""
    return tuple(name for name in query.columns if name == "serial")


def after_title(query: ActivityQuery) -> tuple[str, ...]:
    """The columns that stand after the title."""
    return tuple(name for name in query.columns if name != "serial")


def cell_words(name: str, row: listing.ActivityRow, language: str, plans: Mapping[str, str]) -> str:
    """What a cell says in plain words; a status is shown as its mark instead."""
    parties = names.PartyNames(language)
    match name:
        case "plan":
            return row.plan_code or plans.get(row.plan, "–") if row.plan else ""
        case "serial":
            return row.serial
        case "type" | "area":
            return value_words(name, getattr(row, name), language, {}) if getattr(row, name) else ""
        case "branch":
            return ", ".join(f"{parties[code]}: {names.term('branches', one, language)}" for code, one in row.branches)
        case "host":
            return parties[row.host] if row.host else ""
        case "place":
            return display.place(row.body["place"], language) if "place" in row.body else ""
        case "places":
            return ", ".join(f"{code}\u00a0{number}" for code, number in row.places.items())
        case "lead":
            return row.lead
        case "owed_by":
            return ", ".join(parties[code] for code in row.owed_by)
    return ""


def _groups(
    page: listing.Page[listing.ActivityRow],
    query: ActivityQuery,
    counts: Mapping[Any, int],
    language: str,
    plans: Mapping[str, str],
) -> Iterator[Group]:
    def line(row: listing.ActivityRow) -> Line:
        def cells(names_of: tuple[str, ...]) -> tuple[Cell, ...]:
            return tuple(Cell(name, COLUMNS[name], cell_words(name, row, language, plans)) for name in names_of)

        return Line(row, cells(before_title(query)), cells(after_title(query)))

    if not query.group:
        yield Group("", None, tuple(map(line, page.rows)))
        return
    for key, rows in groupby(page.rows, lambda row: _key(query.group, row)):
        found = tuple(map(line, rows))
        number = counts.get(key[0] if key else "") if len(key) < 2 else None  # noqa: PLR2004 - one branch, not two
        number = number if query.group != "branch" else (len(found) if page.pages == 1 else None)
        yield Group(_group_words(query.group, key, language), number, found)


def _key(group: str, row: listing.ActivityRow) -> tuple[str, ...]:
    if group == "branch":
        return tuple(sorted({branch for _party, branch in row.branches}))
    if group == "month":
        return (row.begins.isoformat()[:7],) if row.begins else ("",)
    return (str(getattr(row, group)),)


def _group_words(group: str, key: tuple[str, ...], language: str) -> str:
    said = [value_words(group, one, language, {}) for one in key if one]
    return ", ".join(said) or _("not said")


def _counts(desk: Desk, numbers: Sequence[int], query: ActivityQuery) -> Mapping[Any, int]:
    if query.group in {"", "branch"}:  # a line stands under each of its branches: their numbers are no total
        return {}
    found = listing.activity_counts(desk.node, numbers, query.group, query.filters, today=desk.today)
    return {str(value or ""): number for value, number in found.items()}


def _count_bars(counts: Mapping[Any, int], query: ActivityQuery, language: str) -> dict[str, Any] | None:
    """How many lines each group has: a bar for each, and the table behind."""
    if not counts:
        return None
    ordered = sorted(counts.items()) if query.group == "month" else sorted(counts.items(), key=lambda one: -one[1])
    rows = [(_group_words(query.group, (value,), language), number) for value, number in ordered]
    return {
        "drawing": pictures.bars([(words, [pictures.Part(words, number)]) for words, number in rows]),
        "table": {"head": [_("Group"), _("Lines")], "rows": rows},
    }


def host_split(counts: Mapping[str, int], us: str, language: str, address: str) -> dict[str, Any] | None:
    """Where the lines take place, as a picture with its table; None where there are none.

    :param counts: by host, those in third countries, online and aboard apart, as ``plan_totals.by_host`` gives them.
    :param us: our own code: it comes first.
    :param address: the address of the table, to which the query of each part is added.
    """
    hosts = sorted((one for one in counts if one not in _ELSEWHERE), key=lambda one: (not one, one != us, one))
    parts = [
        (names.party_name(host, language) if host else _("not said"), counts[host], f"{address}?host={host}")
        for host in hosts
    ]
    parts += [(str(VENUES[one]), counts[one], f"{address}?venue={one}") for one in _ELSEWHERE if one in counts]
    if not parts:
        return None
    drawn = [
        pictures.Part(name, number, min(tone, _TONES), "" if url.endswith("=") else url)
        for tone, (name, number, url) in enumerate(parts, 1)
    ]
    name = _("Where the lines take place")
    rows = [(name, number) for name, number, _url in parts]
    return {"drawing": pictures.bar(name, drawn), "table": {"head": [_("Host"), _("Lines")], "rows": rows}}


def title_of(body: Body, language: str) -> str:
    """A title in the reader's language, or its original."""
    return display.text(body["title"], language) if "title" in body else "–"


__all__ = ["SIZE", "host_split", "query_of", "table", "title_of"]
