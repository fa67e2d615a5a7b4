"""A text to country, town and site, by what it names; which code means which country is told, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from foedus.reading.calendar_words import is_open
from foedus.reading.findings import Code
from foedus.records.countries import country_named, folded_name, is_alpha2, name_of_country

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from foedus.reading.findings import Fact

_US_STATES = frozenset(
    [
        "AL",
        "AK",
        "AZ",
        "AR",
        "CA",
        "CO",
        "CT",
        "DE",
        "FL",
        "GA",
        "HI",
        "ID",
        "IL",
        "IN",
        "IA",
        "KS",
        "KY",
        "LA",
        "ME",
        "MD",
        "MA",
        "MI",
        "MN",
        "MS",
        "MO",
        "MT",
        "NE",
        "NV",
        "NH",
        "NJ",
        "NM",
        "NY",
        "NC",
        "ND",
        "OH",
        "OK",
        "OR",
        "PA",
        "RI",
        "SC",
        "SD",
        "TN",
        "TX",
        "UT",
        "VT",
        "VA",
        "WA",
        "WV",
        "WI",
        "WY",
        "DC",
    ]
)
_STATES_NAMED_LIKE_COUNTRIES = {"georgia": "GE"}
"""Names of States of the USA that are names of countries too."""
_TOWNS = {"GE": frozenset({"tbilisi", "batumi", "kutaisi", "rustavi", "gori", "poti", "zugdidi", "telavi", "senaki"})}
"""Towns that say of which of the two: beside any other the name is a question."""
_LONGEST_CODE = 3
_CODE = re.compile(r"[A-Z]{2}\Z")
_BRACKETS = re.compile(r"\s*\((?P<inside>[^()]+)\)\Z")
_STATE_THEN_MORE = re.compile(r"\b(?P<state>[A-Z]{2}) (?:and|e|&) \w")
_US_DOTTED = re.compile(r"\A([DU])\.\s?([CS])\.\Z")
_ONLINE = re.compile(
    r"(?:on-?\s?line|virtual(?:e|ly)?|web(?:ex|inar)?|video\s?conference|videoconferenza|vtc|vtk"
    r"|a distanza|da remoto|remote(?:ly)?"
    r"|онлайн|дистанционно|видеоконференция|вкс)\Z"
)
_THIRD = re.compile(r"(?:(?:in )?paes[ei] terz[io]|(?:in )?(?:a )?third countr(?:y|ies))\Z")
_ABOARD = re.compile(
    r"(?:a bordo(?: di| della?| del)?|aboard|on board(?: of)?|на борту)\b\s*(?P<ship>.*)\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """What a text says of a place: the fields of a place as they stand in a body, or why its country stays open.

    `rule` names the rule that gave the country where the text alone does not say it.
    """

    country: str | None = None
    town: str | None = None
    site: str | None = None
    kind: str | None = None
    rule: str | None = None
    code: Code | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def to_body(self, party_countries: Collection[str]) -> dict[str, str] | None:
        """Give the place as it stands in a body; nothing where its kind is not known.

        Parameters: the countries (two letters) of the parties; any other country is a third one.
        """
        kind = self.kind
        if kind is None and self.country is not None:
            kind = "country" if self.country in party_countries else "third_country"
        if kind is None:
            return None
        parts = {"kind": kind, "country": self.country, "town": self.town, "site": self.site}
        return {name: part for name, part in parts.items() if part}


def read_place(text: str, codes: Mapping[str, str]) -> PlaceReading:
    """Read a place from its text.

    Parameters: the cell's text; `codes`, the mapping's place codes and whole place texts to a country's two
    letters. A bare two-letter code is read by that mapping alone.
    """
    text = " ".join(text.split())
    if not text or is_open(text):
        return PlaceReading()
    by_hand = {folded_name(words): country for words, country in codes.items()}
    if _ONLINE.match(folded_name(text)) or _ONLINE.match(text.lower()):
        return PlaceReading(kind="online")
    if aboard := _ABOARD.match(text):
        return _aboard(aboard["ship"].strip(" ,:-/"))
    if _THIRD.match(folded_name(text)):
        return PlaceReading(kind="third_country")
    told = by_hand.get(folded_name(text))
    if told is not None and not _is_for_country(text, told):
        whole = _plain(text)
        return PlaceReading(told, whole.town, whole.site)
    if several := _STATE_THEN_MORE.search(text):
        state = several["state"] in _US_STATES
        return PlaceReading(site=text, code=Code.PLACE_SEVERAL, facts={"text": text, "has_state": int(state)})
    return _by_last_part(text, by_hand)


def _aboard(ship: str) -> PlaceReading:
    """What follows "aboard" is the ship, and the country where one closes it ("Nave Esempio, Italia")."""
    rest, _, last = ship.rpartition(",")
    country = country_named(last)
    name = rest.strip() if country else ship
    return PlaceReading(country=country, kind="aboard", site=name or None)


def _by_last_part(text: str, by_hand: Mapping[str, str]) -> PlaceReading:
    """Take the country from the last part after a comma, or from the whole."""
    bracketed = _BRACKETS.search(text)
    site = bracketed["inside"] if bracketed else None
    parts = [_US_DOTTED.sub(r"\1\2", part.strip()) for part in _BRACKETS.sub("", text).split(",") if part.strip()]
    if _may_be_a_state(parts if site is None else [*parts, site], by_hand):
        return PlaceReading(town=text, code=Code.PLACE_COUNTRY_OPEN, facts={"text": text, "part": text})
    if bracketed and (inside := country_named(bracketed["inside"])):
        # "Baku (Azerbaijan)": the country stands in the brackets.
        return _with_town(inside, parts, None)
    if not parts:
        return PlaceReading(code=Code.PLACE_COUNTRY_OPEN, facts={"text": text})
    last = parts[-1]
    told = by_hand.get(folded_name(last))
    if told is not None and not _is_for_country(last, told):
        # A town told by hand stays with its place.
        return _with_town(told, parts, site)
    country = told or country_named(last)
    if country is not None:
        return _with_town(country, parts[:-1], site)
    if len(parts) > 1 and last in _US_STATES and not is_alpha2(last):
        town = _plain(", ".join(parts))
        return PlaceReading("US", town.town, town.site or site, rule="country-from-us-state")
    whole = _plain(", ".join(parts))
    facts: dict[str, Fact] = {"text": text, "part": last}
    return PlaceReading(town=whole.town, site=whole.site or site, code=Code.PLACE_COUNTRY_OPEN, facts=facts)


def _may_be_a_state(parts: list[str], by_hand: Mapping[str, str]) -> bool:
    """Whether a town stands before a name that is a State's as well as a country's ("Atlanta, Georgia")."""
    *before, last = [folded_name(part) for part in parts] or [""]
    country = _STATES_NAMED_LIKE_COUNTRIES.get(last)
    return country is not None and bool(before) and last not in by_hand and before[-1] not in _TOWNS[country]


def _is_for_country(word: str, country: str) -> bool:
    """Whether a word told by hand stands for the country itself: a code, its name, or its name misspelt."""
    names = [folded_name(name_of_country(country, language)) for language in ("en", "it", "ru")]
    is_code = word.isupper() and len(word) <= _LONGEST_CODE
    return is_code or country_named(word) == country or bool(get_close_matches(folded_name(word), names, cutoff=0.75))


def _with_town(country: str, parts: list[str], site: str | None) -> PlaceReading:
    rest = _plain(", ".join(parts)) if parts else PlaceReading()
    return PlaceReading(country, rest.town, rest.site or site)


def _plain(text: str) -> PlaceReading:
    """Split "site, town" and keep a state with its town ("Newport, RI", "Atlanta, Georgia")."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    tail: list[str] = []
    while len(parts) > 1 and (_CODE.match(parts[-1]) or folded_name(parts[-1]) in _STATES_NAMED_LIKE_COUNTRIES):
        tail.insert(0, parts.pop())
    town = ", ".join([parts[-1], *tail])
    return PlaceReading(town=town, site=", ".join(parts[:-1]) or None)
