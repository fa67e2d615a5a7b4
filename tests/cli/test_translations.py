"""The catalogues hold what is said, all of it is translated, and what is installed is what is committed."""

import gettext
import io
import re
from importlib.metadata import distribution
from pathlib import Path

import pytest
from click.testing import CliRunner

from foedus.cli import click_words, language, translations
from foedus.cli.main import main
from foedus.phrases.catalogues import po_bytes
from tests.databases import ON_FILE_ALONE

pytestmark = ON_FILE_ALONE
LANGUAGES = [name for name in language.LANGUAGES if name != "en"]
NAMES = re.compile(r"\{(\w+)[^}]*\}|%\((\w+)\)s")


def texts(value: object) -> tuple[str, ...]:
    """A message's texts: one, or one a number."""
    return value if isinstance(value, tuple) else (str(value or ""),)


@pytest.mark.parametrize("name", LANGUAGES)
def test_catalogue_holds_exactly_what_is_said(name: str) -> None:
    held = {message.id for message in translations.CATALOGUES.read(name) if message.id}
    assert sorted(map(str, held ^ set(translations.message_ids()))) == []


@pytest.mark.parametrize("name", LANGUAGES)
def test_catalogue_leaves_nothing_untranslated(name: str) -> None:
    held = [message for message in translations.CATALOGUES.read(name) if message.id]
    empty = [message.id for message in held if not all(texts(message.string))]
    fuzzy = [message.id for message in held if message.fuzzy]
    assert (empty, fuzzy) == ([], [])


@pytest.mark.parametrize("name", LANGUAGES)
def test_translation_pours_in_the_same_facts(name: str) -> None:
    assert [
        message.id
        for message in translations.CATALOGUES.read(name)
        if message.id
        and [set(NAMES.findall(text)) for text in texts(message.string)][-1]
        != set(NAMES.findall(texts(message.id)[-1]))
    ] == []


@pytest.mark.parametrize("name", LANGUAGES)
def test_translation_keeps_the_blanks_at_its_ends(name: str) -> None:
    assert [
        message.id
        for message in translations.CATALOGUES.read(name)
        for text in texts(message.string)
        if message.id and (text[:1] == " ") != (texts(message.id)[0][:1] == " ")
    ] == []


@pytest.mark.parametrize("name", LANGUAGES)
def test_catalogue_is_written_as_it_is_committed(name: str) -> None:
    path = translations.CATALOGUES.path(name)
    assert po_bytes(translations.CATALOGUES.refreshed(name)) == path.read_bytes()


@pytest.mark.parametrize("name", LANGUAGES)
def test_compiled_catalogue_is_the_committed_one(name: str) -> None:
    compiled = translations.CATALOGUES.path(name).with_suffix(".mo").read_bytes()
    assert compiled == translations.CATALOGUES.mo_bytes(name)
    spoken = gettext.GNUTranslations(io.BytesIO(compiled))
    assert spoken.gettext("To begin") != "To begin"
    assert spoken.ngettext("one line", "{number} lines", 1) == "una riga"
    assert spoken.ngettext("one line", "{number} lines", 2) == "{number} righe"


def test_word_of_click_is_still_clicks() -> None:
    folder = Path(str(distribution("click").locate_file("click")))
    source = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    words = [*click_words.WORDS, *(word for pair in click_words.COUNTED for word in pair)]
    assert [word for word in words if f'"{word}"' not in source and f'"{word.rstrip(":")}"' not in source] == []


def test_help_of_every_option_is_translated() -> None:
    english = {text for text in translations.message_ids() if isinstance(text, str)}
    told = CliRunner().invoke(main, ["--lang", "it", "draft", "new", "--help"]).output
    lines = [line.strip() for line in told.splitlines()]
    assert [line for line in lines if line in english] == []


def test_command_is_listed_in_the_language_chosen_each_time() -> None:
    first = CliRunner().invoke(main, ["--lang", "it", "--help"]).output
    second = CliRunner().invoke(main, ["--lang", "en", "--help"]).output
    assert (first.split(" ")[0], second.split(" ")[0]) == ("Uso:", "Usage:")
    assert "Accetta testi proposti da altre Parti" in first
    assert "Accept texts that other Parties offer" in second


@pytest.mark.parametrize("wanted, chosen", [("it", "it"), ("en", "en"), (None, "en")])
def test_language_chosen_is_the_current_one(wanted: str | None, chosen: str) -> None:
    assert language.choose(wanted) == chosen
    assert language.current() == chosen
