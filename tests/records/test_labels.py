"""The labels beyond Italian and English: every term and every field has one in each language, and only these."""

import importlib
import pkgutil
import re

import pytest

from foedus import records, web
from foedus.records import activity_terms, agreement_terms
from foedus.records.base import Label
from foedus.records.labels import DRAFTED, label, labels, lowered
from foedus.records.terms import TermList


def said() -> dict[str, str]:
    """Every English label that people are shown, and the list in which it stands, if any."""
    found: dict[str, str] = {}
    modules = [importlib.import_module(one.name) for one in pkgutil.walk_packages(records.__path__, "foedus.records.")]
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, TermList):
                found |= {term.en: value.name for term in value}
    found |= {one.en: "" for one in all_labels()}
    return found


def all_labels() -> list[Label]:
    """Every label that a kind, a part of one, or a page bears."""
    sources = (*_texts_of(records), *_texts_of(web))
    return [
        Label("", english) for source in sources for english in re.findall(r'Label\(\s*"[^"]+",\s*"([^"]+)"', source)
    ]


def _texts_of(module: object) -> list[str]:
    path = getattr(module, "__path__", None)
    if path is None:
        return [_source(str(module.__name__))]  # type: ignore[attr-defined]  # a module has a name
    return [_source(one.name) for one in pkgutil.walk_packages(path, f"{module.__name__}.")]  # type: ignore[attr-defined]  # as above


def _source(name: str) -> str:
    found = importlib.import_module(name).__file__
    assert found is not None
    with open(found, encoding="utf-8") as opened:  # noqa: PTH123 - the path is a module's own
        return opened.read()


@pytest.mark.parametrize("language", DRAFTED)
def test_every_term_and_every_field_has_a_label(language: str) -> None:
    missing = sorted(english for english in said() if not labels().get(english, {}).get(language))
    assert missing == []


def test_no_label_is_left_over() -> None:
    used = said()
    lists = {
        one.name: one
        for module in (activity_terms, agreement_terms)
        for one in vars(module).values()
        if isinstance(one, TermList)
    }
    special = {f"{name}: {term.en}" for name, terms in lists.items() for term in terms}
    assert sorted(set(labels()) - set(used) - special) == []


def test_label_within_a_list_goes_before_the_common_one() -> None:
    assert label("Agreement", "ru") == "Соглашение"
    assert label("Agreement", "ru", within="strengths") == "Договорённость"
    assert agreement_terms.STRENGTHS.label("agreement", "ru") == "Договорённость"
    assert activity_terms.OUTCOMES.label("held", "kk") == "Өткізілді"


def test_language_without_labels_gets_the_english_one() -> None:
    assert label("Held", "de") == "Held"
    assert label("No such label", "ru") == "No such label"
    assert Label("Esito", "Outcome").text("de") == "Outcome"


def test_small_letters_are_those_of_the_language() -> None:
    assert lowered("İl ISI", "az") == "il ısı"
    assert lowered("ITALIA", "it") == "italia"
