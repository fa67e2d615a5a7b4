"""Knows which activities ask for the same place, entity or person at once; refuses to say which of them gives way.

Days are compared, so an activity counts only where its days are meant as days or as weeks. A place is a site where
the line names one (in its town, where it names that too), else the town: two lines that name a town alone meet there,
a line that names a site meets only those of the same site. What is held online or aboard has no place.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from foedus.records.countries import folded_name

_EXACT = frozenset({"day", "week"})


class Engagement(msgspec.Struct, frozen=True):
    """What an activity asks for, and when.

    Attributes:
        key: what the caller knows it by.
        first, last: its days, both counted.
        place: where, as people write it; empty where it is not said.
        entities: the bodies that take part, with their party in front.
        in_charge: the posts, or the persons known at this node, that are in charge of it.
    """

    key: str
    first: date
    last: date
    place: str = ""
    entities: tuple[str, ...] = ()
    in_charge: tuple[str, ...] = ()


class Conflict(msgspec.Struct, frozen=True):
    """Two activities that ask for the same at once; ``sort`` is `place`, `entity` or `in_charge`, ``what`` its name.

    ``first`` and ``last`` are the days that both ask for.
    """

    sort: str
    what: str
    one: Engagement
    other: Engagement
    first: date
    last: date


def engagement_of(
    key: str, body: Mapping[str, Any], period: Mapping[str, Any] | None, in_charge: Iterable[str] = ()
) -> Engagement | None:
    """Give what an activity asks for; None where its days are not meant as days or weeks.

    Args:
        key: what the caller knows it by.
        body: the activity as plain JSON.
        period: the period that counts for it, as plain JSON (`activity_status.counting_period`).
        in_charge: who else is in charge of it, as this node knows; the posts of its points of contact count anyway.
    """
    if period is None or period.get("precision") not in _EXACT:
        return None
    posts = (f"{contact['party']}, {contact['post']}" for contact in body.get("contacts", ()))
    return Engagement(
        key,
        date.fromisoformat(period["from"]),
        date.fromisoformat(period["to"]),
        _place(body.get("place") or {}),
        tuple(dict.fromkeys(f"{entity['party']}, {entity['entity']}" for entity in body.get("entities", ()))),
        tuple(dict.fromkeys((*posts, *in_charge))),
    )


def _place(place: Mapping[str, Any]) -> str:
    if place.get("kind") in {"online", "aboard"}:
        return ""
    return ", ".join(place[name] for name in ("site", "town") if name in place)


def conflicts(engagements: Iterable[Engagement]) -> Iterator[Conflict]:
    """Give every two that ask for the same at once, in the order in which the days begin that both ask for.

    One sweep over the days: sorting, and a step for each conflict; a caller that shows few takes few.
    """
    yield from conflicts_in_order(
        sorted(engagements, key=lambda engagement: (engagement.first, engagement.last, engagement.key))
    )


def conflicts_in_order(engagements: Iterable[Engagement]) -> Iterator[Conflict]:
    """Give the same of those that come by first day, last day and key: no more of them are taken than are needed."""
    running: dict[tuple[str, str], list[Engagement]] = {}
    for one in engagements:
        for sort, what in _asked(one):
            asked = (sort, folded_name(what))
            still = [other for other in running.get(asked, ()) if other.last >= one.first]
            for other in still:
                yield Conflict(sort, what, other, one, one.first, min(one.last, other.last))
            running[asked] = [*still, one]


def conflicts_with(one: Engagement, others: Iterable[Engagement]) -> Iterator[Conflict]:
    """Give those of several engagements that ask for what one asks for at once, as they come."""
    wanted = {(sort, folded_name(what)) for sort, what in _asked(one)}
    for other in others:
        first, last = max(one.first, other.first), min(one.last, other.last)
        if first <= last:
            for sort, what in _asked(other):
                if (sort, folded_name(what)) in wanted:
                    yield Conflict(sort, what, one, other, first, last)


def _asked(engagement: Engagement) -> Iterator[tuple[str, str]]:
    if engagement.place:
        yield "place", engagement.place
    yield from (("entity", entity) for entity in engagement.entities)
    yield from (("in_charge", person) for person in engagement.in_charge)
