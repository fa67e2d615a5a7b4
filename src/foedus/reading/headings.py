"""Which row holds the headings and what each column means, by words or by hand; it reads no row below them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from foedus.reading.findings import Code, Finding
from foedus.reading.heading_words import FIELD_OF, FIELDS, PARTY_FIELDS, TEXT_FIELDS
from foedus.reading.table import column_of, letter_of
from foedus.records.countries import country_named, country_of_party, country_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from foedus.reading.table import Row, Sheet

_FORMAT = "foedus-sheet-mapping/1"
_FEWEST_FIELDS = 2
_LONGEST_NAME_WORDS = 3
_PARTY_CODE = re.compile(r"[A-Z][A-Z0-9-]{1,15}\Z")
_LETTERS = re.compile(r"[A-Z]{1,2}\Z")
_LANGUAGE_CODES = frozenset({"it", "en", "ru", "az", "kk", "uz", "fr"})
_LANGUAGE_OF_CODE = {code.upper(): code for code in _LANGUAGE_CODES}


class MappingError(ValueError):
    """A mapping that names no known field or country, or is not of the form.

    `code` is `field-unknown`, `country-unknown` or `form-unknown`.
    """

    def __init__(self, code: str, found: str) -> None:
        super().__init__(code, found)
        self.code = code
        self.found = found


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What people say by hand of one kind of sheet; it is plain JSON, so that it can be kept under a name.

    `columns`: a heading's words, or a column's letters, to a field (`title`, `title:it`, `places:AZE`, `ignore`).
    `places`: a place code of the sheet, or a whole place text, to a country (its name or letters; kept as two letters).
    `month_first`: dates are written mm/dd/yyyy.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    month_first: bool = False

    def __post_init__(self) -> None:
        for meaning in self.columns.values():
            _field_and_qualifier(meaning)
        told = {words: country_told(country) for words, country in self.places.items()}
        for words, country in told.items():
            if country is None:
                raise MappingError("country-unknown", self.places[words])
        object.__setattr__(self, "places", told)

    def to_json(self) -> dict[str, object]:
        """Give the mapping as plain JSON values."""
        return {
            "format": _FORMAT,
            "columns": dict(self.columns),
            "places": dict(self.places),
            "month_first": self.month_first,
        }

    @classmethod
    def from_json(cls, plain: object) -> SheetMapping:
        """Read what `to_json` gave; raises `MappingError` for anything else."""
        if not isinstance(plain, dict) or plain.get("format") != _FORMAT:
            raise MappingError("form-unknown", str(plain)[:80])
        columns, places = plain.get("columns", {}), plain.get("places", {})
        month_first = plain.get("month_first", False)
        if set(plain) - {"format", "columns", "places", "month_first"} or not isinstance(month_first, bool):
            raise MappingError("form-unknown", ", ".join(sorted(map(str, plain))))
        for part in (columns, places):
            if not isinstance(part, dict) or not all(isinstance(word, str) for pair in part.items() for word in pair):
                raise MappingError("form-unknown", str(part)[:80])
        return cls(columns, places, month_first)

    def with_changes(self, columns: Mapping[str, str], places: Mapping[str, str]) -> SheetMapping:
        """Give this mapping with more said: what is named anew takes the place of what was."""
        return replace(self, columns={**self.columns, **columns}, places={**self.places, **places})


@dataclass(frozen=True, slots=True)
class Column:
    """What one column means: its field, the party or language it is about, the languages of its heading."""

    index: int
    heading: str
    field: str
    qualifier: str | None = None
    languages: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """The column's letter."""
        return letter_of(self.index)

    @property
    def key(self) -> str:
        """The field with its qualifier, as a mapping writes it."""
        return f"{self.field}:{self.qualifier}" if self.qualifier else self.field


@dataclass(frozen=True, slots=True)
class Headings:
    """The columns of a sheet by what they mean, and the last row of headings (0 where there is none).

    `labels` are the headings of all columns as they stand, of those that are not read too.
    """

    row: int
    columns: tuple[Column, ...]
    labels: Mapping[int, str] = field(default_factory=dict)

    def of(self, field_name: str) -> tuple[Column, ...]:
        """All columns that hold a field."""
        return tuple(column for column in self.columns if column.field == field_name)

    def one(self, field_name: str) -> Column | None:
        """The first column that holds a field, if any."""
        return next(iter(self.of(field_name)), None)


def folded_heading(text: str) -> str:
    """Fold a heading for comparing: lower case, no accents, marks or underscores."""
    plain = unicodedata.normalize("NFKD", text.replace("№", "n").lower())
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    letters = unicodedata.normalize("NFC", letters).replace("ё", "е")
    return " ".join(re.sub(r"[^\w#]|_", " ", letters).split())


def find_headings(
    sheet: Sheet, mapping: SheetMapping, parties: tuple[str, ...] = ()
) -> tuple[Headings | None, tuple[Finding, ...]]:
    """Find the row of headings and what each column means.

    Parameters: the sheet; what is said by hand; the parties' codes, which a heading may name ("Posti AZE").

    The row with most fields known is taken, the first of equals; a second heading row right below joins it.
    Returns no headings where no row has a title and one more field; findings say what was not understood.
    """
    best: tuple[int, int] | None = None
    for index, row in enumerate(sheet.rows):
        fields = {column.field for column in _columns_of(row, mapping, parties)}
        if "title" in fields and len(fields) >= _FEWEST_FIELDS and (best is None or len(fields) > best[0]):
            best = (len(fields), index)
    if best is None:
        return _by_letters(sheet, mapping)
    top = sheet.rows[best[1]]
    columns = {column.index: column for column in _columns_of(top, mapping, parties)}
    last = top.number
    below = sheet.rows[best[1] + 1] if best[1] + 1 < len(sheet.rows) else None
    if below is not None and below.number == top.number + 1 and _is_subheading(below, mapping, parties):
        columns.update({column.index: column for column in _columns_of(below, mapping, parties)})
        last = below.number
    unread = [
        Finding(Code.COLUMN_NOT_READ, sheet.name, top.number, cell.letter, {"heading": cell.text})
        for index, cell in sorted(top.cells.items())
        if index not in columns
    ]
    labels = {index: cell.text for index, cell in top.cells.items()}
    labels.update({column.index: column.heading for column in columns.values()})
    headings = Headings(last, tuple(columns[index] for index in sorted(columns)), labels)
    return headings, (*_faults(sheet, top, headings, mapping), *unread)


def is_heading_again(row: Row, headings: Headings) -> bool:
    """Whether a row only repeats the headings, as at the top of a printed page."""
    said = {folded_heading(column.heading) for column in headings.columns}
    return len(row.cells) >= _FEWEST_FIELDS and all(folded_heading(text) in said for text in row.texts)


def _by_letters(sheet: Sheet, mapping: SheetMapping) -> tuple[Headings | None, tuple[Finding, ...]]:
    columns = []
    for letters, meaning in mapping.columns.items():
        if _LETTERS.match(letters):
            name, qualifier = _field_and_qualifier(meaning)
            columns.append(Column(column_of(letters), letters, name, qualifier))
    if not any(column.field == "title" for column in columns):
        return None, ()
    headings = Headings(0, tuple(sorted(columns, key=lambda column: column.index)))
    return headings, _twice(sheet, headings)


def _is_subheading(row: Row, mapping: SheetMapping, parties: tuple[str, ...]) -> bool:
    known = {column.index for column in _columns_of(row, mapping, parties)}
    fresh = {index for index, cell in row.cells.items() if not cell.is_copied}
    return bool(fresh) and fresh <= known


def _columns_of(row: Row, mapping: SheetMapping, parties: tuple[str, ...]) -> Iterator[Column]:
    by_words = {folded_heading(words): meaning for words, meaning in mapping.columns.items()}
    for index, cell in sorted(row.cells.items()):
        heading = cell.text
        meaning = mapping.columns.get(letter_of(index)) or by_words.get(folded_heading(heading))
        if meaning is not None:
            name, qualifier = _field_and_qualifier(meaning)
            yield Column(index, heading, name, qualifier)
        elif isinstance(cell.value, str) and (column := _recognised(index, heading, parties)):
            yield column


def _recognised(index: int, heading: str, parties: tuple[str, ...]) -> Column | None:
    """Recognise a heading by its words; one cell may hold it in several languages, each must mean the same field."""
    qualifier: str | None = None
    fields: list[tuple[str, tuple[str, ...]]] = []
    for part in re.split(r"\n|/|\||;", heading):
        known = FIELD_OF.get(folded_heading(part))
        if known is None and (found := _qualified(part, parties)):
            known, qualifier = found
        if known is None:
            # "Location (town)" and "Costo (EUR)": what stands in brackets explains, and may be left out.
            known = FIELD_OF.get(folded_heading(re.sub(r"[(\[].*?[)\]]", " ", part)))
        if known is not None:
            fields.append(known)
    if not fields:
        whole = FIELD_OF.get(folded_heading(heading))
        fields = [whole] if whole else []
    if not fields or len({name for name, _ in fields}) > 1:
        return None
    name = fields[0][0]
    languages = tuple(dict.fromkeys(language for _, known in fields for language in known[:1]))
    if name in TEXT_FIELDS:
        return Column(index, heading, name, _LANGUAGE_OF_CODE.get(qualifier or ""), languages)
    return Column(index, heading, name, qualifier if name in PARTY_FIELDS else None, languages)


def _qualified(part: str, parties: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], str] | None:
    """Read a heading that closes with a language or a party: "Titolo (EN)", "Posti AZE", "Places Azerbaijan"."""
    words = part.split()
    for length in range(1, min(_LONGEST_NAME_WORDS, len(words) - 1) + 1):
        known = FIELD_OF.get(folded_heading(" ".join(words[:-length])))
        name = " ".join(words[-length:]).strip("()[] ")
        if known is None:
            continue
        if known[0] in TEXT_FIELDS and name.upper() in _LANGUAGE_OF_CODE:
            return known, name.upper()
        country = country_named(name)
        for code in parties if known[0] in PARTY_FIELDS else ():
            if name == code or (country is not None and country == country_of_party(code)):
                return known, code
    return None


def _field_and_qualifier(meaning: str) -> tuple[str, str | None]:
    name, _, qualifier = meaning.partition(":")
    is_language = name in TEXT_FIELDS and qualifier in _LANGUAGE_CODES
    is_party = name in PARTY_FIELDS and _PARTY_CODE.match(qualifier) is not None
    if name not in FIELDS or (qualifier and not is_language and not is_party):
        raise MappingError("field-unknown", meaning)
    return name, qualifier or None


def _faults(sheet: Sheet, row: Row, headings: Headings, mapping: SheetMapping) -> Iterator[Finding]:
    """Say which words of the mapping stand over no column, and which field two columns claim."""
    said = {folded_heading(column.heading) for column in headings.columns}
    letters = {column.letter for column in headings.columns}
    for words in mapping.columns:
        if words not in letters and folded_heading(words) not in said:
            yield Finding(Code.MAPPING_WITHOUT_COLUMN, sheet.name, row.number, None, {"heading": words})
    yield from _twice(sheet, headings)


def _twice(sheet: Sheet, headings: Headings) -> tuple[Finding, ...]:
    seen: dict[tuple[str, tuple[str, ...]], Column] = {}
    findings = []
    for column in headings.columns:
        key = (column.key, column.languages if column.field in TEXT_FIELDS else ())
        if column.field == "ignore":
            continue
        if key in seen:
            facts = {"field": column.key, "heading": column.heading, "other_column": seen[key].letter}
            findings.append(Finding(Code.HEADING_TWICE, sheet.name, headings.row or None, column.letter, facts))
        seen.setdefault(key, column)
    return tuple(findings)
