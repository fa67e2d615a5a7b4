"""The JSON Schema of a kind says what a body may be: no null, no empty list, nothing unknown."""

from collections.abc import Iterator
from typing import Any

import pytest

from foedus.records.catalogue import all_kinds
from foedus.records.schema import schema_of

NAMES = [cls.kind for cls in all_kinds()]


def nested(value: Any) -> Iterator[dict[str, Any]]:
    """Every object within a schema."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nested(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nested(inner)


@pytest.mark.parametrize("cls", all_kinds(), ids=NAMES)
def test_schema_lets_nothing_be_null_or_empty_or_unknown(cls: Any) -> None:
    schema = schema_of(cls)
    found = list(nested(schema))
    assert [told for told in found if told.get("type") == "null"] == []
    assert [told for told in found if told.get("type") == "array" and told["minItems"] != 1] == []
    assert [told for told in found if told.get("type") == "object" and told["additionalProperties"] is not False] == []
    assert (schema["$id"], schema["title"]) == (f"urn:foedus:{cls.kind}/1", cls.kind)


def test_schema_names_fields_as_they_cross_the_border() -> None:
    schema = schema_of(next(cls for cls in all_kinds() if cls.kind == "activity"))
    assert list(schema["$defs"]["Period"]["properties"]) == ["from", "to", "precision"]
    assert schema["required"] == ["title"]
    assert schema["properties"]["domain"] == {
        "enum": ["land", "sea", "air", "space", "cyber"],
        "type": "string",
        "title": "Operational domain",
    }
    assert schema["properties"]["reserve"] == {
        "type": "boolean",
        "title": "Reserve",
        "description": "only if money allows",
    }
