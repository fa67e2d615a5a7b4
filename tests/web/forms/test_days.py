"""Days and months are read as people type them, and shown in the reader's language so that they are read again."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from foedus.web.forms.days import DayField, MonthField, day_examples, day_shown, read_day, typed_day

DAY = date(2026, 5, 12)


@pytest.mark.parametrize(
    "text", ["2026-05-12", "12/05/2026", "12.5.2026", "12 May 2026", "12 maggio 2026", "12 mag. 2026"]
)
def test_day_is_read_however_it_is_written(text: str) -> None:
    assert read_day(text) == DAY


@pytest.mark.parametrize("text", ["May 2026", "12-16 May 2026", "31/02/2026", "tomorrow", "to be defined"])
def test_what_is_no_day_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ValidationError, match="Enter a day"):
        DayField().clean(text)


@pytest.mark.parametrize("language", ["en", "it", "az", "kk", "uz", "ru", "fr"])
def test_day_that_is_shown_is_read_again_in_every_language(language: str) -> None:
    with override(language):
        shown = [day_shown(date(2026, month, 3)) for month in range(1, 13)]
        assert [read_day(one) for one in shown] == [date(2026, month, 3) for month in range(1, 13)]


def test_day_is_shown_as_the_page_speaks() -> None:
    for language, said in (("en", "12 May 2026"), ("it", "12 maggio 2026"), ("fr", "12.05.2026")):
        with override(language):
            assert (typed_day("2026-05-12"), day_examples().count(said)) == (said, 1)
    assert (typed_day("soon"), typed_day("")) == ("soon", "")


def test_field_gives_a_date_and_shows_again_what_was_typed() -> None:
    field = DayField(required=False, help_text="The last day.")
    assert (field.clean(" 12/5/2026 "), field.clean(""), field.clean(DAY)) == (DAY, None, DAY)
    assert (field.prepare_value(DAY), field.prepare_value("12 mai"), field.prepare_value(None)) == (
        "12 May 2026", "12 mai", None,
    )  # fmt: skip
    assert str(field.help_text) == "The last day. Such as 12 May 2026, or 12/5/2026 with the day first."


@pytest.mark.parametrize(
    "text,month",
    [("July 2025", "2025-07"), ("luglio 2025", "2025-07"), ("7/2025", "2025-07"), ("2025-07", "2025-07"),
     ("2025", "2025"), ("", "")],
)  # fmt: skip
def test_month_is_read_as_it_is_said(text: str, month: str) -> None:
    assert MonthField(required=False).clean(text) == month


@pytest.mark.parametrize("text", ["July", "soon", "second quarter of 2025"])
def test_what_is_no_month_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ValidationError, match="Enter a month"):
        MonthField().clean(text)
