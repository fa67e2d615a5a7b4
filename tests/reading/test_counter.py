"""A plan's sheet that comes back: what it changes, adds and removes, and what it leaves as it was."""

from __future__ import annotations

from typing import Any

from foedus.reading.counter import FieldChange, PlanChanges, compare_with_plan, overlaid
from foedus.reading.drafts import DraftedLine, Inferred, Source
from foedus.reading.findings import Code
from foedus.reading.recognise import KnownLine

BODY: dict[str, Any] = {
    "title": {"it": "Corso", "en": "Course", "original": "it", "of": {"en": "0" * 64}},
    "plan": "ITA/plan",
    "serial": "1",
    "type": "course",
    "host": "ITA",
    "period": {"from": "2024-05-01", "to": "2024-05-31", "precision": "month"},
    "places": [{"party": "AZE", "rank_group": "ncos", "number": 2}, {"party": "AZE", "number": 4}],
    "entities": [
        {"party": "ITA", "entity": "Scuola", "role": "lead"},
        {"party": "ITA", "entity": "Officina", "role": "executing"},
    ],
    "remarks": {"it": "nota", "original": "it"},
}
SHOWN = frozenset({"id", "serial", "title:it", "title:en", "type", "period", "places:AZE", "lead:ITA", "remarks:it"})
SAID: dict[str, Any] = {
    "title": {"it": "Corso", "en": "Course", "original": "it"},
    "serial": "1",
    "type": "course",
    "period": BODY["period"],
    "places": [{"party": "AZE", "number": 6}],
    "entities": [{"party": "ITA", "entity": "Scuola", "role": "lead"}],
    "remarks": {"it": "nota", "original": "it"},
}
KNOWN = KnownLine("ITA/1", BODY)


def _line(line_id: str | None = "ITA/1", shown: frozenset[str] = SHOWN, **more: Any) -> DraftedLine:
    said = {name: value for name, value in {**SAID, **more}.items() if value is not None}
    return DraftedLine(said, source=Source("Piano", (5,)), line_id=line_id, shown=shown)


def _fields(line: DraftedLine) -> tuple[FieldChange, ...]:
    changes = compare_with_plan([line], [KNOWN])
    return changes.changed[0].fields if changes.changed else ()


def test_sheet_that_says_the_same_changes_nothing() -> None:
    assert compare_with_plan([_line()], [KNOWN]) == PlanChanges((), ("ITA/1",), (), (), ())


def test_changed_fields_are_shown_with_what_was() -> None:
    line = _line(
        title={"it": "Corso", "en": "Basic course", "original": "it"},
        type="seminar",
        places=[{"party": "AZE", "number": 8}],
        remarks=None,
    )
    assert _fields(line) == (
        FieldChange("places:AZE", 6, 8),
        FieldChange("remarks:it", "nota", None),
        FieldChange("title:en", "Course", "Basic course"),
        FieldChange("type", "course", "seminar"),
    )


def test_body_of_a_changed_line_keeps_what_the_sheet_does_not_show() -> None:
    body = overlaid(BODY, _line(type="seminar"))
    assert body == {**BODY, "type": "seminar"}


def test_field_without_a_column_stays() -> None:
    assert _fields(_line(shown=SHOWN - {"type"}, type="seminar")) == ()


def test_cell_made_empty_takes_its_value_away() -> None:
    assert _fields(_line(type=None)) == (FieldChange("type", "course", None),)


def test_lead_entity_changes_and_other_roles_stay() -> None:
    line = _line(entities=[{"party": "ITA", "entity": "Centro", "role": "lead"}])
    assert _fields(line) == (FieldChange("entities:ITA", "Officina, Scuola", "Centro, Officina"),)


def test_translation_that_was_changed_is_no_longer_of_the_old_original() -> None:
    body = overlaid(BODY, _line(title={"it": "Corso", "en": "Basic course", "original": "it"}))
    assert body["title"] == {"it": "Corso", "en": "Basic course", "original": "it"}


def test_changed_original_leaves_the_translation_marked_as_older() -> None:
    body = overlaid(BODY, _line(title={"it": "Corso base", "en": "Course", "original": "it"}))
    assert body["title"] == {"it": "Corso base", "en": "Course", "original": "it", "of": {"en": "0" * 64}}


def test_what_is_a_question_in_the_sheet_changes_nothing() -> None:
    line = _line(type=None)
    asked = DraftedLine(line.body, unsettled={"type": "Lezione"}, source=line.source, line_id="ITA/1", shown=SHOWN)
    assert _fields(asked) == ()


def test_type_that_only_a_rule_gives_is_no_change_of_the_partner() -> None:
    body = {name: value for name, value in BODY.items() if name != "type"}
    line = _line(type=None)
    inferred = (Inferred("type", "course", "type-from-words:course"),)
    guessed = DraftedLine(line.body, inferred, source=line.source, line_id="ITA/1", shown=SHOWN)
    assert compare_with_plan([guessed], [KnownLine("ITA/1", body)]).unchanged == ("ITA/1",)


def test_type_that_was_confirmed_stays_where_its_cell_was_always_blank() -> None:
    said = _line(type=None)
    inferred = (Inferred("type", "course", "type-from-words:course"),)
    again = DraftedLine(said.body, inferred, source=said.source, line_id="ITA/1", shown=SHOWN)
    assert compare_with_plan([again], [KNOWN]).unchanged == ("ITA/1",)


def test_lines_added_and_removed() -> None:
    new = _line(None, title={"it": "Altro", "original": "it"}, serial="9")
    changes = compare_with_plan([new], [KNOWN])
    assert (changes.added, changes.removed, changes.changed) == ((new,), ("ITA/1",), ())


def test_line_with_a_question_is_neither_added_nor_removed() -> None:
    known = [KNOWN, KnownLine("ITA/2", BODY)]
    changes = compare_with_plan([_line(None)], known)
    assert [finding.code for finding in changes.findings] == [Code.LINE_TWO_CANDIDATES]
    assert (changes.added, changes.removed) == ((), ())


def test_changes_as_json() -> None:
    assert compare_with_plan([_line(type="seminar")], [KNOWN]).to_json() == {
        "changed": [{"record": "ITA/1", "fields": [{"field": "type", "before": "course", "after": "seminar"}]}],
        "unchanged": [],
        "added": [],
        "removed": [],
        "findings": [],
    }
