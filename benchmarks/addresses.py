"""Which pages of the workbench are asked for, each with addresses drawn at random; it asks for none."""

import random
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Final

from django.urls import reverse
from django.utils.http import urlencode

from foedus.store.models import Cooperation, Listed

Draw = Callable[[], str]

YEAR: Final = "year"
_WORDS: Final = ("course", "cyber rome", "sminamento", "mountain medical", "cit", "sample", "law 2", "p20")
_KINDS: Final = ("plan", "meeting", "agreement", "milestone", "undertaking", "report", "comment")
_SHOWS: Final = ("month", "quarter", "list", "conflicts", YEAR)
_OF_OFFICE: Final = ("dispatches", "settings", "account", "lists", "log", "about")
_OF_PARTNER: Final = ("drafts", "contacts", "partner-dispatches")
_RECORDS: Final = ("activity", "plan", "meeting", "agreement", "undertaking", "report", "comment", "milestone")


class Addresses:
    """Addresses of the home that Django serves.

    :param chance: the same draws the same.
    """

    def __init__(self, chance: random.Random, today: date) -> None:
        self._chance = chance
        self._years = [today.year - back for back in range(5)]
        self._coops = list(Cooperation.objects.order_by("name").values_list("pk", "name"))

    def all(self) -> Iterator[tuple[str, Draw]]:
        """Every page by its name, with what draws an address of it."""
        yield from self._lists()
        yield from self._of_time()
        yield from ((name, partial(_at, name)) for name in _OF_OFFICE)
        yield from ((name, self._with_coop(name)) for name in _OF_PARTNER)
        yield from ((f"record: {kind}", partial(self._record, kind)) for kind in _RECORDS)
        yield "history of an activity", partial(self._record, "activity", "history")
        yield "outcome of an activity", partial(self._record, "activity", "outcome")
        yield "year of a plan", partial(self._record, "plan", "plan-year")
        yield "negotiation, agreed", partial(self._record, "plan", "negotiation", "agreed")
        yield "negotiation, open", partial(self._record, "plan", "negotiation", "proposed")

    def papers(self) -> Iterator[tuple[str, str]]:
        """The paper of the plans that were made for it, by how many lines they have."""
        number, name = self._coops[0]
        plans = Listed.objects.filter(cooperation=number, kind="plan", is_shown=True, standing="agreed")
        for lines, plan in zip((31, 400), plans.order_by("begins")[:2], strict=True):
            yield f"PDF of {lines} lines", _at("plan-paper", name, *plan.name.split("/"))

    def _lists(self) -> Iterator[tuple[str, Draw]]:
        yield "to do: ours", partial(_at, "todo")
        yield "to do: one partner", lambda: _at("todo", partner=self._coop())
        yield "to do: outcomes to tell", partial(_at, "todo", what="report")
        yield "to do: steps", partial(_at, "todo", show="steps")
        yield "to do: theirs", partial(_at, "todo", show="theirs")
        yield "to do: eight weeks", partial(_at, "todo", show="weeks")
        yield "all partners", lambda: _at("partners", year=self._year())
        yield "a partner", self._with_coop("partner")
        yield "state of play", lambda: _at("state", self._coop(), year=self._year())
        yield "next talks", self._with_coop("next-talks")
        yield "activities", lambda: _at("activities", self._coop(), page=self._chance.randrange(1, 9))
        yield "activities of a year", lambda: _at("activities", self._coop(), year=self._year(), sort="begins")
        yield "activities by host", self._with_coop("activities", group="host")
        yield "activities with words", lambda: _at("activities", self._coop(), q=self._chance.choice(_WORDS))
        yield from ((f"list: {kind}", self._with_coop("records", kind)) for kind in _KINDS)
        yield "undertakings", partial(_at, "undertakings")
        yield "undertakings of a partner", lambda: _at("undertakings", partner=self._coop())
        yield "search", lambda: _at("search", q=self._chance.choice(_WORDS))
        yield "search, one year", lambda: _at("search", q=self._chance.choice(_WORDS), year=self._year())

    def _of_time(self) -> Iterator[tuple[str, Draw]]:
        yield from ((f"calendar: {show}", partial(self._days, show)) for show in _SHOWS)
        yield "calendar: a partner's year", lambda: _at("partner-year", self._coop(), year=self._year())

    def _days(self, show: str) -> str:
        return _at("calendar", show=show, on=f"{self._year()}-{self._chance.randrange(1, 13):02}")

    def _coop(self) -> str:
        return str(self._chance.choice(self._coops)[1])

    def _year(self) -> int:
        return self._chance.choice(self._years)

    def _with_coop(self, page: str, *args: object, **query: str | int) -> Draw:
        return lambda: _at(page, self._coop(), *args, **query)

    def _record(self, kind: str, page: str = "record", standing: str = "") -> str:
        found = Listed.objects.filter(kind=kind, is_shown=True)
        if standing:
            found = found.filter(standing=standing)
        held = dict(self._coops)
        numbers = sorted(set(found.values_list("cooperation", flat=True)))
        number = self._chance.choice(numbers)
        names = found.filter(cooperation=number).values_list("name", flat=True)
        code, uid = names[self._chance.randrange(len(names))].split("/")
        middle = (kind,) if page in {"record", "history"} else ()
        return _at(page, held[number], *middle, code, uid)


def _at(name: str, *args: object, **query: str | int) -> str:
    asked = urlencode(query)
    return reverse(name, args=args) + (f"?{asked}" if asked else "")
