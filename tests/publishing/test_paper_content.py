"""What a plan's paper shows, as data: when a text still has something to answer."""

from foedus.publishing.paper_content import OpenPoint, OtherText, Refusal


def test_text_that_everyone_accepted_is_not_open() -> None:
    assert not OpenPoint("ITA", "ITA/4/1").is_open


def test_draft_wait_refusal_and_other_text_are_open() -> None:
    points = (
        OpenPoint("ITA", is_draft=True),
        OpenPoint("ITA", waits_for=("AZE",)),
        OpenPoint("ITA", refusals=(Refusal("AZE", {}),)),
        OpenPoint("ITA", others=(OtherText("AZE", "AZE/3/2", {}, {}),)),
    )
    assert [point.is_open for point in points] == [True] * 4
