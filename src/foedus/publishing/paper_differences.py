"""Where two texts of a plan or of a line differ, in the words of a paper; it refuses to say who is right."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foedus.publishing.paper_periods import language_text
from foedus.publishing.paper_values import (
    entities_both,
    money_both,
    period_both,
    place_both,
    places_rows,
    texts_held,
)
from foedus.publishing.paper_words import Both, both, word
from foedus.records.base import Body, Part
from foedus.records.caption import label_of, term_list_of
from foedus.records.differences import WordRun, word_runs
from foedus.records.kinds.activity import Activity
from foedus.records.kinds.plan import Plan
from foedus.records.parts import Provisions


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field that two texts word differently; the runs of the two tell it word by word."""

    name: Both
    ours: tuple[WordRun, ...]
    theirs: tuple[WordRun, ...]


def line_differences(ours: Body, theirs: Body, languages: Sequence[str]) -> tuple[FieldDifference, ...]:
    """Give where two texts of a line differ."""
    return _compared(Activity, ours, theirs, languages)


def plan_differences(ours: Body, theirs: Body, languages: Sequence[str]) -> tuple[FieldDifference, ...]:
    """Give where two texts of a plan differ; its provisions one by one."""
    plain = [{**body, "provisions": {}} for body in (ours, theirs)]
    provisions = [body.get("provisions", {}) for body in (ours, theirs)]
    return (
        *_compared(Plan, plain[0], plain[1], languages),
        *_compared(Provisions, provisions[0], provisions[1], languages),
    )


def _compared(
    cls: type[Part], ours: Mapping[str, Any], theirs: Mapping[str, Any], languages: Sequence[str]
) -> tuple[FieldDifference, ...]:
    mine, other = (_worded(cls, body, languages) for body in (ours, theirs))
    found = []
    for key in dict.fromkeys((*mine, *other)):
        before, after = mine.get(key, _ABSENT), other.get(key, _ABSENT)
        if before.text != after.text:
            # A period or a number is read as one; of a sentence people look for the word that moved.
            is_prose = before.is_prose or after.is_prose
            runs = word_runs(before.text, after.text) if is_prose else _as_wholes(before.text, after.text)
            left, right = (tuple(run for run in runs if run.kind != kind) for kind in ("added", "removed"))
            found.append(FieldDifference(key, left, right))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Worded:
    text: str
    is_prose: bool


_ABSENT = _Worded("", is_prose=False)


def _as_wholes(before: str, after: str) -> tuple[WordRun, ...]:
    runs = (WordRun("removed", before), WordRun("added", after))
    return tuple(run for run in runs if run.text)


def _worded(cls: type[Part], body: Mapping[str, Any], languages: Sequence[str]) -> dict[Both, _Worded]:
    """Word every field, by its name; a text in each of its languages apart."""
    found: dict[Both, _Worded] = {}
    for field, value in body.items():
        if field in _UNSAID or field not in cls.model_fields:
            continue
        label = label_of(cls, field)
        items = value if isinstance(value, list) and value and texts_held(value[0]) else [value]
        for place, item in enumerate(items, 1):
            number = f" {place}" if len(items) > 1 else ""
            for held, text in texts_held(item).items():
                names = (f"{label.text(one)}{number} ({language_text(held, one)})" for one in languages)
                found[tuple(dict.fromkeys(names))] = _Worded(text, is_prose=True)
            if not texts_held(item):
                names = (label.text(one) for one in languages)
                found[tuple(dict.fromkeys(names))] = _Worded(_value(cls, field, body, languages), is_prose=False)
    return found


_UNSAID = frozenset({"plan", "provisions"})


def _value(cls: type[Part], field: str, body: Mapping[str, Any], languages: Sequence[str]) -> str:
    """Word a field that is no text, in the languages of the paper, once where they say the same."""
    value = body[field]
    if field == "period":
        return _once(period_both(value, languages))
    if field == "place":
        return _once(place_both({"place": value}, languages))
    if field == "entities":
        return "\n".join(_once(row) for row in entities_both(dict(body), languages))
    if field in {"places", "alternates", "escort", "interpreters"}:
        return ", ".join(f"{party} {number}" for party, number in places_rows({"places": value}))
    if field == "money":
        return _once(money_both(value, languages))
    if field == "reserve":
        return _once(both("reserve", languages)) if value else ""
    terms = term_list_of(cls, field)
    if terms is not None and isinstance(value, str):
        return _once(tuple(terms.label(value, language) for language in languages))
    return _plain(value)


def _once(texts: Sequence[str]) -> str:
    return " / ".join(dict.fromkeys(text for text in texts if text))


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_plain(item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(_plain(item) for item in value.values())
    return value if isinstance(value, str) else json.dumps(value)


def absent(languages: Sequence[str]) -> str:
    """Word that one of the two texts does not have a field."""
    return _once(tuple(word("nothing_there", language) for language in languages))
