"""Puts the page of undertakings together: who said what to whom, how firmly, where, by when, kept by what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.paginator import Paginator
from django.http import QueryDict

from foedus.office.ports import Cooperation
from foedus.records import phrases
from foedus.records.agreement_terms import STRENGTHS
from foedus.store import listing
from foedus.store.listing.answers import NamedRow
from foedus.store.listing.promises import Promise, PromiseFilter, named_rows, promise_counts, promises
from foedus.store.listing.turns import OPEN
from foedus.web import names
from foedus.web.desk import Desk
from foedus.web.forms.promises import OTHERS, OVERDUE, PromisesForm

SIZE: Final = 50
_NAMES: Final = ("partner", "who", "strength", "state", "made")


@dataclass(frozen=True)
class Line:
    """An undertaking as a row of the page: where it was made and what keeps it, as far as they may be seen."""

    promise: Promise
    coop: str
    meeting: NamedRow | None
    kept_by: tuple[NamedRow, ...]

    @property
    def host(self) -> str:
        """The host of its source, where that is a page of the web; else nothing."""
        return host_of(str(self.promise.source.get("number", "")))


@dataclass(frozen=True)
class Firmness:
    """One side's open undertakings by the strength of their words: each a strength, how many, and the way to them."""

    label: str
    cells: tuple[tuple[str, int, str], ...]
    total: int
    url: str


@dataclass(frozen=True)
class Asked:
    """What an address asks for: the form, what was chosen in it, the cooperations and the filter that follow."""

    form: PromisesForm
    chosen: Mapping[str, str]
    coops: tuple[Cooperation, ...]
    filters: PromiseFilter


def asked_for(desk: Desk, coops: Sequence[Cooperation], query: QueryDict, *, is_one: bool) -> Asked:
    """Read an address.

    :param coops: the cooperations that may be seen.
    :param query: the address; an answer that it cannot give narrows nothing.
    :param is_one: the page is one partner's.
    """
    numbers = {desk.number(one): one for one in coops}
    parties = {code for row in listing.cooperations(desk.node, list(numbers)) for code in row.parties}
    ours = {one.code for one in coops}
    form = PromisesForm(
        query or None,
        partners=[] if is_one else [one.name for one in coops],
        parties=[
            (code, names.party_name(code, desk.language)) for code in sorted(parties, key=lambda c: c not in ours)
        ],
        language=desk.language,
    )
    chosen = _chosen(form)
    seen = tuple(one for one in coops if chosen.get("partner", "") in {"", one.name})
    return Asked(form, chosen, seen, _filters(chosen, ours))


def promises_page(desk: Desk, coops: Sequence[Cooperation], query: QueryDict, *, is_one: bool) -> dict[str, Any]:
    """The context of the page; parameters as of ``asked_for``."""
    asked = asked_for(desk, coops, query, is_one=is_one)
    numbers, ours = {desk.number(one): one for one in coops}, {one.code for one in coops}
    seen, filters = [desk.number(one) for one in asked.coops], asked.filters
    page = query.get("page", "")
    found = promises(desk.node, seen, filters, today=desk.today, page=int(page) if page.isdecimal() else 1, size=SIZE)
    named = {(one.row.cooperation, name) for one in found.rows for name in (one.row.meeting, *one.row.kept_by) if name}
    titles = named_rows(desk.node, named)
    in_time = PromiseFilter(made=filters.made, state=OPEN)
    counts = promise_counts(desk.node, seen, in_time, today=desk.today)
    return {
        "form": asked.form,
        "chips": _chips(asked.form, asked.chosen, desk.language, query),
        "lines": [_line(one, numbers, titles) for one in found.rows],
        "total": found.total,
        "page": Paginator(range(found.total), SIZE).get_page(found.page),
        "firmness": _firmness(counts, ours, query),
        "is_one": is_one,
    }


def host_of(address: str) -> str:
    """The host of an address of the web; nothing where a text is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.netloc if parts.scheme in {"http", "https"} and " " not in address else ""


def _chosen(form: PromisesForm) -> dict[str, str]:
    form.is_valid()
    cleaned: dict[str, Any] = getattr(form, "cleaned_data", {})
    return {name: str(cleaned[name]) for name in _NAMES if cleaned.get(name)}


def _filters(chosen: Mapping[str, str], ours: set[str]) -> PromiseFilter:
    who, state, strength = chosen.get("who", ""), chosen.get("state", ""), chosen.get("strength", "")
    return PromiseFilter(
        who=() if who in {"", OTHERS} else (who,),
        but=sorted(ours) if who == OTHERS else (),
        strength=(strength,) if strength else (),
        state=() if state in {"", OVERDUE} else (state,),
        is_due=True if state == OVERDUE else None,
        made=chosen.get("made", ""),
    )


def _chips(form: PromisesForm, chosen: Mapping[str, str], language: str, query: QueryDict) -> list[dict[str, str]]:
    found = []
    for name, value in chosen.items():
        without = query.copy()
        for gone in (name, "page"):
            without.pop(gone, None)
        labels = dict(getattr(form.fields[name], "choices", []))
        said = phrases.period(_month(value), language) if name == "made" else str(labels.get(value, value))
        found.append({"label": f"{form.fields[name].label}: {said}", "url": f"?{without.urlencode()}"})
    return found


def _month(text: str) -> dict[str, str]:
    """A month or a year as a period; its last day does not show."""
    whole = text if "-" in text else f"{text}-01"
    precision = "month" if "-" in text else "year"
    last = f"{whole}-28" if precision == "month" else f"{text}-12-31"
    return {"from": f"{whole}-01", "to": last, "precision": precision}


def _line(promise: Promise, coops: Mapping[int, Cooperation], titles: Mapping[tuple[int, str], NamedRow]) -> Line:
    row = promise.row
    kept = (titles.get((row.cooperation, name)) for name in row.kept_by)
    meeting = titles.get((row.cooperation, row.meeting))
    return Line(promise, coops[row.cooperation].name, meeting, tuple(one for one in kept if one is not None))


def _firmness(counts: Mapping[tuple[str, str], int], ours: set[str], query: QueryDict) -> list[Firmness]:
    """Our open undertakings and those of the others, by the strength of their words."""
    codes = sorted({who for who, _strength in counts} & ours)
    sides = [(code, {code}) for code in codes] + [(OTHERS, {who for who, _strength in counts} - ours)]
    found = []
    for who, parties in sides:
        cells = tuple(
            (one, sum(counts.get((code, one), 0) for code in parties), _address(query, who=who, strength=one))
            for one in STRENGTHS.ids
        )
        found.append(Firmness(who, cells, sum(number for _one, number, _url in cells), _address(query, who=who)))
    return [side for side in found if side.total]


def _address(query: QueryDict, **changed: str) -> str:
    copy = query.copy()
    for name in ("page", "state", "strength"):
        copy.pop(name, None)
    for name, value in changed.items():
        copy[name] = value
    return f"?{copy.urlencode()}"
