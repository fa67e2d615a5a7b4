"""Every string of the workbench stands in its catalogue, translated; what is installed is what is committed."""

import re

import pytest

from foedus.phrases.catalogues import po_bytes
from foedus.web.translations import CATALOGUES, message_ids

LANGUAGES = ["it"]
NAMES = re.compile(r"\{(\w+)[^}]*\}|%\((\w+)\)s")


def texts(value: object) -> tuple[str, ...]:
    """A message's texts: one, or one a number."""
    return tuple(value) if isinstance(value, tuple | list) else (str(value or ""),)


def key(id_: object) -> tuple[str, ...]:
    """A message's id, however the catalogue holds it."""
    return texts(id_)


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_holds_exactly_what_is_said(language: str) -> None:
    held = {key(message.id) for message in CATALOGUES.read(language) if message.id}
    assert sorted(held ^ {key(id_) for id_ in message_ids()}) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_leaves_nothing_untranslated_or_fuzzy(language: str) -> None:
    held = [message for message in CATALOGUES.read(language) if message.id]
    assert [message.id for message in held if message.fuzzy or not all(texts(message.string))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translation_pours_in_the_same_facts(language: str) -> None:
    assert [
        message.id
        for message in CATALOGUES.read(language)
        if message.id
        and any(
            set(NAMES.findall(text)) != set(NAMES.findall(texts(message.id)[-1])) for text in texts(message.string)[1:]
        )
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_is_written_and_compiled_as_it_is_committed(language: str) -> None:
    path = CATALOGUES.path(language)
    assert path.read_bytes() == po_bytes(CATALOGUES.refreshed(language))
    assert path.with_suffix(".mo").read_bytes() == CATALOGUES.mo_bytes(language)
