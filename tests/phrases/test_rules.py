"""Every rule that suggests a value is said in words, in the language asked for."""

from foedus.phrases.language import translate
from foedus.phrases.rules import RULES, rule_text


def italian(text: str) -> str:
    """A text in Italian."""
    return translate(text, "it")


def test_every_rule_has_italian_words_of_its_own() -> None:
    told = [rule_text(rule, italian) for rule in RULES]
    assert [text for text in told if text in RULES.values()] == []
    assert len(set(told)) == len(RULES)


def test_rule_of_a_word_names_the_word() -> None:
    assert rule_text("type-from-words:corso", italian) == "dalle parole del titolo (corso)"


def test_rule_of_a_newer_program_is_shown_as_it_is() -> None:
    assert rule_text("stars:7", italian) == "stars:7"
