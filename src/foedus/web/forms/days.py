"""Days and months as people type them, and as a form shows them again; it knows no form and no record.

The browser's own field for days speaks the browser's language, not the page's; these are plain text fields.
"""

import re
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foedus.reading.periods import read_period
from foedus.records import phrases
from foedus.web.forms.problems import words

_MONTH: Final = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])").fullmatch
_READ: Final = frozenset({"en", "it", "ru"})
"""The languages whose months are read."""
_EXAMPLE: Final = date(2026, 5, 12)


def _language() -> str:
    return (get_language() or "en")[:2]


def read_day(text: str) -> date:
    """Read a day: ``12 May 2026``, ``12/5/2026`` (the day first), ``2026-05-12``, in English or Italian words.

    :raises ValidationError: it is none, in the reader's words.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        span = read_period(text).span
    if span is None or span.start is None or span.start != span.end:
        raise ValidationError(words("not-a-day"), code="not-a-day")
    return span.start


def day_shown(day: date) -> str:
    """Write a day so that it is read as the same day again: in words where the months are read, else in figures."""
    return phrases.day(day, _language()) if _language() in _READ else f"{day.day:02}.{day.month:02}.{day.year}"


def typed_day(value: Any) -> str:
    """Write a day that is held as text in the reader's language; anything else as it stands."""
    try:
        return day_shown(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def day_examples() -> str:
    """Name the ways in which a day can be typed."""
    said = {"words": day_shown(_EXAMPLE), "figures": f"{_EXAMPLE.day}/{_EXAMPLE.month}/{_EXAMPLE.year}"}
    return _("Such as %(words)s, or %(figures)s with the day first.") % said


def day_input() -> forms.TextInput:
    """The input in which a day is typed."""
    return forms.TextInput(attrs={"autocomplete": "off", "data-width": "day"})


class DayField(forms.Field):
    """A day, given as a date."""

    def __init__(self, *, help_text: Any = "", **options: Any) -> None:
        options.setdefault("widget", day_input())
        super().__init__(help_text=format_lazy("{} {}", help_text, lazy(day_examples, str)()), **options)

    def prepare_value(self, value: Any) -> Any:
        """Show a day in words, and what was typed as it was typed."""
        return typed_day(value) if value else value

    def to_python(self, value: Any) -> date | None:
        """Read what was typed; None where nothing was.

        :raises ValidationError: it is no day.
        """
        if isinstance(value, date):
            return value
        text = str(value or "").strip()
        return read_day(text) if text else None


class MonthField(forms.CharField):
    """A month or a year, given as ``2025-07`` or ``2025``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=day_input(), **options)

    def to_python(self, value: Any) -> str:
        """Read what was typed: ``July 2025``, ``luglio 2025``, ``7/2025``, ``2025-07``, ``2025``.

        :raises ValidationError: it is neither a month nor a year.
        """
        text = str(super().to_python(value) or "")
        if not text or _MONTH(text):
            return text
        span = read_period(text).span
        if span is not None and span.start is not None and span.end is not None:
            first, last = f"{span.start:%Y-%m}", f"{span.end:%Y-%m}"
            if span.precision == "month" and first == last:
                return first
            if span.precision == "year" and first[:4] == last[:4]:
                return first[:4]
        raise ValidationError(_("Enter a month with its year, or a year alone."), code="not-a-month")
