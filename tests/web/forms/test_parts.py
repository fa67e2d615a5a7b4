"""Texts, groups, rows and files: what stands in them, and which input a problem within them leads to."""

from typing import Any

from foedus.records.values import text_hash
from foedus.web.forms.items import Item
from foedus.web.forms.parts import FilesItem, RowsItem, TextItem
from foedus.web.forms.record import RecordForm
from tests.web.forms.posting import form_of, typed

FILE = {"blob": f"sha256:{'0' * 64}", "name": "minutes.pdf", "type": "application/pdf", "size": 10}
OTHER = {**FILE, "name": "annex.pdf"}
STALE = {"original": "it", "it": "Nuovo", "en": "Old", "of": {"en": "0" * 64}}


def item(form: RecordForm, path: str) -> Item:
    """One question of a form."""
    return next(one for one in form.items if one.path == path)


def test_stale_translation_says_so_and_holds_again_when_it_was_looked_at() -> None:
    shown = item(form_of("activity", {"title": STALE}), "title")
    assert isinstance(shown, TextItem)
    assert [(row["language"], row["is_original"], row["is_stale"]) for row in shown.rows] == [
        ("it", True, False),
        ("en", False, True),
    ]
    left = typed("activity", {}, {"title": STALE})
    looked_at = typed("activity", {"title.holds.en": "on"}, {"title": STALE})
    assert left.is_valid()
    assert looked_at.is_valid()
    assert left.body() == {"title": STALE}
    assert looked_at.body() == {"title": {**STALE, "of": {"en": text_hash("Nuovo")}}}


def test_another_original_can_be_chosen() -> None:
    body = {"title": {"original": "it", "it": "Corso", "en": "Course", "of": {"en": text_hash("Corso")}}}
    form = typed("activity", {"title.original": "en"}, body)
    assert form.is_valid()
    assert form.body()["title"] == {"original": "en", "it": "Corso", "en": "Course", "of": {"it": text_hash("Course")}}


def test_problem_within_a_text_leads_to_its_language_else_to_the_original() -> None:
    title = item(form_of("activity", {"title": {"original": "en", "en": "Course"}}), "title")
    assert [title.locate(path) for path in ((), ("it",), ("of", "it"))] == ["title.en", "title.it", "title.en"]


def test_problem_within_a_group_leads_to_its_input_else_to_the_first() -> None:
    place = item(form_of("activity", {}), "place")
    assert [place.locate(path) for path in ((), ("town",), ("mood",))] == ["place.kind", "place.town", "place.kind"]


def test_problem_within_rows_leads_to_the_entry_else_to_the_first() -> None:
    rows = item(form_of("activity", {"places": [{"party": "ITA"}, {"party": "AZE"}]}), "places")
    assert isinstance(rows, RowsItem)
    assert (rows.locate((1, "number")), rows.locate(()), rows.add) == (
        "places.1.number",
        "places.0.party",
        "add:places",
    )
    assert [row["is_held"] for row in rows.rows] == [True, True, False]


def test_rows_are_folded_away_only_where_nothing_stands_in_them() -> None:
    empty = item(form_of("activity", {}), "places")
    held = item(form_of("activity", {"places": [{"party": "ITA", "number": 3}]}), "places")
    wrong = item(typed("activity", {"places.0.number": "many"}), "places")
    adding = item(typed("activity", {"add:places": "1"}), "places")
    assert [one.is_open for one in (empty, held, wrong, adding) if isinstance(one, RowsItem)] == [
        False,
        True,
        True,
        True,
    ]


def test_group_that_is_emptied_is_absent() -> None:
    body: dict[str, Any] = {"place": {"kind": "online"}, "title": {"original": "it", "it": "Corso"}}
    form = typed("activity", {"place.kind": ""}, body)
    assert (form.is_valid(), form.body()) == (True, {"title": body["title"]})


def test_rows_within_a_group_are_read() -> None:
    form = typed("plan", {"provisions.preamble.it": "Premessa", "provisions.further.0.it": "Altro"})
    assert form.is_valid()
    assert form.body()["provisions"] == {
        "preamble": {"original": "it", "it": "Premessa"},
        "further": [{"original": "it", "it": "Altro"}],
    }


def test_files_stay_unless_they_are_taken_out() -> None:
    body = {"attachments": [FILE, OTHER]}
    left, less = typed("plan", {}, body), typed("plan", {"attachments.0.remove": "on"}, body)
    none = typed("plan", {"attachments.0.remove": "on", "attachments.1.remove": "on"}, body)
    assert [form.is_valid() for form in (left, less, none)] == [True, True, True]
    assert [form.body() for form in (left, less, none)] == [body, {"attachments": [OTHER]}, {}]
    files = item(left, "attachments")
    assert isinstance(files, FilesItem)
    assert (files.locate((1, "name")), files.locate((2,))) == ("attachments.1.remove", None)
    assert next(iter(files.inputs())) == ("attachments.0.remove", "Attachments: minutes.pdf")
