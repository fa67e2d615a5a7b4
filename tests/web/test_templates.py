"""What a template shows is marked for translation: no word stands in it that a catalogue cannot hold."""

import re
from pathlib import Path

import pytest

from tests.house.source import ROOT

FOLDER = ROOT / "src/foedus/web/templates"
NAMES = frozenset({"foedus", "Ctrl", "JSON", "PDF", "XLSX", "CSV", "EUPL", "Italiano", "English"})
"""Names of things, the same in every language."""
SAMPLES = frozenset({"web/style.html"})
"""Shows the parts with sample words, which are nobody's."""
_TAGS = re.compile(
    r"{#.*?#}"
    r"|{%\s*comment\s*%}.*?{%\s*endcomment\s*%}"
    r"|{%\s*block page_class\s*%}.*?{%\s*endblock\s*%}"
    r"|{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}"
    r"|<(?:code|pre|kbd|script|style)\b.*?</(?:code|pre|kbd|script|style)>"
    r"|{%.*?%}|{{.*?}}|<!--.*?-->|<!doctype[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTES = re.compile(r'\b(?:title|alt|placeholder|aria-label|data-label)="([^"]*)"')
_ELEMENTS = re.compile(r"<[^>]*>", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{3,}")


def untranslated(text: str) -> list[str]:
    """The words that stand in a template, or in an attribute that is shown, without being marked."""
    bare = _TAGS.sub(" ", text)
    shown = [*_ATTRIBUTES.findall(bare), re.sub(r"&\w+;", " ", _ELEMENTS.sub(" ", bare))]
    return [word for part in shown for word in _WORD.findall(part) if word not in NAMES]


def templates() -> list[Path]:
    """Every template of the workbench."""
    return sorted(path for path in FOLDER.rglob("*.html") if str(path.relative_to(FOLDER)) not in SAMPLES)


def test_template_shows_no_word_that_is_not_marked_for_translation() -> None:
    found = {str(path.relative_to(FOLDER)): untranslated(path.read_text(encoding="utf-8")) for path in templates()}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "text, words",
    [
        ("<p>Hello</p>", ["Hello"]),
        ('<p title="Your drafts">{% trans "Hello" %}</p>', ["Your", "drafts"]),
        ("{% blocktrans with n=1 %}{{ n }} texts{% endblocktrans %}<!-- note --><b>{{ name }}</b>", []),
        ('{# note #}<a class="button" href="{% url \'todo\' %}">{% trans "Back" %} &middot;</a>', []),
    ],
)
def test_word_without_mark_is_found(text: str, words: list[str]) -> None:
    assert untranslated(text) == words
