"""Knows how a body is read, checked and written again; refuses to know any one kind.

A body is a plain JSON object. It is read strictly: no null, no empty list, no number with a fraction, no field
that the kind does not have; an optional field that is not there is absent, and stays absent when written.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from foedus.records.labels import label

Body = dict[str, Any]
"""A plain JSON object, as it stands in a journal."""

LARGEST_INTEGER = 2**53 - 1
"""The largest integer that a line may hold (protocol, "An entry is one line")."""


def field_name(attribute: str) -> str:
    """Give the name that crosses the border for an attribute: `from_` is `from`, since Python keeps that word."""
    return attribute.rstrip("_")


class Consent(StrEnum):
    """Who makes a record of a kind binding."""

    JOINT = "joint"
    OWN = "own"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Label:
    """What people call a field, in Italian and in English, and a note where the name alone does not say enough."""

    it: str
    en: str
    note: str = ""

    def text(self, language: str) -> str:
        """Give the label for a reader of `language`; the English one where there is no other."""
        return self.it if language == "it" else label(self.en, language)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Put the English label, and the note, into the JSON Schema of the field."""
        described = {**handler(schema), "title": self.en}
        return {**described, "description": self.note} if self.note else described


@dataclass(frozen=True, slots=True)
class Named:
    """What a plain value with rules of its own is called in the docs: `record name`, `party code`."""

    name: str


class Part(BaseModel):
    """A value inside a body; every value with fields of its own derives from this, records too."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        defer_build=True,  # most commands read few kinds, and each is a process
        alias_generator=field_name,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        hide_input_in_errors=True,
    )

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Self:
        """Read a plain JSON object.

        Raises:
            pydantic.ValidationError: it is not of this form. `foedus.records.catalogue.problems` tells why in
                terms of its own, and finds the nulls and empty lists that this alone does not look for.
        """
        return cls.model_validate_json(json.dumps(body), by_alias=True, by_name=False)


class Record(Part):
    """What is agreed or stated. A kind is a class that derives from this, alone in the file that bears its name.

    Class facts, read by every other part of the house:
        kind, version: the name and the form that stand in the journal, `activity/1`.
        consent: who makes it binding.
        label: what people call the kind.
        caption: the fields that make its title, in order; those that are there are joined.
        featured: the fields in a list row.
        links: fields that name another record or a version of it, and the name of the way back.
        lasts: the fields that are its beginning and end; one field where a period holds both.
    """

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    consent: ClassVar[Consent]
    label: ClassVar[Label]
    caption: ClassVar[tuple[str, ...]]
    featured: ClassVar[tuple[str, ...]] = ()
    links: ClassVar[Mapping[str, str]] = {}
    lasts: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def form(cls) -> str:
        """Give the kind as it stands in a journal, such as `activity/1`."""
        return f"{cls.kind}/{cls.version}"


def dump(part: Part) -> Body:
    """Write a record, or a part of one, as the plain JSON object that crosses the border.

    What is absent stays absent: no null and no empty list is ever written, nor a field that says what its absence says.
    """
    return part.model_dump(mode="json", exclude_defaults=True)


Path = tuple[str | int, ...]
"""Where in a body something stands: names of fields, and places in lists counted from 0."""


def is_allowed_anywhere(value: Any) -> bool:
    """Say whether a value holds nothing that no body may hold; quicker than to ask `not_allowed_anywhere` for what."""
    kind = type(value)
    if kind is str or kind is bool:
        return True
    if kind is dict:
        return all(map(is_allowed_anywhere, value.values()))
    if kind is list:
        return bool(value) and all(map(is_allowed_anywhere, value))
    return kind is int and abs(value) <= LARGEST_INTEGER


def not_allowed_anywhere(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Find what no body may hold, of whatever kind: yields the path and one of these codes.

    `null`, `empty-list`, `fraction` (a number that is not an integer), `too-big` (an integer beyond 2^53 - 1),
    `not-json` (a value that JSON does not have).
    """
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from not_allowed_anywhere(inner, (*path, name))
    elif isinstance(value, list):
        if not value:
            yield path, "empty-list"
        for place, inner in enumerate(value):
            yield from not_allowed_anywhere(inner, (*path, place))
    elif code := _code_of_plain(value):
        yield path, code


def _code_of_plain(value: Any) -> str | None:
    match value:
        case None:
            return "null"
        case bool() | str():
            return None
        case int():
            return "too-big" if abs(value) > LARGEST_INTEGER else None
        case float():
            return "fraction"
        case _:
            return "not-json"
