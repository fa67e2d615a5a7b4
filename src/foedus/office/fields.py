"""Knows how an officer writes a field (a path and a value, a text in one language); refuses to know what it means."""

import copy
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, get_args

from foedus.office.errors import DraftError
from foedus.records.base import Body, Part, dump, field_name
from foedus.records.values import LANGUAGES, Period, Text, text_hash

_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})(?:(?:/|\.\.)(\d{4}-\d{2}-\d{2}))?")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEARS = re.compile(r"(\d{4})(?:(?:/|\.\.|-)(\d{4}))?")


def completed(cls: type[Part], body: Mapping[str, Any], languages: Sequence[str]) -> Body:
    """Write short forms in full: a text given as one string or as languages alone, a period given as words.

    :param languages: of the cooperation; a string without a language is in the first.
    """
    full: Body = {}
    for name, value in body.items():
        annotation = annotation_of(cls, name)
        full[name] = copy.deepcopy(value) if annotation is None else _completed(annotation, value, languages)
    return full


def with_fields(cls: type[Part], body: Mapping[str, Any], fields: Mapping[str, Any], languages: Sequence[str]) -> Body:
    """Set fields of a body by their paths: ``title.it``, ``places.0.number``, ``period``.

    :param fields: a value of None or ``""`` removes the field; a string is read as JSON where the field holds no text.
    :raises DraftError: a path leads nowhere, or a value is no JSON.
    """
    changed: Body = copy.deepcopy(dict(body))
    for path, value in fields.items():
        steps = path.split(".")
        annotation = _annotation_at(cls, steps)
        if value is None or value == "":
            _remove(changed, steps)
        elif annotation is Text or (len(steps) > 1 and _annotation_at(cls, steps[:-1]) is Text):
            _set_text(changed, steps, value, languages, is_whole=annotation is Text)
        else:
            read = _read(annotation, value, path) if isinstance(value, str) else value
            _set(changed, steps, _completed(annotation, read, languages), path)
    return changed


def annotation_of(cls: type[Part], name: str) -> Any:
    """The type of a field by the name that crosses the border; None where there is no such field."""
    for attribute, info in cls.model_fields.items():
        if field_name(attribute) == name:
            return info.annotation
    return None


def part_in(annotation: Any) -> type[Part] | None:
    """The first type with fields of its own that a field's type holds, such as ``Place`` in ``Place | None``."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    found = (part_in(argument) for argument in get_args(annotation))
    return next((one for one in found if one is not None), None)


def _completed(annotation: Any, value: Any, languages: Sequence[str]) -> Any:
    part = part_in(annotation)
    if part is None:
        return copy.deepcopy(value)
    if isinstance(value, list | tuple):
        return [_completed(part, item, languages) for item in value]
    if part is Text:
        return whole_text(value, languages)
    if part is Period and isinstance(value, str):
        return period_written(value) or value
    if isinstance(value, Mapping):
        return completed(part, value, languages)
    return value


def whole_text(value: Any, languages: Sequence[str]) -> Any:
    """A text in full: one string is in the first language; of several languages the first named is the original."""
    if isinstance(value, str):
        return {"original": languages[0], languages[0]: value}
    if not isinstance(value, Mapping) or "original" in value:
        return copy.deepcopy(value)
    held = [language for language in (*languages, *LANGUAGES) if isinstance(value.get(language), str)]
    if not held:
        return dict(value)
    original = held[0]
    others = [language for language in value if language != original and language in LANGUAGES]
    of = {"of": dict.fromkeys(others, text_hash(value[original]))} if others else {}
    return {"original": original, **value, **of}


def _set_text(body: Body, steps: list[str], value: Any, languages: Sequence[str], *, is_whole: bool) -> None:
    if is_whole:
        _set(body, steps, whole_text(value, languages), ".".join(steps))
        return
    path = ".".join(steps)
    text = _at(body, steps[:-1])
    language = steps[-1]
    text = dict(text) if isinstance(text, Mapping) else {"original": language}
    text[language] = value
    original = text.get("original", language)
    if language != original and language in LANGUAGES and isinstance(text.get(original), str):
        text["of"] = {**text.get("of", {}), language: text_hash(text[original])}
    _set(body, steps[:-1], text, path)


def _annotation_at(cls: type[Part], steps: Sequence[str]) -> Any:
    """The type at a path: ``Text`` itself for a text, else the field's annotation."""
    part: type[Part] | None = cls
    annotation: Any = cls
    for step in steps:
        if step.isdigit():
            annotation = part
            continue
        if part is None or part is Text:
            return None
        annotation = annotation_of(part, step)
        part = part_in(annotation)
        if part is Text and annotation is not None and not _holds_many(annotation):
            annotation = Text
    return annotation


def _holds_many(annotation: Any) -> bool:
    return getattr(annotation, "__origin__", None) is tuple or any(_holds_many(one) for one in get_args(annotation))


def _read(annotation: Any, value: str, path: str) -> Any:
    part = part_in(annotation)
    if part is Period and not value.startswith("{"):
        if period_written(value) is None:
            raise DraftError("period-not-read", path=path, value=value)
        return value
    is_plain = part is None and not _holds_many(annotation) and not _holds(annotation, int)
    if annotation is None or is_plain:
        return value
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        if _holds_many(annotation) and part is None:
            return [one.strip() for one in value.split(",")]
        raise DraftError("value-not-read", path=path, value=value) from None


def _holds(annotation: Any, plain: type) -> bool:
    if isinstance(annotation, type):
        return issubclass(annotation, plain)
    return any(_holds(one, plain) for one in get_args(annotation))


def period_written(text: str) -> Body | None:
    """A period as people write it; None where it is none, or names a day or a month that the calendar has not."""
    try:
        return _read_period(text)
    except ValueError:
        return None


def _read_period(text: str) -> Body | None:
    if match := _DAYS.fullmatch(text):
        first = date.fromisoformat(match[1])
        return dump(Period.days(first, date.fromisoformat(match[2]) if match[2] else None))
    if match := _QUARTER.fullmatch(text):
        day = date(int(match[1]), int(match[2]) * 3, 1)
        return dump(Period.around(day, day, "quarter"))
    if match := _MONTH.fullmatch(text):
        day = date(int(match[1]), int(match[2]), 1)
        return dump(Period.around(day, day, "month"))
    if match := _YEARS.fullmatch(text):
        first, last = date(int(match[1]), 1, 1), date(int(match[2] or match[1]), 1, 1)
        return dump(Period.around(first, last, "year"))
    return None


def _at(body: Any, steps: Sequence[str]) -> Any:
    for step in steps:
        if isinstance(body, list) and step.isdigit() and int(step) < len(body):
            body = body[int(step)]
        elif isinstance(body, Mapping):
            body = body.get(step)
        else:
            return None
    return body


def _set(body: Body, steps: Sequence[str], value: Any, path: str) -> None:
    holder: Any = body
    for place, step in enumerate(steps[:-1]):
        fresh: Any = [] if steps[place + 1].isdigit() else {}
        holder = _step(holder, step, fresh, path)
    last = steps[-1]
    if isinstance(holder, list):
        if not last.isdigit() or int(last) > len(holder):
            raise DraftError("path-unknown", path=path)
        holder[int(last) : int(last) + 1] = [value]
    elif isinstance(holder, dict):
        holder[last] = value
    else:
        raise DraftError("path-unknown", path=path)


def _step(holder: Any, step: str, fresh: Any, path: str) -> Any:
    if isinstance(holder, dict):
        return holder.setdefault(step, fresh)
    if isinstance(holder, list) and step.isdigit() and int(step) <= len(holder):
        if int(step) == len(holder):
            holder.append(fresh)
        return holder[int(step)]
    raise DraftError("path-unknown", path=path)


def _remove(body: Any, steps: Sequence[str]) -> None:
    holder = _at(body, steps[:-1])
    last = steps[-1]
    if isinstance(holder, dict):
        holder.pop(last, None)
    elif isinstance(holder, list) and last.isdigit() and int(last) < len(holder):
        del holder[int(last)]
    if holder in ({}, []) and len(steps) > 1:
        _remove(body, steps[:-1])
