"""Keeps this office's own steps before and after each type of activity; until it edits them, they are as delivered."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, cast, get_args

import msgspec

from foedus.office.errors import OfficeError
from foedus.office.ports import Node
from foedus.records.activity_terms import ACTIVITY_TYPES, STEPS
from foedus.records.labels import DRAFTED
from foedus.records.suspense import Step, Turn, steps_of

TURNS: tuple[str, ...] = get_args(Turn)
LARGEST_OFFSET_DAYS = 730
SETTING, _NO_TYPE = "suspense/", "-"
_OWN_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")
_LANGUAGES = ("it", "en")
_LONGEST_LABEL = 200


class TemplateStep(msgspec.Struct, frozen=True):
    """A step of a type of activity, as `records.suspense.Step`, with what people call it by language."""

    id: str
    offset_days: int
    turn: str
    labels: dict[str, str] = {}


class StepProblem(msgspec.Struct, frozen=True):
    """What is wrong with a step, by its place: `id`, `twice`, `offset_days`, `turn` or `labels`."""

    place: int
    what: str


def template(node: Node, activity_type: str = "") -> tuple[TemplateStep, ...]:
    """The steps of a type of activity: as this office edited them, else as delivered.

    :param activity_type: an id of `activity_types`; empty where an activity has none.
    """
    return chosen(node.store.settings(SETTING), activity_type)


def edited(node: Node) -> tuple[str, ...]:
    """The types of activity whose steps this office edited."""
    found = (name.removeprefix(SETTING) for name in node.store.settings(SETTING))
    return tuple("" if name == _NO_TYPE else name for name in found)


def all_edited(node: Node) -> Mapping[str, Any]:
    """The templates that were edited, read at once, for ``chosen``."""
    return node.store.settings(SETTING)


def chosen(settings: Mapping[str, Any], activity_type: str) -> tuple[TemplateStep, ...]:
    """As ``template``, out of what ``all_edited`` gave."""
    kept = settings.get(SETTING + (activity_type or _NO_TYPE))
    if kept is not None:
        return tuple(_labelled(msgspec.convert(one, TemplateStep)) for one in kept)
    return tuple(
        _labelled(TemplateStep(step.id, step.offset_days, step.turn)) for step in steps_of(activity_type or None)
    )


def _labelled(step: TemplateStep) -> TemplateStep:
    if step.id not in STEPS:
        return step
    return msgspec.structs.replace(step, labels=dict(_called(step.id)))


@cache
def _called(step: str) -> Mapping[str, str]:
    """What a delivered step is called, in every language of the lists of terms."""
    return {language: STEPS.label(step, language) for language in (*_LANGUAGES, *DRAFTED)}


def as_steps(found: Iterable[TemplateStep]) -> tuple[Step, ...]:
    """The same as the steps that `records.suspense` counts days for."""
    return tuple(Step(one.id, one.offset_days, cast("Turn", one.turn)) for one in found)


def keep(node: Node, activity_type: str, steps: Sequence[TemplateStep]) -> None:
    """Keep this office's own steps of a type of activity, in place of those that count so far.

    :param steps: delivered ones, with their own day and turn, and added ones with labels in both languages.
    :raises OfficeError: there is no such type, or ``problems`` says what is wrong with a step.
    """
    if activity_type and activity_type not in ACTIVITY_TYPES:
        raise OfficeError("type-unknown", type=activity_type)
    problems = tuple(_problems(steps))
    if problems:
        raise OfficeError("steps-wrong", problems=problems, places=tuple(one.place + 1 for one in problems))
    with node.store.transaction():
        node.store.put_setting(SETTING + (activity_type or _NO_TYPE), [msgspec.to_builtins(one) for one in steps])


def reset(node: Node, activity_type: str) -> None:
    """Go back to the steps as delivered."""
    with node.store.transaction():
        node.store.put_setting(SETTING + (activity_type or _NO_TYPE), None)


def _problems(steps: Sequence[TemplateStep]) -> Iterable[StepProblem]:
    seen: set[str] = set()
    for place, step in enumerate(steps):
        if not _OWN_ID.fullmatch(step.id):
            yield StepProblem(place, "id")
        if step.id in seen:
            yield StepProblem(place, "twice")
        seen.add(step.id)
        if not -LARGEST_OFFSET_DAYS <= step.offset_days <= LARGEST_OFFSET_DAYS:
            yield StepProblem(place, "offset_days")
        if step.turn not in TURNS:
            yield StepProblem(place, "turn")
        if step.id not in STEPS and not all(_is_label(step.labels.get(language, "")) for language in _LANGUAGES):
            yield StepProblem(place, "labels")


def _is_label(text: str) -> bool:
    return bool(text.strip()) and len(text) <= _LONGEST_LABEL
