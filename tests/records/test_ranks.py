"""The words beside ranks are listed so that they are found: once, in lower case, and none is a rank of one meaning."""

import re

from foedus.records.ranks import (
    NO_NAME_ENDINGS,
    NO_NAMES,
    POSTS_BEFORE,
    RANKS_OF_ONE_MEANING,
    RANKS_THAT_ARE_PLAIN_WORDS,
)


def test_words_are_listed_in_lower_case() -> None:
    listed = NO_NAMES | POSTS_BEFORE | set(NO_NAME_ENDINGS)
    assert sorted(word for word in listed if word != word.lower() or not word.isalpha()) == []


def test_ranks_are_listed_once() -> None:
    for ranks in (RANKS_OF_ONE_MEANING, RANKS_THAT_ARE_PLAIN_WORDS):
        assert sorted(set(ranks)) == sorted(ranks)


def test_plain_words_have_no_other_entry() -> None:
    clear = re.compile(rf"(?i:{'|'.join(RANKS_OF_ONE_MEANING)})")
    assert [word for word in RANKS_THAT_ARE_PLAIN_WORDS if clear.fullmatch(word)] == []
