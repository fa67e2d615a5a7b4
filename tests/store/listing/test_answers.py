"""A page of rows knows its place in the list."""

from datetime import date

import pytest

from foedus.store.listing.answers import day_in, page_of

LETTERS = tuple("abcdefg")


@pytest.mark.parametrize("asked, rows, page", [(1, "abc", 1), (2, "def", 2), (3, "g", 3), (9, "g", 3)])
def test_page_holds_its_rows(asked: int, rows: str, page: int) -> None:
    found = page_of(7, asked, 3, lambda start, end: LETTERS[start:end])
    assert (found.rows, found.page, found.pages) == (tuple(rows), page, 3)
    assert (found.has_previous, found.has_next) == (page > 1, page < 3)
    assert found.last - found.first + 1 == len(rows)


def test_list_without_rows_has_one_page() -> None:
    found = page_of(0, 3, 50, lambda start, end: LETTERS[start:end])
    assert (found.rows, found.page, found.pages, found.first, found.last) == ((), 1, 1, 0, 0)


def test_empty_text_is_no_day() -> None:
    assert (day_in(""), day_in("2024-05-13")) == (None, date(2024, 5, 13))
