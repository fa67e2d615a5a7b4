"""Recovery words: written and read back, however they are typed; every slip is told, and no word of them."""

import pyrage
import pytest
from mnemonic import Mnemonic

from foedus.office.recovery_words import (
    RecoveryWordsError,
    SheetSecrets,
    check_read_back,
    read_sheet,
    scanned_text,
    words_of,
)

SEED = bytes(range(32))


@pytest.fixture(scope="module")
def identity() -> str:
    return str(pyrage.x25519.Identity.generate())


def test_words_are_those_of_bip_39_with_the_key_as_entropy() -> None:
    words = words_of(bytes(32))
    assert words == ("abandon",) * 23 + ("art",)  # the list's own test vector of 256 bits of zero
    assert bytes(Mnemonic("english").to_entropy(list(words_of(SEED)))) == SEED


def test_what_the_square_holds_is_read_back_whole(identity: str) -> None:
    assert read_sheet(scanned_text(SEED, [identity])) == SheetSecrets(SEED, (identity,))
    assert read_sheet(scanned_text(SEED)) == SheetSecrets(SEED)


def test_words_are_read_however_they_are_typed(identity: str) -> None:
    numbered = "\n".join(f"{place}. {word.upper()}" for place, word in enumerate(words_of(SEED), 1))
    letters = identity.lower()
    grouped = letters[:16] + " " + " ".join(letters[at : at + 4] for at in range(16, len(letters), 4))
    assert read_sheet(f"{numbered}\n{grouped}\n") == SheetSecrets(SEED, (identity,))


WORDS = words_of(SEED)


@pytest.mark.parametrize(
    "words, reason, facts",
    [
        (WORDS[:-1], "words-count", {"number": 23, "expected": 24}),
        ((*WORDS, "zoo"), "words-count", {"number": 25, "expected": 24}),
        ((), "words-count", {"number": 0, "expected": 24}),
        ((*WORDS[:6], "abandn", *WORDS[7:]), "word-unknown", {"place": 7}),
        ((WORDS[1], WORDS[0], *WORDS[2:]), "words-check", {}),
    ],
)
def test_slip_is_told_by_its_place_alone(words: tuple[str, ...], reason: str, facts: dict[str, int]) -> None:
    with pytest.raises(RecoveryWordsError) as caught:
        read_sheet(" ".join(words))
    assert (caught.value.reason, caught.value.facts) == (reason, facts)


def test_mistyped_line_that_opens_dispatches_is_told(identity: str) -> None:
    wrong = identity[:-1] + ("Q" if identity[-1] != "Q" else "P")
    with pytest.raises(RecoveryWordsError) as caught:
        read_sheet(scanned_text(SEED, [wrong]))
    assert (caught.value.reason, caught.value.facts) == ("age-key", {"number": 58, "expected": 58})


def test_text_that_is_far_too_long_is_not_looked_at() -> None:
    with pytest.raises(RecoveryWordsError, match="words-count"):
        read_sheet("zoo " * 100_000)


def test_sheet_read_back_is_one_of_the_keys_that_are_here() -> None:
    thumbprint = read_sheet(scanned_text(SEED)).key.thumbprint
    assert check_read_back(scanned_text(SEED), {thumbprint, "another"}) == thumbprint
    with pytest.raises(RecoveryWordsError, match="another-key"):
        check_read_back(scanned_text(SEED), {"another"})
