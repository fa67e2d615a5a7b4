"""The fixed words of a paper: none is empty, and all languages of one word take the same facts."""

import re

import pytest

from foedus.publishing.paper_words import both, word, words

LANGUAGES = ["it", "en", "fr", "ru", "az", "kk", "uz"]


def test_every_language_of_a_word_takes_the_same_facts() -> None:
    for name, texts in words().items():
        facts = [sorted(re.findall(r"\{(\w+)\}", text)) for text in texts.values()]
        assert (list(texts), facts) == (LANGUAGES, [facts[0]] * 7), name
        assert all(text.strip() for text in texts.values()), name


def test_language_that_the_paper_has_not_is_english() -> None:
    assert both("draft", ("it", "kk", "de")) == ("BOZZA", "ЖОБА", "DRAFT")


def test_word_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        word("no-such-word", "en")
