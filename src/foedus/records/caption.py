"""Knows how any record is called in a language, and how any field's value reads; refuses to know a page or a sheet."""

from typing import Annotated, Any, Final, get_args, get_origin

from foedus.records.base import Label, Part, Record, field_name
from foedus.records.labels import DRAFTED
from foedus.records.terms import TermList
from foedus.records.values import Text

_ALWAYS: Final = ("it", "en")


def caption(record: Record, language: str) -> str:
    """Give a record's title in `language`, each text falling back to its original.

    Source: the fields that the kind names in `caption`, those that are there, joined by a comma. A record of which
    none is there is called by its kind.
    """
    said = (_said(type(record), record, name, language) for name in record.caption)
    return ", ".join(text for text in said if text) or record.label.text(language)


def captions(record: Record) -> dict[str, str]:
    """Give a record's titles by language: in Italian and English, and in every other that says something else.

    A reader of a language that is not there is told the English one.
    """
    told = {language: caption(record, language) for language in _ALWAYS}
    for language in DRAFTED:
        said = caption(record, language)
        if said not in told.values():
            told[language] = said
    return told


def _said(cls: type[Part], part: Part, name: str, language: str) -> str:
    value = getattr(part, name)
    if value is None:
        return ""
    if isinstance(value, Text):
        return value.say(language)
    terms = term_list_of(cls, name)
    return terms.label(value, language) if terms else str(value)


def label_of(cls: type[Part], name: str) -> Label:
    """Give what people call a field; for a field without a label, its name with blanks."""
    for found in marks_of(cls, name):
        if isinstance(found, Label):
            return found
    plain = field_name(name).replace("_", " ").capitalize()
    return Label(plain, plain)


def term_list_of(cls: type[Part], name: str) -> TermList | None:
    """Give the list of terms from which a field, or each item of a field that is a list, takes its value."""
    for found in marks_of(cls, name):
        if isinstance(found, TermList):
            return found
    return None


def marks_of(cls: type[Part], name: str) -> list[Any]:
    """Give all marks that annotate a field and the values within it, outermost first."""
    info = cls.model_fields[name]
    return [*info.metadata, *_nested(info.annotation)]


def _nested(annotation: Any) -> list[Any]:
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        return [*marks, *_nested(inner)]
    return [mark for argument in get_args(annotation) for mark in _nested(argument)]
