"""Words are found whatever their case and accents, and names of records are no words."""

import pytest

from foedus.office.search_words import fold, pieces_of, words_in, words_of


@pytest.mark.parametrize(
    "text, folded",
    [
        ("Corso", "corso"),
        ("Gəncə", "gence"),
        ("Łódź", "lodz"),
        ("Øresund", "oresund"),
        ("IĞDIR ığdır", "igdir igdir"),
        ("İzmir", "izmir"),
        ("citta\u0300", "citta"),
        ("Città", "citta"),
        ("Straße", "strasse"),
        ("Ærø", "aero"),
        ("Йод и мёд", "йод и мёд"),
        ("日本", "日本"),
    ],
)
def test_case_and_accents_fall_away(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_words_are_told_once_and_in_order() -> None:
    assert words_in("Corso, CORSO di ITA/7/0") == ("corso", "di", "ita", "7", "0")
    assert words_in(" - ") == ()


def test_pieces_stay_whole_and_hold_no_quotes() -> None:
    assert pieces_of('ITA/7/0 "civil-military" - ITA/7/0') == ("ita/7/0", "civil-military")


def test_words_of_a_body_leave_out_names_and_hashes() -> None:
    body = {
        "title": {"it": "Però", "en": "But", "original": "it", "of": {"en": "f" * 64}},
        "plan": "ITA/00000000-0000-4000-8000-000000000000",
        "about": f"{'a' * 64}/0",
        "serial": "7a",
        "entities": [{"party": "ITA", "entity": "CASM"}],
        "places": [{"number": 3}],
        "attachments": [{"blob": f"sha256:{'b' * 64}", "name": "file", "size": 3}],
    }
    assert words_of(body) == "pero but 7a ita casm file"
