"""Listed texts are written as rows of plain values, and read again."""

import pytest

from foedus.store.listing import rows


@pytest.mark.parametrize("codes, text", [((), ""), (("ITA",), " ITA "), (("ITA", "AZE"), " ITA AZE ")])
def test_short_words_stand_between_blanks(codes: tuple[str, ...], text: str) -> None:
    assert rows.words(codes) == text
    assert rows.told(text) == codes


def test_values_come_back_as_they_were_written() -> None:
    assert rows.body_in(rows.json({"title": {"it": "Però"}})) == {"title": {"it": "Però"}}
    assert rows.captions_in(rows.json({"it": "Però"})) == {"it": "Però"}
