"""Writes the JSON Schema of an entry from the types that read it; it knows no form of its own.

``python -m foedus.ledger.schema > docs/entry.schema.json``. A schema cannot say all that makes an entry valid:
``docs/protocol.md`` says what it leaves out.
"""

import json
import sys
from typing import Any

import msgspec

from foedus.ledger import acts as a
from foedus.ledger.examples import INVALID, VALID
from foedus.ledger.limits import INTEGER


def entry_schema() -> dict[str, Any]:
    """The schema of an entry's payload, with an example and a counter-example (``x-invalid``) of every act."""
    made = msgspec.json.schema(a.Entry)
    parts: dict[str, Any] = made.pop("$defs")
    entry = parts.pop("Entry")
    entry["properties"]["seq"]["maximum"] = INTEGER
    del entry["properties"]["seen"]["default"]  # it is absent, never empty
    for kind, word in a.WORDS.items():
        example, why = INVALID[word]
        parts[kind.__name__]["examples"] = [VALID[word]]
        parts[kind.__name__]["x-invalid"] = [{"example": example, "why": why}]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **entry,
        "title": "An entry of a foedus journal, version 1",
        "$defs": parts,
    }


def schema_text() -> str:
    """The schema as it stands in ``docs/entry.schema.json``."""
    return json.dumps(entry_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
