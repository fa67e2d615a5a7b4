"""Shows the columns of a sheet with what each one means, and takes what people say of them; it reads no row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foedus.reading.activities import OWN_SHEET
from foedus.reading.drafts import PlanContext
from foedus.reading.heading_words import FIELDS, PARTY_FIELDS, PRIVATE_FIELDS, TEXT_FIELDS
from foedus.reading.headings import Headings, SheetMapping, find_headings
from foedus.reading.table import Sheet, letter_of
from foedus.records.kinds.activity import Activity
from foedus.web import showing
from foedus.web.languages import language_name
from foedus.web.names import party_name

_SAMPLE_CHARACTERS: Final = 60
_LABELS: Final[dict[str, Any]] = {
    "id": gettext_lazy("Hidden identifier of the line"),
    "branch": gettext_lazy("Branch of service"),
    "country": gettext_lazy("Country of the place"),
    "town": gettext_lazy("Town of the place"),
    "site": gettext_lazy("Site of the place"),
    "from": gettext_lazy("First day"),
    "to": gettext_lazy("Last day"),
    "language": gettext_lazy("Languages of work"),
    "lead": gettext_lazy("Lead entity"),
    "supporting": gettext_lazy("Supporting entity"),
    "reference": gettext_lazy("Reference of a Party"),
    "unit": gettext_lazy("Unit"),
    "row_kind": gettext_lazy("Kind of the row (total, section)"),
    "ignore": gettext_lazy("Not read"),
    "cost": gettext_lazy("Cost (stays in this office)"),
    "contact": gettext_lazy("Contact person (stays in this office)"),
    "programme": gettext_lazy("Programme of money (stays in this office)"),
}


@dataclass(frozen=True)
class ColumnShown:
    """A column: its heading (or its letters), a cell of it, and what it means, by itself and as people said."""

    number: int
    words: str
    sheet: str
    sample: str
    by_itself: str
    meaning: str


def field_label(key: str, language: str) -> str:
    """What a field of a sheet is called: ``places:AZE`` is the places of Azerbaijan."""
    name, _sign, qualifier = key.partition(":")
    label = str(_LABELS[name]) if name in _LABELS else showing.label(Activity, name, language)
    if not qualifier:
        return label
    of = language_name(qualifier, language) if name in TEXT_FIELDS else party_name(qualifier, language)
    return f"{label} ({of})"


def meanings(context: PlanContext, language: str) -> list[tuple[str, str]]:
    """All that a column can mean, by what it is called; not read comes first."""
    keys = sorted(FIELDS - {"ignore", "id", "row_kind"})
    keys += [f"{name}:{one}" for name in sorted(TEXT_FIELDS) for one in context.languages]
    keys += [f"{name}:{one}" for name in sorted(PARTY_FIELDS - {"unit"}) for one in context.parties]
    named = sorted(((key, field_label(key, language)) for key in keys), key=lambda pair: pair[1].lower())
    return [("", _("Not read")), *named, *((key, field_label(key, language)) for key in ("id", "row_kind"))]


def columns(sheets: Sequence[Sheet], mapping: SheetMapping, context: PlanContext) -> list[ColumnShown]:
    """The columns of all sheets that are read; a heading that stands in several sheets is shown once."""
    found: dict[str, ColumnShown] = {}
    for sheet in sheets:
        if sheet.name == OWN_SHEET or sheet.is_hidden or not sheet.rows:
            continue
        alone, _said = find_headings(sheet, SheetMapping(), context.parties)
        told, _said = find_headings(sheet, mapping, context.parties)
        known = told or alone
        for index, words in sorted(_words(sheet, known).items()):
            if words not in found:
                by_itself, meaning = _key(alone, index), _key(told, index)
                sample = _sample(sheet, index, known.row if known is not None else 0)
                found[words] = ColumnShown(len(found), words, sheet.name, sample, by_itself, meaning)
    return list(found.values())


def _words(sheet: Sheet, headings: Headings | None) -> dict[int, str]:
    if headings is not None and headings.row:
        return {index: words for index, words in headings.labels.items() if words.strip()}
    return {index: letter_of(index) for row in sheet.rows[:20] for index in row.cells}


def _key(headings: Headings | None, index: int) -> str:
    if headings is None:
        return ""
    return next((one.key for one in headings.columns if one.index == index and one.field != "ignore"), "")


def _sample(sheet: Sheet, index: int, after: int) -> str:
    texts = (row.text(index) for row in sheet.rows if row.number > after)
    said = next((text for text in texts if text), "")
    return said if len(said) <= _SAMPLE_CHARACTERS else f"{said[: _SAMPLE_CHARACTERS - 1]}…"


def mapping_of(sent: QueryDict, shown: Sequence[ColumnShown], before: SheetMapping) -> SheetMapping:
    """The mapping that a form says: ``meaning:<n>`` of each column, ``place:<n>`` with ``place-words:<n>``.

    :raises MappingError: a country is not known.
    """
    told = {}
    for column in shown:
        meaning = sent.get(f"meaning:{column.number}", column.meaning)
        if meaning != column.by_itself:
            told[column.words] = meaning or "ignore"
    held = {column.words for column in shown}
    kept = {words: meaning for words, meaning in before.columns.items() if words not in held}
    places = dict(before.places)
    for name in sent:
        number = name.removeprefix("place:")
        country = str(sent[name]).strip()
        if name.startswith("place:") and country:
            places[sent.get(f"place-words:{number}", "")] = country
    places.pop("", None)
    return SheetMapping({**kept, **told}, places, month_first="month_first" in sent)


def is_private(key: str) -> bool:
    """Say whether what a column holds stays in this office."""
    return key.partition(":")[0] in PRIVATE_FIELDS
