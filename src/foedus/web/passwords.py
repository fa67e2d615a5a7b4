"""Which passwords are refused because others would guess them or have seen them; it asks nobody on a network."""

import hashlib
import os
from pathlib import Path
from typing import IO, Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

_LOOKED_AT: Final = 72
"""Characters that are judged: more only make a password better, and the judging slower."""
_GOOD: Final = 3
"""Of zxcvbn's marks from 0 to 4: more than a hundred million guesses, where the door lets a few dozen a day pass."""
_ROOM: Final = 128
"""Bytes that hold one line of the list of leaked passwords, and the end of the one before."""


class GuessablePasswordValidator:
    """Refuses what a guesser tries first: the most leaked passwords, keyboard rows, dates, names, and mixtures of them.

    The marks and the lists are zxcvbn's (30,000 leaked passwords, words and names of several languages).
    """

    def validate(self, password: str, user: Any = None) -> None:
        """Judge a password.

        :param user: whose it becomes: the name and the user name are guessed first.
        :raises ValidationError: it would be guessed.
        """
        own = [str(getattr(user, name, "")) for name in ("username", "name") if user is not None]
        known = ["foedus", *filter(None, own)]
        judged = zxcvbn(password[:_LOOKED_AT], user_inputs=known)  # type: ignore[no-untyped-call]  # it says nothing of what it gives
        if judged["score"] < _GOOD:
            raise ValidationError(
                _("This password, or one much like it, is among the first to be tried. Put a few words together."),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        """What is asked for."""
        return _("Your password must not be one that is easily guessed.")


class LeakedPasswordValidator:
    """Refuses what stands in a list of leaked passwords on this machine; without a list it refuses nothing.

    :param file: lines of an SHA-1 in capital hexadecimal digits, a colon and a number, in order of the SHA-1, as such
        lists are commonly handed out. It may have many gigabytes: some thirty places of it are read.
    """

    def __init__(self, file: str = "") -> None:
        self._file = Path(file) if file else None

    def validate(self, password: str, user: Any = None) -> None:
        """Look a password up.

        :raises ValidationError: it has leaked.
        """
        del user
        if self._file is None:
            return
        digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
        with self._file.open("rb") as opened:
            if _holds(opened, digest):
                raise ValidationError(
                    _("This password has leaked somewhere: others try it. Choose another one, here and there."),
                    code="password_leaked",
                )

    def get_help_text(self) -> str:
        """What is asked for."""
        return _("Your password must not be one that has leaked.")


def _holds(opened: IO[bytes], digest: bytes) -> bool:
    """Say whether a line begins with a digest, by halving the file again and again."""
    low, high = 0, opened.seek(0, os.SEEK_END)
    while low < high:
        middle = (low + high) // 2
        start, line = _line_around(opened, middle)
        found = line[: len(digest)].upper()
        if found == digest:
            return True
        if found < digest:
            low = start + len(line) + 1
        else:
            high = start
    return False


def _line_around(opened: IO[bytes], place: int) -> tuple[int, bytes]:
    """The line in which a place of a file lies, and where that begins."""
    before = max(0, place - _ROOM)
    opened.seek(before)
    read = opened.read(2 * _ROOM)
    start = read.rfind(b"\n", 0, place - before) + 1
    return before + start, read[start:].partition(b"\n")[0]
