"""Puts a meeting's page together: agenda, delegations, state of play, requests, decisions, visit; it signs nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse

from foedus.office import drafts, visits
from foedus.office.drafts import DraftView
from foedus.office.ports import Cooperation
from foedus.records.agreement_terms import STRENGTHS
from foedus.records.base import Body
from foedus.store import listing
from foedus.store.listing import ActivityFilter
from foedus.store.listing.answers import RecordRow
from foedus.store.listing.around import Around
from foedus.store.listing.promises import Promise, PromiseFilter, promises
from foedus.web.desk import Desk
from foedus.web.names import WAYS

_MOST: Final = 200
_LAST: Final = 10**6
VISITS: Final = ("high_level_visit",)
STAFF_TALKS: Final = "staff_talks"


@dataclass(frozen=True)
class DecisionShown:
    """A decision of a meeting with the undertakings that follow from it; ``place`` counts from 0."""

    place: int
    what: Body
    who: tuple[str, ...]
    due: str
    undertakings: tuple[RecordRow, ...]


@dataclass(frozen=True)
class Minutes:
    """A draft of a meeting: its decisions without an undertaking, and the drafts that go out together with it."""

    number: int
    open_decisions: tuple[DecisionShown, ...]
    undertakings: tuple[DraftView, ...]
    propose_url: str
    declare_url: str


def page(desk: Desk, coop: Cooperation, record: str, near: Around, context: Mapping[str, Any]) -> dict[str, Any]:
    """What a meeting's page shows besides its texts.

    :param near: what stands around it.
    :param context: that of every record's page.
    """
    body = _body(context)
    number = desk.number(coop)
    year = _year(body) or desk.today.year
    filters = PromiseFilter(meeting=record)
    made = promises(desk.node, [number], filters, today=desk.today, size=_MOST, total=_MOST).rows
    named = {name for one in body.get("decisions", ()) for name in one.get("undertakings", ())}
    rows = {**near.named, **listing.record_rows(desk.node, number, named.difference(near.named))}
    counts = listing.activity_counts(
        desk.node, [number], "status", ActivityFilter(year=year, is_agreed=True), today=desk.today
    )
    return {
        "meeting": body,
        "is_talks": body.get("level") == STAFF_TALKS,
        "is_visit": body.get("level") in VISITS,
        "delegations": sorted(body.get("delegations", ()), key=lambda one: one.get("precedence", _LAST)),
        "decisions": _decisions(body, rows),
        "undertakings": by_strength(made),
        "requests": [one for one in made if one.row.strength == "request"],
        "year": year,
        "figures": _figures(counts, coop.name, year),
        "minutes": [_minutes(desk, coop, one, rows) for one in context["drafts"]] if context["may_draft"] else [],
        "strengths": STRENGTHS.ids,
        "links_back": [pair for pair in context["links_back"] if pair[0] != str(WAYS["undertakings"])],
        **visit_shown(desk, coop, record, body),
    }


def _body(context: Mapping[str, Any]) -> Body:
    """The text that a meeting is shown by: what is agreed, else declared, else offered last, else drafted."""
    stated = [context["stated"]] if context["stated"] else []
    texts = [*context["agreed"], *stated, *reversed(context["offered"])]
    if texts:
        return dict(texts[0].text.body)
    return dict(context["drafts"][0].body) if context["drafts"] else {}


def _year(body: Body) -> int | None:
    begins = (body.get("dates") or {}).get("from", "")
    return int(begins[:4]) if begins else None


def _decisions(body: Body, rows: Mapping[str, RecordRow]) -> list[DecisionShown]:
    return [
        DecisionShown(
            place,
            one["what"],
            tuple(one.get("who", ())),
            one.get("due", ""),
            tuple(rows[name] for name in one.get("undertakings", ()) if name in rows),
        )
        for place, one in enumerate(body.get("decisions", ()))
    ]


def by_strength(made: Sequence[Promise]) -> list[tuple[str, list[Promise]]]:
    """Undertakings by the strength of their words, the firmest first."""
    found = [(strength, [one for one in made if one.row.strength == strength]) for strength in STRENGTHS.ids]
    return [(strength, those) for strength, those in found if those]


def _figures(counts: Mapping[str, int], coop: str, year: int) -> list[dict[str, Any]]:
    """The state of play of a year in numbers, each with the way to its lines."""
    lines = reverse("records", args=[coop, "activity"])
    return [
        {"status": status, "number": number, "url": f"{lines}?{urlencode({'year': year, 'status': status})}"}
        for status, number in sorted(counts.items(), key=lambda pair: -pair[1])
    ]


def _minutes(desk: Desk, coop: Cooperation, draft: DraftView, rows: Mapping[str, RecordRow]) -> Minutes:
    made = [
        one
        for one in drafts.listed(desk.node, coop)
        if one.kind.partition("/")[0] == "undertaking" and one.body.get("made_at") == draft.record
    ]
    open_ones = [
        one for one in _decisions(draft.body, rows) if one.who and not _has_undertakings(draft.body, one.place)
    ]
    numbers = [draft.number, *(one.number for one in made)]
    return Minutes(
        draft.number,
        tuple(open_ones),
        tuple(made),
        review_url(coop, "propose", numbers),
        review_url(coop, "declare", numbers),
    )


def _has_undertakings(body: Body, place: int) -> bool:
    return bool(body["decisions"][place].get("undertakings"))


def review_url(coop: Cooperation, verb: str, numbers: Sequence[int]) -> str:
    """The way to the review of several drafts as one act."""
    query = [("verb", verb), *(("draft", number) for number in numbers), ("next", reverse("drafts", args=[coop.name]))]
    return f"{reverse('review', args=[coop.name])}?{urlencode(query)}"


# The private side


@dataclass(frozen=True)
class SlotShown:
    """A part of the programme with what is to be looked at in it: ``overlaps`` are other parts, by what they are."""

    slot: visits.Slot
    is_outside: bool
    overlaps: tuple[str, ...]


def visit_shown(desk: Desk, coop: Cooperation, record: str, body: Body) -> dict[str, Any]:
    """The private side of a meeting: its programme by day, and all else that is kept."""
    visit = visits.of(desk.node, coop, record)
    dates = body.get("dates") or {}
    is_sure = dates.get("precision") == "day"
    first, last = (date.fromisoformat(dates[side]) if is_sure else None for side in ("from", "to"))
    told = visits.remarks(visit, first, last)
    days: dict[str, list[SlotShown]] = {}
    for place, slot in enumerate(visit.programme):
        of_it = [one for one in told if one.place == place]
        overlaps = tuple(visit.programme[one.other].what for one in of_it if one.other is not None)
        is_outside = any(one.what == "outside-dates" for one in of_it)
        days.setdefault(slot.day, []).append(SlotShown(slot, is_outside, overlaps))
    return {
        "visit": visit,
        "programme": list(days.items()),
        "has_visit": visit != visits.Visit(),
        "number_of_remarks": len(told),
    }
