"""Says how long a listed activity lasts at most, so that what lasts on some days is found by when it begins; no table.

An index over beginnings alone would be read from its very start, for who knows what began long ago and lasts still.
Kept apart by their reach, the many short ones are looked for among the few weeks before.
"""

from datetime import date
from typing import Any, Final, TypedDict

import msgspec

from foedus.planning.conflicts import Engagement, engagement_of

REACHES: Final = (31, 366, 100_000)
"""In days; the last one has no end."""
ALWAYS: Final = "0001-01-01"
"""The day before which nothing begins."""
EXACT: Final = ("", "day", "week")
"""The precisions of what takes its days; of all else a month or more is meant."""


def reach_of(begins: str, ends: str) -> int:
    """The first of ``REACHES`` that is enough for these days, 0 where there are none."""
    if not begins or not ends:
        return 0
    days = (date.fromisoformat(ends) - date.fromisoformat(begins)).days
    return next((reach for reach in REACHES if days <= reach), REACHES[-1])


def earliest(first: date, reach: int) -> str:
    """The first day on which anything of a reach can have begun that still lasts on a day."""
    if reach == REACHES[-1]:
        return ALWAYS
    return date.fromordinal(max(1, first.toordinal() - reach)).isoformat()


class _Body(TypedDict, total=False):
    """What of a body an activity asks for; the rest is not read."""

    place: dict[str, Any]
    entities: list[dict[str, Any]]
    contacts: list[dict[str, Any]]


_read = msgspec.json.Decoder(_Body).decode
_asks = msgspec.json.Decoder(tuple[str, tuple[str, ...], tuple[str, ...]]).decode


def asks_of(body: str, begins: str, ends: str, precision: str) -> str:
    """What an activity asks for (place, entities, persons in charge) as text; empty where its days are not known.

    :param body: the activity's text, as JSON.
    """
    plain: Any = _read(body)
    found = engagement_of("", plain, {"from": begins, "to": ends, "precision": precision}) if begins and ends else None
    if found is None or not (found.place or found.entities or found.in_charge):
        return ""
    return msgspec.json.encode((found.place, found.entities, found.in_charge)).decode()


def engagement(key: str, asks: str, begins: str, ends: str) -> Engagement:
    """What an activity asks for, out of such a text."""
    place, entities, in_charge = _asks(asks)
    return Engagement(key, date.fromisoformat(begins), date.fromisoformat(ends), place, entities, in_charge)
