"""The values of signed records: knows which cannot shift between writing and reading, refuses all others."""

import types
from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import AwareDatetime, BaseModel

from foedus.records.base import Consent, Part
from foedus.records.catalogue import all_kinds
from tests.house.source import SRC

PLAIN = frozenset({str, int, bool, date, type(None)})
STRICT = {"frozen": True, "strict": True, "extra": "forbid"}
SEVERAL_MEANINGS = {
    "level": "a meeting's is of a list, an activity's is the office's own words",
    "number": "of a paper what stands on it, of people how many",
    "parties": "the charter's are laid down by the protocol, with keys; elsewhere they are codes",
    "place": "beside a signature stands the name of a town alone",
    "strength": "of words how binding they are, of a delegation how many come",
    "what": "of a paper its sort, elsewhere what happened or was decided, in words",
    "who": "a decision binds several parties, an undertaking one; an outsider has no code",
}


def parts_of(annotation: Any) -> Iterator[Any]:
    """The annotation and everything that it is made of; what stands beside a type in Annotated is no type."""
    yield annotation
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from () if AwareDatetime in get_args(annotation) else parts_of(get_args(annotation)[0])
    elif origin is not None and origin is not Literal:
        for inner in get_args(annotation):
            if inner is not Ellipsis:
                yield from parts_of(inner)


def can_shift(annotation: Any) -> bool:
    """Say whether a value of this one type, what is within it left aside, may come back other than it was written."""
    origin = get_origin(annotation)
    if annotation in PLAIN or annotation is AwareDatetime:
        return False
    if origin is Annotated:
        return False
    if origin is Literal:
        return not all(isinstance(value, str | int) for value in get_args(annotation))
    if origin in {Union, types.UnionType}:
        return False
    if origin is tuple:
        return False
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return False
    return not (isinstance(annotation, type) and issubclass(annotation, str) and issubclass(annotation, Enum))


def models_in(model: type[BaseModel]) -> set[type[BaseModel]]:
    """The model and every model within its fields, however deep."""
    found: set[type[BaseModel]] = set()
    waiting = [model]
    while waiting:
        now = waiting.pop()
        if now in found:
            continue
        found.add(now)
        for field in now.model_fields.values():
            waiting += [
                part for part in parts_of(field.annotation) if isinstance(part, type) and issubclass(part, BaseModel)
            ]
    return found


def field_complaints(model: type[BaseModel]) -> list[str]:
    """Nothing where every field holds values that cannot shift, and the model lets nothing slip."""
    found = [
        f"{model.__name__}: {name} is not {value}"
        for name, value in STRICT.items()
        if model.model_config.get(name) != value
    ]
    for name, field in model.model_fields.items():
        found += [f"{model.__name__}.{name}: {part}" for part in parts_of(field.annotation) if can_shift(part)]
    return found


def meanings(models: set[type[BaseModel]]) -> dict[str, set[str]]:
    """What each name of a field means: the types that it has in these models, whether needed or not."""
    found: dict[str, set[str]] = {}
    for model in models:
        for name, field in model.model_fields.items():
            kinds = [
                getattr(part, "__name__", str(part))
                for part in parts_of(field.annotation)
                if part is not type(None) and get_origin(part) not in {Annotated, Union, types.UnionType}
            ]
            found.setdefault(name, set()).add(" of ".join(kinds))
    return found


def every_model() -> set[type[BaseModel]]:
    """Every model of every kind."""
    return {model for kind in all_kinds() for model in models_in(kind)}


def test_field_of_every_kind_cannot_shift() -> None:
    models = sorted(every_model(), key=lambda model: model.__name__)
    assert [complaint for model in models for complaint in field_complaints(model)] == []


def test_kind_for_every_file_is_found() -> None:
    files = {path.stem for path in (SRC / "records/kinds").glob("*.py")} - {"__init__"}
    assert {kind.kind for kind in all_kinds()} == files
    assert files >= {
        "activity",
        "agreement",
        "charter",
        "comment",
        "meeting",
        "milestone",
        "plan",
        "report",
        "undertaking",
    }


def test_kind_facts_name_its_own_fields() -> None:
    for kind in all_kinds():
        named = {*kind.caption, *kind.featured, *kind.links, *kind.lasts}
        assert sorted(name.split(".")[0] for name in named if name.split(".")[0] not in kind.model_fields) == []
        assert isinstance(kind.consent, Consent)


def test_field_name_has_one_meaning() -> None:
    several = {name: sorted(found) for name, found in meanings(every_model()).items() if len(found) > 1}
    assert sorted(several) == sorted(SEVERAL_MEANINGS), several


class _Loose(BaseModel):
    """Let everything slip."""

    name: str


class _Outer(Part):
    """Hold one that lets everything slip."""

    inner: tuple[_Loose, ...] = ()


@pytest.mark.parametrize(
    "annotation",
    [list[str], dict[str, int], set[int], float, datetime, Any, tuple[float, ...], tuple[list[int], ...], str | float],
    ids=str,
)
def test_field_that_can_shift_bites(annotation: Any) -> None:
    model = type("Shifting", (Part,), {"__annotations__": {"value": annotation}, "__module__": __name__})
    assert issubclass(model, BaseModel)
    assert len(field_complaints(model)) >= 1


@pytest.mark.parametrize("annotation", [str, AwareDatetime, tuple[str, ...], Literal["a"] | None, Consent], ids=str)
def test_field_that_cannot_shift_passes(annotation: Any) -> None:
    model = type("Firm", (Part,), {"__annotations__": {"value": annotation}, "__module__": __name__})
    assert issubclass(model, BaseModel)
    assert field_complaints(model) == []


def test_loose_model_within_a_field_bites() -> None:
    assert models_in(_Outer) == {_Outer, _Loose}
    assert len(field_complaints(_Loose)) == len(STRICT)
    assert len(field_complaints(_Outer)) == 1


def test_second_meaning_bites() -> None:
    class First(Part):
        """Says when as a day."""

        when: date | None = None

    class Second(Part):
        """Says when as words."""

        when: str

    assert meanings({First, Second})["when"] == {"date", "str"}
