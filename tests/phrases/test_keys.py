"""What a change of keys means: each sentence under a head, once, whatever is changed."""

from foedus.phrases import keys
from foedus.phrases.language import translate

ALL = (keys.ROTATE_KEY, keys.ROTATE_AGE, keys.RECOVER, keys.LEAVE, keys.ADMIT, keys.FOUND, keys.CONTINUES, keys.JOIN)


def test_every_act_says_all_four_or_tells_what_others_see() -> None:
    heads = [{head for head, _ in meanings} for meanings in ALL]
    assert heads == [set(keys.HEADS)] * 1 + [set(keys.HEADS) - {"final"}] + [set(keys.HEADS)] * 6


def test_sentences_of_both_changes_stand_once() -> None:
    both = keys.rotation(key=True, age=True)
    assert len(both) == len(set(both)) == len(keys.ROTATE_KEY) + len(keys.ROTATE_AGE) - 1
    assert keys.rotation(key=True, age=False) == keys.ROTATE_KEY
    assert keys.recovery(age=False) == keys.RECOVER
    assert set(keys.recovery(age=True)) > set(keys.RECOVER)


def test_sentences_are_gathered_under_their_heads_in_order() -> None:
    found = keys.by_head(keys.LEAVE)
    assert list(found) == list(keys.HEADS.values())
    assert [text for texts in found.values() for text in texts] == [text for _, text in keys.LEAVE]


def test_every_sentence_is_translated() -> None:
    said = {text for meanings in ALL for _, text in meanings} | set(keys.HEADS.values())
    assert [text for text in said if translate(text, "it") == text] == []


def test_founding_says_other_things_where_it_goes_on_from_another() -> None:
    assert (keys.founding(goes_on=True), keys.founding(goes_on=False)) == (keys.CONTINUES, keys.FOUND)
