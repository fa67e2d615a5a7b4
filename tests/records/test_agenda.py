"""The usual items of an agenda, worded in a cooperation's languages."""

import pytest

from foedus.records.agenda import ITEMS, item
from foedus.records.base import dump
from foedus.records.values import Text, text_hash


@pytest.mark.parametrize("name", ITEMS)
def test_item_is_worded_in_both_languages(name: str) -> None:
    found = item(name, ["it", "en"], edition=7, since=2024, year=2025)
    assert (found.original, set(found.held())) == ("it", {"it", "en"})


def test_first_language_that_is_known_is_the_original() -> None:
    assert dump(item("title_edition", ["az", "en", "it"], edition=7)) == {
        "original": "en",
        "en": "Staff talks, edition 7",
        "it": "Staff Talks, 7ª edizione",
        "of": {"it": text_hash("Staff talks, edition 7")},
    }
    assert dump(item("title", ["az"])) == {"original": "en", "en": "Staff talks"}


def test_titles_stand_behind_a_colon_in_the_same_language() -> None:
    titles = [Text.write("it", "Corso", {"en": "Course"}), *(Text.write("it", f"Visita {one}") for one in range(8))]
    found = item("not_done", ["it", "en"], titles)
    assert found.en == (
        "Activities that did not take place: Course; Visita 0; Visita 1; Visita 2; Visita 3; Visita 4; Visita 5;"
        " Visita 6; ..."
    )
    assert found.it is not None
    assert found.it.startswith("Attività non effettuate: Corso; Visita 0; ")
