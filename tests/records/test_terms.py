"""A list of terms finds its terms, and admits nothing else."""

import pytest

from foedus.records.terms import Term, UnknownTermError, term_list

COLOURS = term_list("colours", {"red": ("Rosso", "Red"), "blue": ("Blu", "Blue")})


def test_term_list_keeps_its_order() -> None:
    assert list(COLOURS) == [Term("red", "Rosso", "Red", "colours"), Term("blue", "Blu", "Blue", "colours")]
    assert COLOURS.ids == ("red", "blue")


def test_term_is_found_by_its_id() -> None:
    assert COLOURS.term("blue").label("it") == "Blu"


def test_term_of_another_list_is_an_error() -> None:
    with pytest.raises(UnknownTermError) as caught:
        COLOURS.term("green")
    assert (caught.value.list_name, caught.value.term_id) == ("colours", "green")


@pytest.mark.parametrize(
    "term_id,language,label",
    [("red", "it", "Rosso"), ("red", "en", "Red"), ("red", "ru", "Red"), ("green", "it", "green")],
)
def test_label_of_a_term_that_is_not_known_is_its_id(term_id: str, language: str, label: str) -> None:
    assert COLOURS.label(term_id, language) == label


def test_term_list_contains_its_ids_alone() -> None:
    assert ["red" in COLOURS, "Red" in COLOURS, 3 in COLOURS] == [True, False, False]
