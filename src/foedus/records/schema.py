"""Knows how a kind's form is told as a JSON Schema; refuses to know any kind by name."""

from typing import Any

from foedus.records.base import Body, Record

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(cls: type[Record]) -> Body:
    """Give the JSON Schema (2020-12) of a kind's body, as it crosses the border.

    Pydantic would let an absent field be null, and a list be empty; a body may not, so its schema says so.
    """
    told: Body = _as_written(cls.model_json_schema(by_alias=True))
    return {"$schema": _DIALECT, "$id": f"urn:foedus:{cls.form()}", **told, "title": cls.kind}


def _as_written(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_written(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    told = {name: _as_written(inner) for name, inner in value.items() if not (name == "default" and not inner)}
    choices = [choice for choice in told.pop("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        told = {**choices[0], **told}
    elif choices:
        told["anyOf"] = choices
    if told.get("type") == "array":
        told["minItems"] = 1
    return told
