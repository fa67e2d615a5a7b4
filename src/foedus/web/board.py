"""All partners in one table: what each cell says, in which order, and the year's figures above; it asks for nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.http import QueryDict
from django.urls import get_script_prefix, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foedus.store.listing import OverviewRow
from foedus.web import names

HELD: Final = ("held", "partly_held")
_AGREED: Final = frozenset({"agreed", "on-paper"})
_LAST: Final = "9999"


@dataclass(frozen=True)
class Number:
    """A number and the address of its lines."""

    value: int
    url: str


@dataclass(frozen=True)
class BoardRow:
    """One partner: ``plan`` is the plan of the year, where there is one, ``standing`` what became of it."""

    row: OverviewRow
    parties: str
    plan: Any
    standing: str
    planned: Number
    held: Number
    cancelled: Number
    others: Number
    silent: Number
    url: str
    undertakings_url: str
    ours_url: str
    theirs_url: str


class _Pages(NamedTuple):
    """The addresses of a partner's pages, without what they are asked for."""

    partner: str
    state: str
    activities: str
    undertakings: str
    todo: str


@lru_cache(1024)
def _pages(coop: str, prefix: str) -> _Pages:  # noqa: ARG001 - reversing asks for the prefix
    return _Pages(
        partner=reverse("partner", args=[coop]),
        state=reverse("state", args=[coop]),
        activities=reverse("records", args=[coop, "activity"]),
        undertakings=reverse("records", args=[coop, "undertaking"]),
        todo=reverse("todo"),
    )


_KEYS: Final[Mapping[str, Callable[[BoardRow], Any]]] = {
    "name": lambda one: one.parties.casefold(),
    "plan": lambda one: one.standing or "z",
    "planned": lambda one: one.planned.value,
    "held": lambda one: one.held.value,
    "cancelled": lambda one: one.cancelled.value,
    "silent": lambda one: one.silent.value,
    "talks": lambda one: str(one.row.next_talks.begins) if one.row.next_talks else _LAST,
    "expiring": lambda one: str(one.row.agreements_ending[0].ends) if one.row.agreements_ending else _LAST,
    "open": lambda one: (one.row.undertakings_due, one.row.undertakings_open),
    "ours": lambda one: one.row.ours,
    "theirs": lambda one: one.row.theirs,
    "heard": lambda one: one.row.cooperation.last_heard or "",
}
_LABELS: Final[Mapping[str, Any]] = {
    "name": gettext_lazy("Partner"),
    "plan": gettext_lazy("Plan"),
    "planned": gettext_lazy("Planned"),
    "held": gettext_lazy("Held"),
    "cancelled": gettext_lazy("Cancelled"),
    "silent": gettext_lazy("No outcome"),
    "talks": gettext_lazy("Next talks"),
    "expiring": gettext_lazy("Agreement expires"),
    "open": gettext_lazy("Undertakings"),
    "ours": gettext_lazy("Ours"),
    "theirs": gettext_lazy("Theirs"),
    "heard": gettext_lazy("Last heard"),
}
_NUMBERS: Final = frozenset({"planned", "held", "cancelled", "silent", "open", "ours", "theirs"})


def activities_url(coop: str, year: int, **asked: Any) -> str:
    """The address of a partner's activities of a year, narrowed."""
    return f"{_pages(coop, get_script_prefix()).activities}?{urlencode({'year': year, **asked}, doseq=True)}"


def rows(found: Sequence[OverviewRow], year: int, language: str, sort: str) -> list[BoardRow]:
    """The rows of the table.

    :param sort: one of the columns, a stroke before it for the other way round.
    """
    made = [_row(row, year, language) for row in found]
    column, is_down = sort.removeprefix("-"), sort.startswith("-")
    made.sort(key=lambda one: one.parties.casefold())
    return sorted(made, key=_KEYS.get(column, _KEYS["name"]), reverse=is_down)


def _row(row: OverviewRow, year: int, language: str) -> BoardRow:
    coop = row.cooperation.name
    pages = _pages(coop, get_script_prefix())
    partner = urlencode({"partner": coop})
    count = row.by_status.get
    plan = max(row.plans, key=lambda one: (one.standing in _AGREED, one.begins or 0), default=None)
    rest = sum(n for status, n in row.by_status.items() if status in {"postponed", "carried_over", "not_held"})
    off = ("postponed", "carried_over", "not_held")
    return BoardRow(
        row=row,
        parties=", ".join(names.party_name(code, language) for code in row.cooperation.others)
        or names.party_name(coop, language),
        plan=plan,
        standing=plan.standing if plan is not None else "",
        planned=Number(row.planned, activities_url(coop, year, is_planned=1)),
        held=Number(sum(count(one, 0) for one in HELD), activities_url(coop, year, status=HELD)),
        cancelled=Number(count("cancelled", 0), activities_url(coop, year, status="cancelled")),
        others=Number(rest, activities_url(coop, year, status=off)),
        silent=Number(row.without_report, f"{pages.state}?year={year}&of=without_report#lines"),
        url=pages.partner,
        undertakings_url=pages.undertakings,
        ours_url=f"{pages.todo}?{partner}",
        theirs_url=f"{pages.todo}?show=theirs&{partner}",
    )


def columns(query: QueryDict) -> list[dict[str, Any]]:
    """The head of the table, each column with the address that sorts by it."""
    sort = query.get("sort", "name")
    return [
        {
            "label": label,
            "url": _sorted_by(query, f"-{name}" if sort == name else name),
            "order": "asc" if sort == name else "desc" if sort == f"-{name}" else "",
            "is_num": name in _NUMBERS,
        }
        for name, label in _LABELS.items()
    ]


def _sorted_by(query: QueryDict, sort: str) -> str:
    changed = query.copy()
    changed["sort"] = sort
    return f"?{changed.urlencode()}"


def figures(found: Sequence[OverviewRow]) -> list[tuple[str, int]]:
    """The year's figures over all partners: each a word and a number."""
    active = [row for row in found if row.planned or row.out_of_plan or row.plans or row.meetings]
    countries = {code for row in active for code in row.cooperation.others}
    return [
        (_("Partners in the year"), len(countries)),
        (_("Meetings"), sum(row.meetings for row in found)),
        (_("Plans agreed"), sum(1 for row in found for plan in row.plans if plan.standing in _AGREED)),
        (_("Activities agreed"), sum(row.planned + row.out_of_plan for row in found)),
        (_("Held"), sum(row.by_status.get(one, 0) for row in found for one in HELD)),
        (_("Places"), sum(sum(row.places.values()) for row in found)),
    ]


def totals(made: Sequence[BoardRow]) -> dict[str, int]:
    """The last row of the table."""
    return {
        "planned": sum(one.planned.value for one in made),
        "held": sum(one.held.value for one in made),
        "cancelled": sum(one.cancelled.value for one in made),
        "silent": sum(one.silent.value for one in made),
        "open": sum(one.row.undertakings_open for one in made),
        "due": sum(one.row.undertakings_due for one in made),
        "ours": sum(one.row.ours for one in made),
        "theirs": sum(one.row.theirs for one in made),
    }
