"""How listed texts are written as rows and read again; it asks nothing and works nothing out."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec
from django.db import models

from foedus.office.listed_facts import ActivityFacts, UndertakingFacts
from foedus.office.listing import Partly, Text
from foedus.office.search_words import fold, words_of
from foedus.records.base import Body
from foedus.records.counted import Borne
from foedus.store.bulk import columns_of
from foedus.store.listing.reach import EXACT, asks_of, reach_of
from foedus.store.models import PLACES, Listed, ListedActivity, ListedUndertaking

_encoder = msgspec.json.Encoder()
_captions = msgspec.json.Decoder(dict[str, str]).decode
_body = msgspec.json.Decoder(dict[str, Any]).decode
_partly = msgspec.json.Decoder(tuple[Partly, ...]).decode


def words(codes: Iterable[str]) -> str:
    """Several short words as one text, a blank before, between and after, so that each can be asked for."""
    joined = " ".join(codes)
    return f" {joined} " if joined else ""


def told(text: str) -> tuple[str, ...]:
    """The short words of such a text."""
    return tuple(text.split())


def json(value: Any) -> str:
    """A value as JSON text."""
    return _encoder.encode(value).decode()


captions_in = _captions
"""Captions by language, out of a row."""
partly_in = _partly
"""Who consents in part, out of a row."""


days_by_code = _captions
"""Days or times by party code, out of a row."""
places_in = msgspec.json.Decoder(dict[str, int]).decode
"""How many of each party, out of a row."""
costs_in = msgspec.json.Decoder(tuple[Borne, ...]).decode
"""What parties have borne, out of a row."""


def body_in(text: str) -> Body:
    """A body out of a row."""
    return _body(text)


def number_of(text: Text) -> int:
    """The number of a text's row."""
    return text.number * PLACES + text.index


def text_row(cooperation: int, text: Text) -> tuple[Any, ...]:
    """A text as a row of ``Listed``."""
    untils = [one.until for one in text.partly if one.until]
    values = {
        "id": number_of(text),
        "cooperation": cooperation,
        "kind": text.kind,
        "expires": min(untils, default=""),
        "partly": json(text.partly),
        "captions": json(text.captions),
        "body": json(text.body),
    }
    return _row(Listed, text, values)


def search_row(text: Text) -> tuple[int, str, str]:
    """A text as a row of the full-text index."""
    title = fold(" ".join(dict.fromkeys(text.captions.values())))
    return number_of(text), title, f"{words_of(text.body)} {fold(text.shown)}"


OFF: Final = ("cancelled", "carried_over", "not_held", "postponed")
"""Statuses of activities that do not take place then."""


def activity_row(cooperation: int, number: int, usual: str, facts: ActivityFacts, body: str) -> tuple[Any, ...]:
    """What was worked out of an activity as a row of ``ListedActivity``.

    :param body: its text, as JSON.
    """
    is_off = facts.is_agreed and facts.said in OFF
    days = (facts.begins, facts.ends)
    values = {
        "id": number,
        "cooperation": cooperation,
        "usual": usual,
        "places": json(facts.places),
        "used": json(facts.used),
        "costs": json(facts.costs),
        "reach": 0 if is_off else reach_of(*days),
        "is_vague": facts.precision not in EXACT,
        "asks": "" if is_off else asks_of(body, *days, facts.precision),
    }
    return _row(ListedActivity, facts, values)


def undertaking_row(cooperation: int, number: int, facts: UndertakingFacts) -> tuple[Any, ...]:
    """An undertaking as a row of ``ListedUndertaking``."""
    return _row(ListedUndertaking, facts, {"id": number, "cooperation": cooperation})


def _row(table: type[models.Model], facts: msgspec.Struct, values: dict[str, Any]) -> tuple[Any, ...]:
    found = []
    for column in _columns[table]:
        value = values[column] if column in values else getattr(facts, column)
        found.append(words(value) if isinstance(value, tuple) else value)
    return tuple(found)


_columns: dict[type[models.Model], Sequence[str]] = {
    table: columns_of(table) for table in (Listed, ListedActivity, ListedUndertaking)
}
