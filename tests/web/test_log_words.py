"""What a line of the log tells besides, in words."""

from django.utils import translation

from foedus.web.log_words import detail_words


def test_detail_is_told_in_the_readers_language() -> None:
    with translation.override("it"):
        assert detail_words({"by": "password, totp", "file": ""}, "it") == "con: password, app"
        assert detail_words({"outcome": "held", "years": [2024, 2025]}, "it") == "esito: Effettuata; anni: 2024, 2025"


def test_detail_that_has_no_name_here_stands_as_it_is_kept() -> None:
    assert detail_words({"newer": 3}, "en") == "newer: 3"
