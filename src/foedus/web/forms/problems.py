"""Words what keeps a draft from being complete, and what could not be read of a form; it judges nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_  # noqa: N812 - the name that gettext's tools look for

from foedus.reading.findings import Code
from foedus.records import phrases
from foedus.records.terms import TermList

PROBLEMS: Final[Mapping[str, str]] = {
    "missing": N_("Fill this in: it is needed."),
    "unknown-field": N_("This version of foedus does not know this field; it was kept, and cannot be signed here."),
    "null": N_("Fill this in, or leave it out."),
    "empty-list": N_("Add something to the list, or leave it out."),
    "fraction": N_("Enter a whole number."),
    "too-big": N_("The number is too large to be held."),
    "not-json": N_("This cannot be held as it stands. Enter it again."),
    "not-text": N_("Enter a text."),
    "too-short": N_("Enter a text; blanks alone say nothing."),
    "too-long": N_("Use at most {max_length} characters."),
    "wrong-form": N_("This is not written as it should be. Look at the hint, and enter it again."),
    "not-a-number": N_("Enter a whole number in digits."),
    "too-small": N_("Enter {ge} or more."),
    "too-large": N_("Enter {le} or less."),
    "not-yes-or-no": N_("Say yes or no."),
    "not-a-day": N_("Enter a day that the calendar has."),
    "not-in-list": N_("Choose one of the list: {allowed}."),
    "not-a-list": N_("This should be a list. Enter it again."),
    "not-an-object": N_("This could not be understood. Enter it again."),
    "original-missing": N_("There is no text in the original language. Write it, or choose another original."),
    "translation-missing": N_("A translation is named that is not there. Write it."),
    "days-not-meant": N_("A period still to be defined has no days."),
    "days-missing": N_("Enter a first and a last day."),
    "end-before-start": N_("It ends before it begins."),
    "not-whole": N_("Whole units are meant: from {from} to {to}."),
    "online-has-no-town": N_("What is held online has no country and no town. Take them out, or choose another kind."),
    "kind-unknown": N_("This version of foedus does not know this kind of record."),
}
"""Every reason of `records.catalogue.PROBLEM_REASONS`, and the one that `office.drafts` adds."""

_BY_FIELD: Final[Mapping[tuple[str, str], str]] = {
    ("wrong-form", "mailbox"): N_("Enter one mail address of an office, such as office@example.org."),
    ("wrong-form", "currency"): N_("Enter the three letters of a currency, such as EUR."),
}

_PERIODS: Final[Mapping[Code, str]] = {
    Code.PERIOD_UNREADABLE: N_("“{text}” cannot be read as a date or a period. {examples}"),
    Code.PERIOD_END_BEFORE_START: N_("It ends ({end}) before it begins ({start})."),
    Code.PERIOD_YEAR_OPEN: N_("Which year is meant by “{text}”? Add it."),
    Code.PERIOD_TWO_READINGS: N_("“{text}” can be read in two ways: {readings}. Write one of them."),
}


class _Facts(dict[str, Any]):
    """Facts to be poured in; one that is missing shows as a dash."""

    def __missing__(self, key: str) -> str:
        return "-"


def words(
    reason: str, facts: Mapping[str, Any] | None = None, *, field: str = "", terms: TermList | None = None
) -> str:
    """Say a problem in the reader's language; a reason that has no words is said as one of the wrong form.

    :param field: the last step of its path, for words of its own.
    :param terms: the list whose labels people know, where a term was not in it.
    """
    text = _BY_FIELD.get((reason, field)) or PROBLEMS.get(reason, PROBLEMS["wrong-form"])
    told = {name: _told(value, terms) for name, value in (facts or {}).items()}
    return _(text).format_map(_Facts(told))


def period_words(code: Code, facts: Mapping[str, Any]) -> str:
    """Say why a period that was typed could not be read."""
    told = {name: _told(value, None) for name, value in facts.items()}
    return _(_PERIODS.get(code, PROBLEMS["wrong-form"])).format_map(_Facts({**told, "examples": examples()}))


def examples() -> str:
    """Name periods as they can be typed."""
    return _("For example: 12-16 May 2026; May 2026; second quarter of 2026; first half of 2026; 2026; to be defined.")


def _told(value: Any, terms: TermList | None) -> str:
    language = (get_language() or "en")[:2]
    if isinstance(value, tuple | list):
        return ", ".join(terms.label(one, language) if terms and one in terms else str(one) for one in value)
    try:
        return phrases.day(date.fromisoformat(value), language) if isinstance(value, str) else str(value)
    except ValueError:
        return str(value)
