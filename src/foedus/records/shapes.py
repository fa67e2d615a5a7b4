"""Knows what sort of value each field of any kind holds, read off its class; refuses to know any kind by name."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from foedus.records.base import Label, Named, Part, field_name
from foedus.records.caption import label_of, marks_of, term_list_of
from foedus.records.terms import TermList
from foedus.records.values import Attachment, Money, Period, Place, Text


class Sort(StrEnum):
    """What a field holds, or each item of a field that is a list."""

    TEXT = "text"
    LINE = "line"
    TERM = "term"
    PARTY = "party"
    COUNTRY = "country"
    LANGUAGE = "language"
    RECORD = "record"
    VERSION = "version"
    NUMBER = "number"
    YES = "yes"
    DAY = "day"
    PERIOD = "period"
    PLACE = "place"
    MONEY = "money"
    FILE = "file"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Shape:
    """One field: its name as it crosses the border, what people call it, what it holds, and within which limits.

    Attributes:
        is_many: a list of such values.
        part: the class of a value with fields of its own.
        terms: the list from which a term is taken.
        least, most: of a number; None where there is no limit.
        longest: of a text in no particular language, in characters.
    """

    name: str
    label: Label
    sort: Sort
    is_many: bool
    is_required: bool
    part: type[Part] | None = None
    terms: TermList | None = None
    least: int | None = None
    most: int | None = None
    longest: int | None = None


_NAMED = {
    "party code": Sort.PARTY,
    "country code": Sort.COUNTRY,
    "language": Sort.LANGUAGE,
    "record name": Sort.RECORD,
    "version name": Sort.VERSION,
}
_PARTS = {
    Text: Sort.TEXT,
    Period: Sort.PERIOD,
    Place: Sort.PLACE,
    Money: Sort.MONEY,
    Attachment: Sort.FILE,
}
_PLAIN = {int: Sort.NUMBER, bool: Sort.YES, date: Sort.DAY, str: Sort.LINE}


@cache
def shapes_of(cls: type[Part]) -> tuple[Shape, ...]:
    """Give the shape of every field of a kind, or of a part, in its order."""
    return tuple(_shape(cls, attribute, info) for attribute, info in cls.model_fields.items())


def shape_of(cls: type[Part], name: str) -> Shape | None:
    """Give the shape of a field by the name that crosses the border; None where there is no such field."""
    return next((shape for shape in shapes_of(cls) if shape.name == name), None)


def _shape(cls: type[Part], attribute: str, info: FieldInfo) -> Shape:
    marks = marks_of(cls, attribute)
    holds = _holds(info.annotation)
    part = holds if issubclass(holds, Part) else None
    terms = term_list_of(cls, attribute)
    named = next((_NAMED[mark.name] for mark in marks if isinstance(mark, Named) and mark.name in _NAMED), None)
    if part is not None:
        sort = _PARTS.get(part, Sort.PART)
    else:
        sort = Sort.TERM if terms is not None else named or _PLAIN.get(holds, Sort.LINE)
    longest = next((mark.max_length for mark in marks if isinstance(mark, StringConstraints) and mark.max_length), None)
    return Shape(
        field_name(attribute),
        label_of(cls, attribute),
        sort,
        is_many=_is_many(info.annotation),
        is_required=info.is_required(),
        part=part,
        terms=terms,
        least=_limit(marks, "ge"),
        most=_limit(marks, "le"),
        longest=longest,
    )


def _holds(annotation: Any) -> type:
    """The first plain type that an annotation names."""
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return annotation
    found = (_holds(argument) for argument in get_args(annotation) if _is_type(argument))
    return next((one for one in found if one is not type(None)), str)


def _is_type(argument: Any) -> bool:
    return isinstance(argument, type) or bool(get_args(argument))


def _is_many(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(_is_many(one) for one in get_args(annotation) if _is_type(one))


def _limit(marks: list[Any], name: str) -> int | None:
    for mark in marks:
        for limit in (mark, *(getattr(mark, "metadata", None) or ())):
            if isinstance(getattr(limit, name, None), int):
                return int(getattr(limit, name))
    return None
