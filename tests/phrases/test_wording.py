"""The forms in which an error is told, by samples: the tables are held by the tests of those who show them."""

from foedus.phrases.wording import Phrase, Wording, pour, reason_of, reason_text


class SampleError(Exception):
    """An error with a reason and facts."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason, self.facts = reason, facts


def same(text: str) -> str:
    return text


SAMPLE = Wording(
    Phrase("It is wrong: {reason}.", kept="All of {file} is kept.", reasons={"late": "it came {days} days late"}),
    now="Look at it.",
    nows={"lost": "Ask for it again."},
)


def test_error_is_told_in_three_parts() -> None:
    told = SAMPLE.tell_in(SampleError("late", days=3, file=("a", "b")), same)
    assert told == ("It is wrong: it came 3 days late.", "All of a, b is kept.", "Look at it.")


def test_what_to_do_depends_on_the_reason_and_has_a_language_of_its_own() -> None:
    told = SAMPLE.tell_in(SampleError("lost"), same, str.upper)
    assert told == ("It is wrong: lost.", "All of - is kept.", "ASK FOR IT AGAIN.")


def test_text_that_is_empty_stays_empty() -> None:
    assert pour("", {}, lambda _text: "translated") == ""


def test_reason_without_words_is_shown_as_it_is() -> None:
    assert reason_text("new", {}, {"old": "words"}, same) == "new"


def test_reason_is_the_word_that_the_error_gives() -> None:
    assert (reason_of(SampleError("late")), reason_of(ValueError())) == ("late", "")
