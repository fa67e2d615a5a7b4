"""Texts of places: what they say, what a mapping tells, and what stays open."""

from __future__ import annotations

import pytest

from foedus.reading.findings import Code
from foedus.reading.places import read_place

CODES = {"US": "US", "GY": "DE", "AJ": "AZ", "Scuola campione": "IT", "Roma": "IT", "Azerbaigiann": "AZ"}
PARTIES = ("US", "AZ")


@pytest.mark.parametrize(
    "text,body",
    [
        ("Baku, Azerbaijan", {"kind": "country", "country": "AZ", "town": "Baku"}),
        ("Baku (Azerbaigian)", {"kind": "country", "country": "AZ", "town": "Baku"}),
        ("Рим, Италия", {"kind": "third_country", "country": "IT", "town": "Рим"}),
        ("Garmisch, GY", {"kind": "third_country", "country": "DE", "town": "Garmisch"}),
        ("Baku, AJ", {"kind": "country", "country": "AZ", "town": "Baku"}),
        ("Macdill ABF, FL, US", {"kind": "country", "country": "US", "town": "Macdill ABF, FL"}),
        ("DIILS, Newport, RI, US", {"kind": "country", "country": "US", "town": "Newport, RI", "site": "DIILS"}),
        ("Kazakhstan", {"kind": "third_country", "country": "KZ"}),
        ("Finland (In Country Training)", {"kind": "third_country", "country": "FI", "site": "In Country Training"}),
        ("Scuola campione", {"kind": "third_country", "country": "IT", "town": "Scuola campione"}),
        ("Sala Rossa, Roma", {"kind": "third_country", "country": "IT", "town": "Roma", "site": "Sala Rossa"}),
        ("Baku, Azerbaigiann", {"kind": "country", "country": "AZ", "town": "Baku"}),
        ("AJ", {"kind": "country", "country": "AZ"}),
        ("Online", {"kind": "online"}),
        ("a distanza", {"kind": "online"}),
        ("videoconferenza", {"kind": "online"}),
        ("a bordo di Nave Campione", {"kind": "aboard", "site": "Nave Campione"}),
        ("aboard Sample Ship, Italy", {"kind": "aboard", "country": "IT", "site": "Sample Ship"}),
        ("paese terzo", {"kind": "third_country"}),
    ],
)
def test_place_that_says_its_country(text: str, body: dict[str, str]) -> None:
    reading = read_place(text, CODES)
    assert (reading.to_body(PARTIES), reading.rule, reading.code) == (body, None, None)


@pytest.mark.parametrize("text", ["Tampa, FL", "Washington, D.C.", "DIILS, Newport, RI"])
def test_place_in_a_state_that_is_no_country_code_is_inferred(text: str) -> None:
    reading = read_place(text, CODES)
    assert (reading.country, reading.rule) == ("US", "country-from-us-state")


@pytest.mark.parametrize(
    "text", ["Garmisch, GE", "Colorado Springs, CO", "Bishkek, KG", "Baku, Azerbiajan", "Napoli", "DKIRSET", "()"]
)
def test_place_whose_country_stays_open(text: str) -> None:
    reading = read_place(text, CODES)
    assert (reading.to_body(PARTIES), reading.code) == (None, Code.PLACE_COUNTRY_OPEN)


@pytest.mark.parametrize("text", ["Atlanta, Georgia", "Fort Campione, Georgia", "Atlanta (Georgia)"])
def test_town_before_a_name_that_is_a_state_and_a_country_is_a_question(text: str) -> None:
    reading = read_place(text, CODES)
    assert (reading.to_body(PARTIES), reading.code, dict(reading.facts)) == (
        None,
        Code.PLACE_COUNTRY_OPEN,
        {"text": text, "part": text},
    )


def test_place_in_georgia_is_told_by_its_town_or_by_hand() -> None:
    told = [
        read_place(*given)
        for given in (("Tbilisi, Georgia", {}), ("Georgia", {}), ("Roma, Georgia", {"Georgia": "GE"}))
    ]
    assert [(one.country, one.town) for one in told] == [("GE", "Tbilisi"), ("GE", None), ("GE", "Roma")]
    by_hand = read_place("Atlanta, Georgia", {"Atlanta, Georgia": "US"})
    assert (by_hand.country, by_hand.town, by_hand.site) == ("US", "Atlanta, Georgia", None)


def test_code_without_a_mapping_is_never_guessed() -> None:
    assert read_place("Garmisch, GY", {}).code is Code.PLACE_COUNTRY_OPEN


def test_two_places_in_one_cell_are_a_question() -> None:
    assert read_place("Lackland AFB, TX and Wright Patterson AFB, OH", CODES).code is Code.PLACE_SEVERAL


@pytest.mark.parametrize("text", ["", "n.a.", "TBD"])
def test_place_that_is_not_said(text: str) -> None:
    reading = read_place(text, CODES)
    assert (reading.to_body(PARTIES), reading.code) == (None, None)
