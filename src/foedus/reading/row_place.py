"""Where one row's activity takes place, from its cells, section and host; it does not read a place's text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from foedus.reading.drafts import Inferred
from foedus.reading.findings import Code
from foedus.reading.inference import PLACE_RULE
from foedus.reading.places import PlaceReading, read_place
from foedus.reading.wordings import parts_of
from foedus.records.countries import country_named, country_of_party

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foedus.reading.headings import Column
    from foedus.reading.rows import RowDraft, RowReader

_PLACE_FIELDS = ("place", "country", "town", "site")


def read_row_place(reader: RowReader, draft: RowDraft) -> None:
    """Read the place of one row into its draft: said, inferred by a named rule, or open with a question.

    A section that names a country says it of every place below that names none.
    """
    filled = {column.field: (column, cell.text) for column, cell in reversed(reader.filled(draft, *_PLACE_FIELDS))}
    reading = _from_cells({name: text for name, (_, text) in filled.items()}, reader.mapping.places)
    column = next((filled[name][0] for name in _PLACE_FIELDS if name in filled), None)
    countries = reader.context.party_of_country
    section = draft.section
    if reading.country and section.country and reading.rule is None and reading.country != section.country:
        _outside_section(reader, draft, column, reading.country)
    if reading.country is None and reading.kind is None:
        if section.country is not None:
            reading = replace(reading, country=section.country, code=None)
        elif section.kind is not None and not filled:
            reading = replace(reading, kind=section.kind)
    body = reading.to_body(countries)
    if body is not None and reading.rule is None:
        draft.body["place"] = body
    elif body is not None and reading.rule is not None:
        draft.inferred.append(Inferred("place", body, reading.rule, _said(filled)))
    elif filled:
        _open_place(reader, draft, column, reading, _said(filled))


def _said(filled: dict[str, tuple[Column, str]]) -> str:
    return ", ".join(filled[name][1] for name in reversed(_PLACE_FIELDS) if name in filled)


def _from_cells(texts: Mapping[str, str], codes: Mapping[str, str]) -> PlaceReading:
    """Put the cells together: a column of its own says its part, the place column says the rest."""
    reading = read_place(texts["place"], codes) if "place" in texts else PlaceReading()
    if "country" in texts:
        told = read_place(_one_language(texts["country"]), codes)
        reading = replace(
            reading,
            country=told.country,
            kind=told.kind or reading.kind,
            code=told.code,
            facts=told.facts,
            rule=told.rule,
        )
    return replace(reading, town=texts.get("town", reading.town), site=texts.get("site", reading.site))


def _one_language(text: str) -> str:
    """Of a country written in several languages, the first name, if all the names are of one country."""
    parts = list(parts_of(text))[1:]
    countries = {country_named(part) for part in parts}
    return parts[0] if len(countries) == 1 and None not in countries else text


def _outside_section(reader: RowReader, draft: RowDraft, column: Column | None, country: str) -> None:
    reader.say(draft, Code.PLACE_OUTSIDE_SECTION, column, country=country, section=draft.section.text)
    if draft.body.get("host") == draft.section.host and not reader.filled(draft, "host"):
        draft.body.pop("host", None)
        draft.unsettled["host"] = draft.section.text


def _open_place(reader: RowReader, draft: RowDraft, column: Column | None, reading: PlaceReading, text: str) -> None:
    """A place without a country: that of the host where the row or its section says one, else a question."""
    host_country = country_of_party(draft.body.get("host", ""))
    if host_country is not None and reading.code is not Code.PLACE_SEVERAL:
        body = replace(reading, country=host_country, code=None).to_body({host_country})
        draft.inferred.append(Inferred("place", body, PLACE_RULE, text))
        return
    draft.unsettled["place"] = text
    reader.say(draft, reading.code or Code.PLACE_COUNTRY_OPEN, column, **{"text": text, "part": text, **reading.facts})
