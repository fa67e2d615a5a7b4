"""Knows how a body of any kind is shown to a reader: groups of labels and values; refuses to know a page or a database.

Words of the interface stand in Italian and English; texts of a body in the languages that they hold. What this program
does not know is shown as it was written, and is never an error.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from foedus.ledger.keys import Jwk
from foedus.records import catalogue
from foedus.records.activity_terms import RANK_GROUPS
from foedus.records.base import Label, Part, Path
from foedus.records.countries import name_of_country
from foedus.records.kinds.charter import PublicKey
from foedus.records.phrases import day, money, number, period, place
from foedus.records.shapes import Shape, Sort, shape_of, shapes_of
from foedus.records.values import LANGUAGES, Text, text_hash
from foedus.web import values as v
from foedus.web.groups import FURTHER, grouped
from foedus.web.languages import language_name

__all__ = [
    "day",
    "groups",
    "money",
    "number",
    "path_words",
    "people",
    "period",
    "place",
    "rows",
    "text",
    "value_words",
]

_YES: Final = Label("sì", "yes")
_NO: Final = Label("no", "no")
_NOT_KNOWN: Final = Label("Non riconosciuto da questa versione", "Not understood by this version")
Records = Mapping[str, tuple[str, str]]
"""The kind and the title of records, by their names."""

_SHORT: Final = {Sort.TERM, Sort.PARTY, Sort.LANGUAGE, Sort.COUNTRY, Sort.NUMBER, Sort.DAY}


class _Reader:
    """Who reads: the language, the names of the Parties, and the kinds and titles of records."""

    def __init__(self, language: str, parties: Mapping[str, str], records: Records | None) -> None:
        self.language, self.parties, self.records = language, parties, records or {}

    def value(self, shape: Shape, value: Any) -> v.Value:
        """Give one field's value."""
        if not shape.is_many:
            return self.one(shape, value)
        if not isinstance(value, list):
            return v.Unknown(_as_written(value))
        if shape.sort is Sort.PART and shape.part is not None and all(isinstance(one, Mapping) for one in value):
            fields = shapes_of(shape.part)
            if all(field.part is not PublicKey for field in fields):  # keys are too wide for columns
                return self._table(fields, value)
        return v.Many(tuple(self.one(shape, one) for one in value), shape.sort in _SHORT)

    def one(self, shape: Shape, value: Any) -> v.Value:
        """Give one value, or one item of a field that is a list."""
        if isinstance(value, Mapping):
            return self._part(shape, value)
        if shape.part is not None:
            return v.Unknown(_as_written(value))
        if isinstance(value, str):
            if shape.sort is Sort.RECORD:
                return v.Link(value, *self.records.get(value, ("", "")))
            if shape.sort is Sort.VERSION:
                return v.Version(value, self.records.get(value, ("", ""))[1])
        return v.Words(self._plain(shape, value), isinstance(value, int) and not isinstance(value, bool))

    def _plain(self, shape: Shape, value: Any) -> str:
        if isinstance(value, bool):
            return (_YES if value else _NO).text(self.language)
        if isinstance(value, int):
            return number(value, self.language)
        if not isinstance(value, str):
            return _as_written(value)
        match shape.sort:
            case Sort.TERM if shape.terms is not None:
                return shape.terms.label(value, self.language)
            case Sort.PARTY if shape.name != "code":
                return self.parties.get(value, value)
            case Sort.COUNTRY:
                return name_of_country(value, self.language)
            case Sort.LANGUAGE:
                return language_name(value, self.language)
            case Sort.DAY:
                return day(value, self.language)
        return value

    def _part(self, shape: Shape, value: Mapping[str, Any]) -> v.Value:
        match shape.sort:
            case Sort.TEXT:
                return v.Texts(tuple(texts_of(value, self.language)))
            case Sort.PERIOD:
                return v.Words(period(value, self.language))
            case Sort.PLACE:
                return v.Words(place(value, self.language))
            case Sort.MONEY:
                return v.Words(money(value, self.language), is_number=True)
            case Sort.FILE:
                return self._file(value)
        if shape.part is PublicKey:
            return v.Words(_thumbprint(value))
        if shape.part is None:
            return v.Unknown(_as_written(value))
        return v.Fields(tuple(self.rows(shapes_of(shape.part), value)))

    def _file(self, value: Mapping[str, Any]) -> v.File:
        size = value.get("size")
        told = number(size, self.language) if isinstance(size, int) else ""
        return v.File(str(value.get("name", "")), str(value.get("type", "")), told, str(value.get("blob", "")))

    def _table(self, fields: Sequence[Shape], value: Sequence[Mapping[str, Any]]) -> v.Table:
        """Several values with the same fields; a column that none of them says is left out."""
        known = [shape for shape in fields if any(shape.name in one for one in value)]
        names = {shape.name for shape in fields}
        unknown = dict.fromkeys(name for one in value for name in one if name not in names)
        lines = tuple(
            (
                *(self.value(shape, one[shape.name]) if shape.name in one else None for shape in known),
                *(v.Unknown(_as_written(one[name])) if name in one else None for name in unknown),
            )
            for one in value
        )
        heads = (*(shape.label.text(self.language) for shape in known), *unknown)
        return v.Table(heads, lines)

    def rows(self, shapes: Sequence[Shape], value: Mapping[str, Any]) -> Iterator[v.Row]:
        """Give the fields that are there, in the order of the shapes; then what has no shape."""
        for shape in shapes:
            if shape.name in value:
                yield v.Row(shape.name, shape.label.text(self.language), self.value(shape, value[shape.name]))
        names = {shape.name for shape in shapes}
        for name in value:
            if name not in names:
                yield v.Row(name, name, v.Unknown(_as_written(value[name])))


def groups(
    form: str,
    body: Mapping[str, Any],
    language: str,
    parties: Mapping[str, str],
    records: Records | None = None,
) -> tuple[v.Group, ...]:
    """Give what a body says, by heading; only what it says is there.

    :param form: a kind, with or without the number of its form; all of an unknown one stands in one group.
    :param parties: names by code. :param records: kind and title of records and versions, by their names.
    """
    reader = _Reader(language, parties, records)
    try:
        cls = catalogue.kind(form)
    except catalogue.UnknownKindError:
        return (v.Group(_NOT_KNOWN.text(language), tuple(reader.rows((), body))),)
    found = []
    left = dict(body)
    for heading, shapes in grouped(cls):
        said = {shape.name: left.pop(shape.name) for shape in shapes if shape.name in left}
        if said:
            found.append(v.Group(heading.text(language), tuple(reader.rows(shapes, said))))
    if left:
        title = _NOT_KNOWN if found else FURTHER
        found.append(v.Group(title.text(language), tuple(reader.rows((), left))))
    return tuple(found)


def rows(
    form: str,
    body: Mapping[str, Any],
    language: str,
    parties: Mapping[str, str],
    fields: Sequence[str] = (),
    records: Records | None = None,
) -> tuple[v.Row, ...]:
    """Give the fields of a body without headings.

    :param fields: those that are wanted, in that order; all where none is named.
    """
    found = {row.field: row for group in groups(form, body, language, parties, records) for row in group.rows}
    return tuple(found[name] for name in fields if name in found) if fields else tuple(found.values())


def texts_of(value: Mapping[str, Any], language: str) -> Iterator[v.TextIn]:
    """Give a text in each language that it holds: the reader's first, then the original, then the others."""
    original, remembered = value.get("original"), value.get("of")
    known: Mapping[str, Any] = remembered if isinstance(remembered, Mapping) else {}
    held = [name for name in value if name not in {"original", "of"} and isinstance(value[name], str)]
    order = [*dict.fromkeys((language, str(original), *LANGUAGES, *held))]
    now = text_hash(str(value.get(str(original), "")))
    for name in (one for one in order if one in held):
        yield v.TextIn(
            name,
            language_name(name, language),
            value[name],
            is_original=name == original,
            is_translation=name in known,
            is_stale=name in known and known[name] != now,
        )


def text(value: Mapping[str, Any], language: str) -> str:
    """Give a text in the reader's language, else its original, else whatever there is."""
    return next((one.text for one in texts_of(value, language)), "")


def people(value: Sequence[Mapping[str, Any]], language: str, parties: Mapping[str, str]) -> str:
    """Say how many of each Party, and of which ranks: `Italia 5 (Ufficiali superiori), Azerbaigian 3`."""
    told = []
    for one in value:
        code, group = str(one.get("party", "")), one.get("rank_group")
        count = one.get("number")
        name = f"{parties.get(code, code)} {number(count, language) if isinstance(count, int) else '-'}"
        told.append(f"{name} ({_rank(str(group), language)})" if group else name)
    return ", ".join(told)


def _rank(group: str, language: str) -> str:
    return RANK_GROUPS.label(group, language)


def path_words(form: str, path: Path, language: str) -> str:
    """Say where in a body something stands, with the labels that people know: `Posti, 2: Numero`."""
    told = ""
    for step, shape in _steps(form, path):
        if isinstance(step, int):
            told += f", {step + 1}" if told else str(step + 1)
        elif shape is None:
            told += f": {language_name(step, language) if step in LANGUAGES else step}" if told else step
        else:
            told += f": {shape.label.text(language)}" if told else shape.label.text(language)
    return told


def value_words(form: str, path: Path, value: Any, language: str, parties: Mapping[str, str]) -> str:
    """Say what stands at a path of a body, in one line of plain words."""
    shape = None
    is_item = False
    for step, found in _steps(form, path):
        shape, is_item = (shape, True) if isinstance(step, int) else (found, False)
    if shape is None or value is None:
        return "-" if value is None else _as_written(value)
    reader = _Reader(language, parties, None)
    return in_line(reader.one(shape, value) if is_item else reader.value(shape, value))


def _steps(form: str, path: Path) -> Iterator[tuple[str | int, Shape | None]]:
    """Go down a path with the shape of each named step; a language within a text has none."""
    try:
        part: type[Part] | None = catalogue.kind(form)
    except catalogue.UnknownKindError:
        part = None
    for step in path:
        if isinstance(step, int):
            yield step, None
            continue
        shape = shape_of(part, step) if part is not None and part is not Text else None
        yield step, shape
        part = shape.part if shape is not None else None


def in_line(value: v.Value | None) -> str:
    """Say a value in one line of plain words."""
    match value:
        case None:
            return "-"
        case v.Words() | v.Unknown():
            return value.text
        case v.Texts():
            return value.texts[0].text if value.texts else ""
        case v.Link():
            return value.title or value.record
        case v.Version() | v.File():
            return (value.title if isinstance(value, v.Version) else "") or value.name
        case v.Many():
            return ", ".join(in_line(one) for one in value.values)
        case v.Fields():
            return "; ".join(f"{row.label}: {in_line(row.value)}" for row in value.rows)
        case v.Table():
            return "; ".join(" ".join(in_line(cell) for cell in line if cell is not None) for line in value.rows)


def _thumbprint(key: Mapping[str, Any]) -> str:
    """A public key as the list of Parties and the recovery sheet show it, too."""
    try:
        return msgspec.convert(key, Jwk).thumbprint()
    except msgspec.ValidationError:
        return _as_written(key)


def _as_written(value: Any) -> str:
    """A value of which nothing is known here, without the signs of JSON where that can be."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str | int) for one in value):
        return ", ".join(map(str, value))
    return json.dumps(value, ensure_ascii=False)
