"""The terms that a paper has in French and Russian; each id stands in the list that it belongs to."""

from foedus.publishing import paper_terms
from foedus.publishing.paper_terms import term_text
from foedus.records.activity_terms import ACTIVITY_TYPES, AREAS, MONEY_ITEMS, PAYERS
from foedus.records.agreement_terms import PLAN_STAGES


def test_every_term_of_a_list_is_there() -> None:
    lists = (ACTIVITY_TYPES, MONEY_ITEMS, PAYERS, PLAN_STAGES)
    known = {name: tuple(terms) for name, terms in paper_terms._FRENCH_RUSSIAN.items()}
    assert known == {terms.name: terms.ids for terms in lists}


def test_term_stands_in_its_language_else_in_english() -> None:
    told = [term_text(ACTIVITY_TYPES, "course", language) for language in ("it", "en", "fr", "ru", "kk")]
    assert told == ["Corso", "Course", "Cours", "Курс", "Course"]
    assert term_text(AREAS, "medical", "ru") == "Medical"
