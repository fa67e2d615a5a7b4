"""Knows how many lines of a plan came to which end, in one sentence of links; it counts none itself."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.http import urlencode
from django.utils.translation import ngettext

from foedus.records.activity_terms import STATUSES
from foedus.store.listing import Tally
from foedus.web import names

AGREED: Final = frozenset({"agreed", "on-paper"})
"""Where a plan stands whose lines can have come to something."""
_ORDER: Final = ("held", "partly_held", "not_held", "cancelled", "accounts_differ")
"""What came of lines stands first; what is still to come follows in the order of the statuses, what lapsed is last."""
_LAST: Final = "lapsed"


@dataclass(frozen=True)
class Total:
    """Lines that came to one end: how many, in words, and the address that shows them alone."""

    status: str
    number: int
    words: str
    url: str


def by_host(tallies: Iterable[Tally]) -> dict[str, int]:
    """How many lines each party hosts, with those in third countries, online and aboard apart."""
    found: Counter[str] = Counter()
    for one in tallies:
        found[one.where] += one.number
    return dict(found)


def number(tallies: Iterable[Tally], status: Collection[str] = (), by: str = "") -> int:
    """How many lines there are of some statuses, said or decided by a party; of all where nothing is asked."""
    return sum(one.number for one in tallies if (not status or one.status in status) and (not by or by in one.by))


def totals(tallies: Iterable[Tally], language: str, address: str) -> list[Total]:
    """The lines of a plan by what came of them, those that were cancelled by whose decision it was.

    :param address: of the plan's page, to which what is asked for is added.
    """
    found: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for one in tallies:
        found[one.status, one.by if one.status == "cancelled" else ()] += one.number
    ordered = sorted(found, key=lambda key: (key[0] == _LAST, _place(key[0]), key[1]))
    return [_total(status, by, found[status, by], language, address) for status, by in ordered]


def _place(status: str) -> int:
    order = (*_ORDER, *STATUSES.ids)
    return order.index(status) if status in order else len(order)


def _total(status: str, by: tuple[str, ...], number: int, language: str, address: str) -> Total:
    asked: dict[str, str] = {"status": status}
    if len(by) == 1:
        asked["by"] = by[0]
    who = ", ".join(names.party_name(code, language) for code in by)
    said = _words(number)
    words = said["cancelled_by"] if status == "cancelled" and by else said[status]
    return Total(status, number, words % {"n": number, "who": who}, f"{address}?{urlencode(asked)}")


def _words(n: int) -> Mapping[str, str]:
    """Every end of a line, said of a number of lines."""
    return {
        "proposed": ngettext("%(n)s proposed", "%(n)s proposed", n),
        "agreed": ngettext("%(n)s agreed", "%(n)s agreed", n),
        "dates_confirmed": ngettext("%(n)s with dates confirmed", "%(n)s with dates confirmed", n),
        "under_way": ngettext("%(n)s under way", "%(n)s under way", n),
        "held": ngettext("%(n)s held", "%(n)s held", n),
        "partly_held": ngettext("%(n)s partly held", "%(n)s partly held", n),
        "not_held": ngettext("%(n)s not held", "%(n)s not held", n),
        "postponed": ngettext("%(n)s postponed", "%(n)s postponed", n),
        "carried_over": ngettext("%(n)s carried over", "%(n)s carried over", n),
        "cancelled": ngettext("%(n)s cancelled", "%(n)s cancelled", n),
        "cancelled_by": ngettext("%(n)s cancelled by %(who)s", "%(n)s cancelled by %(who)s", n),
        "lapsed": ngettext("%(n)s lapsed", "%(n)s lapsed", n),
        "accounts_differ": ngettext(
            "%(n)s where the accounts of the Parties differ", "%(n)s where the accounts of the Parties differ", n
        ),
    }
