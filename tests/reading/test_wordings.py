"""Texts of cells as languages, terms, hosts, yes and no."""

from __future__ import annotations

import pytest

from foedus.reading.drafts import PlanContext
from foedus.reading.headings import Column
from foedus.reading.wordings import find_host, find_languages, find_term, find_yes, language_of, texts_by_language
from foedus.records.activity_terms import ACTIVITY_TYPES, AREAS

CONTEXT = PlanContext(("ITA", "AZE", "UNOCT"), party_names={"UNOCT": ("Office of Counter-Terrorism",)})
BOTH = Column(1, "Titolo / Title", "title", None, ("it", "en"))


@pytest.mark.parametrize(
    "text,language",
    [("Corso di lingua", "it"), ("Course for staff", "en"), ("Курс", "ru"), ("CIMIC", None), ("SMEE CBRN", None)],
)
def test_language_of_a_short_text(text: str, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text,held",
    [
        ("Corso di volo\nFlight course", {"it": "Corso di volo", "en": "Flight course"}),
        ("Corso di volo / Course of flight", {"it": "Corso di volo", "en": "Course of flight"}),
        ("SMEE CBRN / EOD", {"it": "SMEE CBRN / EOD"}),
        ("Course for the staff", {"en": "Course for the staff"}),
        ("Corso di volo", {"it": "Corso di volo"}),
        ("Course of flight\nCorso di volo", {"it": "Course of flight Corso di volo"}),
        ("Курс", {"ru": "Курс"}),
    ],
)
def test_text_under_a_heading_in_two_languages(text: str, held: dict[str, str]) -> None:
    assert texts_by_language(text, BOTH, CONTEXT) == held


def test_text_under_a_heading_that_names_its_language() -> None:
    column = Column(1, "Titolo (EN)", "title", "en", ("it",))
    assert texts_by_language("Corso  di\nvolo", column, CONTEXT) == {"en": "Corso di volo"}


@pytest.mark.parametrize(
    "text,term",
    [
        ("Corso", "course"),
        ("course", "course"),
        ("Corso / Course", "course"),
        ("SMEE", "expert_exchange"),
        ("Scambio di esperti (SMEE) / Expert exchange (SMEE)", "expert_exchange"),
        ("Corso / Seminar or conference", None),
        ("Lezione", None),
    ],
)
def test_term_by_id_or_label(text: str, term: str | None) -> None:
    assert find_term(ACTIVITY_TYPES, text) == term


def test_every_label_of_a_list_names_its_term() -> None:
    for term in AREAS:
        assert [find_term(AREAS, text) for text in (term.id, term.it, term.en, f"{term.it} / {term.en}")] == [
            term.id
        ] * 4


@pytest.mark.parametrize(
    "text,party",
    [
        ("Italia", "ITA"),
        ("Italia / Italy", "ITA"),
        ("aze", "AZE"),
        ("Азербайджан", "AZE"),
        ("Office of Counter-Terrorism", "UNOCT"),
        ("Germania", None),
        ("Italia / Azerbaijan", None),
    ],
)
def test_host_by_code_country_or_name(text: str, party: str | None) -> None:
    assert find_host(text, CONTEXT) == party


def test_languages_of_work() -> None:
    assert find_languages("inglese, russo") == ("en", "ru")
    assert find_languages("English and Klingon") is None


@pytest.mark.parametrize("text,answer", [("X", True), ("sì", True), ("No", False), ("forse", None)])
def test_yes_and_no(text: str, answer: bool | None) -> None:  # noqa: FBT001 - the answer is what is tested
    assert find_yes(text) == answer
