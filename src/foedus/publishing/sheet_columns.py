"""The columns of a plan's sheet, their headings and the text of each cell; how it looks is decided elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from foedus.records.activity_terms import ACTIVITY_TYPES, AREAS
from foedus.records.countries import country_of_party, name_of_country
from foedus.records.terms import TermList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from foedus.records.base import Body

CellText = str | int | None

_HEADINGS = {
    "id": ("ID foedus", "foedus ID"),
    "serial": ("N.", "No."),
    "title": ("Titolo", "Title"),
    "type": ("Tipo", "Type"),
    "area": ("Settore di cooperazione", "Area of cooperation"),
    "host": ("Parte ospitante", "Host Party"),
    "country": ("Paese", "Country"),
    "town": ("Città", "Town"),
    "site": ("Struttura", "Site"),
    "period": ("Periodo", "Period"),
    "days": ("Giorni", "Days"),
    "places": ("Posti", "Places"),
    "lead": ("Ente capofila", "Lead agency"),
    "supporting": ("Ente concorrente", "Supporting entity"),
    "objective": ("Obiettivo", "Objective"),
    "level": ("Livello", "Level"),
    "remarks": ("Note", "Remarks"),
}
_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
_WIDTHS = {
    "id": 12,
    "serial": 5,
    "title": 30,
    "type": 17,
    "area": 19,
    "host": 12,
    "country": 12,
    "town": 13,
    "site": 14,
}
_WIDTHS |= {
    "period": 18,
    "days": 7,
    "places": 8,
    "lead": 18,
    "supporting": 18,
    "objective": 26,
    "level": 14,
    "remarks": 18,
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: its field, its heading, its width in characters, and how a body's cell reads in it."""

    field: str
    heading: str
    width: int
    cell: Callable[[Body], CellText]
    terms: tuple[str, ...] = ()


def both(italian: str, english: str, languages: Sequence[str], separator: str = " / ") -> str:
    """Word something in the languages of the sheet, Italian and English at most, once where the two are the same."""
    words = [italian if language == "it" else english for language in languages if language in {"it", "en"}] or [
        english
    ]
    return separator.join(dict.fromkeys(words))


def lines_needed(value: CellText, width: int) -> int:
    """How many lines a text takes in a column of this width in characters: not every program works it out itself."""
    return sum(max(1, -(-len(line) // max(1, width - 1))) for line in str(value or "").split("\n"))


def columns_of_plan(
    bodies: Sequence[Body], parties: Sequence[str], languages: Sequence[str]
) -> tuple[SheetColumn, ...]:
    """Give the columns of a plan's sheet.

    Parameters: the bodies of its lines; the parties' codes; the languages in which it goes out. A field that only some
    plans use has a column where a line of this one holds it.
    """
    return tuple(_columns(bodies, parties, languages))


def _columns(bodies: Sequence[Body], parties: Sequence[str], languages: Sequence[str]) -> Iterator[SheetColumn]:
    def column(
        field: str, cell: Callable[[Body], CellText], mark: str = "", terms: tuple[str, ...] = ()
    ) -> SheetColumn:
        italian, english = (f"{words} {mark}".strip() for words in _HEADINGS[field])
        return SheetColumn(field, both(italian, english, languages, "\n"), _WIDTHS[field], cell, terms)

    yield column("serial", lambda body: body.get("serial"))
    yield from (
        column("title", _text("title", language), f"({language.upper()})")
        for language in _spoken(bodies, "title", languages)
    )
    for name, terms in (("type", ACTIVITY_TYPES), ("area", AREAS)):
        yield column(
            name, _term(name, terms, languages), terms=tuple(both(term.it, term.en, languages) for term in terms)
        )
    yield column(
        "host",
        lambda body: party_name(body["host"], languages) if "host" in body else None,
        terms=tuple(party_name(code, languages) for code in parties),
    )
    yield column("country", lambda body: _country(body.get("place"), languages))
    yield column("town", lambda body: body.get("place", {}).get("town"))
    yield column("site", lambda body: body.get("place", {}).get("site"))
    yield column("period", lambda body: period_text(body["period"], languages) if "period" in body else None)
    yield column("days", lambda body: body.get("days"))
    for party in _parties_of(bodies, parties):
        yield column("places", _places(party), party)
    for role in ("lead", "supporting"):
        for party in parties:
            entities = _entities(party, role)
            if any(entities(body) for body in bodies):
                yield column(role, entities, party)
    for name in ("objective", "level"):
        for language in _spoken(bodies, name, languages) if any(name in body for body in bodies) else ():
            yield column(name, _text(name, language), f"({language.upper()})")
    yield from (
        column("remarks", _text("remarks", language), f"({language.upper()})")
        for language in _spoken(bodies, "remarks", languages)
    )


def id_column(record_of: Callable[[Body], str]) -> SheetColumn:
    """Give the hidden column by which a line is known again."""
    return SheetColumn("id", _HEADINGS["id"][1], _WIDTHS["id"], record_of)


def _spoken(bodies: Iterable[Body], name: str, languages: Sequence[str]) -> tuple[str, ...]:
    """The languages of the sheet, and those that a line holds besides."""
    held = {language for body in bodies for language in body.get(name, {}) if language not in {"original", "of"}}
    return (*languages, *sorted(held - set(languages)))


def _parties_of(bodies: Iterable[Body], parties: Sequence[str]) -> tuple[str, ...]:
    others = {entry["party"] for body in bodies for entry in body.get("places", ())}
    return (*parties, *sorted(others - set(parties)))


def _text(name: str, language: str) -> Callable[[Body], CellText]:
    return lambda body: body.get(name, {}).get(language)


def _term(name: str, terms: TermList, languages: Sequence[str]) -> Callable[[Body], CellText]:
    def cell(body: Body) -> CellText:
        term_id = body.get(name)
        return None if term_id is None else both(terms.label(term_id, "it"), terms.label(term_id, "en"), languages)

    return cell


def _places(party: str) -> Callable[[Body], CellText]:
    def cell(body: Body) -> CellText:
        numbers = [entry["number"] for entry in body.get("places", ()) if entry["party"] == party]
        return sum(numbers) if numbers else None

    return cell


def _entities(party: str, role: str) -> Callable[[Body], CellText]:
    def cell(body: Body) -> CellText:
        found = [
            entry["entity"] for entry in body.get("entities", ()) if (entry["party"], entry["role"]) == (party, role)
        ]
        return "\n".join(found) or None

    return cell


def party_name(code: str, languages: Sequence[str]) -> str:
    """Name a party by its country where its code is one, else by its code."""
    country = country_of_party(code)
    return code if country is None else both(name_of_country(country, "it"), name_of_country(country, "en"), languages)


def _country(place: Body | None, languages: Sequence[str]) -> CellText:
    if place is None:
        return None
    country = place.get("country")
    name = both(name_of_country(country, "it"), name_of_country(country, "en"), languages) if country else None
    match place["kind"]:
        case "online":
            return "online"
        case "aboard":
            return f"a bordo, {name_of_country(country, 'it')}" if country else "a bordo"
        case "third_country" if name is None:
            return both("paese terzo", "third country", languages)
    return name


def period_text(period: Body, languages: Sequence[str]) -> str:
    """Word a period as the reading of sheets understands it again, in the languages of the sheet."""
    if period["precision"] == "none":
        return both("da definire", "TBD", languages)
    italian, english = (_span(period, language) for language in ("it", "en"))
    return both(italian, english, languages)


def _span(period: Body, language: str) -> str:
    first, last = (_unit(period[name], period["precision"], language) for name in ("from", "to"))
    return first if first == last else f"{first} - {last}"


def _unit(day: str, precision: str, language: str) -> str:
    """Name the day, week, month, quarter, half or year in which a day lies."""
    year, month, number = (int(part) for part in day.split("-"))
    quarter, half = (month - 1) // 3 + 1, (month - 1) // 6 + 1
    match precision:
        case "month":
            return f"{month:02}/{year}"
        case "quarter":
            return f"{_ROMAN[quarter]} trim. {year}" if language == "it" else f"Q{quarter} {year}"
        case "half":
            return f"{_ROMAN[half]} sem. {year}" if language == "it" else f"H{half} {year}"
        case "year":
            return str(year)
        case "week":
            iso_year, week, _ = date(year, month, number).isocalendar()
            return f"{iso_year}-W{week:02}"
    return f"{number:02}/{month:02}/{year}"
