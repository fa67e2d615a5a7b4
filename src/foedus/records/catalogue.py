"""Knows which kinds of records there are and reads bodies by them; refuses to know what any kind means.

The kinds are the modules of `foedus.records.kinds`, one class each. A test, or a program built on this one, may
register a further kind at run time.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from pydantic import ValidationError

from foedus.records import kinds
from foedus.records.base import Body, Path, Record, is_allowed_anywhere, not_allowed_anywhere
from foedus.records.schema import schema_of


class UnknownKindError(LookupError):
    """A kind, or a version of its form, that this program does not have.

    Attributes:
        kind: the name, or name and version, that was asked for.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class KindFileError(TypeError):
    """A file among the kinds that does not hold exactly one record class of its own name.

    Attributes:
        module: the name of the file's module.
        found: the kinds that it does define.
    """

    def __init__(self, module: str, found: tuple[str, ...]) -> None:
        super().__init__(module, found)
        self.module = module
        self.found = found


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a body from being of its kind.

    Attributes:
        path: where: names of fields, and places in lists counted from 0; empty for the body as a whole.
        reason: one of `PROBLEM_REASONS`: `missing`, `unknown-field`, `not-in-list`, `end-before-start` ...
        facts: what the wording needs, such as `{"allowed": ("held", "not_held")}` or `{"limit": 500}`.
    """

    path: Path
    reason: str
    facts: Mapping[str, Any] = field(default_factory=dict)


class BodyError(ValueError):
    """A body that is not of its kind.

    Attributes:
        kind: the kind with the version of its form.
        problems: everything that is wrong with it.
    """

    def __init__(self, kind: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(kind, problems)
        self.kind = kind
        self.problems = problems


def _kinds_in(module: ModuleType) -> Iterator[type[Record]]:
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, Record) and value.__module__ == module.__name__:
            yield value


def kind_of_module(module: ModuleType) -> type[Record]:
    """Give the one record class of a kind's file.

    Raises:
        KindFileError: the file does not define exactly one, of the file's own name.
    """
    name = module.__name__.rpartition(".")[2]
    found = tuple(_kinds_in(module))
    if len(found) != 1 or found[0].kind != name:
        raise KindFileError(module.__name__, tuple(cls.kind for cls in found))
    return found[0]


def _read_kinds() -> dict[str, type[Record]]:
    names = sorted(module.name for module in pkgutil.iter_modules(kinds.__path__))
    modules = (importlib.import_module(f"{kinds.__name__}.{name}") for name in names)
    return {cls.kind: cls for cls in map(kind_of_module, modules)}


_KINDS = _read_kinds()


def all_kinds() -> tuple[type[Record], ...]:
    """Give every kind, sorted by name."""
    return tuple(_KINDS[name] for name in sorted(_KINDS))


def kind(name: str) -> type[Record]:
    """Find a kind by its name (`activity`) or by name and version (`activity/1`).

    Raises:
        UnknownKindError: this program has no such kind, or not that version of its form.
    """
    plain, _, version = name.partition("/")
    found = _KINDS.get(plain)
    if found is None or (version and name != found.form()):
        raise UnknownKindError(name)
    return found


def register(cls: type[Record]) -> None:
    """Add a kind at run time, beside those that have a file.

    Raises:
        KindFileError: there is a kind of that name.
    """
    if cls.kind in _KINDS:
        raise KindFileError(cls.__module__, (cls.kind,))
    _KINDS[cls.kind] = cls


def unregister(cls: type[Record]) -> None:
    """Take away a kind that was added at run time.

    Raises:
        UnknownKindError: that class is not among the kinds.
    """
    if _KINDS.get(cls.kind) is not cls:
        raise UnknownKindError(cls.kind)
    del _KINDS[cls.kind]


def read(kind_and_version: str, body: Mapping[str, Any]) -> Record:
    """Read a body strictly.

    Args:
        kind_and_version: such as `activity/1`.
        body: the plain JSON object.

    Raises:
        UnknownKindError: the kind or the version of its form is not known here.
        BodyError: the body is not of that kind.
    """
    cls = kind(kind_and_version)
    if not is_allowed_anywhere(body):
        found = tuple(Problem(path, reason) for path, reason in not_allowed_anywhere(body))
        if found:
            raise BodyError(cls.form(), found)
    try:
        return cls.from_body(body)
    except ValidationError as error:
        raise BodyError(cls.form(), tuple(_problem(detail) for detail in error.errors(include_url=False))) from error


def problems(kind_and_version: str, body: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Say what keeps a body from being of a kind; nothing where it is one.

    Raises:
        UnknownKindError: the kind or the version of its form is not known here.
    """
    try:
        read(kind_and_version, body)
    except BodyError as error:
        return error.problems
    return ()


def understood(kind_and_version: str, body: Mapping[str, Any]) -> Record | None:
    """Read a body, None where this program does not understand it whole."""
    try:
        return read(kind_and_version, body) if "/" in kind_and_version else None
    except (UnknownKindError, BodyError):
        return None


def understands(kind_and_version: str, body: Mapping[str, Any]) -> bool:
    """Say whether this program understands a body whole; to what it does not, it never lets its party consent."""
    return understood(kind_and_version, body) is not None


def json_schema(name: str) -> Body:
    """Give the JSON Schema (2020-12) of a kind's body.

    Raises:
        UnknownKindError: this program has no such kind.
    """
    return schema_of(kind(name))


_REASONS = {
    "missing": "missing",
    "extra_forbidden": "unknown-field",
    "string_type": "not-text",
    "string_too_short": "too-short",
    "string_too_long": "too-long",
    "string_pattern_mismatch": "wrong-form",
    "int_type": "not-a-number",
    "int_parsing": "not-a-number",
    "greater_than_equal": "too-small",
    "less_than_equal": "too-large",
    "bool_type": "not-yes-or-no",
    "date_type": "not-a-day",
    "date_parsing": "not-a-day",
    "date_from_datetime_parsing": "not-a-day",
    "literal_error": "not-in-list",
    "tuple_type": "not-a-list",
    "model_type": "not-an-object",
    "model_attributes_type": "not-an-object",
    "json_invalid": "not-json",
}
PROBLEM_REASONS: frozenset[str] = frozenset(
    {
        *_REASONS.values(),
        *("null", "empty-list", "fraction", "too-big"),
        *("not-a-day", "original-missing", "translation-missing", "online-has-no-town"),
        *("days-not-meant", "days-missing", "end-before-start", "not-whole"),
    }
)
"""Every reason that a problem may have; whoever shows problems has words for each."""

_FACTS = ("ge", "le", "min_length", "max_length", "pattern", "precision", "from", "to")


def _problem(detail: Mapping[str, Any]) -> Problem:
    context = detail.get("ctx", {})
    facts: dict[str, Any] = {name: context[name] for name in _FACTS if name in context}
    if expected := context.get("expected"):
        facts["allowed"] = tuple(re.findall("'([^']*)'", expected))
    reason = _REASONS.get(detail["type"], detail["type"])
    return Problem(tuple(detail["loc"]), reason if reason in PROBLEM_REASONS else "wrong-form", facts)
