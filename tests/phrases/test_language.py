"""One text in a language, whatever language others are answered in meanwhile."""

from foedus.cli import language
from foedus.phrases.language import translate


def test_text_is_said_in_the_language_asked_for() -> None:
    language.choose("en")
    assert translate("There is nothing to sign", "it") == "Non c'è nulla da firmare"
    assert translate("There is nothing to sign", "en") == "There is nothing to sign"


def test_text_that_the_catalogue_has_not_is_said_in_english() -> None:
    assert (translate("no such text", "it"), translate("There is nothing to sign", "xx"), translate("", "it")) == (
        "no such text",
        "There is nothing to sign",
        "",
    )
