"""Languages are called by their names in the reader's."""

from foedus.records.values import LANGUAGES
from foedus.web.languages import language_name


def test_every_language_in_which_texts_are_held_has_a_name() -> None:
    for reader in ("it", "en"):
        assert [code for code in LANGUAGES if language_name(code, reader) == code] == []
    assert (language_name("az", "it"), language_name("az", "en")) == ("azerbaigiano", "Azerbaijani")


def test_language_of_a_newer_program_is_called_by_its_code() -> None:
    assert [language_name(code, "en") for code in ("qq-1", "")] == ["qq-1", ""]
