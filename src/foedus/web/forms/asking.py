"""Makes the item that asks for a field from the field's shape and what the body holds; refuses to know a kind."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from foedus.office.fields import whole_text
from foedus.records.base import Part
from foedus.records.countries import countries, name_of_country
from foedus.records.shapes import Shape, Sort, shapes_of
from foedus.records.values import LANGUAGES, Money
from foedus.web.forms import fields as f
from foedus.web.forms.items import Item, Surroundings
from foedus.web.forms.notes import note_of
from foedus.web.forms.parts import FilesItem, GroupItem, Row, RowsItem, TextItem
from foedus.web.forms.texts import languages_of_text, stale_languages
from foedus.web.languages import language_name

_GROUPS: Final = {Sort.PART, Sort.PLACE, Sort.MONEY}
_IN_ROWS: Final = {*_GROUPS, Sort.TEXT, Sort.PERIOD, Sort.DAY, Sort.YES}
_TYPED: Final[dict[Sort, type[f.Typed]]] = {
    Sort.NUMBER: f.NumberField,
    Sort.DAY: f.DayField,
    Sort.PERIOD: f.PeriodField,
}
_TITLE_ROWS, _TEXT_ROWS = 2, 4


def ask(around: Surroundings, shape: Shape, prior: Any, *, path: str = "", within: str = "") -> Item:
    """Make the item of a field, and put its inputs into the form.

    :param prior: what the body holds there, None where it holds nothing.
    :param path: where it stands, the field's own name where it stands in the body itself.
    :param within: the label of what it lies in.
    """
    path = path or shape.name
    label = shape.label.text(around.language)
    whole = f"{within}, {label}" if within else label
    hint = note_of(shape)
    if shape.sort is Sort.FILE and shape.is_many:
        return _files(around, path, label, whole, prior)
    if shape.is_many and shape.sort in _IN_ROWS:
        return _rows(around, shape, path, (label, whole, hint), prior)
    item = _one(around, shape, path, (label, whole, hint), prior)
    item.is_required = shape.is_required
    if item.path in around.form.fields:
        around.form.fields[path].required = shape.is_required
    return item


def _one(around: Surroundings, shape: Shape, path: str, words: tuple[str, str, str], prior: Any) -> Item:
    label, whole, hint = words
    if shape.sort is Sort.TEXT:
        return _text(around, path, words, prior)
    if shape.part is not None and shape.sort in _GROUPS | {Sort.FILE}:
        return _group(around, shape.part, path, words, prior)
    asked = _input(around, shape, path, prior)
    asked.label = label
    hint = ". ".join(one for one in (hint, str(asked.help_text)) if one)
    asked.help_text = hint
    around.form.fields[path] = asked
    return Item(around, path, label, whole, hint)


def _input(around: Surroundings, shape: Shape, path: str, prior: Any) -> forms.Field:
    """The input of a plain value, or of several that are ticked or typed one a line."""
    offered = _offered(around, shape, path, prior)
    if offered is not None:
        return (f.SeveralField if shape.is_many else f.ChosenField)(prior, offered=offered)
    if shape.is_many:
        return f.LinesField(prior)
    if shape.sort is Sort.YES:
        return f.YesField(prior)
    typed = _TYPED.get(shape.sort, f.Typed)(prior)
    if shape.longest is not None and len(typed.initial or "") <= shape.longest:
        typed.widget.attrs["maxlength"] = shape.longest
    return typed


def _offered(around: Surroundings, shape: Shape, path: str, prior: Any) -> f.Choices | None:
    """What may be chosen, None where it is typed; a link that is held and has no other choice can only be left out."""
    language = around.language
    match shape.sort:
        case Sort.TERM if shape.terms is not None:
            return [(term.id, term.label(language)) for term in shape.terms]
        case Sort.PARTY:
            return [(code, f"{name} ({code})" if name != code else code) for code, name in around.parties.items()]
        case Sort.COUNTRY:
            return _countries(language)
        case Sort.LANGUAGE:
            first = [*around.languages, *(one for one in LANGUAGES if one not in around.languages)]
            return [(one, language_name(one, language)) for one in first]
        case Sort.RECORD | Sort.VERSION:
            known = around.choices.get(".".join(step for step in path.split(".") if not step.isdigit()))
            return [] if known is None and prior is not None else known
    return None


@cache
def _countries(language: str) -> f.Choices:
    named = [(code, name_of_country(code, language)) for code in countries()]
    return sorted(named, key=lambda one: one[1])


def _text(around: Surroundings, path: str, words: tuple[str, str, str], prior: Any) -> TextItem:
    label, whole, hint = words
    read = whole_text(prior, around.languages) if prior is not None else {}
    held: Mapping[str, Any] = read if isinstance(read, Mapping) else {}
    asked = languages_of_text(held, around.languages)
    made: dict[str, forms.Field] = {}
    for language in asked:
        rows = _TITLE_ROWS if "." in path or path in {"title", "what", "words"} else _TEXT_ROWS
        named = f"{label} ({language_name(language, around.language)})" if len(asked) > 1 else label
        made[f"{path}.{language}"] = f.ProseField(held.get(language), language=language, rows=rows, label=named)
    if len(asked) > 1:
        offered = [(one, language_name(one, around.language)) for one in asked]
        original = held.get("original") or asked[0]
        made[f"{path}.original"] = f.ChosenField(
            original, offered=offered, has_none=False, required=True, label=_("Original language")
        )
    made[f"{path}.{held.get('original') or asked[0]}"].required = True
    for language in asked:
        if language in stale_languages(held):
            made[f"{path}.holds.{language}"] = f.YesField(label=_("The translation still holds"))
    around.form.fields.update(made)
    return TextItem(around, path, label, whole, hint, prior=held)


def _group(around: Surroundings, part: type[Part], path: str, words: tuple[str, str, str], prior: Any) -> GroupItem:
    label, whole, hint = words
    held: Mapping[str, Any] = prior if isinstance(prior, Mapping) else {}
    shapes = shapes_of(part)
    children = [
        _amount(around, shape, f"{path}.{shape.name}", whole, held.get(shape.name))
        if part is Money and shape.name == "amount"
        else ask(around, shape, held.get(shape.name), path=f"{path}.{shape.name}", within=whole)
        for shape in shapes
    ]
    unknown = {name: value for name, value in held.items() if name not in {shape.name for shape in shapes}}
    return GroupItem(around, path, label, whole, hint, children=children, unknown=unknown)


def _amount(around: Surroundings, shape: Shape, path: str, within: str, prior: Any) -> Item:
    label = shape.label.text(around.language)
    around.form.fields[path] = f.AmountField(prior, label=label)
    return Item(around, path, label, f"{within}, {label}", is_required=True)


def _rows(around: Surroundings, shape: Shape, path: str, words: tuple[str, str, str], prior: Any) -> RowsItem:
    label, whole, hint = words
    held: Sequence[Any] = prior if isinstance(prior, list) else []
    one = replace(shape, is_many=False, is_required=False)
    entries = []
    for number in _numbers(around, path, len(held)):
        before = held[number] if number < len(held) else None
        named = (f"{label} {number + 1}", f"{whole} {number + 1}", "")
        item = _one(around, one, f"{path}.{number}", named, before)
        remove = f"{path}.{number}.remove"
        around.form.fields[remove] = f.YesField(label=_("Take out: {name}").format(name=named[0]))
        if isinstance(item, GroupItem):
            item.is_in_row = True
        entries.append(Row(number, item, remove, is_held=number < len(held)))
    return RowsItem(around, path, label, whole, hint, is_required=shape.is_required, entries=entries)


def _numbers(around: Surroundings, path: str, held: int) -> list[int]:
    """The entries to ask for: those that were posted, and one more where that was asked; else those held, and one."""
    if around.typed is None:
        return list(range(held + 1))
    begin = f"{path}."
    steps = (name[len(begin) :].partition(".")[0] for name in around.typed if name.startswith(begin))
    posted = sorted({int(step) for step in steps if step.isdecimal() and len(step) <= 4})  # noqa: PLR2004 - 9999 entries
    if f"add:{path}" in around.typed:
        posted.append(posted[-1] + 1 if posted else 0)
    return posted


def _files(around: Surroundings, path: str, label: str, whole: str, prior: Any) -> FilesItem:
    held = [one for one in prior if isinstance(one, Mapping)] if isinstance(prior, list) else []
    for number, file in enumerate(held):
        named = _("Take out: {name}").format(name=file.get("name", ""))
        around.form.fields[f"{path}.{number}.remove"] = f.YesField(label=named)
    return FilesItem(around, path, label, whole, files=held)
