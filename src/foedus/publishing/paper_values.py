"""The values of a plan and of its lines in words of a language; it refuses to know where on a page they stand."""

from collections.abc import Mapping, Sequence
from typing import Any

from foedus.publishing.paper_periods import country_text, language_text, money_text, party_text, period_text
from foedus.publishing.paper_words import Both, both, word
from foedus.records.activity_terms import ACTIVITY_TYPES, MONEY_ITEMS, PAYERS
from foedus.records.base import Body
from foedus.records.labels import lowered
from foedus.records.values import LANGUAGES


def text_in(value: Mapping[str, Any] | None, language: str) -> str:
    """Give a text in a language; where it is not there, the original, and in which language that is."""
    if not value:
        return ""
    if language in value:
        return str(value[language])
    original = str(value.get("original") or next(iter(value), language))
    return f"{value[original]} [{language_text(original, language)}]"


def text_both(value: Mapping[str, Any] | None, languages: Sequence[str]) -> Both:
    """Give a text in each language of a paper."""
    return tuple(text_in(value, language) for language in languages)


def period_both(period: Mapping[str, Any] | None, languages: Sequence[str]) -> Both:
    """Give a period in words of each language; to be defined where none is said."""
    return tuple(period_text(period or {"precision": "none"}, language) for language in languages)


def place_both(line: Body, languages: Sequence[str], *, names_sort: bool = True) -> Both:
    """Give where a line takes place: site and town, its country, and the host where the place does not tell it.

    :param names_sort: whether to say what sort of place it is (online, in a third country); a section's head may.
    """
    return tuple(_place(line, language, names_sort=names_sort) for language in languages)


def _place(line: Body, language: str, *, names_sort: bool) -> str:
    place = line.get("place", {})
    where = [str(place[name]) for name in ("site", "town") if name in place]
    sort = place.get("kind", "country")
    country = [country_text(place["country"], language)] if "country" in place else []
    if sort == "country":
        return ", ".join([*where, *country])
    told = [", ".join([*([word(sort, language)] if names_sort else []), *where, *country])]
    if "host" in line:
        told.append(word("hosted_by", language, party=party_text(line["host"], language)))
    return "\n".join(part for part in told if part)


def kind_both(line: Body, languages: Sequence[str]) -> Both:
    """Give what sort of activity a line is, and whether it takes place only if money allows."""
    return tuple(_kind(line, language) for language in languages)


def _kind(line: Body, language: str) -> str:
    names = [ACTIVITY_TYPES.label(line["type"], language)] if "type" in line else []
    return " · ".join([*names, *([word("reserve", language)] if line.get("reserve") else [])])


def entities_both(line: Body, languages: Sequence[str]) -> tuple[Both, ...]:
    """Give the bodies that lead and support a line, a row each: `ITA, lead: Sample School`."""
    rows = []
    for entity in line.get("entities", ()):
        roles = both(entity["role"], languages) if entity["role"] in _ROLES else (entity["role"],)
        rows.append((f"{entity['party']} {entity['entity']}", *dict.fromkeys(roles)))
    return tuple(rows)


_ROLES = ("lead", "supporting", "executing")


def places_rows(line: Body) -> tuple[tuple[str, int], ...]:
    """Give how many places each party has, by its code, in the order in which they are named."""
    numbers: dict[str, int] = {}
    for people in line.get("places", ()):
        numbers[people["party"]] = numbers.get(people["party"], 0) + int(people["number"])
    return tuple(numbers.items())


def money_both(items: Sequence[Mapping[str, Any]], languages: Sequence[str]) -> Both:
    """Give who pays for what: `Host Party: board, lodging (up to EUR 50)`."""
    return tuple(_money(items, language) for language in languages)


def _money(items: Sequence[Mapping[str, Any]], language: str) -> str:
    by_payer: dict[str, list[str]] = {}
    for item in items:
        name = lowered(MONEY_ITEMS.label(item["item"], language), language)
        if "cap" in item:
            name += f" ({word('up_to', language, amount=money_text(item['cap'], language))})"
        by_payer.setdefault(item["payer"], []).append(name)
    return "\n".join(f"{PAYERS.label(payer, language)}: {', '.join(names)}" for payer, names in by_payer.items())


def texts_held(value: Any) -> dict[str, str]:
    """Give the languages of a value that is a text, with its words in each; nothing where it is none."""
    if not isinstance(value, Mapping) or value.get("original") not in LANGUAGES:
        return {}
    return {language: str(value[language]) for language in LANGUAGES if language in value}
