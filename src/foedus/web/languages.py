"""Knows what people call the languages in which texts are held; refuses to know any text."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from foedus.records.spoken import locale_of


@lru_cache(maxsize=1_024)
def language_name(code: str, language: str) -> str:
    """Give a language's name for a reader of `language`; its code where nothing is known of it."""
    try:
        return str(Locale.parse(code).get_display_name(locale_of(language)) or code)
    except (UnknownLocaleError, ValueError):
        return code
