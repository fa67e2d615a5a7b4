"""Tells what the demo does, a few lines a step, and holds it to what was foretold; it runs nothing."""

import shlex
import textwrap
from collections.abc import Sequence
from typing import Any, Final

from foedus.cli import page

_WIDTH: Final = 110
_SAYS, _SHOWS, _FINDS = " " * 2, " " * 4, " " * 6


class UnexpectedError(Exception):
    """Something in the demo was not as told: what it was, what was foretold, what was found."""

    def __init__(self, what: str, foretold: Any, found: Any) -> None:
        super().__init__(what)
        self.what, self.foretold, self.found = what, foretold, found


class Story:
    """The lines of the demo, printed at once, or held back until what is told beside them has been printed."""

    def __init__(self, *, is_held: bool = False) -> None:
        self.is_held = is_held
        self._lines: list[tuple[str, bool]] = []

    def line(self, text: str = "", *, is_bold: bool = False) -> None:
        """One line, as it is."""
        if self.is_held:
            self._lines.append((text, is_bold))
        elif is_bold:
            page.heading(text)
        else:
            page.line(text)

    def release(self, into: "Story") -> None:
        """Tell in another story what was held back."""
        for text, is_bold in self._lines:
            into.line(text, is_bold=is_bold)
        self._lines.clear()

    def part(self, title: str) -> None:
        """Begin a part."""
        self.line()
        self.line(title, is_bold=True)

    def says(self, text: str) -> None:
        """One thing that happens, in a sentence or two."""
        self._wrapped(text, _SAYS)

    def shows(self, code: str, arguments: Sequence[str]) -> None:
        """A command as it is typed: whose office, and what."""
        typed = shlex.join(["foedus", *arguments])
        self.line(_cut(f"{_SHOWS}{code} $ {typed}"))

    def finds(self, text: str) -> None:
        """What came of it."""
        self._wrapped(text, _FINDS)

    def _wrapped(self, text: str, margin: str) -> None:
        for line in textwrap.wrap(
            text,
            _WIDTH - 10,
            initial_indent=margin,
            subsequent_indent=margin,
            break_long_words=False,
            break_on_hyphens=False,
        ):
            self.line(line)

    def expects(self, what: str, foretold: Any, found: Any) -> None:
        """Go on only where what was found is what was foretold.

        :raises UnexpectedError: it is not.
        """
        if foretold != found:
            raise UnexpectedError(what, foretold, found)


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else text[: _WIDTH - 4].rstrip() + " ..."
