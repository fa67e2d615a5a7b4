"""The pages of the kinds are those of the code, and a kind added at run time gets its own."""

from pathlib import Path
from typing import Annotated

import pytest

from foedus.records import catalogue
from foedus.records.base import Consent, Label, Record
from foedus.records.document import files, page, write
from foedus.records.values import Line, PartyCode

COMMITTED = Path(__file__).parents[2] / "docs" / "kinds"


class Lesson(Record):
    """A sample kind, added at run time."""

    kind = "lesson"
    consent = Consent.OWN
    label = Label("Lezione", "Lesson")
    caption = ("what",)
    featured = ("by",)

    what: Annotated[Line, Label("Che cosa", "What", "in one line")]
    by: Annotated[tuple[PartyCode, ...], Label("Di chi", "By")] = ()


LESSON_PAGE = """\
# lesson/1: Lesson (Lezione)

A sample kind, added at run time.

- Binding once: declared by its author alone
- Called by: `what`
- In a list: `by`

| field | English | Italian | value | |
| --- | --- | --- | --- | --- |
| `what` | What | Che cosa | short text | required, in one line |
| `by` | By | Di chi | list of party code |  |
"""


def test_committed_pages_are_those_of_the_code() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in COMMITTED.iterdir()}
    assert committed == files(), "python -m foedus.records.document writes them anew"


def test_kind_added_at_run_time_has_its_page() -> None:
    before = set(files())
    catalogue.register(Lesson)
    try:
        assert set(files()) - before == {"lesson.md", "lesson.schema.json"}
        assert files()["lesson.md"] == LESSON_PAGE
    finally:
        catalogue.unregister(Lesson)


@pytest.mark.parametrize("name", [cls.kind for cls in catalogue.all_kinds()])
def test_page_has_a_row_for_every_field(name: str) -> None:
    cls = catalogue.kind(name)
    text = page(cls)
    assert [field for field in cls.model_fields if f"\n| `{field}` | " not in text] == []


def test_write_takes_away_what_is_gone(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("gone")
    write(tmp_path)
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == files()
