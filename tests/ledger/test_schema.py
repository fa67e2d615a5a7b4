"""The schema is that of the reader, and its examples are what the reader takes and refuses."""

import json
from pathlib import Path
from typing import Any

import pytest

from foedus.ledger import acts as a
from foedus.ledger.errors import LineError
from foedus.ledger.examples import INVALID, VALID
from foedus.ledger.line import read_line
from foedus.ledger.schema import entry_schema, schema_text
from tests.ledger.malformed_lines import KEYS, act, opening

WORDS = list(a.WORDS.values())
PAGE = Path(__file__).parents[2] / "docs/entry.schema.json"


def entry_of(example: dict[str, Any]) -> bytes:
    return opening(**example) if example["act"] in {"found", "join"} else act(**example)


def test_schema_in_the_docs_is_that_of_the_types() -> None:
    assert PAGE.read_text(encoding="utf-8") == schema_text()


def test_every_act_has_an_example_and_a_counter_example() -> None:
    assert (list(VALID), list(INVALID)) == (WORDS, WORDS)
    parts = entry_schema()["$defs"]
    for kind, word in a.WORDS.items():
        assert parts[kind.__name__]["examples"] == [VALID[word]]
        assert parts[kind.__name__]["properties"]["act"] == {"enum": [word]}
        assert parts[kind.__name__]["additionalProperties"] is False


@pytest.mark.parametrize("word", WORDS)
def test_valid_example_is_taken(word: str) -> None:
    entry = read_line(entry_of(VALID[word]), KEYS).entry
    assert entry is not None
    assert a.WORDS[type(entry.acts[0])] == word


@pytest.mark.parametrize("word", WORDS)
def test_invalid_example_is_refused(word: str) -> None:
    with pytest.raises(LineError):
        read_line(entry_of(INVALID[word][0]), KEYS)


def test_schema_is_plain_json() -> None:
    assert json.loads(schema_text()) == entry_schema()


@pytest.mark.parametrize("kind", a.WORDS)
def test_every_form_in_the_schema_of_an_act_is_looked_at(kind: type) -> None:
    for name, says in entry_schema()["$defs"][kind.__name__]["properties"].items():
        changed = "no form" if "pattern" in says else ["no form"] if "pattern" in says.get("items", {}) else None
        if changed is not None:
            with pytest.raises(LineError) as refused:
                read_line(entry_of({**VALID[a.WORDS[kind]], name: changed}), KEYS)
            assert (name, refused.value.reason) == (name, "form")
