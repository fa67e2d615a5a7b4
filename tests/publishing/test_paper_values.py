"""The values of a line in words: texts with their originals, places, entities, who pays."""

from foedus.publishing.paper_values import (
    entities_both,
    kind_both,
    money_both,
    period_both,
    place_both,
    places_rows,
    text_both,
    text_in,
    texts_held,
)

BOTH = ("it", "en")


def test_text_stands_in_its_language_or_says_in_which_it_is() -> None:
    text = {"original": "it", "it": "Corso"}
    assert text_both(text, BOTH) == ("Corso", "Corso [Italian]")
    assert text_both(None, BOTH) == ("", "")


def test_note_without_an_original_is_read_too() -> None:
    assert text_in({"it": "Non disponibile"}, "en") == "Non disponibile [Italian]"


def test_only_a_text_holds_languages() -> None:
    assert texts_held({"original": "en", "en": "Course", "it": "Corso"}) == {"it": "Corso", "en": "Course"}
    assert (texts_held({"kind": "online"}), texts_held("Course"), texts_held(None)) == ({}, {}, {})


def test_period_that_is_not_said_is_to_be_defined() -> None:
    assert period_both(None, BOTH) == ("da definire", "to be defined")


def test_place_elsewhere_names_the_host() -> None:
    third = {"host": "ITA", "place": {"kind": "third_country", "country": "DE", "town": "Berlin"}}
    assert place_both(third, BOTH) == (
        "In un Paese terzo, Berlin, Germania\nParte ospitante: Italia",
        "In a third country, Berlin, Germany\nHost Party: Italy",
    )
    assert place_both(third, ("en",), names_sort=False) == ("Berlin, Germany\nHost Party: Italy",)
    assert place_both({"place": {"kind": "online"}}, BOTH) == ("A distanza", "Online")
    assert place_both({}, BOTH) == ("", "")


def test_kind_tells_a_reserve() -> None:
    assert kind_both({"type": "course", "reserve": True}, ("en", "ru")) == ("Course · Reserve", "Курс · Резерв")
    assert kind_both({}, BOTH) == ("", "")


def test_entities_bear_their_party_and_role() -> None:
    line = {"entities": [{"party": "ITA", "entity": "Sample School", "role": "executing"}]}
    assert entities_both(line, BOTH) == (("ITA Sample School", "esecutore", "executing"),)


def test_places_of_one_party_are_added_up() -> None:
    people = [{"party": "AZE", "number": 4}, {"party": "ITA", "number": 1}, {"party": "AZE", "number": 2}]
    assert places_rows({"places": people}) == (("AZE", 6), ("ITA", 1))


def test_who_pays_is_told_by_payer() -> None:
    items = [
        {"item": "board", "payer": "host"},
        {"item": "travel", "payer": "sender"},
        {"item": "lodging", "payer": "host"},
    ]
    assert money_both(items, ("en",)) == ("Host Party: board, lodging\nSending Party: travel",)
