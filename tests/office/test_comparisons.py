"""Compared keys: what is kept of it, what is refused, and that a new key is not yet compared again."""

from typing import Any

import pytest

from foedus.office import comparisons, own_keys, partnerships
from foedus.office.comparisons import Comparison, compare, comparison, first_difference, last_comparison
from foedus.office.errors import NotFoundError, OfficeError
from tests.office.desk import Desk

Pair = tuple[Desk, Desk]
MET: dict[str, Any] = {"way": "in-person", "by": "Sample", "with_whom": "registry"}


def words_read_out(desk: Desk) -> str:
    """What the other side reads on its own copy."""
    (held,) = own_keys.own_keys(desk.node)
    return " ".join(held.words)


def test_comparison_is_kept_with_who_when_and_how(pair: Pair) -> None:
    italy, azerbaijan = pair
    done = compare(
        italy.node, italy.coop, "AZE", way="telephone", by="Sample", with_whom=" registry ",
        heard=words_read_out(azerbaijan).upper(),
    )  # fmt: skip
    assert done == Comparison(azerbaijan.card.thumbprint, done.at, "Sample", "telephone", "registry")
    assert comparison(italy.node, italy.coop.id, "AZE", azerbaijan.card.thumbprint) == done
    parties = {one.code: one.compared for one in partnerships.parties_of(italy.node, italy.coop)}
    assert parties == {"ITA": None, "AZE": done}
    theirs = {one.code: one.compared for one in partnerships.parties_of(azerbaijan.node, azerbaijan.coop)}
    assert theirs == {"ITA": None, "AZE": None}


def test_thumbprint_and_words_read_together_compare_it_too(pair: Pair) -> None:
    italy, azerbaijan = pair
    compare(italy.node, italy.coop, "AZE", **MET, heard=azerbaijan.card.thumbprint + "\n")
    compare(azerbaijan.node, azerbaijan.coop, "ITA", **MET, is_read_together=True)
    assert [one.is_compared for one in partnerships.parties_of(azerbaijan.node, azerbaijan.coop)] == [True, False]


@pytest.mark.parametrize("changed", ["rotate", "recover"])
def test_new_key_is_not_yet_compared_again(pair: Pair, changed: str) -> None:
    italy, azerbaijan = pair
    done = compare(italy.node, italy.coop, "AZE", **MET, is_read_together=True)
    getattr(own_keys, changed)(azerbaijan.node, [azerbaijan.coop])
    azerbaijan.send(italy)
    party = partnerships.parties_of(italy.node, italy.coop)[1]
    assert (party.compared, party.compared_before, party.is_compared) == (None, done, False)
    assert party.key_since > done.at
    assert last_comparison(italy.node, italy.coop.id, "AZE") == done
    compare(italy.node, italy.coop, "AZE", **MET, heard=words_read_out(azerbaijan))
    assert partnerships.parties_of(italy.node, italy.coop)[1].is_compared


@pytest.mark.parametrize(
    "said, reason",
    [
        ({}, "nothing-compared"),
        ({"heard": "  "}, "nothing-compared"),
        ({"way": "mail", "is_read_together": True}, "way-unknown"),
        ({"heard": "abandon ability"}, "words-differ"),
        ({"with_whom": " ", "is_read_together": True}, "nobody-there"),
    ],
)
def test_what_is_no_comparison_is_refused(pair: Pair, said: dict[str, object], reason: str) -> None:
    italy, _azerbaijan = pair
    with pytest.raises(OfficeError) as caught:
        compare(italy.node, italy.coop, "AZE", **{**MET, **said})
    assert (caught.value.reason, last_comparison(italy.node, italy.coop.id, "AZE")) == (reason, None)


@pytest.mark.parametrize("code", ["KAZ", "ITA"])
def test_only_another_party_has_a_key_to_compare(pair: Pair, code: str) -> None:
    with pytest.raises(NotFoundError, match="party-unknown"):
        compare(pair[0].node, pair[0].coop, code, **MET, is_read_together=True)


@pytest.mark.parametrize(
    "heard, place", [("a b c", None), ("a x c", 2), ("a b", 3), ("a b c d", 4), ("", 1)]
)  # fmt: skip
def test_first_difference_is_the_place_of_the_word(heard: str, place: int | None) -> None:
    assert first_difference(heard.split(), ["a", "b", "c"]) == place


def test_ways_are_those_of_a_comparison() -> None:
    assert comparisons.WAYS == ("telephone", "in-person")
