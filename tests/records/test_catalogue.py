"""Every kind is found, read strictly and written again; what is wrong with a body is told by path and reason."""

import re
import types
from copy import deepcopy
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import Field

from foedus.records import catalogue, values
from foedus.records.base import Consent, Label, Record, dump
from foedus.records.catalogue import BodyError, KindFileError, Problem, UnknownKindError
from foedus.records.values import Line
from tests.records.samples import ACTIVITY, BODIES, text

KINDS = ("activity", "agreement", "charter", "comment", "meeting", "milestone", "plan", "report", "undertaking")


class Lesson(Record):
    """A sample kind, added at run time."""

    kind = "lesson"
    consent = Consent.OWN
    label = Label("Lezione", "Lesson")
    caption = ("what",)

    what: Annotated[Line, Label("Che cosa", "What")]


def test_all_kinds_are_the_files() -> None:
    assert tuple(cls.kind for cls in catalogue.all_kinds()) == KINDS


@pytest.mark.parametrize("name", KINDS)
def test_sample_body_names_every_field(name: str) -> None:
    fields = catalogue.kind(name).model_fields
    assert set(BODIES[name]) == set(fields)


@pytest.mark.parametrize("name", KINDS)
def test_body_is_read_and_written_again(name: str) -> None:
    record = catalogue.read(f"{name}/1", BODIES[name])
    assert dump(record) == BODIES[name]
    assert catalogue.read(f"{name}/1", dump(record)) == record


@pytest.mark.parametrize(
    "kind,body,understood",
    [
        ("activity/1", {"title": text("Corso", "Course")}, True),
        ("activity/1", {"title": text("Corso", "Course"), "colour": "red"}, False),
        ("activity/2", {"title": text("Corso", "Course")}, False),
        ("activity", {"title": text("Corso", "Course")}, False),
        ("lesson/1", {"what": "Begin early"}, False),
    ],
)
def test_understands_only_known_kinds_and_fields(kind: str, body: dict[str, Any], *, understood: bool) -> None:
    assert catalogue.understands(kind, body) is understood


BAD: list[tuple[str, dict[str, Any], tuple[Any, ...], str]] = [
    ("missing title", {"title": ...}, ("title",), "missing"),
    ("unknown field", {"colour": "red"}, ("colour",), "unknown-field"),
    ("null", {"code": None}, ("code",), "null"),
    ("null within", {"place": {"kind": "online", "site": None}}, ("place", "site"), "null"),
    ("empty list", {"places": []}, ("places",), "empty-list"),
    ("fraction", {"days": 5.0}, ("days",), "fraction"),
    ("too big", {"days": 2**53}, ("days",), "too-big"),
    ("bytes", {"code": b"7"}, ("code",), "not-json"),
    ("number as text", {"days": "5"}, ("days",), "not-a-number"),
    ("yes as number", {"days": True}, ("days",), "not-a-number"),
    ("negative", {"days": -1}, ("days",), "too-small"),
    ("too many", {"days": 1_000_001}, ("days",), "too-large"),
    ("number for text", {"code": 7}, ("code",), "not-text"),
    ("empty text", {"code": ""}, ("code",), "too-short"),
    ("blank text", {"code": "  "}, ("code",), "wrong-form"),
    ("long text", {"code": "x" * 501}, ("code",), "too-long"),
    ("not a term", {"type": "party"}, ("type",), "not-in-list"),
    ("not a yes", {"reserve": 1}, ("reserve",), "not-yes-or-no"),
    ("not a list", {"places": {}}, ("places",), "not-a-list"),
    ("not an object", {"place": "Roma"}, ("place",), "not-an-object"),
    ("missing within", {"references": [{"party": "ITA"}]}, ("references", 0, "filed_as"), "missing"),
    ("lower-case code", {"host": "ita"}, ("host",), "wrong-form"),
    ("record name", {"plan": "ITA/7"}, ("plan",), "wrong-form"),
    ("unknown language", {"goal": {"original": "it", "it": "x", "la": "y"}}, ("goal", "la"), "unknown-field"),
    ("original absent", {"goal": {"original": "en", "it": "x"}}, ("goal",), "original-missing"),
    (
        "stray hash",
        {"goal": {"original": "it", "it": "x", "of": {"en": "0" * 64}}},
        ("goal",),
        "translation-missing",
    ),
    ("moment as day", {"period": {"from": "2024-05-13T00:00:00"}}, ("period", "from"), "not-a-day"),
    ("no such day", {"period": {"to": "2024-02-30"}}, ("period", "to"), "not-a-day"),
    ("attribute's name", {"period": {"from_": "2024-05-13"}}, ("period", "from_"), "unknown-field"),
    ("surrogate", {"code": "\ud800"}, (), "not-json"),
]


@pytest.mark.parametrize("changed,path,reason", [pytest.param(*row[1:], id=row[0]) for row in BAD])
def test_problems_name_path_and_reason(changed: dict[str, Any], path: tuple[Any, ...], reason: str) -> None:
    body = {**ACTIVITY, **changed}
    body = {name: value for name, value in body.items() if value is not ...}
    assert (path, reason) in [(problem.path, problem.reason) for problem in catalogue.problems("activity/1", body)]


def test_reasons_of_rules_are_all_listed() -> None:
    raised = re.findall(r'PydanticCustomError\(\s*"([a-z-]+)"', Path(values.__file__).read_text(encoding="utf-8"))
    assert len(raised) > 5
    assert sorted(set(raised) - catalogue.PROBLEM_REASONS) == []


def test_rule_of_another_program_has_a_reason() -> None:
    class Odd(Record):
        """A sample kind with a rule of its own."""

        kind = "odd"
        consent = Consent.OWN
        label = Label("Strano", "Odd")
        caption = ("number",)

        number: Annotated[int, Field(multiple_of=2)]

    catalogue.register(Odd)
    try:
        assert catalogue.problems("odd/1", {"number": 3}) == (Problem(("number",), "wrong-form"),)
    finally:
        catalogue.unregister(Odd)


def test_problems_carry_what_is_allowed() -> None:
    body = {**ACTIVITY, "domain": "moon"}
    expected = Problem(("domain",), "not-in-list", {"allowed": ("land", "sea", "air", "space", "cyber")})
    assert catalogue.problems("activity/1", body) == (expected,)


def test_read_does_not_change_the_body() -> None:
    before = deepcopy(ACTIVITY)
    catalogue.read("activity/1", ACTIVITY)
    assert before == ACTIVITY


def test_body_error_holds_kind_and_problems() -> None:
    with pytest.raises(BodyError) as caught:
        catalogue.read("comment/1", {"asks": True})
    assert (caught.value.kind, len(caught.value.problems)) == ("comment/1", 2)


@pytest.mark.parametrize("name", ["lesson", "activity/2", "", "/1"])
def test_unknown_kind_is_an_error(name: str) -> None:
    with pytest.raises(UnknownKindError) as caught:
        catalogue.kind(name)
    assert caught.value.kind == name


def test_kind_added_at_run_time_is_found_everywhere() -> None:
    catalogue.register(Lesson)
    try:
        assert catalogue.kind("lesson/1") is Lesson
        assert Lesson in catalogue.all_kinds()
        assert catalogue.read("lesson/1", {"what": "Begin early"}) == Lesson(what="Begin early")
        assert catalogue.json_schema("lesson")["properties"]["what"]["title"] == "What"
        with pytest.raises(KindFileError):
            catalogue.register(Lesson)
    finally:
        catalogue.unregister(Lesson)
    with pytest.raises(UnknownKindError):
        catalogue.kind("lesson")
    with pytest.raises(UnknownKindError):
        catalogue.unregister(Lesson)


def _module(name: str, *classes: type[Record]) -> types.ModuleType:
    module = types.ModuleType(f"foedus.records.kinds.{name}")
    for number, cls in enumerate(classes):
        vars(module)[f"Class{number}"] = type(cls.__name__, (cls,), {"__module__": module.__name__})
    return module


@pytest.mark.parametrize(
    "module,found",
    [
        pytest.param(_module("lesson"), (), id="none"),
        pytest.param(_module("lesson", Lesson, Lesson), ("lesson", "lesson"), id="two"),
        pytest.param(_module("alert", Lesson), ("lesson",), id="another name"),
    ],
)
def test_kind_file_holds_one_class_of_its_name(module: types.ModuleType, found: tuple[str, ...]) -> None:
    with pytest.raises(KindFileError) as caught:
        catalogue.kind_of_module(module)
    assert caught.value.found == found
