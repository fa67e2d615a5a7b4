"""Texts of cells to languages, terms, yes and no, hosts; it reads no periods, places or numbers."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from foedus.records.countries import country_named, folded_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.reading.drafts import PlanContext
    from foedus.reading.headings import Column
    from foedus.records.terms import TermList

_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_WORDS_OF = {
    "it": frozenset(
        [
            "di",
            "del",
            "della",
            "dei",
            "delle",
            "degli",
            "per",
            "il",
            "la",
            "lo",
            "gli",
            "le",
            "con",
            "corso",
            "visita",
            "attivita",
            "nel",
            "nella",
            "esercitazione",
            "scambio",
            "sul",
            "sulla",
            "al",
            "alla",
        ]
    ),
    "en": frozenset(
        [
            "of",
            "the",
            "for",
            "and",
            "on",
            "with",
            "course",
            "visit",
            "activity",
            "training",
            "exercise",
            "exchange",
            "at",
            "to",
            "by",
        ]
    ),
}
_YES = frozenset({"x", "si", "yes", "y", "s", "true", "1", "да", "vero"})
_NO = frozenset({"no", "n", "false", "0", "нет", "falso", ""})
_LANGUAGES = {
    "it": ("it", "italiano", "italian", "итальянский"),
    "en": ("en", "inglese", "english", "английский"),
    "ru": ("ru", "russo", "russian", "русский"),
    "fr": ("fr", "francese", "french", "французский"),
    "az": ("az", "azero", "azerbaigiano", "azerbaijani", "азербайджанский"),
    "kk": ("kk", "kazako", "kazakh", "казахский"),
    "uz": ("uz", "uzbeko", "uzbek", "узбекский"),
    "tr": ("tr", "turco", "turkish", "турецкий"),
}
_LANGUAGE_NAMED = {name: code for code, names in _LANGUAGES.items() for name in names}


def language_of(text: str) -> str | None:
    """Say which language a short text is in, by its script or its small words; nothing where they do not tell."""
    if _CYRILLIC.search(text):
        return "ru"
    words = set(folded_name(text).split())
    counts = {language: len(words & known) for language, known in _WORDS_OF.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > min(counts.values()) else None


def texts_by_language(text: str, column: Column, context: PlanContext) -> dict[str, str]:
    """Put a cell's text under its language, or its parts under theirs.

    A column headed in several languages may hold a text in each: on lines of their own, or around a " / " where the
    words of the parts bear it out. Otherwise the text is one, of the language that its words or its heading tell.
    """
    if column.qualifier:
        return {column.qualifier: _one_line(text)}
    languages = column.languages
    if len(languages) > 1:
        for separator, must_be_sure in (("\n", False), (" / ", True)):
            parts = [part for part in text.split(separator) if part.strip()]
            if len(parts) == len(languages) and (found := _agreeing(parts, languages, must_be_sure=must_be_sure)):
                return found
    spoken = language_of(text)
    if spoken == "ru" or (len(languages) != 1 and spoken is not None):
        return {spoken: _one_line(text)}
    return {next(iter(languages), context.languages[0]): _one_line(text)}


def _agreeing(parts: list[str], languages: tuple[str, ...], *, must_be_sure: bool) -> dict[str, str] | None:
    spoken = [language_of(part) for part in parts]
    pairs = list(zip(spoken, languages, strict=True))
    if any(told is not None and told != headed for told, headed in pairs) or (must_be_sure and not any(spoken)):
        return None
    return {language: _one_line(part) for language, part in zip(languages, parts, strict=True)}


def _one_line(text: str) -> str:
    return " ".join(text.split())


def parts_of(text: str) -> Iterator[str]:
    """Give a text as a whole, and then its parts in several languages, if it has such."""
    yield _one_line(text)
    parts = [part.strip() for part in re.split(r"\n|\s/\s", text) if part.strip()]
    if len(parts) > 1:
        yield from parts


def find_term(terms: TermList, text: str) -> str | None:
    """Find the term that a text names by its id or a label; in several languages, all parts must name the same."""
    known = _terms_by_label(terms)
    return _same(known.get(folded_name(part)) for part in parts_of(text))


@cache
def _terms_by_label(terms: TermList) -> dict[str, str]:
    known: dict[str, str] = {}
    for term in terms:
        for label in (term.id, term.it, term.en):
            known[folded_name(label)] = term.id
            known.setdefault(folded_name(re.sub(r"\(.*?\)", " ", label)), term.id)
            for bracketed in re.findall(r"\(([A-Z]{2,5})\)", label):
                known.setdefault(folded_name(bracketed), term.id)
    return known


def find_host(text: str, context: PlanContext) -> str | None:
    """Find the party that a text names by its code, its country, or a further name told in the context."""
    named = {folded_name(name): code for code, names in context.party_names.items() for name in (code, *names)}
    named.update({folded_name(code): code for code in context.parties})

    def party(part: str) -> str | None:
        return named.get(folded_name(part)) or context.party_of_country.get(country_named(part) or "")

    return _same(party(part) for part in parts_of(text))


def find_languages(text: str) -> tuple[str, ...] | None:
    """Give the languages that a text lists; nothing where a word of it is no language known."""
    words = [word for word in folded_name(text).split() if word not in {"e", "and", "и", "o", "or"}]
    found = tuple(dict.fromkeys(_LANGUAGE_NAMED[word] for word in words if word in _LANGUAGE_NAMED))
    return found if words and all(word in _LANGUAGE_NAMED for word in words) else None


def find_yes(text: str) -> bool | None:
    """Say whether a text means yes or no; nothing where it is neither."""
    folded = folded_name(text)
    return True if folded in _YES else False if folded in _NO else None


def _same(found: Iterator[str | None]) -> str | None:
    """The whole text's answer, else the one that all its parts give."""
    answers = list(found)
    if answers[0] is not None:
        return answers[0]
    parts = set(answers[1:])
    return parts.pop() if len(parts) == 1 else None
