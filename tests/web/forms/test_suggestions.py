"""What a rule suggests is said in words, with its reason."""

from typing import Any

from foedus.records.kinds.activity import Activity
from foedus.web.forms.suggestions import rule_words, suggestions_of
from tests.web.forms.posting import PARTIES


def test_suggestions_stand_at_their_fields_in_words() -> None:
    inferred: list[dict[str, Any]] = [
        {"field": "host", "value": "AZE", "rule": "host-is-party-of-place"},
        {"field": "places", "value": [{"party": "ITA", "number": 4}], "rule": "places-are-of-visiting-party"},
        {"field": "type", "value": "course", "rule": "type-from-words:corso"},
    ]
    found = suggestions_of(Activity, inferred, "it", PARTIES)
    assert {name: (one.value, one.box) for name, one in found.items()} == {
        "host": ("Azerbaijan", "take:host"),
        "places": ("Italy 4", "take:places"),
        "type": ("Corso", "take:type"),
    }


def test_rule_of_a_word_names_the_word_and_an_unknown_rule_itself() -> None:
    assert rule_words("area-from-words:CIMIC", "en") == "by the words of the title (CIMIC)"
    assert rule_words("host-is-party-of-place", "it") == "il luogo è nel Paese di questa Parte"
    assert rule_words("of-a-newer-program", "en") == "of-a-newer-program"
