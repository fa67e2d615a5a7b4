"""Two bodies of any kind are told apart field by field and word by word."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.records.differences import Difference, WordRun, differences, word_runs
from tests.records.samples import ACTIVITY, BODIES, people

CASES: list[tuple[str, Any, Any, list[tuple[Any, ...]]]] = [
    ("equal", {"a": [1, {"b": "c"}]}, {"a": [1, {"b": "c"}]}, []),
    ("another order of fields", {"a": 1, "b": 2}, {"b": 2, "a": 1}, []),
    ("added", {}, {"a": {"b": 1}}, [(("a",), "added", None, {"b": 1})]),
    ("removed", {"a": 1}, {}, [(("a",), "removed", 1, None)]),
    ("changed", {"a": {"b": 1}}, {"a": {"b": 2}}, [(("a", "b"), "changed", 1, 2)]),
    ("another type", {"a": 1}, {"a": [1]}, [(("a",), "changed", 1, [1])]),
    ("one is not true", {"a": 1}, {"a": True}, [(("a",), "changed", 1, True)]),
    (
        "period moved",
        {"a": {"from": "2024-07-01", "to": "2024-09-30", "precision": "quarter"}},
        {"a": {"precision": "none"}},
        [
            (
                ("a",),
                "changed",
                {"from": "2024-07-01", "to": "2024-09-30", "precision": "quarter"},
                {"precision": "none"},
            )
        ],
    ),
    (
        "amount changed",
        {"a": [{"amount": 1, "currency": "EUR"}]},
        {"a": [{"amount": 2, "currency": "EUR"}]},
        [(("a", 0), "changed", {"amount": 1, "currency": "EUR"}, {"amount": 2, "currency": "EUR"})],
    ),
    (
        "key changed",
        {"a": {"kty": "OKP", "x": "1"}},
        {"a": {"kty": "OKP", "x": "2"}},
        [(("a",), "changed", {"kty": "OKP", "x": "1"}, {"kty": "OKP", "x": "2"})],
    ),
    ("item added first", {"a": [1, 2]}, {"a": [0, 1, 2]}, [(("a", 0), "added", None, 0)]),
    ("item removed first", {"a": [1, 2]}, {"a": [2]}, [(("a", 0), "removed", 1, None)]),
    ("item changed", {"a": [{"b": 1}, 2]}, {"a": [{"b": 3}, 2]}, [(("a", 0, "b"), "changed", 1, 3)]),
    (
        "items changed and added",
        {"a": [1, 9]},
        {"a": [2, 3, 9]},
        [(("a", 0), "changed", 1, 2), (("a", 1), "added", None, 3)],
    ),
]


@pytest.mark.parametrize("before,after,expected", [pytest.param(*row[1:], id=row[0]) for row in CASES])
def test_differences_name_path_and_change(before: Any, after: Any, expected: list[tuple[Any, ...]]) -> None:
    found = differences(before, after)
    assert [(told.path, told.change, told.before, told.after) for told in found] == expected


def test_differences_of_texts_are_told_word_by_word() -> None:
    before, after = "Corso base CIMIC", "Corso avanzato CIMIC, Roma"
    runs = (
        WordRun("kept", "Corso "),
        WordRun("removed", "base"),
        WordRun("added", "avanzato"),
        WordRun("kept", " CIMIC"),
        WordRun("added", ", Roma"),
    )
    told = Difference(("title", "it"), "changed", before, after, runs)
    assert differences({"title": {"it": before}}, {"title": {"it": after}}) == (told,)


def test_differences_of_a_long_text_are_told_whole() -> None:
    long = "word " * 3000
    assert word_runs(long, long + "end") == (WordRun("removed", long), WordRun("added", long + "end"))


def test_differences_of_every_sample_with_itself_are_none() -> None:
    assert [differences(body, body) for body in BODIES.values()] == [()] * len(BODIES)


def test_differences_find_a_change_in_a_real_body() -> None:
    changed = {**ACTIVITY, "days": 6, "places": [people("AZE", 6, "ncos")]}
    assert [(told.path, told.change) for told in differences(ACTIVITY, changed)] == [
        (("days",), "changed"),
        (("places", 0), "removed"),
    ]


@given(st.text(max_size=60), st.text(max_size=60))
def test_word_runs_make_both_texts(before: str, after: str) -> None:
    runs = word_runs(before, after)
    assert "".join(run.text for run in runs if run.kind != "added") == before
    assert "".join(run.text for run in runs if run.kind != "removed") == after
