"""Lays out what a record says, field by field and word for word, for any kind; it refuses to know any kind by name."""

import calendar
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, get_args

import click
import msgspec

from foedus.cli.desk import Desk
from foedus.cli.language import _, current
from foedus.ledger.keys import Jwk
from foedus.ledger.limits import VERSION_FORM
from foedus.records import catalogue
from foedus.records.activity_terms import PRECISIONS
from foedus.records.base import Part, field_name
from foedus.records.caption import label_of, term_list_of
from foedus.records.terms import TermList
from foedus.records.values import Attachment, Money, Period, Place, Text, text_hash

_TEXT_NAME = re.compile(VERSION_FORM)
_ORDINALS = ("I", "II", "III", "IV")
_PUBLIC_KEY = {"kty", "crv", "x"}


def fields_of(form: str, body: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The fields of a body with their labels, in the order of the kind; of an unknown kind as they are.

    :param form: the kind with the version of its form, ``activity/1``.
    """
    try:
        cls = catalogue.kind(form)
    except catalogue.UnknownKindError:
        return [(name, _plain(value)) for name, value in body.items()]
    return _fields(cls, body)


def _fields(cls: type[Part], body: Mapping[str, Any]) -> list[tuple[str, str]]:
    rows = []
    known = {field_name(name): name for name in cls.model_fields}
    for name in [*(name for name in known if name in body), *(name for name in body if name not in known)]:
        attribute = known.get(name)
        if attribute is None:
            rows.append((name, _plain(body[name])))
        else:
            rows.append((label_of(cls, attribute).text(current()), said(cls, attribute, body[name])))
    return rows


def said(cls: type[Part], attribute: str, value: Any) -> str:
    """One field's value in words."""
    info = cls.model_fields[attribute]
    part = next((found for found in _parts(info.annotation)), None)
    return _said(value, part, term_list_of(cls, attribute))


def _said(value: Any, part: type[Part] | None, terms: TermList | None) -> str:
    if isinstance(value, list):
        separator = "\n" if part is not None else ", "
        return separator.join(_said(item, part, terms) for item in value)
    if isinstance(value, Mapping) and part is not None:
        return _said_part(value, part)
    if terms is not None and isinstance(value, str) and value in terms:
        return terms.label(value, current())
    return _plain(value)


def _said_part(value: Mapping[str, Any], part: type[Part]) -> str:
    if part is Text:
        return text_of(value)
    if part is Period:
        return period_of(value)
    if part is Place:
        return place_of(value)
    if value.keys() == _PUBLIC_KEY:
        return _thumbprint(value)
    if part is Money:
        return f"{_amount(value.get('amount'))} {value.get('currency', '')}".strip()
    if part is Attachment:
        size = _("{number} bytes").format(number=value.get("size", "-"))
        return f"{value.get('name')} ({value.get('type')}, {size}, {str(value.get('blob'))[:19]}…)"
    return "; ".join(f"{label}: {text}" for label, text in _fields(part, value))


def _thumbprint(key: Mapping[str, Any]) -> str:
    """The thumbprint of a public key: what the list of Parties shows, too."""
    try:
        return msgspec.convert(key, Jwk).thumbprint()
    except msgspec.ValidationError:
        return _plain(key)


def text_of(text: Mapping[str, Any]) -> str:
    """A text in every language that it holds, the original first; a translation older than its original is marked."""
    original = text.get("original")
    known = text.get("of") if isinstance(text.get("of"), Mapping) else {}
    languages = [name for name in text if name not in {"original", "of"} and isinstance(text[name], str)]
    languages.sort(key=lambda name: name != original)
    if len(languages) == 1:
        return str(text[languages[0]])
    lines = []
    for language in languages:
        remembered = known.get(language) if isinstance(known, Mapping) else None
        is_stale = remembered is not None and remembered != text_hash(str(text.get(str(original), "")))
        mark = _(" (the translation is older than its original)") if is_stale else ""
        lines.append(f"[{language}] {text[language]}{mark}")
    return "\n".join(lines)


def say(captions: Mapping[str, str]) -> str:
    """A title in the language chosen, or the first that there is."""
    return captions.get(current()) or next(iter(captions.values()), "")


def period_of(period: Mapping[str, Any]) -> str:
    """When, as people write it: a quarter is a quarter, and days are days."""
    precision, first, last = period.get("precision"), period.get("from"), period.get("to")
    if not isinstance(first, str) or not isinstance(last, str):
        return _("to be defined")
    begin, end = _day(first), _day(last)
    if precision == "day":
        return first if first == last else _("{first} to {last}").format(first=first, last=last)
    if begin is not None and end is not None and begin.year == end.year:
        if precision == "year":
            return str(begin.year)
        if precision == "half" and end.month - begin.month == 5:  # noqa: PLR2004 - six months
            half = _ORDINALS[begin.month // 7]
            return _("{half} half {year}").format(half=half, year=begin.year)
        if precision == "quarter" and end.month - begin.month == 2:  # noqa: PLR2004 - three months
            return _("{quarter} quarter {year}").format(quarter=_ORDINALS[begin.month // 3], year=begin.year)
        if precision == "month" and begin.month == end.month and end.day == calendar.monthrange(*_month(begin))[1]:
            return f"{begin.year}-{begin.month:02}"
    if precision == "year" and begin is not None and end is not None:
        return f"{begin.year}-{end.year}"
    unit = PRECISIONS.label(str(precision), current()) if str(precision) in PRECISIONS else str(precision)
    return _("{first} to {last} ({unit})").format(first=first, last=last, unit=unit)


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def place_of(place: Mapping[str, Any]) -> str:
    """Where, as people write it: site, town, country; of what is not simply in a country, the kind of place first."""
    kind = str(place.get("kind", ""))
    parts = [str(place[name]) for name in ("site", "town", "country") if place.get(name)]
    if kind != "country" or not parts:
        terms = term_list_of(Place, "kind")
        parts.insert(0, terms.label(kind, current()) if terms is not None and kind in terms else kind)
    return ", ".join(parts)


def _amount(amount: Any) -> str:
    return f"{amount // 100}.{amount % 100:02}" if isinstance(amount, int) else str(amount)


def _plain(value: Any) -> str:
    if value is True:
        return _("yes")
    if value is False:
        return _("no")
    if isinstance(value, str) and _TEXT_NAME.fullmatch(value):
        return _text_shown(value)
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, list) and all(isinstance(item, str | int) for item in value):
        return ", ".join(str(item) for item in value)
    return json.dumps(value, ensure_ascii=False)


def _text_shown(name: str) -> str:
    """The name of a text as people read it, where a command is run in the cooperation that holds it."""
    context = click.get_current_context(silent=True)
    desk = context.find_object(Desk) if context is not None else None
    return desk.text_shown(name) if desk is not None else name


def _parts(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in get_args(annotation):
        yield from _parts(inner)


def field_text(form: str, field: str) -> str:
    """A field as a sheet or a rule names it, with the label that people know: ``places:AZE`` is ``Places AZE``."""
    name, _colon, rest = field.partition(":")
    return " ".join(part for part in (path_text(form, (name,)), rest) if part)


def value_text(form: str, field: str, value: Any) -> str:
    """What stands in such a field, in words and in one line; a dash where nothing does."""
    if value is None or value == "":
        return "-"
    if ":" in field:
        return _plain(value)
    found = fields_of(form, {field: value})
    return found[0][1].replace("\n", " | ") if found else _plain(value)


def value_at(form: str, path: Sequence[str | int], value: Any) -> str:
    """What stands at a path of a body, in words and in one line.

    :param path: names of fields, and places in lists.
    """
    part, terms = _meant(form, path)
    told = _said(value, part, terms) if part is not None else _simply(value, terms)
    return told.replace("\n", " | ")


def _simply(value: Any, terms: TermList | None = None) -> str:
    """A value of which no fields are known here, without the signs of JSON."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_simply(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return ", ".join(_simply(item, terms) for item in value)
    return _said(value, None, terms)


def is_prose(form: str, path: Sequence[str | int]) -> bool:
    """Say whether a text at this path is one that people write in a language, and read word by word."""
    return bool(path) and _meant(form, path[:-1])[0] is Text


def _meant(form: str, path: Sequence[str | int]) -> tuple[type[Part] | None, TermList | None]:
    """Of what part the value at a path is, and from which list of terms it is taken; None where there is none."""
    try:
        part: type[Part] | None = catalogue.kind(form)
    except catalogue.UnknownKindError:
        return None, None
    terms = None
    for step in path:
        if isinstance(step, int):
            continue
        attribute = _attribute(part, step)
        if part is None or attribute is None:
            return None, None
        terms = term_list_of(part, attribute)
        part = next(_parts(part.model_fields[attribute].annotation), None)
    return part, terms


def _attribute(part: type[Part] | None, field: str) -> str | None:
    return next((name for name in part.model_fields if field_name(name) == field), None) if part else None


def path_text(form: str, path: Sequence[str | int]) -> str:
    """Where in a body something stands, with the labels that people know: ``Places by party, 2nd: Number``."""
    cls: type[Part] | None
    try:
        cls = catalogue.kind(form)
    except catalogue.UnknownKindError:
        cls = None
    words: list[str] = []
    for step in path:
        if isinstance(step, int):
            words.append(f"{step + 1}")
            continue
        attribute = next((name for name in cls.model_fields if field_name(name) == step), None) if cls else None
        if cls is None or attribute is None or issubclass(cls, Text):
            words.append(str(step))
            continue
        words.append(label_of(cls, attribute).text(current()))
        cls = next(_parts(cls.model_fields[attribute].annotation), None)
    return " / ".join(words)
