"""Whether two offices hold the same: digits or words, typed as people type them."""

import pytest

from foedus.web.comparing import compared

CODE = "0123456789abcdef" * 4
WORDS = (
    "abandon",
    "ability",
    "able",
    "about",
    "above",
    "absent",
    "absorb",
    "abstract",
    "absurd",
    "abuse",
    "access",
    "face",
)


@pytest.mark.parametrize(
    "theirs, verdict",
    [
        ("", ""),
        ("  \n", ""),
        (CODE, "equal"),
        ("0123 4567 89AB CDEF 0123-4567-89ab-cdef", "equal"),
        ("0123 4567", "too-short"),
        ("0123 4568", "different"),
        (CODE + "0", "different"),
        (" ".join(WORDS), "equal"),
        ("Abandon, ABILITY able", "too-short"),
        (", ".join(f"{n} {word}" for n, word in enumerate(WORDS, 1)), "equal"),
        ("abandon able", "different"),
        ("words that nobody said", "different"),
    ],
)
def test_compared_says_whether_what_was_read_out_is_ours(theirs: str, verdict: str) -> None:
    assert compared(theirs, CODE, WORDS) == verdict


def test_compared_takes_words_of_digits_for_words() -> None:
    words = ("face", "bead", "dad", *["cafe"] * 9)
    assert compared(" ".join(words), CODE, words) == "equal"
