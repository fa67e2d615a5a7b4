"""How the commands lay out what they say on a page of plain text; it refuses to know what is said."""

import json
import sys
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click
from click.termui import progressbar

WIDTH = 100
_INDENT = 2
_EVERY = 1000


def heading(text: str) -> None:
    """Begin a part of the page; bold on a terminal."""
    click.secho(text, bold=True)


def line(text: str = "", indent: int = 0) -> None:
    """One line, as it is."""
    click.echo(" " * (indent * _INDENT) + text if text else "")


def paragraph(text: str, indent: int = 0) -> None:
    """A text, wrapped; its own line breaks are kept."""
    margin = " " * (indent * _INDENT)
    for part in text.split("\n"):
        wrapped = textwrap.fill(
            part,
            WIDTH,
            initial_indent=margin,
            subsequent_indent=margin,
            break_long_words=False,
            break_on_hyphens=False,
        )
        click.echo(wrapped)


def width_of(text: str) -> int:
    """How many columns a text takes on a terminal."""
    return sum(
        2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text if not unicodedata.combining(sign)
    )


def _filled(text: str, width: int) -> str:
    return text + " " * max(0, width - width_of(text))


def facts(pairs: Iterable[tuple[str, str]], indent: int = 0) -> None:
    """Labels and values, aligned; a pair without a value is left out."""
    kept = [(label, value) for label, value in pairs if value]
    width = max((width_of(label) for label, _ in kept), default=0)
    margin = " " * (indent * _INDENT)
    hanging = " " * (len(margin) + width + _INDENT)
    for label, value in kept:
        begin = f"{margin}{_filled(label, width)}{' ' * _INDENT}"
        for part in value.split("\n"):
            room = max(WIDTH - len(hanging), 30)
            pieces = textwrap.wrap(part, room, break_long_words=False, break_on_hyphens=False) or [""]
            for piece in pieces:
                click.echo((begin + piece).rstrip())
                begin = hanging


def table(rows: Sequence[Sequence[str]], indent: int = 0, heads: Sequence[str] = ()) -> None:
    """Rows in columns, aligned, the last column as long as it is.

    :param heads: names of the columns, above them.
    """
    shown = [heads, *rows] if heads and rows else list(rows)
    if not shown:
        return
    widths = [max(width_of(row[place]) for row in shown) for place in range(len(shown[0]) - 1)]
    margin = " " * (indent * _INDENT)
    for number, row in enumerate(shown):
        cells = [_filled(cell, width) for cell, width in zip(row, widths, strict=False)] + [row[-1]]
        text = (margin + (" " * _INDENT).join(cells)).rstrip()
        click.secho(text, bold=True) if heads and number == 0 else click.echo(text)


def bullets(texts: Iterable[str], indent: int = 1) -> None:
    """Sentences, one under the other."""
    margin = " " * (indent * _INDENT)
    for text in texts:
        wrapped = textwrap.fill(
            text,
            WIDTH,
            initial_indent=f"{margin}- ",
            subsequent_indent=f"{margin}  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        click.echo(wrapped)


def print_json(value: Any) -> None:
    """One JSON value, for programs: UTF-8, two blanks a level, fields in the order in which they were given."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def progress(label: str, length: int | None = None) -> Iterator[Callable[[int], None]]:
    """A bar on the terminal for work that takes long; nothing where standard error is no terminal.

    :param length: how much there is to do, None where nobody knows: then the bar only counts.
    """
    stream = sys.stderr
    if not stream.isatty():
        yield _ignore
        return
    if length is not None:
        bar = progressbar(length=length, label=label, file=stream)
        with bar:
            yield bar.update
        return
    done = 0

    def count(step: int) -> None:
        nonlocal done
        done += step
        if done % _EVERY < step:
            click.echo(f"\r{label}: {done}", file=stream, nl=False)

    yield count
    click.echo("\r" + " " * (len(label) + 14) + "\r", file=stream, nl=False)


def _ignore(_count: int) -> None:
    """Where nobody looks, nothing is drawn."""
