"""Whether what a partner reads out is what is held here: check codes and check words compared; it knows no record."""

import re
from collections.abc import Sequence
from typing import Literal

Verdict = Literal["", "equal", "too-short", "different"]
LEAST_DIGITS = 32
LEAST_WORDS = 12
_DIGITS = re.compile(r"[0-9a-f]+")


def compared(theirs: str, code: str, words: Sequence[str]) -> Verdict:
    """Compare what was typed or pasted with our code and words; blanks, capitals and numbering do not matter.

    :param theirs: digits or words; empty where nothing was typed.
    :param code: our code in full.
    :param words: our words.
    """
    typed = theirs.casefold()
    if not typed.strip():
        return ""
    digits = re.sub(r"[^0-9a-z]", "", typed)
    if _DIGITS.fullmatch(digits) and not _looks_like_words(typed, words):
        if not code.startswith(digits[: len(code)]) or len(digits) > len(code):
            return "different"
        return "equal" if len(digits) >= LEAST_DIGITS else "too-short"
    said = re.findall(r"[a-z]+", typed)
    if said != list(words[: len(said)]):
        return "different"
    return "equal" if len(said) >= LEAST_WORDS else "too-short"


def _looks_like_words(typed: str, words: Sequence[str]) -> bool:
    """Say whether what was typed are words that happen to have no letter after f."""
    said = re.findall(r"[a-z]+", typed)
    return len(said) > 1 and said == list(words[: len(said)])
