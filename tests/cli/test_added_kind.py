"""Adding a kind is adding one file: a kind that comes in at run time is drafted, signed, sent, listed and documented.

Nothing in the program knows its name: the file alone says its fields, its labels and by what it is called.
"""

import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.records import catalogue, document
from tests.cli.office import Office
from tests.databases import ON_FILE_ALONE

Pair = tuple[Office, Office]

FILE = '''\
"""A sample kind, in one file."""

from typing import Annotated

from foedus.records.base import Consent, Label, Record
from foedus.records.values import PartyCode, Text


class Lesson(Record):
    """What was learnt."""

    kind = "lesson"
    consent = Consent.OWN
    label = Label("Lezione appresa", "Lesson")
    caption = ("what",)
    featured = ("by",)

    what: Annotated[Text, Label("Che cosa", "What")]
    by: Annotated[tuple[PartyCode, ...], Label("Di chi", "By")] = ()
'''


@pytest.fixture(autouse=True)
def lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Adds the file of a kind, and takes the kind away again."""
    file = tmp_path / "lesson.py"
    file.write_text(FILE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("lesson", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "lesson", module)
    spec.loader.exec_module(module)
    added = catalogue.kind_of_module(module)
    catalogue.register(added)
    yield
    catalogue.unregister(added)


@pytest.fixture
def learnt(pair: Pair) -> Pair:
    """The pair, with a lesson that Italy has declared, then changed, and Azerbaijan has received."""
    italy, azerbaijan = pair
    italy.run("draft", "AZE", "lesson", "--set", "what.it=Iniziare prima", "--set", "by.0=ITA")
    italy.run("declare", "AZE", "d1", "--yes")
    italy.run("draft", "AZE", "--record", "ITA/1/0", "--set", "what.it=Iniziare presto", "--set", "by.0=AZE")
    italy.run("declare", "AZE", "d2", "--yes")
    italy.send("AZE", azerbaijan)
    return italy, azerbaijan


def test_added_kind_is_reviewed_field_by_field(pair: Pair) -> None:
    italy, _ = pair
    italy.run("draft", "AZE", "lesson", "--set", "by.0=ITA")
    told = italy.run("review", "AZE", status=1, lang="it")
    assert "  d1  Dichiara  Lezione appresa\n" in told
    assert "  - d1: Che cosa (what) manca\n" in told


def test_added_kind_is_listed_among_the_records(learnt: Pair) -> None:
    told = learnt[1].run("records", "ITA", "--kind", "lesson").splitlines()
    assert told[0] == "Lesson (1)"
    assert "Iniziare presto" in told[1]
    (row,) = learnt[1].facts("records", "ITA", "--kind", "lesson")
    assert (row["kind"], row["standing"], row["captions"], row["featured"], row["is_understood"]) == (
        "lesson/1",
        "stated",
        {"it": "Iniziare presto", "en": "Iniziare presto"},
        {"by": ["AZE"]},
        True,
    )


def test_added_kind_is_shown(learnt: Pair) -> None:
    told = learnt[1].run("show", "ITA", "ITA/2/0", lang="it")
    assert told.startswith("Lezione appresa: Iniziare presto")
    assert [re.split("  +", line.strip()) for line in told.splitlines() if "  Che cosa  " in line] == [
        ["Che cosa", "Iniziare presto"]
    ]
    stated = learnt[1].facts("show", "ITA", "ITA/2/0")["stated"]
    assert stated["body"] == {"what": {"original": "it", "it": "Iniziare presto"}, "by": ["AZE"]}


def test_added_kind_has_its_history(learnt: Pair) -> None:
    steps = learnt[1].facts("history", "ITA", "ITA/2/0")
    assert [step["text"]["named"]["shown"] for step in steps] == ["ITA/1/0", "ITA/2/0"]
    assert [change["path"] for change in steps[1]["text"]["differences"]] == [["what", "it"], ["by", 0]]
    assert "Iniziare [-prima-]{+presto+}" in learnt[1].run("history", "ITA", "ITA/2/0")


@ON_FILE_ALONE
def test_added_kind_has_its_schema_and_its_page() -> None:
    schema = catalogue.json_schema("lesson")
    assert (sorted(schema["properties"]), schema["required"]) == (["by", "what"], ["what"])
    pages = document.files()
    assert pages["lesson.md"].startswith("# lesson/1: Lesson (Lezione appresa)\n\nWhat was learnt.\n")
    assert json.loads(pages["lesson.schema.json"])["properties"]["what"]["title"] == "What"
