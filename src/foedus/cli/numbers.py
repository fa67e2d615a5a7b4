"""Reads the short names that people type for drafts and fields, and writes those of drafts; it looks nothing up."""

from collections.abc import Collection, Iterable
from typing import Any

import click

from foedus.cli.language import _


def draft_numbers(texts: Iterable[str], there: Collection[int]) -> tuple[int, ...]:
    """The numbers of drafts typed as ``d12``, ``12`` or ``d3-d33``; a range means the drafts that there are in it.

    :param there: the numbers of the cooperation's drafts.
    :raises click.BadParameter: one of them is no draft's name.
    :raises NotFoundError: there is no draft in a range.
    """
    numbers: list[int] = []
    for text in texts:
        first, dash, last = text.partition("-")
        begin = _number(first)
        found = _within(begin, _number(last), there) if dash else [begin]
        if not found:
            # What needs no office, such as foedus verify, must not load it.
            from foedus.office.errors import NotFoundError

            raise NotFoundError("draft-unknown", name=text)
        numbers += found
    return tuple(dict.fromkeys(numbers))


def _within(first: int, last: int, there: Collection[int]) -> list[int]:
    return sorted(number for number in there if first <= number <= last)


def draft_ranges(numbers: Iterable[int]) -> str:
    """Drafts in the form in which people type them: ``d3-d33, d40``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"d{run[0]}-d{run[-1]}" if len(run) > 1 else f"d{run[0]}" for run in runs)


def draft_number(text: str) -> int:
    """The number of one draft.

    :raises click.BadParameter: the text is no draft's name.
    """
    return _number(text)


def _number(text: str) -> int:
    digits = text.removeprefix("d")
    if not digits.isascii() or not digits.isdigit():
        raise click.BadParameter(_("{text} is not a draft, such as d12").format(text=text))
    return int(digits)


def fields_given(values: Iterable[str]) -> dict[str, Any]:
    """Fields typed as ``name=value``; an empty value takes the field away.

    :raises click.BadParameter: one has no ``=``.
    """
    fields: dict[str, Any] = {}
    for value in values:
        name, sign, text = value.partition("=")
        if not sign or not name:
            raise click.BadParameter(_("{value} is not FIELD=VALUE, such as title.it=Corso").format(value=value))
        fields[name] = text or None
    return fields
