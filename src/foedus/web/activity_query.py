"""Knows which activities an address asks for, and the address that asks for others; it asks for none itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foedus.records import phrases
from foedus.store.listing import ActivityFilter
from foedus.web import names

COLUMNS: Final[Mapping[str, Any]] = {
    "plan": gettext_lazy("Plan"),
    "serial": gettext_lazy("No."),
    "type": gettext_lazy("Type"),
    "area": gettext_lazy("Area"),
    "branch": gettext_lazy("Branch"),
    "host": gettext_lazy("Host"),
    "place": gettext_lazy("Place"),
    "period": gettext_lazy("Period"),
    "places": gettext_lazy("Places"),
    "lead": gettext_lazy("Lead entity"),
    "status": gettext_lazy("Status"),
    "owed_by": gettext_lazy("Outcome owed by"),
}
"""The columns that can be chosen, from left to right; the title stands in every table."""
USUAL_COLUMNS: Final = ("serial", "type", "host", "place", "period", "status")
PLAN_COLUMNS: Final = ("serial", "type", "host", "place", "period", "places", "status")

GROUPS: Final[Mapping[str, Any]] = {
    "host": gettext_lazy("Host"),
    "branch": gettext_lazy("Branch"),
    "area": gettext_lazy("Area"),
    "month": gettext_lazy("First month"),
    "status": gettext_lazy("Status"),
}
"""By what a table can be grouped."""
SORTS: Final[Mapping[str, Any]] = {
    "usual": gettext_lazy("by plan and number"),
    "begins": gettext_lazy("earliest first"),
    "-begins": gettext_lazy("latest first"),
    "host": gettext_lazy("by host"),
    "status": gettext_lazy("by status"),
    "type": gettext_lazy("by type"),
    "area": gettext_lazy("by area"),
}
VENUES: Final[Mapping[str, Any]] = {
    "party": gettext_lazy("in a Party's country"),
    "third_country": gettext_lazy("in a third country"),
    "online": gettext_lazy("online"),
    "aboard": gettext_lazy("aboard ship or aircraft"),
}
LISTS: Final[Mapping[str, str]] = {
    "type": "activity_types",
    "area": "areas",
    "domain": "domains",
    "branch": "branches",
    "status": "statuses",
    "precision": "precisions",
}
"""The list of terms of each word that is narrowed by."""

_WORDS: Final = (
    "plan", "host", "venue", "area", "domain", "type", "branch", "month", "precision", "owed_by", "by", "lead",
    "country",
)  # fmt: skip
_FLAGS: Final = ("is_agreed", "is_planned", "is_reserve")
_YES: Final = frozenset({"1", "yes", "true", "True"})
_NO: Final = frozenset({"0", "no", "false", "False"})
_ORDER_OF_GROUP: Final = {"month": "begins", "host": "host", "area": "area", "status": "status", "branch": "branch"}
_LABELS: Final[Mapping[str, Any]] = {
    **COLUMNS,
    "venue": gettext_lazy("Where"),
    "domain": gettext_lazy("Domain"),
    "month": gettext_lazy("Month"),
    "year": gettext_lazy("Year"),
    "country": gettext_lazy("Country"),
    "by": gettext_lazy("Said or decided by"),
    "precision": gettext_lazy("Precision of the dates"),
    "q": gettext_lazy("Words"),
    "is_agreed": gettext_lazy("Agreed"),
    "is_planned": gettext_lazy("In an agreed plan"),
    "is_reserve": gettext_lazy("Reserve"),
}


@dataclass(frozen=True)
class ActivityQuery:
    """What an address asks for: a filter, and how what it leaves is to be shown.

    :param kept: every pair of the address that says something, without the page.
    """

    filters: ActivityFilter
    group: str
    columns: tuple[str, ...]
    sort: str
    page: int
    kept: tuple[tuple[str, str], ...]

    @property
    def is_narrowed(self) -> bool:
        """Whether the address says anything."""
        return bool(self.kept)

    @property
    def order(self) -> str:
        """The order of the rows: a group's own, so that its lines stand together."""
        return _ORDER_OF_GROUP.get(self.group, self.sort)

    def address(self, leave_out: tuple[str, str] | str = "", **more: str) -> str:
        """The address that asks for the same, but for what is left out or said anew.

        :param leave_out: the name of what goes out, or one pair of it.
        """
        query = QueryDict(mutable=True)
        for name, value in self.kept:
            if name not in more and leave_out not in (name, (name, value)):
                query.appendlist(name, value)
        for name, value in more.items():
            if value:
                query[name] = value
        return f"?{query.urlencode()}"


def query_of(sent: QueryDict, *, plan: str = "", columns: tuple[str, ...] = USUAL_COLUMNS) -> ActivityQuery:
    """Read an address; what it says that is not known here narrows nothing.

    :param plan: the plan whose lines are asked for, on the plan's own page.
    :param columns: those that are shown where the address chooses none.
    """
    words: dict[str, Any] = {name: sent.get(name, "").strip() for name in _WORDS}
    words["month"] = words["month"] if _is_month(words["month"]) else ""
    flags: dict[str, Any] = {name: _flag(sent.get(name, "")) for name in _FLAGS}
    chosen = {one for text in sent.getlist("columns") for one in text.split(",")}
    statuses = tuple(one for text in sent.getlist("status") for one in text.split(",") if one)
    sort, group = sent.get("sort", "usual"), sent.get("group", "")
    return ActivityQuery(
        filters=ActivityFilter(
            **{**words, "plan": plan or words["plan"]},
            **flags,
            status=statuses,
            year=_whole(sent.get("year", "")),
            text=sent.get("q", "").strip(),
        ),
        group=group if group in GROUPS else "",
        columns=tuple(name for name in COLUMNS if name in chosen) or columns,
        sort=sort if sort in SORTS else "usual",
        page=_whole(sent.get("page", "")) or 1,
        kept=tuple(_kept(sent, statuses)),
    )


def _kept(sent: QueryDict, statuses: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in sent:
        if name not in {"page", "status"}:
            yield from ((name, value) for value in dict.fromkeys(sent.getlist(name)) if value.strip())
    yield from (("status", one) for one in statuses)


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and 0 < int(text) < 10**6 else None


def _is_month(text: str) -> bool:
    year, _sign, month = text.partition("-")
    return len(year) == 4 and year.isdecimal() and month.isdecimal() and len(month) == 2 and 1 <= int(month) <= 12  # noqa: PLR2004 - the form YYYY-MM


def _flag(text: str) -> bool | None:
    return True if text in _YES else False if text in _NO else None


def value_words(name: str, value: str, language: str, plans: Mapping[str, str]) -> str:
    """What one word of an address means, for people.

    :param plans: titles of plans by their records.
    """
    if name in {"host", "owed_by", "by"}:
        return names.party_name(value, language)
    if (name, value) == ("status", "cancelled"):
        return names.term("outcomes", value, language)  # the status itself goes on: by whom
    if name in LISTS:
        return names.term(LISTS[name], value, language)
    if name == "plan":
        return _("in no plan") if value == "-" else plans.get(value, value)
    if name == "venue":
        return str(VENUES.get(value, value))
    if name == "month":
        return month_words(value, language)
    if name in _FLAGS:
        return _("yes") if _flag(value) else _("no")
    return value


def month_words(month: str, language: str) -> str:
    """A month of the form ``2026-03`` in words."""
    return phrases.period({"from": f"{month}-01", "to": f"{month}-28", "precision": "month"}, language)


def chips(query: ActivityQuery, language: str, plans: Mapping[str, str]) -> list[dict[str, str]]:
    """What narrows the list, each with the address without it."""
    return [
        {
            "label": f"{_LABELS.get(name, name)}: {value_words(name, value, language, plans)}",
            "url": query.address((name, value)),
        }
        for name, value in query.kept
        if name in {*_WORDS, *_FLAGS, "status", "year", "q"}
    ]
