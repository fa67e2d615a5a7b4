"""What no body may hold is found wherever it stands, and a record is frozen."""

from typing import Any

import pytest
from pydantic import ValidationError

from foedus.records.base import LARGEST_INTEGER, Consent, Label, dump, field_name, not_allowed_anywhere
from foedus.records.kinds.activity import Activity
from foedus.records.kinds.comment import Comment
from foedus.records.values import Period, Text


@pytest.mark.parametrize("attribute,name", [("from_", "from"), ("to", "to"), ("kept_by", "kept_by")])
def test_field_name_is_what_crosses_the_border(attribute: str, name: str) -> None:
    assert field_name(attribute) == name


@pytest.mark.parametrize(
    "body,found",
    [
        ({"a": "x", "b": 1, "c": True, "d": {"e": ["f"]}}, []),
        ({"a": LARGEST_INTEGER, "b": -LARGEST_INTEGER}, []),
        ({"a": LARGEST_INTEGER + 1}, [(("a",), "too-big")]),
        ({"a": -LARGEST_INTEGER - 1}, [(("a",), "too-big")]),
        ({"a": {"b": [1, None]}}, [(("a", "b", 1), "null")]),
        ({"a": [[]]}, [(("a", 0), "empty-list")]),
        ({"a": 1.0}, [(("a",), "fraction")]),
        ({"a": (1,)}, [(("a",), "not-json")]),
    ],
)
def test_not_allowed_is_found_at_any_depth(body: dict[str, Any], found: list[Any]) -> None:
    assert list(not_allowed_anywhere(body)) == found


def test_record_cannot_be_changed() -> None:
    activity = Activity(title=Text.write("it", "Corso"))
    with pytest.raises(ValidationError):
        activity.host = "ITA"


def test_dump_leaves_out_what_is_absent() -> None:
    activity = Activity(title=Text.write("it", "Corso"), period=Period.to_be_defined(), reserve=False)
    assert dump(activity) == {"title": {"original": "it", "it": "Corso"}, "period": {"precision": "none"}}


def test_form_is_kind_and_version() -> None:
    assert (Comment.form(), Comment.consent) == ("comment/1", Consent.OWN)


@pytest.mark.parametrize("language,text", [("it", "Tipo"), ("en", "Type"), ("ru", "Тип"), ("de", "Type")])
def test_label_is_said_in_a_language_or_english(language: str, text: str) -> None:
    assert Label("Tipo", "Type").text(language) == text
