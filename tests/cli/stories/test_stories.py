"""Every story that the documents tell is played, and goes as it is told."""

from pathlib import Path

import pytest

from tests.cli.story import STORIES, masked, played
from tests.databases import ON_FILE_ALONE, next_address


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_story_goes_as_it_is_told(story: Path, tmp_path: Path) -> None:
    told = story.read_text(encoding="utf-8")
    assert masked(played(told, tmp_path, next_address)) == masked(told)


@ON_FILE_ALONE
def test_masked_text_hides_what_differs_each_time() -> None:
    text = (
        "  Check words  era ring use spawn attack style save remain boat business aerobic feed\n"
        "  Check words  message grass couple march treat valve demise abstract citizen rigid kitten\n"
        "               favorite\n"
        "  Check code   4c5743bee850e7afaff5ac18c3e010aa\n"
        "Dispatch from ITA, made 2026-11-22T00:35:11Z: ITA/11b4b094\n"
    )
    assert masked(text) == (
        "  Check words  WORDS\n  Check words  WORDS\n  Check code   DIGITS\nDispatch from ITA, made TIME: RECORD\n"
    )
