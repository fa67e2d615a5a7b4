"""Knows how a text in several languages becomes a body's text again; refuses to know an input."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from foedus.records.base import Body
from foedus.records.values import LANGUAGES, text_hash


def languages_of_text(prior: Mapping[str, Any], languages: Sequence[str]) -> tuple[str, ...]:
    """The languages in which a text is asked for: the cooperation's, and those that it holds besides."""
    return (*languages, *(one for one in LANGUAGES if one in prior and one not in languages))


def stale_languages(prior: Mapping[str, Any]) -> frozenset[str]:
    """The languages whose translation is older than its original."""
    remembered = prior.get("of")
    original = prior.get(str(prior.get("original", "")))
    if not isinstance(remembered, Mapping) or not isinstance(original, str):
        return frozenset()
    now = text_hash(original)
    return frozenset(language for language, hash_ in remembered.items() if hash_ != now)


def written(
    prior: Mapping[str, Any], texts: Mapping[str, str | None], original: str | None, holds: Collection[str] = ()
) -> Body | None:
    """Make a text of what was typed a language; None where nothing was.

    A translation that was typed anew translates the original as it is now; one that was left alone keeps what it
    remembers, so that it shows as older. Texts of their own right, as in a document whose languages are equally
    authentic, stay so.

    :param original: the language chosen as original; of a new text, the first that was written where that one is empty.
    :param holds: languages whose translation, though left alone, was looked at and still holds.
    """
    held = {language: text for language, text in texts.items() if text}
    if not held:
        return None
    before = str(prior.get("original", ""))
    chosen = original or before or next(iter(held))
    if chosen not in held and not prior:
        chosen = next(iter(held))
    unknown = {name: value for name, value in prior.items() if name not in {*texts, "original", "of"}}
    text: Body = {**unknown, "original": chosen, **held}
    translated = _translated(prior, held, chosen, holds)
    return {**text, "of": translated} if translated else text


def _translated(prior: Mapping[str, Any], held: Mapping[str, str], original: str, holds: Collection[str]) -> Body:
    if original not in held:
        return {}
    remembered = prior.get("of")
    known: Mapping[str, Any] = remembered if isinstance(remembered, Mapping) else {}
    is_same = original == prior.get("original")
    own_right = {one for one in held if one in prior and one not in known and (is_same or not known)}
    now = text_hash(held[original])
    translated: Body = {}
    for language, text in held.items():
        if language == original or language in own_right:
            continue
        is_left_alone = is_same and language in known and text == prior.get(language) and language not in holds
        translated[language] = known[language] if is_left_alone else now
    return translated
