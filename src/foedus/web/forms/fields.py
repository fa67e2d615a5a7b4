"""Knows how one plain value is shown in an input and read from what was typed; refuses to know any kind of record.

Each field is cleaned to the plain value of a body, or to None where nothing was said: `required` is for the eye alone,
since a draft may be incomplete. What was not touched is given
back as it was, to the byte: blanks and line ends are the browser's, not the officer's.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from babel.numbers import get_decimal_symbol
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foedus.office.fields import period_written
from foedus.reading.amounts import read_amount
from foedus.reading.grouping import period_body
from foedus.reading.periods import read_period
from foedus.records import phrases
from foedus.records.spoken import locale_of
from foedus.web.forms.days import day_examples, day_input, read_day, typed_day
from foedus.web.forms.options import Options
from foedus.web.forms.problems import examples, period_words, words

_MINOR_UNITS: Final = 100
Choices = Sequence[tuple[str, str]]


def plain_text(value: Any) -> str:
    """What was typed, with line ends of one sort and no blanks around it."""
    return str(value or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def reader() -> str:
    """The language of the reader."""
    return (get_language() or "en")[:2]


class Typed(forms.CharField):
    """A value that is typed; `prior` is what the body holds now, None where it holds nothing."""

    is_prose = False

    def __init__(self, prior: Any = None, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(strip=False, **{"required": False, **options})
        self.prior = prior
        self.initial = None if prior is None else self.shown(prior)

    def shown(self, value: Any) -> str:
        """Write a plain value as a person would type it."""
        return str(value)

    def read(self, text: str) -> Any:
        """Read what was typed; blank text never comes here.

        :raises ValidationError: it cannot be read, in words.
        """
        return text

    def clean(self, value: Any) -> Any:
        """Give the plain value, None where nothing was typed, and the one before where it was not touched."""
        text = plain_text(value)
        if self.prior is not None and text == plain_text(self.initial):
            return self.prior
        return self.read(text) if text else None


class ProseField(Typed):
    """A text in one language."""

    is_prose = True

    def __init__(self, prior: Any = None, *, language: str, rows: int = 3, **options: Any) -> None:
        attributes = {"lang": language, "dir": "rtl" if language == "ar" else "ltr", "rows": rows}
        super().__init__(prior, widget=forms.Textarea(attrs=attributes), **options)


class NumberField(Typed):
    """A whole number."""

    def __init__(self, prior: Any = None, **options: Any) -> None:
        attributes = {"inputmode": "numeric", "autocomplete": "off", "data-width": "short"}
        super().__init__(prior, widget=forms.TextInput(attrs=attributes), **options)

    def read(self, text: str) -> int:
        """Read digits, with or without marks of thousands."""
        digits = re.sub(r"(?<=\d)[ .,'\u00a0\u202f](?=\d{3}(?:\D|\Z))", "", text)
        if not re.fullmatch(r"-?[0-9]{1,16}", digits):
            raise ValidationError(words("not-a-number"), code="not-a-number")
        return int(digits)


class DayField(Typed):
    """A day, typed as people write it."""

    def __init__(self, prior: Any = None, **options: Any) -> None:
        super().__init__(prior, widget=day_input(), help_text=day_examples(), **options)

    def shown(self, value: Any) -> str:
        """Write a day in the reader's language."""
        return typed_day(value)

    def read(self, text: str) -> str:
        """Read a day, however people write it."""
        return read_day(text).isoformat()


class AmountField(Typed):
    """An amount of money, held in hundredths."""

    def __init__(self, prior: Any = None, **options: Any) -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off", "data-width": "short"}
        super().__init__(prior, widget=forms.TextInput(attrs=attributes), **options)

    def shown(self, value: Any) -> str:
        """Write an amount with its hundredths, and the mark of the reader's language before them."""
        if not isinstance(value, int):
            return str(value)
        mark = get_decimal_symbol(locale_of(reader()))
        return f"{value // _MINOR_UNITS}{mark}{value % _MINOR_UNITS:02}"

    def read(self, text: str) -> int:
        """Read an amount written in the English or in the Italian way."""
        amount = read_amount(text)
        if amount is None or re.search(r"[^\d.,\s'-]", text):
            raise ValidationError(_("Enter an amount in figures, such as 1250.00."), code="not-a-number")
        return int(amount * Decimal(_MINOR_UNITS))


class PeriodField(Typed):
    """When: one text as people write it, in Italian or in English."""

    def __init__(self, prior: Any = None, **options: Any) -> None:
        super().__init__(prior, help_text=examples(), **options)

    def shown(self, value: Any) -> str:
        """Write a period in the reader's language."""
        return phrases.period(value, reader()) if isinstance(value, dict) else str(value)

    def read(self, text: str) -> Any:
        """Read days, weeks, months, quarters, half-years, years, or that nothing is known."""
        written = period_written(text)
        if written is not None:
            return written
        reading = read_period(text)
        if reading.span is None:
            raise ValidationError(
                period_words(reading.code, reading.facts) if reading.code else words("wrong-form"), code="period"
            )
        return period_body(reading.span, is_tentative=reading.is_tentative)

    def understood(self, value: Any) -> str:
        """Say how a text was understood: the period in full with its precision; nothing where it was not."""
        try:
            period = self.clean(value)
        except ValidationError:
            return ""
        return phrases.period(period, reader()) if isinstance(period, dict) else ""


class LinesField(Typed):
    """Several short texts, one a line."""

    def __init__(self, prior: Any = None, **options: Any) -> None:
        super().__init__(prior, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("One a line."), **options)

    def shown(self, value: Any) -> str:
        """Write one a line."""
        return "\n".join(map(str, value)) if isinstance(value, list) else str(value)

    def read(self, text: str) -> list[str]:
        """Read one a line; blank lines say nothing."""
        return [line.strip() for line in text.split("\n") if line.strip()]


class ChosenField(forms.ChoiceField):
    """One of a list; what the body holds now is always on it, though a newer program may have put it there."""

    widget = Options

    def __init__(self, prior: Any = None, *, offered: Choices, has_none: bool = True, **options: Any) -> None:
        held = [] if prior is None or prior in dict(offered) else [(str(prior), str(prior))]
        super().__init__(
            choices=[*([("", "-")] if has_none else []), *held, *offered],
            initial=prior or "",
            **{"required": False, **options},
        )

    def clean(self, value: Any) -> str | None:
        """Give what was chosen, None where nothing was."""
        return str(super().clean(value)) if value else None


class SeveralField(forms.MultipleChoiceField):
    """Several of a list; those that stay keep their order, new ones follow in the list's."""

    def __init__(self, prior: Any = None, *, offered: Choices, **options: Any) -> None:
        self.prior = [str(one) for one in prior] if isinstance(prior, list) else []
        held = [(one, one) for one in self.prior if one not in dict(offered)]
        super().__init__(
            choices=[*held, *offered],
            initial=self.prior,
            widget=forms.CheckboxSelectMultiple,
            **{"required": False, **options},
        )

    def clean(self, value: Any) -> list[str] | None:
        """Give what was ticked, None where nothing was."""
        chosen = super().clean(value) if value else []
        kept = [one for one in self.prior if one in chosen]
        return [*kept, *(one for one in chosen if one not in kept)] or None


class YesField(forms.BooleanField):
    """Yes, or nothing said."""

    def __init__(self, prior: Any = None, **options: Any) -> None:
        super().__init__(initial=prior is True, **{"required": False, **options})

    def clean(self, value: Any) -> bool | None:
        """Give true, or None: a body never says no."""
        return True if value else None
